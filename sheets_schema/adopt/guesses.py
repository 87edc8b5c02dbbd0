"""What a column may be whose header nobody understands: that which its table still lacks and its cells look like.

Whatever is said here is a guess, and marked as one: its certainty stays where people are asked.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from closeplan.plan.signals import Table
from sheets_schema.adopt.cells import Kind
from sheets_schema.adopt.evidence import HEADER, NOTHING, Evidence
from sheets_schema.adopt.lexicon import is_japanese
from sheets_schema.adopt.profile import Profile

Guess = tuple[int, str, float]
"""A column by position, a field, and what the guess adds to its score."""

_LACKING = {
    Table.TIMELINE: {"workstream": 0.4, "owner": 0.5},
    Table.STAKEHOLDERS: {"cares_about": 0.4, "title": 0.5},
    Table.RISKS: {"owner": 0.5, "status": 0.5},
}
"""Fields a table may still lack, and how well a column's cells have to fit."""
_FEWEST_ROWS = 5
_MOST_STATES = 4
_MOST_COMPANIES = 3
_NAMED = 0.4
_CLEAR = 0.7


def with_guesses(found: Sequence[Evidence], table: Table) -> tuple[Evidence, ...]:
    """Columns as they were, and what can be guessed of those that nobody explains."""
    changed = list(found)
    for at, name, more in _guesses(found, table):
        one = changed[at]
        score = one.scores.get(name, 0.0) + more
        changed[at] = replace(
            one,
            scores={**one.scores, name: score},
            guessed=one.guessed | {name},
            why={**one.why, name: one.why.get(name) or ("nothing else in the table is this",)},
        )
    return tuple(changed)


def _guesses(found: Sequence[Evidence], table: Table) -> Iterator[Guess]:
    for name, least in _LACKING[table].items():
        at = _likeliest(found, name, least)
        if at is not None:
            yield at, name, NOTHING
    if table is Table.TIMELINE:
        yield from _groups(found)
        yield from _start(found)
        yield from _sides(found)
        yield from _states(found)
        yield from _next_steps(found)
        yield from _proof_and_remarks(found)
    if table is Table.STAKEHOLDERS:
        yield from _company(found)
        yield from _wishes(found)
    if table is Table.RISKS:
        yield from _response(found)


def _is_named(found: Sequence[Evidence], name: str) -> bool:
    return any(one.column.heading.weight(name) >= _NAMED and one.gain(name) > 0 for one in found)


def _likeliest(found: Sequence[Evidence], name: str, least: float) -> int | None:
    """The unexplained column whose cells fit a field best, where no header names that field."""
    if _is_named(found, name):
        return None
    able = [at for at, one in enumerate(found) if one.unexplained and one.fits.get(name, 0) >= least]
    return max(able, key=lambda at: (found[at].fits[name], _variety(found[at], name)), default=None)


def _groups(found: Sequence[Evidence]) -> Iterator[Guess]:
    """A header such as "Epic Name" names groups, even where in a short table hardly a group comes twice."""
    headings = [one.column.heading for one in found]
    named = [at for at, one in enumerate(headings) if one.weight("workstream") >= _NAMED and not one.ignored]
    if len(named) != 1 or found[named[0]].gain("workstream") > 0:
        return
    heading = headings[named[0]]
    if heading.weight("workstream") == heading.best > 0.5:
        yield named[0], "workstream", 2 * NOTHING


def _variety(one: Evidence, name: str) -> float:
    """What decides between columns that fit alike: a workstream says the same again and again, wishes don't."""
    found = one.column.profile
    return _is_capital(found) - found.distinct if name == "workstream" else found.distinct


def _is_capital(found: Profile) -> bool:
    """Whether texts begin with capitals, as the names of phases do and states mostly don't."""
    return found.of(Kind.PERSON) > 0.5


