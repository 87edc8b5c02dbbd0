"""When something is due, as people say it on a call, resolved against the call's own day."""

from __future__ import annotations

from closeplan.calls.findings import NO_DUE, Due
from closeplan.calls.model import Call, Known


def find_dues(text: str, call: Call, known: Known, *, turn: int | None = None) -> tuple[Due, ...]:
    """Every due date in a text of that call, in its order."""
    return ()


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
    return NO_DUE
