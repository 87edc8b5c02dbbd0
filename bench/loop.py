"""What one pass over a 40-row plan costs this process, and how much memory an idle backend holds."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

import psutil
import requests

from addon.adapters.jobs import RecordingJobs
from addon.bootstrap import Backend, bootstrap
from addon.demo import sample_deal
from addon.processes import Silent
from addon.settings import read_settings
from bench.figures import Figure, cpu_ms
from closeplan.plan.diff import diff
from closeplan.plan.model import Deal, Step
from closeplan.plan.rules import RuleContext, evaluate
from closeplan.ports import DuePlan
from sheets_schema.read import READ_PARAMS, read_document
from tests.running import ROBOT, SELLER, PlanSheet, running_demo, start

ROWS = 40
RUNS = 12
IDLE_SECONDS = 4.0


def figures() -> list[Figure]:
    """CPU of a pass and of its pure part, and the idle backend's resident memory."""
    with TemporaryDirectory() as folder:
        data = Path(folder)
        workspace = start("local_workspace", "--port", "0", "--data", str(data / "w"), log=data / "w.log")
        try:
            whole, pure = _pass(workspace.ready["workspace"], data)
        finally:
            workspace.stop()
        idle = _idle_memory(data)
    return [
        Figure(f"reconcile a {ROWS}-row plan, CPU", whole, 30, "ms"),
        Figure("  of which parse + diff + rules", pure, 5, "ms"),
        Figure("idle backend, resident", idle, 150, "MB"),
    ]


def _pass(url: str, data: Path) -> tuple[float, float]:
    settings = read_settings(
        data=data / "b", workspace_url=url, public_url="http://127.0.0.1:9", watch="push"
    )
    backend = bootstrap(settings, jobs=RecordingJobs())
    made = backend.generate(wide_deal(datetime.now(UTC).date()), seller=SELLER, progress=Silent())
    backend.reconcile(made.plan_id)
    sheet = PlanSheet(url, made.document_id)
    first = next(iter(sheet.rows()))
    due = date.fromisoformat(sheet.rows()[first]["Due"])

    spent = []
    for days in range(1, RUNS + 1):
        sheet.set(first, "Due", (due + timedelta(days=days)).isoformat())
        backend.store.queue_plan(
            DuePlan(plan_id=made.plan_id, version=0, who=SELLER, seen_at=datetime.now(UTC))
        )
        before = time.process_time()
        done = backend.reconcile(made.plan_id)
        spent.append((time.process_time() - before) * 1000)
        assert done is not None
        assert done.wrote
    return median(spent), _pure(backend, url, made.plan_id, made.document_id)


def _pure(backend: Backend, url: str, plan_id: str, document_id: str) -> float:
    raw: dict[str, Any] = requests.get(
        f"{url}/v4/spreadsheets/{document_id}",
        params=dict(READ_PARAMS),
        headers={"Authorization": f"Bearer local:{ROBOT}"},
        timeout=10,
    ).json()
    record = backend.store.plan(plan_id)
    assert record.snapshot is not None
    known, baseline, ledger = (
        record.snapshot.plan,
        record.snapshot.baseline,
        tuple(backend.store.ledger(plan_id)),
    )
    today = datetime.now(UTC).date()

    def work() -> None:
        reading = read_document(raw, known, lambda: "new")
        diff(known, reading.plan)
        evaluate(
            RuleContext(
                plan=reading.plan,
                network=record.deal.network,
                baseline=baseline,
                ledger=ledger,
                problems=reading.problems,
                today=today,
            )
        )

    return cpu_ms(work)


def wide_deal(today: date) -> Deal:
    """The sample deal stretched to forty milestones in a chain of parallel pairs."""
    deal = sample_deal(today)
    extra = tuple(
        Step(
            id=f"extra-{n}",
            name=f"Extra step {n}",
            workstream=f"Stream {n % 6}",
            side=deal.network.steps[0].side,
            days=2,
        )
        for n in range(ROWS - len(deal.network.steps))
    )
    network = replace(deal.network, steps=(*deal.network.steps, *extra))
    return replace(deal, id="wide", network=network)


def _idle_memory(data: Path) -> float:
    with running_demo(data / "idle"):
        time.sleep(IDLE_SECONDS)
        demo = next(
            p for p in psutil.Process().children(recursive=True) if {"addon", "demo"} <= set(p.cmdline())
        )
        return demo.memory_info().rss / 1e6
