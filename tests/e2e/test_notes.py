"""Where Sheets refuses comments, cell notes take their place: the same loop through a proxy that refuses them."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, ClassVar

import pytest
import requests

from addon.adapters.jobs import RecordingJobs
from addon.bootstrap import bootstrap
from addon.demo import sample_deal
from addon.processes import Silent
from addon.settings import read_settings
from closeplan.records import DuePlan
from tests.e2e.buyer import day_after
from tests.running import BUYER, SELLER, PlanSheet, start

STEP = "Contract review and redlines"
UNKNOWN = "Invalid JSON payload received. Unknown name \"insertComment\" at 'requests[0]': Cannot find field."
UNSHOWN = 'Invalid JSON payload received. Unknown name "commentsViewMode": Cannot bind query parameter.'


class _Proxy(BaseHTTPRequestHandler):
    """Passes everything on but what would write a comment."""

    workspace: ClassVar[str]
    shows_comments: ClassVar[bool] = True
    url: ClassVar[str]
    refused: ClassVar[list[str]]
    protocol_version = "HTTP/1.1"

    def _pass(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        if b"insertComment" in body or b"addCommentReply" in body:
            self._refuse(UNKNOWN)
        elif "comment" in self.path and not self.shows_comments:
            self._refuse(UNSHOWN)
        else:
            kept = {name: value for name, value in self.headers.items() if name.lower() != "host"}
            answer = requests.request(
                self.command, self.workspace + self.path, data=body, headers=kept, timeout=10
            )
            self._answer(answer.status_code, answer.content)

    do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = _pass  # noqa: N815  the names http.server calls

    def _refuse(self, message: str) -> None:
        self.refused.append(self.path)
        error = {"code": 400, "message": message, "status": "INVALID_ARGUMENT"}
        self._answer(400, json.dumps({"error": error}).encode())

    def _answer(self, status: int, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", "application/json; charset=UTF-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  http.server's own signature
        """Nothing: the test says what it needs."""


@contextmanager
def refusing(workspace: str, *, shows_comments: bool) -> Iterator[type[_Proxy]]:
    handler: type[_Proxy] = type(
        "Proxy", (_Proxy,), {"workspace": workspace, "refused": [], "shows_comments": shows_comments}
    )
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    handler.url = f"http://127.0.0.1:{server.server_port}"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield handler
    finally:
        server.shutdown()
        server.server_close()


class Notes(PlanSheet):
    """The plan's Sheet with its cell notes."""

    reconcile: Callable[[], Any]

    @property
    def due_cell(self) -> str:
        return f"{chr(64 + self.header()[1]['Due'])}{self.rows()[STEP]['_row']}"

    def note(self) -> str:
        return str(self.plan.get_note(self.due_cell) or "")

    def write_note(self, text: str) -> None:
        self.plan.update_note(self.due_cell, text)


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[str]:
    log = tmp_path / "log"
    process = start("local_workspace", "--port", "0", "--data", str(tmp_path / "workspace"), log=log)
    yield process.ready["workspace"]
    process.stop()


@pytest.fixture(params=[True, False], ids=["comments are shown", "comments are unknown"])
def sheet(request: pytest.FixtureRequest, workspace: str, tmp_path: Path) -> Iterator[Notes]:
    """A plan that was reconciled once; Sheets is asked for comments that one time and never again."""
    with refusing(workspace, shows_comments=request.param) as proxy:
        settings = read_settings(data=str(tmp_path / "backend"), workspace_url=proxy.url)
        backend = bootstrap(settings, jobs=RecordingJobs())
        made = backend.generate(sample_deal(datetime.now(UTC).date()), seller=SELLER, progress=Silent())
        found = Notes(workspace, made.document_id)
        found.reconcile = lambda: _reconcile(backend, made.plan_id)
        found.reconcile()
        yield found
        assert len(proxy.refused) == 1


def _reconcile(backend: Any, plan_id: str) -> Any:
    backend.store.queue_plan(DuePlan(plan_id=plan_id, version=0, who=BUYER, seen_at=datetime.now(UTC)))
    return backend.reconcile(plan_id)


def test_a_slip_is_a_note_that_goes_away_with_it(sheet: Notes) -> None:
    due = sheet.rows()[STEP]["Due"]
    sheet.write_note("Call Oliver first")
    sheet.set(STEP, "Due", day_after(due, 7))

    assert sheet.reconcile().wrote
    assert sheet.note().startswith("Call Oliver first\n\nContract review and redlines slipped")
    assert sheet.threads() == []
    assert not sheet.reconcile().wrote

    sheet.set(STEP, "Due", due)
    assert sheet.reconcile().wrote
    assert sheet.note() == "Call Oliver first"


def test_a_note_that_a_person_deletes_stays_gone_until_the_date_moves_again(sheet: Notes) -> None:
    due = sheet.rows()[STEP]["Due"]
    sheet.set(STEP, "Due", day_after(due, 7))
    sheet.reconcile()
    sheet.write_note("")

    assert not sheet.reconcile().wrote
    assert sheet.note() == ""

    sheet.set(STEP, "Due", day_after(due, 14))
    sheet.reconcile()
    assert "2nd move" in sheet.note()
