"""Somebody's own spreadsheet as a plan: the requests that mark its parts.

Nothing people wrote, formatted or ordered changes. What is added: developer metadata, an ID column (hidden) and a
Signal column behind everything a sheet holds, and a History tab. Tables below one another share the two columns.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from closeplan.plan.adoption import Adoption, Proposal, ProposedTable
from closeplan.plan.languages import words_for
from closeplan.plan.wording import Words
from sheets_schema import metadata
from sheets_schema.cells import Around, cell_number, cell_text, parse_date, text_cell
from sheets_schema.columns import ID, SIGNAL, TABLES
from sheets_schema.date_cells import numbers_like
from sheets_schema.flipped import laid, upright_sheets
from sheets_schema.grid import RawRow, raw_rows, row_runs
from sheets_schema.labels import Label
from sheets_schema.versions import LAYOUT_VERSION
from sheets_schema.write import history_tab

Request = dict[str, Any]

_MARKS = "developerMetadata(metadataKey,metadataValue)"
_CELLS = (
    "userEnteredValue,effectiveValue,formattedValue,note,chipRuns,pivotTable,dataValidation,"
    "userEnteredFormat.numberFormat,effectiveFormat.numberFormat"
)
LOOK_FIELDS = (
    f"properties(title,locale,timeZone),{_MARKS},sheets(properties,merges,{_MARKS},"
    f"data(startRow,startColumn,rowData(values({_CELLS})),"
    f"rowMetadata(hiddenByUser,{_MARKS}),columnMetadata(hiddenByUser,{_MARKS})))"
)
"""Field mask of what recognising and marking need to see, relative to a Spreadsheet."""

MOST_ROW_MARKS = 400
"""A sheet holds 30,000 characters of metadata; the rows of a longer table are known by their ID cells alone."""

_COLUMNS = {spec.table: {column.key for column in spec.columns} for spec in TABLES}
_KEYS = {"milestone": "name"}
_LABELS = {
    "go_live": Label.GO_LIVE,
    "why_this_date": Label.WHY,
    "objective": Label.OBJECTIVE,
    "metrics": Label.METRICS,
    "cost_of_inaction": Label.COST_OF_INACTION,
}
_CONTENT = ("userEnteredValue", "note", "chipRuns", "pivotTable", "dataValidation")


@dataclass(frozen=True, kw_only=True)
class _Sheet:
    """One of their sheets, turned upright where its table lies on its side, with the tables on it."""

    sheet_id: int
    turned: bool
    rows: Sequence[RawRow]
    edge: int
    room: int
    tables: tuple[ProposedTable, ...]

    def has(self, row: int, column: int) -> bool:
        return row < len(self.rows) and column < len(self.rows[row])

    def text(self, row: int, column: int) -> str:
        return cell_text(self.rows[row][column]) if self.has(row, column) else ""


def adoption_requests(raw: Mapping[str, Any], adoption: Adoption, mint: Callable[[], str]) -> list[Request]:
    """Every request that makes the spreadsheet the plan; `raw` is it as `LOOK_FIELDS` shows it. Meant to be sent as
    one batchUpdate.
    """
    words = words_for(adoption.language)
    marks = {
        metadata.PLAN_ID: adoption.plan_id,
        metadata.LAYOUT: str(LAYOUT_VERSION),
        metadata.LANGUAGE: words.language,
        metadata.GUEST: "adopted",
        metadata.SIDES: metadata.sides_value(adoption.side_words),
    }
    sheets = list(_sheets(raw, adoption.proposal))
    requests = [metadata.mark(key, value, {"spreadsheet": True}) for key, value in marks.items()]
    for sheet in sheets:
        requests += _sheet_requests(sheet, words, mint)
    requests += _fact_marks(raw, adoption.proposal)
    present = [sheet["properties"] for sheet in raw.get("sheets", ())]
    requests += history_tab(present, words)
    return laid(requests, {sheet.sheet_id for sheet in sheets if sheet.turned})


def latest_due(raw: Mapping[str, Any], proposal: Proposal, today: date) -> date | None:
    """The last due date of the timeline, as far as the dates can be read."""
    table = proposal.timeline
    if table is None:
        return None
    sheet = next(_sheets(raw, Proposal(timeline=table)))
    locale = raw.get("properties", {}).get("locale", "en_US")
    around = Around(today=today, locale=locale, language=proposal.language)
    days: list[date | None] = []
    for at in (column.index for column in table.columns if column.field == "due"):
        cells = [sheet.rows[row][at] for row in table.rows if sheet.has(row, at)]
        numbers = numbers_like((cell_text(cell) for cell in cells if cell_number(cell) is None), locale)
        column_around = replace(around, numbers=numbers)
        days += [parse_date(cell, column_around).value for cell in cells]
    return max((day for day in days if day is not None), default=None)


def _sheets(raw: Mapping[str, Any], proposal: Proposal) -> Iterator[_Sheet]:
    """The sheets on which a table was found. A table that lies otherwise than the first of its sheet is left out."""
    for index in dict.fromkeys(table.sheet for table in proposal.tables):
        tables = [table for table in proposal.tables if table.sheet == index]
        turned = tables[0].transposed
        sheet = _upright(raw["sheets"][index], turned=turned)
        rows = raw_rows(sheet)
        grid = sheet["properties"].get("gridProperties", {})
        yield _Sheet(
            sheet_id=int(sheet["properties"].get("sheetId", 0)),
            turned=turned,
            rows=rows,
            edge=_edge(sheet, rows),
            room=int(grid.get("rowCount" if turned else "columnCount", 0)),
            tables=tuple(table for table in tables if table.transposed is turned),
        )


def _upright(sheet: Mapping[str, Any], *, turned: bool) -> Mapping[str, Any]:
    if not turned:
        return sheet
    entry = {"metadataKey": metadata.TRANSPOSED, "metadataValue": "1"}
    return upright_sheets({"sheets": [{**sheet, "developerMetadata": [entry]}]})[0]


def _edge(sheet: Mapping[str, Any], rows: Sequence[RawRow]) -> int:
    """The first column behind everything people have there: contents, merges, columns they hid."""
    block = (sheet.get("data") or [{}])[0]
    hidden = [
        index
        for index, column in enumerate(block.get("columnMetadata", ()), block.get("startColumn", 0))
        if column.get("hiddenByUser")
    ]
    filled = [
        index
        for row in rows
        for index, cell in enumerate(row)
        if any(cell.get(content) for content in _CONTENT)
    ]
    merged = [merge.get("endColumnIndex", 1) - 1 for merge in sheet.get("merges", ())]
    return max([*hidden, *filled, *merged], default=-1) + 1


def _sheet_requests(sheet: _Sheet, words: Words, mint: Callable[[], str]) -> Iterator[Request]:
    if sheet.turned:
        yield metadata.mark(metadata.TRANSPOSED, "1", {"sheetId": sheet.sheet_id})
    names = ",".join(table.table for table in sheet.tables)
    yield metadata.mark(metadata.TABLES, names, {"sheetId": sheet.sheet_id})
    lanes = _lanes(sheet.tables)
    count = max(lanes) + 1
    missing = sheet.edge + 2 * count - sheet.room
    if missing > 0:
        place = {"sheetId": sheet.sheet_id, "dimension": "COLUMNS"}
        yield {"appendDimension": {**place, "length": missing}}
    for lane in range(count):
        yield _hidden(sheet.sheet_id, sheet.edge + lane)
    for table, lane in zip(sheet.tables, lanes, strict=True):
        columns = {ID: sheet.edge + lane, SIGNAL: sheet.edge + count + lane}
        ids = {row: mint() for row in table.rows}
        yield from _robot_cells(sheet, table, columns, ids, words)
        yield from _table_marks(sheet, table, columns, ids)


def _lanes(tables: Sequence[ProposedTable]) -> list[int]:
    """Which pair of columns each table gets: the first whose tables all stand above or below it."""
    taken: list[list[range]] = []
    lanes = []
    for table in tables:
        span = _span(table)
        free = (n for n, spans in enumerate(taken) if all(_apart(span, other) for other in spans))
        lane = next(free, len(taken))
        if lane == len(taken):
            taken.append([])
        taken[lane].append(span)
        lanes.append(lane)
    return lanes


def _span(table: ProposedTable) -> range:
    """The table's rows from its header down."""
    rows = [*table.rows, *table.subheadings, *table.repeated_headers, *_headers(table)]
    return range(min(rows, default=0), max(rows, default=0) + 1)


