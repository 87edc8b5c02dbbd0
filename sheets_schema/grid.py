"""Where the parts of a plan were found in one reading of its Sheet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from closeplan.plan.signals import Table
from sheets_schema import metadata
from sheets_schema.cells import EMPTY, CellData, cell_text
from sheets_schema.labels import Label, Tab

RawRow = Sequence[CellData]
Cell = tuple[int, int]
"""Row and column index, from 0."""


@dataclass(frozen=True, kw_only=True)
class TabGrid:
    """One of our tabs as it was read.

    `columns` gives each column key its index. `rows` are the raw rows. `row_marks` and `column_marks` are
    our developer metadata: metadata key to index to value.
    """

    tab: Tab
    sheet_id: int
    title: str
    header: int | None
    columns: Mapping[str, int]
    rows: Sequence[RawRow]
    row_marks: Mapping[str, Mapping[int, str]]
    column_marks: Mapping[str, Mapping[int, str]]

    @property
    def top_end(self) -> int:
        """The row after the top block: the header, or where people deleted it, the row after the last label."""
        if self.header is not None:
            return self.header
        return max(self.row_marks.get(metadata.LABEL, ()), default=-1) + 1

    @property
    def body(self) -> range:
        """The rows below the header."""
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
    whatever the plan says: missing ids, ids of rows that are gone. `labels` are the top block's value cells.
    `first_sheet` is any sheet a comment can hang on when the Plan tab is gone. `writable` is False where a
    newer closeplan owns the layout.
    """

    tabs: Mapping[Tab, TabGrid]
    rows: Mapping[Table, Mapping[str, int]]
    repairs: tuple[RobotCell, ...] = ()
    labels: Mapping[Label, Cell] = field(default_factory=dict)
    first_sheet: int = 0
    writable: bool = True


def raw_rows(sheet: Mapping[str, Any]) -> Sequence[RawRow]:
    """The sheet's cells by absolute index; a reading without ranges has all of them in one block."""
    blocks = sheet.get("data") or [{}]
    block = blocks[0]
    left = [EMPTY] * block.get("startColumn", 0)
    rows = [row.get("values", ()) for row in block.get("rowData", ())]
    if left:
        rows = [[*left, *row] for row in rows]
    return [()] * block.get("startRow", 0) + rows
