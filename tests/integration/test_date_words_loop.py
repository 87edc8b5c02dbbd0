"""A buyer types dates in words: what is clear counts, what is not is asked about, and the answer settles it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from addon.adapters.jobs import RecordingJobs
from addon.bootstrap import bootstrap
from addon.processes import Silent
from addon.settings import read_settings
from addon.syncing import sync_once
from tests.integration.command import DEAL, closeplan, write_deal
from tests.integration.workspace_clients import running_workspace
from tests.running import PlanSheet

STEP = "Review the MSA"


class Desk:
    """A plan in a Sheet, and a backend that looks when it is asked to."""

    def __init__(self, folder: Path, workspace: str) -> None:
        settings = {"data": str(folder / "data"), "workspace_url": workspace, "watch": "poll"}
        made = closeplan("generate", write_deal(folder, DEAL), "--json", **settings).json()
        self.backend = bootstrap(read_settings(**settings), jobs=RecordingJobs())
        self.sheet = PlanSheet(workspace, made["spreadsheet_id"])
        self.type(self.sheet.rows()[STEP]["Due"])

    def type(self, words: str) -> None:
        """Type a due and let the robot look."""
        self.sheet.set(STEP, "Due", words)
        assert not sync_once(self.backend, Silent()).failed

    def row(self) -> dict[str, str]:
        return self.sheet.rows()[STEP]

    def threads(self) -> list[dict[str, Any]]:
        """Those at the due."""
        row, (_, columns) = int(self.row()["_row"]), self.sheet.header()
        return [thread for thread in self.sheet.threads() if thread["cell"] == ("Plan", row, columns["Due"])]

    def questions(self) -> list[str]:
        """What the open threads at the due ask."""
        return [thread["headPost"]["content"] for thread in self.threads() if thread["status"] == "OPEN"]

    def said(self) -> list[str]:
        """The words of the thread that asks about the due, from its beginning."""
        (thread,) = [one for one in self.threads() if "may mean" in one["headPost"]["content"]]
        return [text for post in thread["replies"] if (text := post.get("content", ""))]


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    with running_workspace(tmp_path_factory.mktemp("workspace")) as process:
        yield Desk(tmp_path_factory.mktemp("seat"), process.ready["workspace"])


def test_words_that_mean_one_day_move_the_milestone_and_stay(desk: Desk) -> None:
    desk.type("end of May 2027")
    moved = [line for line in desk.sheet.history() if line["Item"] == STEP and line["Now"] == "2027-05-31"]
    assert len(moved) == 1
    assert desk.row()["Due"] == "end of May 2027"
    assert desk.row()["Signal"].startswith("Slipped")


def test_words_that_mean_two_days_are_asked_about_until_one_is_typed(desk: Desk) -> None:
    desk.type("15 or 16 June 2027")
    (question,) = desk.questions()
    assert "“15 or 16 June 2027” in Due of Review the MSA may mean 15 Jun 2027 or 16 Jun 2027" in question
    assert desk.row()["Signal"].startswith("Which date is “15 or 16 June 2027”: 15 Jun 2027 or 16 Jun 2027?")

    desk.type("2027-06-16")
    assert not any("15 or 16" in text for text in desk.questions())


def test_an_open_date_is_named_as_such(desk: Desk) -> None:
    desk.type("TBD")
    assert "No date yet" in desk.row()["Signal"]
    desk.type("after board")
    assert "Which day is “after board” expected?" in desk.row()["Signal"]


def test_a_question_that_comes_and_goes_within_minutes_is_asked_and_settled_once(desk: Desk) -> None:
    for words in ("15 März 2027", "2027-06-16") * 3:
        desk.type(words)
    said = desk.said()
    (asked,) = [
        text for text in said if "“15 März 2027” in Due of Review the MSA may mean 15 Mar 2027" in text
    ]
    assert said.index(asked) == len(said) - 2  # and then that it is settled
    assert not any("may mean" in text for text in desk.questions())


def test_a_tick_in_a_date_is_shown_its_place(desk: Desk) -> None:
    desk.type("✅")
    assert "“Status” is the place for that" in desk.said()[-1]
