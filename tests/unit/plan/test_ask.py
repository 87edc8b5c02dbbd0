from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from closeplan.plan.ask import MOST_FINDINGS, find
from closeplan.plan.ledger import Baseline
from closeplan.plan.model import Metric, Milestone, Plan, Risk, RiskCategory, Role, Side, Stakeholder
from closeplan.plan.rules import RuleContext
from closeplan.plan.signals import Table

CONTEXT = RuleContext(
    plan=Plan(
        go_live=date(2027, 3, 31),
        why="Board committed to the new fiscal year",
        metrics=(Metric(name="Win rate", baseline="28 %", target="35 %"),),
        milestones=(
            Milestone(id="a", name="Security review", owner="Mia Wolf", side=Side.BUYER, due=date(2026, 12, 11)),
            Milestone(id="b", name="Board approval", owner="Dana Fischer", due=date(2027, 2, 10)),
        ),
        stakeholders=(
            Stakeholder(id="c", name="Carla Chen", side=Side.BUYER, role=Role.ECONOMIC_BUYER, questions="Payback?"),
        ),
        risks=(Risk(id="r", description="Budget is not yet allocated", category=RiskCategory.BUDGET, owner="Carla Chen"),),
    ),
    today=date(2026, 11, 23),
)  # fmt: skip


@pytest.mark.parametrize(
    ("question", "title", "says"),
    [
        ("Who owns the security review?", "Security review", "owner Mia Wolf"),
        ("who ownes the securty reviw", "Security review", "due 11 Dec 2026"),  # misspelt
        ("When does the board approve?", "Board approval", "due 10 Feb 2027"),
        ("Who is the economic buyer?", "Carla Chen", "economic buyer"),
        ("What about the budget risk?", "Budget is not yet allocated", "owner Carla Chen"),
        ("Why this go-live date?", "Why this date", "fiscal year"),
        ("win rate", "Success metric: Win rate", "35 %"),
    ],
)
def test_the_plan_answers_what_stands_in_it(question: str, title: str, says: str) -> None:
    found = find(question, CONTEXT)
    assert title in [one.title for one in found[:2]]
    assert says in next(one.says for one in found if one.title == title)


def test_a_day_that_is_asked_for_is_a_milestones() -> None:
    first = find("When does the board meet?", CONTEXT)[0]
    assert (first.title, first.says.split(";")[0]) == ("Board approval", "due 10 Feb 2027")


@pytest.mark.parametrize(
    "question", ["Who has slipped most and why?", "What is late?", "which dates slipped"]
)
def test_what_slipped_is_told_from_the_dates_that_were_agreed(question: str) -> None:
    agreed = {"a": date(2026, 12, 4), "b": date(2027, 1, 13)}
    baseline = {row: Baseline(id=row, start=None, due=due) for row, due in agreed.items()}
    found = find(question, replace(CONTEXT, baseline=baseline))
    assert [one.title for one in found] == ["Board approval", "Security review"]
    assert found[1].says.startswith("slipped 5 working days; due 11 Dec 2026; ")
    assert "no date is later than agreed" in find(question, CONTEXT)[0].says
    risk = replace(CONTEXT.plan, risks=(Risk(id="r", description="The legal review is late"),))
    assert find("Is the legal review late?", replace(CONTEXT, plan=risk))[0].table is Table.RISKS


@pytest.mark.parametrize("question", ["", "???", "is it", "How is the weather in Lisbon?"])
def test_where_the_plan_says_nothing_nothing_is_made_up(question: str) -> None:
    assert find(question, CONTEXT) == ()


@given(st.text(max_size=300))
def test_any_question_is_answered_in_order_or_not_at_all(question: str) -> None:
    found = find(question, CONTEXT)
    assert len(found) <= MOST_FINDINGS
    assert [one.score for one in found] == sorted((one.score for one in found), reverse=True)
    assert all(one.says and one.title for one in found)
