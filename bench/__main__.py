"""`make bench`: what the issues promise, measured; one table on stdout and the same as build/bench.json.

Medians of several runs, CPU time where CPU is promised, real processes throughout. Every figure is printed as it was
measured, met or missed. docs/performance.md says what each one means.
"""

from __future__ import annotations

import gc
import json
import os
import platform
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryDirectory

from bench import (
    adopt,
    brief,
    cards,
    crm,
    dates,
    first_plan,
    histories,
    identity,
    idle,
    latency,
    passes,
    reading,
    requests_ratio,
    schedule_bench,
    workspace,
)
from bench.figures import Figure, table
from bench.local import local
from tests.running import running_demo

BUILD = Path("build")


def main() -> None:
    """Measure everything and print it."""
    figures = list(_figures())
    machine: dict[str, object] = {
        "processor": platform.processor() or platform.machine(),
        "cores": os.cpu_count(),
        "load": round(os.getloadavg()[0], 1),
        "python": platform.python_version(),
    }
    print(table(figures))
    print("measured on " + ", ".join(f"{name} {value}" for name, value in machine.items()))
    BUILD.mkdir(exist_ok=True)
    report = {"machine": machine, "figures": [asdict(f) | {"met": f.met} for f in figures]}
    (BUILD / "bench.json").write_text(json.dumps(report, indent=2) + "\n", encoding="utf-8")


def _figures() -> Iterator[Figure]:
    gc.collect()
    gc.freeze()  # as a serving backend does
    yield from schedule_bench.figures()
    yield from reading.figures()
    yield from identity.figures()
    yield from histories.figures()
    yield from dates.figures()
    yield from adopt.figures()
    yield from cards.figures()
    yield from crm.figures()
    yield from workspace.figures()
    with local() as at:
        yield from requests_ratio.figures(at)
        yield from passes.figures(at)
        yield from brief.figures(at)
    with TemporaryDirectory() as folder:
        data = Path(folder) / "demo"
        with running_demo(data) as ready:
            yield from idle.figures(data)
            yield from latency.figures(ready["workspace"], ready["spreadsheet_id"])
            yield from first_plan.figures(ready)


if __name__ == "__main__":
    main()
