"""How soon the demo answers: from a buyer's edit to the slip's annotation in the same Sheet."""

from __future__ import annotations

import time
from datetime import date, timedelta
from statistics import median, quantiles

import requests

from bench.figures import Figure
from tests.running import BUYER, PlanSheet

EDITS = 40
PAUSE_SECONDS = 0.7
"""Rest after each edit, so that the robot's own write is over before the next one."""

LOOK_SECONDS = 0.01
LONGEST_SECONDS = 30.0


def figures(workspace: str, spreadsheet_id: str) -> list[Figure]:
    """The usual and the slow answer, one edit at a time over plain HTTP."""
    buyer = _Buyer(workspace, spreadsheet_id)
    waits = []
    for _ in range(EDITS):
        waits.append(buyer.wait_for_signal())
        time.sleep(PAUSE_SECONDS)
    return [
        Figure("edit to annotation, p50", median(waits), None, "s"),
        Figure("edit to annotation, p95", quantiles(waits, n=20)[-1], 2, "s"),
    ]


class _Buyer:
    """Dana, who moves the due date of one milestone after the other by a week."""

    def __init__(self, workspace: str, spreadsheet_id: str) -> None:
        sheet = PlanSheet(workspace, spreadsheet_id)
        _, columns = sheet.header()
        self._due, self._signal = (chr(ord("A") + columns[name] - 1) for name in ("Due", "Signal"))
        self._rows = [(row["_row"], date.fromisoformat(row["Due"])) for row in sheet.rows().values()]
        self._values = f"{workspace}/v4/spreadsheets/{spreadsheet_id}/values"
        self._http = requests.Session()
        self._http.headers["Authorization"] = f"Bearer local:{BUYER}"
        self._edits = 0

    def wait_for_signal(self) -> float:
        """Move a date; the seconds until the row's Signal says something else than before."""
        row, due = self._rows[self._edits % len(self._rows)]
        self._edits += 1
        moved = due + timedelta(weeks=1 + self._edits // len(self._rows))
        before = self._read(f"Plan!{self._signal}{row}")
        began = time.monotonic()
        self._write(f"Plan!{self._due}{row}", moved)
        while self._read(f"Plan!{self._signal}{row}") == before:
            if time.monotonic() - began > LONGEST_SECONDS:
                raise AssertionError(f"row {row} was moved to {moved} and nothing said so")
            time.sleep(LOOK_SECONDS)
        return time.monotonic() - began

    def _read(self, cell: str) -> str:
        answer = self._http.get(f"{self._values}/{cell}", timeout=10)
        answer.raise_for_status()
        return str(answer.json().get("values", [[""]])[0][0])

    def _write(self, cell: str, day: date) -> None:
        answer = self._http.put(
            f"{self._values}/{cell}",
            params={"valueInputOption": "USER_ENTERED"},
            json={"values": [[day.isoformat()]]},
            timeout=10,
        )
        answer.raise_for_status()
