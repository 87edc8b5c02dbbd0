"""What a look at a plan has told to its deals: people and slips, each once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from closeplan.calls.scores.card import ElementScore, Scorecard, Strength
from closeplan.calls.scores.framework_file import shipped
from closeplan.crm.slip_entry import slip_entry
from closeplan.errors import NotFoundError
from closeplan.plan.document import Snapshot
from closeplan.plan.ledger import Change, ChangeKind, Void
from closeplan.plan.model import Role, Side, Stakeholder
from closeplan.records import PlanRecord
from closeplan.records.deliveries import NewDelivery
from closeplan.services.crm_posts import CRM_ACTIVITY, CRM_CONTACTS, CRM_FIELDS
from closeplan.services.sync_crm_events import SyncContacts, SyncSlips
from closeplan.services.tell_vendors import TellVendors
from tests.synced_deals import MAPPING, NOW, House, delivery, house_in, slip
from tests.unit.pages.plans import plan


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    with house_in(tmp_path) as made:
        yield made


def test_the_buyers_people_get_the_crms_word_for_their_role(house: House) -> None:
    sync = SyncContacts(book=house.store, wanted=house.wanted, roles=house.roles)
    sync(house.crm, [delivery(CRM_CONTACTS, 1, "acme")])

    there = {one.name: one.role for one in house.crm.contacts("deal-acme")}
    assert "Sam Ortiz" not in there
    assert there.get("Dana Fischer", "") in {"", "Coach"}
    assert there


def test_who_has_a_role_that_the_crm_lacks_is_on_the_deal_without_it_and_that_is_told(house: House) -> None:
    house.crm.known_roles = ("Blocker",)
    champion = Stakeholder(
        id="ina", name="Ina Holm", email="ina@acme.example", role=Role.CHAMPION, side=Side.BUYER
    )
    house.look("acme", replace(plan(), stakeholders=(champion,)))
    sync = SyncContacts(book=house.store, wanted=house.wanted, roles=house.roles)

    assert sync(house.crm, [delivery(CRM_CONTACTS, 1, "acme")]) == {}
    assert [(one.name, one.role) for one in house.crm.contacts("deal-acme")] == [("Ina Holm", "")]
    house.run("acme")
    assert house.linked().told == "People are on the deal without their role (not there: Coach)"

    house.crm.known_roles, house.clock.moment = ("coach",), NOW + timedelta(hours=1)
    house.run("acme")
    assert house.linked().told == ""


def test_a_slip_is_told_once_when_it_can_not_be_taken_back(house: House) -> None:
    (kept,) = house.look("acme", plan(), slip())
    (post,) = [one for one in house.told() if one.kind == CRM_ACTIVITY]
    assert post.key == f"slip:acme:{kept.id}"
    assert post.not_before is not None
    assert post.not_before >= NOW + timedelta(minutes=10)

    tell = SyncSlips(
        book=house.store,
        plans=house.store,
        plan_url=lambda _record: "https://docs.example/x",
        days_late=lambda _record: 17,
    )
    for unsure in (False, True):
        told = delivery(CRM_ACTIVITY, 1, "acme", unsure=unsure, entry=str(kept.id))
        assert tell(house.crm, [told]) == {}
    (entry,) = house.crm.history["deal-acme"]
    assert entry.subject == "Slip 1: =Security <review> moved 5 working days, to 10 Feb 2027"
    assert "Go-live can be 2 working days later because of it." in entry.text
    assert "As the plan stands, go-live is out of reach by 17 working days." in entry.text


def test_a_slip_that_does_not_move_go_live_is_not_told_as_if_all_were_well(house: House) -> None:
    (kept,) = house.look("acme", plan(), slip())
    harmless = slip_entry(replace(kept, go_live_effect=0), 1, days_late=17).text
    assert (
        "does not move go-live.\nAs the plan stands, go-live is out of reach by 17 working days." in harmless
    )
    assert "out of reach" not in slip_entry(kept, 1).text


def test_a_go_live_that_moved_later_is_a_slip_and_one_that_came_forward_is_none(house: House) -> None:
    moved = Change(
        kind=ChangeKind.CHANGED,
        table=None,
        row="",
        item="",
        field="go_live",
        was="2027-03-31",
        now="2027-04-07",
    )
    (later, _earlier) = house.look("acme", plan(), slip(change=moved), slip(change=moved, slip=-5))

    assert [one.key for one in house.told() if one.kind == CRM_ACTIVITY] == [f"slip:acme:{later.id}"]
    entry = slip_entry(later, 1)
    assert entry.subject == "Slip 1: Go-live moved 5 working days, to 7 Apr 2027"
    assert "because of it" not in entry.text


def test_slips_are_numbered_within_their_plan_and_keep_their_numbers(house: House) -> None:
    house.link("zenith")
    house.look("zenith", plan(), slip())
    taken_back, _forward, second = house.look("acme", plan(), slip(), slip(slip=-5), slip())
    voids = {taken_back.id: Void.TAKEN_BACK}
    house.store.save_pass("acme", Snapshot(plan=plan(), baseline={}, taken_at=NOW), (), voids)

    tell = SyncSlips(book=house.store, plans=house.store, plan_url=lambda _record: "")
    tell(house.crm, [delivery(CRM_ACTIVITY, 1, "acme", entry=str(second.id))])
    (third,) = house.look("acme", plan(), slip())
    for unsure in (False, True):
        tell(house.crm, [delivery(CRM_ACTIVITY, 2, "acme", unsure=unsure, entry=str(third.id))])
    told = [entry.subject.partition(":")[0] for entry in house.crm.history["deal-acme"]]
    assert told == ["Slip 2", "Slip 3"]


def test_a_slip_that_was_taken_back_or_is_long_past_is_not_told(house: House) -> None:
    (kept,) = house.look("acme", plan(), slip())
    house.store.save_pass(
        "acme", Snapshot(plan=plan(), baseline={}, taken_at=NOW), (), {kept.id: Void.TAKEN_BACK}
    )
    assert CRM_ACTIVITY not in {post.kind for post in house.told()}

    tell = SyncSlips(book=house.store, plans=house.store, plan_url=lambda _record: "")
    tell(house.crm, [delivery(CRM_ACTIVITY, 1, "acme", entry=str(kept.id))])
    assert "deal-acme" not in house.crm.history

    house.look("acme", plan(), slip(NOW - timedelta(days=8)))
    assert CRM_ACTIVITY not in {post.kind for post in house.told()}


def test_a_deal_that_is_refused_or_gone_keeps_no_other_from_being_told(house: House) -> None:
    kept = {}
    for plan_id in ("acme", "other", "third"):
        if plan_id != "acme":
            house.link(plan_id)
        (kept[plan_id],) = house.look(plan_id, plan(), slip())
    house.crm.remove("deal-acme")
    house.crm.locked.add("deal-other")
    tell = SyncSlips(book=house.store, plans=house.store, plan_url=lambda _record: "")

    problems = tell(
        house.crm,
        [delivery(CRM_ACTIVITY, n, one, entry=str(entry.id)) for n, (one, entry) in enumerate(kept.items())],
    )
    assert problems == {1: "locked"}
    assert list(house.crm.history) == ["deal-third"]


def test_scores_are_asked_for_only_where_there_are_calls_or_were(house: House) -> None:
    house.mapping = replace(MAPPING, fields={**MAPPING.fields, "method_champion": "notes"})
    assert "method_champion" not in house.wanted(house.linked()).values  # no call: nobody is asked

    told = house.store.change_crm_link(
        "memory", "deal-acme", lambda link: replace(link, wanted={"method_champion": "Strong: “Yes” Dana"})
    )
    champion = next(one for one in shipped()["meddic"].elements if one.id == "champion")
    nothing = ElementScore(
        element=champion, said=(), score=0.0, strength=Strength.NONE, age=None, weak="", ask=""
    )
    house.scores = lambda: (
        lambda _record: Scorecard(framework=shipped()["meddic"], elements=(nothing,), facts=())
    )
    assert told is not None
    assert house.wanted(told).values["method_champion"] is None  # the call was erased: its words go


def test_a_teller_that_fails_keeps_no_other_from_being_told(house: House) -> None:
    def broken(_record: PlanRecord) -> list[NewDelivery]:
        raise NotFoundError("no channel")

    posted: list[NewDelivery] = []
    tell = TellVendors(plans=house.store, tellers=(broken, house.posts), post=posted.extend)

    tell("acme")
    assert {one.kind for one in posted} == {CRM_FIELDS, CRM_CONTACTS}
    assert {one.lane for one in posted} == {"deal:deal-acme"}


def test_a_crm_that_is_not_set_up_any_more_is_told_nothing(house: House) -> None:
    assert replace(house.posts, set_up=lambda: ["hubspot"])(house.store.plan("acme")) == []
