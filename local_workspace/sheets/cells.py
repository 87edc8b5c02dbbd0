"""What one cell holds: writing named fields into it, and what it counts as."""

from collections.abc import Callable, Iterable

from local_workspace.errors import bad_request
from local_workspace.sheets.colors import both_forms, both_paths
from local_workspace.sheets.fieldmask import ALL, Path, merge
from local_workspace.sheets.grid import Box, Json
from local_workspace.sheets.sheet import Cell, Sheet

#: what people may write of a cell; the rest Google computes
WRITABLE = (
    "userEnteredValue",
    "userEnteredFormat",
    "note",
    "dataValidation",
    "textFormatRuns",
    "chipRuns",
    "pivotTable",
    "dataSourceTable",
    "dataSourceFormula",
)
#: named by clients in masks and ignored, as Google does
READ_ONLY = ("effectiveValue", "formattedValue", "effectiveFormat", "hyperlink")
KNOWN = WRITABLE + READ_ONLY


def write_fields(old: Cell, new: Json, paths: Iterable[Path]) -> Cell:
    """The cell after a write of the named fields; fields that are named and not given are cleared."""
    paths = both_paths(tuple(paths))
    if "userEnteredFormat" in new:
        new = {**new, "userEnteredFormat": both_forms(new["userEnteredFormat"])}
    writable = tuple(path for path in paths if path[0] not in READ_ONLY)
    merged = merge(old, new, writable)
    if ALL in paths:
        merged = {name: value for name, value in merged.items() if name in WRITABLE}
    named = {path[0] for path in paths}
    if "userEnteredValue" in named and ALL not in paths:
        # a new value takes the runs of the old text with it
        for runs in ("textFormatRuns", "chipRuns"):
            if runs not in named:
                merged.pop(runs, None)
    return tidy(merged)


def tidy(cell: Cell) -> Cell:
    """The cell without fields that say nothing."""
    kept = {name: value for name, value in cell.items() if value not in ({}, [], "")}
    value = kept.get("userEnteredValue")
    if value is not None and len(value) > 1:
        raise bad_request("userEnteredValue: oneof field 'value' is already set.")
    # an error is only ever computed; an empty text is an empty cell
    if value is not None and ("errorValue" in value or value == {"stringValue": ""}):
        del kept["userEnteredValue"]
    return kept


def with_value(cell: Cell, value: Json | None) -> Cell:
    """The cell with another value; the runs of the old text go, format, note and validation stay."""
    kept = {
        name: item
        for name, item in cell.items()
        if name not in ("userEnteredValue", "textFormatRuns", "chipRuns")
    }
    if value and value != {"stringValue": ""}:
        kept["userEnteredValue"] = value
    return kept


def has_value(cell: Cell) -> bool:
    """True when a person would see something in it."""
    return "userEnteredValue" in cell


def only(cell: Cell, names: Iterable[str]) -> Cell:
    """The named fields of a cell."""
    return {name: cell[name] for name in names if name in cell}


def without(cell: Cell, names: Iterable[str]) -> Cell:
    """The cell less the named fields."""
    dropped = set(names)
    return {name: value for name, value in cell.items() if name not in dropped}


def change_all(sheet: Sheet, box: Box, change: Callable[[Cell], Cell]) -> None:
    """Put every cell of the rectangle through `change`, which is asked once for cells that are the same object."""
    known: dict[int, tuple[Cell, Cell]] = {}
    empty: Cell = {}
    for row in range(box.r0, box.r1):
        old_row = sheet.rows.get(row, {})
        new_row = dict(old_row)
        for column in range(box.c0, box.c1):
            old = old_row.get(column, empty)
            # the old cell is kept beside the new one so that its id stays its own
            if id(old) not in known:
                known[id(old)] = (old, change(old))
            new_row[column] = known[id(old)][1]
        _set_row(sheet, row, new_row)


def change_used(sheet: Sheet, box: Box, change: Callable[[Cell], Cell]) -> int:
    """Put the stored cells of the rectangle through `change`; how many came out different."""
    changed: dict[int, dict[int, Cell]] = {}
    for row, column, cell in sheet.used(box):
        new = change(cell)
        if new != cell:
            changed.setdefault(row, {})[column] = new
    for row, cells in changed.items():
        sheet.put(row, cells)
    return sum(len(cells) for cells in changed.values())


def _set_row(sheet: Sheet, row: int, cells: dict[int, Cell]) -> None:
    kept = {column: cell for column, cell in cells.items() if cell}
    if kept:
        sheet.rows[row] = kept
    else:
        sheet.rows.pop(row, None)
