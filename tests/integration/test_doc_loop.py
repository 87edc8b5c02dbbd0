"""A plan in a Doc, over the real command line and a real local Workspace: generated, edited, read back, answered."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.integration.command import DEAL, Done, closeplan, write_deal
from tests.integration.workspace_clients import running_workspace
from tests.plan_doc import HISTORY, TIMELINE, PlanDoc
from tests.running import BUYER, ROBOT

STEP = "Review the MSA"


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with running_workspace(tmp_path_factory.mktemp("workspace")) as process:
        yield process.ready["workspace"]


class Seat:
    """A person at a machine with a deal of their own; the backend runs when it is told to."""

    def __init__(self, folder: Path, workspace: str, plan_id: str) -> None:
        self.workspace = workspace
        self.settings = {"data": str(folder / "data"), "workspace_url": workspace, "watch": "poll"}
        self.deal = write_deal(folder, DEAL.replace("acme-2027", plan_id))

    def run(self, *arguments: str | Path) -> Done:
        return closeplan(*arguments, **self.settings)

    def sync(self) -> Any:
        done = self.run("sync", "--json")
        assert done.code == 0, done.err
        return done.json()

    def doc(self) -> PlanDoc:
        made = self.run("generate", self.deal, "--as", "doc", "--json").json()
        self.sync()
        return PlanDoc(self.workspace, made["document_id"])


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
