"""Every CRM through outages, with its own adapter over real HTTP: all arrives, once, in order for a deal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from addon.adapters.store import SqlStore
from closeplan.crm.model import Activity, FieldKind, FieldWrite
from closeplan.records.deliveries import Delivery, DeliveryState
from tests.vendors.crms import CASES, START, CrmStand
from tests.vendors.deliveries import Round
from tests.vendors.server import Failure, FakeVendor, busy, done, dropped, lost, refusal
from tests.vendors.specs import needs_spec

OVER_HTTP = [
    pytest.param(case, id=case.name, marks=[needs_spec(case.spec)] if case.spec else [])
    for case in CASES
    if case.name != "memory"
]


@dataclass(frozen=True)
class Bridge:
    """Brings what waits: a lane is a deal, a key what its text field holds or its history tells."""

    stand: CrmStand

    @property
    def vendor(self) -> FakeVendor:
        assert self.stand.vendor is not None
        return self.stand.vendor

    def fields(self, _vendor: str, batch: Sequence[Delivery]) -> Mapping[int, str]:
        name = self.stand.fields[FieldKind.TEXT]
        refused = self.stand.crm.write(
            [FieldWrite(deal_id=one.lane, values={name: one.key}) for one in batch]
        )
        return {one.id: refused[one.lane] for one in batch if one.lane in refused}

    def notes(self, _vendor: str, batch: Sequence[Delivery]) -> Mapping[int, str]:
        for one in batch:
            entry = Activity(subject=one.key, text="It slipped.", at=START)
            self.stand.crm.add_activity(one.lane, entry, look_first=one.unsure)
        return {}

    def subjects(self, deal: str) -> list[str]:
        return [subject for subject, _text in self.stand.fake.entries(deal)]


@pytest.fixture(params=OVER_HTTP)
def bridge(request: pytest.FixtureRequest) -> Iterator[Bridge]:
    with request.param.open() as opened:
        yield Bridge(opened)


@pytest.fixture
def crm(bridge: Bridge, tmp_path: Path) -> Iterator[Round]:
    store = SqlStore(f"sqlite:///{tmp_path / 'closeplan.db'}")
    yield Round(store=store, others={"fields": bridge.fields, "notes": bridge.notes})
    store.close()


@pytest.mark.parametrize("failure", [refusal(500), busy(30), dropped], ids=["error", "busy", "silence"])
def test_after_an_hour_all_of_a_deal_arrives_once_and_in_order(
    bridge: Bridge, crm: Round, failure: Failure
) -> None:
    first, second = (bridge.stand.fake.put_deal(name) for name in ("Acme", "Zeta"))
    bridge.vendor.go_down(failure)
    for minute in range(0, 60, 10):
        crm.post(f"to {minute}", lane=first)
        crm.post(f"slip {minute}", kind="notes", lane=first)
        crm.post(f"other slip {minute}", kind="notes", lane=second)
        crm.deliver()
        crm.clock.turn(minutes=10)
    bridge.vendor.come_back()
    crm.catch_up()

    assert crm.in_state(DeliveryState.DEAD) == {}
    assert bridge.subjects(first) == [f"slip {minute}" for minute in range(0, 60, 10)]
    assert bridge.subjects(second) == [f"other slip {minute}" for minute in range(0, 60, 10)]
    name = bridge.stand.fields[FieldKind.TEXT]
    assert bridge.stand.crm.deals([first], [name])[first].fields[name] == "to 50"


@pytest.mark.parametrize("good", range(4), ids="after {}".format)
def test_an_answer_that_is_lost_adds_no_second_entry(bridge: Bridge, crm: Round, good: int) -> None:
    deal = bridge.stand.fake.put_deal("Acme")
    crm.post("slip 1", "slip 2", kind="notes", lane=deal)
    bridge.vendor.break_with(*[done] * good, lost)
    crm.catch_up()
    assert bridge.subjects(deal) == ["slip 1", "slip 2"]


def test_a_token_that_ran_out_costs_nothing_but_time(bridge: Bridge, crm: Round) -> None:
    access = bridge.stand.access
    if access is None:
        pytest.skip("its access is not renewed")
    deal = bridge.stand.fake.put_deal("Acme")
    access.dead = True
    bridge.vendor.expire_token()
    crm.post("slip 1", kind="notes", lane=deal)
    for _ in range(15):
        crm.deliver()
        crm.wait()
    assert bridge.subjects(deal) == []
    access.dead = False
    crm.catch_up()
    assert bridge.subjects(deal) == ["slip 1"]
