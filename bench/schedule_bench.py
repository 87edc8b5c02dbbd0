"""How long one schedule takes: a usual plan of 40 milestones and one of 2,000, fitting ones and ones that don't fit."""

from __future__ import annotations

import random
from datetime import date

from bench.figures import Figure, median_cpu_ms
from closeplan.plan.model import CalendarSpec, Link, Network, Side, Step
from closeplan.plan.schedule import schedule

TODAY = date(2026, 11, 23)
TOO_LATE = date(2029, 2, 1)
GO_LIVE = date(2029, 3, 30)
SIZES = ((40, 50, 5.0), (2_000, 7, 200.0))
"""Milestones, runs, and the milliseconds promised."""


def figures() -> list[Figure]:
    """CPU of a schedule; where the plan doesn't fit, with the search for the smallest changes."""
    found = []
    for size, runs, promised in SIZES:
        plan = network(size)
        for today, label in ((TODAY, "that fit"), (TOO_LATE, "that don't, fixes found")):
            spent = median_cpu_ms(lambda plan=plan, today=today: schedule(plan, today), runs=runs, warm_up=1)  # type: ignore[misc]
            found.append(Figure(f"schedule {size:,} milestones {label}, CPU", spent, promised, "ms"))
    return found


def network(size: int, seed: int = 1) -> Network:
    """A plan of that size: every step waits for up to three of the ten before it."""
    chance = random.Random(seed)
    steps = []
    for i in range(size):
        near = range(max(0, i - 10), i)
        # Every twentieth begins a new strand, so that thousands of steps still fit into two years.
        count = 0 if i % 20 == 0 else chance.randint(1, min(3, len(near)))
        strand = [j for j in near if j >= i - i % 20]
        after = chance.sample(strand, min(count, len(strand)))
        steps.append(
            Step(
                id=f"m{i}",
                name=f"Milestone {i}",
                side=chance.choice(list(Side)),
                days=chance.randint(0, 10),
                after=tuple(Link(id=f"m{j}", lag=chance.choice((0, 0, 1))) for j in after),
            )
        )
    german = CalendarSpec(country="DE", subdivision="BY")
    return Network(steps=tuple(steps), go_live=GO_LIVE, buyer=german, seller=CalendarSpec(country="US"))
