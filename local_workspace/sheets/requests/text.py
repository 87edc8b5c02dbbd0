"""Requests about texts in cells: find and replace, trim, drop duplicates, paste delimited data."""

import csv
import io
import re
from collections.abc import Callable

from local_workspace.errors import bad_request, unimplemented
from local_workspace.sheets import cells
from local_workspace.sheets.computed import shown_rows
from local_workspace.sheets.grid import ROWS, Box, GridRange, Json
from local_workspace.sheets.pasted_html import table_of
from local_workspace.sheets.requests.blocks import HANDLERS as BLOCKS
from local_workspace.sheets.requests.edit import Edit, Handler, area, dimension, required
from local_workspace.sheets.sheet import Cell, Sheet
from local_workspace.sheets.showing import formatted
from local_workspace.sheets.typing_in import typed

#: ways of pasting in which a text is typed into cells
_TYPED = ("PASTE_NORMAL", "PASTE_VALUES", "PASTE_NO_BORDERS", "PASTE_FORMULA")
Swap = Callable[[str], tuple[str, int]]


def find_replace(edit: Edit, request: Json) -> Json:
    """Replace text in values (and formulas, if asked) over a range, a sheet or the file."""
    swap = _swap(request)
    counts = {
        "valuesChanged": 0,
        "formulasChanged": 0,
        "rowsChanged": 0,
        "sheetsChanged": 0,
        "occurrencesChanged": 0,
    }
    for sheet, box in _areas(edit, request):
        rows: set[int] = set()
        for row, column, cell in list(sheet.used(box)):
            found = _replaced(edit, cell, swap, request.get("includeFormulas", False))
            if found:
                new, kind, times = found
                sheet.put(row, {column: new})
                rows.add(row)
                counts[kind] += 1
                counts["occurrencesChanged"] += times
        counts["rowsChanged"] += len(rows)
        counts["sheetsChanged"] += bool(rows)
    return {name: number for name, number in counts.items() if number}


def trim_whitespace(edit: Edit, request: Json) -> Json:
    """Take leading, trailing and doubled blanks out of texts."""

    def trimmed(cell: Cell) -> Cell:
        text = cell.get("userEnteredValue", {}).get("stringValue")
        if text is None or " ".join(text.split()) == text:
            return cell
        return cells.with_value(cell, {"stringValue": " ".join(text.split())})

    changed = cells.change_used(*area(edit, request), trimmed)
    return {"cellsChangedCount": changed} if changed else {}


def delete_duplicates(edit: Edit, request: Json) -> Json:
    """Remove rows whose compared columns say the same as an earlier row's."""
    sheet, box = area(edit, request)
    compared = [dimension(edit, {"range": one}) for one in request.get("comparisonColumns", ())]
    columns = [c for one in compared for c in range(one.start, one.end)] or list(range(box.c0, box.c1))
    shown = shown_rows(edit.doc, sheet)
    seen: set[tuple[str, ...]] = set()
    doubles: list[int] = []
    for row in range(box.r0, box.r1):
        key = tuple(formatted(shown.get(row, {}).get(c, {}), edit.doc.locale).casefold() for c in columns)
        if key in seen:
            doubles.append(row)
        seen.add(key)
    for row in reversed(doubles):
        part = GridRange(sheet.sheet_id, row, row + 1, box.c0, box.c1).to_json()
        BLOCKS["deleteRange"](edit, {"range": part, "shiftDimension": ROWS})
    return {"duplicatesRemovedCount": len(doubles)} if doubles else {}


def paste_data(edit: Edit, request: Json) -> None:
    """Paste delimited text, or a table in HTML, as if typed; the looks of pasted HTML are not taken over."""
    kind = request.get("type", "PASTE_NORMAL")
    if kind not in _TYPED:
        raise unimplemented(f"batchUpdate.pasteData {kind}")
    lines = _pasted_lines(request)
    at = required(request, "coordinate")
    sheet = edit.doc.sheet(at.get("sheetId", 0))
    row, column = at.get("rowIndex", 0), at.get("columnIndex", 0)
    if row + len(lines) > sheet.row_count or column + max(map(len, lines), default=0) > sheet.column_count:
        raise bad_request("The pasted data would lie outside the grid.")
    for offset, line in enumerate(lines):
        old = sheet.rows.get(row + offset, {})
        new = {
            column + n: typed(old.get(column + n, {}), text, edit.doc.locale, edit.now.date())
            for n, text in enumerate(line)
        }
        sheet.put(row + offset, new)


def _pasted_lines(request: Json) -> list[list[str]]:
    if request.get("html"):
        return table_of(request.get("data", ""))
    delimiter = request.get("delimiter", "")
    if len(delimiter) != 1 or delimiter in '\r\n"':
        raise bad_request("delimiter must be one character.")
    try:
        return list(csv.reader(io.StringIO(request.get("data", "")), delimiter=delimiter))
    except csv.Error as error:
        raise bad_request(f"Invalid data: {error}") from error


def _areas(edit: Edit, request: Json) -> list[tuple[Sheet, Box]]:
    if request.get("allSheets"):
        return [(sheet, sheet.box) for sheet in edit.doc.sheets]
    if "range" in request:
        return [area(edit, request)]
    if "sheetId" not in request:
        raise bad_request("One of range, sheetId and allSheets must be specified.")
    sheet = edit.doc.sheet(request["sheetId"])
    return [(sheet, sheet.box)]


def _swap(request: Json) -> Swap:
    """A function from a text to its replacement and the number of places."""
    find, replacement = request.get("find", ""), request.get("replacement", "")
    if not find:
        raise bad_request("find must not be empty.")
    if request.get("searchByRegex"):
        replacement = re.sub(r"\$(\d)", r"\\g<\1>", replacement.replace("\\", "\\\\"))
    else:
        find, replacement = re.escape(find), replacement.replace("\\", "\\\\")
    if request.get("matchEntireCell"):
        find = rf"\A(?:{find})\Z"
    try:
        pattern = re.compile(find, 0 if request.get("matchCase") else re.IGNORECASE)
    except re.error as error:
        raise bad_request(f"Invalid regular expression: {error}") from error

    def swap(text: str) -> tuple[str, int]:
        try:
            return pattern.subn(replacement, text)
        except (re.error, IndexError) as error:
            raise bad_request(f"Invalid replacement: {error}") from error

    return swap


def _replaced(edit: Edit, cell: Cell, swap: Swap, in_formulas: bool) -> tuple[Cell, str, int] | None:
    value = cell.get("userEnteredValue")
    if not value:
        return None
    if "formulaValue" in value:
        text, times = swap(value["formulaValue"]) if in_formulas else ("", 0)
        new = cells.with_value(cell, {"formulaValue": text})
        return (new, "formulasChanged", times) if times else None
    text, times = swap(formatted(cell, edit.doc.locale))
    if not times:
        return None
    if "stringValue" in value:
        return cells.with_value(cell, {"stringValue": text}), "valuesChanged", times
    return typed(cell, text, edit.doc.locale, edit.now.date()), "valuesChanged", times


HANDLERS: dict[str, Handler] = {
    "findReplace": find_replace,
    "trimWhitespace": trim_whitespace,
    "deleteDuplicates": delete_duplicates,
    "pasteData": paste_data,
}
