"""What happens to deals in a CRM, from there to us: one with a plan is seen as it stands now, one without may be offered.

The CRM is the truth and a message only a hint: its deal is read anew, so that a lost, doubled or late one changes nothing
but the delay, and what messages did not tell the next poll does.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from closeplan.crm.model import CrmDeal, Stage
from closeplan.crm.offers import may_be_offered, tidied
from closeplan.errors import RefusedError
from closeplan.ports.crm import Crm, CrmBook
from closeplan.ports.process import Clock
from closeplan.records.crm import CrmLink, HeardDeal, OfferState
from closeplan.records.deliveries import Delivery, NewDelivery
from closeplan.services.deal_changed import DealChanged
from closeplan.services.see_deal import GONE, CrmStages, seen, stage_name, tells_otherwise

CRM_DEAL = "crm_deal"
"""The kind of a delivery that asks to look at a deal."""

FIRST_LOOK = timedelta(days=30)
"""How far back deals count as news when a CRM is first read."""

MOST_PAGES = 200
"""Pages of one poll; the next one goes on from there."""

CLOCKS_APART = timedelta(minutes=15)
"""So far a CRM's clock may be from ours, and its lists behind what it holds."""


def look_at_deal(vendor: str, deal_id: str) -> NewDelivery:
    """What asks to look at a deal, once however often it is asked for."""
    return NewDelivery(
        vendor=vendor,
        lane=f"in:{deal_id}",
        kind=CRM_DEAL,
        key=f"deal:{deal_id}",
        body={"deal": deal_id},
        repeats=True,
    )


@dataclass(frozen=True, kw_only=True)
class HearOfDeals:
    """The use case with what it needs. `offer_from` are the stages from which deals of an owner are offered, by the CRM's name
    and the owner's address.
    """

    book: CrmBook
    crm_of: Callable[[str], Crm]
    stages: CrmStages
    clock: Clock
    changed: DealChanged
    offer_from: Callable[[str, str], Collection[str]] = lambda _vendor, _owner: ()

    def __call__(self, vendor: str, deliveries: Sequence[Delivery]) -> Mapping[int, str]:
        """Look at the deals that messages told of. One that is gone is news like any other: no delivery fails by itself."""
        ids = list(dict.fromkeys(delivery.body["deal"] for delivery in deliveries))
        crm = self.crm_of(vendor)
        for start in range(0, len(ids), crm.batch):
            asked = ids[start : start + crm.batch]
            now = self.clock.now()
            found = crm.deals(asked)
            self.note(crm, list(found.values()), now)
            for deal_id in asked:
                if deal_id not in found:
                    self._gone(vendor, deal_id, now)
        return {}

    def note(self, crm: Crm, deals: Sequence[CrmDeal], at: datetime, *, is_polled: bool = False) -> int:
        """Keep how the deals stood at that moment; how many are offered anew. CRMs list the latest change in each poll again: one
        that `is_polled` and was brought in step since it changed is no news.
        """
        found = [(deal, self.book.crm_link_of(crm.name, deal.id)) for deal in map(tidied, deals)]
        news = [(deal, was) for deal, was in found if not (is_polled and _is_known(deal, was))]
        if not news:
            return 0
        stages = self.stages(crm, {deal.stage for deal, _was in news})
        offered, links = 0, []
        for deal, was in news:
            if was is None:
                offered += self.book.hear_of_deal(self._heard(crm.name, deal, stages, at))
            elif (now := self._see(was, deal, stages, at)) is not None:
                links.append(now)
        self.changed.sync(links)
        return offered

    def _see(self, was: CrmLink, deal: CrmDeal, stages: Sequence[Stage], at: datetime) -> CrmLink | None:
        now = self.book.change_crm_link(was.vendor, was.deal_id, lambda link: seen(link, deal, stages, at))
        if now is not None and tells_otherwise(was, now):
            self.changed.look(now.plan_id)
        return now

    def _heard(self, vendor: str, deal: CrmDeal, stages: Sequence[Stage], at: datetime) -> HeardDeal:
        is_offered = may_be_offered(deal, stages, self.offer_from(vendor, deal.owner_email))
        return HeardDeal(
            vendor=vendor,
            deal_id=deal.id,
            name=deal.name,
            owner=deal.owner_email,
            state=OfferState.OFFERED if is_offered else OfferState.QUIET,
            changed_at=deal.changed_at or at,
            stage=stage_name(stages, deal.stage),
            company=deal.company,
            amount=deal.amount,
            currency=deal.currency,
            close_date=deal.close_date,
            url=deal.url,
            contacts=deal.contacts if is_offered else (),  # nobody is to be asked about the others
        )

    def _gone(self, vendor: str, deal_id: str, at: datetime) -> None:
        """A deal that was deleted is offered no more; a plan's link stays and says so."""
        self.book.settle_deal(vendor, deal_id, OfferState.QUIET)
        self.book.change_crm_link(vendor, deal_id, lambda link: replace(link, told=GONE, seen_at=at))


def _is_known(deal: CrmDeal, link: CrmLink | None) -> bool:
    """Whether the linked deal was read and brought in step after it changed last."""
    if link is None or link.synced_at is None or deal.changed_at is None or link.told == GONE:
        return False
    return deal.changed_at + CLOCKS_APART < link.synced_at


@dataclass(frozen=True, kw_only=True)
class PollCrm:
    """Asks a CRM for what changed since it was last asked."""

    hear: HearOfDeals

    def __call__(self, vendor: str) -> int:
        """Read what changed, page by page, and keep how far that was once each page is noted; how many deals are offered anew."""
        crm, book = self.hear.crm_of(vendor), self.hear.book
        cursor, offered = book.crm_cursor(vendor), 0
        for _page in range(MOST_PAGES):
            now = self.hear.clock.now()
            try:
                page = crm.changed(now - FIRST_LOOK, cursor)
            except RefusedError:
                if cursor:
                    book.save_crm_cursor(
                        vendor, ""
                    )  # it may be too old for the CRM: the next poll begins anew
                raise
            offered += self.hear.note(crm, page.deals, now, is_polled=True)
            if page.cursor != cursor:
                book.save_crm_cursor(vendor, page.cursor)
            if not page.more or page.cursor == cursor:
                break
            cursor = page.cursor
        return offered
