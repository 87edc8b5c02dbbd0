"""Real processes for the tests: the demo, or the Workspace and the backend apart, and clients that act as people."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import gspread
import gspread.http_client
import requests
from google.auth.credentials import AnonymousCredentials

T = TypeVar("T")
BUYER = "dana@acme.example"
SELLER = "sam@northwind.example"
ROBOT = "robot@closeplan.local"
ROOT = Path(__file__).parent.parent


@dataclass
class Process:
    """A running program of ours and the JSON line it printed when it was ready."""

    popen: subprocess.Popen[str]
    ready: dict[str, Any]

    def kill(self) -> None:
        """As a power cut would."""
        self.popen.kill()
        self.popen.wait(timeout=10)
        self._close()

    def stop(self) -> None:
        self.popen.terminate()
        try:
            self.popen.wait(timeout=20)
        except subprocess.TimeoutExpired:
            self.kill()
        self._close()

    def _close(self) -> None:
        if self.popen.stdout is not None:
            self.popen.stdout.close()


def environment(**settings: str) -> dict[str, str]:
    """This environment without any setting of ours, plus these."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("CLOSEPLAN_")}
    return {**kept, **{f"CLOSEPLAN_{name.upper()}": value for name, value in settings.items()}}


def start(*arguments: str, log: Path, env: dict[str, str] | None = None) -> Process:
    """Start a module of ours and wait for the JSON line that says it is ready."""
    with log.open("a", encoding="utf-8") as stderr:
        popen = subprocess.Popen(
            [sys.executable, "-m", *arguments],
            cwd=ROOT, env=env or environment(), stdout=subprocess.PIPE, stderr=stderr, text=True,
        )  # fmt: skip
    assert popen.stdout is not None
    line = popen.stdout.readline()
    assert line, f"{arguments} did not start:\n{log.read_text(encoding='utf-8')[-4000:]}"
    return Process(popen, json.loads(line))


@contextmanager
def running_demo(data: Path, **settings: str) -> Iterator[dict[str, Any]]:
    """`closeplan demo` on free ports with those settings; yields what it printed when ready. Fails where it showed a card that
    Google would not take.
    """
    log = data.parent / "demo.log"
    demo = start(
        "addon", "demo", "--port", "0", "--workspace-port", "0", "--data", str(data), "--no-browser", log=log,
        env=environment(**settings),
    )  # fmt: skip
    try:
        yield demo.ready
    finally:
        demo.stop()
    wrong = [line for line in log.read_text(encoding="utf-8").splitlines() if "a wrong card" in line]
    assert not wrong, wrong


class _LocalHTTP(gspread.http_client.HTTPClient):
    base_url = ""

    def request(self, method: str, endpoint: str, *args: Any, **kwargs: Any) -> requests.Response:
        for host in ("https://sheets.googleapis.com", "https://www.googleapis.com"):
            endpoint = endpoint.replace(host, self.base_url, 1)
        return super().request(method, endpoint, *args, **kwargs)


def gspread_as(person: str, workspace: str) -> gspread.Client:
    """Unmodified gspread but for its base URL, acting as a person."""
    session = requests.Session()
    session.headers["Authorization"] = f"Bearer local:{person}"
    http_client = type("LocalHTTP", (_LocalHTTP,), {"base_url": workspace})
    nobody = AnonymousCredentials()  # the session's header says who it is
    return gspread.Client(auth=nobody, session=session, http_client=http_client)


def eventually(look: Callable[[], T], *, seconds: float = 5.0, says: str = "") -> T:
    """The first truthy answer of `look`; fails with what was seen last. AssertionErrors inside are waited out."""
    deadline = time.monotonic() + seconds
    while True:
        failure: BaseException | None = None
        try:
            found = look()
            if found:
                return found
        except AssertionError as error:
            failure = error
        if time.monotonic() > deadline:
            seen = f": {failure}" if failure else ""
            raise AssertionError(f"{says or 'it never came true'}{seen}") from failure
        time.sleep(0.05)


class PlanSheet:
    """A plan's Sheet as a person sees it, cells found by their headers as a person would."""

    def __init__(self, workspace: str, spreadsheet_id: str, person: str = BUYER, tab: str = "Plan") -> None:
        self.workspace = workspace
        self.id = spreadsheet_id
        self.person = person
        self.book = gspread_as(person, workspace).open_by_key(spreadsheet_id)
        self.plan = self.book.worksheet(tab)

    def grid(self, tab: str = "Plan") -> list[list[Any]]:
        return self.book.worksheet(tab).get_all_values()

    def header(self, tab: str = "Plan", first: str = "Milestone") -> tuple[int, dict[str, int]]:
        """The header's row and each column's number, both from 1."""
        for number, row in enumerate(self.grid(tab), start=1):
            if first in row:
                return number, {text: column for column, text in enumerate(row, start=1) if text}
        raise AssertionError(f"no header with {first!r} on {tab}")

    def rows(self, tab: str = "Plan", first: str = "Milestone") -> dict[str, dict[str, str]]:
        """Rows by what stands in their `first` column, with `_row`, their number from 1."""
        head, columns = self.header(tab, first)
        found = {}
        for number, row in enumerate(self.grid(tab)[head:], start=head + 1):
            cells = {name: row[column - 1] if column <= len(row) else "" for name, column in columns.items()}
            if cells[first]:
                found[cells[first]] = {**cells, "_row": str(number)}
        return found

    def set(
        self, milestone: str, column: str, value: str, *, tab: str = "Plan", first: str = "Milestone"
    ) -> None:
        """Type a value into a row's cell, as a person does."""
        _, columns = self.header(tab, first)
        row = int(self.rows(tab, first)[milestone]["_row"])
        self.book.worksheet(tab).update_cell(row, columns[column], value)

    def outlook(self) -> str:
        return next((row[1] for row in self.grid() if row and row[0] == "Outlook"), "")

    def threads(self) -> list[dict[str, Any]]:
        """Every comment thread, with the cell it is anchored to as `cell` (tab, row and column from 1)."""
        answer = requests.get(
            f"{self.workspace}/v4/spreadsheets/{self.id}",
            params={
                "commentsViewMode": "COMMENTS_VIEW_MODE_INCLUDED",
                "fields": "comments,sheets(properties(sheetId,title),commentAnchors)",
            },
            headers={"Authorization": f"Bearer local:{self.person}"},
            timeout=10,
        )
        answer.raise_for_status()
        raw = answer.json()
        cells = {
            anchor["anchorId"]: (
                sheet["properties"]["title"],
                anchor["range"].get("startRowIndex", 0) + 1,
                anchor["range"].get("startColumnIndex", 0) + 1,
            )
            for sheet in raw["sheets"]
            for anchor in sheet.get("commentAnchors", [])
        }
        return [{**thread, "cell": cells.get(thread["anchorId"])} for thread in raw.get("comments", [])]

    def history(self) -> list[dict[str, str]]:
        return list(self.book.worksheet("History").get_all_records())  # type: ignore[arg-type]


def requests_made(workspace: str) -> dict[str, Any]:
    """How many requests the Workspace has answered, by method and person."""
    answer = requests.get(f"{workspace}/_control/requests", timeout=10)
    answer.raise_for_status()
    found: dict[str, Any] = answer.json()
    return found
