"""Requests about tables: insert and delete rows and columns, merge cells, and how they look."""

from collections.abc import Iterable

from local_workspace.docs.defaults import columns_style
from local_workspace.docs.document import LONGEST
from local_workspace.docs.flow import CELL, NEWLINE, TABLE, TABLE_END
from local_workspace.docs.requests.edit import (
    Edit,
    Handler,
    cell_at,
    insertion_index,
    own_of,
    required,
    set_own,
    table_box,
    table_start,
)
from local_workspace.docs.requests.styles import named_paths
from local_workspace.docs.requests.text import put_text, style_at
from local_workspace.docs.tables import DEEPEST, CellPlace, TablePlace, new_cell, new_row, new_table
from local_workspace.errors import bad_request
from local_workspace.sheets.fieldmask import merge
from local_workspace.sheets.grid import Json

_CELL = (
    "backgroundColor", "borderLeft", "borderRight", "borderTop", "borderBottom", "paddingLeft", "paddingRight",
    "paddingTop", "paddingBottom", "contentAlignment",
)  # fmt: skip
# a border, its twin on the neighbour, and where that neighbour is; in the order Google applies them
_BORDERS = (
    ("borderRight", "borderLeft", 0, 1),
    ("borderLeft", "borderRight", 0, -1),
    ("borderBottom", "borderTop", 1, 0),
    ("borderTop", "borderBottom", -1, 0),
)
_NARROWEST = 5


def insert_table(edit: Edit, request: Json) -> None:
    """Insert a newline and behind it a table of empty cells."""
    rows, columns = request.get("rows", 0), request.get("columns", 0)
    if rows < 1 or columns < 1:
        raise bad_request("The number of rows and columns must be at least 1.")
    if rows * (2 * columns + 1) > LONGEST:
        raise bad_request("The table is too large.")
    at = insertion_index(edit, request)
    before = edit.flow.text[:at]
    if before.count(TABLE) - before.count(TABLE_END) >= DEEPEST:
        raise bad_request(f"Tables cannot be nested more than {DEEPEST} deep.")
    put_text(edit, at, NEWLINE, style_at(edit, at))
    edit.doc.insert(at + 1, *new_table(rows, columns))


def insert_table_row(edit: Edit, request: Json) -> None:
    """Insert an empty row above or below a cell; cells merged across it grow."""
    table, row, column = cell_at(edit, request)
    below = request.get("insertBelow", False)
    if below:
        row += own_of(edit, table.rows[row].cells[column])["rowSpan"]
    _stretch(edit, table, "rowSpan", row, 1)
    at = table.rows[row].start if row < len(table.rows) else table.end - 1
    edit.doc.insert(at, *new_row(table.columns))


def insert_table_column(edit: Edit, request: Json) -> None:
    """Insert an empty column left or right of a cell; cells merged across it grow."""
    table, row, column = cell_at(edit, request)
    if request.get("insertRight", False):
        column += own_of(edit, table.rows[row].cells[column])["columnSpan"]
    _stretch(edit, table, "columnSpan", column, 1)
    widths = list(edit.flow.marks[table.start].own["columns"])
    set_own(edit, table.start, {"columns": widths[:column] + columns_style(1) + widths[column:]})
    for place in reversed(table.rows):
        at = place.cells[column].start if column < len(place.cells) else place.end
        edit.doc.insert(at, *new_cell())


def delete_table_row(edit: Edit, request: Json) -> None:
    """Delete the rows that a cell spans; with the last one the table goes."""
    table, row, column = cell_at(edit, request)
    span = own_of(edit, table.rows[row].cells[column])["rowSpan"]
    if span == len(table.rows):
        edit.doc.replace(table.start, table.end)
        return
    for gone in reversed(range(row, row + span)):
        _stretch(edit, table, "rowSpan", gone, -1)
    edit.doc.replace(table.rows[row].start, table.rows[row + span - 1].end)


def delete_table_column(edit: Edit, request: Json) -> None:
    """Delete the columns that a cell spans; with the last one the table goes."""
    table, row, column = cell_at(edit, request)
    span = own_of(edit, table.rows[row].cells[column])["columnSpan"]
    if span == table.columns:
        edit.doc.replace(table.start, table.end)
        return
    for gone in reversed(range(column, column + span)):
        _stretch(edit, table, "columnSpan", gone, -1)
    widths = list(edit.flow.marks[table.start].own["columns"])
    set_own(edit, table.start, {"columns": widths[:column] + widths[column + span :]})
    for place in reversed(table.rows):
        edit.doc.replace(place.cells[column].start, place.cells[column + span - 1].end)


def _stretch(edit: Edit, table: TablePlace, span: str, line: int, by: int) -> None:
    """Let merged cells that reach across a row or column grow or shrink by one.

    A new line is inside a merged cell when it is behind the cell's first line; a line that goes is
    inside also where the head itself goes, whose cell then ends as a single one.
    """
    for row, place in enumerate(table.rows):
        for column, cell in enumerate(place.cells):
            own = own_of(edit, cell)
            first = row if span == "rowSpan" else column
            if own[span] > 1 and first < line < first + own[span]:
                set_own(edit, cell.start, {**own, span: own[span] + by})


