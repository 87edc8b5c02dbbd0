from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from addon.cards import home
from addon.cards.parts import button, escaped
from addon.web.sidebar import ROUTES
from closeplan.plan.health import Health
from closeplan.plan.ledger import Baseline
from closeplan.plan.lessons import PastDeal, story
from closeplan.plan.model import Milestone, Network, Plan, Side, Status
from closeplan.plan.signals import Place, Signal, Table
from tests.cards import check_card

ROW = Milestone(id="m", name="Sign <b>now</b>", side=Side.BUYER, due=date(2027, 3, 8), status=Status.DONE)
NETWORK = Network(steps=(), go_live=date(2027, 4, 30))


def url(path: str) -> str:
    return f"https://closeplan.example/addon/{path}"


ON_ROW = Place(table=Table.TIMELINE, row="m", column="due")
LATE = Signal(
    rule="slipped", subject="m", cause="1", short="Slipped 5 <working> days", text="…", place=ON_ROW
)
UNREAD = Signal(rule="no_risks", subject="", cause="1", short="No risks yet", text="…")


def plan_card(agreed: date, *signals: Signal, may_act: bool = True) -> dict[str, Any]:
    plan = Plan(go_live=date(2027, 4, 30), milestones=(ROW,))
    deal = PastDeal(plan=plan, baseline={"m": Baseline(id="m", start=None, due=agreed)}, network=NETWORK)
    view = home.PlanView(
        id="p1",
        name="Rollout",
        buyer="Acme",
        plan=plan,
        story=story(deal, [], {}),
        health=Health.AT_RISK,
        outlook="Go-live stays 30 Apr 2027. 2 signals.",
        signals=(UNREAD, LATE, *signals),
        url="https://docs.google.com/spreadsheets/d/1",
        may_act=may_act,
    )
    return home.plan_card(view, url)


LINES = [
    home.PlanLine(
        id=f"p{n}",
        name=f"Plan {n}",
        buyer="Acme" if n else "",
        go_live=date(2027, 4, 1) + timedelta(n),
        signals=(UNREAD, LATE),
    )
    for n in range(30)
]
MAKE = button("Make a plan…", "https://closeplan.example/addon/make", {"people": "[]"})


@pytest.mark.parametrize(
    "card",
    [
        home.ask_for_file_card("https://closeplan.example/addon/sheets"),
        home.unknown_file_card("Project", url, "f1"),
        home.unknown_file_card("Letter", url, "f1", is_sheet=False),
        home.somebody_elses_plan_card(),
        home.waiting_card("Acme"),
        home.gone_card("Acme"),
        home.plans_card([], url),
        home.plans_card(LINES, url),
        home.known_buyer_card("Rollout", "Acme", LINES[:2], MAKE, url),
        home.known_buyer_card("", "Acme", [], MAKE, url),
        home.known_buyer_card("", "", [], MAKE, url),
        plan_card(date(2027, 3, 1)),
        plan_card(date(2027, 3, 8)),
    ],
)
def test_every_home_card_is_one_that_google_shows(card: dict[str, object]) -> None:
    check_card(card)


def test_the_owner_sees_what_moved_against_what_was_agreed() -> None:
    assert "5 working days later" in str(plan_card(date(2027, 3, 1)))
    assert "1 of 1 done" in str(plan_card(date(2027, 3, 1)))
    assert "No due date differs" in str(plan_card(date(2027, 3, 8)))


def test_the_card_says_where_the_plan_stands_and_first_what_is_urgent() -> None:
    shown = str(plan_card(date(2027, 3, 1)))
    assert "Acme · At risk" in shown
    assert "Go-live stays 30 Apr 2027" in shown
    assert shown.index("Slipped 5") < shown.index("No risks yet")


def test_what_a_buyer_asks_stands_before_all_else_and_leads_to_the_acknowledgement() -> None:
    asked = replace(UNREAD, rule="asked", short="Lena Vogt asks: Why May?")
    first, *others = plan_card(date(2027, 3, 1), asked)["sections"]

    assert "Lena Vogt asks: Why May?" in str(first)
    assert url("signoff") in str(first)
    assert "Lena Vogt asks" not in str(others)
    seen = plan_card(date(2027, 3, 1), asked, may_act=False)
    assert "Lena Vogt asks" in str(seen)
    assert url("signoff") not in str(seen)


def test_a_signal_is_told_with_the_milestone_it_is_about_and_days_as_people_read_them() -> None:
    shown = str(plan_card(date(2027, 3, 1)))
    assert "• Sign &lt;b&gt;now&lt;/b&gt;: Slipped 5" in shown
    assert "'Go-live', 'text': '30 Apr 2027'" in shown
    lines = str(home.plans_card([replace(LINES[0], plan=Plan(milestones=(ROW,)))], url))
    assert "Go-live 1 Apr 2027" in lines
    assert "Sign <b>now</b>: Slipped 5 <working> days · 1 more" in lines


def test_every_entry_of_the_menu_is_answered_and_who_may_only_look_is_offered_what_only_tells() -> None:
    assert {path for _, entries in home.MENU for path, _ in entries} <= set(ROUTES)
    assert "/addon/brief" in str(plan_card(date(2027, 3, 1)))
    seen = str(plan_card(date(2027, 3, 1), may_act=False))
    assert {path for path in ROUTES if f"'{url(path)}'" in seen} == {path for path, _ in home.SEEN}


def test_a_long_list_of_plans_shows_those_that_go_live_soonest() -> None:
    shown = str(home.plans_card(list(reversed(LINES)), url))
    assert "Plan 0'" in shown
    assert "Plan 25'" not in shown
    assert "10 more go live later" in shown


def test_peoples_words_stay_the_characters_they_are() -> None:
    assert escaped('<b>&amp; "x"') == '&lt;b&gt;&amp;amp; "x"'
    assert len(escaped("a" * 50_000)) < 300
