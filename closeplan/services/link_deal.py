"""A plan's deal in a CRM: found, linked, unlinked, and what becomes of the fields that people edited there."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from closeplan.crm.addresses import deal_id_in, is_address
from closeplan.crm.model import CrmDeal
from closeplan.crm.offers import tidied
from closeplan.errors import InputError, Mistake, NotFoundError
from closeplan.ports.crm import Crm, CrmBook
from closeplan.ports.process import Clock
from closeplan.records.crm import CrmLink, HeardDeal
from closeplan.services.deal_changed import DealChanged
from closeplan.services.hear_of_deals import look_at_deal
from closeplan.services.see_deal import CrmStages, seen
from closeplan.services.tell_gate import gate_post

SHORTEST = 2
"""Characters that are worth a search."""


@dataclass(frozen=True, kw_only=True)
class LinkDeal:
    """The use case with what it needs."""

    book: CrmBook
    crm_of: Callable[[str], Crm]
    stages: CrmStages
    clock: Clock
    changed: DealChanged

    def search(self, vendor: str, text: str) -> Sequence[CrmDeal]:
        """Up to 20 deals: open ones whose name holds the text, or the one whose page has that address. InputError where the text
        can't be searched for.
        """
        text = text.strip()
        crm = self.crm_of(vendor)
        if is_address(text):
            return [self._deal(crm, text)]
        if len(text) < SHORTEST:
            raise InputError([Mistake("Deal", "type a part of its name, or paste its address from the CRM")])
        return [tidied(deal) for deal in crm.find(text)]

    def deal(self, vendor: str, deal: str) -> CrmDeal:
        """The deal of that id or with that page's address; NotFoundError where there is none."""
        return self._deal(self.crm_of(vendor), deal.strip())

    def __call__(self, plan_id: str, vendor: str, deal: CrmDeal) -> CrmLink:
        """Link the plan with a deal that was just read. ConflictError where the deal is another plan's."""
        crm = self.crm_of(vendor)
        bare = CrmLink(plan_id=plan_id, vendor=vendor, deal_id=deal.id)
        return self._put(seen(bare, deal, self.stages(crm, {deal.stage}), self.clock.now()))

    def with_offered(self, plan_id: str, heard: HeardDeal) -> CrmLink:
        """Link a new plan with the deal it was made for, as that was last heard of: the CRM need not answer now."""
        link = CrmLink(
            plan_id=plan_id,
            vendor=heard.vendor,
            deal_id=heard.deal_id,
            name=heard.name,
            url=heard.url,
            stage=heard.stage,
            amount=heard.amount,
            currency=heard.currency,
            close_date=heard.close_date,
            seen_at=heard.changed_at,
        )
        return self._put(link)

    def unlink(self, plan_id: str, vendor: str) -> CrmLink:
        """The deal is the plan's no more, and may be offered a plan anew; its fields stay as they are, but for what the commit
        gate says. NotFoundError where the plan has none there.
        """
        link = self._link(plan_id, vendor)
        self.book.remove_crm_link(plan_id, vendor)
        self.changed.look(plan_id)
        self.offer_anew([link])
        return link

    def offer_anew(self, links: Sequence[CrmLink]) -> None:
        """Look again at deals that are linked no more: they may want a plan, and are fit for commit without one no longer."""
        if links:
            looks = [look_at_deal(link.vendor, link.deal_id) for link in links]
            self.changed.post([*looks, *map(gate_post, links)])

    def keep_theirs(self, plan_id: str, vendor: str, key: str) -> None:
        """What a person wrote into that field stays."""
        self._decide(plan_id, vendor, lambda link: link.keeping_theirs(key))

    def use_ours(self, plan_id: str, vendor: str, key: str) -> None:
        """What the plan says goes over what a person wrote into that field."""
        self._decide(plan_id, vendor, lambda link: link.using_ours(key))

    def _decide(self, plan_id: str, vendor: str, change: Callable[[CrmLink], CrmLink]) -> None:
        link = self.book.change_crm_link(vendor, self._link(plan_id, vendor).deal_id, change)
        if link is not None:
            self.changed.sync([link])

    def _link(self, plan_id: str, vendor: str) -> CrmLink:
        found = next((link for link in self.book.crm_links(plan_id) if link.vendor == vendor), None)
        if found is None:
            raise NotFoundError(f"the plan is linked with no deal in {vendor}")
        return found

    def _put(self, link: CrmLink) -> CrmLink:
        known = next((one for one in self.book.crm_links(link.plan_id) if one.vendor == link.vendor), None)
        if known is not None and known.deal_id == link.deal_id:
            return known
        self.book.put_crm_link(link)
        if known is not None:
            self.offer_anew([known])
        self.changed.look(link.plan_id)
        self.changed.sync([link])
        return link

    def _deal(self, crm: Crm, text: str) -> CrmDeal:
        deal_id = deal_id_in(text) if is_address(text) else text
        found = next(iter(crm.deals([deal_id]).values()), None) if deal_id else None
        if found is None:
            raise NotFoundError(f"{crm.name} has no deal {text[:200]}")
        return tidied(found)
