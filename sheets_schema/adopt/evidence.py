"""How far a column speaks for each field: by its header and by what its cells hold."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from closeplan.plan.signals import Table
from sheets_schema.adopt.cells import Kind
from sheets_schema.adopt.fits import FITS
from sheets_schema.adopt.header_words import Heading
from sheets_schema.adopt.profile import Profile
from sheets_schema.vocabulary import plain

HEADER, CONTENT = 3.0, 2.0
"""What an exact header and fitting cells are worth."""
NOTHING = 1.2
"""What speaks for a column being none of ours before anything is known of it."""
NAMELESS = 0.5
"""The same in a table without a header, where cells have to speak for themselves."""
NEVER = -9.0


@dataclass(frozen=True, kw_only=True)
class Column:
    """One column: where it lies, what its header says, what its cells hold."""

    index: int
    heading: Heading
    profile: Profile


@dataclass(frozen=True, kw_only=True)
class Evidence:
    """Scores of one column: by field, and for being none of ours.

    `fits` is what its cells alone say of each field, `why` the reasons in words; `guessed` are the fields that only what
    the table lacks speaks for.
    """

    column: Column
    scores: dict[str, float]
    ignored: float
    fits: dict[str, float] = field(default_factory=dict)
    why: dict[str, tuple[str, ...]] = field(default_factory=dict)
    guessed: frozenset[str] = frozenset()

    @property
    def unexplained(self) -> bool:
        """Whether the header says nothing that is understood."""
        return self.column.heading.best < 0.5 and self.column.heading.ignored < 0.5

    def gain(self, name: str) -> float:
        """How much better a field is than leaving the column out."""
        return self.scores.get(name, NEVER) - self.ignored


def evidence(column: Column, table: Table, *, named: bool = True) -> Evidence:
    """Everything that speaks for and against each field of a table in one column; `named`: the table has a header."""
    scores: dict[str, float] = {}
    why: dict[str, tuple[str, ...]] = {}
    fits: dict[str, float] = {}
    for name, fit in FITS[table].items():
        header = _header_weight(column, name)
        content = fit(column.profile) if column.profile.filled else 0.0
        if content <= -1:
            continue
        if header == 0 and name in _HEADER_ONLY:
            continue
        fits[name] = content
        scores[name] = HEADER * header + CONTENT * content
        why[name] = _reasons(column, name, header, content)
    return Evidence(
        column=column,
        scores=scores,
        ignored=_ignored(column, table) - (0 if named else NOTHING - NAMELESS),
        fits=fits,
        why=why,
    )


_HEADER_ONLY = frozenset({"confirmed_by", "evidence", "dependency", "start", "kind", "questions", "response"})
"""Fields whose cells alone never tell them from others."""

_PAST = {"original": 0.3, "actual": 0.2, "created": 0.15}


def _header_weight(column: Column, name: str) -> float:
    """What the header says for a field; a date's stage tells the promised date from the first and the actual one."""
    weight = column.heading.weight(name)
    if name not in {"due", "start"} or not column.profile.filled:
        return weight
    stage = column.heading.stage
    if stage in _PAST and (weight < 1 or column.heading.ignored >= weight):
        return weight * _PAST[stage]
    if stage == "now" and name == "due":
        return min(weight + 0.12, 1.12) if weight else 0.0
    if stage == "planned" and name == "due":
        return weight * 0.98  # beside "End", a planned end is the older date
    return weight


def _ignored(column: Column, table: Table) -> float:
    """What speaks for leaving a column out."""
    found, heading = column.profile, column.heading
    score = NOTHING + HEADER * heading.ignored * (0.75 if heading.best >= 1 else 1.0)
    if found.counts_up and not found.dates:
        score += 2.5
    if _is_bar(found) and heading.best < 0.5:
        score += 3.0
    if found.of(Kind.MONEY) > 0.6 or (found.of(Kind.PHONE) > 0.6 and not found.dates):
        score += 2.5
    if found.of(Kind.LETTERS) > 0.6 and table is Table.TIMELINE and heading.best < 1:
        score += 2.0
    if (
        found.of(Kind.RANK) > 0.7
        and found.of(Kind.POWER, Kind.COLOUR) <= found.of(Kind.RANK)
        and heading.best < 0.7
        and table is not Table.STAKEHOLDERS
    ):
        score += 1.2
    if found.dates > 0.6 and heading.stage in _PAST and heading.weight("due") < 1:
        score += 2.0
    return score


