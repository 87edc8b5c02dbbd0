"""One small call for every public method of gspread's Worksheet, each with what must be true afterwards."""

# mypy: disable-error-code="func-returns-value"
# some of gspread's methods answer None: that they were not refused is what they answer

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from gspread.utils import Dimension, ValidationConditionType

from tests.conformance.gspread_calls import TABLE, At, Call, done, replies

COLORS = {"red": 1, "green": 0.5, "blue": 0}


def _column(at: At, letter: str = "A") -> list[Any]:
    return [row[0] if row else "" for row in at.sheet.get(f"{letter}1:{letter}9")]


def _metadata(at: At, fields: str) -> Any:
    return at.book.fetch_sheet_metadata({"fields": fields})["sheets"][0]


def _hidden(at: At, which: str) -> list[bool]:
    data = _metadata(at, f"sheets.data.{which}.hiddenByUser")["data"][0]
    return [each.get("hiddenByUser", False) for each in data[which][:3]]


def _cut(at: At) -> bool:
    at.sheet.cut_range("A2:A2", "E1")
    return at.sheet.acell("E1").value == "b" and at.sheet.acell("A2").value is None


def _note_gone(at: At) -> bool:
    at.sheet.insert_note("A1", "look")
    at.sheet.clear_note("A1")
    return at.sheet.get_note("A1") == ""


def _notes_gone(at: At) -> bool:
    at.sheet.insert_notes({"A1": "look", "B2": "there"})
    at.sheet.clear_notes(["A1", "B2"])
    return at.sheet.get_note("B2") == ""


def _protected(at: At) -> str:
    found: str = at.sheet.add_protected_range("A1:A2")["replies"][0]["addProtectedRange"]["protectedRange"][
        "protectedRangeId"
    ]
    return found


def _named(at: At) -> str:
    found: str = at.sheet.define_named_range("A1:A2", "block")["replies"][0]["addNamedRange"]["namedRange"][
        "namedRangeId"
    ]
    return found


def _update_cells(at: At) -> bool:
    cells = at.sheet.range("A2:A3")
    for cell in cells:
        cell.value = "same"
    at.sheet.update_cells(cells)
    return _column(at)[1:3] == ["same", "same"]


def _moved(at: At) -> bool:
    at.book.add_worksheet("other", 1, 1)
    at.sheet.update_index(2)  # counted before the move
    return at.again().title == "other"


def _hidden_tab(at: At) -> bool:
    at.book.add_worksheet("other", 1, 1)
    at.sheet.hide()
    return at.again().isSheetHidden


def _shown_tab(at: At) -> bool:
    _hidden_tab(at)
    at.sheet.show()
    return not at.again().isSheetHidden


def _filter_gone(at: At) -> bool:
    at.sheet.set_basic_filter("A1:C4")
    at.sheet.clear_basic_filter()
    return "basicFilter" not in at.book.fetch_sheet_metadata()["sheets"][0]


def _ungrouped(at: At, kind: str) -> bool:
    getattr(at.sheet, f"add_dimension_group_{kind}")(1, 3)
    getattr(at.sheet, f"delete_dimension_group_{kind}")(1, 3)
    return not getattr(at.sheet, f"list_dimension_group_{kind}")()


def _grouped(at: At, kind: str) -> bool:
    getattr(at.sheet, f"add_dimension_group_{kind}")(1, 3)
    return bool(getattr(at.sheet, f"list_dimension_group_{kind}")()[0]["depth"] == 1)


def _bold(at: At, cell: str) -> bool:
    sheet = at.book.fetch_sheet_metadata(
        {"ranges": cell, "fields": "sheets.data.rowData.values.userEnteredFormat.textFormat.bold"}
    )["sheets"][0]
    return bool(sheet["data"][0]["rowData"][0]["values"][0]["userEnteredFormat"]["textFormat"]["bold"])


def _resized(at: At) -> bool:
    at.sheet.resize(rows=5, cols=4)
    return (at.again().row_count, at.again().col_count) == (5, 4)


