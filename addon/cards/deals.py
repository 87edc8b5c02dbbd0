"""Deals of the CRM that have no plan yet: a section of the first card, and the whole list."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from addon.cards.money import money
from addon.cards.parts import Card, Widget, button, buttons, card, fact, paragraph, section
from closeplan.plan.wording import ENGLISH_WORDS

MOST_OFFERS = 5
"""Deals that the first card offers, those that changed last."""

MOST_LISTED = 30
"""Deals that the whole list shows: a card has room for a hundred widgets."""

DEAL = "deal"
"""The parameter that names a deal: its CRM and its id, with a slash between."""


HOME, LIST = "home", "list"
"""The card that a button stands on."""


@dataclass(frozen=True, kw_only=True)
class OfferLine:
    """A deal without a plan; `crm` is what people call the CRM."""

    vendor: str
    deal_id: str
    crm: str
    name: str
    company: str = ""
    stage: str = ""
    amount: Decimal | None = None
    currency: str = ""
    closes: date | None = None

    @property
    def key(self) -> dict[str, str]:
        """What a button carries that is about it."""
        return {DEAL: f"{self.vendor}/{self.deal_id}"}


Ways = Callable[[str], str]
"""The URL of one of the add-on's paths."""


def offers_section(offers: Sequence[OfferLine], put_off: int, url: Ways) -> list[dict[str, Any]]:
    """The section of the first card; none where nothing is offered and nothing put off."""
    rows = [widget for offer in offers[:MOST_OFFERS] for widget in _offered(offer, url, HOME)]
    lists = []
    if len(offers) > MOST_OFFERS:
        lists.append(button(f"Show all ({len(offers)})", url("deals")))
    if put_off:
        lists.append(button(f"Show those put off ({put_off})", url("deals/off")))
    if lists:
        rows.append(buttons(*lists))
    return [section("Deals without a plan", rows)] if rows else []


def offers_card(offers: Sequence[OfferLine], url: Ways) -> Card:
    """All that is offered."""
    rows = [widget for offer in offers[:MOST_LISTED] for widget in _offered(offer, url, LIST)]
    if not rows:
        rows = [paragraph("Every deal of yours has a plan, is closed, or was put off.")]
    return card("Deals without a plan", [section("", [*rows, *_rest(offers)])])


def put_off_card(offers: Sequence[OfferLine], url: Ways) -> Card:
    """Deals that the seller put off, each with the way back."""
    rows: list[Widget] = []
    for offer in offers[:MOST_LISTED]:
        back = button("Offer it again", url("deals/back"), offer.key)
        rows.append(_line(offer, leads=back))
    if not rows:
        rows = [paragraph("No deal is put off.")]
    return card("Deals put off", [section("", [*rows, *_rest(offers)])])


def _offered(offer: OfferLine, url: Ways, beside: str) -> list[Widget]:
    make = button("Make the plan", url("make"), offer.key)
    later = button("Not now", url("deals/later"), {**offer.key, "from": beside})
    return [_line(offer), buttons(make, later)]


def _line(offer: OfferLine, leads: dict[str, Any] | None = None) -> Widget:
    closes = f"closes {ENGLISH_WORDS.day(offer.closes)}" if offer.closes else ""
    known = " · ".join(filter(None, (money(offer.amount, offer.currency), offer.stage, closes)))
    company = offer.company if offer.company.casefold() not in offer.name.casefold() else ""
    return fact(" · ".join(filter(None, (offer.crm, company))), offer.name, known, leads=leads)


def _rest(offers: Sequence[OfferLine]) -> list[Widget]:
    more = len(offers) - MOST_LISTED
    return [paragraph(f"{more} more, which changed longer ago.")] if more > 0 else []
