"""The tables of somebody's own layout, found by the marks that adopting them left.

A table begins below its marked header row, or at its marked first row, and ends nowhere: people add rows below. Where
another table of the plan stands below it, it ends there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from closeplan.plan.model import Side
from closeplan.plan.signals import Table
from sheets_schema import metadata
from sheets_schema.cells import cell_text
from sheets_schema.columns import ID, TAB_COLUMNS, TABLES
from sheets_schema.flipped import lies
from sheets_schema.grid import Adopted, RawRow, TabGrid, raw_rows, spans_of
from sheets_schema.labels import normal
from sheets_schema.metadata import ColumnMark

T = TypeVar("T")

_SPEC_OF = {spec.table: spec for spec in TABLES}


@dataclass(frozen=True, kw_only=True)
class _Marked:
    """An upright sheet with our marks on it: `rows` the raw rows, the rest index and value of each mark of a key."""

    sheet: Mapping[str, Any]
    rows: Sequence[RawRow]
    row_marks: Mapping[str, list[tuple[int, str]]]
    columns: list[tuple[int, ColumnMark]]

    def header(self, table: Table) -> int | None:
        return next((row for row, said in self.row_marks[metadata.HEADER] if said == table), None)

    def first_known(self, table: Table, otherwise: T) -> int | T:
        """The first row that was marked as one of the table's."""
        return min(self.of_table(metadata.ROW, table), default=otherwise)

    def of_table(self, key: str, table: Table) -> dict[int, str]:
        """What the row marks of that key say about the table."""
        found = ((row, metadata.in_table(table, said)) for row, said in self.row_marks[key])
        return {row: said for row, said in found if said is not None}


def adopted_tabs(sheet: Mapping[str, Any], side_words: Mapping[str, Side]) -> Iterator[TabGrid]:
    """Every adopted table that lies on an upright sheet."""
    tables = metadata.tables_of(sheet)
    if tables:
        marked = _marked(sheet)
        for table in tables:
            yield _tab(marked, table, tables, side_words)


def adopted_tab(table: Table, sheet: Mapping[str, Any]) -> TabGrid:
    """That table as an upright sheet has it now."""
    return _tab(_marked(sheet), table, metadata.tables_of(sheet), {})


def _marked(sheet: Mapping[str, Any]) -> _Marked:
    block = (sheet.get("data") or [{}])[0]
    rows, first = block.get("rowMetadata", ()), block.get("startRow", 0)
    keys = (metadata.HEADER, metadata.FIRST, metadata.ASIDE, metadata.ROW)
    columns = metadata.all_by_index(
        block.get("columnMetadata", ()), metadata.COLUMN, block.get("startColumn", 0)
    )
    return _Marked(
        sheet=sheet,
        rows=raw_rows(sheet),
        row_marks={key: list(metadata.all_by_index(rows, key, first)) for key in keys},
        columns=[(index, ColumnMark.parse(said)) for index, said in columns],
    )


def _tab(marked: _Marked, table: Table, tables: Iterable[Table], side_words: Mapping[str, Side]) -> TabGrid:
    tab = _SPEC_OF[table].tab
    header = marked.header(table)
    columns, owner_sides = _columns(marked, table, header)
    asides = marked.of_table(metadata.ASIDE, table)
    first = _first_row(marked, table, header, columns, asides)
    others = [
        _top(marked, other) for other in tables if other is not table and _overlap(marked, table, other)
    ]
    properties = marked.sheet["properties"]
    return TabGrid(
        tab=tab,
        sheet_id=int(properties.get("sheetId", 0)),
        title=properties.get("title", ""),
        header=header,
        columns=columns,
        rows=marked.rows,
        row_marks={metadata.ROW: marked.of_table(metadata.ROW, table)},
        column_marks={metadata.COLUMN: {index: mark.value for index, mark in reversed(marked.columns)}},
        spans=spans_of(marked.sheet),
        side_words=side_words,
        adopted=Adopted(
            table=table,
            first=first,
            end=min((top for top in others if top is not None and top > first), default=len(marked.rows)),
            asides=asides,
            owner_sides=owner_sides,
        ),
        turned=lies(marked.sheet),
    )


def _columns(marked: _Marked, table: Table, header: int | None) -> tuple[dict[str, int], dict[int, Side]]:
    """Each key's column, and the owner columns that belong to one side."""
    columns: dict[str, int] = {}
    owner_sides: dict[int, Side] = {}
    for index, mark in marked.columns:
        if mark.table is table:
            columns.setdefault(mark.key, index)
            if mark.side is not None:
                owner_sides[index] = mark.side
    if header is not None and header < len(marked.rows):
        _follow_cut(columns, marked.rows[header], table, {index for index, _ in marked.columns})
    return columns, owner_sides


def _follow_cut(columns: dict[str, int], head: RawRow, table: Table, marked: set[int]) -> None:
    """A column that lost its header while one of that name stands elsewhere was cut and pasted there."""
    texts = [normal(cell_text(cell)) for cell in head]
    for column in TAB_COLUMNS[_SPEC_OF[table].tab]:
        at = columns.get(column.key)
        if at is not None and (at >= len(texts) or not texts[at]):
            named = (i for i, text in enumerate(texts) if i not in marked and text in column.names)
            columns[column.key] = next(named, at)


def _first_row(
    marked: _Marked, table: Table, header: int | None, columns: Mapping[str, int], asides: Mapping[int, str]
) -> int:
    """The row below the header. Without one, the marked first row and those that people added right above it; where
    that mark is gone too, the first row that was the table's or bears an id.
    """
    if header is not None:
        return header + 1
    first = next((row for row, said in marked.row_marks[metadata.FIRST] if said == table), None)
    if first is None:
        others = {
            row for row, said in marked.row_marks[metadata.ROW] if metadata.in_table(table, said) is None
        }
        rows = (row for row in range(len(marked.rows)) if row not in others)
        with_id = (row for row in rows if _text(marked, row, columns.get(ID)))
        return marked.first_known(table, next(with_id, len(marked.rows) if others else 0))
    while first > 0 and first - 1 not in asides and _is_filled(marked, first - 1, table, columns):
        first -= 1
    return first


def _is_filled(marked: _Marked, row: int, table: Table, columns: Mapping[str, int]) -> bool:
    """Whether the row has a name and something beside it."""
    filled = {key for key, at in columns.items() if _text(marked, row, at)}
    return len(filled) > 1 and not filled.isdisjoint(_SPEC_OF[table].makers)


def _text(marked: _Marked, row: int, column: int | None) -> str:
    cells = marked.rows[row] if row < len(marked.rows) else ()
    return cell_text(cells[column]) if column is not None and column < len(cells) else ""


def _top(marked: _Marked, table: Table) -> int | None:
    """The row in which a table begins, its header included; where people deleted that, its first known row."""
    header = marked.header(table)
    if header is not None:
        return header
    first = next((row for row, said in marked.row_marks[metadata.FIRST] if said == table), None)
    return marked.first_known(table, first)


def _overlap(marked: _Marked, one: Table, other: Table) -> bool:
    """Whether the tables lie one below the other, and not side by side; the robot's columns say nothing."""
    spans = []
    for table in (one, other):
        people = {column.key for column in TAB_COLUMNS[_SPEC_OF[table].tab]} - {ID, "signal"}
        at = [index for index, mark in marked.columns if mark.table is table and mark.key in people]
        spans.append((min(at, default=0), max(at, default=-1)))
    (left, right), (other_left, other_right) = spans
    return left <= other_right and other_left <= right
