"""Requests that write into cells: values, formats, notes, validation, borders, merges."""

from collections.abc import Callable

from local_workspace.errors import bad_request
from local_workspace.sheets import cells
from local_workspace.sheets.colors import both_forms
from local_workspace.sheets.fieldmask import Path, check_names, merge
from local_workspace.sheets.grid import ROWS, Box, GridRange, Json
from local_workspace.sheets.requests.edit import Edit, Handler, area, grid_range, mask, required
from local_workspace.sheets.sheet import Cell, Sheet


def update_cells(edit: Edit, request: Json) -> None:
    """Write rows from a start, or over a range whose uncovered cells lose the named fields."""
    paths = cell_mask(request)
    rows = request.get("rows", [])
    if "range" in request:
        sheet, box = area(edit, request)
        check_fits(rows, box)
        for offset in range(box.r1 - box.r0):
            given = rows[offset].get("values", []) if offset < len(rows) else []
            write_row(sheet, (box.r0 + offset, box.c0), given, paths, width=box.c1 - box.c0)
        return
    start = required(request, "start")
    sheet = edit.doc.sheet(start.get("sheetId", 0))
    first_row, first_column = start.get("rowIndex", 0), start.get("columnIndex", 0)
    _check_inside(sheet, rows, first_row, first_column)
    for offset, row in enumerate(rows):
        write_row(sheet, (first_row + offset, first_column), row.get("values", []), paths)


def repeat_cell(edit: Edit, request: Json) -> None:
    """Write the same fields into every cell of a range."""
    paths = cell_mask(request)
    given = request.get("cell", {})
    sheet, box = area(edit, request)
    cells.change_all(sheet, box, lambda old: cells.write_fields(old, given, paths))


def set_data_validation(edit: Edit, request: Json) -> None:
    """Set, or without a rule clear, the validation of every cell of a range."""
    rule = request.get("rule")
    sheet, box = area(edit, request)
    new: Cell = {"dataValidation": rule} if rule else {}
    cells.change_all(sheet, box, lambda old: cells.write_fields(old, new, [("dataValidation",)]))


def update_borders(edit: Edit, request: Json) -> None:
    """Borders around and inside a range; sides that aren't given stay."""
    sheet, box = area(edit, request)
    for row in range(box.r0, box.r1):
        for column in range(box.c0, box.c1):
            borders = _borders(request, box, row, column)
            change = _border_change(borders)
            cells.change_all(sheet, Box(row, row + 1, column, column + 1), change)


def merge_cells(edit: Edit, request: Json) -> None:
    """Merge a range wholly, by columns or by rows; only the first value of each merge stays."""
    where = grid_range(edit, request)
    sheet, box = edit.doc.box_of(where)
    kind = request.get("mergeType", "MERGE_ALL")
    if any(one.meets(where) and not _inside(one, box) for one in sheet.merges):
        raise bad_request("You must select all cells in a merged range to merge or unmerge them.")
    sheet.merges = [one for one in sheet.merges if not one.meets(where)]
    for part in _merge_parts(box, kind):
        if (part.r1 - part.r0) * (part.c1 - part.c0) > 1:
            sheet.merges.append(GridRange.of_box(sheet.sheet_id, part))
            _keep_first_value(sheet, part)


def unmerge_cells(edit: Edit, request: Json) -> None:
    """Undo the merges inside a range, which must not cut through one."""
    where = grid_range(edit, request)
    sheet, box = edit.doc.box_of(where)
    if any(one.meets(where) and not _inside(one, box) for one in sheet.merges):
        raise bad_request("You must select all cells in a merged range to merge or unmerge them.")
    sheet.merges = [one for one in sheet.merges if not one.meets(where)]


def cell_mask(request: Json) -> tuple[Path, ...]:
    """The update mask of a request that writes cells."""
    paths = mask(request)
    check_names(paths, cells.KNOWN)
    return paths


