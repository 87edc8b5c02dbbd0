"""People move rows and columns between our reading and our write: their cells end as they were."""

from __future__ import annotations

import functools
from typing import Any

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from closeplan.plan.document import DocumentUpdate
from closeplan.plan.model import Metric
from closeplan.plan.signals import Table
from sheets_schema.annotate import Mending, update_requests
from sheets_schema.read import read_document
from sheets_schema.write import creation_requests
from tests.unit.sheets_schema.discovery import check_requests
from tests.unit.sheets_schema.plans import draft, plan
from tests.unit.sheets_schema.sheet import Sheet, Tab

HEADER = 8
ROBOTS = {"Signal", "ID"}


def _sheet() -> Sheet:
    return _prepared().copy()


@functools.cache
def _prepared() -> Sheet:
    """The sample plan with a person's own column and two rows of one name without ids."""
    sheet = Sheet()
    sheet.apply(creation_requests(draft(plan(metrics=(Metric(name="a"), Metric(name="b"))))))
    tab = sheet.tab("Plan")
    tab.insert_column(6)
    tab.put(HEADER, 6, "Our ticket")
    for row, ticket in enumerate(("T-1", "T-2", "T-3", "T-4"), HEADER + 1):
        tab.put(row, 6, ticket)
    for row, note in ((HEADER + 5, "first"), (HEADER + 6, "second")):
        tab.put(row, 1, "Call")
        tab.put(row, 2, f"Caller {note}")  # twins that differ in one cell only can't be told apart without it
        tab.put(row, 11, note)
    return sheet


UPDATE = DocumentUpdate(
    signals={
        (Table.TIMELINE, "security-review"): "Slipped 3 working days",
        (Table.TIMELINE, "training"): "No owner",
        (Table.STAKEHOLDERS, "mia"): "No email",
        (Table.RISKS, "r2"): "No owner",
    },
    outlook="Three things to do.",
)


def _people(sheet: Sheet) -> dict[int, list[list[Any]]]:
    """Every cell that is a person's, tab by tab; the robot's are blanked."""
    return {tab.sheet_id: [_row(tab, row) for row in range(len(tab.rows))] for tab in sheet.tabs}


def _row(tab: Tab, row: int) -> list[Any]:
    columns = len(tab.column_lines)
    is_outlook = any(m["metadataValue"] == "outlook" for m in tab.row_lines[row].marks)
    robots = {
        at
        for at, line in enumerate(tab.column_lines)
        if any(
            m["metadataKey"] == "closeplan.column" and m["metadataValue"] in {"signal", "id"}
            for m in line.marks
        )
    }
    if is_outlook:
        robots |= {
            at
            for at, line in enumerate(tab.column_lines)
            if any(m["metadataValue"] == "name" for m in line.marks)
        }
    return ["" if at in robots else tab.text(row, at) for at in range(columns)]


moves = st.lists(
    st.tuples(
        st.sampled_from(
            ["insert_row", "delete_row", "move_row", "insert_column", "delete_column", "move_column", "sort"]
        ),
        st.integers(0, 2),
        st.integers(0, 15),
        st.integers(0, 12),
    ),
    min_size=1,
    max_size=4,
)


def _move(tab: Tab, kind: str, row: int, column: int) -> None:
    rows, columns = len(tab.rows), len(tab.column_lines)
    if kind == "sort":
        header = HEADER if tab.title == "Plan" else 0
        tab.sort(header + 1, rows, lambda cells: str(cells[min(column, columns - 1)]))
    elif kind == "move_row":
        tab.move_row(row % rows, column % rows)
    elif kind == "move_column":
        tab.move_column(row % columns, column % columns)
    elif kind in {"insert_row", "delete_row"}:
        getattr(tab, kind)(row % rows)
    else:
        getattr(tab, kind)(row % columns)


def _race(sheet: Sheet, done: list[tuple[str, int, int, int]]) -> tuple[Sheet, list[dict[str, Any]]]:
    """Read, let people move things, write what the reading asked for; the mending that is then needed."""
    reading = read_document(sheet.get(), plan(), iter(f"n{n}" for n in range(99)).__next__)
    written = update_requests(reading, UPDATE)
    for kind, tab, row, column in done:
        _move(sheet.tabs[tab], kind, row, column)
    before = sheet.copy()
    answer = sheet.apply(written.requests)
    mending = Mending(reading, written.cells, answer["updatedSpreadsheet"]).requests
    if mending:
        check_requests(mending)
    _only_touches(mending, {(cell.sheet_id, cell.row, cell.column) for cell in written.cells})
    sheet.apply(mending)
    return before, mending


def _only_touches(mending: list[dict[str, Any]], allowed: set[tuple[int, int, int]]) -> None:
    for request in mending:
        start = request["updateCells"]["start"]
        assert (start["sheetId"], start["rowIndex"], start["columnIndex"]) in allowed
        assert [len(row["values"]) for row in request["updateCells"]["rows"]] == [1]


