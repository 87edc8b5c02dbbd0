"""How many requests it costs to bring 10,000 deals in step with their plans, for each CRM: the whole way from the deliveries in
the store through the real adapter to a fake of the vendor over HTTP, against the fewest that the vendor's batches allow.

How long that would take at the vendor's documented limits is worked out with a clock that only moves where the pace waits.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory

from addon.adapters.store import SqlStore
from addon.processes import NoCheckpoints
from addon.vendors import VENDORS
from bench.figures import Figure
from closeplan.crm.mapping import CrmMapping
from closeplan.crm.model import FieldKind
from closeplan.crm.plan_fields import PLAN_FIELDS, PlanField
from closeplan.records import PlanRecord
from closeplan.records.crm import CrmLink
from closeplan.records.deliveries import DeliveryState, NewDelivery
from closeplan.services.crm_fields import CrmFields
from closeplan.services.crm_roles import CrmRoles
from closeplan.services.crm_wanted import Wanted
from closeplan.services.deliver import Deliver
from closeplan.services.see_deal import CrmStages
from closeplan.services.sync_crm import SyncFields
from closeplan.services.vendor_health import VendorHealth
from tests.contract.test_store import record
from tests.vendors.access import Clock
from tests.vendors.crms import CASES, CrmCase, CrmStand

MANY = 10_000

SIZES: Mapping[str, tuple[int, int]] = {
    "salesforce": (2_000, 1_000),
    "hubspot": (100, 100),
    "zoho": (100, 100),
    "pipedrive": (100, 1),
    "freshworks": (100, 1),
    "monday": (100, 100),
}
"""Deals that one request can read and write at most, by the vendors' descriptions: SOQL's page and five collections of 200 in
a composite request; batch endpoints of 100 inputs; 100 records; 100 ids and no batch of changes; a page of a view and
no batch of changes; 100 ids, and as many changes in one document.
"""

TEXTS: tuple[PlanField, ...] = tuple(one for one in PLAN_FIELDS if one.kind is FieldKind.TEXT)[:1]
"""What is written: the number of fields costs no requests."""


@dataclass
class _Now:
    """A clock that goes on a little whenever somebody looks, so that everything is due."""

    moment: datetime = datetime(2026, 11, 24, tzinfo=UTC)

    def now(self) -> datetime:
        self.moment += timedelta(microseconds=1)
        return self.moment


def figures(many: int = MANY) -> Iterator[Figure]:
    """Requests against the fewest possible, and the time that the limits ask for."""
    for case in CASES:
        if case.name not in SIZES:
            continue
        needed = requests_for(case, many)
        fewest = sum(math.ceil(many / size) for size in SIZES[case.name])
        yield Figure(f"{case.name}, {many:,} deals: requests / fewest", needed / fewest, 1.2, f"({needed:,})")
        yield Figure(f"{case.name}, {many:,} deals at its limits", _minutes(case.name, needed), None, "min")


def requests_for(case: CrmCase, many: int) -> int:
    """The requests that came at the vendor while that many deals were brought in step. What is asked once a day (fields,
    stages) counts too.
    """
    with TemporaryDirectory() as folder, case.open() as stand:
        assert stand.vendor is not None
        stand.vendor.trust()
        store = SqlStore(f"sqlite:///{Path(folder) / 'closeplan.db'}")
        clock = _Now()
        _fill(store, stand, many, clock.now())
        asked_before = stand.asked
        _deliver(store, stand, clock)(stand.crm.name)
        assert not store.deliveries(DeliveryState.WAITING)
        assert not store.deliveries(DeliveryState.DEAD)
        store.close()
        return stand.asked - asked_before


def _fill(store: SqlStore, stand: CrmStand, many: int, now: datetime) -> None:
    new = []
    for number in range(many):
        plan_id, deal_id = f"plan-{number}", stand.fake.put_deal(f"Deal {number}")
        store.add_plan(record(plan_id, document_id=f"sheet-{number}"))
        store.put_crm_link(CrmLink(plan_id=plan_id, vendor=stand.crm.name, deal_id=deal_id))
        new.append(
            NewDelivery(
                vendor=stand.crm.name,
                lane=f"deal:{deal_id}",
                kind="crm_fields",
                key=f"fields:{plan_id}",
                body={"plan": plan_id},
                repeats=True,
            )
        )
    store.post(new, now)


def _deliver(store: SqlStore, stand: CrmStand, clock: _Now) -> Deliver:
    mapping = CrmMapping(fields={TEXTS[0].key: stand.fields[FieldKind.TEXT]})

    def wanted(link: CrmLink) -> Wanted:
        return Wanted(
            record=_nobodys,
            context=None,  # type: ignore[arg-type] # what it was worked out from is not asked for
            mapping=mapping,
            fields=TEXTS,
            values={TEXTS[0].key: f"of {link.plan_id}"},
        )

    sync = SyncFields(
        book=store,
        wanted=wanted,  # type: ignore[arg-type] # a function in the place of the use case
        fields=CrmFields(clock=clock),
        roles=CrmRoles(clock=clock),
        stages=CrmStages(clock=clock),
        clock=clock,
    )
    return Deliver(
        book=store,
        health=VendorHealth(book=store, clock=clock, jitter=lambda: 1.0),
        handlers=lambda: {"crm_fields": lambda _vendor, some: sync(stand.crm, some)},
        clock=clock,
        checkpoints=NoCheckpoints(),
        batch=lambda _vendor: stand.crm.batch,
    )


_nobodys: PlanRecord = record("nobody")


def _minutes(name: str, requests: int) -> float:
    """How long the vendor's documented limits make so many requests take."""
    module = next(row.module for row in VENDORS if row.name == name)
    clock = Clock()
    pace = clock.pace(*import_module(module).RATES)
    for _ in range(requests):
        pace.wait()
    return sum(clock.naps) / 60


if __name__ == "__main__":
    from bench.figures import table

    print(table(list(figures())))
