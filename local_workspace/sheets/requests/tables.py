"""Requests about tables, and appending cells to a sheet or a table."""

import secrets
from dataclasses import replace

from local_workspace.errors import bad_request
from local_workspace.sheets import cells, dimensions
from local_workspace.sheets.document import Spreadsheet
from local_workspace.sheets.grid import COLUMNS, ROWS, Box, Dimension, GridRange, Json
from local_workspace.sheets.requests.cells import cell_mask, write_row
from local_workspace.sheets.requests.edit import Edit, Handler, mask, required
from local_workspace.sheets.resources import table_json
from local_workspace.sheets.sheet import Ranged, Sheet


def add_table(edit: Edit, request: Json) -> Json:
    """Make a table of a range; its first row is the header."""
    given = required(request, "table")
    sheet, where = _place(edit.doc, given, None)
    _check_name(edit.doc, given.get("name", ""), None)
    key = given.get("tableId") or str(secrets.randbelow(2**31 - 1) + 1)
    if any(key in one.tables for one in edit.doc.sheets):
        raise bad_request(f"A table with id {key} already exists.")
    body: Json = {"name": given["name"], "columns": [{} for _ in range((where.c1 or 0) - (where.c0 or 0))]}
    if "rowsProperties" in given:
        body["rowsProperties"] = given["rowsProperties"]
    sheet.tables[key] = Ranged((where,), body)
    _fill_header(sheet, where)
    _set_columns(sheet, key, given.get("columnProperties", []))
    return {"table": table_json(sheet, key, sheet.tables[key])}


def update_table(edit: Edit, request: Json) -> None:
    """Change a table's name, range, columns or colours."""
    given = required(request, "table")
    sheet, key = _holder(edit.doc, given.get("tableId", ""))
    names = {path[0] for path in mask(request)}
    names = set(given) if "*" in names else names
    if "name" in names:
        _check_name(edit.doc, given.get("name", ""), key)
        _set_body(sheet, key, "name", given["name"])
    if "range" in names:
        _, where = _place(edit.doc, given, key)
        _resize(sheet, key, where)
    if "columnProperties" in names:
        _set_columns(sheet, key, given.get("columnProperties", []))
    if "rowsProperties" in names:
        _set_body(sheet, key, "rowsProperties", given.get("rowsProperties", {}))


def delete_table(edit: Edit, request: Json) -> None:
    """Delete a table with its contents."""
    sheet, key = _holder(edit.doc, request.get("tableId", ""))
    table = sheet.tables.pop(key)
    cells.change_used(sheet, table.range.box(sheet.row_count, sheet.column_count), lambda _: {})
    sheet.protected = {n: item for n, item in sheet.protected.items() if item.body.get("tableId") != key}


def append_cells(edit: Edit, request: Json) -> None:
    """Write rows after the last row with data of a sheet, or of a table's body."""
    paths = cell_mask(request)
    rows = request.get("rows", [])
    if request.get("tableId"):
        sheet, key = _holder(edit.doc, request["tableId"])
        row = _room_in_table(edit.doc, sheet, key, len(rows))
        column = sheet.tables[key].range.c0 or 0
    else:
        sheet = edit.doc.sheet(request.get("sheetId", 0))
        row, column = 1 + _last_row(sheet, sheet.box), 0
    width = max((len(one.get("values", ())) for one in rows), default=0)
    sheet.resize(ROWS, max(sheet.row_count, row + len(rows)))
    sheet.resize(COLUMNS, max(sheet.column_count, column + width))
    for offset, one in enumerate(rows):
        write_row(sheet, (row + offset, column), one.get("values", []), paths)


def _place(doc: Spreadsheet, given: Json, own: str | None) -> tuple[Sheet, GridRange]:
    sheet, box = doc.box_of(GridRange.from_json(required(given, "range")))
    where = GridRange.of_box(sheet.sheet_id, box)
    if any(key != own and other.range.meets(where) for key, other in sheet.tables.items()):
        raise bad_request("A table can't overlap another table.")
    if any(merge.meets(where) for merge in sheet.merges):
        raise bad_request("A table can't hold merged cells.")
    return sheet, where


