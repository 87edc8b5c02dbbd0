"""What each row below a header is: an item of the table, a heading of those below it, or nothing of the plan's."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType
from typing import Any, NamedTuple

from closeplan.plan.signals import Table
from sheets_schema import metadata
from sheets_schema.anchoring import said
from sheets_schema.cells import Around, cell_bool, cell_number, cell_text, parse_date
from sheets_schema.chips import chip_addresses
from sheets_schema.columns import ID, Owner, TableSpec
from sheets_schema.date_cells import numbers_like
from sheets_schema.grid import RawRow, TabGrid
from sheets_schema.headings import (
    WIDE,
    decoration,
    first_text,
    header_words,
    heading_text,
    is_header,
    is_total,
    widths,
)
from sheets_schema.identity import Witness
from sheets_schema.labels import normal
from sheets_schema.sides import side_meant, take_sides

_HEADED = {Table.TIMELINE: "workstream", Table.STAKEHOLDERS: "side"}
"""What a sub-heading says of the rows below it."""

_SPANNING = ("workstream", "owner")
"""Fields that a merged cell means for every row it spans; other merged cells belong to the row they begin in."""

_SPEAKING = 2
"""Cells that are filled in a row which nobody knows yet, when it has no name or stands apart."""

_TYPED_OVER = 3
"""Cells that are filled in a marked heading when somebody has made an item of it."""

_NO_ADDRESSES: Mapping[str, str] = MappingProxyType({})


class Fault(NamedTuple):
    """A cell that could not be read: its column's key, why, and what it says."""

    key: str
    message: str
    text: str
    meanings: tuple[date, ...]


@dataclass(frozen=True, kw_only=True)
class ScannedRow:
    """A row below the header, its fields and what could not be read of it. `addresses` are the emails of person chips in its
    owner cell, or in a person's name, by the name each one shows.
    """

    index: int
    witness: Witness
    fields: Mapping[str, Any]
    faults: tuple[Fault, ...]
    addresses: Mapping[str, str]


class _Read(NamedTuple):
    """A row as its own cells say it; `filled` counts those that a person has filled."""

    at: int
    id_text: str
    fields: dict[str, Any]
    faults: list[Fault]
    filled: int


def scan(
    spec: TableSpec, tab: TabGrid, around: Around, headings: frozenset[str] = frozenset()
) -> tuple[list[ScannedRow], list[int]]:
    """The rows that exist, and the indexes of those of which only the robot's cells are left. `headings` are the
    workstreams known so far that are no item's name, as labels are compared: by them a heading is known again that
    was sorted away.
    """
    table = _Scan(spec, tab, around, headings)
    rows: list[ScannedRow] = []
    for index in tab.body:
        cells = tab.rows[index]
        if not any(cells):
            table.gap = True
            continue
        row = table.read(index, cells)
        if row is None:
            continue
        if table.exists(row):
            rows.append(table.settled(row))
        elif row.id_text:
            table.ghosts.append(index)
    return rows, table.ghosts


