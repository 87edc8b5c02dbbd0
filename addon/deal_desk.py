"""What people do about deals of CRMs: take up an offer, link a plan, decide on what was edited there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from closeplan.ports.crm import CrmBook
from closeplan.services.deal_backlog import DealBacklogs
from closeplan.services.link_deal import LinkDeal
from closeplan.services.offered_deals import OfferedDeals


@dataclass(frozen=True, kw_only=True)
class DealDesk:
    """The services about deals, for whoever was let in. `crms` are the names of the CRMs that are set up; `title` is what people
    call one, `label` what they call a field of closeplan's, `backlog` what has not reached a deal.
    """

    book: CrmBook
    offers: OfferedDeals
    link: LinkDeal
    crms: tuple[str, ...]
    title: Callable[[str], str]
    label: Callable[[str], str]
    backlog: DealBacklogs
