"""Days that replace an earlier day of the same thing: "it's not the ninth anymore, it's the sixteenth"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from closeplan.calls.dues.events import Named, heads_in, latest
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
from closeplan.calls.dues.plain import plain, sentences, typed
from closeplan.calls.dues.spoken import Lead, Spoken
from closeplan.calls.findings import Due, DueKind

_BACK = 3
"""Turns back in which a thing and its old day may have been said."""
_OWN = 6
"""Turns back in which a speaker's own offer is still on the table."""
_SHORT = 12
"""Words of a turn in front of its new day; behind more the day is of something else."""


@dataclass(frozen=True, kw_only=True)
class Move:
    """A new day of a thing said in a turn: `name` as in `events.HEADS` or empty, `words` as spoken, `was` the old day's due
    where anybody said it.
    """

    turn: int
    name: str
    words: str
    was: Due
    now: Due
    sure: bool


@dataclass(frozen=True, kw_only=True)
class Around:
    """A turn with what was said up to it: every turn's words, speaker and dates, and the things with days so far."""

    turn: int
    texts: Sequence[str]
    speakers: Sequence[str]
    dates: Sequence[Sequence[Spoken]]
    named: Sequence[Named]
    today: date
    moved: frozenset[date | None] = frozenset()
    """The days that things were moved to in this call, which are told again and again."""

    def said(self) -> str:
        return typed(self.texts[self.turn])

    def before(self, turns: int = _BACK) -> range:
        return range(self.turn - 1, max(self.turn - 1 - turns, -1), -1)


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
    strong = _strong(said, refused)
    spread = _from_to(said, days) if strong is not None else None
    if spread is not None:
        return [_move(around, *spread, sure=True)]
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
    now = _nearest(fresh[0], was, around.today) if was else fresh[0].due
    move = _move(around, was, now, sure=strong is not None)
    return [move] if move.now.day != move.was.day and (strong is not None or move.was.day) else []


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
    if not (OBJECTS.search(said) or OBJECTS.search(recent)):
        return None
    if offer and _last_named(around):
        return offer.start()
    alone = [one for one in days if _stands_alone(one, said) and not PROMISES.search(said[: one.start])]
    return alone[0].start if alone and _own_day_before(around, alone[0].due) else None


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
                re.sub(r"\b(?:so|okay|ok|then|right|yes|no|on|the|by|well)\b", "", rest, flags=re.IGNORECASE),
            )
        )
        <= 1
    )


def _own_day_before(around: Around, now: Due) -> Due | None:
    """The day that the same speaker gave within the last turns, and not as a question."""
    for place in around.before(_OWN):
        if around.speakers[place] != around.speakers[around.turn] or around.texts[place].rstrip().endswith(
            "?"
        ):
            continue
        days = [
            one.due
            for one in around.dates[place]
            if one.due.day and one.due.day not in (now.day, around.today)
        ]
        if days:
            return days[-1]
    return None


def _strong(said: str, refused: Sequence[Spoken]) -> int | None:
    """Where a turn says in so many words that a day moved."""
    if any(
        re.search(r"\b(?:instead of|rather than)\b[\s\w]{0,8}$", said[: one.start], re.IGNORECASE)
        for one in refused
    ):
        return 0
    for pattern in (MOVES, NOW_IS):
        for found in pattern.finditer(said):
            if not IF.search(said[max(0, found.start() - 30) : found.start()]):
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
            r"\b(?:is|it's|moves?|moved|to|now|be|we're|say|make|how about|what about)\b",
            sentence[:60],
            re.IGNORECASE,
        )
        is None
    )


def _last_named(around: Around) -> Named | None:
    recent = [one for one in around.named if around.turn - _BACK <= one.turn < around.turn]
    return recent[-1] if recent else None


def _move(around: Around, was: Due | None, now: Due, *, sure: bool) -> Move:
    """The move with the thing it is of: what has the old day, else what was spoken of last and has a day."""
    thing = _thing(around, was.day if was else None, now.day, sure=sure)
    words = thing.words if thing else _words(around)
    own = None if sure or was else _own_day_before(around, now)
    if was is not None or own is not None:
        old = was or own or Due()
    elif thing is not None:
        old = Due(kind=DueKind.DAY, day=thing.day, turn=thing.turn if thing.turn >= 0 else None)
    else:
        old = _said_before(around, now)
    return Move(turn=around.turn, name=thing.name if thing else "", words=words, was=old, now=now, sure=sure)


def _thing(around: Around, was: date | None, now: date | None, *, sure: bool) -> Named | None:
    earlier = [one for one in around.named if one.turn < around.turn and one.day != now]
    with_day = [one for one in earlier if one.day == was]
    if with_day:
        return latest(with_day)
    if not sure:
        return None if _own_day_before(around, Due(day=now)) else _last_named(around)
    for place in (around.turn, *around.before()):
        for _, _, name in heads_in(plain(around.texts[place])):
            known = [one for one in earlier if one.name == name]
            if known:
                return latest(known)
    return None


def _words(around: Around) -> str:
    """What a move is of by its words, where nothing had a day before."""
    for place in (around.turn, *around.before()):
        said = plain(around.texts[place])
        heads = heads_in(said)
        if heads:
            return said[heads[-1][0] : heads[-1][1]]
    return ""


def _said_before(around: Around, now: Due) -> Due:
    """The day said last before, where no thing is known by its day."""
    for place in around.before():
        days = [one.due for one in around.dates[place] if one.due.day and one.due.day != now.day]
        if days:
            return days[-1]
    return Due()
