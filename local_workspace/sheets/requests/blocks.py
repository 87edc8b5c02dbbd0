"""Requests that move blocks of cells: sort, cut, copy, insert and delete a range."""

from collections.abc import Callable
from dataclasses import replace

from local_workspace.errors import bad_request, unimplemented
from local_workspace.sheets import cells
from local_workspace.sheets.computed import shown_rows
from local_workspace.sheets.dimensions import map_ranges, rewrite
from local_workspace.sheets.document import Spreadsheet
from local_workspace.sheets.grid import COLUMNS, ROWS, Box, GridRange, Json
from local_workspace.sheets.references import after_cut, displaced
from local_workspace.sheets.requests.conditional import copy_rules
from local_workspace.sheets.requests.edit import Edit, Handler, area, required
from local_workspace.sheets.sheet import Anchor, Cell, Sheet
from local_workspace.sheets.shifts import Delete, Insert, Shift
from local_workspace.sheets.showing import effective, formatted
from local_workspace.sheets.sorting import sorted_rows

#: the fields of a cell that each way of pasting takes along
PASTED: dict[str, tuple[str, ...]] = {
    "PASTE_NORMAL": cells.WRITABLE,
    "PASTE_NO_BORDERS": cells.WRITABLE,
    "PASTE_VALUES": ("userEnteredValue", "textFormatRuns", "chipRuns"),
    "PASTE_FORMULA": ("userEnteredValue", "textFormatRuns", "chipRuns"),
    "PASTE_FORMAT": ("userEnteredFormat",),
    "PASTE_DATA_VALIDATION": ("dataValidation",),
}


def sort_range(edit: Edit, request: Json) -> None:
    """Sort the rows of a range; contents and comments travel, row properties and row metadata don't."""
    sheet, box = area(edit, request)
    order = sorted_rows(shown_rows(edit.doc, sheet), box, request.get("sortSpecs", []))
    reorder_rows(edit.doc, sheet, box, order)


def reorder_rows(doc: Spreadsheet, sheet: Sheet, box: Box, order: list[int]) -> None:
    """Put the rows of a box into another order, with their comments; formulas keep to their row."""
    where = GridRange.of_box(sheet.sheet_id, box)
    if any(one.meets(where) and (one.r1 or 0) - (one.r0 or 0) > 1 for one in sheet.merges):
        raise bad_request("You can't sort a range with vertical merges.")
    blocks = [_displaced(_slice(sheet, row, box), box.r0 + n - row) for n, row in enumerate(order)]
    for offset, block in enumerate(blocks):
        _put_slice(sheet, box.r0 + offset, box, block)
    places = {row: box.r0 + offset for offset, row in enumerate(order)}
    _move_anchors(doc, sheet, box, lambda anchor: replace(anchor, row=places[anchor.row]))
    sheet.merges = [
        one.with_rows(places[one.r0 or 0], places[one.r0 or 0] + 1) if one.meets(where) else one
        for one in sheet.merges
    ]


def cut_paste(edit: Edit, request: Json) -> None:
    """Move a block; comments and ranges that lie wholly in it go along."""
    sheet, box = area(edit, request, "source")
    to = required(request, "destination")
    target = edit.doc.sheet(to.get("sheetId", 0))
    row, column = to.get("rowIndex", 0), to.get("columnIndex", 0)
    down, right = row - box.r0, column - box.c0
    _check_room(target, row + box.r1 - box.r0, column + box.c1 - box.c0)
    taken = _taken(request)
    blocks = {at: _slice(sheet, at, box) for at in range(box.r0, box.r1)}
    cells.change_used(sheet, box, lambda old: cells.without(old, taken))
    for at, block in blocks.items():
        for c in range(box.c0, box.c1):
            new = _pasted(target.cell(at + down, c + right), block.get(c, {}), request)
            target.put(at + down, {c + right: new})
    if request.get("pasteType", "PASTE_NORMAL") == "PASTE_NORMAL":
        moved = lambda a: Anchor(target.sheet_id, a.row + down, a.column + right)  # noqa: E731  # one line, used once
        _move_anchors(edit.doc, sheet, box, moved)
        _move_ranges(edit.doc, sheet, target, box, (down, right))
        place = (target.title, row, column)
        rewrite(edit.doc, lambda formula, own: after_cut(formula, own, (sheet.title, box), place))


