"""How deals of CRMs come in, put together from the parts of one backend."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from addon.deal_desk import DealDesk
from addon.vendors import title_of
from closeplan.crm.mapping import CrmMapping
from closeplan.crm.plan_fields import METHOD, PLAN_FIELDS
from closeplan.errors import InputError
from closeplan.plan.model import Role
from closeplan.records.crm import CrmLink
from closeplan.records.deliveries import NewDelivery
from closeplan.services.crm_posts import fields_post
from closeplan.services.deal_backlog import DealBacklogs
from closeplan.services.deal_changed import DealChanged
from closeplan.services.hear_of_deals import CRM_DEAL, HearOfDeals, PollCrm
from closeplan.services.link_deal import LinkDeal
from closeplan.services.offered_deals import OfferedDeals

if TYPE_CHECKING:
    from addon.wiring import Parts
    from closeplan.ports.deliveries import Handler


@dataclass(frozen=True)
class DealWiring:
    """Makes them when they are asked for. A mapping with mistakes counts as an empty one here: what brings plans to the CRM
    tells the admin of them.
    """

    parts: Parts

    def handlers(self) -> Mapping[str, Handler]:
        """What is done about messages that tell of a deal."""
        return {CRM_DEAL: self.hear}

    @cached_property
    def hear(self) -> HearOfDeals:
        """Notes how deals stand."""
        parts = self.parts
        return HearOfDeals(
            book=parts.store,
            crm_of=parts.vendors.crm,
            stages=parts.vendors.of_crms.stages,
            clock=parts.clock,
            changed=self.changed,
            offer_from=self._offer_from,
        )

    @property
    def poll(self) -> PollCrm:
        """Asks a CRM for its news."""
        return PollCrm(hear=self.hear)

    @property
    def changed(self) -> DealChanged:
        """Does what follows when a plan's deal is not as it was."""
        parts = self.parts
        return DealChanged(
            store=parts.store, jobs=parts.jobs, clock=parts.clock, post=parts.vendors.post, syncing=_syncing
        )

    @property
    def link(self) -> LinkDeal:
        """Links plans with deals."""
        parts = self.parts
        return LinkDeal(
            book=parts.store,
            crm_of=parts.vendors.crm,
            stages=parts.vendors.of_crms.stages,
            clock=parts.clock,
            changed=self.changed,
        )

    @property
    def offers(self) -> OfferedDeals:
        """Deals that may want a plan."""
        vendors = self.parts.vendors
        return OfferedDeals(book=self.parts.store, crm_of=vendors.crm, post=vendors.post, words=self._words)

    @property
    def backlog(self) -> DealBacklogs:
        """What has not reached deals."""
        return DealBacklogs(book=self.parts.store, clock=self.parts.clock)

    def desk(self) -> DealDesk:
        """What people do about deals."""
        return DealDesk(
            book=self.parts.store,
            offers=self.offers,
            link=self.link,
            crms=self.parts.vendors.crms,
            title=title_of,
            label=label_of,
            backlog=self.backlog,
        )

    def signing(self, vendor: str, seller: str) -> str:
        """The milestone that a close date stands for there, by the mapping of that seller's team."""
        return self._mapping(vendor, seller).signing

    def _offer_from(self, vendor: str, owner: str) -> tuple[str, ...]:
        return self._mapping(vendor, owner).offer_from

    def _words(self, vendor: str, seller: str) -> Mapping[Role, str]:
        return self._mapping(vendor, seller).roles

    def _mapping(self, vendor: str, seller: str) -> CrmMapping:
        try:
            return self.parts.vendors.of_crms.mappings(vendor, seller)
        except InputError:
            return CrmMapping()


def label_of(key: str) -> str:
    """What people call a field of closeplan's."""
    known = next((field.label for field in PLAN_FIELDS if field.key == key), "")
    return known or key.removeprefix(METHOD).replace("_", " ").capitalize()


def _syncing(link: CrmLink) -> Sequence[NewDelivery]:
    return [fields_post(link)]
