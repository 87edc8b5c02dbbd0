"""The page of vendors: what admins see and decide there, and that nobody else finds it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from addon.adapters.jobs import RecordingJobs
from addon.adapters.store import SqlStore
from addon.app import create_app
from addon.bootstrap import Backend, bootstrap
from addon.seller_wiring import seller_side
from addon.settings import read_settings
from addon.vendor_wiring import VendorWiring
from addon.vendors import VENDORS
from closeplan.plan.model import Deal, Network
from closeplan.records import Caller, PlanRecord
from closeplan.records.deliveries import DeliveryState, NewDelivery, VendorState
from closeplan.services.integrations import WHAT
from tests.vendors.example import EXAMPLE

ADA, SAM = "ada@northwind.example", "sam@northwind.example"
HOME = "http://here.example"
HOSTILE = "<script>alert(1)</script>\"'>&{{7*7}}"
NOW = datetime.now(UTC)


@dataclass
class Site:
    backend: Backend
    jobs: RecordingJobs

    @property
    def store(self) -> SqlStore:
        return self.backend.parts.store

    def client(self, person: str) -> FlaskClient:
        client = create_app(self.backend).test_client()
        caller = Caller(email=person, subject=f"id of {person}", domain="northwind.example")
        session = seller_side(self.backend.parts).sign_in.begin(caller)
        client.set_cookie("closeplan", session, domain="here.example")
        return client

    def page(self, person: str = ADA) -> str:
        answer = self.client(person).get("/integrations", base_url=HOME, headers={"Accept": "text/html"})
        return f"{answer.status_code} {answer.text}"

    def send(self, path: str, **form: str) -> int:
        client = self.client(ADA)
        shown = client.get("/integrations", base_url=HOME, headers={"Accept": "text/html"}).text
        (token, *_) = re.findall(r'name="csrf_token" value="([^"]+)"', shown)
        return client.post(path, base_url=HOME, data={"csrf_token": token, **form}).status_code

    def dead(self, *keys: str, vendor: str = "notion") -> list[int]:
        new = [
            NewDelivery(vendor=vendor, lane=key, kind="notion_page", key=key, body={"plan": "zeta"})
            for key in keys
        ]
        self.store.post(new, NOW)
        taken = self.store.claim(vendor, NOW, NOW + timedelta(hours=1), 100)
        self.store.give_up({one.id: f"no such field {HOSTILE}" for one in taken})
        return [one.id for one in taken]


@pytest.fixture
def site(tmp_path: Path) -> Site:
    jobs = RecordingJobs()
    settings = read_settings(
        data=tmp_path,
        workspace_url="http://127.0.0.1:9",
        public_url=HOME,
        vendors={
            "notion": {"token": "t"},
            "example": {"client_id": "c", "client_secret": "s", "url": "https://crm.example"},
        },
    )
    backend = bootstrap(settings, jobs=jobs)
    vars(backend.parts)["vendors"] = VendorWiring(backend.parts, rows=(*VENDORS, EXAMPLE))
    backend.parts.people.add(ADA, role="admin")
    backend.parts.people.add(SAM)
    deal = Deal(
        id="zeta",
        name=f"Zeta {HOSTILE}",
        buyer="Zeta",
        seller="Northwind",
        network=Network(steps=(), go_live=date(2027, 3, 31)),
    )
    made = Site(backend, jobs)
    made.store.add_plan(PlanRecord(id="zeta", deal=deal, owner=SAM, robot="r@x.example", document_id="d"))
    return made


def test_nobody_but_admins_finds_it(site: Site) -> None:
    assert site.page(SAM).startswith("404 ")
    assert "/integrations" not in site.client(SAM).get("/", base_url=HOME).text
    assert 'href="/integrations"' in site.client(ADA).get("/", base_url=HOME).text
    assert site.client(SAM).post("/integrations/all", base_url=HOME).status_code in {400, 404}


def test_it_says_how_each_vendor_is_met_and_which_could_be(site: Site) -> None:
    shown = site.page()
    assert "Not tried yet." in shown
    assert "Not connected." in shown
    assert 'href="/connect/example"' in shown
    assert 'href="/connect/notion"' not in shown, "its token is given once"
    assert "docs/vendors.md" in shown
    assert "Salesforce, HubSpot, Zoho CRM" in shown

    site.store.put_vendor_state(VendorState(vendor="notion", met_at=NOW))
    assert "<strong>No trouble.</strong>" in site.page()


def test_an_outage_is_shown_with_its_reason_and_what_waits(site: Site) -> None:
    site.store.post([NewDelivery(vendor="notion", lane="l", kind="notion_page", key="k")], NOW)
    site.store.put_vendor_state(
        VendorState(vendor="notion", down_since=NOW, until=NOW, failures=3, told=f"gone {HOSTILE}")
    )
    shown = site.page()
    assert "Down since" in shown
    assert "gone &lt;script&gt;" in shown
    assert "1 update waits" in shown


def test_a_dead_letter_is_tried_again_or_given_up_once(site: Site) -> None:
    first, second = site.dead("a", "b")
    shown = site.page()
    assert "<script>" not in shown
    assert "The plan&#39;s page" in shown
    assert '<a href="/plans/zeta">' in shown

    assert site.send("/integrations/decide", delivery=str(first), do="again") == 303
    assert site.send("/integrations/decide", delivery=str(second), do="drop") == 303
    assert site.send("/integrations/decide", delivery=str(second), do="drop") == 400
    assert site.send("/integrations/decide", delivery="9" * 99, do="again") == 400
    assert [one.id for one in site.store.deliveries(DeliveryState.WAITING)] == [first]
    assert ("deliver", "notion") in site.jobs.asked


def test_a_vendor_with_dead_letters_is_not_said_to_be_without_trouble(site: Site) -> None:
    site.store.put_vendor_state(VendorState(vendor="notion", met_at=NOW))
    (one,) = site.dead("a")
    assert "<strong>1 update could not be brought.</strong>" in site.page()

    site.send("/integrations/decide", delivery=str(one), do="drop")
    assert "<strong>No trouble.</strong>" in site.page()


def test_all_of_a_vendor_are_tried_again_however_many(site: Site) -> None:
    for start in range(0, 300, 100):
        site.dead(*(f"k{n}" for n in range(start, start + 100)))
    others = site.dead("x", vendor="example")
    assert "And 100 more." in site.page()
    assert site.send("/integrations/all", vendor="notion") == 303
    assert site.store.backlogs()["notion"].waiting == 300
    assert [one.id for one in site.store.deliveries(DeliveryState.DEAD)] == others


def test_what_waits_for_a_vendor_that_is_not_set_up_any_more_is_seen(site: Site) -> None:
    site.store.post([NewDelivery(vendor="monday", lane="l", kind="notion_page", key="k")], NOW)
    assert "Not set up any more." in site.page()
    site.backend.parts.deliveries.deliver("monday")
    assert site.store.backlogs()["monday"].waiting == 1


def test_every_kind_of_delivery_has_words(site: Site) -> None:
    assert set(site.backend.parts.vendors.handlers()) == set(WHAT)
