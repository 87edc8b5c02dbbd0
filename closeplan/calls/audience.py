"""What both sides heard: a recording runs before the buyer joins and after they have left."""

from __future__ import annotations

from closeplan.calls.model import Call
from closeplan.plan.model import Side

_FAREWELL = 2
"""Turns after the buyer's last word that they may still have heard."""


def heard_by_both(call: Call) -> range:
    """The turns, from the buyer's first word to shortly after their last; empty where nobody of the buyer's spoke."""
    spoke = [turn.index for turn in call.turns if turn.text and call.side_of(turn) is Side.BUYER]
    if not spoke:
        return range(0)
    first = max(0, spoke[0] - 1)  # what they answer to, they heard
    return range(first, min(len(call.turns), spoke[-1] + 1 + _FAREWELL))
