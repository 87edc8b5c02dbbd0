"""The card that answers a question from the plan and from its calls."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from addon.cards.parts import Card, button, buttons, card, fact, link_button, paragraph, section, text_field
from closeplan.plan.ask import Finding

QUESTION = "question"
"""The name of the card's field."""

_EXAMPLES = (
    "For example: who owns the security review? What slipped most? What did the CFO say about the budget?"
)


@dataclass(frozen=True, kw_only=True)
class SaidOnCall:
    """Words of a call that answer a question: `who` with call and time, and where the call's page shows them."""

    who: str
    quote: str
    url: str


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A question about a plan with what answers it; without a `question` nothing was asked yet. What was `said` on calls only comes close
    unless it `is_answer`.
    """

    plan_id: str
    name: str
    question: str = ""
    findings: Sequence[Finding] = ()
    said: Sequence[SaidOnCall] = ()
    is_answer: bool = True


def ask_card(asked: Asked, url: str) -> Card:
    """The question with what the plan and its calls say to it; without a question, what can be asked."""
    ask = button("Ask", url, {"planId": asked.plan_id}, main=True)
    asking = _asking("Your question about this plan", asked.question, ask)
    if not asked.question:
        return card("Ask the plan", [asking, section("", [paragraph(_EXAMPLES)])], asked.name)
    answers = [fact(f"{found.title} · {found.place}", found.says) for found in asked.findings]
    told = []
    if asked.said:
        told.append(_on_calls(asked.said, is_answer=asked.is_answer))
    if answers:
        told.append(section("The plan says", answers))
    if not told:
        none = "Neither the plan nor its calls say anything about that. Try the words that stand in them."
        told.append(section("", [paragraph(none)]))
    return card("Ask the plan", [asking, *told], asked.name)


def ask_all_card(question: str, said: Sequence[SaidOnCall], url: str, *, is_answer: bool) -> Card:
    """The same about the calls of every plan the asker may see."""
    asking = _asking("Your question about all your calls", question, button("Ask", url, main=True))
    if not question:
        return card("Ask your calls", [asking])
    return card("Ask your calls", [asking, _on_calls(said, is_answer=is_answer)])


def _asking(label: str, question: str, ask: dict[str, object]) -> dict[str, object]:
    return section("", [text_field(QUESTION, label, question), buttons(ask)])


def _on_calls(said: Sequence[SaidOnCall], *, is_answer: bool) -> dict[str, object]:
    """What was said; where that is no answer, this comes first."""
    told = "It isn't said in these calls." + (" Closest to it:" if said else "")
    extracts = [fact(one.who, f"“{one.quote}”", leads=link_button("Open", one.url)) for one in said]
    return section("On calls", extracts if is_answer else [paragraph(told), *extracts])
