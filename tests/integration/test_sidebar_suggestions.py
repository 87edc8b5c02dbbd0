"""What calls suggest, on the demo: nobody but the seller sees it before it is accepted."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest

from tests.running import PlanSheet, eventually, running_demo
from tests.sidebar import Sidebar

REVIEW = "SOC 2 and penetration test review"


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Any]]:
    with running_demo(tmp_path_factory.mktemp("demo") / "data") as ready:
        yield ready


@pytest.fixture
def sidebar(demo: dict[str, Any]) -> Sidebar:
    made = Sidebar(demo)
    eventually(lambda: made.click("suggestions") and "Nothing waits" not in made.text)
    return made


@pytest.fixture
def sheet(demo: dict[str, Any]) -> PlanSheet:
    return PlanSheet(demo["workspace"], demo["spreadsheet_id"])


def test_one_whose_cell_was_changed_says_so_and_writes_only_what_was_seen(
    sidebar: Sidebar, sheet: PlanSheet
) -> None:
    was = date.fromisoformat(sheet.rows()[REVIEW]["Due"])
    assert "Carla" not in str(sheet.grid("Stakeholders"))
    sidebar.press("Look")
    assert "pen tester is out" in sidebar.text
    moved = was + timedelta(days=2)
    sheet.set(REVIEW, "Due", moved.isoformat())
    eventually(lambda: "Slipped" in sheet.rows()[REVIEW]["Signal"])

    sidebar.press("Accept")
    assert "Nothing was written: somebody changed it" in sidebar.text
    assert sheet.rows()[REVIEW]["Due"] == moved.isoformat()
    sidebar.press("Accept", {"day": was + timedelta(days=7)})
    assert "it stands in the plan" in sidebar.text
    assert sheet.rows()[REVIEW]["Due"] == (was + timedelta(days=7)).isoformat()


def test_a_person_is_accepted_under_another_name_and_once(sidebar: Sidebar, sheet: PlanSheet) -> None:
    sidebar.press("Look")
    path, keys = sidebar.button("Accept")
    fields = {**sidebar.fields, "name": "=Carla <b>Neumann</b>"}
    for _ in range(2):
        sidebar.click(path, fields, **keys)
        assert "it stands in the plan" in sidebar.text
    names = [row[0] for row in sheet.grid("Stakeholders")]
    assert names.count("=Carla <b>Neumann</b>") == 1


@pytest.mark.parametrize("path", ["suggestions", "suggestions/accept", "suggestions/reject"])
def test_nobody_decides_for_somebody_else(demo: dict[str, Any], path: str) -> None:
    other = Sidebar(demo, person="eve@northwind.example", host="drive")
    other.click(path, {"why": "x"}, suggestion="x")
    assert "plan of your own" in other.text
