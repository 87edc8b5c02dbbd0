"""`generate`, `sync` and `doctor` against a real local Workspace, each command a process of its own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import gspread
import pytest

from addon.adapters.google import feed
from addon.adapters.jobs import RecordingJobs
from addon.answers import synced_lines
from addon.bootstrap import bootstrap
from addon.dealfiles import DealFiles
from addon.doctor import examine
from addon.processes import Silent
from addon.settings import read_settings
from addon.syncing import sync_once
from closeplan.plan.document import DocumentKind
from tests.integration.command import DEAL, Done, closeplan, write_deal
from tests.integration.workspace_clients import google_client, running_workspace
from tests.running import ROBOT, SELLER, PlanSheet, gspread_as

STEP = "Review the MSA"


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with running_workspace(tmp_path_factory.mktemp("workspace")) as process:
        yield process.ready["workspace"]


class Seat:
    """A person at a machine with a deal of their own, and no backend running."""

    def __init__(self, folder: Path, workspace: str, plan_id: str) -> None:
        self.workspace = workspace
        self.plan_id = plan_id
        self.settings = {"data": str(folder / "data"), "workspace_url": workspace, "watch": "poll"}
        self.deal = write_deal(folder, DEAL.replace("acme-2027", plan_id))

    def run(self, *arguments: str | Path) -> Done:
        return closeplan(*arguments, **self.settings)

    def sheet(self) -> PlanSheet:
        made = self.run("generate", self.deal, "--json").json()
        return PlanSheet(self.workspace, made["spreadsheet_id"])

    def files(self) -> list[str]:
        """Ids of the Sheets that carry this plan's id."""
        drive = google_client("drive", "v3", self.workspace, SELLER)
        query = f"appProperties has {{ key='closeplan' and value='{self.plan_id}' }} and trashed = false"
        return [file["id"] for file in drive.files().list(q=query, fields="files(id)").execute()["files"]]


@pytest.fixture
def seat(tmp_path: Path, workspace: str, request: pytest.FixtureRequest) -> Seat:
    return Seat(tmp_path, workspace, f"plan-{abs(hash(request.node.nodeid))}")


def later(day: str, days: int) -> str:
    return (date.fromisoformat(day) + timedelta(days)).isoformat()


def test_generate_makes_a_plan_and_repeating_it_says_that_it_stands(seat: Seat) -> None:
    made = seat.run("generate", seat.deal, "--json")
    answer = made.json()
    assert (made.code, answer["plan_id"], answer["created"]) == (0, seat.plan_id, True)
    assert answer["feasible"]
    before = PlanSheet(seat.workspace, answer["spreadsheet_id"]).grid()

    again = seat.run("generate", seat.deal, "--json").json()
    assert again == {**answer, "created": False}
    assert PlanSheet(seat.workspace, answer["spreadsheet_id"]).grid() == before
    told = seat.run("generate", seat.deal)
    assert told.out == f"Nothing to do, it stands already: {seat.plan_id}: {answer['sheet']}\n"
    assert seat.files() == [answer["spreadsheet_id"]]


def test_generate_tells_a_person_where_the_plan_is_and_what_does_not_fit(seat: Seat, tmp_path: Path) -> None:
    late = seat.deal.read_text("utf-8").replace("2027-03-31", "2026-12-10")
    made = seat.run("generate", write_deal(tmp_path, late, "late.yaml"))
    assert made.code == 0
    assert made.out.startswith(f"Made {seat.plan_id}: http")
    assert "Does not fit by " in made.out


class Killed(BaseException):
    """The process is gone; nobody catches that."""


class Dying:
    """A document whose process is killed right after one call."""

    def __init__(self, inner: Any, call: str) -> None:
        self._inner, self._call = inner, call

    def __getattr__(self, name: str) -> Any:
        method = getattr(self._inner, name)
        if name != self._call:
            return method

        def last(*args: Any, **kwargs: Any) -> Any:
            method(*args, **kwargs)
            raise Killed

        return last


@pytest.mark.parametrize("call", ["_create_file", "create", "share"])
def test_an_interrupted_generate_is_finished_with_the_same_sheet(seat: Seat, call: str) -> None:
    backend = bootstrap(read_settings(**seat.settings), jobs=RecordingJobs())
    document: Any = backend.generate.documents[DocumentKind.SHEET]
    if call.startswith("_"):
        document._create_file = Dying(document, call)._create_file
    else:
        document = Dying(document, call)
    with pytest.raises(Killed):
        replace(backend.generate, documents={DocumentKind.SHEET: document})(
            DealFiles().read(seat.deal), seller=SELLER, progress=Silent()
        )
    assert len(seat.files()) == 1

    answer = seat.run("generate", seat.deal, "--json").json()
    assert answer["created"]
    assert seat.files() == [answer["spreadsheet_id"]]
    assert len(PlanSheet(seat.workspace, answer["spreadsheet_id"]).rows()) >= 12
    assert PlanSheet(seat.workspace, answer["spreadsheet_id"], ROBOT).grid()