def _headers(table: ProposedTable) -> list[int]:
    return [row for row in (table.header_top, table.header_row) if row is not None]


def _apart(one: range, other: range) -> bool:
    return one.stop <= other.start or other.stop <= one.start


def _hidden(sheet_id: int, column: int) -> Request:
    place = metadata.on_column(sheet_id, column)["dimensionRange"]
    properties = {"properties": {"hiddenByUser": True}, "fields": "hiddenByUser"}
    return {"updateDimensionProperties": {"range": place} | properties}


def _robot_cells(
    sheet: _Sheet, table: ProposedTable, columns: Mapping[str, int], ids: Mapping[int, str], words: Words
) -> Iterator[Request]:
    if table.header_row is not None:
        specs = next(spec.columns for spec in TABLES if spec.table is table.table)
        for column in specs:
            if column.key in columns:
                at = (table.header_row, columns[column.key])
                yield _written(sheet.sheet_id, *at, [column.title(words)])
    for first, last in row_runs(sorted(ids)):
        run = [ids[row] for row in range(first, last + 1)]
        yield _written(sheet.sheet_id, first, columns[ID], run)


def _written(sheet_id: int, row: int, column: int, texts: Sequence[str]) -> Request:
    return {
        "updateCells": {
            "start": {"sheetId": sheet_id, "rowIndex": row, "columnIndex": column},
            "rows": [{"values": [text_cell(text)]} for text in texts],
            "fields": "userEnteredValue",
        }
    }


