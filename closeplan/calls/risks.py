"""What may keep a deal from its date, as people said on a call."""

from __future__ import annotations

from closeplan.calls.findings import SpokenRisk, SpokenRiskCategory
from closeplan.calls.model import Call, Known
from closeplan.calls.worded import cued, quoted, shortly
from closeplan.plan.model import Side

NEAR = 4
"""Turns within which words of one category are about one risk."""


def find_risks(call: Call, known: Known) -> tuple[SpokenRisk, ...]:  # noqa: ARG001 - as all finders are called
    """The risks, in the order of their turns, each at the turn that says it first. The seller's own worries are none."""
    found: list[SpokenRisk] = []
    for turn in call.turns:
        if call.side_of(turn) is Side.SELLER:
            continue
        cue = cued(turn, "risk_cues")
        if not cue or any(one.category == cue.kind and turn.index - one.turn <= NEAR for one in found):
            continue
        found.append(
            SpokenRisk(
                turn=turn.index,
                category=SpokenRiskCategory(cue.kind),
                what=shortly(turn, cue.start, cue.end),
                quote=quoted(turn, cue.start, cue.end),
                certainty=min(0.9, 0.4 + 0.2 * cue.weight),
            )
        )
    return tuple(found)
