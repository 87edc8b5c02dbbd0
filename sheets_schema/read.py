"""One raw spreadsheet in, one `Reading` out. Nothing people do to their Sheet makes this fail."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from closeplan.plan.document import Problem, Reading, RowKey
from closeplan.plan.model import Plan
from closeplan.plan.signals import PLAN, Table
from closeplan.plan.zones import zone_of
from sheets_schema.anchoring import anchor_top, window_of
from sheets_schema.cells import Around
from sheets_schema.columns import TABLES
from sheets_schema.facts import read_facts
from sheets_schema.grid import Grid, TabGrid
from sheets_schema.history import history_rows
from sheets_schema.labels import Tab
from sheets_schema.locate import find_tabs
from sheets_schema.notes import note_threads
from sheets_schema.rows import NO_TABLE, TableReading, read_table
from sheets_schema.threads import read_threads
from sheets_schema.top import NO_TOP, TopReading, read_top
from sheets_schema.versions import is_newer, is_older

_MARKS = "developerMetadata(metadataKey,metadataValue)"

_DATA = (
    "data(startRow,startColumn,"
    "rowData(values(userEnteredValue,effectiveValue,formattedValue,textFormatRuns,chipRuns,note)),"
    f"rowMetadata({_MARKS}),columnMetadata({_MARKS}))"
)

FIELDS_WITHOUT_COMMENTS = (
    f"properties(title,locale,timeZone),{_MARKS},sheets(properties(sheetId,title),{_MARKS},merges,{_DATA})"
)
"""The mask for a document whose comments Sheets does not show: threads are read from notes alone."""

READ_FIELDS = (
    f"properties(title,locale,timeZone),{_MARKS},comments,"
    f"sheets(properties(sheetId,title),{_MARKS},merges,commentAnchors,{_DATA})"
)
"""Field mask of everything a reading needs, relative to a Spreadsheet."""

READ_PARAMS: Mapping[str, str] = {
    "fields": READ_FIELDS,
    "commentsViewMode": "COMMENTS_VIEW_MODE_INCLUDED",
}
"""Query of the one `spreadsheets.get` that reads a plan. Naming `sheets.data` in the mask asks for the grid."""

PARAMS_WITHOUT_COMMENTS: Mapping[str, str] = {"fields": FIELDS_WITHOUT_COMMENTS}


def read_document(
    raw: Mapping[str, Any],
    known: Plan | None,
    mint: Callable[[], str],
    *,
    now: datetime | None = None,
    language: str = "en",
) -> Reading:
    """What the document says. `known` is the plan as it was last read; `mint` makes ids for new rows. Words such as
    `next Friday` are read at `now` in the plan's `language`; without a moment they can't be read.
    """
    properties = raw.get("properties", {})
    zone = zone_of(properties.get("timeZone", "Etc/GMT"))
    around = Around(
        today=now.astimezone(zone).date() if now else None,
        locale=properties.get("locale", "en_US"),
        language=language,
    )
    tabs = find_tabs(raw)
    top = anchor_top(_top(raw, tabs, around), known)
    go_live = top.fields.get("go_live")
    around = replace(around, window=window_of(known, go_live, around.today), go_live=go_live)
    tables = {
        spec.table: read_table(spec, tabs[spec.tab], _known_rows(known, spec.table), mint, around)
        if spec.tab in tabs
        else NO_TABLE
        for spec in TABLES
    }
    grid = _grid(raw, tabs, top, tables)
    history = tabs.get(Tab.HISTORY)
    return Reading(
        plan=_plan(properties.get("title", ""), top, tables),
        problems=_problems(grid, top, tables),
        threads=(*read_threads(raw, grid), *note_threads(grid)),
        signals=_signals(tables),
        certainty=_certainty(tables),
        addresses={name: email for table in tables.values() for name, email in table.addresses.items()},
        outlook=top.outlook,
        history=tuple(line for _, line in history_rows(history, zone)) if history else (),
        has_history=history is not None,
        time_zone=properties.get("timeZone", "Etc/GMT"),
        locale=properties.get("locale", "en_US"),
        columns={spec.table: frozenset(tabs[spec.tab].columns) for spec in TABLES if spec.tab in tabs},
        old_layout=is_older(raw),
        grid=grid,
    )


def _grid(
    raw: Mapping[str, Any],
    tabs: Mapping[Tab, TabGrid],
    top: TopReading,
    tables: Mapping[Table, TableReading],
) -> Grid:
    """Where everything lies, for the write that follows."""
    return Grid(
        tabs=tabs,
        rows={table: reading.rows for table, reading in tables.items()},
        repairs=tuple(cell for reading in tables.values() for cell in reading.repairs),
        labels=top.cells,
        first_sheet=next((s["properties"].get("sheetId", 0) for s in raw.get("sheets", ())), 0),
        writable=not is_newer(raw),
    )


def _top(raw: Mapping[str, Any], tabs: Mapping[Tab, TabGrid], around: Around) -> TopReading:
    if any(tab.adopted for tab in tabs.values()):
        return read_facts(raw, around)
    return read_top(tabs[Tab.PLAN], around) if Tab.PLAN in tabs else NO_TOP


def _known_rows(known: Plan | None, table: Table) -> tuple[Any, ...]:
    if known is None:
        return ()
    rows = {
        Table.TIMELINE: known.milestones,
        Table.STAKEHOLDERS: known.stakeholders,
        Table.RISKS: known.risks,
    }
    return tuple(rows[table])


def _plan(title: str, top: TopReading, tables: Mapping[Table, TableReading]) -> Plan:
    return Plan(
        title=title,
        milestones=tables[Table.TIMELINE].items,
        stakeholders=tables[Table.STAKEHOLDERS].items,
        risks=tables[Table.RISKS].items,
        **top.fields,
    )


def _problems(grid: Grid, top: TopReading, tables: Mapping[Table, TableReading]) -> tuple[Problem, ...]:
    found = [*top.problems, *(problem for reading in tables.values() for problem in reading.problems)]
    if not grid.writable:
        message = "A newer closeplan laid out this Sheet; it is read and not written"
        found.append(Problem(cell="", place=PLAN, message=message))
    return tuple(found)


def _signals(tables: Mapping[Table, TableReading]) -> dict[RowKey, str]:
    return {
        (table, row_id): text for table, reading in tables.items() for row_id, text in reading.signals.items()
    }


def _certainty(tables: Mapping[Table, TableReading]) -> dict[RowKey, float]:
    return {
        (table, row_id): certainty
        for table, reading in tables.items()
        for row_id, certainty in reading.certainty.items()
    }
