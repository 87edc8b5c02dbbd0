"""Sheets into Excel workbooks: values, formulas, formats, sizes, merges, frozen rows, notes and dropdowns."""

from __future__ import annotations

import io
import re
from typing import Any

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.comments import Comment
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from local_workspace.convert.excel_look import column_width, dress, row_points
from local_workspace.sheets import Spreadsheet
from local_workspace.sheets.sheet import Sheet

_FORBIDDEN = re.compile(r"[\\/*?:\[\]]")
_LONGEST_TITLE = 31
_LONGEST_LIST = 255


def write_xlsx(document: Spreadsheet) -> bytes:
    """The whole spreadsheet as a workbook."""
    book = Workbook()
    for unwanted in list(book.worksheets):
        book.remove(unwanted)
    for sheet in document.sheets:
        _tab(book.create_sheet(_title(sheet.title)), sheet)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _title(title: str) -> str:
    """A title that Excel takes; openpyxl numbers those that are then the same."""
    return _FORBIDDEN.sub(" ", title).strip("'")[:_LONGEST_TITLE] or "Sheet"


def _tab(made: Worksheet, sheet: Sheet) -> None:
    grid = sheet.properties["gridProperties"]
    rows, columns = grid.get("frozenRowCount", 0), grid.get("frozenColumnCount", 0)
    if rows or columns:
        made.freeze_panes = f"{get_column_letter(columns + 1)}{rows + 1}"
    if sheet.properties.get("hidden"):
        made.sheet_state = "hidden"
    if grid.get("hideGridlines"):
        made.sheet_view.showGridLines = False
    rules: dict[str, DataValidation] = {}
    for row, column, cell in sheet.used(sheet.box):
        _cell(made.cell(row + 1, column + 1), cell)
        if "dataValidation" in cell:
            _validate(made, rules, f"{get_column_letter(column + 1)}{row + 1}", cell["dataValidation"])
    for merge in sheet.merges:
        box = merge.box(sheet.row_count, sheet.column_count)
        made.merge_cells(start_row=box.r0 + 1, end_row=box.r1, start_column=box.c0 + 1, end_column=box.c1)
    _sizes(made, sheet)


def _cell(made: Any, cell: dict[str, Any]) -> None:
    for kind, value in cell.get("userEnteredValue", {}).items():
        made.value = ILLEGAL_CHARACTERS_RE.sub("", value) if isinstance(value, str) else value
        if kind == "stringValue":
            # a text that begins with = is no formula
            made.data_type = "s"
    if "userEnteredFormat" in cell:
        dress(made, cell["userEnteredFormat"])
    if "note" in cell:
        made.comment = Comment(cell["note"], "")


def _validate(made: Worksheet, rules: dict[str, DataValidation], place: str, rule: dict[str, Any]) -> None:
    """Put a cell under its list; other conditions have no like in a workbook that a person would know."""
    condition = rule.get("condition", {})
    words = [str(item.get("userEnteredValue", "")) for item in condition.get("values", ())]
    if condition.get("type") == "ONE_OF_RANGE" and words:
        formula = words[0].removeprefix("=")
    elif condition.get("type") == "ONE_OF_LIST" and len(",".join(words)) <= _LONGEST_LIST:
        formula = '"' + ",".join(words) + '"'
    else:
        return
    if formula not in rules:
        strict = bool(rule.get("strict"))
        rules[formula] = DataValidation("list", formula1=formula, allow_blank=True, showErrorMessage=strict)
        made.add_data_validation(rules[formula])
    rules[formula].add(place)


def _sizes(made: Worksheet, sheet: Sheet) -> None:
    for index, shown in sheet.column_props.items():
        part = made.column_dimensions[get_column_letter(index + 1)]
        if shown.get("pixelSize"):
            part.width = column_width(shown["pixelSize"])
        part.hidden = bool(shown.get("hiddenByUser"))
    for index, shown in sheet.row_props.items():
        row = made.row_dimensions[index + 1]
        if shown.get("pixelSize"):
            row.height = row_points(shown["pixelSize"])
        row.hidden = bool(shown.get("hiddenByUser"))
