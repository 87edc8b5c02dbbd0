"""Whatever is sent, the Workspace never fails, and what it refuses has changed nothing."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings

from local_workspace.app import create_app
from local_workspace.gateway import Gateway
from local_workspace.live import Hub
from local_workspace.sheets import Spreadsheet
from local_workspace.storage import Storage
from tests.conformance.bodies import Drawn, requests_of
from tests.running import SELLER

FULL = os.environ.get("PYTEST_CONFORMANCE") == "full"
AT_RANDOM = settings(
    max_examples=5000 if FULL else 150,
    deadline=None,
    derandomize=not FULL,
    suppress_health_check=list(HealthCheck),
)
HEADERS = {"Authorization": f"Bearer local:{SELLER}", "Content-Type": "application/json"}
TABLE = [["name", "days", "when"], ["b", 2, "2026-01-31"], ["a", 1, "=B2*2"], ["c", 3, True]]


class Room:
    """A Workspace with one spreadsheet, as new again whenever a request changed something."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._storage = Storage(folder / "first")
        self.client = self._client()
        self.book = self._furnish()
        self._storage.close()
        self.renew()

    def _client(self) -> FlaskClient:
        return create_app(Gateway(self._storage), Hub()).test_client()

    def _furnish(self) -> str:
        tabs = [{"properties": {"sheetId": n, "title": t, "gridProperties": {"rowCount": 10, "columnCount": 6}}}
                for n, t in ((0, "Sheet1"), (77, "other"))]  # fmt: skip
        book: str = self.call("POST", "/v4/spreadsheets", {"sheets": tabs}).json["spreadsheetId"]
        self.call(
            "PUT", f"/v4/spreadsheets/{book}/values/A1?valueInputOption=USER_ENTERED", {"values": TABLE}
        )
        block = {
            "sheetId": 0,
            "startRowIndex": 0,
            "endRowIndex": 4,
            "startColumnIndex": 0,
            "endColumnIndex": 3,
        }
        row = {"sheetId": 0, "dimension": "ROWS", "startIndex": 1, "endIndex": 2}
        marks = {"metadataKey": "row", "visibility": "DOCUMENT", "location": {"dimensionRange": row}}
        self.call("POST", f"/v4/spreadsheets/{book}:batchUpdate", {"requests": [
            {"addNamedRange": {"namedRange": {"name": "block", "range": block}}},
            {"createDeveloperMetadata": {"developerMetadata": marks}},
            {"mergeCells": {"range": {**block, "startRowIndex": 6, "endRowIndex": 8}}},
        ]})  # fmt: skip
        return book

    def call(self, method: str, path: str, body: Any = None, data: bytes | None = None) -> Any:
        return self.client.open(path, method=method, json=body, data=data, headers=HEADERS)

    def renew(self) -> None:
        """Put back the first state."""
        self._storage.close()
        now = self._folder / "now"
        shutil.rmtree(now, ignore_errors=True)
        shutil.copytree(self._folder / "first", now)
        self._storage = Storage(now)
        self.client = self._client()

    def state(self) -> tuple[Any, ...]:
        """Everything that is stored, and the document as it is in memory."""
        with self._storage.transaction() as db:
            tables = [row["name"] for row in db.rows("SELECT name FROM sqlite_master WHERE type = 'table'")]
            stored = [tuple(map(tuple, db.rows(f"SELECT * FROM {table}"))) for table in tables]
            in_memory = db.document(self.book).to_json() if db.has_document(self.book) else None
        return stored, in_memory

    def reads_back(self) -> bool:
        """Whether a restarted server would read what this one has in memory."""
        in_memory = self.state()[1]
        return in_memory is None or Spreadsheet.from_json(in_memory).to_json() == in_memory

    def close(self) -> None:
        self._storage.close()


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Room]:
    made = Room(tmp_path_factory.mktemp("room"))
    yield made
    made.close()


def hold(room: Room, drawn: Drawn) -> None:
    """Send it: no failure, nothing changed by a refusal, and all can be read afterwards."""
    before = room.state()
    path, data = drawn.at(room.book)
    answer = room.call(drawn.http, path, data=data)

    assert answer.status_code < 500 or answer.status_code == 501, answer.text
    if answer.status_code >= 400:
        assert answer.json["error"]["code"] == answer.status_code
        assert room.state() == before
        return
    if room.state() == before:
        return
    read = room.call("GET", f"/v4/spreadsheets/{room.book}?includeGridData=true")
    assert read.status_code in (200, 404), read.text
    assert room.reads_back()
    room.renew()


@AT_RANDOM
@given(drawn=requests_of("sheets", "v4"))
def test_no_request_to_sheets_breaks_anything(room: Room, drawn: Drawn) -> None:
    hold(room, drawn)


@AT_RANDOM
@given(drawn=requests_of("drive", "v3"))
def test_no_request_to_drive_breaks_anything(room: Room, drawn: Drawn) -> None:
    hold(room, drawn)
