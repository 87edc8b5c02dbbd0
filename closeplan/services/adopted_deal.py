"""The deal behind a plan that was adopted: what its document says, and what a person says besides."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date

from closeplan.errors import InputError, Mistake
from closeplan.plan.adoption import Adoption, Proposal
from closeplan.plan.model import Deal, Metric, Network, Side
from closeplan.records import FoundSheet, PlanRecord


@dataclass(frozen=True, kw_only=True)
class Wish:
    """What a person says about the plan they adopt; what is empty is taken from the document."""

    plan_id: str = ""
    name: str = ""
    buyer: str = ""
    seller: str = ""
    language: str = ""
    go_live: date | None = None


NO_GO_LIVE = Mistake(
    "--go-live", "no go-live date and no due date could be read in the document; say when it is"
)
"""Where neither the document nor a person says when."""


def deal_of(found: FoundSheet, proposal: Proposal, wish: Wish, latest_due: date | None) -> Deal:
    """A deal without a network: closeplan knows no durations and no dependencies of a plan it did not make."""
    facts = proposal.facts
    go_live = wish.go_live or facts.go_live or latest_due
    if go_live is None:
        raise InputError([NO_GO_LIVE])
    return Deal(
        id=wish.plan_id or plan_id_of(found.title, found.document_id),
        name=wish.name or found.title,
        buyer=wish.buyer,
        seller=wish.seller,
        network=Network(steps=(), go_live=go_live),
        language=wish.language or proposal.language,
        why=facts.why_this_date,
        objective=facts.objective,
        metrics=tuple(Metric(name=text) for text in facts.metrics),
        cost_of_inaction=facts.cost_of_inaction,
        template="none",
    )


def adoption_of(record: PlanRecord, proposal: Proposal) -> Adoption:
    """What is to be marked in the document as that plan's."""
    deal = record.deal
    sides = {deal.buyer: Side.BUYER, deal.seller: Side.SELLER}
    return Adoption(
        plan_id=record.id,
        language=deal.language,
        proposal=proposal,
        side_words={word: side for word, side in sides.items() if word},
    )


def plan_id_of(title: str, document_id: str) -> str:
    """An id from a document's title; from its id where the title has no letters of ours."""
    bare = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    words = "-".join(re.findall(r"[a-z0-9]+", bare))[:40].strip("-")
    return words if re.search(r"[a-z]", words) else f"plan-{document_id[:8].lower()}"
