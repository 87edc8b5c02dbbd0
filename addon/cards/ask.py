"""The card that answers a question from the plan."""

from __future__ import annotations

from collections.abc import Sequence

from addon.cards.parts import Card, button, buttons, card, fact, paragraph, section, text_field
from closeplan.plan.ask import Finding

QUESTION = "question"
"""The name of the card's field."""

_EXAMPLES = "For example: who owns the security review? When does the board meet? What slipped most?"


def ask_card(name: str, question: str, findings: Sequence[Finding], url: str, plan_id: str) -> Card:
    """The question with what the plan says to it; without a question, what can be asked."""
    field = text_field(QUESTION, "Your question about this plan", question)
    asking = section("", [field, buttons(button("Ask", url, {"planId": plan_id}, main=True))])
    if not question:
        return card("Ask the plan", [asking, section("", [paragraph(_EXAMPLES)])], name)
    none = [paragraph("The plan says nothing about that. Try the words that stand in it.")]
    answers = [fact(f"{found.title} · {found.place}", found.says) for found in findings]
    return card("Ask the plan", [asking, section("The plan says", answers or none)], name)