@given(moves)
@settings(max_examples=150, deadline=None)
def test_people_find_their_cells_as_they_left_them(done: list[tuple[str, int, int, int]]) -> None:
    sheet = _sheet()

    before, _ = _race(sheet, done)

    wanted, found = _people(before), _people(sheet)
    for tab, rows in found.items():
        assert _filled(rows) == _filled(wanted[tab])


structural = moves.map(
    lambda done: [move for move in done if move[0] not in {"sort", "delete_row", "delete_column"}]
)


@given(moves, structural)
@settings(max_examples=150, deadline=None)
def test_putting_back_may_come_late_itself(
    first: list[tuple[str, int, int, int]], second: list[tuple[str, int, int, int]]
) -> None:
    sheet = _sheet()
    reading = read_document(sheet.get(), plan(), iter(f"n{n}" for n in range(99)).__next__)
    written = update_requests(reading, UPDATE)
    for kind, tab, row, column in first:
        _move(sheet.tabs[tab], kind, row, column)
    wanted = sheet.copy()
    mending = Mending(reading, written.cells, sheet.apply(written.requests)["updatedSpreadsheet"])

    # a late write may have made a grid larger: then the same move would mean another line
    assume([_size(tab) for tab in sheet.tabs] == [_size(tab) for tab in wanted.tabs])
    for kind, tab, row, column in second:
        _move(sheet.tabs[tab], kind, row, column)
        _move(wanted.tabs[tab], kind, row, column)
    while mending.requests:
        mending.answered(sheet.apply(mending.requests)["updatedSpreadsheet"])

    found = _people(sheet)
    for tab, rows in _people(wanted).items():
        assert _filled(found[tab]) == _filled(rows)


def _size(tab: Tab) -> tuple[int, int]:
    return len(tab.rows), len(tab.column_lines)


def _filled(rows: list[list[Any]]) -> dict[tuple[int, int], Any]:
    """The cells that hold something; a late write may have reached beyond what was there before."""
    return {(r, c): value for r, row in enumerate(rows) for c, value in enumerate(row) if value != ""}


def test_a_persons_column_gets_its_only_word_back_though_another_column_came_meanwhile() -> None:
    sheet = _sheet()
    tab = sheet.tab("Plan")
    tab.insert_column(4)
    reading = read_document(sheet.get(), plan(), iter(f"n{n}" for n in range(99)).__next__)
    written = update_requests(reading, UPDATE)
    cell = next(cell for cell in written.cells if cell.sheet_id == 0 and cell.row > HEADER)
    tab.put(cell.row, 4, "their only word")
    reading = read_document(sheet.get(), plan(), iter(f"n{n}" for n in range(99)).__next__)
    tab.move_column(4, cell.column)
    tab.insert_column(cell.column + 1)
    assert tab.text(cell.row, cell.column) == "their only word"

    sheet.apply(Mending(reading, written.cells, sheet.apply(written.requests)["updatedSpreadsheet"]).requests)

    assert tab.text(cell.row, cell.column) == "their only word"


def test_a_write_that_landed_right_needs_no_mending() -> None:
    assert _race(_sheet(), [])[1] == []


def test_rows_that_differ_only_in_the_covered_cell_keep_their_order() -> None:
    sheet = _sheet()
    for row in (HEADER + 5, HEADER + 6):
        sheet.tab("Plan").put(row, 2, None)

    _race(sheet, [("insert_row", 0, 0, 0), ("delete_row", 0, 12, 0), ("insert_column", 0, 0, 0)])

    assert [sheet.tab("Plan").text(row, 12) for row in (13, 14)] == ["first", "second"]


def test_an_edit_beside_our_cell_is_not_taken_for_a_move() -> None:
    sheet = _sheet()
    reading = read_document(sheet.get(), plan(), iter("abcdefgh").__next__)
    written = update_requests(reading, UPDATE)
    sheet.tab("Plan").put(HEADER + 2, 1, "Security check")
    sheet.tab("Plan").put(HEADER + 2, 2, "Somebody else")

    answer = sheet.apply(written.requests)

    assert Mending(reading, written.cells, answer["updatedSpreadsheet"]).requests == []


def test_the_next_pass_puts_the_words_where_they_belong() -> None:
    sheet = _sheet()
    _race(sheet, [("insert_row", 0, HEADER + 1, 0), ("move_column", 0, 10, 2)])

    reading = read_document(sheet.get(), plan(), iter("abcdefgh").__next__)
    sheet.apply(update_requests(reading, UPDATE).requests)

    after = read_document(sheet.get(), reading.plan, iter("xyz").__next__)
    assert after.signals == UPDATE.signals
    assert [m.id for m in after.plan.milestones][:4] == [m.id for m in plan().milestones]
