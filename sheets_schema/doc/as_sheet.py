"""A Doc's tables as the raw spreadsheet that `sheets_schema.read` reads, so that one reader knows what a plan is.

Each table becomes a sheet: marks become metadata, the top block stands above the timeline, and the id that a named
range keeps is an `ID` cell. What is found there leads back to the Doc through `Places`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from closeplan.plan.zones import zone_of
from sheets_schema import metadata
from sheets_schema.cells import text_cell
from sheets_schema.columns import HISTORY, ID, TABLES
from sheets_schema.doc import marks
from sheets_schema.doc.cells import cell_data, moment_data
from sheets_schema.doc.content import DocCell, DocTable, document_tabs, tables_in
from sheets_schema.doc.lines import SHEET_IDS, Cells, Lines, entry
from sheets_schema.doc.marks import Mark
from sheets_schema.doc.tables import CellIndex, FoundTables, MarkedTable, cell_key, find_tables
from sheets_schema.grid import Spot, TabGrid
from sheets_schema.labels import TOP_BLOCK, Label, Tab
from sheets_schema.layout import LABEL_COLUMN, METRIC_COLUMNS
from sheets_schema.locate import tab_grid
from sheets_schema.versions import LAYOUT_VERSION

DEFAULT_ZONE, DEFAULT_LOCALE = "Etc/GMT", "en_US"

_TOP_COLUMNS = (LABEL_COLUMN, *METRIC_COLUMNS)
"""Under which of the timeline's columns the cells of the top block stand in the Sheet."""

_MAKERS = {spec.tab: spec.makers[0] for spec in TABLES}
_ID_HEADERS = {
    spec.tab: next(column.header for column in spec.columns if column.key == ID) for spec in TABLES
}


@dataclass(frozen=True, kw_only=True)
class RowPlace:
    """A row of one of our tables in the Doc: where it stands, the cell that names it, the marks it has."""

    table: DocTable
    row: int
    cell: DocCell
    marks: Sequence[Mark] = ()


@dataclass(frozen=True, kw_only=True)
class Places:
    """Where the cells and rows of the spreadsheet are in the Doc. `moments` is how many History rows have their mark."""

    cells: dict[Spot, DocCell] = field(default_factory=dict)
    rows: dict[tuple[int, int], RowPlace] = field(default_factory=dict)
    id_columns: dict[int, int] = field(default_factory=dict)
    history: DocTable | None = None
    moments: int = 0


def as_spreadsheet(raw: Mapping[str, Any]) -> tuple[dict[str, Any], Places]:
    """The Doc as a spreadsheet, and the way back."""
    tabs = list(document_tabs(raw))
    tables = [table for tab_id, tab in tabs for table in tables_in(tab, tab_id)]
    found_marks = [mark for tab_id, tab in tabs for mark in marks.marks_in(tab, tab_id)]
    found = find_tables(tables, found_marks)
    facts = _facts(found_marks)
    zone_name = facts.get(marks.ZONE, DEFAULT_ZONE)
    history = found.tabs.get(Tab.HISTORY)
    places = Places(history=history.table, moments=len(history.moments)) if history else Places()
    sheets = [lines for tab in Tab if (lines := _lines(tab, found, zone_name, places)) is not None]
    spots = _keep_places(sheets, places)
    anchors = _anchors(tabs, CellIndex(tables), spots)
    named = {metadata.PLAN_ID: facts.get(marks.PLAN_ID), metadata.LAYOUT: _layout(facts)}
    spreadsheet = {
        "properties": {
            "title": raw.get("title", ""),
            "locale": facts.get(marks.LOCALE, DEFAULT_LOCALE),
            "timeZone": zone_name,
        },
        "developerMetadata": [entry(key, value) for key, value in named.items() if value is not None],
        "comments": raw.get("comments", []),
        "sheets": [lines.sheet(anchors.get(SHEET_IDS[lines.tab], ())) for lines in sheets],
    }
    return spreadsheet, places


def _facts(found: Iterable[Mark]) -> dict[str, str]:
    """What the marks on the title say about the whole plan."""
    facts: dict[str, str] = {}
    for mark in found:
        for prefix in (marks.PLAN_ID, marks.LAYOUT, marks.ZONE, marks.LOCALE):
            value = mark.value(prefix)
            if value is not None:
                facts.setdefault(prefix, value)
    return facts


def _layout(facts: Mapping[str, str]) -> str:
    """The Sheet's newest layout, or one beyond it where a newer closeplan laid out the Doc."""
    said = facts.get(marks.LAYOUT, "")
    return str(LAYOUT_VERSION + (said.isdecimal() and int(said) > marks.LAYOUT_VERSION))


def _lines(tab: Tab, found: FoundTables, zone_name: str, places: Places) -> Lines | None:
    marked = found.tabs.get(tab)
    top = _top_lines(found.tops) if tab is Tab.PLAN else []
    if marked is None:
        return Lines(tab=tab, rows=[row for row, _ in top], row_marks=_label_marks(top)) if top else None
    plain = _plain(tab, marked)
    seen = tab_grid(tab, plain.sheet())
    if tab is Tab.HISTORY:
        _put_moments(plain, marked, seen.columns, zone_name)
        return plain
    _read_emails(plain, seen.columns)
    return _with_ids(plain, marked, seen, places, top)


_TopRow = tuple[Cells, Label | None]


