"""One tab in memory: sparse cells and what lies on them. Nothing is changed in place, so a copy is shallow and cheap."""

import secrets
from collections.abc import Container, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from local_workspace.sheets.colors import both_forms
from local_workspace.sheets.defaults import COLUMN_COUNT, ROW_COUNT
from local_workspace.sheets.grid import ROWS, Box, GridRange, Json

Cell = dict[str, Any]
#: where cells that are read, never stored ones, carry what their formula comes to
COMPUTED = "_computed"
Row = dict[int, Cell]


@dataclass(frozen=True, slots=True)
class Ranged:
    """A resource that lies on ranges (protection, table, rule): its ranges apart from the rest of it."""

    ranges: tuple[GridRange, ...]
    body: Json = field(default_factory=dict)

    @property
    def range(self) -> GridRange:
        """The main range."""
        return self.ranges[0]

    def at(self, *ranges: GridRange) -> "Ranged":
        """The same resource on other ranges."""
        return replace(self, ranges=ranges)


@dataclass(frozen=True, slots=True)
class Group:
    """A group of rows or columns that can be collapsed."""

    start: int
    end: int
    depth: int = 1
    collapsed: bool = False


@dataclass(frozen=True, slots=True)
class Metadata:
    """A piece of developer metadata; `index` is the row or column where kind is ROW or COLUMN."""

    metadata_id: int
    key: str
    value: str | None
    visibility: str
    kind: str
    sheet_id: int = 0
    index: int = 0


@dataclass(frozen=True, slots=True)
class Anchor:
    """The cell a comment thread hangs on."""

    sheet_id: int
    row: int
    column: int


@dataclass(slots=True)
class Sheet:
    """One tab: its properties, its sparse cells (row -> column -> cell), and what lies on them."""

    sheet_id: int
    properties: Json
    rows: dict[int, Row] = field(default_factory=dict)
    row_props: dict[int, Json] = field(default_factory=dict)
    column_props: dict[int, Json] = field(default_factory=dict)
    merges: list[GridRange] = field(default_factory=list)
    conditional: list[Ranged] = field(default_factory=list)
    protected: dict[int, Ranged] = field(default_factory=dict)
    banded: dict[int, Ranged] = field(default_factory=dict)
    tables: dict[str, Ranged] = field(default_factory=dict)
    filter_views: dict[int, Ranged] = field(default_factory=dict)
    basic_filter: Ranged | None = None
    charts: dict[int, Json] = field(default_factory=dict)
    slicers: dict[int, Json] = field(default_factory=dict)
    row_groups: list[Group] = field(default_factory=list)
    column_groups: list[Group] = field(default_factory=list)

    @property
    def title(self) -> str:
        """The tab's title."""
        return str(self.properties["title"])

    @property
    def row_count(self) -> int:
        """How many rows the grid has."""
        return int(self.properties["gridProperties"]["rowCount"])

    @property
    def column_count(self) -> int:
        """How many columns the grid has."""
        return int(self.properties["gridProperties"]["columnCount"])

    @property
    def box(self) -> Box:
        """The whole grid."""
        return Box(0, self.row_count, 0, self.column_count)

    def count(self, kind: str) -> int:
        """How many rows or columns the grid has."""
        return self.row_count if kind == ROWS else self.column_count

    def props(self, kind: str) -> dict[int, Json]:
        """The stored properties (size, hidden) of rows or columns that have any."""
        return self.row_props if kind == ROWS else self.column_props

    def groups(self, kind: str) -> list[Group]:
        """The groups of rows or of columns."""
        return self.row_groups if kind == ROWS else self.column_groups

    def set_groups(self, kind: str, groups: list[Group]) -> None:
        """Put these groups in the place of the present ones."""
        ordered = sorted(groups, key=lambda group: (group.start, group.depth))
        if kind == ROWS:
            self.row_groups = ordered
        else:
            self.column_groups = ordered

    def set_grid(self, **values: Any) -> None:
        """Change grid properties; None removes one."""
        grid = {**self.properties["gridProperties"], **values}
        kept = {name: value for name, value in grid.items() if value is not None}
        self.properties = {**self.properties, "gridProperties": kept}

    def resize(self, kind: str, count: int) -> None:
        """Give the grid that many rows or columns (what lies beyond must be dropped by the caller)."""
        self.set_grid(**{"rowCount" if kind == ROWS else "columnCount": count})

    def cell(self, row: int, column: int) -> Cell:
        """The stored cell, empty where nothing is."""
        return self.rows.get(row, {}).get(column, {})

    def put(self, row: int, cells: Row) -> None:
        """Put cells into one row; an empty cell is removed."""
        new = {**self.rows.get(row, {}), **cells}
        kept = {column: cell for column, cell in new.items() if cell} if not all(cells.values()) else new
        if kept:
            self.rows[row] = kept
        else:
            self.rows.pop(row, None)

    def used(self, box: Box) -> Iterator[tuple[int, int, Cell]]:
        """Stored cells inside the rectangle, row by row."""
        for row in sorted(self.rows) if box.r1 - box.r0 > len(self.rows) else range(box.r0, box.r1):
            cells = self.rows.get(row)
            if cells and box.r0 <= row < box.r1:
                yield from (
                    (row, column, cells[column]) for column in sorted(cells) if box.c0 <= column < box.c1
                )

    def copy(self) -> "Sheet":
        """A sheet that can be changed without this one noticing."""
        return replace(
            self,
            rows=dict(self.rows),
            row_props=dict(self.row_props),
            column_props=dict(self.column_props),
            merges=list(self.merges),
            conditional=list(self.conditional),
            protected=dict(self.protected),
            banded=dict(self.banded),
            tables=dict(self.tables),
            filter_views=dict(self.filter_views),
            charts=dict(self.charts),
            slicers=dict(self.slicers),
            row_groups=list(self.row_groups),
            column_groups=list(self.column_groups),
        )


def sheet_properties(given: Json) -> Json:
    """A new sheet's properties: what was asked for over Google's defaults, in Google's order."""
    # a zero is what a client sends that leaves the field alone
    asked = {name: value for name, value in given.get("gridProperties", {}).items() if value}
    grid = {"rowCount": ROW_COUNT, "columnCount": COLUMN_COUNT, **asked}
    properties = {
        "sheetId": given["sheetId"],
        "title": given["title"],
        "sheetType": "GRID",
        "gridProperties": grid,
    }
    for name in ("hidden", "rightToLeft"):
        if given.get(name):
            properties[name] = True
    return properties | tab_color(given)


def tab_color(given: Json) -> Json:
    """Both forms of a tab's colour, from whichever was given; nothing where none was."""
    return both_forms(
        {name: given[name] for name in ("tabColor", "tabColorStyle") if given.get(name) is not None}
    )


def fresh_id(taken: Container[object] = ()) -> int:
    """A random positive 31-bit id that is not taken yet."""
    while True:
        candidate = secrets.randbelow(2**31 - 1) + 1
        if candidate not in taken:
            return candidate