def _start(found: Sequence[Evidence]) -> Iterator[Guess]:
    """Of two date columns the one that is never the later is the start, the other the due date."""
    if _is_named(found, "start"):
        return
    dated = [at for at, one in enumerate(found) if one.column.profile.dates > 0.6]
    if len(dated) == 1 and _is_open(found[dated[0]], "due") and not _is_named(found, "due"):
        yield dated[0], "due", 2 * NOTHING  # one date column is the due date, whatever its name
        return
    for early, late in itertools.permutations(dated, 2):
        unknown = found[early].unexplained and not found[early].column.heading.stage
        if not unknown or not _precedes(found[early], found[late]):
            continue
        if found[late].column.heading.weight("due") >= _NAMED:
            yield early, "start", 3 * NOTHING
            return
        if _is_open(found[late], "due") and not _is_named(found, "due"):
            yield early, "start", 2 * NOTHING
            yield late, "due", 3 * NOTHING
            return


def _is_open(one: Evidence, name: str) -> bool:
    """Whether a column may be a field its header doesn't name: not understood, or its cells can't be what it says.

    A day that stands in every row is no day on which something was done.
    """
    heading = one.column.heading
    if heading.ignored >= 0.5 or heading.stage in {"original", "created"}:
        return False
    if heading.stage == "actual" and one.column.profile.filled < 1:
        return False
    return not any(
        said.weight >= 0.5 and other in one.scores and other not in {name, "start"}
        for other, said in heading.fields.items()
    )


def _precedes(one: Evidence, other: Evidence) -> bool:
    """Whether one column's day is never after the other's and mostly before; days when rows were made repeat more."""
    days: list[tuple[date, date]] = [
        (a, b) for a, b in zip(one.column.profile.days, other.column.profile.days, strict=True) if a and b
    ]
    earlier = sum(a < b for a, b in days)
    return (
        len(days) >= 3
        and all(a <= b for a, b in days)
        and earlier >= 0.5 * len(days)
        and one.column.profile.distinct > 0.6
    )


def _sides(found: Sequence[Evidence]) -> Iterator[Guess]:
    """A few words over and over, "both" or another word for a side among them."""
    if _is_named(found, "side"):
        return
    for at, one in enumerate(found):
        cells = one.column.profile
        if one.unexplained and cells.of(Kind.SIDE) > 0 and _repeats_words(cells):
            yield at, "side", 3 * NOTHING
            return


def _states(found: Sequence[Evidence]) -> Iterator[Guess]:
    """A few short words over and over, not in groups, are the status in a table that has none."""
    able = [
        at
        for at, one in enumerate(found)
        if one.unexplained and _repeats_words(one.column.profile) and not one.column.profile.of(Kind.SIDE)
    ]
    group = _likeliest(found, "workstream", _LACKING[Table.TIMELINE]["workstream"])
    if group is not None and (len(able) > 1 or _is_capital(found[group].column.profile)):
        able = [at for at in able if at != group]
    has_one = any(one.gain("status") > 0 for one in found)
    if len(able) == 1 and not has_one:
        yield able[0], "status", 2 * NOTHING


def _repeats_words(found: Profile) -> bool:
    different = round(found.distinct * found.filled * found.rows)
    return (
        found.rows >= _FEWEST_ROWS
        and 1 < different <= _MOST_STATES
        and different <= 0.5 * found.rows
        and found.filled > 0.9
        and found.length < 20
        and found.of(Kind.WORDS) > 0.9
        and found.of(Kind.FULL_PERSON, Kind.RANK, Kind.LETTERS) < 0.5
    )


def _next_steps(found: Sequence[Evidence]) -> Iterator[Guess]:
    """Where another column lists the milestones, sparse texts under "Next action" are remarks."""
    if _is_named(found, "notes"):
        return
    named = [at for at, one in enumerate(found) if one.column.heading.weight("name") >= _NAMED]
    full = [at for at in named if found[at].column.profile.filled > 0.9 and found[at].fits.get("name", 0) > 0]
    for at in named:
        if found[at].column.heading.weight("workstream"):
            continue  # the first row of each group only
        if at not in full and full and found[at].fits.get("notes", 0) >= 0.3:
            yield at, "notes", HEADER * 0.6
            return


