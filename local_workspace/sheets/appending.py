"""values.append: find the table in a range and write below it."""

from local_workspace.sheets import a1, cells, dimensions
from local_workspace.sheets.document import Spreadsheet
from local_workspace.sheets.grid import COLUMNS, ROWS, Box, Dimension, GridRange, Json
from local_workspace.sheets.sheet import Sheet
from local_workspace.sheets.valuerange import Input, box_on_grid, row_major, write


def append(doc: Spreadsheet, where: GridRange, body: Json, how: Input, *, insert_rows: bool) -> Json:
    """Write below the last table that the range touches, or from the range's corner where there is none."""
    sheet, box = box_on_grid(doc, where)
    table = find_table(sheet, box)
    row, column = (table.r1, table.c0) if table else (box.r0, box.c0)
    matrix = row_major(body)
    if insert_rows and table and matrix and row < sheet.row_count:
        room = Dimension(sheet.sheet_id, ROWS, row, row + len(matrix))
        dimensions.insert(doc, room, inherit_from_before=row > 0)
    width = max((len(line) for line in matrix), default=0)
    sheet.resize(ROWS, max(sheet.row_count, row + max(len(matrix), 1)))
    sheet.resize(COLUMNS, max(sheet.column_count, column + width))
    corner = GridRange(sheet.sheet_id, row, row + 1, column, column + 1)
    answer: Json = {"spreadsheetId": doc.spreadsheet_id}
    if table:
        answer["tableRange"] = a1.format_range(sheet.title, table)
    return answer | {"updates": write(doc, corner, body, how)}


def find_table(sheet: Sheet, box: Box) -> Box | None:
    """The block of touching values around the last value in the range."""
    filled = {(row, column) for row, column, cell in sheet.used(sheet.box) if cells.has_value(cell)}
    inside = [(row, column) for row, column in filled if box.holds(row, column)]
    if not inside:
        return None
    row, column = max(inside)
    block = Box(row, row + 1, column, column + 1)
    while True:
        grown = _grown(block, filled)
        if grown == block:
            return block
        block = grown


def _grown(block: Box, filled: set[tuple[int, int]]) -> Box:
    around = Box(block.r0 - 1, block.r1 + 1, block.c0 - 1, block.c1 + 1)
    touching = [(row, column) for row, column in filled if around.holds(row, column)]
    rows = [row for row, _ in touching]
    columns = [column for _, column in touching]
    return Box(min(rows), max(rows) + 1, min(columns), max(columns) + 1)