CELLS: Mapping[str, Call] = {
    "acell": lambda at: at.sheet.acell("A2").value == "b",
    "append_row": lambda at: replies(at.sheet.append_row(["d", 4])) and at.sheet.acell("A5").value == "d",
    "append_rows": lambda at: at.sheet.append_rows([["d"], ["e"]])["updates"]["updatedRows"] == 2,
    "batch_clear": lambda at: at.sheet.batch_clear(["A1", "B2:C2"])["clearedRanges"],
    "batch_get": lambda at: at.sheet.batch_get(["A2:B2", "A3"], major_dimension=Dimension.cols)[0][1] == ["2"],
    "batch_update": lambda at: at.sheet.batch_update([{"range": "E1", "values": [[1]]}])["totalUpdatedCells"] == 1,
    "cell": lambda at: at.sheet.cell(2, 1).value == "b",
    "clear": lambda at: at.sheet.clear()["clearedRange"] and at.sheet.get_all_values() in ([], [[]]),
    "col_values": lambda at: at.sheet.col_values(1) == ["name", "b", "a", "c"],
    "copy_range": lambda at: replies(at.sheet.copy_range("A2:A3", "E1")) and at.sheet.acell("E2").value == "a",
    "cut_range": _cut,
    "expand": lambda at: len(at.sheet.expand("A1")) == len(TABLE),
    "find": lambda at: (found := at.sheet.find("c")) is not None and found.row == 4,
    "findall": lambda at: len(at.sheet.findall("TRUE")) == 2,
    "get": lambda at: at.sheet.get("A2:B3") == [["b", "2"], ["a", "1"]],
    "get_all_cells": lambda at: at.sheet.get_all_cells()[0].value == "name",
    "get_all_records": lambda at: at.sheet.get_all_records()[1] == {"name": "a", "days": 1, "done": "FALSE"},
    "get_all_values": lambda at: at.sheet.get_all_values()[3] == ["c", "3", "TRUE"],
    "get_values": lambda at: at.sheet.get_values("A2:A2", combine_merged_cells=True) == [["b"]],
    "range": lambda at: [cell.value for cell in at.sheet.range("A2:A3")] == ["b", "a"],
    "row_values": lambda at: at.sheet.row_values(2) == ["b", "2", "TRUE"],
    "sort": lambda at: replies(at.sheet.sort((2, "des"), range="A2:C4")) and _column(at)[1:] == ["c", "b", "a"],
    "update": lambda at: at.sheet.update([["x"]], "A2", include_values_in_response=True)["updatedData"]["values"]
    == [["x"]],
    "update_acell": lambda at: at.sheet.update_acell("E1", "=1+1")["updatedCells"] == 1,
    "update_cell": lambda at: at.sheet.update_cell(1, 5, 2.5)["updatedCells"] == 1,
    "update_cells": _update_cells,
}  # fmt: skip

GRID: Mapping[str, Call] = {
    "add_cols": lambda at: done(at.sheet.add_cols(2)) and at.again().col_count == 28,
    "add_rows": lambda at: done(at.sheet.add_rows(2)) and at.again().row_count == 1002,
    "add_dimension_group_columns": lambda at: _grouped(at, "columns"),
    "add_dimension_group_rows": lambda at: _grouped(at, "rows"),
    "batch_merge": lambda at: at.sheet.batch_merge([{"range": "E1:F2"}]) and _metadata(at, "sheets.merges"),
    "col_count": lambda at: at.sheet.col_count == 26,
    "column_count": lambda at: at.sheet.column_count == 26,
    "columns_auto_resize": lambda at: replies(at.sheet.columns_auto_resize(0, 2)),
    "copy_to": lambda at: at.sheet.copy_to(at.client.create("target").id)["sheetId"],
    "delete_columns": lambda at: replies(at.sheet.delete_columns(1)) and at.sheet.acell("A1").value == "days",
    "delete_dimension": lambda at: replies(at.sheet.delete_dimension(Dimension.rows, 2, 3)) and _column(at) == ["name", "c"],
    "delete_dimension_group_columns": lambda at: _ungrouped(at, "columns"),
    "delete_dimension_group_rows": lambda at: _ungrouped(at, "rows"),
    "delete_rows": lambda at: replies(at.sheet.delete_rows(2)) and _column(at) == ["name", "a", "c"],
    "duplicate": lambda at: at.sheet.duplicate(new_sheet_name="twin").acell("A2").value == "b",
    "freeze": lambda at: replies(at.sheet.freeze(rows=1, cols=1)) and at.again().frozen_col_count == 1,
    "frozen_col_count": lambda at: at.sheet.frozen_col_count == 0,
    "frozen_row_count": lambda at: at.sheet.frozen_row_count == 0,
    "hide_columns": lambda at: replies(at.sheet.hide_columns(0, 1)) and _hidden(at, "columnMetadata")[0],
    "hide_rows": lambda at: replies(at.sheet.hide_rows(0, 1)) and _hidden(at, "rowMetadata")[0],
    "insert_cols": lambda at: replies(at.sheet.insert_cols([["new", 1]])) and _column(at, "B")[0] == "name",
    "insert_row": lambda at: replies(at.sheet.insert_row(["new"], 2)) and _column(at)[1:3] == ["new", "b"],
    "insert_rows": lambda at: replies(at.sheet.insert_rows([["x"], ["y"]], 2)) and _column(at)[2:4] == ["y", "b"],
    "list_dimension_group_columns": lambda at: _grouped(at, "columns"),
    "list_dimension_group_rows": lambda at: _grouped(at, "rows"),
    "merge_cells": lambda at: at.sheet.merge_cells("E1:F2", "MERGE_ROWS") and len(_metadata(at, "sheets.merges")["merges"]) == 2,
    "resize": _resized,
    "row_count": lambda at: at.sheet.row_count == 1000,
    "rows_auto_resize": lambda at: replies(at.sheet.rows_auto_resize(0, 2)),
    "unhide_columns": lambda at: replies(at.sheet.hide_columns(0, 1)) and at.sheet.unhide_columns(0, 1) and not any(_hidden(at, "columnMetadata")),
    "unhide_rows": lambda at: replies(at.sheet.hide_rows(0, 1)) and at.sheet.unhide_rows(0, 1) and not any(_hidden(at, "rowMetadata")),
    "unmerge_cells": lambda at: at.sheet.merge_cells("E1:F2") and at.sheet.unmerge_cells("E1:F2") and "merges" not in at.book.fetch_sheet_metadata()["sheets"][0],
}  # fmt: skip

