"""Hour-long calls taken into one plan, one after the other: does the process grow? `python -m bench.calls.many 1000`."""

from __future__ import annotations

import gc
import sys
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import psutil

from addon.adapters.jobs import RecordingJobs
from addon.adapters.store import SqlStore
from addon.bootstrap import bootstrap
from addon.settings import read_settings
from bench.calls.hour import hour_long
from bench.figures import Figure
from closeplan.plan.model import Status
from closeplan.services.ingest import HandedIn
from tests.integration.test_cli_ledger import keep

CALLS = 40
"""How many `make bench-calls` takes in; docs/performance.md has the figures of 1,000."""

_WARM = 0.25
"""The share of the calls after which memory is first looked at: what is loaded or cached once is there by then."""

FIRST_DAY = date(2024, 1, 1)


def figures(calls: int = CALLS) -> Iterator[Figure]:
    """Seconds a call, and how many MB the process grew between a quarter of the calls and the end."""
    with TemporaryDirectory() as folder:
        settings = read_settings(data=Path(folder), map_mentioned=False)
        keep(SqlStore(settings.database), "acme", 7, Status.IN_PROGRESS)
        backend = bootstrap(settings, jobs=RecordingJobs())
        record = backend.store.plan("acme")
        process, sizes, begun = psutil.Process(), [], time.monotonic()
        for number in range(calls):
            day = FIRST_DAY + timedelta(days=number)
            given = HandedIn(
                data=hour_long(number).encode(),
                name=f"call-{number}.vtt",
                source=f"cli:{number}",
                by="sam@northwind.example",
                day=day,
            )
            assert backend.parts.of_calls.ingest(record, given).is_new
            gc.collect()
            sizes.append(process.memory_info().rss / 1e6)
        seconds = (time.monotonic() - begun) / calls
    yield Figure("hour-long calls taken in, each", seconds, 5, "s")
    yield Figure(f"and growth of memory, {calls} calls", sizes[-1] - sizes[int(calls * _WARM)], 20, "MB")


if __name__ == "__main__":
    for figure in figures(int(sys.argv[1]) if len(sys.argv) > 1 else CALLS):
        print(figure)
