"""Plans that are linked with deals of a CRM in memory which counts its requests and breaks when it is told to."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import cached_property
from pathlib import Path
from typing import Any

import pytest

from addon.adapters.crm.memory import MemoryCrm
from addon.adapters.store import SqlStore
from closeplan.crm.mapping import CrmMapping
from closeplan.crm.model import Activity, CrmDeal, CrmField, FieldKind, FieldValue, FieldWrite, Stage
from closeplan.errors import InputError, Mistake, RefusedError, RetryLaterError
from closeplan.plan.document import Snapshot
from closeplan.plan.ledger import Change, ChangeKind, LedgerEntry
from closeplan.plan.model import Deal, Network, Plan, Role
from closeplan.plan.signals import Table
from closeplan.records import PlanRecord
from closeplan.records.crm import CrmLink
from closeplan.records.deliveries import Delivery, NewDelivery
from closeplan.services.crm_fields import CrmFields
from closeplan.services.crm_posts import CRM_FIELDS, CrmPosts
from closeplan.services.crm_roles import CrmRoles
from closeplan.services.crm_wanted import ReadWanted
from closeplan.services.see_deal import CrmStages
from closeplan.services.stored_plan import StoredPlan
from closeplan.services.sync_crm import SyncFields
from tests.unit.pages.plans import GO_LIVE, plan

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
FIELDS = {
    "go_live": CrmField(name="live", label="Go-live", kind=FieldKind.DATE),
    "health": CrmField(name="health", label="Health", kind=FieldKind.TEXT),
    "next_step": CrmField(name="next", label="Next step", kind=FieldKind.TEXT),
}
MAPPING = CrmMapping(
    fields={key: one.name for key, one in FIELDS.items()}, roles={Role.CHAMPION: "Coach"}, activities=True
)


@dataclass
class Clock:
    moment: datetime = NOW

    def now(self) -> datetime:
        return self.moment


@dataclass(kw_only=True)
class CountingCrm(MemoryCrm):
    """A CRM that counts requests, and breaks when it is told to: before a write, or after it."""

    asked: list[str] = field(default_factory=list)
    breaks: str = ""
    meanwhile: Callable[[], object] = lambda: None
    locked: set[str] = field(default_factory=set)

    def add_activity(self, deal_id: str, activity: Activity, *, look_first: bool) -> None:
        if deal_id in self.locked:
            raise RefusedError("locked")
        super().add_activity(deal_id, activity, look_first=look_first)

    def deals(self, ids: Sequence[str], fields: Sequence[str] = ()) -> Mapping[str, CrmDeal]:
        self.asked.append(f"read {len(ids)}")
        return super().deals(ids, fields)

    def write(self, writes: Sequence[FieldWrite]) -> Mapping[str, str]:
        self.asked.append(f"write {len(writes)}")
        self.meanwhile()
        if self.breaks == "before":
            raise RetryLaterError("down")
        done = super().write(writes)
        if self.breaks == "after":
            raise RetryLaterError("no answer")
        return done

    def fields(self) -> Sequence[CrmField]:
        self.asked.append("fields")
        return super().fields()

    def stages(self) -> Sequence[Stage]:
        self.asked.append("stages")
        return super().stages()

    def value(self, deal_id: str, key: str) -> FieldValue:
        return super().deals([deal_id], [FIELDS[key].name])[deal_id].fields[FIELDS[key].name]


@contextmanager
def house_in(folder: Path) -> Iterator[House]:
    """A house with one plan, linked with a deal in the stage of a proposal."""
    store = SqlStore(f"sqlite:///{folder / 'x.db'}")
    house = House(store=store, crm=CountingCrm(known_fields={one.name: one for one in FIELDS.values()}))
    house.link("acme")
    yield house
    store.close()


@dataclass(kw_only=True)
class House:
    """The services around one store and one CRM."""

    store: SqlStore
    crm: CountingCrm
    clock: Clock = field(default_factory=Clock)
    mapping: CrmMapping = MAPPING
    scores: Callable[[], Any] = lambda: pytest.fail("no call, no scores")

    def mapping_of(self, _vendor: str, owner: str) -> CrmMapping:
        if owner == "wrong@northwind.example":
            raise InputError([Mistake("x.yaml: fields.helth", "no such field")])
        return self.mapping

    @property
    def wanted(self) -> ReadWanted:
        stored = StoredPlan(store=self.store, clock=self.clock, time_zone="Etc/UTC")
        return ReadWanted(
            plans=self.store,
            stored=stored,
            calls=self.store,
            scores=self.scores,
            mapping_of=self.mapping_of,
            plan_url=lambda record: f"https://docs.example/{record.document_id}",
            gate_url=lambda vendor, deal: f"https://closeplan.example/gate/{vendor}/{deal}",
        )

    @cached_property
    def sync(self) -> SyncFields:
        fields, stages = CrmFields(clock=self.clock), CrmStages(clock=self.clock)
        return SyncFields(
            book=self.store,
            wanted=self.wanted,
            fields=fields,
            roles=self.roles,
            stages=stages,
            clock=self.clock,
        )

    @cached_property
    def roles(self) -> CrmRoles:
        return CrmRoles(clock=self.clock)

    @property
    def posts(self) -> CrmPosts:
        quiet = timedelta(minutes=10)
        return CrmPosts(
            book=self.store, wanted=self.wanted, clock=self.clock, quiet=quiet, set_up=lambda: ["memory"]
        )

    def link(self, plan_id: str, owner: str = "sam@northwind.example", **fields: FieldValue) -> None:
        deal_id = f"deal-{plan_id}"
        network = Network(steps=(), go_live=GO_LIVE)
        deal = Deal(id=plan_id, name="Acme", buyer="Acme GmbH", seller="Northwind", network=network)
        self.store.add_plan(PlanRecord(id=plan_id, deal=deal, owner=owner, robot="robot@x", made_at=NOW))
        self.store.set_document(plan_id, f"doc-{plan_id}")
        self.look(plan_id, plan())
        self.crm.put(CrmDeal(id=deal_id, name="Acme", stage="proposal", fields=fields))
        self.store.put_crm_link(CrmLink(plan_id=plan_id, vendor="memory", deal_id=deal_id))

    def look(self, plan_id: str, seen: Plan, *entries: LedgerEntry) -> list[LedgerEntry]:
        return self.store.save_pass(plan_id, Snapshot(plan=seen, baseline={}, taken_at=NOW), entries)

    def run(self, *plans: str) -> Mapping[int, str]:
        return self.sync(self.crm, [delivery(CRM_FIELDS, number, one) for number, one in enumerate(plans)])

    def linked(self, plan_id: str = "acme") -> CrmLink:
        (link,) = self.store.crm_links(plan_id)
        return link

    def told(self, plan_id: str = "acme") -> list[NewDelivery]:
        return self.posts(self.store.plan(plan_id))


def delivery(kind: str, number: int, plan_id: str, *, unsure: bool = False, **body: str) -> Delivery:
    return Delivery(
        id=number,
        vendor="memory",
        lane="deal",
        kind=kind,
        key=str(number),
        body={"plan": plan_id, **body},
        made_at=NOW,
        due_at=NOW,
        unsure=unsure,
    )


def slip(seen_at: datetime = NOW, **more: object) -> LedgerEntry:
    change = Change(
        kind=ChangeKind.CHANGED,
        table=Table.TIMELINE,
        row="security-0",
        item="=Security <review>",
        field="due",
        was="2027-02-03",
        now="2027-02-10",
    )
    entry = LedgerEntry(change=change, who="dana@acme.example", seen_at=seen_at, slip=5, go_live_effect=2)
    return replace(entry, **more)  # type: ignore[arg-type]
