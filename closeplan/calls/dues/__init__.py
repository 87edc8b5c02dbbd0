"""When something is due, as people say it on a call, resolved against the call's own day."""

from __future__ import annotations

from dataclasses import replace

from closeplan.calls.dues.reading import call_dates
from closeplan.calls.dues.settling import Places, settled
from closeplan.calls.dues.spoken import spoken_dates
from closeplan.calls.findings import Due
from closeplan.calls.model import Call, Known

__all__ = ["find_dues", "settle_due"]


def find_dues(text: str, call: Call, known: Known, *, turn: int | None = None) -> tuple[Due, ...]:
    """Every due date in a text of that call, in its order. `turn` is where it was said, which decides what "the same day"
    and "two weeks before go-live" are measured from; without it the text stands at the call's end.
    """
    dates = call_dates(call, known)
    at = turn if turn is not None else len(call.turns) - 1
    frame = dates.frame_of(at)
    found = dates.read(text, spoken_dates(text, frame), at)
    return tuple(replace(one.due, turn=turn) for one in found)


def settle_due(  # noqa: PLR0913 - the turns of one commitment
    call: Call,
    known: Known,
    *,
    turn: int,
    clause: tuple[int, int] | None = None,
    request_turn: int | None = None,
    also: tuple[int, ...] = (),
) -> Due:
    """The due date of what was taken on in `turn` (in its characters `clause`, where the turn says more than that), as it was
    settled by the end of the call over the turns that asked for, repeated or sharpened it.
    """
    at = Places(turn=turn, clause=clause, request_turn=request_turn, also=also)
    return settled(call_dates(call, known), at)
