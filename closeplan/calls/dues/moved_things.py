"""What a moved day is a day of: the thing by its name, and the day that it had before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from closeplan.calls.dues.events import Named, heads_in, latest
from closeplan.calls.dues.naming import noun_phrase, subject_of
from closeplan.calls.dues.plain import plain, typed
from closeplan.calls.dues.spoken import Spoken
from closeplan.calls.findings import Due, DueKind

_BACK = 3
"""Turns back in which a thing and its old day may have been said."""
_OWN = 6
"""Turns back in which a speaker's own offer is still on the table."""


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


def move_to(around: Around, was: Due | None, now: Due, *, sure: bool) -> Move:
    """The move with the thing it is of: what has the old day, else what was spoken of last and has a day."""
    thing = _thing(around, was.day if was else None, now.day, sure=sure)
    words = thing.words if thing else _words(around)
    own = None if sure or was else own_day_before(around, now)
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
        return None if own_day_before(around, Due(day=now)) else last_named(around)
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
            return noun_phrase(said, *heads[-1][:2])
    return subject_of([plain(around.texts[place]) for place in (around.turn, *around.before())])


def _said_before(around: Around, now: Due) -> Due:
    """The day said last before, where no thing is known by its day."""
    for place in around.before():
        days = [one.due for one in around.dates[place] if one.due.day and one.due.day != now.day]
        if days:
            return days[-1]
    return Due()


def own_day_before(around: Around, now: Due) -> Due | None:
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


def last_named(around: Around) -> Named | None:
    recent = [one for one in around.named if around.turn - _BACK <= one.turn < around.turn]
    return recent[-1] if recent else None


def just_named(around: Around) -> bool:
    """Whether the turn before gave a thing its day in so many words."""
    return any(one.sure and one.turn == around.turn - 1 for one in around.named)