def _top_lines(tops: Sequence[MarkedTable]) -> list[_TopRow]:
    """The top block's rows, and what each is about."""
    lines: list[_TopRow] = []
    for top in tops:
        of_row = {row: label for (row, _), label in top.labels.items()}
        for row, cells in enumerate(top.table.rows):
            head = cells[0] if cells else None
            first = (text_cell(head.first_line) if head else {}, head)
            known = TOP_BLOCK.find(head.first_line) if head else None
            lines.append(([first, *((cell_data(cell), cell) for cell in cells[1:])], of_row.get(row, known)))
    return lines


def _label_marks(top: Sequence[_TopRow]) -> dict[int, tuple[str, str]]:
    """Every row's label, metrics' further rows too: the last of them ends the block where there is no header."""
    found: dict[int, tuple[str, str]] = {}
    for at, (_, label) in enumerate(top):
        if label is not None:
            found[at] = (metadata.LABEL, label.value)
    return found


def _plain(tab: Tab, marked: MarkedTable) -> Lines:
    header = marked.header_row(tab)
    return Lines(
        tab=tab,
        rows=[[(cell_data(cell), cell) for cell in row] for row in marked.table.rows],
        row_marks={} if header is None else {header: (metadata.HEADER, tab.value)},
        column_marks=marked.columns(tab),
    )


def _put_moments(plain: Lines, marked: MarkedTable, columns: Mapping[str, int], zone_name: str) -> None:
    """A History row's moment as the number a Sheet would have."""
    zone, when = zone_of(zone_name), columns.get(HISTORY[0].key)
    for at, row in enumerate(plain.rows):
        if when is not None and when < len(row):
            data, cell = row[when]
            row[when] = (moment_data(marked.moments.get(at), cell, zone) or data, cell)


def _read_emails(plain: Lines, columns: Mapping[str, int]) -> None:
    """A person's chip in the column of addresses means the address, not the name."""
    at = columns.get("email")
    for row in plain.rows:
        if at is not None and at < len(row):
            cell = row[at][1]
            chip = cell.only_chip if cell else None
            email = chip.get("person", {}).get("personProperties", {}).get("email") if chip else None
            if email:
                row[at] = (text_cell(email), cell)


def _with_ids(
    plain: Lines, marked: MarkedTable, seen: TabGrid, places: Places, top: Sequence[_TopRow]
) -> Lines:
    """The sheet with an `ID` column in front, the columns that the top block shares behind it, and that block above."""
    tab, above = plain.tab, len(top)
    order = [seen.columns.get(key) for key in _TOP_COLUMNS] if tab is Tab.PLAN else []
    order += [at for at in range(plain.width) if at not in order]
    lines = Lines(tab=tab, row_marks=_label_marks(top))
    lines.row_marks |= {at + above: mark for at, mark in plain.row_marks.items()}
    lines.column_marks = {
        to: plain.column_marks[at] for to, at in enumerate(order, 1) if at in plain.column_marks
    }
    if lines.column_marks:
        lines.column_marks[0] = ID
    lead = 1 if LABEL_COLUMN in seen.columns else 0
    lines.rows = [[({}, None)] * lead + _spread(row, lead) for row, _ in top]
    held_by: dict[int, list[tuple[Tab, str, Mark]]] = {}
    for (at, _), there in sorted(marked.rows.items()):
        held_by.setdefault(at, []).extend(there)
    for at, row in enumerate(plain.rows):
        held = held_by.get(at, [])
        ids = [row_id for of, row_id, _ in held if of is tab]
        text = _ID_HEADERS[tab] if at == seen.header else next(iter(ids), "")
        cells = [row[to] if to is not None and to < len(row) else ({}, None) for to in order]
        lines.rows.append([(text_cell(text), None), *cells])
        namer = _naming_cell(row, seen.columns.get(_MAKERS[tab]))
        if namer:
            places.rows[(SHEET_IDS[tab], at + above)] = RowPlace(
                table=marked.table, row=at, cell=namer, marks=[mark for _, _, mark in held]
            )
    places.id_columns[SHEET_IDS[tab]] = 0
    return lines


def _spread(row: Cells, lead: int) -> list[Any]:
    """A top row's cells; without a workstream column its label stands further left than its value."""
    return list(row) if lead else [*row[:1], ({}, None), *row[1:]]


def _naming_cell(row: Cells, maker: int | None) -> DocCell | None:
    """The cell that names a row, on which its mark belongs: what people take along when they move a row's words."""
    named = row[maker][1] if maker is not None and maker < len(row) else None
    return named or next((cell for _, cell in row if cell), None)


def _keep_places(sheets: Sequence[Lines], places: Places) -> dict[tuple[str, int], Spot]:
    spots: dict[tuple[str, int], Spot] = {}
    for lines in sheets:
        for row, cells in enumerate(lines.rows):
            for column, (_, cell) in enumerate(cells):
                if cell:
                    spot = (SHEET_IDS[lines.tab], row, column)
                    places.cells[spot] = cell
                    spots[cell_key(cell)] = spot
    return spots


def _anchors(
    tabs: Sequence[tuple[str, Mapping[str, Any]]], index: CellIndex, spots: Mapping[tuple[str, int], Spot]
) -> dict[int, list[dict[str, Any]]]:
    """Where comments hang, by sheet."""
    found: dict[int, list[dict[str, Any]]] = {}
    for tab_id, tab in tabs:
        for anchor_id, anchor in tab.get("commentAnchors", {}).items():
            start = next((span.get("startIndex", 0) for span in anchor.get("ranges", ())), None)
            cell = None if start is None else index.at(tab_id, start)
            spot = spots.get(cell_key(cell)) if cell else None
            if spot:
                cells = {"startRowIndex": spot[1], "startColumnIndex": spot[2]}
                found.setdefault(spot[0], []).append({"anchorId": anchor_id, "range": cells})
    return found
