"""Deals of the CRM in the sidebar while the CRM does not answer: offered, put off, made into plans, decided on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from addon.adapters.crm.memory import MemoryCrm
from addon.adapters.store import SqlStore
from addon.dealfiles import DealFiles
from addon.processes import Silent
from closeplan.crm.model import CrmContact, CrmDeal
from closeplan.errors import RetryLaterError
from closeplan.plan.model import Role
from closeplan.records.crm import CrmLink, Edited, HeardDeal, OfferState
from tests.crm_house import COLLEAGUE, MANAGER, House, running_house
from tests.integration.command import write_deal
from tests.integration.workspace_clients import running_workspace
from tests.running import SELLER, PlanSheet
from tests.sidebar import Sidebar

NOW = datetime.now(UTC)
TODAY = NOW.date()
CLOSES = date(TODAY.year + 1, 6, 11)
GO_LIVE = date(TODAY.year + 1, 9, 30)


class CrmThatIsDown(MemoryCrm):
    """It answers nothing."""

    def deals(self, ids: Sequence[str], fields: Sequence[str] = ()) -> Mapping[str, CrmDeal]:
        raise RetryLaterError("HubSpot does not answer", status=503)

    def find(self, text: str) -> Sequence[CrmDeal]:
        raise RetryLaterError("HubSpot does not answer", status=503)

    def contacts(self, deal_id: str) -> Sequence[CrmContact]:
        raise RetryLaterError("HubSpot does not answer", status=503)


@dataclass
class Office:
    """A house whose CRM is down, with a plan."""

    house: House
    plan_id: str
    spreadsheet_id: str

    @property
    def store(self) -> SqlStore:
        return self.house.store

    def sidebar(self, person: str = SELLER) -> Sidebar:
        return self.house.sidebar(person)

    def offer(self, deal_id: str) -> None:
        """The CRM told of a deal before it went down."""
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
        self.store.hear_of_deal(heard)


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    folder = tmp_path_factory.mktemp("office")
    with running_workspace(folder) as process:
        workspace = process.ready["workspace"]
        with running_house(workspace, folder / "backend", CrmThatIsDown(name="hubspot")) as house:
            deal = DealFiles().read(write_deal(folder))
            made = house.backend.generate(deal, seller=SELLER, progress=Silent())
            house.works()
            yield Office(house, made.plan_id, made.document_id)


@pytest.fixture(autouse=True)
def nothing_offered(office: Office) -> None:
    """Each test has its own offers."""
    for state in (OfferState.OFFERED, OfferState.IGNORED):
        for heard in office.store.heard_deals(state):
            office.store.settle_deal(heard.vendor, heard.deal_id, OfferState.QUIET)


def test_a_deal_is_offered_to_its_owner_alone(office: Office) -> None:
    office.offer("11")
    mine, other = office.sidebar(), office.sidebar(COLLEAGUE)
    mine.click("home", planId="")
    other.click("home", planId="")

    assert "Deal 11 &lt;b&gt;bold&lt;/b&gt;" in mine.text
    assert "EUR 180,000 · Contract sent" in mine.text
    assert "Deal 11" not in other.text
    for path in ("make", "deals/later", "deals/back"):
        other.click(path, deal="hubspot/11")
        assert "not yours" in other.text
        assert "Deal 11" not in other.text


def test_a_deal_is_put_off_and_brought_back(office: Office) -> None:
    office.offer("12")
    sidebar = office.sidebar()
    sidebar.click("home", planId="")
    sidebar.press("Not now")
    sidebar.click("home", planId="")
    assert "Deal 12" not in sidebar.text

    sidebar.press("Show those put off (1)")
    sidebar.press("Offer it again")
    sidebar.click("home", planId="")
    assert "Deal 12" in sidebar.text
    assert "put off" not in sidebar.text


def test_the_whole_list_stays_when_a_deal_on_it_is_put_off(office: Office) -> None:
    for number in range(30, 37):
        office.offer(str(number))
    sidebar = office.sidebar()
    sidebar.click("home", planId="")
    assert sidebar.text.count("Make the plan") == 5
    sidebar.press("Show all (7)")
    assert sidebar.text.count("Make the plan") == 7
    sidebar.press("Not now")
    assert sidebar.text.count("Make the plan") == 6
    assert "Deals without a plan" in sidebar.text


def test_a_plan_is_made_from_a_deal_and_linked_at_once_though_the_crm_is_down(office: Office) -> None:
    office.offer("13")
    sidebar = office.sidebar()
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
    link = office.store.crm_link_of("hubspot", "13")
    assert link is not None
    deal = office.store.plan(link.plan_id).deal
    assert (deal.amount, deal.currency, deal.name) == (180000.0, "EUR", "Deal 13 <b>bold</b>")
    assert ("Bo Berg", "") in {(person.name, person.email) for person in deal.stakeholders}
    signs = next(step for step in deal.network.steps if step.id == "signature")
    assert signs.not_after == CLOSES
    sidebar.click("home", planId=link.plan_id)
    assert "Deal in HubSpot" in sidebar.text
    sidebar.click("home", planId="")
    assert "Make the plan" not in sidebar.text


def test_roles_go_onto_the_plan_only_where_their_box_is_ticked(office: Office) -> None:
    for deal_id, ticked, role in (("20", ["yes"], Role.CHAMPION), ("21", [], None)):
        office.offer(deal_id)
        sidebar = office.sidebar()
        sidebar.click("make", deal=f"hubspot/{deal_id}")
        assert f"ina@buyer-{deal_id}.example, champion" in sidebar.text
        assert "the buyer may read it" in sidebar.text
        sidebar.press("Make and share with those ticked", {"go_live": GO_LIVE, "roles": ticked})
        link = office.store.crm_link_of("hubspot", deal_id)
        assert link is not None
        people = office.store.plan(link.plan_id).deal.stakeholders
        assert {person.role for person in people if person.name == "Ina Holm"} == {role}


def test_an_undone_plan_gives_its_deal_back(office: Office) -> None:
    office.offer("14")
    sidebar = office.sidebar()
    sidebar.click("make", deal="hubspot/14")
    sidebar.press("Make and share with those ticked", {"go_live": GO_LIVE})
    assert office.store.crm_link_of("hubspot", "14") is not None

    office.house.works()
    sidebar.press("Undo")
    assert office.store.crm_link_of("hubspot", "14") is None
    offered = office.store.heard_deal("hubspot", "14")
    assert offered is not None
    assert offered.state is OfferState.OFFERED


def test_a_day_of_signature_after_go_live_comes_back_with_the_form(office: Office) -> None:
    office.offer("15")
    sidebar = office.sidebar()
    sidebar.click("make", deal="hubspot/15")
    sidebar.press("Make and share with those ticked", {"go_live": CLOSES - timedelta(days=1)})

    assert "Signature by: comes after go-live" in sidebar.text
    assert sidebar.fields["signing"] == CLOSES
    assert office.store.crm_link_of("hubspot", "15") is None


def test_a_deal_that_got_a_plan_meanwhile_makes_no_second_one(office: Office) -> None:
    office.offer("16")
    sidebar = office.sidebar()
    sidebar.click("make", deal="hubspot/16")
    plans = len(office.store.plans())
    office.store.put_crm_link(CrmLink(plan_id=office.plan_id, vendor="hubspot", deal_id="16"))
    sidebar.press("Make and share with those ticked", {"go_live": GO_LIVE})

    assert "has a plan already" in sidebar.text
    assert len(office.store.plans()) == plans
    office.store.remove_crm_link(office.plan_id, "hubspot")


def test_an_edited_field_is_decided_on_by_the_plans_owner_alone(office: Office) -> None:
    plan_id = office.plan_id
    edit = Edited(ours="Security review, Mia", theirs="Call <Dana>", seen_at=NOW)
    office.store.put_crm_link(
        CrmLink(
            plan_id=plan_id, vendor="hubspot", deal_id="17", name="Acme rollout", edited={"next_step": edit}
        )
    )
    stranger = office.sidebar(COLLEAGUE)
    for path in ("crm", "crm/keep", "crm/unlink", "crm/search"):
        stranger.click(path, planId=plan_id, vendor="hubspot", key="next_step")
        assert "Acme" not in stranger.text
    sidebar = office.sidebar()
    sidebar.click("home", planId=plan_id)
    sidebar.click("crm", planId=office.plan_id)
    assert "Theirs: Call &lt;Dana&gt;" in sidebar.text

    sidebar.press("Keep theirs")
    assert office.store.crm_links(plan_id)[0].edited["next_step"].kept
    assert "Left as people wrote them" in sidebar.text
    manager = office.sidebar(MANAGER)
    manager.click("crm", planId=plan_id)
    assert "Theirs: Call &lt;Dana&gt;" in manager.text
    before = office.store.crm_links(plan_id)
    for path in ("crm/keep", "crm/use", "crm/away", "crm/unlink", "crm/search", "crm/link"):
        manager.click(path, planId=plan_id, vendor="hubspot", key="next_step", dealId="17")
        assert "only the plan's owner can do this" in manager.text.lower()
    assert office.store.crm_links(plan_id) == before
    sidebar.press("Use the plan's")
    assert office.store.crm_links(plan_id)[0].written["next_step"] == "Call <Dana>"
    sidebar.click("crm", planId=office.plan_id)
    sidebar.press("Unlink…")
    assert len(office.store.crm_links(plan_id)) == 1
    sidebar.press("Unlink it")
    assert office.store.crm_links(plan_id) == []
    assert "Link a deal" in sidebar.text


def test_a_search_that_can_not_be_made_keeps_what_was_typed(office: Office) -> None:
    sidebar = office.sidebar()
    sidebar.click("crm", planId=office.plan_id)
    sidebar.press("Search in HubSpot", {"deal_text": "a"})

    assert "type a part of its name" in sidebar.text
    assert sidebar.fields["deal_text"] == "a"
    sidebar.press("Search in HubSpot", {"deal_text": "Acme"})
    assert "hubspot" in sidebar.text.lower()


def test_a_close_date_that_differs_is_the_sellers_news_and_never_in_the_document(office: Office) -> None:
    plan_id = office.plan_id
    far = CLOSES + timedelta(days=300)
    office.store.put_crm_link(
        CrmLink(plan_id=plan_id, vendor="hubspot", deal_id="19", close_date=far, seen_at=NOW)
    )
    sheet = PlanSheet(office.house.workspace, office.spreadsheet_id)
    office.house.backend.parts.vendors.of_deals.changed.look(plan_id)
    office.house.works()

    assert "close_date_differs" in {signal.rule for signal in office.store.plan(plan_id).signals}
    sidebar = office.sidebar()
    sidebar.click("signals", planId=office.plan_id)
    assert "HubSpot closes on" in sidebar.text
    told = str([sheet.grid(tab.title) for tab in sheet.book.worksheets()]) + str(sheet.threads())
    assert "HubSpot" not in told