def write_row(
    sheet: Sheet, at: tuple[int, int], given: list[Json], paths: tuple[Path, ...], width: int | None = None
) -> None:
    """Write cells from a column on; with a width, cells beyond what was given are cleared of the fields."""
    row, column = at
    old = sheet.rows.get(row, {})
    if not old and not given:
        return
    new = {
        column + offset: cells.write_fields(
            old.get(column + offset, {}), given[offset] if offset < len(given) else {}, paths
        )
        for offset in range(len(given) if width is None else width)
    }
    sheet.put(row, new)


def check_fits(rows: list[Json], box: Box) -> None:
    """Refuse rows that are more or longer than the range they are for."""
    if len(rows) > box.r1 - box.r0:
        raise bad_request(
            f"Attempting to write row: {box.r1}, beyond the last requested row of: {box.r1 - 1}"
        )
    width = max((len(row.get("values", ())) for row in rows), default=0)
    if width > box.c1 - box.c0:
        raise bad_request(
            f"Attempting to write column: {box.c1}, beyond the last requested column of: {box.c1 - 1}"
        )


def _check_inside(sheet: Sheet, rows: list[Json], row: int, column: int) -> None:
    width = max((len(one.get("values", ())) for one in rows), default=0)
    if not sheet.box.holds(row, column):
        raise bad_request(f"start.rowIndex[{row}] or start.columnIndex[{column}] is outside the grid.")
    if row + len(rows) > sheet.row_count or column + width > sheet.column_count:
        last_row, last_column = sheet.row_count - 1, sheet.column_count - 1
        raise bad_request(
            f"Attempting to write outside the grid, whose last row is {last_row} and last column {last_column}."
        )


def _borders(request: Json, box: Box, row: int, column: int) -> Json:
    """The borders one cell of the range gets."""
    sides = {
        "top": "top" if row == box.r0 else "innerHorizontal",
        "bottom": "bottom" if row == box.r1 - 1 else "innerHorizontal",
        "left": "left" if column == box.c0 else "innerVertical",
        "right": "right" if column == box.c1 - 1 else "innerVertical",
    }
    return {side: request[name] for side, name in sides.items() if name in request}


def _border_change(borders: Json) -> Callable[[Cell], Cell]:
    paths = [("userEnteredFormat", "borders", side) for side in borders]
    drawn = {side: both_forms(border) for side, border in borders.items() if border.get("style") != "NONE"}
    new: Cell = {"userEnteredFormat": {"borders": drawn}}
    return lambda old: cells.tidy(merge(old, new, paths))


def _inside(one: GridRange, box: Box) -> bool:
    return box.holds(one.r0 or 0, one.c0 or 0) and box.holds((one.r1 or 1) - 1, (one.c1 or 1) - 1)


def _merge_parts(box: Box, kind: str) -> list[Box]:
    if kind == "MERGE_COLUMNS":
        return [Box(box.r0, box.r1, column, column + 1) for column in range(box.c0, box.c1)]
    if kind == "MERGE_" + ROWS:
        return [Box(row, row + 1, box.c0, box.c1) for row in range(box.r0, box.r1)]
    return [box]


def _keep_first_value(sheet: Sheet, box: Box) -> None:
    first: Json | None = None
    for row, column, cell in list(sheet.used(box)):
        if not cells.has_value(cell):
            continue
        first = first or cell["userEnteredValue"]
        sheet.put(row, {column: cells.with_value(cell, None)})
    if first:
        corner = sheet.cell(box.r0, box.c0)
        sheet.put(box.r0, {box.c0: cells.with_value(corner, first)})


HANDLERS: dict[str, Handler] = {
    "updateCells": update_cells,
    "repeatCell": repeat_cell,
    "setDataValidation": set_data_validation,
    "updateBorders": update_borders,
    "mergeCells": merge_cells,
    "unmergeCells": unmerge_cells,
}
