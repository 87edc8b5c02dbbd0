"""Excel workbooks into Sheets: values, formulas, formats, sizes, merges, frozen rows and dropdown lists.

Charts, pictures, pivot tables and conditional formats of the workbook are left out.
"""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime, time, timedelta
from typing import Any

from openpyxl import load_workbook
from openpyxl.cell.cell import Cell as XlsxCell
from openpyxl.utils.datetime import to_excel
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet.formula import ArrayFormula
from openpyxl.worksheet.worksheet import Worksheet

from local_workspace.convert import Incoming, UnreadableError
from local_workspace.convert.excel_look import column_pixels, format_of, row_pixels
from local_workspace.errors import ApiError
from local_workspace.sheets import Spreadsheet

_LEAST_ROWS, _LEAST_COLUMNS = 100, 26
_MOST_CELLS = 10_000_000
_LONGEST_RULE = 5_000
_NOT_A_WORKBOOK = (zipfile.BadZipFile, KeyError, ValueError, InvalidFileException, OSError, SyntaxError)


def read_xlsx(incoming: Incoming) -> Spreadsheet:
    """The spreadsheet of a workbook."""
    try:
        book = load_workbook(io.BytesIO(incoming.content))
    except _NOT_A_WORKBOOK as wrong:
        raise UnreadableError("The file is not a workbook that can be read.") from wrong
    tabs = [_tab(sheet, number) for number, sheet in enumerate(book.worksheets)]
    body: dict[str, Any] = {"properties": {"title": incoming.title}, "sheets": tabs or [{}]}
    try:
        return Spreadsheet.from_create(body, incoming.file_id)
    except ApiError as wrong:
        raise UnreadableError(str(wrong)) from wrong


def _tab(sheet: Worksheet, number: int) -> dict[str, Any]:
    if (sheet.max_row or 1) * (sheet.max_column or 1) > _MOST_CELLS:
        raise UnreadableError("The workbook has more cells than a spreadsheet holds.")
    cells = _cells(sheet)
    rows, columns = max(sheet.max_row or 1, len(cells)), sheet.max_column or 1
    grid: dict[str, Any] = {
        "rowCount": max(rows, _LEAST_ROWS),
        "columnCount": max(columns, _LEAST_COLUMNS),
        **_frozen(sheet),
    }
    if sheet.sheet_view.showGridLines is False:
        grid["hideGridlines"] = True
    properties: dict[str, Any] = {"sheetId": number, "title": sheet.title, "gridProperties": grid}
    if sheet.sheet_state != "visible":
        properties["hidden"] = True
    data = {"rowData": cells, **_sizes(sheet, rows, columns)}
    return {"properties": properties, "data": [data], "merges": _merges(sheet, number)}


def _frozen(sheet: Worksheet) -> dict[str, int]:
    if not isinstance(sheet.freeze_panes, str):
        return {}
    corner = sheet[sheet.freeze_panes]
    found = {"frozenRowCount": corner.row - 1, "frozenColumnCount": corner.column - 1}
    return {name: count for name, count in found.items() if count}


def _cells(sheet: Worksheet) -> list[dict[str, Any]]:
    rules = _dropdowns(sheet)
    looks: dict[int, dict[str, Any]] = {}
    result = []
    # a dropdown may lie on cells that hold nothing yet
    last_row = max([sheet.max_row or 1, *(row for row, _ in rules)])
    last_column = max([sheet.max_column or 1, *(column for _, column in rules)])
    for cells in sheet.iter_rows(max_row=last_row, max_col=last_column):
        values = [_cell(cell, rules, looks) for cell in cells]
        while values and not values[-1]:
            values.pop()
        result.append({"values": values} if values else {})
    return result


def _cell(
    cell: Any, rules: dict[tuple[int, int], dict[str, Any]], looks: dict[int, dict[str, Any]]
) -> dict[str, Any]:
    """A CellData; parts of merged cells other than the first hold nothing."""
    if not isinstance(cell, XlsxCell):
        return {}
    made: dict[str, Any] = {}
    value = _value(cell)
    if value is not None:
        made["userEnteredValue"] = value
    if cell.has_style:
        style = cell.style_id
        if style not in looks:
            looks[style] = format_of(cell)
        if looks[style]:
            made["userEnteredFormat"] = looks[style]
    if cell.comment is not None:
        made["note"] = cell.comment.text
    if (cell.row, cell.column) in rules:
        made["dataValidation"] = rules[cell.row, cell.column]
    return made


