"""What a plan lacks is asked for, what matters most first; an answer fills exactly that gap."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from addon.dealfiles import shipped_templates
from closeplan.errors import InputError
from closeplan.plan.answers import Answer, answered, open_question, open_question_id
from closeplan.plan.deal_file import parse_deal
from closeplan.plan.edits import CellEdit, RowEdit, with_edits
from closeplan.plan.languages import LANGUAGES, words_for
from closeplan.plan.model import (
    DecisionPower,
    Link,
    Metric,
    Milestone,
    Network,
    Plan,
    Risk,
    RiskCategory,
    RiskKind,
    RiskStatus,
    Role,
    Side,
    Stakeholder,
    Step,
)
from closeplan.plan.questions import AnswerKind, Question, questions
from closeplan.plan.rules import RuleContext

TODAY = date(2026, 11, 23)
STEPS = (
    Step(id="review", name="Security review", side=Side.BUYER, role=Role.SECURITY, days=10),
    Step(
        id="board", name="Board approval", side=Side.BUYER, role=Role.ECONOMIC_BUYER, days=0, after=(Link(id="review"),)
    ),
)  # fmt: skip
ROWS = (
    Milestone(id="review", name="Security review", workstream="Security", owner="IT", side=Side.BUYER, due=date(2026, 12, 10)),
    Milestone(id="board", name="Board approval", workstream="Business case", owner="Dana Fischer", side=Side.BUYER, due=date(2026, 12, 16)),
)  # fmt: skip
DANA = Stakeholder(
    id="dana", name="Dana Fischer", email="dana@acme.example", side=Side.BUYER, role=Role.CHAMPION
)


def context(**changes: object) -> RuleContext:
    plan = Plan(go_live=date(2027, 3, 31), milestones=ROWS, stakeholders=(DANA,))
    plan = replace(plan, **changes)  # type: ignore[arg-type]
    network = Network(steps=STEPS, go_live=date(2027, 3, 31))
    return RuleContext(plan=plan, network=network, today=TODAY, companies=("Acme", "Northwind"))


def ask(topic: str, at: RuleContext | None = None) -> Question:
    return next(one for one in questions(at or context()) if one.id.startswith(topic))


def test_who_can_say_yes_comes_first_and_every_gap_is_asked_for_once() -> None:
    asked = questions(context())

    assert asked[0].text == "Who decides on the budget for this at your side?"
    assert ask("owner").text == "Who owns Security at your side?"
    assert [one.topic for one in asked] == [
        "role", "fact", "fact", "fact", "fact", "owner", "meets", "takes", "role", "freeze", "risk", "risk", "risk", "confirm",
    ]  # fmt: skip
    assert len({one.id for one in asked}) == len(asked)


def test_a_plan_without_gaps_asks_nothing() -> None:
    rows = tuple(replace(row, owner="Dana Fischer", confirmed_by="Dana Fischer") for row in ROWS)
    people = tuple(
        replace(DANA, id=role, role=role, name=f"Dana {role}")
        for role in (Role.ECONOMIC_BUYER, Role.CHAMPION, Role.SECURITY)
    )
    risks = tuple(
        Risk(id=category, description="known", category=category)
        for category in (RiskCategory.BUDGET, RiskCategory.COMPETITIVE, RiskCategory.TECHNICAL)
    )
    full = context(
        milestones=rows,
        stakeholders=(DANA, *people),
        risks=risks,
        objective="x",
        why="x",
        cost_of_inaction="x",
        metrics=(Metric(name="x"),),
    )
    left = questions(full, {"takes:review", "freeze", "meets:board"})
    assert left == ()


def test_the_owner_of_a_workstream_owns_what_nobody_owned_and_is_on_the_map() -> None:
    outcome = answered(context(), ask("owner"), Answer(name="Mia  Wolf", email="mia@acme.example"))

    cell, person = outcome.edits
    assert isinstance(cell, CellEdit)
    assert isinstance(person, RowEdit)
    assert (cell.row, cell.value, cell.was) == ("review", "Mia Wolf", "IT")
    assert (person.values["name"], person.values["role"]) == ("Mia Wolf", Role.SECURITY)
    after = with_edits(context().plan, outcome.edits)
    assert "owner" not in {
        one.topic for one in questions(context(milestones=after.milestones, stakeholders=after.stakeholders))
    }


def test_somebody_on_the_map_is_not_added_twice() -> None:
    known = replace(DANA, role=None, email="")
    at = context(stakeholders=(known,))
    outcome = answered(
        at, ask("role:economic_buyer", at), Answer(name="Dana Fischer", email="d@acme.example")
    )

    assert [(edit.field, edit.value) for edit in outcome.edits if isinstance(edit, CellEdit)] == [
        ("role", Role.ECONOMIC_BUYER),
        ("email", "d@acme.example"),
    ]
    with pytest.raises(InputError, match="is on the map as champion"):
        answered(context(), ask("role:economic_buyer"), Answer(name="Dana Fischer"))


def test_the_economic_buyer_decides() -> None:
    (row,) = answered(context(), ask("role:economic_buyer"), Answer(name="Carla")).edits
    assert isinstance(row, RowEdit)
    assert row.values["power"] is DecisionPower.DECIDER


def test_a_service_level_and_a_meeting_change_the_network_and_no_cell() -> None:
    takes = answered(context(), ask("takes"), Answer(days="15"))
    meets = answered(context(), ask("meets"), Answer(day=date(2026, 12, 19)))
    freeze = answered(context(), ask("freeze"), Answer(day=date(2026, 12, 21), until=date(2027, 1, 6)))

    assert (takes.edits, meets.edits, freeze.edits) == ((), (), ())
    assert takes.network
    assert takes.network.steps[0].days == 15
    assert meets.network
    assert meets.network.steps[1].on == date(2026, 12, 19)
    assert freeze.network
    assert freeze.network.buyer.blackouts[0].last == date(2027, 1, 6)
    assert answered(context(), ask("freeze"), Answer()).network is None


def named(step_id: str, name: str, role: Role) -> tuple[Milestone, Step]:
    return (
        Milestone(id=step_id, name=name, side=Side.BUYER),
        Step(id=step_id, name=name, side=Side.BUYER, role=role, days=5),
    )


@pytest.mark.parametrize("template", sorted(shipped_templates()))
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_meeting_that_is_asked_for_is_the_one_that_decides(template: str, language: str) -> None:
    data = {
        "deal": {"id": "d", "name": "Acme", "buyer": "Acme", "seller": "Northwind", "language": language},
        "go_live": {"date": date(2027, 6, 30)},
        "stakeholders": [],
        "template": template,
    }
    network = parse_deal(data, shipped_templates()).network
    rows = tuple(Milestone(id=step.id, name=step.name, side=step.side) for step in network.steps)
    at = replace(context(milestones=rows), network=network, words=words_for(language))
    assert ask("meets", at).about == "approval"
    dated = tuple(replace(step, on=TODAY) if step.id == "approval" else step for step in network.steps)
    asked = questions(replace(at, network=replace(network, steps=dated)))
    assert "meets" not in {one.topic for one in asked}


def test_without_an_economic_buyers_step_the_one_named_a_decision_is_meant() -> None:
    pairs = (
        named("deck", "Write the board deck", Role.CHAMPION),
        named("c", "Onboarding of the admins", Role.END_USER),
        named("a", "Approval of the data processing agreement", Role.LEGAL),
        named("b", "Entscheidung im Lenkungsausschuss", Role.CHAMPION),
    )
    network = Network(steps=tuple(step for _, step in pairs), go_live=date(2027, 3, 31))
    at = replace(context(milestones=tuple(row for row, _ in pairs)), network=network)
    assert ask("meets", at).about == "b"


@pytest.mark.parametrize(
    ("topic", "given"),
    [
        ("role", Answer()),
        ("role", Answer(name="Ann", email="no address")),
        ("owner", Answer(name="IT Security")),
        ("fact", Answer(text="  ")),
        ("takes", Answer(days="0")),
        ("takes", Answer(days="9" * 50)),
        ("meets", Answer(day=TODAY - timedelta(days=1))),
        ("freeze", Answer(day=date(2027, 1, 6), until=date(2026, 12, 21))),
        ("risk:budget", Answer()),
        ("confirm", Answer()),
    ],
)
def test_what_answers_nothing_is_asked_for_again(topic: str, given: Answer) -> None:
    with pytest.raises(InputError):
        answered(context(), ask(topic), given)


def test_a_date_the_owner_agrees_to_is_confirmed_by_them() -> None:
    question = ask("confirm")
    same = answered(context(), question, Answer(day=date(2026, 12, 16)))
    later = answered(context(), question, Answer(day=date(2026, 12, 18)))

    assert question.about == "board"
    assert [(one.field, one.value) for one in same.edits if isinstance(one, CellEdit)] == [
        ("confirmed_by", "Dana Fischer")
    ]
    assert [one.field for one in later.edits if isinstance(one, CellEdit)] == ["due", "confirmed_by"]


def test_an_open_question_in_the_risks_tab_is_closed_by_its_answer() -> None:
    question = ask("risk:vendors")
    plan = with_edits(context().plan, [open_question(question)])
    at = context(risks=plan.risks)
    assert ask("risk:vendors", at) == question
    assert plan.risks[0].kind is RiskKind.OPEN_QUESTION

    outcome = answered(at, question, Answer(text="Two others"))
    closed = with_edits(at.plan, outcome.edits).risks
    assert (closed[0].id, closed[0].status, closed[0].response) == (
        open_question_id(question), RiskStatus.CLOSED, "Two others",
    )  # fmt: skip
    assert closed[1].description == "Two others"


@given(language=st.sampled_from(LANGUAGES), text=st.text(max_size=60))
def test_any_answer_fills_its_gap_or_says_what_would(language: str, text: str) -> None:
    at = replace(context(), words=words_for(language))
    given = Answer(name=text, email="", text=text, days=text, day=date(2027, 1, 12), yes=True)
    for question in questions(at):
        try:
            outcome = answered(at, question, given)
        except InputError:
            continue
        after = replace(at, plan=with_edits(at.plan, outcome.edits), network=outcome.network or at.network)
        still = {one.id for one in questions(after)}
        assert question.id not in still or question.kind in {AnswerKind.DAYS, AnswerKind.PERSON}
