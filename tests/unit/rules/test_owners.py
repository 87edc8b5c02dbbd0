from __future__ import annotations

from datetime import date

import pytest

from closeplan.plan.model import Milestone, Plan, Stakeholder, Status
from closeplan.plan.rules import RuleContext, evaluate
from closeplan.plan.signals import Place, Signal, Table

OWNER_RULES = {"no_owner", "group_owner", "unmapped_owner"}


def signals(owner: str, status: Status = Status.NOT_STARTED) -> list[Signal]:
    plan = Plan(
        milestones=(Milestone(id="m1", name="Security review", owner=owner, status=status),),
        stakeholders=(Stakeholder(id="s1", name="Mia Wolf", email="mia@acme.example"),),
    )
    context = RuleContext(plan=plan, today=date(2027, 1, 4), companies=("Acme GmbH",))
    return [signal for signal in evaluate(context) if signal.rule in OWNER_RULES]


@pytest.mark.parametrize(
    ("owner", "rule", "short"),
    [
        ("", "no_owner", "No owner"),
        ("TBD", "no_owner", "No owner"),
        ("Legal", "group_owner", "Owner is not a person"),
        ("Acme GmbH", "group_owner", "Owner is not a person"),
        ("John Doe", "unmapped_owner", "John Doe is not on the stakeholder map"),
    ],
)
def test_an_owner_cell_gets_the_one_signal_it_asks_for(owner: str, rule: str, short: str) -> None:
    (signal,) = signals(owner)

    assert (signal.rule, signal.short) == (rule, short)
    assert signal.place == Place(table=Table.TIMELINE, row="m1", column="owner")
    assert not signal.thread


def test_a_person_on_the_map_is_fine() -> None:
    assert signals("Mia Wolf") == []


@pytest.mark.parametrize("status", [Status.DONE, Status.NOT_NEEDED])
def test_nobody_has_to_own_what_is_finished(status: Status) -> None:
    assert signals("", status) == []


def test_another_stranger_is_another_cause() -> None:
    (john,), (jane,) = signals("John Doe"), signals("Jane Doe")

    assert john.key == jane.key
    assert john.cause != jane.cause


@pytest.mark.parametrize("between", [" / ", ", ", "\n", " & ", " + ", "、", "／", " and ", " und ", " e "])
def test_of_two_owners_in_a_cell_the_one_who_is_not_on_the_map_is_named(between: str) -> None:
    (signal,) = signals(f"Mia Wolf{between}John Doe")

    assert (signal.rule, signal.short) == ("unmapped_owner", "John Doe is not on the stakeholder map")


@pytest.mark.parametrize(
    ("owner", "assignee"),
    [("John Doe", "john@acme.example"), ("Mia Wolf", "mia@acme.example"), ("Jane Doe", "")],
)
def test_a_person_chip_says_who_a_comment_is_assigned_to_where_the_map_does_not(
    owner: str, assignee: str
) -> None:
    row = Milestone(id="m1", name="Security review", owner=owner, due=date(2027, 1, 1))
    plan = Plan(
        milestones=(row,), stakeholders=(Stakeholder(id="s1", name="Mia Wolf", email="mia@acme.example"),)
    )
    chips = {"John Doe": "john@acme.example", "Mia Wolf": "mia.wolf@private.example"}
    context = RuleContext(plan=plan, today=date(2027, 1, 4), addresses=chips)

    (overdue,) = [signal for signal in evaluate(context) if signal.rule == "overdue"]
    assert overdue.assignee == assignee
