"""What the buyer's side holds against buying, or against a term, in its own words."""

from __future__ import annotations

from closeplan.calls.findings import Objection
from closeplan.calls.model import Call, Known
from closeplan.calls.worded import cued, quoted, shortly, understood
from closeplan.plan.model import Side

NOT_ALONE = 0.2
"""What certainty loses where nobody understands the words without those of others before them."""


def find_objections(call: Call, known: Known) -> tuple[Objection, ...]:  # noqa: ARG001 - as all finders are called
    """The objections, in the order of their turns: against the price, a term, the time, the fit, or out of distrust.

    What somebody says in two turns running is one objection. Words of people whose side nobody knows count as the buyer's.
    """
    found: list[Objection] = []
    last: dict[str, int] = {}
    for turn in call.turns:
        cue = None if call.side_of(turn) is Side.SELLER else cued(turn, "objection_cues")
        if not cue:
            continue
        again = cue.kind in last and turn.index - last[cue.kind] <= 2
        last[cue.kind] = turn.index
        start, alone = understood(turn, cue.start, cue.end)
        if not again:
            found.append(
                Objection(
                    turn=turn.index,
                    what=shortly(turn, start, cue.end),
                    quote=quoted(turn, start, cue.end),
                    certainty=min(0.85, 0.4 + 0.2 * cue.weight) - (0 if alone else NOT_ALONE),
                )
            )
    return tuple(found)
