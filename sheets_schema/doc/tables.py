"""Which of a Doc's tables is which of ours: by the marks in them first, by their words second."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from sheets_schema.columns import header_names
from sheets_schema.doc import marks
from sheets_schema.doc.content import DocCell, DocTable
from sheets_schema.doc.marks import Mark
from sheets_schema.labels import TOP_BLOCK, Label, Tab, normal

_SURE = 3
"""How many known headers in one row make a table without marks one of ours."""

_SURE_LABELS = 2
"""How many known labels make a table without marks the top block."""

At = tuple[int, int]
"""Row and column of a cell in its table, from 0."""


def cell_key(cell: DocCell) -> tuple[str, int]:
    """What tells one cell of a Doc from all others."""
    return cell.tab_id, cell.start


@dataclass(kw_only=True, eq=False)
class MarkedTable:
    """A table with the marks that stand in it, by cell. `headers` and `rows` know the tab and the key or id."""

    table: DocTable
    labels: dict[At, Label] = field(default_factory=dict)
    headers: dict[At, tuple[Tab, str]] = field(default_factory=dict)
    rows: dict[At, list[tuple[Tab, str, Mark]]] = field(default_factory=dict)
    moments: dict[int, str] = field(default_factory=dict)

    def cells(self) -> Iterator[tuple[At, DocCell]]:
        """Every cell with its place."""
        for row, cells in enumerate(self.table.rows):
            for column, cell in enumerate(cells):
                if cell:
                    yield (row, column), cell

    def header_row(self, tab: Tab) -> int | None:
        """The row in which most of that table's columns are marked."""
        found = [row for (row, _), (of, _) in self.headers.items() if of is tab]
        return max(sorted(set(found)), key=found.count, default=None)

    def columns(self, tab: Tab) -> dict[int, str]:
        """The marked columns of that table: index to key."""
        return {column: key for (_, column), (of, key) in self.headers.items() if of is tab}


@dataclass(frozen=True, kw_only=True)
class FoundTables:
    """Our tables where they lie in a Doc. The top block may have been split into several."""

    tops: Sequence[MarkedTable]
    tabs: Mapping[Tab, MarkedTable]


def find_tables(tables: Sequence[DocTable], found: Iterable[Mark]) -> FoundTables:
    """Each of our tables that is there. Of two that say the same, the one with the marks counts, else the first."""
    marked = [MarkedTable(table=table) for table in tables]
    index = CellIndex(tables)
    spots = {cell_key(cell): (table, at) for table in marked for at, cell in table.cells()}
    for mark in found:
        cell = index.at(mark.tab_id, mark.start)
        if cell:
            _put(*spots[cell_key(cell)], mark)
    tabs = _by_marks(marked)
    tops = [table for table in marked if table.labels and table not in tabs.values()]
    rest = [table for table in marked if table not in tabs.values() and table not in tops]
    if not tops:
        tops = [table for table in rest if _looks_like_top(table.table)][:1]
        rest = [table for table in rest if table not in tops]
    tabs = _by_words(rest, tabs)
    rest = [table for table in rest if table not in tabs.values()]
    return FoundTables(tops=tops, tabs={tab: _with_rest(tab, table, rest) for tab, table in tabs.items()})


class CellIndex:
    """Finds the cell that stands at an index of a Doc."""

    def __init__(self, tables: Iterable[DocTable]) -> None:
        cells = [cell for table in tables for row in table.rows for cell in row if cell]
        self._cells = {(cell.tab_id, cell.start): cell for cell in cells}
        self._order = sorted(self._cells)

    def at(self, tab_id: str, index: int) -> DocCell | None:
        """The cell around that index; its own sign, just before its words, belongs to it."""
        found = bisect_right(self._order, (tab_id, index + 1)) - 1
        if found < 0:
            return None
        cell = self._cells[self._order[found]]
        return cell if cell.tab_id == tab_id and index < cell.end else None


def _put(table: MarkedTable, at: At, mark: Mark) -> None:
    label, column, row = (mark.value(prefix) for prefix in (marks.LABEL, marks.COLUMN, marks.ROW))
    moment = mark.value(marks.MOMENT)
    if label in set(Label):
        table.labels.setdefault(at, Label(label))
    elif column is not None:
        tab, key = marks.tab_and_rest(column)
        if tab:
            table.headers.setdefault(at, (tab, key))
    elif row is not None:
        tab, row_id = marks.tab_and_rest(row)
        if tab:
            table.rows.setdefault(at, []).append((tab, row_id, mark))
    elif moment is not None:
        table.moments.setdefault(at[0], moment)


def _by_marks(marked: Sequence[MarkedTable]) -> dict[Tab, MarkedTable]:
    """The table in which most of a tab's columns are marked."""
    found: dict[Tab, MarkedTable] = {}
    for tab in Tab:
        best = max(marked, key=lambda table: len(table.columns(tab)), default=None)
        if best and best.columns(tab) and best not in found.values():
            found[tab] = best
    return found


def _by_words(rest: Sequence[MarkedTable], tabs: Mapping[Tab, MarkedTable]) -> dict[Tab, MarkedTable]:
    """Tables that lost all their marks, most alike first."""
    found = dict(tabs)
    scores = [
        (_known_headers(tab, table.table), -at, tab)
        for at, table in enumerate(rest)
        for tab in Tab
        if tab not in tabs
    ]
    for score, at, tab in sorted(scores, key=lambda one: one[:2], reverse=True):
        if score >= _SURE and tab not in found and rest[-at] not in found.values():
            found[tab] = rest[-at]
    return found


def _with_rest(tab: Tab, table: MarkedTable, rest: Sequence[MarkedTable]) -> MarkedTable:
    """The table with the parts that people split off it: as wide, without a header, with rows of ours in them."""
    parts = [
        part
        for part in rest
        if part.table.columns == table.table.columns
        and any(of is tab for marks_there in part.rows.values() for of, _, _ in marks_there)
    ]
    for part in parts if tab is not Tab.HISTORY else ():
        below = len(table.table.rows)
        joined = replace(
            table.table,
            rows=[*table.table.rows, *part.table.rows],
            row_ends=[*table.table.row_ends, *part.table.row_ends],
        )
        rows = {(row + below, column): found for (row, column), found in part.rows.items()}
        table = MarkedTable(
            table=joined,
            labels=table.labels,
            headers=table.headers,
            rows=table.rows | rows,
            moments=table.moments,
        )
    return table


def _known_headers(tab: Tab, table: DocTable) -> int:
    """How many of that tab's headers the best row has."""
    names = header_names(tab)
    return max(
        (len({names.get(normal(cell.text)) for cell in row if cell} - {None}) for row in table.rows),
        default=0,
    )


def _looks_like_top(table: DocTable) -> bool:
    labels = {TOP_BLOCK.find(row[0].first_line) for row in table.rows if row and row[0]}
    return len(labels - {None}) >= _SURE_LABELS
