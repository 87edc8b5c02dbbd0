"""How long one schedule takes, in milliseconds: a usual plan of 40 milestones and one of 2,000."""

from __future__ import annotations

import json
import random
import statistics
import sys
import time
from datetime import date
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from closeplan.plan.model import CalendarSpec, Link, Network, Side, Step
from closeplan.plan.schedule import schedule

TODAY = date(2026, 11, 23)
GO_LIVE = date(2029, 3, 30)


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


def measure() -> dict[str, float]:
    """Median milliseconds by plan: fitting ones, and ones that don't fit and need their fixes found."""
    found: dict[str, float] = {}
    for size, repeats in ((40, 50), (2_000, 7)):
        plan = network(size)
        found[f"schedule_{size}_ms"] = _median(plan, TODAY, repeats)
        found[f"schedule_{size}_conflict_ms"] = _median(plan, date(2029, 2, 1), repeats)
    return found


def _median(plan: Network, today: date, repeats: int) -> float:
    schedule(plan, today)  # the calendars are built once a process
    times = []
    for _ in range(repeats):
        began = time.perf_counter()
        schedule(plan, today)
        times.append((time.perf_counter() - began) * 1000)
    return round(statistics.median(times), 3)


if __name__ == "__main__":
    print(json.dumps(measure(), indent=2))
