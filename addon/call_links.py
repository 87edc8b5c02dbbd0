"""Where a turn of a call is shown. A call's page holds a part of it, so a link names the part beside the turn."""

from __future__ import annotations

from urllib.parse import quote

PART = 500
"""Turns that one page shows: half an hour of talk, which a browser lays out at once."""


def part_of(turn: int) -> int:
    """The first turn of the part that a turn lies in."""
    return max(0, turn) // PART * PART


def at_turn(turn: int) -> str:
    """What a link to a turn has behind the page's address: `#turn-3`, `?from=500#turn-880`."""
    part = part_of(turn)
    return f"?from={part}#turn-{turn}" if part else f"#turn-{turn}"


def turn_path(plan_id: str, call_id: str, turn: int) -> str:
    """A turn's place on this installation's pages, from the root."""
    return f"/plans/{quote(plan_id, safe='')}/calls/{quote(call_id, safe='')}{at_turn(turn)}"