def _check_name(doc: Spreadsheet, name: str, own: str | None) -> None:
    if not name:
        raise bad_request("table.name must be specified.")
    for sheet in doc.sheets:
        for key, table in sheet.tables.items():
            if key != own and table.body["name"].casefold() == name.casefold():
                raise bad_request(f"A table with the name {name} already exists.")


def _holder(doc: Spreadsheet, key: str) -> tuple[Sheet, str]:
    for sheet in doc.sheets:
        if key in sheet.tables:
            return sheet, key
    raise bad_request(f"No table with id: {key}")


def _set_body(sheet: Sheet, key: str, name: str, value: object) -> None:
    table = sheet.tables[key]
    sheet.tables[key] = replace(table, body={**table.body, name: value})


def _set_columns(sheet: Sheet, key: str, given: list[Json]) -> None:
    table = sheet.tables[key]
    columns: list[Json] = list(table.body["columns"])
    for one in given:
        index = one.get("columnIndex", 0)
        if not 0 <= index < len(columns):
            raise bad_request(f"columnProperties.columnIndex[{index}] is outside the table.")
        if "dataValidationRule" in one and one.get("columnType") != "DROPDOWN":
            raise bad_request("dataValidationRule may only be set for a DROPDOWN column.")
        columns[index] = {name: one[name] for name in ("columnType", "dataValidationRule") if name in one}
        if one.get("columnName"):
            _write_header(sheet, table.range, index, one["columnName"])
    _set_body(sheet, key, "columns", columns)


def _fill_header(sheet: Sheet, where: GridRange) -> None:
    for offset in range((where.c1 or 0) - (where.c0 or 0)):
        if not cells.has_value(sheet.cell(where.r0 or 0, (where.c0 or 0) + offset)):
            _write_header(sheet, where, offset, f"Column {offset + 1}")


def _write_header(sheet: Sheet, where: GridRange, offset: int, name: str) -> None:
    row, column = where.r0 or 0, (where.c0 or 0) + offset
    sheet.put(row, {column: cells.with_value(sheet.cell(row, column), {"stringValue": name})})


def _resize(sheet: Sheet, key: str, where: GridRange) -> None:
    table = sheet.tables[key]
    old_start, start = table.range.c0 or 0, where.c0 or 0
    by_column = {old_start + n: column for n, column in enumerate(table.body["columns"])}
    columns = [by_column.get(column, {}) for column in range(start, where.c1 or 0)]
    sheet.tables[key] = Ranged((where,), {**table.body, "columns": columns})
    _fill_header(sheet, where)


def _last_row(sheet: Sheet, box: Box) -> int:
    """The last row of the rectangle with a value in it; the one before it where there is none."""
    return max((row for row, _, cell in sheet.used(box) if cells.has_value(cell)), default=box.r0 - 1)


def _room_in_table(doc: Spreadsheet, sheet: Sheet, key: str, count: int) -> int:
    """The row to write at, after making the table long enough; what lies under the table is pushed down."""
    table = sheet.tables[key]
    box = table.range.box(sheet.row_count, sheet.column_count)
    row = 1 + _last_row(sheet, Box(box.r0 + 1, box.r1, box.c0, box.c1))
    missing = row + count - box.r1
    if missing <= 0:
        return row
    below = Box(box.r1, min(box.r1 + missing, sheet.row_count), box.c0, box.c1)
    if any(True for _ in sheet.used(below)) or box.r1 + missing > sheet.row_count:
        dimensions.insert(
            doc, Dimension(sheet.sheet_id, ROWS, box.r1, box.r1 + missing), inherit_from_before=True
        )
    grown = sheet.tables[key]
    sheet.tables[key] = grown.at(grown.range.with_rows(box.r0, box.r1 + missing))
    return row


HANDLERS: dict[str, Handler] = {
    "addTable": add_table,
    "updateTable": update_table,
    "deleteTable": delete_table,
    "appendCells": append_cells,
}
