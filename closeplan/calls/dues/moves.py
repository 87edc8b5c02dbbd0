"""Days that replace an earlier day of the same thing: "it's not the ninth anymore, it's the sixteenth"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from closeplan.calls.dues.move_words import (
    ANY_MORE,
    DENIES,
    FORMER,
    IF,
    MOVES,
    NOW_IS,
    OBJECTS,
    OFFERS,
    PROMISES,
    REFUSED,
    STILL,
    TURNS,
)
from closeplan.calls.dues.moved_things import Around, Move, just_named, last_named, move_to, own_day_before
from closeplan.calls.dues.plain import sentences, typed
from closeplan.calls.dues.spoken import Lead, Spoken
from closeplan.calls.findings import Due, DueKind

_AT_ONCE = 12
"""Characters between "it's now" and its day."""
_BESIDE = 12
"""Characters between a day and the number that makes it plain: "the Thursday after, the twentieth"."""
_SHORT = 12
"""Words of a turn in front of its new day; behind more the day is of something else."""


def moves_in(around: Around) -> list[Move]:
    """The day this turn puts in the place of another, if any."""
    said = around.said()
    days = [
        one
        for one in around.dates[around.turn]
        if one.due.day and one.due.kind in (DueKind.DAY, DueKind.RANGE)
    ]
    if not days:
        return []
    refused = [one for one in days if _is_refused(one, said) or _is_former(one, said)]
    strong = _strong(said, days, refused)
    spread = _from_to(said, days) if strong is not None else None
    if spread is not None:
        return [move_to(around, *spread, sure=True)]
    at = strong if strong is not None else _offered(around, said, days, refused)
    if at is None:
        return []
    reach = _reach(said, at) if strong is None else len(said)
    old, former = {one.due.day for one in refused}, any(_is_former(one, said) for one in refused)
    fresh = [
        one
        for one in days
        if at < one.end <= reach
        and one.due.kind is DueKind.DAY
        and one.due.day not in old
        and (former or not _is_aside(one, said))
    ]
    if not fresh or fresh[0].due.day in around.moved:
        return []
    was = refused[0].due if refused else None
    new = _meant(fresh)
    now = _nearest(new, was, around.today) if was else new.due
    move = move_to(around, was, now, sure=strong is not None)
    again = sum(one.due.day == new.due.day for one in days) > 1
    if was is None and move.was.day and not again:
        move = replace(move, now=_nearest(new, move.was, around.today))
    return [move] if move.now.day != move.was.day and (strong is not None or move.was.day) else []


def _meant(fresh: list[Spoken]) -> Spoken:
    """The new day: the number said right behind a first one mends it."""
    mended = len(fresh) > 1 and fresh[1].bare and fresh[1].start - fresh[0].end <= _BESIDE
    return fresh[1] if mended else fresh[0]


def _nearest(one: Spoken, was: Due, today: date) -> Due:
    """A bare day of a month in the month that brings it nearest to the day it replaces: "not the 15th of April, the 20th"."""
    if not one.bare or was.day is None or one.due.day is None:
        return one.due
    found = [one.due.day]
    for month in (was.day, was.day.replace(day=1) + timedelta(days=32)):
        try:
            found.append(month.replace(day=one.due.day.day))
        except ValueError:
            continue
    old = was.day
    near = min((day for day in found if day >= today), key=lambda day: abs(day - old), default=one.due.day)
    return replace(one.due, day=near)


def _reach(said: str, at: int) -> int:
    """The end of the sentence behind the one at a place: a new day is said at once."""
    ends = [last for _, last in sentences(said) if last > at]
    return ends[min(1, len(ends) - 1)] if ends else len(said)


def _offered(around: Around, said: str, days: Sequence[Spoken], refused: Sequence[Spoken]) -> int | None:
    """Where a turn offers another day for one that doesn't do; None where nothing was wrong with any."""
    recent = typed(around.texts[around.turn - 1]) if around.turn else ""
    offer = next(
        (one for one in OFFERS.finditer(said) if not IF.search(said[max(0, one.start() - 12) : one.start()])),
        None,
    )
    if STILL.search(recent) and DENIES.match(said):
        return 0
    if refused and offer:
        return offer.start()
    if not OBJECTS.search(recent):
        objection = OBJECTS.search(said)
        if objection is None:
            return None
        days = [one for one in days if one.end > objection.start()]
    if offer and last_named(around):
        return offer.start()
    alone = [one for one in days if _stands_alone(one, said) and not PROMISES.search(said[: one.start])]
    if not alone:
        return None
    return alone[0].start if own_day_before(around, alone[0].due) or just_named(around) else None


