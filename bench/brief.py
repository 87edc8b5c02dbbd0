"""What it costs to keep the one-page brief: where the plan says the same, and where it has to be written anew."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from statistics import median

from addon.demo import sample_deal
from bench.figures import Figure, median_cpu_ms
from bench.local import Local

RUNS = 5


def figures(at: Local) -> list[Figure]:
    """CPU where nothing is written; else the whole time, the local Workspace's own for the Doc and its PDF included."""
    deal = replace(sample_deal(datetime.now(UTC).date()), id="brief")
    at.generate(deal)
    at.queue(deal.id)
    at.reconcile(deal.id)
    keep = at.backend.brief
    before = at.requests()
    keep.make(deal.id)
    made = at.requests() - before
    same = median_cpu_ms(lambda: keep.refresh(deal.id))
    written = median(_milliseconds(lambda: keep.make(deal.id)) for _ in range(RUNS))
    return [
        Figure("brief, requests to make it", made, None, "requests"),
        Figure("brief, refreshed where the plan says the same, CPU", same, None, "ms"),
        Figure("brief, written anew and put on paper", written, None, "ms"),
    ]


def _milliseconds(work: Callable[[], object]) -> float:
    before = time.perf_counter()
    work()
    return (time.perf_counter() - before) * 1000
