"""From a deal in the CRM to its plan and back: heard of, offered, made into a plan, linked, brought up to date.

The sidebar's events are real ones over HTTP; jobs are done when the test says so.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, cast

import pytest
import requests
from werkzeug.serving import make_server

from addon.adapters.crm.memory import MemoryCrm
from addon.adapters.jobs.direct import RecordingJobs
from addon.app import create_app
from addon.bootstrap import Backend, bootstrap
from addon.deployment import deployment
from addon.serving import free_port
from addon.settings import read_settings
from closeplan.crm.model import CrmField, FieldKind
from closeplan.plan.model import Role
from closeplan.records.crm import OfferState
from tests.integration.workspace_clients import running_workspace
from tests.running import SELLER
from tests.sidebar import Sidebar
from tests.vendors.crms import CASES, CrmCase, CrmStand

TODAY = datetime.now(UTC).date()
CLOSES = date(TODAY.year + 1, 6, 11)
GO_LIVE = date(TODAY.year + 1, 9, 30)
COLLEAGUE = "eve@northwind.example"
VENDOR = "hubspot"


@dataclass
class House:
    """A backend in this process, its sidebar, and a CRM."""

    backend: Backend
    stand: CrmStand
    workspace: str
    app: str

    def sidebar(self, person: str = SELLER) -> Sidebar:
        ready = {"app": self.app, "workspace": self.workspace, "plan_id": ""}
        return Sidebar(ready, person=person, host="drive")

    def hears(self) -> None:
        """The clock asks the CRM for its news."""
        self.backend.parts.deliveries.listen_to(VENDOR)

    def works(self) -> None:
        """Jobs are done: plans that wait are looked at, deliveries brought."""
        store = self.backend.parts.store
        for plan_id in store.due_plans(datetime.now(UTC)):
            self.backend.reconcile(plan_id)
        self.backend.parts.deliveries.deliver(VENDOR)

    def new_deal(self, name: str, owner: str = SELLER) -> str:
        """A deal in the CRM with two people on it."""
        fake = self.stand.fake
        deal_id = fake.put_deal(
            name, amount="180000", close_date=CLOSES, owner_email=owner, changed_at=datetime.now(UTC)
        )
        roles = self.stand.roles or ("",)
        fake.put_on(deal_id, fake.put_person("Ina Holm", f"ina@{deal_id}-buyer.example"), roles[0])
        return deal_id


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with running_workspace(tmp_path_factory.mktemp("workspace")) as process:
        yield process.ready["workspace"]


@pytest.fixture(
    params=[case for case in CASES if case.name in {"memory", VENDOR}], ids=lambda case: case.name
)
def stand(request: pytest.FixtureRequest) -> Iterator[CrmStand]:
    case: CrmCase = request.param
    with case.open() as opened:
        if isinstance(opened.crm, MemoryCrm):
            opened.crm.name = VENDOR
        opened.crm.create_field(CrmField(name="closeplan_go_live", label="Go-live", kind=FieldKind.DATE))
        yield opened


@pytest.fixture
def house(stand: CrmStand, workspace: str, tmp_path: Path) -> Iterator[House]:
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    keys = cast("Any", {VENDOR: {"token": "given"}})
    settings = read_settings(
        data=tmp_path, workspace_url=workspace, public_url=address, watch="poll", vendors=keys
    )
    backend = bootstrap(settings, jobs=RecordingJobs())
    for person in (SELLER, COLLEAGUE):
        backend.parts.people.add(person, name="", role="seller", team="")
    backend.parts.vendors._made[VENDOR] = stand.crm
    server = make_server("127.0.0.1", port, create_app(backend), threaded=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    requests.post(f"{workspace}/_control/addon", json=deployment(address), timeout=10).raise_for_status()
    yield House(backend, stand, workspace, address)
    server.shutdown()
    backend.parts.store.close()


def test_a_deal_becomes_a_plan_that_the_crm_hears_of(house: House) -> None:
    deal_id = house.new_deal("Holm rollout")
    house.hears()
    sidebar = house.sidebar()
    sidebar.click("home", planId="")
    assert "Holm rollout" in sidebar.text
    assert "180,000" in sidebar.text
    sidebar.press("Make the plan")
    assert sidebar.fields["signing"] == CLOSES
    sidebar.press("Make and share with those ticked", {"buyer": "Holm", "go_live": GO_LIVE})

    store = house.backend.parts.store
    link = store.crm_link_of(VENDOR, deal_id)
    assert link is not None
    assert store.heard_deals(OfferState.OFFERED) == []
    people = {person.name: person.role for person in store.plan(link.plan_id).deal.stakeholders}
    assert people["Ina Holm"] is (Role.CHAMPION if house.stand.roles else None)
    house.works()
    house.works()
    (link,) = store.crm_links(link.plan_id)
    assert link.written["go_live"] == GO_LIVE
    assert house.stand.crm.deals([deal_id], ["closeplan_go_live"])[deal_id].fields == {
        "closeplan_go_live": GO_LIVE
    }
    sidebar.click("home", planId=link.plan_id)
    assert "Deal in" in sidebar.text
    house.hears()  # the CRM tells of what was just written
    assert store.heard_deals(OfferState.OFFERED) == []


def test_a_search_finds_ones_own_deals_and_the_buyers_and_no_others(house: House) -> None:
    mine = house.new_deal("Toro rollout")
    theirs = house.new_deal("Halden rollout", COLLEAGUE)
    buyers = house.new_deal("Acme rollout", COLLEAGUE)
    sidebar = house.sidebar()
    sidebar.click("make")
    sidebar.press("Make the plan", {"buyer": "Acme", "go_live": GO_LIVE})
    plan_id = house.backend.parts.store.plans()[-1].id
    sidebar.click("crm", planId=plan_id)
    sidebar.press("Search in HubSpot", {"deal_text": "rollout"})
    assert "Toro rollout" in sidebar.text
    assert "Acme rollout" in sidebar.text
    assert "Halden" not in sidebar.text

    sidebar.click("crm/link", planId=plan_id, vendor=VENDOR, dealId=theirs)
    assert "no such deal" in sidebar.text
    sidebar.click("crm/link", planId=plan_id, vendor=VENDOR, dealId="12345")
    assert house.backend.parts.store.crm_links(plan_id) == []
    sidebar.click("crm/link", planId=plan_id, vendor=VENDOR, dealId=buyers)
    assert [link.deal_id for link in house.backend.parts.store.crm_links(plan_id)] == [buyers]
    sidebar.press("Unlink")
    house.works()
    offered = house.backend.parts.store.heard_deals(OfferState.OFFERED, COLLEAGUE)
    assert buyers in {heard.deal_id for heard in offered}
    assert mine not in {heard.deal_id for heard in offered}