def _stands_alone(one: Spoken, said: str) -> bool:
    """Whether a sentence is hardly more than its day: "Okay, then Wednesday the sixteenth."."""
    first, last = next((span for span in sentences(said) if span[0] <= one.start < span[1]), (0, len(said)))
    rest = said[first : one.start] + said[one.end : last]
    if said[first:last].rstrip().endswith("?") or len(re.findall(r"[\w']+", said[:first])) > _SHORT:
        return False
    return (
        len(
            re.findall(
                r"[\w']+",
                re.sub(
                    r"\b(?:so|okay|ok|then|right|yes|no|on|the|by|well|at|earliest|latest|only|soonest|realistically)\b",
                    "",
                    rest,
                    flags=re.IGNORECASE,
                ),
            )
        )
        <= 1
    )


def _strong(said: str, days: Sequence[Spoken], refused: Sequence[Spoken]) -> int | None:
    """Where a turn says in so many words that a day moved."""
    if any(
        re.search(r"\b(?:instead of|rather than)\b[\s\w]{0,8}$", said[: one.start], re.IGNORECASE)
        for one in refused
    ):
        return 0
    for pattern in (MOVES, NOW_IS):
        for found in pattern.finditer(said):
            told = pattern is MOVES or any(0 <= one.start - found.end() <= _AT_ONCE for one in days)
            if told and not IF.search(said[max(0, found.start() - 30) : found.start()]):
                return found.start()
    if any(_is_former(one, said) for one in refused) and TURNS.search(said):
        return 0
    found_not = ANY_MORE.search(said)
    after = (
        re.search(r"(?:,|\.|;|-|but|so)\s*(?:and )?it(?:'s| is|'ll be| will be)\b", said[found_not.end() :])
        if found_not
        else None
    )
    return found_not.start() if found_not and after else None


def _from_to(said: str, days: Sequence[Spoken]) -> tuple[Due, Due] | None:
    """As in "from the sixth of September to the twentieth", where something moves."""
    for one in days:
        front = said[max(0, one.start - 6) : one.start + 6]
        if one.due.kind is DueKind.RANGE and one.due.first and re.search(r"\bfrom\b", front, re.IGNORECASE):
            return Due(kind=DueKind.DAY, day=one.due.first, text=one.due.text), Due(
                kind=DueKind.DAY, day=one.due.day, text=one.due.text
            )
    return None


def _is_refused(one: Spoken, said: str) -> bool:
    start = one.lead_start if one.lead is not Lead.NONE else one.start
    behind = re.match(
        r"\s*(?:any ?more|any longer|is not possible|doesn't work|is out)\b", said[one.end :], re.IGNORECASE
    )
    return bool(REFUSED.search(said[max(0, start - 24) : start]) or behind)


def _is_former(one: Spoken, said: str) -> bool:
    """A day that is told as what was planned: "that one was on the twenty-eighth of September, but"."""
    return one.due.kind is DueKind.DAY and FORMER.search(said[max(0, one.start - 44) : one.start]) is not None


def _is_aside(one: Spoken, said: str) -> bool:
    """A day of something else beside the new one: "he gets a new hip on the twelfth", "because that's Columbus Day"."""
    sentence = next((said[a:b] for a, b in sentences(said) if a <= one.start < b), said)
    if re.search(
        r"\b(?:if|would|what if|unless|might|may|should)\b|\ba $",
        said[max(0, one.start - 25) : one.start],
        re.IGNORECASE,
    ):
        return True
    return (
        one.lead is Lead.ON
        and re.search(
            r"\b(?:is|let's|instead|it's|it'll|it will|finish(?:es)?|ends?|starts?|moves?|moved|to|now|be|we're|say|make|how about|what about)\b",
            sentence[:60],
            re.IGNORECASE,
        )
        is None
    )