def _is_bar(found: Profile) -> bool:
    """A week or month of a chart: few cells, each a mark."""
    return (
        bool(found.filled) and found.of(Kind.MARK) > 0.8 and found.filled < 0.7 and found.of(Kind.TICK) < 0.5
    )


def beside_each_other(found: Sequence[Evidence]) -> tuple[Evidence, ...]:
    """What columns say about each other: beside a real status, a colour or a percentage is none."""
    real = [one for one in found if one.column.heading.weight("status") >= 0.9 and not _coloured(one)]
    if not real:
        return tuple(found)
    return tuple(
        replace(one, scores={**one.scores, "status": one.scores["status"] - HEADER})
        if "status" in one.scores and _coloured(one)
        else one
        for one in found
    )


def with_key(found: Sequence[Evidence], key: str) -> tuple[Evidence, ...]:
    """Where no header names what a table lists, its likeliest column is believed more: every table lists something."""
    likely = max((one.fits.get(key, 0) for one in found if one.unexplained), default=0)
    if any(
        weight >= 0.4 and one.gain(key) > 0 and (weight >= 0.7 or one.fits.get(key, 0) > likely - 0.3)
        for one in found
        for weight in (one.column.heading.weight(key),)
    ):
        return tuple(found)
    if not any(one.unexplained and one.fits.get(key, 0) >= 0.4 for one in found):
        return _against_its_header(found, key)
    return tuple(
        replace(one, scores={**one.scores, key: one.scores[key] + NOTHING})
        if one.unexplained and one.fits.get(key, 0) >= 0.4
        else one
        for one in found
    )


def _against_its_header(found: Sequence[Evidence], key: str) -> tuple[Evidence, ...]:
    """Where nothing else can be what a table lists, a column of phrases is, though its header is one of other columns."""
    able = [
        at for at, one in enumerate(found) if one.column.heading.best == 0 and one.fits.get(key, 0) >= 0.6
    ]
    if len(able) != 1:
        return tuple(found)
    changed = list(found)
    one = found[able[0]]
    score = one.scores[key] + NOTHING + HEADER * one.column.heading.ignored
    changed[able[0]] = replace(one, scores={**one.scores, key: score}, guessed=one.guessed | {key})
    return tuple(changed)


def _coloured(one: Evidence) -> bool:
    found = one.column.profile
    return found.of(Kind.COLOUR, Kind.PERCENT) > 0.7 and found.of(Kind.STATUS) < 0.5


_SEEN = {
    Kind.DATE: "dates",
    Kind.SERIAL: "numbers that count days",
    Kind.TICK: "check marks",
    Kind.STATUS: "words for a status",
    Kind.COLOUR: "colours",
    Kind.PERCENT: "percentages",
    Kind.SIDE: "words for a side",
    Kind.EMAIL: "e-mail addresses",
    Kind.FULL_PERSON: "people's names",
    Kind.LINK: "links",
    Kind.LENGTH: "lengths of time",
    Kind.ROLE: "roles",
    Kind.JOB: "job titles",
    Kind.RISK_KIND: "risks, assumptions and questions",
    Kind.MONEY: "amounts of money",
    Kind.PHONE: "telephone numbers",
    Kind.LETTERS: "single letters",
}


def _reasons(column: Column, name: str, header: float, content: float) -> tuple[str, ...]:
    """Why, in a few English words, for the people who confirm it."""
    said = column.heading.fields.get(name)
    found: list[str] = []
    if said and header:
        how = "means" if said.weight >= 0.9 else "may mean"
        part = "" if said.word == plain(column.heading.text) else f" ('{said.word}')"
        found.append(f"its header{part} {how} this")
    seen = seen_in(column.profile)
    if seen and content >= 0.3:
        found.append(f"it holds {seen}")
    elif content < -0.2:
        found.append("its cells look different")
    return tuple(found)


def seen_in(found: Profile) -> str:
    """What most cells of a column are, in words; empty where that says nothing."""
    return next((words for kind, words in _SEEN.items() if found.share.get(kind, 0) > 0.6), "")


def why_ignored(column: Column) -> tuple[str, ...]:
    """Why a column is none of ours."""
    found = column.profile
    reasons = []
    if column.heading.ignored:
        reasons.append("its header is none of a plan's")
    if found.counts_up:
        reasons.append("it numbers the rows")
    if not found.filled:
        reasons.append("it is empty")
    if _is_bar(found):
        reasons.append("it is part of a chart")
    seen = seen_in(found)
    if seen and not reasons:
        reasons.append(f"it holds {seen}, and another column fits better")
    return tuple(reasons) or ("nothing tells what it is",)
