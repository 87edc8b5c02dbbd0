"""A plan as a Notion page: published once, kept current, never without content, and never with the seller's own words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from werkzeug import Request, Response

from addon.adapters.messaging.notion import Notion
from closeplan.errors import RetryLaterError
from closeplan.plan.model import Plan
from closeplan.plan.signals import Audience
from closeplan.records.places import PlanPlace
from tests.channels import SAM, Team, internal, shared, team
from tests.unit.pages.plans import plan
from tests.vendors.access import Clock
from tests.vendors.notion import SOMEBODY, FakeNotion, Page, notion_checks
from tests.vendors.server import Failure, FakeVendor, lost, refusal
from tests.vendors.slack import FakeSlack

MOVED = plan(go_live=date(2027, 4, 30))


@pytest.fixture
def northwind(tmp_path: Path) -> Iterator[Team]:
    with FakeNotion(notion_checks()) as notion, FakeSlack() as slack:
        made = team(tmp_path, slack, notion)
        vendors = made.backend.parts.vendors
        row = next(one for one in vendors.rows if one.name == "notion")
        vendors._made["notion"] = Notion(vendors.account(row), Clock().pace())
        yield made
        made.backend.parts.store.close()


def publish(northwind: Team) -> PlanPlace:
    place = northwind.backend.parts.talk_wiring.publish.publish(northwind.record, SAM)
    northwind.bring("notion")
    return place


def content(northwind: Team, place: PlanPlace) -> Page:
    """The one page below the plan's page."""
    [found] = northwind.notion.below(place.id)
    return found


def test_a_plan_is_published_once_with_what_the_document_says(northwind: Team) -> None:
    northwind.say([shared("overdue", "Overdue by 3 days"), internal("stale", "INTERNAL stale")])
    place = publish(northwind)
    assert publish(northwind).id == place.id

    [stable] = northwind.notion.below(northwind.notion.home)
    assert stable.title == "Acme GmbH × Northwind: mutual action plan"
    said = "\n".join(content(northwind, place).texts)
    assert "31 Mar 2027" in said
    assert "Mia Wolf" in said
    assert "doc1234567890" in said
    assert "is not read" in said
    assert "INTERNAL" not in said


def test_no_internal_signal_of_any_rule_changes_the_page(northwind: Team) -> None:
    northwind.say([])
    place = publish(northwind)
    asked = len(northwind.notion.asked)
    rules = ("asked", "stale", "not_fit", "one_threaded", "slipped", "overdue", "missing_role", "made_up")
    signals = [replace(internal(rule, f"INTERNAL {rule}"), audience=Audience.INTERNAL) for rule in rules]
    northwind.say(signals)
    northwind.bring("notion")

    assert "INTERNAL" not in "".join(content(northwind, place).texts)
    assert len(northwind.notion.asked) == asked  # it says the same, so nothing was asked


def test_a_changed_plan_has_its_content_made_anew_and_the_old_thrown_away(northwind: Team) -> None:
    place = publish(northwind)
    before = content(northwind, place)
    northwind.rewrite(MOVED)
    northwind.bring("notion")

    now = content(northwind, place)
    assert now.id != before.id
    assert before.in_trash
    assert "30 Apr 2027" in "\n".join(now.texts)


@pytest.mark.parametrize(("request_number", "failure"), [(2, refusal(503)), *((n, lost) for n in range(6))])
def test_an_interruption_anywhere_leaves_one_whole_page_and_never_none(
    northwind: Team, request_number: int, failure: Failure
) -> None:
    place = publish(northwind)
    northwind.rewrite(MOVED)
    northwind.notion.break_with(*[_as_usual] * request_number, failure)
    northwind.bring("notion")
    assert [one for one in northwind.notion.below(place.id) if len(one.texts) > 10]

    northwind.notion.come_back()
    northwind.bring("notion")
    northwind.bring("notion")
    assert "30 Apr 2027" in "\n".join(content(northwind, place).texts)


def _as_usual(vendor: FakeVendor, request: Request) -> Response:
    return vendor.done(request)


def test_publishing_that_was_interrupted_is_gone_on_with(northwind: Team) -> None:
    northwind.notion.break_with(_as_usual, _as_usual, lost)
    with pytest.raises(RetryLaterError):
        publish(northwind)
    place = publish(northwind)

    assert [one.id for one in northwind.notion.below(northwind.notion.home)] == [place.id]


def test_a_page_that_people_threw_away_is_told_and_not_made_again(northwind: Team) -> None:
    place, pages = publish(northwind), northwind.backend.parts.talk_wiring.publish
    northwind.notion.pages[place.id].in_trash = True
    northwind.rewrite(MOVED)
    northwind.bring("notion")
    [kept] = northwind.backend.parts.store.places("p")

    assert "thrown away" in pages.told(kept)
    assert northwind.notion.below(northwind.notion.home) == []
    assert northwind.dead() == []
    again = publish(northwind)
    assert again.id != place.id
    assert "30 Apr 2027" in "\n".join(content(northwind, again).texts)


def test_content_that_people_threw_away_is_told_and_not_made_again(northwind: Team) -> None:
    place, pages = publish(northwind), northwind.backend.parts.talk_wiring.publish
    content(northwind, place).in_trash = True
    northwind.rewrite(MOVED)
    northwind.bring("notion")
    [kept] = northwind.backend.parts.store.places("p")

    assert pages.told(kept)
    assert northwind.notion.below(place.id) == []
    assert publish(northwind).id == place.id
    assert "30 Apr 2027" in "\n".join(content(northwind, place).texts)


def test_pages_that_people_put_there_stay(northwind: Team) -> None:
    place = publish(northwind)
    theirs = northwind.notion.add(place.id, "Our notes", by=SOMEBODY)
    northwind.rewrite(MOVED)
    northwind.bring("notion")

    assert not theirs.in_trash
    assert len(northwind.notion.below(place.id)) == 2


@pytest.mark.parametrize("trash", [True, False])
def test_who_stops_decides_what_becomes_of_the_page(northwind: Team, *, trash: bool) -> None:
    place, pages = publish(northwind), northwind.backend.parts.talk_wiring.publish
    assert pages.stop("p", trash=trash)
    assert not pages.stop("p", trash=trash)
    northwind.rewrite(MOVED)
    northwind.bring("notion")

    assert northwind.notion.pages[place.id].in_trash is trash
    assert "30 Apr" not in "".join(text for one in northwind.notion.pages.values() for text in one.texts)


def test_a_page_speaks_the_plans_language_and_takes_any_words_as_text(northwind: Team) -> None:
    deal = replace(northwind.record.deal, language="de", buyer="<script> [x](javascript:1) & Co")
    northwind.backend.store.set_deal("p", deal)
    rows = replace(plan("de").milestones[0], name="=IMPORTXML(1)\n# Titel", owner="@everyone")
    northwind.rewrite(Plan(go_live=date(2027, 3, 31), milestones=(rows,)))
    place = publish(northwind)

    said = content(northwind, place).texts
    assert "Was auf dieser Seite geändert wird, wird nicht gelesen. Sie folgt dem Plan." in said
    assert any("=IMPORTXML(1) # Titel · " in text and "@everyone" in text for text in said)
