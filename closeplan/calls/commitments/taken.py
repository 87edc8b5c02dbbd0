"""Something taken on in a call, and when two of them are one."""

from __future__ import annotations

from dataclasses import dataclass, replace

from closeplan.calls.commitments.wording import points_back
from closeplan.calls.model import Person

HALF = 0.5
"""So much of the words of the shorter one say that two promises of one person are one."""
SOON = 3
"""Turns within which "it" still means what was promised last."""


@dataclass(frozen=True, kw_only=True)
class Taken:
    """Something taken on, before its day is read. `span` is its sentence in the turn."""

    turn: int
    owner: Person
    what: str
    weight: float
    span: tuple[int, int]
    conditional: bool = False
    request_turn: int | None = None
    also: tuple[int, ...] = ()
    about: frozenset[str] = frozenset()
    due: bool = False


def same(before: Taken, one: Taken) -> bool:
    """Whether two promises of one person mean one thing. In one turn they do, unless each has its own things and its own day."""
    shared = before.about & one.about
    if before.turn == one.turn:
        own = one.span[0] >= before.span[1] and min(len(before.about), len(one.about)) >= 2
        return bool(shared) or points_back(one.what) or not (own and before.due and one.due)
    smaller = min(len(before.about), len(one.about))
    if smaller and len(shared) / smaller >= HALF:
        return True
    told_again = bool(one.what) and points_back(one.what) and one.request_turn is None
    return one.turn - before.turn <= SOON and told_again


def joined(before: Taken, one: Taken) -> Taken:
    """Both as one, at the place of the first. Within a turn a condition of either holds for both; a later turn can lift it."""
    here = one.turn == before.turn
    either, both = before.conditional or one.conditional, before.conditional and one.conditional
    return replace(
        before,
        also=before.also if here else (*before.also, one.turn),
        what=one.what if points_back(before.what) and not points_back(one.what) else before.what,
        weight=max(before.weight, one.weight),
        span=(before.span[0], max(before.span[1], one.span[1])) if here else before.span,
        conditional=either if here else both,
        about=before.about | one.about,
        due=before.due or one.due,
        request_turn=before.request_turn if before.request_turn is not None else one.request_turn,
    )