LOOKS: Mapping[str, Call] = {
    "add_protected_range": _protected,
    "add_validation": lambda at: replies(at.sheet.add_validation("A2:A4", ValidationConditionType.one_of_list, ["a", "b"])),
    "batch_format": lambda at: replies(at.sheet.batch_format([{"range": "A1", "format": {"textFormat": {"bold": True}}}])) and _bold(at, "A1"),
    "clear_basic_filter": _filter_gone,
    "clear_note": _note_gone,
    "clear_notes": _notes_gone,
    "clear_tab_color": lambda at: replies(at.sheet.update_tab_color("#ff0000")) and at.sheet.clear_tab_color() and not at.again().get_tab_color(),
    "define_named_range": _named,
    "delete_named_range": lambda at: replies(at.sheet.delete_named_range(_named(at))) and not at.book.list_named_ranges(),
    "delete_protected_range": lambda at: replies(at.sheet.delete_protected_range(_protected(at))) and not at.book.list_protected_ranges(at.sheet.id),
    "format": lambda at: replies(at.sheet.format("A1:B1", {"backgroundColor": COLORS, "textFormat": {"bold": True}})) and _bold(at, "B1"),
    "get_note": lambda at: done(at.sheet.insert_note("A1", "look")) and at.sheet.get_note("A1") == "look",
    "get_notes": lambda at: done(at.sheet.insert_note("B1", "look")) and at.sheet.get_notes()[0][:2] == ["", "look"],
    "get_tab_color": lambda at: replies(at.sheet.update_tab_color("#ff0000")) and at.sheet.get_tab_color(),
    "hide": _hidden_tab,
    "hide_gridlines": lambda at: replies(at.sheet.hide_gridlines()) and at.again().is_gridlines_hidden,
    "id": lambda at: at.sheet.id == 0,
    "index": lambda at: at.sheet.index == 0,
    "insert_note": lambda at: done(at.sheet.insert_note("A1", "look")) and at.sheet.get_note("A1") == "look",
    "insert_notes": lambda at: done(at.sheet.insert_notes({"B2": "there"})) and at.sheet.get_note("B2") == "there",
    "isSheetHidden": lambda at: at.sheet.isSheetHidden is False,
    "is_gridlines_hidden": lambda at: at.sheet.is_gridlines_hidden is False,
    "set_basic_filter": lambda at: replies(at.sheet.set_basic_filter("A1:C4")) and _metadata(at, "sheets.basicFilter.range"),
    "show": _shown_tab,
    "show_gridlines": lambda at: replies(at.sheet.hide_gridlines()) and at.sheet.show_gridlines() and not at.again().is_gridlines_hidden,
    "spreadsheet": lambda at: at.sheet.spreadsheet.id == at.book.id,
    "tab_color": lambda at: at.sheet.tab_color is None,
    "title": lambda at: at.sheet.title == "Sheet1",
    "update_index": _moved,
    "update_note": lambda at: done(at.sheet.update_note("A1", "new")) and at.sheet.get_note("A1") == "new",
    "update_notes": lambda at: done(at.sheet.update_notes({"A1": "new"})) and at.sheet.get_note("A1") == "new",
    "update_tab_color": lambda at: replies(at.sheet.update_tab_color("#ff8000")) and at.again().get_tab_color() == "#FF8000",
    "update_title": lambda at: replies(at.sheet.update_title("new")) and at.again().title == "new",
    "url": lambda at: at.book.id in at.sheet.url,
}  # fmt: skip

WORKSHEET: Mapping[str, Call] = {**CELLS, **GRID, **LOOKS}
