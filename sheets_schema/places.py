"""A cell of the Sheet as a place in the plan's own terms, and back."""

from __future__ import annotations

from closeplan.plan.signals import PLAN, Place, Table
from sheets_schema.columns import SIGNAL, TABLES
from sheets_schema.grid import Grid, Spot, TabGrid
from sheets_schema.labels import Label, Tab

_SPEC_OF = {spec.table: spec for spec in TABLES}
_TABLE_OF = {spec.tab: spec.table for spec in TABLES}


def place_of(grid: Grid, spot: Spot | None) -> Place | None:
    """The cell in the plan's terms; None where it is none of the plan's."""
    if spot is None:
        return None
    sheet_id, row, column = spot
    label = next((label for label, cell in grid.labels.items() if cell == spot), None)
    if label is not None:
        return PLAN if label is Label.OUTLOOK else Place(column=label.value)
    tabs = [tab for tab in grid.tabs.values() if tab.sheet_id == sheet_id]
    tab = next((tab for tab in tabs if _holds(tab, row, column)), tabs[0] if tabs else None)
    if tab is None:
        return None
    table = _TABLE_OF.get(tab.tab)
    above = tab.adopted is None and tab.tab is Tab.PLAN and row < tab.top_end
    return PLAN if table is None or above else _cell_place(grid, tab, table, row, column)


def _holds(tab: TabGrid, row: int, column: int) -> bool:
    """Whether the cell may be the tab's: an adopted table has its own rows and columns only."""
    if tab.adopted is None:
        return True
    columns = {*tab.columns.values(), *tab.adopted.owner_sides}
    return (row == tab.header or row in tab.body) and column in columns


def _cell_place(grid: Grid, tab: TabGrid, table: Table, row: int, column: int) -> Place | None:
    key = next((key for key, index in tab.columns.items() if index == column), "")
    if tab.adopted is not None and column in tab.adopted.owner_sides:
        key = "owner"
    if row == tab.header:
        return Place(table=table, column=key)
    row_id = next((row_id for row_id, index in grid.rows[table].items() if index == row), None)
    return None if row_id is None else Place(table=table, row=row_id, column=key)


def spot_of(grid: Grid, place: Place) -> Spot:
    """The place's cell; without it its column's header, the Signal header, the Plan tab's first cell."""
    spec = _SPEC_OF.get(place.table) if place.table else None
    tab = grid.tabs.get(spec.tab if spec else Tab.PLAN)
    if spec is None:
        label = Label(place.column) if place.column in set(Label) else Label.OUTLOOK
        if label in grid.labels:
            return grid.labels[label]
    if tab is None:
        plan = grid.tabs.get(Tab.PLAN)
        return (plan.sheet_id if plan else grid.first_sheet, 0, 0)
    header = max(tab.body.start - 1, 0) if tab.header is None and tab.adopted else tab.header or 0
    row = grid.rows[spec.table].get(place.row, header) if spec else header
    column = _column_of(tab, place, row)
    return (tab.sheet_id, header, 0) if column is None else (tab.sheet_id, row, column)


def _column_of(tab: TabGrid, place: Place, row: int) -> int | None:
    """The column the place names, else Signal; of two owner columns the one that is filled."""
    if place.column == "owner" and tab.adopted is not None and tab.adopted.owner_sides:
        filled = (column for column in tab.adopted.owner_sides if tab.text(row, column))
        return next(filled, next(iter(tab.adopted.owner_sides)))
    return tab.columns.get(place.column, tab.columns.get(SIGNAL))