def merge_table_cells(edit: Edit, request: Json) -> None:
    """Merge a block of cells into its first one, which gets all of their text."""
    table, rows, columns = table_box(edit, request)
    _check_rectangle(edit, table, rows, columns)
    unmerge_table_cells(edit, request)
    head, *others = _cells(table, rows, columns)
    filled = [cell for cell in others if not _is_empty(cell)]
    text = "".join(edit.flow.text[cell.start + 1 : cell.end] for cell in filled)
    marks = [mark for cell in filled for mark in edit.flow.marks[cell.start + 1 : cell.end]]
    for cell in reversed(filled):
        edit.doc.replace(cell.start + 1, cell.end - 1)
    set_own(edit, head.start, {**own_of(edit, head), "rowSpan": len(rows), "columnSpan": len(columns)})
    edit.doc.insert(head.end, text, marks)
    if filled and _is_empty(head):
        edit.doc.replace(head.start + 1, head.end)


def _is_empty(cell: CellPlace) -> bool:
    return cell.end - cell.start == len(CELL + NEWLINE)


def _check_rectangle(edit: Edit, table: TablePlace, rows: range, columns: range) -> None:
    """Refuse a block that cuts through a merged cell."""
    for row, place in enumerate(table.rows):
        for column, cell in enumerate(place.cells):
            down, right = _spans(edit, cell)
            if (down, right) == (1, 1):
                continue
            covered = {(r, c) for r in range(row, row + down) for c in range(column, column + right)}
            inside = {(r, c) for r, c in covered if r in rows and c in columns}
            if inside and inside != covered:
                raise bad_request("The table range must be rectangular: it cuts through a merged cell.")


def unmerge_table_cells(edit: Edit, request: Json) -> None:
    """Make single cells of the merged ones in a block; their text stays in the first."""
    table, rows, columns = table_box(edit, request)
    for cell in _cells(table, rows, columns):
        set_own(edit, cell.start, {**own_of(edit, cell), "rowSpan": 1, "columnSpan": 1})


def _spans(edit: Edit, cell: CellPlace) -> tuple[int, int]:
    own = own_of(edit, cell)
    return own["rowSpan"], own["columnSpan"]


def _cells(table: TablePlace, rows: Iterable[int], columns: Iterable[int]) -> list[CellPlace]:
    wanted = list(columns)
    return [table.rows[row].cells[column] for row in rows for column in wanted]


def update_table_cell_style(edit: Edit, request: Json) -> None:
    """Style a block of cells, or a whole table's; a border is also the neighbour's."""
    if "tableStartLocation" in request:
        table = table_start(edit, request["tableStartLocation"])
        rows, columns = range(len(table.rows)), range(table.columns)
    else:
        table, rows, columns = table_box(edit, request)
    paths = named_paths(request, _CELL)
    style = required(request, "tableCellStyle")
    for cell in _cells(table, rows, columns):
        set_own(edit, cell.start, merge(own_of(edit, cell), style, paths))
    for name, twin, down, right in _BORDERS:
        if any(path[0] == name for path in paths):
            places = [(row + down, column + right) for row in rows for column in columns]
            _share(edit, table, places, {twin: style.get(name)})


def _share(edit: Edit, table: TablePlace, places: list[tuple[int, int]], border: Json) -> None:
    for row, column in places:
        if 0 <= row < len(table.rows) and 0 <= column < table.columns:
            cell = table.rows[row].cells[column]
            set_own(edit, cell.start, merge(own_of(edit, cell), border, tuple((name,) for name in border)))


def update_table_row_style(edit: Edit, request: Json) -> None:
    """Style some rows of a table, or all."""
    table = table_start(edit, required(request, "tableStartLocation"))
    paths = named_paths(request, ("minRowHeight", "tableHeader", "preventOverflow"))
    style = required(request, "tableRowStyle")
    for index in _indices(request.get("rowIndices"), len(table.rows)):
        at = table.rows[index].start
        set_own(edit, at, merge(edit.flow.marks[at].own, style, paths))


def update_table_column_properties(edit: Edit, request: Json) -> None:
    """Set the width of some columns of a table, or of all."""
    table = table_start(edit, required(request, "tableStartLocation"))
    paths = named_paths(request, ("width", "widthType"))
    given = required(request, "tableColumnProperties")
    if "width" in given and given["width"].get("magnitude", 0) < _NARROWEST:
        raise bad_request(f"The width of a column must be at least {_NARROWEST} points.")
    widths = list(edit.flow.marks[table.start].own["columns"])
    for index in _indices(request.get("columnIndices"), table.columns):
        widths[index] = merge(widths[index], given, paths)
    set_own(edit, table.start, {"columns": widths})


def _indices(given: list[int] | None, count: int) -> list[int]:
    if any(not 0 <= index < count for index in given or ()):
        raise bad_request(f"Every index must be at least 0 and less than {count}.")
    return list(given or range(count))


def pin_table_header_rows(edit: Edit, request: Json) -> None:
    """Make header rows of the first rows, and of no others."""
    table = table_start(edit, required(request, "tableStartLocation"))
    count = request.get("pinnedHeaderRowsCount", 0)
    if not 0 <= count <= len(table.rows):
        raise bad_request(f"pinnedHeaderRowsCount must be at least 0 and at most {len(table.rows)}.")
    for index, row in enumerate(table.rows):
        own = {name: value for name, value in edit.flow.marks[row.start].own.items() if name != "tableHeader"}
        set_own(edit, row.start, {**own, "tableHeader": True} if index < count else own)


HANDLERS: dict[str, Handler] = {
    "insertTable": insert_table,
    "insertTableRow": insert_table_row,
    "insertTableColumn": insert_table_column,
    "deleteTableRow": delete_table_row,
    "deleteTableColumn": delete_table_column,
    "mergeTableCells": merge_table_cells,
    "unmergeTableCells": unmerge_table_cells,
    "updateTableCellStyle": update_table_cell_style,
    "updateTableRowStyle": update_table_row_style,
    "updateTableColumnProperties": update_table_column_properties,
    "pinTableHeaderRows": pin_table_header_rows,
}
