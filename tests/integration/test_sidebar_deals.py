"""Deals of the CRM in the sidebar while the CRM does not answer: offered, put off, made into plans, decided on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from addon.adapters.store import SqlStore
from closeplan.crm.model import CrmContact
from closeplan.plan.model import Role
from closeplan.records.crm import CrmLink, Edited, HeardDeal, OfferState
from tests.running import SELLER, PlanSheet, eventually, running_demo
from tests.sidebar import Sidebar

NOW = datetime.now(UTC)
TODAY = NOW.date()
CLOSES = date(TODAY.year + 1, 6, 11)
GO_LIVE = date(TODAY.year + 1, 9, 30)
NOBODY_THERE = "http://127.0.0.1:9"


@dataclass
class Demo:
    """A running demo and its store, as another process sees it."""

    ready: dict[str, Any]
    store: SqlStore

    def sidebar(self, person: str = SELLER) -> Sidebar:
        return Sidebar(self.ready, person=person, host="drive")

    def offer(self, deal_id: str, **changes: Any) -> HeardDeal:
        heard = HeardDeal(
            vendor="hubspot",
            deal_id=deal_id,
            name=f"Deal {deal_id} <b>bold</b>",
            owner=SELLER,
            state=OfferState.OFFERED,
            changed_at=NOW,
            stage="Contract sent",
            company=f"Buyer {deal_id}",
            amount=Decimal(180000),
            currency="EUR",
            close_date=CLOSES,
            contacts=(
                CrmContact(name="Bo Berg", id="2", role="Decision maker"),
                CrmContact(name="Ina Holm", id="1", email=f"ina@buyer-{deal_id}.example", role="Champion"),
            ),
        )
        self.store.hear_of_deal(replace(heard, **changes))
        return heard


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    data = tmp_path_factory.mktemp("demo") / "data"
    keys = {"vendors__hubspot__token": "pat-1", "vendors__hubspot__url": NOBODY_THERE}
    with running_demo(data, **keys) as ready:
        store = SqlStore(f"sqlite:///{data / 'backend' / 'closeplan.db'}")
        yield Demo(ready, store)
        store.close()


@pytest.fixture(autouse=True)
def nothing_offered(demo: Demo) -> None:
    """Each test has its own offers."""
    for state in (OfferState.OFFERED, OfferState.IGNORED):
        for heard in demo.store.heard_deals(state):
            demo.store.settle_deal(heard.vendor, heard.deal_id, OfferState.QUIET)


def test_a_deal_is_offered_to_its_owner_alone(demo: Demo) -> None:
    demo.offer("11")
    mine, other = demo.sidebar(), demo.sidebar("eve@northwind.example")
    mine.click("home", planId="")
    other.click("home", planId="")

    assert "Deal 11 &lt;b&gt;bold&lt;/b&gt;" in mine.text
    assert "EUR 180,000 · Contract sent" in mine.text
    assert "Deal 11" not in other.text
    for path in ("make", "deals/later", "deals/back"):
        other.click(path, deal="hubspot/11")
        assert "not yours" in other.text
        assert "Deal 11" not in other.text


def test_a_deal_is_put_off_and_brought_back(demo: Demo) -> None:
    demo.offer("12")
    sidebar = demo.sidebar()
    sidebar.click("home", planId="")
    sidebar.press("Not now")
    sidebar.click("home", planId="")
    assert "Deal 12" not in sidebar.text

    sidebar.press("Show those put off (1)")
    sidebar.press("Offer it again")
    sidebar.click("home", planId="")
    assert "Deal 12" in sidebar.text
    assert "put off" not in sidebar.text


def test_a_plan_is_made_from_a_deal_and_linked_at_once_though_the_crm_is_down(demo: Demo) -> None:
    demo.offer("13")
    sidebar = demo.sidebar()
    sidebar.click("home", planId="")
    sidebar.press("Make the plan")
    assert sidebar.fields["buyer"] == "Buyer 13"
    assert sidebar.fields["signing"] == CLOSES
    assert sidebar.fields["people"] == ["ina@buyer-13.example"]
    assert "go_live" not in sidebar.fields
    assert "Bo Berg" in sidebar.text
    assert "Its close date is taken for the day of the signature" in sidebar.text

    form = sidebar.card
    for told in ("The plan is made", "This plan was made before"):  # twice is one plan
        sidebar.card = form
        answer = sidebar.press("Make and share with those ticked", {"go_live": GO_LIVE})
        assert answer["renderActions"]["action"]["notification"]["text"] == told
    link = demo.store.crm_link_of("hubspot", "13")
    assert link is not None
    deal = demo.store.plan(link.plan_id).deal
    assert (deal.amount, deal.currency, deal.name) == (180000.0, "EUR", "Deal 13 <b>bold</b>")
    assert ("Bo Berg", "") in {(person.name, person.email) for person in deal.stakeholders}
    signs = next(step for step in deal.network.steps if step.id == "signature")
    assert signs.not_after == CLOSES
    sidebar.click("home", planId=link.plan_id)
    assert "Deal in HubSpot" in sidebar.text
    sidebar.click("home", planId="")
    assert "Make the plan" not in sidebar.text


def test_roles_go_onto_the_plan_only_where_their_box_is_ticked(demo: Demo) -> None:
    for deal_id, ticked, role in (("20", ["yes"], Role.CHAMPION), ("21", [], None)):
        demo.offer(deal_id)
        sidebar = demo.sidebar()
        sidebar.click("make", deal=f"hubspot/{deal_id}")
        assert f"ina@buyer-{deal_id}.example, champion" in sidebar.text
        assert "the buyer may read it" in sidebar.text
        sidebar.press("Make and share with those ticked", {"go_live": GO_LIVE, "roles": ticked})
        link = demo.store.crm_link_of("hubspot", deal_id)
        assert link is not None
        people = demo.store.plan(link.plan_id).deal.stakeholders
        assert {person.role for person in people if person.name == "Ina Holm"} == {role}


def test_an_undone_plan_gives_its_deal_back(demo: Demo) -> None:
    demo.offer("14")
    sidebar = demo.sidebar()
    sidebar.click("make", deal="hubspot/14")
    sidebar.press("Make and share with those ticked", {"go_live": GO_LIVE})
    assert demo.store.crm_link_of("hubspot", "14") is not None

    eventually(lambda: demo.store.plans()[-1].snapshot)
    sidebar.press("Undo")
    assert demo.store.crm_link_of("hubspot", "14") is None
    offered = demo.store.heard_deal("hubspot", "14")
    assert offered is not None
    assert offered.state is OfferState.OFFERED


def test_a_day_of_signature_after_go_live_comes_back_with_the_form(demo: Demo) -> None:
    demo.offer("15")
    sidebar = demo.sidebar()
    sidebar.click("make", deal="hubspot/15")
    sidebar.press("Make and share with those ticked", {"go_live": CLOSES - timedelta(days=1)})

    assert "Signature by: comes after go-live" in sidebar.text
    assert sidebar.fields["signing"] == CLOSES
    assert demo.store.crm_link_of("hubspot", "15") is None


def test_a_deal_that_got_a_plan_meanwhile_makes_no_second_one(demo: Demo) -> None:
    demo.offer("16")
    sidebar = demo.sidebar()
    sidebar.click("make", deal="hubspot/16")
    plans = len(demo.store.plans())
    demo.store.put_crm_link(CrmLink(plan_id=demo.ready["plan_id"], vendor="hubspot", deal_id="16"))
    sidebar.press("Make and share with those ticked", {"go_live": GO_LIVE})

    assert "has a plan already" in sidebar.text
    assert len(demo.store.plans()) == plans
    demo.store.remove_crm_link(demo.ready["plan_id"], "hubspot")


def test_an_edited_field_is_decided_on_by_those_who_may_see_the_plan(demo: Demo) -> None:
    plan_id = demo.ready["plan_id"]
    edit = Edited(ours="Security review, Mia", theirs="Call <Dana>", seen_at=NOW)
    demo.store.put_crm_link(
        CrmLink(
            plan_id=plan_id, vendor="hubspot", deal_id="17", name="Acme rollout", edited={"next_step": edit}
        )
    )
    stranger = demo.sidebar("eve@northwind.example")
    for path in ("crm", "crm/keep", "crm/unlink", "crm/search"):
        stranger.click(path, vendor="hubspot", key="next_step")
        assert "Acme" not in stranger.text
    sidebar = demo.sidebar()
    sidebar.click("home", planId=plan_id)
    sidebar.click("crm")
    assert "Theirs: Call &lt;Dana&gt;" in sidebar.text

    sidebar.press("Keep theirs")
    assert demo.store.crm_links(plan_id)[0].edited["next_step"].kept
    assert "Left as people wrote them" in sidebar.text
    manager = demo.sidebar("max@northwind.example")
    manager.click("crm")
    manager.press("Use the plan's")
    assert demo.store.crm_links(plan_id)[0].written["next_step"] == "Call <Dana>"
    sidebar.click("crm")
    sidebar.press("Unlink")
    assert demo.store.crm_links(plan_id) == []
    assert "Link a deal" in sidebar.text


def test_a_search_that_can_not_be_made_keeps_what_was_typed(demo: Demo) -> None:
    sidebar = demo.sidebar()
    sidebar.click("crm")
    sidebar.press("Search in HubSpot", {"deal_text": "a"})

    assert "type a part of its name" in sidebar.text
    assert sidebar.fields["deal_text"] == "a"
    sidebar.press("Search in HubSpot", {"deal_text": "Acme"})
    assert "hubspot" in sidebar.text.lower()


def test_a_close_date_that_differs_is_the_sellers_news_and_never_in_the_document(demo: Demo) -> None:
    plan_id = demo.ready["plan_id"]
    far = CLOSES + timedelta(days=300)
    demo.store.put_crm_link(
        CrmLink(plan_id=plan_id, vendor="hubspot", deal_id="19", close_date=far, seen_at=NOW)
    )
    sheet = PlanSheet(demo.ready["workspace"], demo.ready["spreadsheet_id"])
    first = next(iter(sheet.rows()))
    sheet.set(first, "Notes", "we look at it next week")

    eventually(lambda: "close_date_differs" in {signal.rule for signal in demo.store.plan(plan_id).signals})
    sidebar = demo.sidebar()
    sidebar.click("signals")
    assert "HubSpot closes on" in sidebar.text
    told = str([sheet.grid(tab.title) for tab in sheet.book.worksheets()]) + str(sheet.threads())
    assert "HubSpot" not in told