def _table_marks(
    sheet: _Sheet, table: ProposedTable, columns: Mapping[str, int], ids: Mapping[int, str]
) -> Iterator[Request]:
    def row(key: str, value: str, index: int) -> Request:
        return metadata.mark(key, value, metadata.on_row(sheet.sheet_id, index))

    if table.header_row is not None:
        yield row(metadata.HEADER, table.table, table.header_row)
    elif table.rows:
        yield row(metadata.FIRST, table.table, min(table.rows))
    for index, column in _column_marks(table, columns):
        yield metadata.mark(metadata.COLUMN, column.value, metadata.on_column(sheet.sheet_id, index))
    for index, row_id in ids.items() if len(ids) <= MOST_ROW_MARKS else ():
        yield row(metadata.ROW, metadata.of_table(table.table, row_id), index)
    for index, what in _asides(sheet, table):
        yield row(metadata.ASIDE, metadata.of_table(table.table, what), index)


def _column_marks(
    table: ProposedTable, columns: Mapping[str, int]
) -> Iterator[tuple[int, metadata.ColumnMark]]:
    for column in table.columns:
        key = _KEYS.get(column.field, column.field)
        if key in _COLUMNS[table.table]:
            yield column.index, metadata.ColumnMark(key=key, table=table.table, side=column.side)
    for key, index in columns.items():
        yield index, metadata.ColumnMark(key=key, table=table.table)


def _asides(sheet: _Sheet, table: ProposedTable) -> Iterator[tuple[int, str]]:
    """Sub-headings, and every other row from the table's top down in which its columns hold something that is no item."""
    known = {*table.rows, *table.repeated_headers, *_headers(table)}
    mine = [column.index for column in table.columns]
    others = [other for other in sheet.tables if other is not table and _apart(_span(other), _span(table))]
    theirs = {row for other in others for row in (*_span(other), *_headers(other))}
    for row in range(_span(table).start, len(sheet.rows)):
        if row in table.subheadings:
            yield row, metadata.SUBHEADING
        elif row not in known and row not in theirs and any(sheet.text(row, column) for column in mine):
            yield row, metadata.OTHER


def _fact_marks(raw: Mapping[str, Any], proposal: Proposal) -> Iterator[Request]:
    """The rows that state a fact in the cell in which a reading looks for it; elsewhere it is known from now only."""
    lying = {table.sheet for table in proposal.tables if table.transposed}
    for name, cells in proposal.facts.cells.items():
        for sheet_index, at_row, at_column in cells:
            if name not in _LABELS or not 0 <= sheet_index < len(raw.get("sheets", ())):
                continue
            turned = sheet_index in lying
            sheet = _upright(raw["sheets"][sheet_index], turned=turned)
            row, column = (at_column, at_row) if turned else (at_row, at_column)
            rows = raw_rows(sheet)
            filled = [i for i, cell in enumerate(rows[row] if row < len(rows) else ()) if cell_text(cell)]
            if filled[:2][-1:] == [column]:
                sheet_id = int(sheet["properties"].get("sheetId", 0))
                yield metadata.mark(metadata.LABEL, _LABELS[name].value, metadata.on_row(sheet_id, row))
