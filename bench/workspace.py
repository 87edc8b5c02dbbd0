"""How quick the local Workspace is by itself: its start, large reads and writes, and a busy hundred of plans."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory

import psutil
import requests

from bench.figures import Figure
from tests.running import SELLER, Process, start

STARTS = 5
RUNS = 15
PLANS = 100
EDITORS = 20
PLAN_ROWS, PLAN_COLUMNS = 60, 14
"""About what a plan's first tab holds."""

BUSY_SECONDS = 10
HEADERS = {"Authorization": f"Bearer local:{SELLER}"}


def figures() -> list[Figure]:
    """Everything that issue 3 promises about the Workspace's speed."""
    with TemporaryDirectory() as folder:
        cold = median(_cold_start(Path(folder) / str(n)) for n in range(STARTS))
        process = _start(Path(folder))
        try:
            books = _Books(process.ready["workspace"])
            reading, writing = books.large_read(), books.large_write()
            waits = books.busy()
            resident = psutil.Process(process.popen.pid).memory_info().rss / 1e6
        finally:
            process.stop()
    return [
        Figure("workspace, cold start", cold, 1, "s"),
        Figure("workspace, values.get of 10,000 cells", reading, 60, "ms"),
        Figure("workspace, batchUpdate of 1,000 cells", writing, 60, "ms"),
        Figure("workspace, 20 editors in 100 plans, p50", median(waits), None, "ms"),
        Figure("workspace, 20 editors in 100 plans, p95", quantiles(waits, n=20)[-1], 100, "ms"),
        Figure("workspace, 100 plans open, resident", resident, 300, "MB"),
    ]


def _cold_start(folder: Path) -> float:
    folder.mkdir()
    began = time.monotonic()
    process = _start(folder)
    took = time.monotonic() - began
    process.stop()
    return took


def _start(folder: Path) -> Process:
    return start("local_workspace", "--port", "0", "--data", str(folder / "data"), log=folder / "log")


class _Books:
    """Spreadsheets in one Workspace, edited over plain HTTP."""

    def __init__(self, base: str) -> None:
        self._sheets = f"{base}/v4/spreadsheets"

    def large_read(self) -> float:
        """The median of reading 10,000 filled cells."""
        with _session() as http:
            book = self._filled(http, rows=1000, columns=10)
            return _median_ms(lambda: http.get(f"{self._sheets}/{book}/values/A1:J1000", timeout=30))

    def large_write(self) -> float:
        """The median of a batchUpdate that sets 1,000 cells of a plan."""
        cells = [{"values": [{"userEnteredValue": {"numberValue": n}} for n in range(10)]}] * 100
        start_at = {"sheetId": 0, "rowIndex": 0, "columnIndex": 0}
        body = {
            "requests": [{"updateCells": {"start": start_at, "rows": cells, "fields": "userEnteredValue"}}]
        }
        with _session() as http:
            book = self._filled(http, rows=PLAN_ROWS, columns=PLAN_COLUMNS)
            return _median_ms(lambda: http.post(f"{self._sheets}/{book}:batchUpdate", json=body, timeout=30))

    def busy(self) -> list[float]:
        """What each edit took, in ms, when every editor makes one a second, each time in another plan."""
        with _session() as http:
            books = [self._filled(http, rows=PLAN_ROWS, columns=PLAN_COLUMNS) for _ in range(PLANS)]
        waits: list[float] = []
        editors = [threading.Thread(target=self._edit, args=(n, books, waits)) for n in range(EDITORS)]
        for editor in editors:
            editor.start()
        for editor in editors:
            editor.join()
        return waits

    def _edit(self, editor: int, books: list[str], waits: list[float]) -> None:
        with _session() as http:
            began = time.monotonic() + editor / EDITORS  # people don't type in step
            for turn in range(BUSY_SECONDS):
                time.sleep(max(0, began + turn - time.monotonic()))
                book = books[(editor + turn * EDITORS) % PLANS]
                waits.append(_timed_ms(partial(self._type, http, book, f"E{turn + 2}")))

    def _type(self, http: requests.Session, book: str, cell: str) -> requests.Response:
        return http.put(
            f"{self._sheets}/{book}/values/{cell}",
            params={"valueInputOption": "USER_ENTERED"},
            json={"values": [["2026-12-24"]]},
            timeout=30,
        )

    def _filled(self, http: requests.Session, *, rows: int, columns: int) -> str:
        grid = {"properties": {"sheetId": 0, "gridProperties": {"rowCount": 1000, "columnCount": 26}}}
        made = http.post(self._sheets, json={"sheets": [grid]}, timeout=30)
        book: str = made.json()["spreadsheetId"]
        values = [
            [f"{row}.{column}" if column % 2 else row for column in range(columns)] for row in range(rows)
        ]
        answer = http.put(
            f"{self._sheets}/{book}/values/A1",
            params={"valueInputOption": "RAW"},
            json={"values": values},
            timeout=30,
        )
        answer.raise_for_status()
        return book


def _session() -> requests.Session:
    session = requests.Session()
    session.headers.update(HEADERS)
    return session


def _median_ms(ask: Callable[[], requests.Response]) -> float:
    return median(_timed_ms(ask) for _ in range(RUNS))


def _timed_ms(ask: Callable[[], requests.Response]) -> float:
    began = time.perf_counter()
    ask().raise_for_status()
    return (time.perf_counter() - began) * 1000
