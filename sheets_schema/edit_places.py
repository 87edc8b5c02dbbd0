"""Where an edit goes in a Sheet, and whether that cell may be written: merged, calculated and protected ones may not."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

from closeplan.plan.document import Reading
from closeplan.plan.edits import CellEdit
from closeplan.plan.model import Plan
from closeplan.plan.signals import Table
from closeplan.plan.wording import ENGLISH_WORDS
from sheets_schema.cells import EMPTY, CellData, cell_text
from sheets_schema.columns import ID, SIGNAL, TABLES, Column, TableSpec
from sheets_schema.edit_values import UnfitError, plain_text
from sheets_schema.flipped import lies, upright_sheets
from sheets_schema.grid import Cell, Grid, RawRow, Spot, TabGrid, raw_rows, spans_of
from sheets_schema.labels import TOP_BLOCK, Label

SPEC_OF: Mapping[Table, TableSpec] = {spec.table: spec for spec in TABLES}

METRIC = "metrics"
"""The field of the top block whose value is the name of the first metric."""


class _Sheet(NamedTuple):
    """One sheet, upright: its rows, its merges, the ranges in which this person may not write."""

    rows: list[RawRow]
    spans: Mapping[Cell, Cell]
    closed: list[Mapping[str, Any]]
    turned: bool


class Cells:
    """The cells of a spreadsheet as it was read."""

    def __init__(self, raw: Mapping[str, Any]) -> None:
        self._sheets = {
            int(sheet["properties"].get("sheetId", 0)): _Sheet(
                list(raw_rows(sheet)), spans_of(sheet), _closed(sheet), lies(sheet)
            )
            for sheet in upright_sheets(raw)
        }

    def at(self, spot: Spot) -> CellData:
        """The raw cell; empty beyond what was read."""
        sheet_id, row, column = spot
        rows = self._sheets[sheet_id].rows
        return rows[row][column] if row < len(rows) and column < len(rows[row]) else EMPTY

    def row(self, sheet_id: int, row: int) -> RawRow:
        """A raw row; empty beyond what was read."""
        rows = self._sheets[sheet_id].rows
        return rows[row] if row < len(rows) else ()

    def turned(self, sheet_id: int) -> bool:
        """Whether the sheet lies on its side."""
        return self._sheets[sheet_id].turned

    def check(self, spot: Spot, *, alone: bool) -> None:
        """UnfitError where the cell may not be written. `alone` cells stand for one row and no other."""
        sheet = self._sheets[spot[0]]
        at = spot[1:]
        if at in sheet.spans:
            raise UnfitError("its cell is merged with another one: unmerge them first")
        if alone and any(shown == at and covered[0] != at[0] for covered, shown in sheet.spans.items()):
            raise UnfitError("its cell is merged over several rows: unmerge them first")
        if self.is_closed(spot):
            raise UnfitError("its cell is protected and only its owner may change it: ask them")
        cell = self.at(spot)
        entered = cell.get("userEnteredValue", EMPTY)
        if "formulaValue" in entered or (cell.get("effectiveValue") and not entered):
            raise UnfitError("a formula calculates its cell: change what it is calculated from")

    def is_closed(self, spot: Spot) -> bool:
        """Whether a protection keeps this person from the cell."""
        sheet = self._sheets[spot[0]]
        at = (spot[2], spot[1]) if sheet.turned else (spot[1], spot[2])
        return any(
            _covers(one.get("range", EMPTY), at)
            and not any(_covers(free, at) for free in one.get("unprotectedRanges", ()))
            for one in sheet.closed
        )


def _closed(sheet: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    return [
        one
        for one in sheet.get("protectedRanges", ())
        if not one.get("warningOnly") and not one.get("requestingUserCanEdit")
    ]


def _covers(span: Mapping[str, Any], at: Cell) -> bool:
    """Whether a GridRange, whose open ends are left out, covers the cell."""
    return all(
        span.get(f"start{name}Index", 0) <= index < span.get(f"end{name}Index", index + 1)
        for name, index in zip(("Row", "Column"), at, strict=True)
    )


def is_due(plan: Plan, grid: Grid, edit: CellEdit) -> bool:
    """Whether the cell does not say that yet; UnfitError where its row is gone or it says something else than the person
    saw who decided.
    """
    if edit.table is not None and edit.row not in grid.rows.get(edit.table, {}):
        raise UnfitError("its row is no longer in the document")
    standing = value_now(plan, edit)
    if same_value(standing, edit.value):
        return False
    if edit.was is not False and not same_value(standing, edit.was):
        raise UnfitError(f"it was changed meanwhile and {_told(standing)} now")
    return True


def _told(standing: Any) -> str:
    """What a cell says, to the seller; a day as people read it."""
    if not standing:
        return "is empty"
    return f"says “{ENGLISH_WORDS.day(standing) if isinstance(standing, date) else standing}”"


def same_value(standing: Any, wanted: Any) -> bool:
    """Whether a cell's value is the one that is wanted; an empty cell is nothing, as a text of spaces is."""
    if type(wanted) is str:
        wanted = plain_text(wanted)
    return (standing or None) == (wanted or None)