def _proof_and_remarks(found: Sequence[Evidence]) -> Iterator[Guess]:
    """Links are evidence; the last column of longer texts here and there holds remarks."""
    unknown = [at for at, one in enumerate(found) if one.unexplained]
    links = [at for at in unknown if found[at].column.profile.of(Kind.LINK) > 0.6]
    if links and not _is_named(found, "evidence"):
        yield links[0], "evidence", 2 * NOTHING
    texts = [
        at
        for at in unknown
        if at not in links
        and found[at].fits.get("notes", 0) > 0
        and _remarks_here_and_there(found[at].column.profile)
    ]
    if texts and not any(one.column.heading.weight("notes") >= _NAMED for one in found):
        yield texts[-1], "notes", 2 * NOTHING


def _remarks_here_and_there(found: Profile) -> bool:
    return (
        0 < found.filled < 0.7
        and found.distinct > 0.5
        and found.words > 1
        and found.of(Kind.WORDS) > 0.6
        and found.of(Kind.PERSON) < 0.6
    )


def _company(found: Sequence[Evidence]) -> Iterator[Guess]:
    """Two or three short texts, all rows filled: whom people work for."""
    if _is_named(found, "side"):
        return
    able = [at for at, one in enumerate(found) if _may_answer(one) and _repeats_companies(one.column.profile)]
    if len(able) == 1:
        yield able[0], "side", 2 * NOTHING


def _repeats_companies(found: Profile) -> bool:
    different = round(found.distinct * found.filled * found.rows)
    return (
        1 < different <= _MOST_COMPANIES
        and different < found.filled * found.rows
        and found.filled > 0.9
        and found.length < 30
        and found.of(Kind.WORDS) > 0.9
        and found.of(Kind.JOB, Kind.ROLE, Kind.POWER, Kind.ENGAGEMENT, Kind.RANK, Kind.EMAIL) < 0.5
    )


def _wishes(found: Sequence[Evidence]) -> Iterator[Guess]:
    """Short texts of all sorts below a question or a phrase are what people care about."""
    if any(one.column.heading.weight("cares_about") >= _NAMED for one in found):
        return
    able = [
        at
        for at, one in enumerate(found)
        if _may_answer(one)
        and one.fits.get("cares_about", -1) >= 0
        and one.column.profile.of(Kind.FULL_PERSON, Kind.POWER, Kind.ENGAGEMENT, Kind.ROLE, Kind.RANK) < 0.5
        and one.column.profile.distinct > 0.6
        and _is_phrase(one.column.heading.text)
    ]
    if len(able) == 1:
        yield able[0], "cares_about", 2 * NOTHING


def _is_phrase(text: str) -> bool:
    return len(text.split()) > 2 or (is_japanese(text) and len(text) > 5)


def _may_answer(one: Evidence) -> bool:
    """Whether a header leaves open what it holds: not understood, or a phrase such as "What we'll do"."""
    return one.unexplained or (one.column.heading.best < _CLEAR and _is_phrase(one.column.heading.text))


def _response(found: Sequence[Evidence]) -> Iterator[Guess]:
    """Of two columns of phrases in a list of risks the second tells what is done about the first."""
    if _is_named(found, "response"):
        return
    phrases = [at for at, one in enumerate(found) if one.fits.get("description", 0) >= 0.4]
    named = [at for at in phrases if found[at].column.heading.weight("description") >= _NAMED]
    first = named[0] if named else phrases[0] if phrases else None
    after = [at for at in phrases if first is not None and at > first and _may_answer(found[at])]
    if first is None or not after:
        return
    if not named:
        yield first, "description", NOTHING
    yield after[0], "response", 2.5 * NOTHING