def copy_paste(edit: Edit, request: Json) -> None:
    """Copy a block, repeated where the destination is a multiple of it."""
    sheet, box = area(edit, request, "source")
    target, to = area(edit, request, "destination")
    transposed = request.get("pasteOrientation") == "TRANSPOSE"
    rows_read = shown_rows(edit.doc, sheet)
    source = [[(r, c) for c in range(box.c0, box.c1)] for r in range(box.r0, box.r1)]
    if transposed:
        source = [list(line) for line in zip(*source, strict=True)]
    height, width = len(source), len(source[0])
    rows = (to.r1 - to.r0) // height * height or height
    columns = (to.c1 - to.c0) // width * width or width
    _check_room(target, to.r0 + rows, to.c0 + columns)
    landing = Box(to.r0, to.r0 + rows, to.c0, to.c0 + columns)
    kind = request.get("pasteType", "PASTE_NORMAL")
    if kind in ("PASTE_NORMAL", "PASTE_FORMAT", "PASTE_CONDITIONAL_FORMATTING"):
        copy_rules((sheet, box), (target, landing), transposed=transposed)
    if kind == "PASTE_CONDITIONAL_FORMATTING":
        return
    pasted: dict[int, dict[int, Cell]] = {}
    for r in range(to.r0, landing.r1):
        line = source[(r - to.r0) % height]
        for c in range(to.c0, landing.c1):
            at = line[(c - to.c0) % width]
            cell = shifted(rows_read.get(at[0], {}).get(at[1], {}), r - at[0], c - at[1])
            pasted.setdefault(r, {})[c] = _pasted(target.cell(r, c), cell, request)
    for r, block in pasted.items():
        target.put(r, block)
    if kind == "PASTE_NORMAL" and not transposed:
        _copy_merges(sheet, box, target, to)


def insert_range(edit: Edit, request: Json) -> None:
    """Push cells down or right to make room."""
    sheet, box = area(edit, request)
    if request.get("shiftDimension") == ROWS:
        _shift_band(edit.doc, sheet, box, ROWS, Insert(box.r0, box.r1 - box.r0))
    else:
        _shift_band(edit.doc, sheet, box, COLUMNS, Insert(box.c0, box.c1 - box.c0))


def delete_range(edit: Edit, request: Json) -> None:
    """Delete cells and pull up or left what lies behind them."""
    sheet, box = area(edit, request)
    if request.get("shiftDimension") == ROWS:
        _shift_band(edit.doc, sheet, box, ROWS, Delete(box.r0, box.r1))
    else:
        _shift_band(edit.doc, sheet, box, COLUMNS, Delete(box.c0, box.c1))


def _displaced(block: dict[int, Cell], down: int) -> dict[int, Cell]:
    """Cells whose formulas move so many rows with their row."""
    return {column: shifted(cell, down, 0) for column, cell in block.items()}


def shifted(cell: Cell, down: int, right: int) -> Cell:
    """A copy of a cell whose formula keeps its distance to what it refers to."""
    formula = cell.get("userEnteredValue", {}).get("formulaValue")
    if formula is None:
        return cell
    return {**cell, "userEnteredValue": {"formulaValue": displaced(formula, down, right)}}


def _slice(sheet: Sheet, row: int, box: Box) -> dict[int, Cell]:
    return {column: cell for column, cell in sheet.rows.get(row, {}).items() if box.c0 <= column < box.c1}


def _put_slice(sheet: Sheet, row: int, box: Box, block: dict[int, Cell]) -> None:
    outside = {c: cell for c, cell in sheet.rows.get(row, {}).items() if not box.c0 <= c < box.c1}
    sheet.rows[row] = outside | block
    if not sheet.rows[row]:
        del sheet.rows[row]


def _move_anchors(doc: Spreadsheet, sheet: Sheet, box: Box, moved: Callable[[Anchor], Anchor]) -> None:
    for key, anchor in list(doc.anchors.items()):
        if anchor.sheet_id == sheet.sheet_id and box.holds(anchor.row, anchor.column):
            doc.anchors[key] = moved(anchor)


def _move_ranges(doc: Spreadsheet, sheet: Sheet, target: Sheet, box: Box, by: tuple[int, int]) -> None:
    """Merges go to the other sheet too; other ranges follow a cut inside their own sheet."""
    down, right = by
    gone = [one for one in sheet.merges if _within(one, box)]
    sheet.merges = [one for one in sheet.merges if one not in gone]
    if sheet is target:
        map_ranges(doc, sheet, lambda one: _moved_by(one, by) if _within(one, box) else one)
    target.merges += [replace(_moved_by(one, (down, right)), sheet_id=target.sheet_id) for one in gone]


def _within(one: GridRange, box: Box) -> bool:
    ends = (one.r0, one.r1, one.c0, one.c1)
    if None in ends:
        return False
    return box.holds(one.r0 or 0, one.c0 or 0) and box.holds((one.r1 or 0) - 1, (one.c1 or 0) - 1)


