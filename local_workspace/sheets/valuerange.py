"""Reading and writing a rectangle of values: the ValueRange resource both ways."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from local_workspace.errors import bad_request
from local_workspace.sheets import a1, cells
from local_workspace.sheets.computed import shown_rows
from local_workspace.sheets.document import Spreadsheet
from local_workspace.sheets.grid import COLUMNS, ROWS, Box, GridRange, Json
from local_workspace.sheets.sheet import COMPUTED, Cell, Sheet
from local_workspace.sheets.showing import FORMATTED, rendered
from local_workspace.sheets.typing_in import raw, typed

Matrix = list[list[Any]]


@dataclass(frozen=True, slots=True)
class Rendering:
    """How values are shown in an answer."""

    value: str = FORMATTED
    dates: str = "SERIAL_NUMBER"


@dataclass(frozen=True, slots=True)
class Input:
    """How written values are understood, and what the answer says about them."""

    option: str
    today: date
    include_values: bool = False
    rendering: Rendering = Rendering()


def value_range(doc: Spreadsheet, where: GridRange, major: str | None, rendering: Rendering) -> Json:
    """The ValueRange resource of a range."""
    sheet, box = box_on_grid(doc, where)
    columns_first = major == COLUMNS
    answer: Json = {
        "range": a1.format_range(sheet.title, box),
        "majorDimension": COLUMNS if columns_first else ROWS,
    }
    values = _matrix(doc, sheet, box, rendering, columns_first)
    return answer | {"values": values} if values else answer


def write(doc: Spreadsheet, where: GridRange, body: Json, how: Input) -> Json:
    """Write a matrix from a range's corner; what the answer of one update says."""
    sheet, box = box_on_grid(doc, where)
    matrix = row_major(body)
    width = max((len(line) for line in matrix), default=0)
    single = where.r1 is not None and where.c1 is not None and (box.r1 - box.r0) * (box.c1 - box.c0) == 1
    _check_fits(sheet, box, len(matrix), width, single)
    _check_size(sheet, box, len(matrix), width)
    cells_written, columns_written, rows_written = _put_matrix(sheet, box, matrix, how, doc.locale)
    shown = Box(box.r0, box.r0 + max(len(matrix), 1), box.c0, box.c0 + max(width, 1))
    answer: Json = {"spreadsheetId": doc.spreadsheet_id, "updatedRange": a1.format_range(sheet.title, shown)}
    counts = (
        ("updatedRows", rows_written),
        ("updatedColumns", columns_written),
        ("updatedCells", cells_written),
    )
    answer.update((name, number) for name, number in counts if number)
    if how.include_values:
        at = GridRange.of_box(sheet.sheet_id, shown)
        answer["updatedData"] = value_range(doc, at, body.get("majorDimension"), how.rendering)
    return answer


def clear(doc: Spreadsheet, where: GridRange) -> str:
    """Empty a range's values; its A1 text."""
    sheet, box = box_on_grid(doc, where)
    cells.change_used(sheet, box, lambda cell: cells.with_value(cell, None))
    return a1.format_range(sheet.title, box)


def box_on_grid(doc: Spreadsheet, where: GridRange) -> tuple[Sheet, Box]:
    """The cells of a range on its sheet; a range that starts beyond the grid is refused."""
    sheet = doc.sheet(where.sheet_id)
    if (where.r0 or 0) >= sheet.row_count or (where.c0 or 0) >= sheet.column_count:
        asked = where.box(10**8, 18278)
        raise bad_request(
            f"Range ({a1.format_range(sheet.title, asked)}) exceeds grid limits. "
            f"Max rows: {sheet.row_count}, max columns: {sheet.column_count}"
        )
    return sheet, where.box(sheet.row_count, sheet.column_count)


def row_major(body: Json) -> Matrix:
    """The matrix of a ValueRange as rows; ragged columns are filled with nulls, which are skipped."""
    matrix: Matrix = body.get("values") or []
    if body.get("majorDimension") != COLUMNS:
        return matrix
    height = max((len(line) for line in matrix), default=0)
    return [[line[row] if row < len(line) else None for line in matrix] for row in range(height)]


def put_value(cell: Cell, value: object, how: Input, locale: str) -> Cell:
    """The cell after one value was written into it."""
    return raw(cell, value) if how.option == "RAW" else typed(cell, value, locale, how.today)


def _matrix(doc: Spreadsheet, sheet: Sheet, box: Box, rendering: Rendering, columns_first: bool) -> Matrix:
    as_text = rendering.dates == "FORMATTED_STRING"
    locale, how = doc.locale, rendering.value
    lines: Matrix = []
    rows = shown_rows(doc, sheet)
    for row in sorted(row for row in rows if box.r0 <= row < box.r1):
        cells_of_row = rows[row]
        filled = [c for c, cell in cells_of_row.items() if box.c0 <= c < box.c1 and _says(cell)]
        if not filled:
            continue
        line: list[Any] = [""] * (max(filled) - box.c0 + 1)
        for column in filled:
            line[column - box.c0] = rendered(cells_of_row[column], how, as_text, locale)
        lines.extend([] for _ in range(row - box.r0 - len(lines)))
        lines.append(line)
    return _transposed(lines) if columns_first else lines


def _says(cell: Cell) -> bool:
    return "userEnteredValue" in cell or COMPUTED in cell


def _transposed(lines: Matrix) -> Matrix:
    """Rows as columns, each without its trailing empties."""
    columns: Matrix = [[] for _ in range(max((len(line) for line in lines), default=0))]
    for row, line in enumerate(lines):
        for column, value in enumerate(line):
            if value != "":
                columns[column].extend("" for _ in range(row - len(columns[column])))
                columns[column].append(value)
    return columns


def _put_matrix(sheet: Sheet, box: Box, matrix: Matrix, how: Input, locale: str) -> tuple[int, int, int]:
    """Write; (cells, columns, rows) that were written, nulls being skipped."""
    columns: set[int] = set()
    count, rows = 0, 0
    for offset, line in enumerate(matrix):
        old = sheet.rows.get(box.r0 + offset, {})
        new = {
            box.c0 + n: put_value(old.get(box.c0 + n, {}), value, how, locale)
            for n, value in enumerate(line)
            if value is not None
        }
        if new:
            sheet.put(box.r0 + offset, new)
            count, rows = count + len(new), rows + 1
            columns.update(new)
    return count, len(columns), rows


def _check_fits(sheet: Sheet, box: Box, height: int, width: int, single: bool) -> None:
    """A range of several cells holds what is written into it; one cell is only a corner."""
    if single:
        return
    text = a1.format_range(sheet.title, box)
    if height > box.r1 - box.r0:
        raise bad_request(f"Requested writing within range [{text}], but tried writing to row [{box.r1 + 1}]")
    if width > box.c1 - box.c0:
        letters = a1.column_letters(box.c1)
        raise bad_request(f"Requested writing within range [{text}], but tried writing to column [{letters}]")


def _check_size(sheet: Sheet, box: Box, height: int, width: int) -> None:
    if box.r0 + height > sheet.row_count or box.c0 + width > sheet.column_count:
        asked = Box(box.r0, box.r0 + height, box.c0, box.c0 + width)
        raise bad_request(
            f"Range ({a1.format_range(sheet.title, asked)}) exceeds grid limits. "
            f"Max rows: {sheet.row_count}, max columns: {sheet.column_count}"
        )
