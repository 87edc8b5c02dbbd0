"""Naming a deal of a CRM on the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from closeplan.errors import ConflictError, InputError, Mistake

if TYPE_CHECKING:
    from addon.wiring import Parts
    from closeplan.crm.model import CrmDeal


def deal_for(parts: Parts, plan_id: str, named: str) -> tuple[str, CrmDeal]:
    """The CRM and the deal that CRM/DEAL names, by the deal's id or its page's address, before a plan is made for it.
    NotFoundError where there is none, ConflictError where it is another plan's.
    """
    vendor, _, deal_id = named.partition("/")
    if not vendor or not deal_id:
        raise InputError(
            [Mistake("--crm", f"'{named[:100]}' should be a CRM and a deal, such as hubspot/1234")]
        )
    deal = parts.vendors.of_deals.link.deal(vendor, deal_id)
    known = parts.store.crm_link_of(vendor, deal.id)
    if known is not None and known.plan_id != plan_id:
        raise ConflictError(f"the deal {deal.id} in {vendor} has a plan already: {known.plan_id}")
    return vendor, deal
