"""A plan in a Doc of a real local Workspace: generated, edited, read back, answered; crashes in processes of their own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import requests

from addon.adapters.google.accounts import LocalAccounts
from addon.adapters.google.asking import DocThreads
from addon.adapters.google.clients import PerThread
from addon.adapters.jobs import RecordingJobs
from addon.bootstrap import Backend, bootstrap
from addon.dealfiles import DealFiles
from addon.processes import Silent
from addon.settings import read_settings
from addon.syncing import sync_once
from closeplan.plan.document import DocumentKind
from closeplan.plan.signals import Place, Table
from closeplan.records.signals import Question
from tests.integration import test_cli_loop
from tests.integration.command import closeplan
from tests.integration.test_cli_loop import Dying, Killed
from tests.integration.workspace_clients import google_client, running_workspace
from tests.plan_doc import TIMELINE, PlanDoc
from tests.running import BUYER, ROBOT, SELLER, requests_made

STEP = "Review the MSA"


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with running_workspace(tmp_path_factory.mktemp("workspace")) as process:
        yield process.ready["workspace"]


class Seat(test_cli_loop.Seat):
    """A person at a machine with a deal of their own; the backend runs when it is told to."""

    def backend(self) -> Backend:
        return bootstrap(read_settings(**self.settings), jobs=RecordingJobs())

    def sync(self) -> Any:
        synced = sync_once(self.backend(), Silent())
        assert not synced.failed
        return synced.to_json()

    def doc(self) -> PlanDoc:
        backend = self.backend()
        deal = DealFiles().read(self.deal)
        made = backend.generate(deal, seller=SELLER, progress=Silent(), kind=DocumentKind.DOC)
        self.sync()
        return PlanDoc(self.workspace, made.document_id)


@pytest.fixture
def seat(tmp_path: Path, workspace: str, request: pytest.FixtureRequest) -> Seat:
    return Seat(tmp_path, workspace, f"plan-{abs(hash(request.node.nodeid))}")


def later(day: str, days: int) -> str:
    return (date.fromisoformat(day) + timedelta(days)).isoformat()


def test_generate_makes_a_doc_and_repeating_it_says_that_it_stands(seat: Seat) -> None:
    answer = seat.run("generate", seat.deal, "--as", "doc", "--json").json()
    assert answer["created"]
    assert "sheet" not in answer
    doc = PlanDoc(seat.workspace, answer["document_id"])
    assert doc.top()["Go-live"] == "2027-03-31"
    assert len(doc.rows()) >= 12
    before = doc.raw()["revisionId"]

    again = seat.run("generate", seat.deal, "--as", "doc", "--json").json()
    assert again == {**answer, "created": False}
    assert doc.raw()["revisionId"] == before


def test_a_moved_date_is_answered_where_people_look(seat: Seat) -> None:
    doc = seat.doc()
    assert doc.top()["Outlook"]
    was = doc.rows()[STEP]["Due"]
    doc.set(STEP, "Due", later(was, 7))
    told = seat.sync()

    assert [slip["now"] for plan in told["plans"] for slip in plan["slips"]] == [later(was, 7)]
    assert "5 working days" in doc.rows()[STEP]["Signal"]
    (thread,) = [one for one in doc.threads() if "slipped" in one["headPost"]["content"]]
    assert thread["on"] == later(was, 7)
    (line,) = [line for line in doc.history() if line["Item"] == STEP]
    assert (line["Field"], line["Was"], line["Now"], line["Who"]) == ("Due", was, later(was, 7), BUYER)
    revision = doc.raw()["revisionId"]
    seat.sync()
    assert doc.raw()["revisionId"] == revision


def test_an_edit_costs_one_read_and_one_write(seat: Seat) -> None:
    doc = seat.doc()
    doc.set(STEP, "Due", later(doc.rows()[STEP]["Due"], 7))
    requests.post(f"{seat.workspace}/_control/reset-counters", timeout=10)
    seat.sync()
    made = requests_made(seat.workspace)["by_user"][ROBOT]

    assert (made["docs.documents.get"], made["docs.documents.batchUpdate"]) == (1, 1)


def test_a_buyer_may_do_anything_to_the_doc(seat: Seat) -> None:
    doc = seat.doc()
    was, before = doc.rows()[STEP]["Due"], doc.rows()
    doc.set(STEP, "Due", later(was, 7))
    doc.insert_row_below(STEP, {"Milestone": "Board paper", "Owner": "Dana Fischer", "Due": "2027-02-01"})
    gone = next(name for name in before if name != STEP)
    doc.delete_row(gone)
    header = next(cell for row in doc.table().rows for cell in row if cell.text == "Due")
    doc.retype(header, "By when?")
    seat.sync()
    doc.move_to_the_end(TIMELINE)
    seat.sync()

    history = [(line["Item"], line["Field"], line["Was"], line["Now"]) for line in doc.history()]
    assert (STEP, "Due", was, later(was, 7)) in history
    assert sorted(line[0] for line in history) == sorted([STEP, "Board paper", gone])
    assert "5 working days" in doc.rows()[STEP]["Signal"]
    assert len(doc.rows()) == len(before)


def test_a_reply_is_kept_as_the_reason_and_a_return_settles_the_matter(seat: Seat) -> None:
    doc = seat.doc()
    was = doc.rows()[STEP]["Due"]
    doc.set(STEP, "Due", later(was, 7))
    seat.sync()
    (thread,) = [one for one in doc.threads() if "slipped" in one["headPost"]["content"]]
    doc.edit({"addCommentReply": {"commentId": thread["commentId"], "post": {"content": "The board moved."}}})
    doc.set(STEP, "Notes", "seen")
    seat.sync()
    doc.set(STEP, "Due", was)
    seat.sync()

    (thread,) = [one for one in doc.threads() if one["commentId"] == thread["commentId"]]
    assert thread["status"] == "RESOLVED"
    assert "Slipped" not in doc.rows()[STEP]["Signal"]
    assert "The board moved." in {entry.reason for entry in seat.backend().store.ledger(seat.plan_id)}


@pytest.mark.parametrize("at", ["reconcile:read", "reconcile:saved", "reconcile:written"])
def test_a_crash_says_nothing_twice_and_loses_nothing(seat: Seat, at: str) -> None:
    doc = seat.doc()
    was = doc.rows()[STEP]["Due"]
    doc.set(STEP, "Due", later(was, 7))
    crashed = closeplan("sync", **seat.settings, crash_at=at)
    assert crashed.code != 0
    # a claim outlives its process by two minutes
    seat.backend().store.release_due(seat.plan_id)
    seat.sync()

    assert [line["Item"] for line in doc.history()] == [STEP]
    assert len([one for one in doc.threads() if "slipped" in one["headPost"]["content"]]) == 1
    assert "5 working days" in doc.rows()[STEP]["Signal"]


def test_a_write_that_came_late_is_refused_and_made_again_where_things_are_now(seat: Seat) -> None:
    doc = seat.doc()
    was = doc.rows()[STEP]["Due"]
    doc.set(STEP, "Due", later(was, 7))
    table, row, _ = doc.place(STEP, TIMELINE)
    place = {"tableStartLocation": {"index": table.start}, "rowIndex": row, "columnIndex": 0}
    slip = {
        "after": "docs.documents.get", "before": "docs.documents.batchUpdate", "user": ROBOT, "as": BUYER,
        "request": {"requests": [{"insertTableRow": {"tableCellLocation": place, "insertBelow": False}}]},
    }  # fmt: skip
    order_faults(seat.workspace, {"between": slip})
    seat.sync()
    faults = requests.get(f"{seat.workspace}/_control/faults", timeout=10).json()
    requests.delete(f"{seat.workspace}/_control/faults", timeout=10)

    assert "'between'" in str(faults)
    assert [text for text in doc.table().texts[row] if text] == []
    assert "5 working days" in doc.rows()[STEP]["Signal"]
    assert [line["Item"] for line in doc.history()] == [STEP]


def order_faults(workspace: str, order: dict[str, Any]) -> None:
    requests.post(f"{workspace}/_control/faults", json=order, timeout=10).raise_for_status()


@pytest.mark.parametrize("call", ["_create_file", "create", "share"])
def test_an_interrupted_generate_is_finished_with_the_same_doc(seat: Seat, call: str) -> None:
    backend = seat.backend()
    document: Any = backend.generate.documents[DocumentKind.DOC]
    dying = Dying(document, call)
    if call.startswith("_"):
        document._create_file = dying._create_file
    else:
        document = dying
    with pytest.raises(Killed):
        replace(backend.generate, documents={DocumentKind.DOC: document})(
            DealFiles().read(seat.deal), seller=SELLER, progress=Silent(), kind=DocumentKind.DOC
        )
    answer = seat.run("generate", seat.deal, "--as", "doc", "--json").json()

    assert answer["created"]
    drive = google_client("drive", "v3", seat.workspace, SELLER).files()
    mine = f"appProperties has {{ key='closeplan' and value='{seat.plan_id}' }}"
    assert [file["id"] for file in drive.list(q=mine, fields="files(id)").execute()["files"]] == [
        answer["document_id"]
    ]
    assert len(PlanDoc(seat.workspace, answer["document_id"]).rows()) >= 12


def test_the_seller_asks_in_the_doc_once_and_the_robot_leaves_it_alone(seat: Seat) -> None:
    doc = seat.doc()
    client = PerThread(LocalAccounts().seller(SELLER), seat.workspace)
    threads = DocThreads(seller=lambda: client, mint=lambda: "x")
    place = Place(table=Table.TIMELINE, row="msa-review", column="due")
    question = Question(place=place, text="Is <b>this</b> date =right()?", assignee=BUYER)
    moment = datetime(2026, 11, 23, 9, tzinfo=UTC)

    asked = [threads.ask(doc.id, question, None, now=moment, language="en") for _ in range(2)]

    assert asked == [True, False]
    seat.sync()
    (thread,) = [one for one in doc.threads() if one["headPost"]["content"] == question.text]
    assert thread["headPost"]["assigneeEmail"] == BUYER
    assert thread.get("status") != "RESOLVED"
