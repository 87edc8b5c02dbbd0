from __future__ import annotations

from collections.abc import Callable

from closeplan.plan.document import DocumentUpdate
from closeplan.plan.model import Plan
from closeplan.plan.signals import Table
from sheets_schema import metadata
from sheets_schema.annotate import update_requests
from sheets_schema.read import read_document
from tests.unit.sheets_schema.sheet import Sheet

Mint = Callable[[], str]


def _written(sheet: Sheet, known: Plan, mint: Mint, outlook: str) -> dict[int, str]:
    """The marks of the timeline's rows after a write that says something."""
    reading = read_document(sheet.get(), known, mint)
    sheet.apply(update_requests(reading, DocumentUpdate(signals={}, outlook=outlook)).requests)
    lines = sheet.tab("Plan").row_lines
    marks = metadata.by_index([{"developerMetadata": line.marks} for line in lines])
    return marks[metadata.ROW]


def _rows(sheet: Sheet, known: Plan, mint: Mint) -> dict[int, str]:
    grid = read_document(sheet.get(), known, mint).grid
    return {index: row_id for row_id, index in grid.rows[Table.TIMELINE].items()}  # type: ignore[attr-defined]


def _first(sheet: Sheet, acme: Plan, mint: Mint) -> int:
    return min(_rows(sheet, acme, mint))


def test_a_row_that_people_added_is_marked_by_the_next_write(sheet: Sheet, acme: Plan, mint: Mint) -> None:
    plan, first = sheet.tab("Plan"), _first(sheet, acme, mint)
    plan.insert_row(first)
    plan.put(first, plan.column("Milestone"), "Board approval")

    assert _written(sheet, acme, mint, "")[first] == "new-1"


def test_marks_that_a_sort_left_behind_follow_their_rows(sheet: Sheet, acme: Plan, mint: Mint) -> None:
    first = _first(sheet, acme, mint)
    sheet.tab("Plan").sort(first, first + 4, lambda row: str(row[1]))

    assert _written(sheet, acme, mint, "On track") == _rows(sheet, acme, mint)


def test_an_empty_row_loses_the_mark_of_a_row_that_is_elsewhere(sheet: Sheet, acme: Plan, mint: Mint) -> None:
    plan, first = sheet.tab("Plan"), _first(sheet, acme, mint)
    plan.insert_row(first + 4)
    plan.rows[first + 4], plan.rows[first] = plan.rows[first], [{} for _ in plan.rows[first]]

    marks = _written(sheet, acme, mint, "On track")

    assert first not in marks
    assert marks[first + 4] == "kickoff"


def test_marks_alone_are_no_reason_to_write(sheet: Sheet, acme: Plan, mint: Mint) -> None:
    first = _first(sheet, acme, mint)
    sheet.tab("Plan").row_lines[first].marks.clear()
    reading = read_document(sheet.get(), acme, mint)

    assert update_requests(reading, DocumentUpdate(signals={}, outlook=reading.outlook)).requests == []