def _value(cell: Any) -> dict[str, Any] | None:
    """The ExtendedValue of a workbook's cell; dates are numbers that are shown as dates, and a text that begins with =
    is a formula only where the workbook says that it is one.
    """
    value = cell.value
    if value is None or value == "":
        return None
    if isinstance(value, bool):
        return {"boolValue": value}
    if isinstance(value, int | float):
        return {"numberValue": value}
    if isinstance(value, datetime | date | time | timedelta):
        serial = float(to_excel(value))  # type: ignore[no-untyped-call]  # openpyxl is typed in part
        return {"numberValue": int(serial) if serial.is_integer() else serial}
    if isinstance(value, ArrayFormula):
        return {"formulaValue": f"=ARRAYFORMULA({str(value.text).removeprefix('=')})"}
    text = str(value)
    return {"formulaValue": text} if cell.data_type == "f" and text.startswith("=") else {"stringValue": text}


def _dropdowns(sheet: Worksheet) -> dict[tuple[int, int], dict[str, Any]]:
    """The list rules, by the row and column they lie on."""
    found: dict[tuple[int, int], dict[str, Any]] = {}
    last_column = max(sheet.max_column or 1, _LEAST_COLUMNS)
    for rule in sheet.data_validations.dataValidation:
        shown = _rule(rule)
        if shown is None:
            continue
        for area in rule.sqref.ranges:
            # a rule over whole columns lies on the rows that the grid has
            last = min(area.max_row, max(sheet.max_row, _LEAST_ROWS), area.min_row + _LONGEST_RULE)
            for row in range(area.min_row, last + 1):
                for column in range(area.min_col, min(area.max_col, last_column) + 1):
                    found[row, column] = shown
    return found


def _rule(rule: Any) -> dict[str, Any] | None:
    formula = rule.formula1
    if rule.type != "list" or not formula:
        return None
    if formula.startswith('"'):
        words = [word.strip() for word in formula.strip('"').split(",")]
        condition = {"type": "ONE_OF_LIST", "values": [{"userEnteredValue": word} for word in words if word]}
    else:
        condition = {
            "type": "ONE_OF_RANGE",
            "values": [{"userEnteredValue": "=" + formula.removeprefix("=")}],
        }
    shown: dict[str, Any] = {"condition": condition, "showCustomUi": not rule.showDropDown}
    if rule.errorStyle in (None, "stop") and rule.showErrorMessage:
        shown["strict"] = True
    if rule.prompt:
        shown["inputMessage"] = rule.prompt
    return shown


def _merges(sheet: Worksheet, sheet_id: int) -> list[dict[str, int]]:
    return [
        {
            "sheetId": sheet_id,
            "startRowIndex": area.min_row - 1,
            "endRowIndex": area.max_row,
            "startColumnIndex": area.min_col - 1,
            "endColumnIndex": area.max_col,
        }
        for area in sheet.merged_cells.ranges
    ]


def _sizes(sheet: Worksheet, rows: int, columns: int) -> dict[str, Any]:
    """What the workbook says of rows and columns: width, height, hidden."""
    column_sizes: list[dict[str, Any]] = [{} for _ in range(columns)]
    for part in sheet.column_dimensions.values():
        shown: dict[str, Any] = {"pixelSize": column_pixels(part.width)} if part.customWidth else {}
        if part.hidden:
            shown["hiddenByUser"] = True
        for column in range(part.min or 1, min(part.max or 1, columns) + 1):
            column_sizes[column - 1] = shown
    row_sizes: list[dict[str, Any]] = [{} for _ in range(rows)]
    for number, height in sheet.row_dimensions.items():
        if number <= rows:
            shown = {"pixelSize": row_pixels(height.height)} if height.height else {}
            row_sizes[number - 1] = {**shown, "hiddenByUser": True} if height.hidden else shown
    return {"columnMetadata": column_sizes, "rowMetadata": row_sizes}
