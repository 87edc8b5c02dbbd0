"""What both sides heard: a recording runs before the buyer joins and after they have left."""

from __future__ import annotations

from closeplan.calls.model import Call
from closeplan.plan.model import Side


def heard_by_both(call: Call) -> range:
    """The turns from the buyer's first word to their last; empty where nobody of the buyer's spoke. Who is there and silent
    can't be told from who has not joined or has left, so what stands outside counts as not heard.
    """
    spoke = [turn.index for turn in call.turns if turn.text and call.side_of(turn) is Side.BUYER]
    return range(spoke[0], spoke[-1] + 1) if spoke else range(0)
