"""What one pass over a 40-row plan costs: a quiet one, and one that writes with four slips and go-live out of reach."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from statistics import median

from bench.figures import Figure, cpu_ms, median_cpu_ms
from bench.forty_rows import ROWS, SLIP_DAYS, SLIPPING, forty_rows
from bench.local import Local, Timeline
from bench.pure_pass import PurePass
from closeplan.services.generate import local_day

RUNS = 15


def figures(at: Local) -> list[Figure]:
    """CPU of this process, HTTP client and store included, and of the part that decides what to say."""
    deal = forty_rows(local_day(datetime.now(UTC), at.backend.settings.time_zone))
    timeline = Timeline(at, at.generate(deal))
    names = {step.id: step.name for step in deal.network.steps}
    first, *others = (names[step] for step in SLIPPING)
    at.queue(deal.id)
    at.reconcile(deal.id)

    def note(run: int) -> None:
        timeline.type(first, "Notes", f"note {run}")

    def slip(run: int) -> None:
        later = timeline.due(first) + timedelta(days=SLIP_DAYS + run)
        timeline.type(first, "Due", later.isoformat())

    quiet = _passes(at, deal.id, note, writes=False)
    for name in others:
        timeline.type(name, "Due", (timeline.due(name) + timedelta(days=SLIP_DAYS)).isoformat())
    worst = _passes(at, deal.id, slip, writes=True)
    return [
        Figure(f"reconcile {ROWS} rows, a note typed, CPU", quiet.whole, 30, "ms"),
        Figure("  of which parse, diff, ledger, rules, annotations", quiet.pure, 5, "ms"),
        Figure(f"reconcile {ROWS} rows, 4 slips, go-live out of reach, CPU", worst.whole, 30, "ms"),
        Figure("  of which parse, diff, ledger, rules, annotations", worst.pure, 5, "ms"),
        Figure("requests of a pass that writes", worst.requests, 2, "requests"),
        Figure("requests of a pass with nothing to say", quiet.requests, 1, "requests"),
    ]


@dataclass(frozen=True)
class _Cost:
    """CPU milliseconds of a whole pass and of its pure part, and the requests it made."""

    whole: float
    pure: float
    requests: float


def _passes(at: Local, plan_id: str, edit: Callable[[int], None], *, writes: bool) -> _Cost:
    spent, requests = [], []
    for run in range(RUNS):
        edit(run)
        at.queue(plan_id)
        asked = at.requests()
        spent.append(cpu_ms(lambda: _pass(at, plan_id, writes=writes)))
        requests.append(at.requests() - asked)
    edit(RUNS)
    pure = PurePass.of(at, plan_id)
    return _Cost(median(spent), median_cpu_ms(pure.run), median(requests))


def _pass(at: Local, plan_id: str, *, writes: bool) -> None:
    # the first pass of a kind may say or settle something that the others find said
    done = at.reconcile(plan_id)
    assert done.entries
    assert done.wrote or not writes
