"""Which deals of a CRM may want a plan, and what of them is told to people."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import replace
from decimal import Decimal

from closeplan.crm.model import CrmContact, CrmDeal, Stage

SHORTEST_BUYER = 3
"""Characters of a buyer's name that tell it from others."""

_AROUND = ".,:;!?()[]\"'“”„»«–—-/|"
"""What may stand around a word and is none of it."""

MOST_NAME = 200
"""Characters that are kept of a name that a CRM gives."""

MOST_ADDRESS = 2_000
"""Characters of an address in the web; a longer one is left out."""

MOST_CONTACTS = 50
"""People of a deal that are kept."""

_CURRENCY = re.compile("[A-Za-z]{3}")
_MOST_AMOUNT = Decimal(10) ** 15


def may_be_offered(deal: CrmDeal, stages: Sequence[Stage], offer_from: Collection[str]) -> bool:
    """Whether the deal is open and at or beyond the stage of its pipeline that `offer_from` names, by id or by name in any
    case. With nothing named every open deal is; a pipeline of which no stage is named offers none.
    """
    if not deal.is_open or not offer_from:
        return deal.is_open
    named = {one.casefold() for one in offer_from}
    here = next((stage for stage in stages if stage.id == deal.stage), None)
    if here is None:
        return False
    first = [
        stage.order
        for stage in stages
        if stage.pipeline == here.pipeline and {stage.id.casefold(), stage.name.casefold()} & named
    ]
    return bool(first) and here.order >= min(first)


def is_with(deal: CrmDeal, buyer: str) -> bool:
    """Whether the deal is with that buyer, as far as its name or its company tells: whole words, in any case."""
    wanted = _words(buyer)
    if sum(map(len, wanted)) < SHORTEST_BUYER:
        return False
    held = (_words(name) for name in (deal.name, deal.company))
    return any(words[at : at + len(wanted)] == wanted for words in held for at in range(len(words)))


def _words(name: str) -> list[str]:
    return [word for part in name.casefold().split() if (word := part.strip(_AROUND))]


def tidied(deal: CrmDeal) -> CrmDeal:
    """The deal with what people wrote cut to a length and on one line, and without what makes no sense: an amount that is no
    number or below zero, an address that is none.
    """
    amount = deal.amount
    if amount is not None and not (amount.is_finite() and 0 <= amount < _MOST_AMOUNT):
        amount = None
    is_address = deal.url.startswith(("https://", "http://")) and len(deal.url) <= MOST_ADDRESS
    return replace(
        deal,
        name=_line(deal.name) or f"Deal {deal.id}",
        company=_line(deal.company),
        owner_email=deal.owner_email.strip().lower()[:MOST_NAME],
        currency=deal.currency.upper() if _CURRENCY.fullmatch(deal.currency) else "",
        amount=amount,
        url=deal.url if is_address else "",
        contacts=tidied_contacts(deal.contacts),
    )


def tidied_contacts(contacts: Sequence[CrmContact]) -> tuple[CrmContact, ...]:
    """A deal's people, at most MOST_CONTACTS of them, with what people wrote cut likewise."""
    return tuple(map(_tidied_contact, contacts[:MOST_CONTACTS]))


def _tidied_contact(contact: CrmContact) -> CrmContact:
    return replace(
        contact,
        name=_line(contact.name),
        email=contact.email.strip().lower()[:MOST_NAME],
        title=_line(contact.title),
        role=_line(contact.role),
    )


def _line(text: str) -> str:
    return " ".join(text.split())[:MOST_NAME]
