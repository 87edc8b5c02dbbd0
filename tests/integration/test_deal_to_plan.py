"""From a deal in the CRM to its plan and back: heard of, offered, made into a plan, linked, brought up to date.

The sidebar's events are real ones over HTTP; jobs are done when the test says so.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from addon.adapters.crm.memory import MemoryCrm
from closeplan.crm.model import CrmField, FieldKind
from closeplan.plan.model import Role
from closeplan.records.crm import OfferState
from tests.crm_house import COLLEAGUE, VENDOR, House, running_house
from tests.integration.workspace_clients import running_workspace
from tests.running import SELLER
from tests.vendors.crms import CASES, CrmCase, CrmStand

TODAY = datetime.now(UTC).date()
CLOSES = date(TODAY.year + 1, 6, 11)
GO_LIVE = date(TODAY.year + 1, 9, 30)


@dataclass
class Office:
    """A house, and the inside of its CRM."""

    house: House
    stand: CrmStand

    def new_deal(self, name: str, owner: str = SELLER) -> str:
        """A deal in the CRM with somebody on it."""
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
def office(request: pytest.FixtureRequest, workspace: str, tmp_path: Path) -> Iterator[Office]:
    case: CrmCase = request.param
    with case.open() as stand:
        if isinstance(stand.crm, MemoryCrm):
            stand.crm.name = VENDOR
        stand.crm.create_field(CrmField(name="closeplan_go_live", label="Go-live", kind=FieldKind.DATE))
        with running_house(workspace, tmp_path, stand.crm) as house:
            yield Office(house, stand)


def test_a_deal_becomes_a_plan_that_the_crm_hears_of(office: Office) -> None:
    deal_id = office.new_deal("Holm rollout")
    office.house.hears()
    sidebar = office.house.sidebar()
    sidebar.click("home", planId="")
    assert "Holm rollout" in sidebar.text
    assert "180,000" in sidebar.text
    sidebar.press("Make the plan")
    assert sidebar.fields["signing"] == CLOSES
    sidebar.press("Make and share with those ticked", {"buyer": "Holm", "go_live": GO_LIVE})

    store = office.house.store
    link = store.crm_link_of(VENDOR, deal_id)
    assert link is not None
    assert store.heard_deals(OfferState.OFFERED) == []
    people = {person.name: person.role for person in store.plan(link.plan_id).deal.stakeholders}
    assert people["Ina Holm"] is (Role.CHAMPION if office.stand.roles else None)
    office.house.works()
    office.house.works()
    (link,) = store.crm_links(link.plan_id)
    assert link.written["go_live"] == GO_LIVE
    assert office.stand.crm.deals([deal_id], ["closeplan_go_live"])[deal_id].fields == {
        "closeplan_go_live": GO_LIVE
    }
    sidebar.click("home", planId=link.plan_id)
    assert "Deal in" in sidebar.text
    office.house.hears()  # the CRM tells of what was just written
    assert store.heard_deals(OfferState.OFFERED) == []


def test_a_search_finds_ones_own_deals_and_the_buyers_and_no_others(office: Office) -> None:
    mine = office.new_deal("Toro rollout")
    theirs = office.new_deal("Halden rollout", COLLEAGUE)
    buyers = office.new_deal("Acme rollout", COLLEAGUE)
    sidebar = office.house.sidebar()
    sidebar.click("make")
    sidebar.press("Make the plan", {"buyer": "Acme", "go_live": GO_LIVE})
    plan_id = office.house.store.plans()[-1].id
    sidebar.click("crm", planId=plan_id)
    sidebar.press("Search in HubSpot", {"deal_text": "rollout"})
    assert "Toro rollout" in sidebar.text
    assert "Acme rollout" in sidebar.text
    assert "Halden" not in sidebar.text

    sidebar.click("crm/link", planId=plan_id, vendor=VENDOR, dealId=theirs)
    assert "no such deal" in sidebar.text
    sidebar.click("crm/link", planId=plan_id, vendor=VENDOR, dealId="12345")
    assert office.house.store.crm_links(plan_id) == []
    sidebar.click("crm/link", planId=plan_id, vendor=VENDOR, dealId=buyers)
    assert [link.deal_id for link in office.house.store.crm_links(plan_id)] == [buyers]
    sidebar.press("Unlink…")
    sidebar.press("Unlink it")
    office.house.works()
    offered = office.house.store.heard_deals(OfferState.OFFERED, COLLEAGUE)
    assert buyers in {heard.deal_id for heard in offered}
    assert mine not in {heard.deal_id for heard in offered}
