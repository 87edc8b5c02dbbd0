"""Where the parts of a plan were found in one reading of its Sheet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from closeplan.plan.model import Side
from closeplan.plan.signals import Table
from sheets_schema import metadata
from sheets_schema.cells import EMPTY, CellData, cell_name, cell_text
from sheets_schema.labels import Label, Tab

RawRow = Sequence[CellData]
Cell = tuple[int, int]
"""Row and column index, from 0."""

_SPAN_AT_MOST, _WIDTH_AT_MOST = 2000, 60
"""Rows and columns of one merge that are looked at."""

Spot = tuple[int, int, int]
"""Sheet id, row and column index."""


@dataclass(frozen=True, kw_only=True)
class Adopted:
    """What our marks say of a table in somebody's own layout.

    `first` is its first row and `end` the row after its last possible one; `asides` are rows in between that hold no
    item, each with what it is. `owner_sides` are the owner columns that belong to one side each.
    """

    table: Table
    first: int
    end: int
    asides: Mapping[int, str] = field(default_factory=dict)
    owner_sides: Mapping[int, Side] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class TabGrid:
    """One of our tabs as it was read, or an adopted table, which stands for the tab that would hold it.

    `columns` gives each column key its index. `rows` are the raw rows. `row_marks` and `column_marks` are
    our developer metadata: metadata key to index to value. `spans` leads from the cells that a merge covers to the one
    it shows. `side_words` are this document's own words for the sides, as labels are compared. A sheet that lies on its side is read turned upright (`turned`); all indices are those of the turned one.
    """

    tab: Tab
    sheet_id: int
    title: str
    header: int | None
    columns: Mapping[str, int]
    rows: Sequence[RawRow]
    row_marks: Mapping[str, Mapping[int, str]]
    column_marks: Mapping[str, Mapping[int, str]]
    spans: Mapping[Cell, Cell] = field(default_factory=dict)
    side_words: Mapping[str, Side] = field(default_factory=dict)
    adopted: Adopted | None = None
    turned: bool = False

    @property
    def top_end(self) -> int:
        """The row after the top block: the header, or where people deleted it, the row after the last label."""
        if self.header is not None:
            return self.header
        return max(self.row_marks.get(metadata.LABEL, ()), default=-1) + 1

    @property
    def body(self) -> range:
        """The rows below the header."""
        if self.adopted is not None:
            return range(self.adopted.first, min(self.adopted.end, len(self.rows)))
        return range(self.top_end + (self.header is not None), len(self.rows))

    def cell(self, row: int, column: int) -> CellData:
        """The raw cell, empty beyond what was read."""
        if row < len(self.rows):
            cells = self.rows[row]
            if column < len(cells):
                return cells[column]
        return EMPTY

    def text(self, row: int, column: int | None) -> str:
        """What a person reads in the cell; nothing for a column that isn't there."""
        return "" if column is None else cell_text(self.cell(row, column))

    def shown(self, row: int, column: int) -> CellData:
        """The cell that people see there: of merged cells, the one that shows."""
        return self.cell(*self.spans.get((row, column), (row, column)))

    def cell_name(self, row: int, column: int) -> str:
        """The cell as people see it named, `Plan!F12`."""
        return cell_name(self.title, *((column, row) if self.turned else (row, column)))


@dataclass(frozen=True, kw_only=True)
class RobotCell:
    """One of the robot's cells and what it should say."""

    tab: Tab
    row: int
    column: int
    text: str


@dataclass(frozen=True, kw_only=True)
class Grid:
    """Where everything lies, for the write that follows a reading.

    `rows` gives each table's row ids their row index. `repairs` are ID and Signal cells that are wrong
    whatever the plan says: missing ids, ids of rows that are gone. `labels` are the cells that hold the plan's
    own facts, in our layout those of the top block. `first_sheet` is any sheet a comment can hang on when the Plan
    tab is gone. `writable` is False where a newer closeplan owns the layout.
    """

    tabs: Mapping[Tab, TabGrid]
    rows: Mapping[Table, Mapping[str, int]]
    repairs: tuple[RobotCell, ...] = ()
    labels: Mapping[Label, Spot] = field(default_factory=dict)
    first_sheet: int = 0
    writable: bool = True

    @property
    def sheets(self) -> Mapping[int, TabGrid]:
        """Each sheet once, by its id, as the first of its tables has it."""
        found: dict[int, TabGrid] = {}
        for tab in self.tabs.values():
            found.setdefault(tab.sheet_id, tab)
        return found

    @property
    def turned(self) -> frozenset[int]:
        """The sheets that were turned upright for reading."""
        return frozenset(tab.sheet_id for tab in self.tabs.values() if tab.turned)


def raw_rows(sheet: Mapping[str, Any]) -> Sequence[RawRow]:
    """The sheet's cells by absolute index; a reading without ranges has all of them in one block."""
    blocks = sheet.get("data") or [{}]
    block = blocks[0]
    left = [EMPTY] * block.get("startColumn", 0)
    rows = [row.get("values", ()) for row in block.get("rowData", ())]
    if left:
        rows = [[*left, *row] for row in rows]
    return [()] * block.get("startRow", 0) + rows


def spans_of(sheet: Mapping[str, Any]) -> dict[Cell, Cell]:
    """For each cell that a merge covers, the cell that shows."""
    found: dict[Cell, Cell] = {}
    for merge in sheet.get("merges", ()):
        top, left = merge.get("startRowIndex", 0), merge.get("startColumnIndex", 0)
        for row in range(top, min(merge.get("endRowIndex", top + 1), top + _SPAN_AT_MOST)):
            for column in range(left, min(merge.get("endColumnIndex", left + 1), left + _WIDTH_AT_MOST)):
                if (row, column) != (top, left):
                    found[row, column] = (top, left)
    return found


def row_runs(rows: Sequence[int]) -> Iterator[tuple[int, int]]:
    """First and last of those rows, in order, that lie right below one another."""
    for _, run in groupby(enumerate(rows), key=lambda pair: pair[1] - pair[0]):
        found = [row for _, row in run]
        yield found[0], found[-1]
