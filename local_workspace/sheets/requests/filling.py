"""Requests that make cells out of others: drag-fill, splitting texts, shuffling rows."""

import csv
import random

from local_workspace.errors import bad_request
from local_workspace.sheets import cells
from local_workspace.sheets.computed import shown_rows
from local_workspace.sheets.grid import COLUMNS, ROWS, Box, Json
from local_workspace.sheets.requests.blocks import reorder_rows, shifted
from local_workspace.sheets.requests.edit import Edit, Handler, area
from local_workspace.sheets.series import continued
from local_workspace.sheets.sheet import Cell, Sheet
from local_workspace.sheets.showing import formatted
from local_workspace.sheets.typing_in import typed

_DELIMITERS = {"COMMA": ",", "SEMICOLON": ";", "PERIOD": ".", "SPACE": " "}
_FILLED = ("userEnteredValue", "userEnteredFormat", "dataValidation", "textFormatRuns", "chipRuns")


def auto_fill(edit: Edit, request: Json) -> None:
    """Continue the cells of a source over its neighbours."""
    alternate = request.get("useAlternateSeries", False)
    if "sourceAndDestination" in request:
        given = request["sourceAndDestination"]
        sheet, source = area(edit, given, "source")
        kind, length = given.get("dimension"), given.get("fillLength", 0)
        if kind not in (ROWS, COLUMNS):
            raise bad_request("sourceAndDestination.dimension must be specified.")
    else:
        sheet, box = area(edit, request)
        source, kind, length = _found_source(sheet, box)
    target = _target(source, kind, length)
    if target != target.clip(sheet.box):
        raise bad_request("The cells to fill lie outside the grid.")
    _fill(edit, sheet, (source, target), kind, alternate=alternate)


def text_to_columns(edit: Edit, request: Json) -> None:
    """Split the texts of one column over the columns right of it, each part as if typed."""
    sheet, box = area(edit, request, "source")
    if box.c1 - box.c0 != 1:
        raise bad_request("source must be exactly one column.")
    rows = shown_rows(edit.doc, sheet)
    texts = {
        row: formatted(rows.get(row, {}).get(box.c0, {}), edit.doc.locale) for row in range(box.r0, box.r1)
    }
    delimiter = _delimiter(request, list(texts.values()))
    parts = {row: _split(text, delimiter) for row, text in texts.items() if text}
    width = max((len(line) for line in parts.values()), default=0)
    sheet.resize(COLUMNS, max(sheet.column_count, box.c0 + width))
    for row, line in parts.items():
        old = sheet.rows.get(row, {})
        new = {
            box.c0 + n: typed(old.get(box.c0 + n, {}), text, edit.doc.locale, edit.now.date())
            for n, text in enumerate(line)
        }
        sheet.put(row, new)


def randomize_range(edit: Edit, request: Json) -> None:
    """Shuffle the rows of a range."""
    sheet, box = area(edit, request)
    order = list(range(box.r0, box.r1))
    random.SystemRandom().shuffle(order)
    reorder_rows(edit.doc, sheet, box, order)


def _found_source(sheet: Sheet, box: Box) -> tuple[Box, str, int]:
    """The cells with values at the beginning of a range, and the direction in which the rest lies."""
    filled = [(row, column) for row, column, cell in sheet.used(box) if cells.has_value(cell)]
    if not filled:
        raise bad_request("There is no data in the range to fill from.")
    r1, c1 = 1 + max(row for row, _ in filled), 1 + max(column for _, column in filled)
    r0, c0 = min(row for row, _ in filled), min(column for _, column in filled)
    if r1 < box.r1:
        return Box(box.r0, r1, box.c0, box.c1), ROWS, box.r1 - r1
    if c1 < box.c1:
        return Box(box.r0, box.r1, box.c0, c1), COLUMNS, box.c1 - c1
    if r0 > box.r0:
        return Box(r0, box.r1, box.c0, box.c1), ROWS, box.r0 - r0
    return Box(box.r0, box.r1, c0, box.c1), COLUMNS, box.c0 - c0


def _target(source: Box, kind: str, length: int) -> Box:
    """The cells behind the source, or before it where the length is negative."""
    if kind == ROWS:
        rows = (source.r1, source.r1 + length) if length >= 0 else (source.r0 + length, source.r0)
        return Box(*rows, source.c0, source.c1)
    columns = (source.c1, source.c1 + length) if length >= 0 else (source.c0 + length, source.c0)
    return Box(source.r0, source.r1, *columns)


def _fill(edit: Edit, sheet: Sheet, boxes: tuple[Box, Box], kind: str, *, alternate: bool) -> None:
    source, target = boxes
    down = kind == ROWS
    lines = range(source.c0, source.c1) if down else range(source.r0, source.r1)
    first, count = (source.r0, source.r1 - source.r0) if down else (source.c0, source.c1 - source.c0)
    new: dict[int, dict[int, Cell]] = {}
    for line in lines:
        models = [sheet.cell(first + n, line) if down else sheet.cell(line, first + n) for n in range(count)]
        for place in range(target.r0, target.r1) if down else range(target.c0, target.c1):
            at = place - first
            model = models[at % count]
            value = continued(models, at, edit.doc.locale, alternate)
            moved = at - at % count
            cell = shifted(model, moved, 0) if down else shifted(model, 0, moved)
            filled = cells.only(cell if value is None else cells.with_value(cell, value), _FILLED)
            row, column = (place, line) if down else (line, place)
            new.setdefault(row, {})[column] = filled | cells.without(sheet.cell(row, column), _FILLED)
    for row, block in new.items():
        sheet.put(row, block)


def _split(text: str, delimiter: str) -> list[str]:
    """The parts of a text; quotes hold a part together where the text is one line."""
    if "\n" in text or "\r" in text:
        return text.split(delimiter)
    return next(csv.reader([text], delimiter=delimiter))


def _delimiter(request: Json, texts: list[str]) -> str:
    kind = request.get("delimiterType", "AUTODETECT")
    if kind == "CUSTOM":
        if len(request.get("delimiter", "")) != 1 or request["delimiter"] in '\r\n"':
            raise bad_request("delimiter must be one character.")
        return str(request["delimiter"])
    if kind in _DELIMITERS:
        return _DELIMITERS[kind]
    counts = {sign: sum(text.count(sign) for text in texts) for sign in (",", ";", "\t", " ", ".")}
    return max(counts, key=lambda sign: counts[sign])


HANDLERS: dict[str, Handler] = {
    "autoFill": auto_fill,
    "textToColumns": text_to_columns,
    "randomizeRange": randomize_range,
}
