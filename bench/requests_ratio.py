"""How many requests it takes to make a plan: ours beside a script that calls gspread thing by thing."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from addon.demo import sample_deal
from bench.figures import Figure
from bench.local import Local
from bench.naive_gspread import make_plan
from closeplan.plan.schedule import schedule
from closeplan.services.generate import first_plan
from tests.running import ROBOT, SELLER, gspread_as


def figures(at: Local) -> list[Figure]:
    """Requests of both, sharing not counted, and their ratio."""
    ours, naive = _ours(at), _naive(at)
    return [
        Figure("requests to generate a plan", ours, 5, "requests"),
        Figure("the same by a plain gspread script", naive, None, "requests"),
        Figure("ratio", naive / ours, None, "times"),
    ]


def _ours(at: Local) -> int:
    before = at.requests()
    at.generate(sample_deal(datetime.now(UTC).date()))
    return at.requests() - before


def _naive(at: Local) -> int:
    today = datetime.now(UTC).date()
    deal = replace(sample_deal(today), id="naive")
    before = at.requests()
    make_plan(gspread_as(SELLER, at.url), first_plan(deal, schedule(deal.network, today)), ROBOT)
    return at.requests() - before
