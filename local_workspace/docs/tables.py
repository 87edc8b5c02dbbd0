"""Where the rows and cells of a table stand in the flow."""

import re
from dataclasses import dataclass, field

from local_workspace.docs.defaults import CELL_STYLE, PARAGRAPH_STYLE, ROW_STYLE, columns_style
from local_workspace.docs.flow import CELL, NEWLINE, ROW, TABLE, TABLE_END, Flow, Mark
from local_workspace.errors import bad_request

_TABLES = re.compile(f"[{TABLE}{TABLE_END}{ROW}{CELL}]")

DEEPEST = 10
"""How many tables may stand in each other; what shows and checks a Doc goes down with them."""


@dataclass(slots=True)
class CellPlace:
    """One cell: `start` is its own sign, its content begins behind it."""

    start: int
    end: int = 0


@dataclass(slots=True)
class RowPlace:
    """One row with its cells."""

    start: int
    end: int = 0
    cells: list[CellPlace] = field(default_factory=list)


@dataclass(slots=True)
class TablePlace:
    """One table with its rows; `end` is behind the table's closing sign."""

    start: int
    end: int = 0
    rows: list[RowPlace] = field(default_factory=list)

    @property
    def columns(self) -> int:
        """How many columns there are."""
        return max((len(row.cells) for row in self.rows), default=0)

    def column(self, index: int) -> list[CellPlace]:
        """The cells of one column, from top to bottom."""
        return [row.cells[index] for row in self.rows]


def table_at(flow: Flow, start: int) -> TablePlace:
    """The table that starts at an index; refuses any other index."""
    if not 0 <= start < len(flow) or flow.text[start] != TABLE:
        raise bad_request("Invalid table start location. Must specify the start index of the table.")
    table = TablePlace(start)
    depth = 0
    for found in _TABLES.finditer(flow.text, start):
        sign, at = found.group(), found.start()
        depth += (sign == TABLE) - (sign == TABLE_END)
        if depth == 0:
            _close(table, at, row=True)
            table.end = at + 1
            break
        if depth == 1 and sign in ROW + CELL:
            _close(table, at, row=sign == ROW)
            if sign == ROW:
                table.rows.append(RowPlace(at))
            else:
                table.rows[-1].cells.append(CellPlace(at))
    return table


def _close(table: TablePlace, at: int, *, row: bool) -> None:
    """End the open cell, and its row too where `row` says so."""
    if not table.rows:
        return
    last = table.rows[-1]
    if last.cells:
        last.cells[-1].end = at
    if row:
        last.end = at


def is_whole(text: str) -> bool:
    """Whether a stretch of the flow holds each of its tables from start to end, and no part of another."""
    depth = 0
    for found in _TABLES.finditer(text):
        sign = found.group()
        depth += (sign == TABLE) - (sign == TABLE_END)
        if depth < 0 or (depth == 0 and sign != TABLE_END):
            return False
    return depth == 0


def new_cell() -> tuple[str, list[Mark]]:
    """An empty cell."""
    return CELL + NEWLINE, [Mark(own=dict(CELL_STYLE)), Mark(own={"style": PARAGRAPH_STYLE})]


def new_row(columns: int) -> tuple[str, list[Mark]]:
    """A row of empty cells."""
    text, marks = new_cell()
    return ROW + text * columns, [Mark(own=ROW_STYLE), *marks * columns]


def new_table(rows: int, columns: int) -> tuple[str, list[Mark]]:
    """A table of empty cells."""
    text, marks = new_row(columns)
    start, end = Mark(own={"columns": columns_style(columns)}), Mark()
    return TABLE + text * rows + TABLE_END, [start, *marks * rows, end]
