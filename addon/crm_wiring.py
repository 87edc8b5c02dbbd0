"""How plans and deals of CRMs are kept in step, put together from the parts of one backend."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from typing import TYPE_CHECKING

from addon.crm_mappings import CrmMappings
from addon.gate_links import GateLinks
from closeplan.ports.crm import Crm
from closeplan.records import PlanRecord
from closeplan.records.deliveries import Delivery
from closeplan.services.commit_gate import CommitGate
from closeplan.services.crm_fields import CrmFields
from closeplan.services.crm_posts import CRM_ACTIVITY, CRM_CONTACTS, CRM_FIELDS, CrmPosts
from closeplan.services.crm_roles import CrmRoles
from closeplan.services.crm_wanted import ReadWanted
from closeplan.services.see_deal import CrmStages
from closeplan.services.sync_crm import SyncFields
from closeplan.services.sync_crm_events import SyncContacts, SyncSlips
from closeplan.services.tell_gate import CRM_GATE, TellGate

if TYPE_CHECKING:
    from addon.wiring import Parts
    from closeplan.ports.deliveries import Handler

Bring = Callable[[Crm, Sequence[Delivery]], Mapping[int, str]]


@dataclass(frozen=True)
class CrmWiring:
    """Makes them when they are asked for. CRMs' fields, roles and stages are known once for the whole process."""

    parts: Parts

    def handlers(self) -> Mapping[str, Handler]:
        """What brings plans to CRMs, by the deliveries' kind."""
        store = self.parts.store
        contacts = SyncContacts(book=store, wanted=self.wanted, roles=self.roles)
        slips = SyncSlips(book=store, plans=store, plan_url=self._plan_url, days_late=self._days_late)
        bring: Mapping[str, Bring] = {
            CRM_FIELDS: self.sync,
            CRM_CONTACTS: contacts,
            CRM_ACTIVITY: slips,
            CRM_GATE: self._tell_gate,
        }
        return {kind: self._with_crm(one) for kind, one in bring.items()}

    def _days_late(self, record: PlanRecord) -> int:
        return self.parts.stored(record).standing.days_late

    @property
    def _tell_gate(self) -> TellGate:
        return TellGate(
            gate=lambda: self.gate, plans=self.parts.store, fields=self.fields, mapping_of=self.mappings
        )

    def _with_crm(self, bring: Bring) -> Handler:
        return lambda vendor, deliveries: bring(self.parts.vendors.crm(vendor), deliveries)

    @cached_property
    def sync(self) -> SyncFields:
        """Brings deals' fields in step with their plans."""
        parts = self.parts
        return SyncFields(
            book=parts.store,
            wanted=self.wanted,
            fields=self.fields,
            roles=self.roles,
            stages=self.stages,
            clock=parts.clock,
            look_again=parts.vendors.of_deals.changed.look,
        )

    @property
    def posts(self) -> CrmPosts:
        """Says what a look at a plan has to tell CRMs."""
        parts = self.parts
        return CrmPosts(
            book=parts.store,
            wanted=self.wanted,
            clock=parts.clock,
            quiet=timedelta(minutes=parts.settings.quiet_minutes),
            set_up=lambda: parts.vendors.crms,
        )

    @cached_property
    def wanted(self) -> ReadWanted:
        """Says what a deal should hold of its plan."""
        parts = self.parts
        return ReadWanted(
            plans=parts.store,
            stored=parts.stored,
            calls=parts.store,
            scores=lambda: parts.of_calls.scores,
            mapping_of=self.mappings,
            plan_url=self._plan_url,
            gate_url=self.gate_links.url,
        )

    @cached_property
    def gate_links(self) -> GateLinks:
        """Addresses at which CRMs ask whether deals are fit for commit."""
        return GateLinks(self.parts.secret, self.parts.settings.public_url)

    @property
    def gate(self) -> CommitGate:
        """What those addresses answer."""
        parts = self.parts
        return CommitGate(
            book=parts.store,
            plans=parts.store,
            fitness=parts.fitness,
            clock=parts.clock,
            plan_url=self._plan_url,
        )

    @cached_property
    def mappings(self) -> CrmMappings:
        """Teams' field mappings."""
        keys = self.parts.settings.vendors
        own = {name: one.mapping for name, one in keys.items() if one.mapping is not None}
        return CrmMappings(own, self._team_of)

    @cached_property
    def fields(self) -> CrmFields:
        """CRMs' fields."""
        return CrmFields(clock=self.parts.clock)

    @cached_property
    def roles(self) -> CrmRoles:
        """CRMs' words for what people are to a deal."""
        return CrmRoles(clock=self.parts.clock)

    @cached_property
    def stages(self) -> CrmStages:
        """CRMs' stages."""
        return CrmStages(clock=self.parts.clock)

    def _team_of(self, owner: str) -> str:
        member = self.parts.store.member(owner.lower())
        return member.team if member else ""

    def _plan_url(self, record: PlanRecord) -> str:
        return self.parts.google.documents[record.kind].url(record.document_id)