def test_a_wrong_deal_file_makes_nothing(seat: Seat, tmp_path: Path) -> None:
    wrong = seat.deal.read_text("utf-8") + "template: heavy\ncolour: red\n"
    done = seat.run("generate", write_deal(tmp_path, wrong, "wrong.yaml"), "--json")
    assert (done.code, done.out, len(done.err.splitlines())) == (2, "", 2)
    assert seat.run("generate", seat.deal, "--template", "heavy").code == 2
    assert seat.files() == []


def test_without_a_workspace_there_is_one_clear_line(seat: Seat) -> None:
    seat.settings["workspace_url"] = "http://127.0.0.1:1"
    for command in (("generate", str(seat.deal)), ("generate", str(seat.deal), "--json")):
        done = seat.run(*command)
        assert (done.code, done.out) == (1, "")
        assert done.err.startswith("closeplan: ")
        assert "no answer from Google" in done.err
        assert done.err.count("\n") == 1


def test_sync_finds_an_edit_that_was_made_while_nothing_ran(seat: Seat) -> None:
    sheet = seat.sheet()
    first = seat.run("sync", "--json").json()
    assert [plan["plan_id"] for plan in first["plans"]] == [seat.plan_id]
    assert sheet.outlook()

    due = sheet.rows()[STEP]["Due"]
    sheet.set(STEP, "Due", later(due, 7))
    found = seat.run("sync", "--json").json()
    assert found["failed"] == []
    assert [(plan["changes"], plan["wrote"]) for plan in found["plans"]] == [(1, True)]
    slip = {"milestone": "msa-review", "name": STEP, "was": due, "now": later(due, 7), "days": 5}
    assert found["plans"][0]["slips"] == [slip]
    assert "Slipped" in sheet.rows()[STEP]["Signal"]

    assert seat.run("sync").out == "Nothing has changed.\n"
    assert seat.run("sync", "--json").json() == {"plans": [], "failed": [], "old_layouts": [], "brought": {}}


def test_sync_tells_a_person_what_moved(seat: Seat) -> None:
    sheet = seat.sheet()
    seat.run("sync")
    due = sheet.rows()[STEP]["Due"]
    sheet.set(STEP, "Due", later(due, -7))
    done = seat.run("sync")
    assert done.out.startswith(f"{seat.plan_id}: 1 change, ")
    assert f"  {STEP}: {due} to {later(due, -7)}, 5 working days earlier\n" in done.out


def test_sync_says_when_a_sheet_is_out_of_reach_and_finds_it_again(seat: Seat) -> None:
    sheet = seat.sheet()
    seat.run("sync")
    book = gspread_as(SELLER, seat.workspace).open_by_key(sheet.id)
    book.remove_permissions(ROBOT, role="any")
    done = seat.run("sync")
    assert done.code == 1
    assert done.out == f"{seat.plan_id}: its Sheet is deleted, or no longer shared with the robot\n"
    doctor = {finding.name: finding for finding in examine(read_settings(**seat.settings))}
    assert not doctor["plans"].ok
    assert "out of the robot's reach" in doctor["plans"].says

    share_again(book)
    due = sheet.rows()[STEP]["Due"]
    sheet.set(STEP, "Due", later(due, 7))
    assert [plan["changes"] for plan in seat.run("sync", "--json").json()["plans"]] == [1]


def share_again(book: gspread.Spreadsheet) -> None:
    book.share(ROBOT, perm_type="user", role="writer", notify=False)


def test_sync_without_a_workspace_names_what_it_could_not_read(
    seat: Seat, monkeypatch: pytest.MonkeyPatch
) -> None:
    seat.sheet()
    monkeypatch.setattr(feed, "RETRIES", 0)  # they would only make the test wait
    seat.settings["workspace_url"] = "http://127.0.0.1:1"
    backend = bootstrap(read_settings(**seat.settings), jobs=RecordingJobs())
    synced = sync_once(backend, Silent())
    assert synced.plans == []
    assert [failure.about for failure in synced.failed] == [ROBOT, seat.plan_id]
    assert all("no answer from Google" in line for line in synced_lines(synced))
    assert backend.store.due_plans(backend.reconcile.clock.now()) == [seat.plan_id], (
        "the next sync tries again"
    )


def test_sync_before_any_plan_has_nothing_to_do(seat: Seat) -> None:
    done = seat.run("sync")
    assert (done.code, done.out) == (0, "Nothing has changed.\n")
