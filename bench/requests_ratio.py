"""How many requests it takes to make a plan: ours beside a script that calls gspread thing by thing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from addon.demo import sample_deal
from bench.figures import Figure
from bench.local import Local
from bench.naive_gspread import make_plan, note_slips
from closeplan.plan.model import Plan
from closeplan.plan.schedule import schedule
from closeplan.services.generate import first_plan
from tests.running import ROBOT, SELLER, PlanSheet, gspread_as


def figures(at: Local) -> list[Figure]:
    """Requests of both, sharing not counted, and their ratio. The robot has no plan yet, so its watch is counted."""
    today = datetime.now(UTC).date()
    deal = sample_deal(today)
    plan = first_plan(deal, schedule(deal.network, today))
    ours = _count(at, lambda: at.generate(deal))
    made: list[str] = []
    naive = _count(at, lambda: made.append(make_plan(gspread_as(SELLER, at.url), plan, ROBOT)))
    noted = _slip_noted(at, made[0], plan)
    return [
        Figure("requests to generate a plan, the robot's first", ours, 5, "requests"),
        Figure("  the same by a plain gspread script", naive, None, "requests"),
        Figure("  ratio", naive / ours, None, "times"),
        Figure("requests of a plain gspread script to note a slip", noted, None, "requests"),
    ]


def _slip_noted(at: Local, document_id: str, plan: Plan) -> int:
    agreed = {milestone.name: milestone.due for milestone in plan.milestones if milestone.due}
    name, due = next(iter(agreed.items()))
    PlanSheet(at.url, document_id, SELLER).set(name, "Due", (due + timedelta(weeks=1)).isoformat())
    slips: list[int] = []
    asked = _count(at, lambda: slips.append(note_slips(gspread_as(SELLER, at.url), document_id, agreed)))
    assert slips == [1]
    return asked


def _count(at: Local, work: Callable[[], object]) -> int:
    before = at.requests()
    work()
    return at.requests() - before
