"""Sheets whose milestones are columns: read upright, written as they lie, mended as they lie."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from closeplan.plan.annotations import mark
from closeplan.plan.document import DocumentUpdate, NewThread, Reading
from closeplan.plan.signals import Place, Table
from local_workspace.sheets import Spreadsheet, batch_update
from sheets_schema import metadata
from sheets_schema.annotate import Mending, misplaced_notes, update_requests
from sheets_schema.flipped import laid, upright_sheets
from sheets_schema.read import read_document
from tests.foreign_plans import foreign_grid, needs_foreign_plans
from tests.unit.sheets_schema.discovery import check_requests
from tests.unit.sheets_schema.test_foreign_reading import NOW, SAM, adopted, mint, seen

NAME = "pt-quadro-deitado"
ROW = "row-5"
"""The fifth milestone: on its side, column H."""

cells = st.lists(st.lists(st.text("ab", min_size=1, max_size=2), max_size=4), max_size=4)


def _sheet(rows: list[list[str]]) -> dict[str, Any]:
    values = [{"values": [{"userEnteredValue": {"stringValue": text}} for text in row]} for row in rows]
    lying = {"metadataKey": metadata.TRANSPOSED, "metadataValue": "1"}
    return {"properties": {"sheetId": 7}, "developerMetadata": [lying], "data": [{"rowData": values}]}


@given(cells)
def test_a_lying_sheet_is_turned_at_its_diagonal(rows: list[list[str]]) -> None:
    (sheet,) = upright_sheets({"sheets": [_sheet(rows)]})

    turned = sheet["data"][0]["rowData"]
    width = max(map(len, rows), default=0)
    assert len(turned) == width
    for row, texts in enumerate(rows):
        for column, text in enumerate(texts):
            assert turned[column]["values"][row]["userEnteredValue"]["stringValue"] == text


def test_requests_are_turned_on_lying_sheets_only_and_twice_is_not_at_all() -> None:
    start = {"sheetId": 7, "rowIndex": 2, "columnIndex": 9}
    rows = [{"values": [{"userEnteredValue": {"stringValue": text}}]} for text in ("a", "b")]
    requests: list[dict[str, Any]] = [
        {"updateCells": {"start": start, "rows": rows, "fields": "userEnteredValue"}},
        {"insertComment": {"coordinate": start, "content": "?"}},
        metadata.mark(metadata.ROW, "x", metadata.on_row(7, 3)),
        {"appendDimension": {"sheetId": 7, "dimension": "COLUMNS", "length": 1}},
    ]
    check_requests(requests)

    turned = laid(requests, {7})
    assert turned[0]["updateCells"]["start"] == {"sheetId": 7, "rowIndex": 9, "columnIndex": 2}
    assert [len(row["values"]) for row in turned[0]["updateCells"]["rows"]] == [2]
    assert turned[2] == metadata.mark(metadata.ROW, "x", metadata.on_column(7, 3))
    assert (laid(turned, {7}), laid(requests, {8})) == (requests, requests)


def _adopted() -> tuple[Spreadsheet, Reading]:
    document = adopted(foreign_grid(NAME), NAME)
    return document, _read(document)


def _read(document: Spreadsheet) -> Reading:
    return read_document(seen(document), None, mint(), now=NOW, language="pt")


def _update() -> DocumentUpdate:
    place = Place(table=Table.TIMELINE, row=ROW, column="due")
    thread = NewThread(
        key="slipped", place=place, text=f"It moved.\n— closeplan · {mark('slipped')}.{mark('1')}"
    )
    return DocumentUpdate(signals={(Table.TIMELINE, ROW): "Atrasou 3 dias"}, outlook="", threads=(thread,))


def _shown(document: Spreadsheet, row: int, column: int) -> str:
    values = seen(document)["sheets"][0]["data"][0]["rowData"][row]["values"]
    return str(values[column].get("formattedValue", "")) if column < len(values) else ""


@needs_foreign_plans
def test_signals_and_comments_land_at_the_milestone_that_lies_there() -> None:
    document, reading = _adopted()
    written = update_requests(reading, _update())
    check_requests(written.requests)
    batch_update(document, written.requests, SAM, NOW)

    found = _read(document)
    assert found.signals == {(Table.TIMELINE, ROW): "Atrasou 3 dias"}
    assert [thread.place for thread in found.threads] == [_update().threads[0].place]
    signal_row = next(row for row in range(20) if _shown(document, row, 8) == "Atrasou 3 dias")
    assert signal_row > 6  # below everything that was there
    again = DocumentUpdate(signals=_update().signals, outlook="")
    assert update_requests(found, again).requests == []


@needs_foreign_plans
def test_an_unreadable_cell_is_named_as_people_see_it() -> None:
    document, _ = _adopted()
    start = {"sheetId": 0, "rowIndex": 4, "columnIndex": 8}
    cell = {"userEnteredValue": {"stringValue": "quem sabe"}}
    update = {"start": start, "rows": [{"values": [cell]}], "fields": "userEnteredValue"}
    batch_update(document, [{"updateCells": update}], SAM, NOW)

    (problem,) = _read(document).problems
    assert (problem.cell, problem.place.column) == ("'Linha do tempo'!I5", "due")
    assert problem.place.row == ROW


@needs_foreign_plans
def test_a_write_that_came_after_a_column_was_inserted_is_mended() -> None:
    document, reading = _adopted()
    before = reading.plan
    signals = {(Table.TIMELINE, ROW): "Atrasou 3 dias"}
    written = update_requests(reading, DocumentUpdate(signals=signals, outlook=""))
    line = {"sheetId": 0, "dimension": "ROWS", "startIndex": 0, "endIndex": 3}
    batch_update(document, [{"insertDimension": {"range": line}}], SAM, NOW)
    batch_update(document, written.requests, SAM, NOW)
    mending = Mending(reading, written.cells, seen(document))
    batch_update(document, mending.requests, SAM, NOW)

    assert _read(document).plan == before


@needs_foreign_plans
def test_notes_in_place_of_comments_lie_there_too() -> None:
    document, reading = _adopted()
    written = update_requests(reading, _update(), comments=False)
    check_requests(written.requests)
    batch_update(document, written.requests, SAM, NOW)

    found = _read(document)
    assert [thread.place for thread in found.threads] == [_update().threads[0].place]
    assert misplaced_notes(reading, written, {"updatedSpreadsheet": seen(document)}) == []