def spot_of_edit(reading: Reading, cells: Cells, edit: CellEdit) -> Spot:
    """The cell the edit names, as its sheet is read; UnfitError where the document has none or it may not be written."""
    grid = sheet_grid(reading)
    spot = place_of_edit(grid, edit)
    if edit.table is None:
        spot = _beside_label(grid, cells, spot)
    cells.check(spot, alone=edit.table is not None)
    return spot


def place_of_edit(grid: Grid, edit: CellEdit) -> Spot:
    """Where the document has that field of that row, or that fact; UnfitError where it has neither."""
    if edit.table is None:
        label = Label(edit.field)
        spot = grid.labels.get(label)
        if spot is None or label is Label.OUTLOOK:
            name = TOP_BLOCK.label(label)
            raise UnfitError(f"the document has no place for “{name}”: write it there yourself")
        return spot
    spec = SPEC_OF[edit.table]
    tab, row = grid.tabs[spec.tab], grid.rows[edit.table][edit.row]
    return (tab.sheet_id, row, column_at(spec, tab, row, edit.field))


def column_at(spec: TableSpec, tab: TabGrid, row: int, field: str) -> int:
    """The index of the field's column; of two owner columns the one that is filled. UnfitError where there is none."""
    column = column_of(spec, field)
    sides = tab.adopted.owner_sides if tab.adopted else {}
    if field == "owner" and sides:
        filled = [at for at in sides if tab.text(row, at)]
        if len(filled) > 1:
            raise UnfitError("both sides' owner columns are filled: write it there yourself")
        return next(iter(filled or sides))
    at = tab.columns.get(field)
    if at is None:
        raise UnfitError(f"the document has no column for “{column.header}”")
    return at


def column_of(spec: TableSpec, field: str) -> Column:
    """The column of a field that people write; KeyError for any other."""
    return {c.key: c for c in spec.columns if c.key not in {ID, SIGNAL}}[field]


def _beside_label(grid: Grid, cells: Cells, spot: Spot) -> Spot:
    """In somebody's own layout a fact without a value yet is its label alone: the value goes beside it."""
    if not any(tab.adopted for tab in grid.tabs.values()):
        return spot
    sheet_id, row, column = spot
    filled = [cell for cell in cells.row(sheet_id, row) if cell_text(cell)]
    if cells.turned(sheet_id) or len(filled) > 1:
        return spot
    if TOP_BLOCK.find(cell_text(cells.at(spot))) is None:
        raise UnfitError("its label and its value share one cell: write it there yourself")
    return (sheet_id, row, column + 1)


def sheet_grid(reading: Reading) -> Grid:
    """Where everything lies in the Sheet; TypeError for a reading of something else."""
    if not isinstance(reading.grid, Grid):
        message = "this reading was not made by sheets_schema.read"
        raise TypeError(message)
    return reading.grid


def value_now(plan: Plan, edit: CellEdit) -> Any:
    """What the edit's cell means by now; None where its row is gone."""
    if edit.table is None:
        if edit.field == METRIC:
            return next((metric.name for metric in plan.metrics), "")
        return _settled(plan, edit.field)
    rows: dict[Table, tuple[Any, ...]] = {
        Table.TIMELINE: plan.milestones,
        Table.STAKEHOLDERS: plan.stakeholders,
        Table.RISKS: plan.risks,
    }
    item = next((item for item in rows[edit.table] if item.id == edit.row), None)
    return None if item is None else _settled(item, edit.field)


def _settled(holder: Any, field: str) -> Any:
    """A field's value, or the words that could not be read as one."""
    value = getattr(holder, field)
    return value if value is not None else getattr(holder, f"{field}_text", None)
