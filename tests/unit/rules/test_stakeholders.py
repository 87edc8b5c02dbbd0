from __future__ import annotations

from dataclasses import replace
from datetime import date

from closeplan.plan.model import Milestone, Network, Plan, Role, Side, Stakeholder, Status, Step
from closeplan.plan.outlook import outlook
from closeplan.plan.rules import RuleContext, evaluate
from closeplan.plan.rules.stakeholders import missing_role
from closeplan.plan.signals import Place, Table

BUYER = Stakeholder(id="s1", name="Ada Roe", role=Role.ECONOMIC_BUYER, side=Side.BUYER)
CHAMPION = Stakeholder(id="s2", name="Dana Fischer", role=Role.CHAMPION, side=Side.BUYER)
NETWORK = Network(
    go_live=date(2027, 3, 31),
    steps=(
        Step(id="review", name="Security review", role=Role.SECURITY),
        Step(id="msa", name="MSA", role=Role.LEGAL, side=Side.BOTH),
        Step(id="training", name="Training", role=Role.END_USER, side=Side.SELLER),
    ),
)
REVIEW = Milestone(id="review", name="Security review")


def missing(*people: Stakeholder, rows: tuple[Milestone, ...] = ()) -> list[str]:
    plan = Plan(milestones=rows, stakeholders=people)
    context = RuleContext(plan=plan, network=NETWORK, today=date(2027, 1, 4))
    return [signal.subject for signal in missing_role(context)]


def test_every_deal_needs_an_economic_buyer_and_a_champion() -> None:
    assert missing() == ["economic_buyer", "champion"]
    assert missing(BUYER, CHAMPION) == []


def test_an_open_step_needs_its_role() -> None:
    assert missing(BUYER, CHAMPION, rows=(REVIEW,)) == ["security"]


def test_a_finished_step_needs_nobody() -> None:
    done = Milestone(id="review", name="Security review", status=Status.DONE)

    assert missing(BUYER, CHAMPION, rows=(done,)) == []


def test_a_step_of_the_seller_needs_the_buyers_people_too() -> None:
    rows = (Milestone(id="training", name="Training"),)
    sellers = Stakeholder(id="s3", name="Sam Lee", role=Role.END_USER, side=Side.SELLER)

    assert missing(BUYER, CHAMPION, sellers, rows=rows) == ["end_user"]


def test_one_person_of_that_role_is_enough_for_all_steps() -> None:
    security = Stakeholder(id="s3", name="Mia Wolf", role=Role.SECURITY)

    assert missing(BUYER, CHAMPION, security, rows=(REVIEW,)) == []


def test_the_sellers_champion_is_not_the_buyers() -> None:
    sellers = Stakeholder(id="s4", name="Sam Lee", role=Role.CHAMPION, side=Side.SELLER)

    assert missing(BUYER, sellers) == ["champion"]


def test_a_role_waiting_for_a_name_is_missing() -> None:
    nobody = Stakeholder(id="s2", name="TBD", role=Role.CHAMPION)
    cleared = Stakeholder(id="s2", name="", role=Role.CHAMPION)

    assert missing(BUYER, nobody) == ["champion"]
    assert missing(BUYER, cleared) == ["champion"]


def test_a_missing_role_is_told_in_a_thread_at_the_role_column() -> None:
    context = RuleContext(plan=Plan(milestones=(REVIEW,)), network=NETWORK, today=date(2027, 1, 4))

    economic_buyer, _, security = missing_role(context)

    assert economic_buyer.place == Place(table=Table.STAKEHOLDERS, column="role")
    assert economic_buyer.thread
    assert economic_buyer.short == "No economic buyer on the map"
    assert "Security review" in security.text


def test_a_bare_plan_asks_for_its_roles_in_comments_only_after_two_days() -> None:
    context = RuleContext(plan=Plan(), network=NETWORK, today=date(2027, 1, 4))
    filling_in = replace(context, filling_in=True)

    assert [signal.thread for signal in missing_role(context)] == [True, True]
    assert [signal.thread for signal in missing_role(filling_in)] == [False, False]
    assert "champion" in outlook(evaluate(context), context)
    assert "champion" not in outlook(evaluate(filling_in), filling_in)
