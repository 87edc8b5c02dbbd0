from __future__ import annotations

from datetime import date
from typing import Any

from closeplan.plan.document import Problem
from closeplan.plan.model import Milestone, Plan, Status
from closeplan.plan.rules import RuleContext
from closeplan.plan.rules.values import unreadable_value
from closeplan.plan.signals import Audience, Place, Signal, Table


def told(*problems: Problem, **milestone: Any) -> list[Signal]:
    rows = tuple(Milestone(**{"id": key, "name": f"Step {key}", "status": None, **milestone}) for key in "ab")
    plan = Plan(milestones=rows)
    by_place = {problem.place: problem for problem in problems}
    return list(unreadable_value(RuleContext(plan=plan, today=date(2027, 1, 4), problems=by_place)))


def problem(row: str, column: str = "status", text: str = "maybe") -> Problem:
    place = Place(table=Table.TIMELINE, row=row, column=column)
    return Problem(cell="Plan!G9", place=place, message="", text=text)


def test_an_unknown_word_is_asked_about_at_its_cell_without_a_thread() -> None:
    (signal,) = told(problem("a"))

    assert signal.place == Place(table=Table.TIMELINE, row="a", column="status")
    assert (signal.short, signal.thread) == ("Status: what is “maybe”?", False)
    assert signal.audience is Audience.SHARED
    assert signal.text == (
        "“maybe” in Status of Step a is none of: Not started, In progress, Blocked, Done, Not needed. "
        "Which is meant? Next step: choose it in the cell."
    )


def test_one_word_is_one_question_however_many_rows_say_it() -> None:
    (signal,) = told(problem("a"), problem("b", text="Maybe "))

    assert signal.place.row == "a"
    assert "1 more row says the same." in signal.text


def test_another_column_is_another_question() -> None:
    assert len(told(problem("a"), problem("a", "side", "Acme"))) == 2


def test_dates_done_milestones_and_rows_that_are_gone_are_not_asked_about() -> None:
    assert told(problem("a", "due", "soon")) == []
    assert told(problem("a", "side"), status=Status.DONE) == []
    assert told(problem("gone")) == []