def _moved_by(one: GridRange, by: tuple[int, int]) -> GridRange:
    down, right = by
    rows = one.with_rows((one.r0 or 0) + down, (one.r1 or 0) + down)
    return rows.with_columns((one.c0 or 0) + right, (one.c1 or 0) + right)


def _taken(request: Json) -> tuple[str, ...]:
    kind = request.get("pasteType", "PASTE_NORMAL")
    if kind not in PASTED:
        raise unimplemented(f"batchUpdate.cutPaste {kind}")
    return PASTED[kind]


def _pasted(old: Cell, new: Cell, request: Json) -> Cell:
    kind = request.get("pasteType", "PASTE_NORMAL")
    taken = cells.only(new, PASTED[kind])
    if kind == "PASTE_VALUES" and (value := effective(new)):
        taken["userEnteredValue"] = _constant(new, value)
    kept = cells.without(old, PASTED[kind])
    if kind == "PASTE_NO_BORDERS" and "userEnteredFormat" in taken:
        look = {name: value for name, value in taken["userEnteredFormat"].items() if name != "borders"}
        taken["userEnteredFormat"] = look
    return cells.tidy(kept | taken)


def _constant(cell: Cell, value: Json) -> Json:
    """A computed value as one can enter it: an error becomes its text."""
    return {"stringValue": formatted(cell, "en_US")} if "errorValue" in value else value


def _check_room(target: Sheet, rows: int, columns: int) -> None:
    if rows > target.row_count or columns > target.column_count:
        raise bad_request("The destination is too small: the pasted block would lie outside the grid.")


def _copy_merges(sheet: Sheet, box: Box, target: Sheet, to: Box) -> None:
    by = (to.r0 - box.r0, to.c0 - box.c0)
    copies = [
        replace(_moved_by(one, by), sheet_id=target.sheet_id) for one in sheet.merges if _within(one, box)
    ]
    target.merges = [one for one in target.merges if not any(one.meets(copy) for copy in copies)] + copies


def _shift_band(doc: Spreadsheet, sheet: Sheet, box: Box, kind: str, shift: Shift) -> None:
    """Move the cells below (or right of) the box, inside its columns (or rows) only."""
    rows = kind == ROWS
    band = Box(0, sheet.row_count, box.c0, box.c1) if rows else Box(box.r0, box.r1, 0, sheet.column_count)
    moved: dict[int, dict[int, Cell]] = {}
    for row, column, cell in list(sheet.used(band)):
        place = shift.point(row if rows else column)
        if place is not None:
            at = (place, column) if rows else (row, place)
            moved.setdefault(at[0], {})[at[1]] = cell
    cells.change_used(sheet, band, lambda _: {})
    for row, block in moved.items():
        sheet.put(row, block)
    _grow_to(sheet, kind, moved)
    _shift_band_anchors(doc, sheet, band, kind, shift)
    map_ranges(doc, sheet, lambda one: _band_range(one, band, kind, shift))


def _grow_to(sheet: Sheet, kind: str, moved: dict[int, dict[int, Cell]]) -> None:
    last = max(moved, default=0) if kind == ROWS else max((max(block) for block in moved.values()), default=0)
    sheet.resize(kind, max(sheet.count(kind), last + 1))


def _shift_band_anchors(doc: Spreadsheet, sheet: Sheet, band: Box, kind: str, shift: Shift) -> None:
    for key, anchor in list(doc.anchors.items()):
        if anchor.sheet_id != sheet.sheet_id or not band.holds(anchor.row, anchor.column):
            continue
        place = shift.point(anchor.row if kind == ROWS else anchor.column)
        if place is None:
            del doc.anchors[key]
        else:
            doc.anchors[key] = replace(anchor, **{"row" if kind == ROWS else "column": place})


def _band_range(one: GridRange, band: Box, kind: str, shift: Shift) -> GridRange | None:
    """Only ranges that lie wholly inside the band move with it."""
    if not _within(one, band):
        return one
    start, end = (one.r0 or 0, one.r1 or 0) if kind == ROWS else (one.c0 or 0, one.c1 or 0)
    span = shift.span(start, end)
    if span is None:
        return None
    return one.with_rows(*span) if kind == ROWS else one.with_columns(*span)


HANDLERS: dict[str, Handler] = {
    "sortRange": sort_range,
    "cutPaste": cut_paste,
    "copyPaste": copy_paste,
    "insertRange": insert_range,
    "deleteRange": delete_range,
}
