"""Deals follow their plans: in batches, once, without touching what people wrote there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from closeplan.crm.model import CrmDeal, FieldKind, FieldWrite
from closeplan.errors import RetryLaterError
from closeplan.services.crm_posts import CRM_CONTACTS, CRM_FIELDS, fields_post
from closeplan.services.see_deal import GONE
from tests.synced_deals import FIELDS, MAPPING, NOW, House, house_in
from tests.unit.pages.plans import GO_LIVE, plan


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    with house_in(tmp_path) as made:
        yield made


def test_a_deal_says_what_its_plan_says(house: House) -> None:
    assert house.run("acme") == {}

    assert house.crm.value("deal-acme", "go_live") == GO_LIVE
    assert house.crm.value("deal-acme", "health") in {"On track", "At risk", "Stalled"}
    assert str(house.crm.value("deal-acme", "next_step")).count(",") == 2
    assert (house.linked().stage, house.linked().synced_at, house.linked().told) == ("Proposal", NOW, "")


def test_a_plan_that_stands_still_costs_one_read_and_posts_nothing(house: House) -> None:
    assert [post.kind for post in house.told()] == [CRM_FIELDS, CRM_CONTACTS]
    house.run("acme")
    house.crm.asked.clear()

    assert [post.kind for post in house.told()] == [CRM_CONTACTS]  # kept once by its key
    house.run("acme")
    assert house.crm.asked == ["read 1"]


def test_what_changed_in_the_plan_is_posted_and_written(house: House) -> None:
    house.run("acme")
    later = GO_LIVE + timedelta(days=14)
    house.look("acme", plan(go_live=later))

    assert fields_post(house.linked()) in house.told()
    house.run("acme")
    assert house.crm.value("deal-acme", "go_live") == later


def test_what_a_person_edited_stays_until_somebody_decides(house: House) -> None:
    house.run("acme")
    house.crm.write([FieldWrite(deal_id="deal-acme", values={"live": date(2027, 6, 1)})])
    house.run("acme")
    assert house.crm.value("deal-acme", "go_live") == date(2027, 6, 1)
    edited = house.linked().edited["go_live"]
    assert (edited.ours, edited.theirs, edited.kept) == (GO_LIVE, date(2027, 6, 1), False)

    house.store.change_crm_link("memory", "deal-acme", lambda link: link.using_ours("go_live"))
    house.run("acme")
    assert house.crm.value("deal-acme", "go_live") == GO_LIVE
    assert not house.linked().edited


def test_what_is_kept_stays_kept_though_the_plan_moves(house: House) -> None:
    house.run("acme")
    house.crm.write([FieldWrite(deal_id="deal-acme", values={"health": "Mine"})])
    house.run("acme")
    house.store.change_crm_link("memory", "deal-acme", lambda link: link.keeping_theirs("health"))
    house.look("acme", plan(milestones=()))
    house.run("acme")

    assert house.crm.value("deal-acme", "health") == "Mine"
    assert house.linked().edited["health"].kept


def test_an_editor_who_comes_round_to_the_plan_is_followed_again(house: House) -> None:
    house.run("acme")
    house.crm.write([FieldWrite(deal_id="deal-acme", values={"live": date(2027, 6, 1)})])
    house.run("acme")
    house.look("acme", plan(go_live=date(2027, 6, 1)))
    house.run("acme")
    assert not house.linked().edited

    house.look("acme", plan(go_live=date(2027, 6, 8)))
    house.run("acme")
    assert house.crm.value("deal-acme", "go_live") == date(2027, 6, 8)


@pytest.mark.parametrize("breaks", ["before", "after"])
def test_a_write_that_breaks_off_is_no_edit_of_anybody(house: House, breaks: str) -> None:
    house.crm.breaks = breaks
    with pytest.raises(RetryLaterError):
        house.run("acme")
    house.look("acme", plan(go_live=date(2027, 5, 3)))
    house.crm.breaks = ""

    assert house.run("acme") == {}
    assert house.crm.value("deal-acme", "go_live") == date(2027, 5, 3)
    assert not house.linked().edited


def test_deals_are_read_and_written_in_batches(house: House) -> None:
    house.crm.batch = 4
    plans = ["acme", *(f"plan-{number}" for number in range(9))]
    for plan_id in plans[1:]:
        house.link(plan_id)
    house.crm.asked.clear()

    assert house.run(*plans) == {}
    asked_once = ["fields", "read 4", "stages", "write 4"]
    assert house.crm.asked == [*asked_once, "read 4", "write 4", "read 2", "write 2"]


def test_a_deal_left_in_a_deleted_stage_has_the_stages_asked_for_once(house: House) -> None:
    house.crm.put(CrmDeal(id="deal-acme", name="Acme", stage="deleted"))
    for _again in range(3):
        house.run("acme")

    assert house.crm.asked.count("stages") == 1
    assert house.linked().stage == "deleted"


def test_a_field_that_somebody_makes_is_written_within_a_quarter_of_an_hour(house: House) -> None:
    made = house.crm.known_fields.pop("live")
    house.run("acme")
    house.crm.known_fields["live"] = made
    house.clock.moment += timedelta(minutes=16)
    house.run("acme")

    assert house.crm.value("deal-acme", "go_live") == GO_LIVE
    assert house.linked().told == ""


def test_what_people_decide_while_a_write_is_on_its_way_stands(house: House) -> None:
    house.run("acme")
    house.crm.write([FieldWrite(deal_id="deal-acme", values={"health": "Mine"})])
    house.run("acme")
    house.look("acme", plan(go_live=date(2027, 5, 3)))
    house.crm.meanwhile = lambda: house.store.change_crm_link(
        "memory", "deal-acme", lambda link: link.keeping_theirs("health")
    )
    house.run("acme")
    assert house.linked().edited["health"].kept

    house.look("acme", plan(go_live=date(2027, 5, 4)))
    house.crm.meanwhile = lambda: house.store.remove_crm_link("acme", "memory")
    assert house.run("acme") == {}
    assert house.store.crm_links("acme") == []


def test_a_refused_deal_keeps_no_other_and_says_why(house: House) -> None:
    house.link("other")
    house.crm.known_fields["next"] = replace(FIELDS["next_step"], kind=FieldKind.LONG_TEXT)
    house.crm.remove("deal-other")
    house.mapping = replace(MAPPING, fields={**MAPPING.fields, "next_due": "nowhere", "plan_url": "live"})

    assert house.run("acme", "other") == {}
    assert house.crm.value("deal-acme", "go_live") == GO_LIVE
    assert "not there: nowhere" in house.linked().told
    assert "plan_url is mapped to 'live'" in house.linked().told
    assert house.linked("other").told == GONE
    assert [post.kind for post in house.told("other")] == [CRM_CONTACTS]


def test_a_mapping_with_mistakes_is_an_admins_matter(house: House) -> None:
    house.link("other", owner="wrong@northwind.example")

    assert house.run("acme", "other") == {
        1: "the field mapping has mistakes: x.yaml: fields.helth: no such field"
    }
    assert house.crm.value("deal-acme", "go_live") == GO_LIVE
    assert [post.kind for post in house.told("other")] == [CRM_FIELDS]


def test_a_plan_that_was_unlinked_meanwhile_is_left_alone(house: House) -> None:
    house.store.remove_crm_link("acme", "memory")

    assert house.run("acme") == {}
    assert house.crm.asked == []
    assert house.told() == []
