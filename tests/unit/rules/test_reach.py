from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from closeplan.plan.model import Link, Milestone, Network, Plan, Status, Step
from closeplan.plan.rules import RuleContext
from closeplan.plan.rules.reach import cannot_reach_go_live
from closeplan.plan.signals import Place, Signal, Table

TODAY = date(2027, 1, 4)
NETWORK = Network(
    go_live=date(2027, 3, 31),
    steps=(
        Step(id="review", name="Security review", days=5),
        Step(id="msa", name="MSA", days=10, after=(Link(id="review"),)),
        Step(id="sign", name="Signature", days=0, after=(Link(id="msa"),)),
    ),
)
REVIEW = Milestone(id="review", name="Security review", due=date(2027, 3, 10))
MSA = Milestone(id="msa", name="MSA", due=date(2027, 3, 30))
SIGN = Milestone(id="sign", name="Signature", due=date(2027, 3, 31))


def plan(review: Milestone = REVIEW, **changes: object) -> Plan:
    return replace(Plan(milestones=(review, MSA, SIGN)), **changes)  # type: ignore[arg-type]


def told(plan: Plan, today: date = TODAY) -> list[Signal]:
    return list(cannot_reach_go_live(RuleContext(plan=plan, network=NETWORK, today=today)))


# ten working days of MSA fit after 17 March and not a day later
LATE = replace(REVIEW, due=date(2027, 3, 19))


def test_dates_that_fit_tell_nothing() -> None:
    assert told(plan()) == []
    assert told(plan(replace(REVIEW, due=date(2027, 3, 17)))) == []


def test_dates_that_do_not_fit_name_the_critical_steps_and_the_ways_out() -> None:
    (signal,) = told(plan(LATE))

    assert signal.short == "Go-live is out of reach by 2 working days"
    assert signal.text == (
        "Go-live on 31 Mar 2027 is out of reach by 2 working days. "
        "Critical steps: Security review → MSA. Next step, any one of these makes it fit: "
        "bring Security review forward by 2 working days, to 17 Mar 2027; "
        "shorten MSA by 2 working days, to 8 working days; "
        "move go-live to 2 Apr 2027."
    )
    assert signal.place == Place(table=Table.TIMELINE, row="review", column="due")
    assert signal.thread


def test_where_two_milestones_end_late_only_what_mends_both_is_proposed() -> None:
    signature = replace(SIGN, due=date(2027, 4, 2))

    (signal,) = told(Plan(milestones=(LATE, MSA, signature)))

    assert "any one of these makes it fit: move go-live to 2 Apr 2027." in signal.text


def test_steps_that_need_not_wait_may_run_beside_each_other() -> None:
    late = replace(LATE, due=date(2027, 3, 30))

    (signal,) = told(plan(late), today=date(2027, 3, 30))

    assert "start MSA without waiting for Security review" in signal.text


def test_an_overdue_milestone_takes_go_live_with_it() -> None:
    (signal,) = told(plan(), today=date(2027, 3, 22))

    assert signal.short == "Go-live is out of reach by 3 working days"
    assert "move go-live to 5 Apr 2027" in signal.text
    assert "bring Security review forward" not in signal.text  # it can't end before today


def test_a_later_go_live_in_the_sheet_makes_it_fit() -> None:
    assert told(plan(LATE, go_live=date(2027, 4, 2))) == []


def test_an_earlier_go_live_in_the_sheet_does_not() -> None:
    (signal,) = told(plan(go_live=date(2027, 3, 19)))

    assert "Go-live on 19 Mar 2027 is out of reach by" in signal.text


@pytest.mark.parametrize("status", [Status.DONE, Status.NOT_NEEDED])
def test_what_is_finished_holds_nothing_up(status: Status) -> None:
    assert told(plan(replace(LATE, status=status))) == []


def test_a_row_people_removed_holds_nothing_up() -> None:
    assert told(Plan(milestones=(MSA, SIGN))) == []


def test_a_row_people_added_after_go_live_holds_nothing_up() -> None:
    review = Milestone(id="x", name="Quarterly review", due=date(2027, 6, 30))

    assert told(Plan(milestones=(REVIEW, MSA, SIGN, review))) == []


def test_another_day_of_the_same_week_is_not_news_but_another_week_is() -> None:
    def cause(day: date) -> str:
        return told(plan(replace(REVIEW, due=day)))[0].cause

    assert cause(date(2027, 3, 19)) == cause(date(2027, 3, 22))
    assert cause(date(2027, 3, 19)) != cause(date(2027, 4, 2))


def test_without_a_network_nothing_can_be_said() -> None:
    assert list(cannot_reach_go_live(RuleContext(plan=plan(LATE), today=TODAY))) == []
