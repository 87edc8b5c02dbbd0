from __future__ import annotations

from datetime import date

from closeplan.plan.model import Milestone, Plan, Status
from closeplan.plan.rules import RuleContext
from closeplan.plan.rules.size import MOST_MILESTONES, too_many_milestones


def rows(n: int, status: Status = Status.NOT_STARTED, prefix: str = "m") -> tuple[Milestone, ...]:
    return tuple(Milestone(id=f"{prefix}{i}", name=f"Step {i}", status=status) for i in range(n))


def context(*milestones: Milestone) -> RuleContext:
    return RuleContext(plan=Plan(milestones=milestones), today=date(2027, 1, 4))


def test_twenty_milestones_are_fine() -> None:
    assert list(too_many_milestones(context(*rows(MOST_MILESTONES)))) == []


def test_more_are_told_with_their_number() -> None:
    (signal,) = too_many_milestones(context(*rows(MOST_MILESTONES + 3)))

    assert signal.short == "23 milestones"


def test_what_is_not_needed_does_not_count() -> None:
    plan = rows(MOST_MILESTONES) + rows(5, Status.NOT_NEEDED, "n")

    assert list(too_many_milestones(context(*plan))) == []
