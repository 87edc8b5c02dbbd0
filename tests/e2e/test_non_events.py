"""What is no slip though dates moved: a date taken back at once, and an old version that comes back."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.integration.command import closeplan
from tests.running import PlanSheet, eventually, running_demo

STEP, OTHER = "Contract review and redlines", "Budget approval"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("demo") / "data"


@pytest.fixture(scope="module")
def demo(folder: Path) -> Iterator[dict[str, Any]]:
    with running_demo(folder) as ready:
        yield ready


@pytest.fixture
def sheet(demo: dict[str, Any]) -> PlanSheet:
    found = PlanSheet(demo["workspace"], demo["spreadsheet_id"])
    eventually(found.outlook, says="the first pass never wrote the outlook")
    return found


def ledger(demo: dict[str, Any], folder: Path) -> dict[str, Any]:
    (told,) = closeplan("ledger", demo["plan_id"], "--json", data=str(folder / "backend")).json()
    found: dict[str, Any] = told
    return found


def moves(told: dict[str, Any]) -> dict[str, int]:
    return {one["name"]: one["moves"] for one in told["milestones"] if one["moves"]}


def test_a_date_taken_back_within_minutes_is_one_non_event(
    sheet: PlanSheet, demo: dict[str, Any], folder: Path
) -> None:
    due = sheet.rows()[STEP]["Due"]
    sheet.set(STEP, "Due", "2027-12-01")
    eventually(lambda: "Slipped" in sheet.rows()[STEP]["Signal"])
    sheet.set(STEP, "Due", due)
    eventually(lambda: "Slipped" not in sheet.rows()[STEP]["Signal"])

    line = eventually(lambda: lines_with(sheet, "Effect on go-live", "taken back at once"))[0]
    assert (line["Item"], line["Slip"]) == (STEP, "")
    assert moves(ledger(demo, folder)) == {}
    assert len(sheet.history()) == 1


def test_a_version_that_is_restored_is_told_as_that_and_is_nobodys_move(
    sheet: PlanSheet, demo: dict[str, Any], folder: Path
) -> None:
    sheet.set(STEP, "Due", "2027-12-01")
    eventually(lambda: "Slipped" in sheet.rows()[STEP]["Signal"])
    version = {tab.title: tab.get_all_values() for tab in sheet.book.worksheets()}
    lines = len(sheet.history())
    sheet.set(STEP, "Due", "2027-12-08")
    sheet.set(OTHER, "Due", "2027-12-15")
    eventually(lambda: len(sheet.history()) == lines + 2)
    before = moves(ledger(demo, folder))

    restore(sheet, version)
    last = eventually(lambda: lines_with(sheet, "Field", "Restored"))[-1]

    assert str(last["Now"]).startswith("version of ")
    assert moves(ledger(demo, folder)) == before
    assert "Slipped" not in sheet.rows()[OTHER]["Signal"]
    assert json.dumps(sheet.grid()).count("2027-12-01") == 1


def lines_with(sheet: PlanSheet, column: str, text: str) -> list[dict[str, str]]:
    return [line for line in sheet.history() if line[column] == text]


def restore(sheet: PlanSheet, version: dict[str, list[list[str]]]) -> None:
    """Every tab as it was, in one request: what restoring a version in the version history does."""
    body = {
        "valueInputOption": "USER_ENTERED",
        "data": [
            {"range": f"'{title}'!A1", "values": [*rows, *[[""] * len(rows[0])] * 5]}
            for title, rows in version.items()
        ],
    }
    sheet.book.values_batch_update(body)