class _Scan:
    """One way down a table. `gap` is whether a blank row was met since the last item or heading; `ghosts` are rows
    that bear an id and are no item.
    """

    def __init__(self, spec: TableSpec, tab: TabGrid, around: Around, headings: frozenset[str]) -> None:
        self._spec = spec
        self._tab = tab
        self._around = around
        self._known_headings = headings
        self._asides = tab.adopted.asides if tab.adopted else {}
        self._readers = [
            (column, tab.columns[column.key])
            for column in spec.columns
            if column.owner is Owner.PEOPLE and column.key in tab.columns
        ]
        self._name_at = tab.columns.get(spec.likeness[0])
        self._arounds = {
            at: self._around_column(at) for column, at in self._readers if column.parse is parse_date
        }
        self._header_words = header_words(tab, self._readers, self._name_at)
        self._marks = tab.row_marks.get(metadata.ROW, {})
        self._widths = widths(tab.spans)
        self._decorations = {decoration(text) for text in self._marked_headings()} - {("", "")}
        self._headed = _HEADED.get(spec.table, "")
        self._heading = ""
        self._workstream = ""
        self.gap = False
        self.ghosts: list[int] = []

    def _around_column(self, at: int) -> Around:
        """What a date column's words are read with, among them the order in which it writes its numbers."""
        rows = (self._tab.rows[index] for index in self._tab.body)
        cells = (cells[at] for cells in rows if at < len(cells))
        texts = (cell_text(cell) for cell in cells if cell and cell_number(cell) is None)
        numbers = numbers_like(texts, self._around.locale)
        return self._around if numbers is None else replace(self._around, numbers=numbers)

    def _marked_headings(self) -> Iterator[str]:
        for row, kind in self._asides.items():
            if kind == metadata.SUBHEADING and row < len(self._tab.rows):
                yield first_text(self._tab.rows[row])

    def read(self, index: int, cells: RawRow) -> _Read | None:
        """The row; None where it is the header once more, a heading, or marked as nothing of the plan's."""
        if is_header(cells, self._header_words):
            return None
        id_text = self._tab.text(index, self._tab.columns.get(ID))
        aside = "" if id_text else self._asides.get(index, "")
        if aside == metadata.OTHER:
            return None
        fields, faults, filled = self._fields(cells)
        row = _Read(index, id_text, fields, faults, filled)
        if self._is_heading(row, cells, aside):
            self._heading, self._workstream, self.gap = heading_text(first_text(cells)), "", False
            if id_text:
                self.ghosts.append(index)
            return None
        return row

    def _fields(self, cells: RawRow) -> tuple[dict[str, Any], list[Fault], int]:
        """The fields, the faults, and how many cells a person has filled."""
        fields: dict[str, Any] = {}
        faults: list[Fault] = []
        filled = 0
        width = len(cells)
        for column, at in self._readers:
            cell = cells[at] if at < width else {}
            value, text, problem, meanings = column.parse(cell, self._arounds.get(at, self._around))
            if column.keeps_text:
                fields[f"{column.key}_text"] = text
            fields[column.key] = value
            if problem:
                faults.append(Fault(column.key, problem, text, meanings))
            if (value or text) and cell_bool(cell) is not False:
                filled += 1
        return fields, faults, filled

    def _is_heading(self, row: _Read, cells: RawRow, aside: str) -> bool:
        """Marked as one, or words alone that look like one."""
        if aside == metadata.SUBHEADING:
            return row.filled < _TYPED_OVER
        if row.filled > 1:
            return False
        known = bool(self._known_headings) and normal(heading_text(first_text(cells))) in self._known_headings
        # a sort of the visible columns leaves the ids of milestones behind, where headings stand now
        is_known_row = bool(row.id_text) or (row.at in self._marks and self._tab.adopted is None)
        return known if is_known_row else known or self._looks_like_heading(row, cells)

    def _looks_like_heading(self, row: _Read, cells: RawRow) -> bool:
        """A workstream with nothing beside it; merged across the table; decorated like the marked headings."""
        if row.fields.get("workstream"):
            return True
        if self._widths and any(self._widths.get((row.at, at), 0) >= WIDE for at in range(len(cells))):
            return True
        return bool(self._decorations) and decoration(first_text(cells)) in self._decorations

    def exists(self, row: _Read) -> bool:
        """A remark or a total beside the table is no row; a known row stays one until it is cleared."""
        named = any(row.fields.get(maker) for maker in self._spec.makers)
        if row.id_text:
            return named or row.filled >= 1
        adopted = self._tab.adopted is not None
        if named:
            apart = adopted and self.gap and row.filled < _SPEAKING
            return not apart and not self._only_counts(row)
        if adopted or self._is_covered(row.at):
            return False
        return row.filled >= (1 if row.at in self._marks else _SPEAKING)

    def _only_counts(self, row: _Read) -> bool:
        """Whether the row counts the rows above it: its name is a number or `Total`, and nothing says whose it is, when
        it is due or where it belongs.
        """
        belongs = str(row.fields.get("workstream") or "")
        said = any(row.fields.get(key) for key in ("owner", "due", "start", "email"))
        if said or self._name_at is None or (belongs and not is_total(belongs)):
            return False
        name = self._tab.cell(row.at, self._name_at)
        return cell_number(name) is not None or is_total(cell_text(name))

    def _is_covered(self, index: int) -> bool:
        """Whether the row's name lies under a merge that begins in a row above: then it goes on with that row."""
        return (
            self._name_at is not None and self._tab.spans.get((index, self._name_at), (index, 0))[0] < index
        )

    def settled(self, row: _Read) -> ScannedRow:
        """The row with what merged cells, headings and the rows above say of it."""
        self.gap = False
        fields, faults = row.fields, row.faults
        if self._tab.adopted is not None or fields.get("side_text"):
            faults = take_sides(self._tab, row.at, fields, faults)
        if self._tab.spans:
            self._take_spans(row.at, fields)
        self._take_heading(fields)
        mark = self._marks.get(row.at, "")
        return ScannedRow(
            index=row.at,
            witness=Witness(id_text=row.id_text, mark=mark, fields=said(fields)),
            fields=fields,
            faults=tuple(faults),
            addresses=self._addresses(row.at),
        )

    def _take_spans(self, index: int, fields: dict[str, Any]) -> None:
        for key in _SPANNING:
            at = self._tab.columns.get(key, -1)
            top, left = self._tab.spans.get((index, at), (-1, -1))
            if key in fields and not fields[key] and left == at and top in self._tab.body:
                fields[key] = self._tab.text(top, left)

    def _take_heading(self, fields: dict[str, Any]) -> None:
        """An empty workstream is that of the rows above, in an adopted table; else the heading's."""
        key = self._headed
        if key == "workstream":
            if fields.get(key):
                self._workstream = fields[key]
            elif key in fields or self._asides:
                fields[key] = (self._workstream if self._tab.adopted else "") or self._heading
        elif key == "side" and fields.get(key) is None and (key in fields or self._asides):
            unread = fields.get("side_text", "")
            fields[key] = None if unread else side_meant(self._heading, self._tab.side_words)

    def _addresses(self, index: int) -> Mapping[str, str]:
        """Those of the chips in its owner cells, and in the name of a person."""
        key = "name" if self._spec.table is Table.STAKEHOLDERS else "owner"
        own = self._tab.adopted.owner_sides if self._tab.adopted else {}
        cells = [
            self._tab.shown(index, at) for at in (own or (self._tab.columns.get(key),)) if at is not None
        ]
        found = [cell for cell in cells if "chipRuns" in cell]
        return (
            {name: email for cell in found for name, email in chip_addresses(cell)}
            if found
            else _NO_ADDRESSES
        )
