from __future__ import annotations

from datetime import date

import pytest

from addon.cards import home
from addon.cards.parts import escaped
from closeplan.plan.ledger import Baseline
from closeplan.plan.lessons import PastDeal, story
from closeplan.plan.model import Milestone, Network, Plan, Side, Status
from tests.cards import check_card

ROW = Milestone(id="m", name="Sign <b>now</b>", side=Side.BUYER, due=date(2027, 3, 8), status=Status.DONE)
NETWORK = Network(steps=(), go_live=date(2027, 4, 30))


def plan_card(agreed: date) -> dict[str, object]:
    plan = Plan(go_live=date(2027, 4, 30), milestones=(ROW,))
    deal = PastDeal(plan=plan, baseline={"m": Baseline(id="m", start=None, due=agreed)}, network=NETWORK)
    return home.plan_card("Acme rollout", plan, story(deal, [], {}))


@pytest.mark.parametrize(
    "card",
    [
        home.ask_for_file_card(),
        home.unknown_file_card("Project", "https://closeplan.example/addon/adopt", "f1"),
        home.somebody_elses_plan_card(),
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


def test_peoples_words_stay_the_characters_they_are() -> None:
    assert escaped('<b>&amp; "x"') == '&lt;b&gt;&amp;amp; "x"'
    assert len(escaped("a" * 50_000)) < 300
