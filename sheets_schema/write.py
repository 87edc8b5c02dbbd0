"""A new plan as one batchUpdate: what turns an empty spreadsheet into the document people share."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import chain, count
from typing import Any

from closeplan.plan.document import DocumentDraft
from closeplan.plan.languages import words_for
from closeplan.plan.model import Plan
from closeplan.plan.wording import Words
from sheets_schema import layout, metadata
from sheets_schema.cells import date_cell, text_cell
from sheets_schema.columns import HISTORY, ID, TAB_COLUMNS, TABLES, Column
from sheets_schema.labels import TABS, TOP_BLOCK, Label, Tab
from sheets_schema.looks import history_look, look_requests
from sheets_schema.versions import LAYOUT_VERSION

Request = dict[str, Any]
Row = list[dict[str, Any]]


def creation_requests(draft: DocumentDraft, *, first_sheet_id: int = 0) -> list[Request]:
    """Every request that makes the plan in a fresh spreadsheet whose only sheet has that id.

    Meant to be sent as one batchUpdate: it applies as a whole or not at all.
    """
    ids = layout.sheet_ids(first_sheet_id)
    words = words_for(draft.language)
    return [
        {
            "updateSpreadsheetProperties": {
                "properties": {"locale": draft.locale, "timeZone": draft.time_zone},
                "fields": "locale,timeZone",
            }
        },
        *_tabs(draft.plan, ids, words),
        *_contents(draft.plan, ids, words),
        *look_requests(draft.plan, ids, words),
        *_marks(draft, ids),
    ]


def insertion_requests(draft: DocumentDraft, present: Sequence[Mapping[str, Any]]) -> list[Request]:
    """Every request that adds the plan's tabs to a spreadsheet people use already, behind the sheets that are
    `present` (their SheetProperties). None of them names another sheet or the spreadsheet itself, whose locale
    and time zone the plan takes over. Meant to be sent as one batchUpdate.
    """
    ids = layout.sheet_ids(_free_ids(present, len(Tab)))
    words = words_for(draft.language)
    titles = _free_titles(words, present)
    tabs = [
        {"addSheet": {"properties": _properties(draft.plan, tab, ids[tab], titles[tab], index)}}
        for index, tab in enumerate(Tab, len(present))
    ]
    return [
        *tabs,
        *_contents(draft.plan, ids, words),
        *look_requests(draft.plan, ids, words),
        *_marks(draft, ids),
        metadata.mark(metadata.GUEST, "added", {"spreadsheet": True}),
    ]


def history_tab(present: Sequence[Mapping[str, Any]], words: Words) -> list[Request]:
    """Every request that adds a History tab alone, behind the sheets that are `present`, where people's own tables
    are the plan.
    """
    sheet_id = _free_ids(present, 1)
    title = _free_titles(words, present)[Tab.HISTORY]
    properties = _properties(Plan(), Tab.HISTORY, sheet_id, title, len(present))
    return [
        {"addSheet": {"properties": properties}},
        _cells(sheet_id, 0, [_header_row(HISTORY, words)]),
        *history_look(sheet_id, words),
        *_tab_marks(Tab.HISTORY, sheet_id, header=0),
    ]


def _free_ids(present: Iterable[Mapping[str, Any]], many: int) -> int:
    """The first of that many sheet ids in a row which no sheet has."""
    taken = {int(properties.get("sheetId", 0)) for properties in present}
    return next(n for n in count(1) if taken.isdisjoint(range(n, n + many)))


def _free_titles(words: Words, present: Iterable[Mapping[str, Any]]) -> dict[Tab, str]:
    """Our tabs' titles; where one is taken (Sheets compares without case), a longer or a numbered one."""
    taken = {str(properties.get("title", "")).casefold() for properties in present}
    longer = {Tab.PLAN: words.t("tab.plan_longer")}
    titles = {}
    for tab in Tab:
        title = TABS.label(tab, words)
        last = longer.get(tab, title)
        names = chain([title, last], (f"{last} {n}" for n in count(2)))
        titles[tab] = next(name for name in names if name.casefold() not in taken)
        taken.add(titles[tab].casefold())
    return titles


def _tabs(plan: Plan, ids: dict[Tab, int], words: Words) -> Iterator[Request]:
    for index, tab in enumerate(Tab):
        properties = _properties(plan, tab, ids[tab], TABS.label(tab, words), index)
        if tab is Tab.PLAN:
            fields = "title,index,tabColorStyle,gridProperties(rowCount,columnCount,frozenRowCount)"
            yield {"updateSheetProperties": {"properties": properties, "fields": fields}}
        else:
            yield {"addSheet": {"properties": properties}}


def _properties(plan: Plan, tab: Tab, sheet_id: int, title: str, index: int) -> dict[str, Any]:
    return {
        "sheetId": sheet_id,
        "title": title,
        "index": index,
        "tabColorStyle": layout.TAB_COLOURS[tab],
        "gridProperties": {
            "rowCount": max(layout.ROOM, _end_row(plan, tab)),
            "columnCount": 26,
            "frozenRowCount": layout.top_block(plan).frozen_rows if tab is Tab.PLAN else 1,
        },
    }


def _end_row(plan: Plan, tab: Tab) -> int:
    rows = {Tab.STAKEHOLDERS: plan.stakeholders, Tab.RISKS: plan.risks, Tab.HISTORY: ()}
    if tab is Tab.PLAN:
        return layout.top_block(plan).header + 1 + len(plan.milestones) + layout.SPARE_ROWS
    return 1 + len(rows[tab]) + layout.SPARE_ROWS


def _contents(plan: Plan, ids: dict[Tab, int], words: Words) -> Iterator[Request]:
    block = layout.top_block(plan)
    yield _cells(ids[Tab.PLAN], 0, _top_rows(plan, words))
    items = _items(plan)
    for spec in TABLES:
        header = block.header if spec.tab is Tab.PLAN else 0
        yield _cells(ids[spec.tab], header, _table_rows(spec.columns, items[spec.tab], words))
    yield _cells(ids[Tab.HISTORY], 0, [_header_row(HISTORY, words)])


def _items(plan: Plan) -> dict[Tab, Sequence[Any]]:
    return {Tab.PLAN: plan.milestones, Tab.STAKEHOLDERS: plan.stakeholders, Tab.RISKS: plan.risks}


def _cells(sheet_id: int, row: int, rows: list[Row]) -> Request:
    return {
        "updateCells": {
            "start": {"sheetId": sheet_id, "rowIndex": row, "columnIndex": 0},
            "rows": [{"values": values} for values in rows],
            "fields": "userEnteredValue",
        }
    }


def _top_rows(plan: Plan, words: Words) -> list[Row]:
    """The top block's rows; what a plan could not read stays as the words people typed."""
    go_live = date_cell(plan.go_live) if plan.go_live else text_cell(plan.go_live_text)
    values: dict[Label, list[Row]] = {
        Label.GO_LIVE: [[go_live]],
        Label.WHY: [[text_cell(plan.why)]],
        Label.OBJECTIVE: [[text_cell(plan.objective)]],
        Label.METRICS: _metric_rows(plan, words),
        Label.COST_OF_INACTION: [[text_cell(plan.cost_of_inaction)]],
        Label.ACKNOWLEDGED_BY: [[text_cell(plan.acknowledged_by)]],
        Label.OUTLOOK: [[]],
    }
    return [
        [text_cell(TOP_BLOCK.label(label, words)) if first else {}, *row]
        for label in Label
        for first, row in ((index == 0, row) for index, row in enumerate(values[label]))
    ]


def _metric_rows(plan: Plan, words: Words) -> list[Row]:
    """Name, baseline and target; behind the first of them, what the two are."""
    rows: list[Row] = [
        [text_cell(metric.name), text_cell(metric.baseline), text_cell(metric.target)]
        for metric in plan.metrics
    ] or [[{}, {}, {}]]
    room: Row = [{}] * (layout.timeline_index(layout.LEGEND_COLUMN) - 1 - len(rows[0]))
    rows[0] = [*rows[0], *room, text_cell(words.t("metrics.legend"))]
    return rows


def _header_row(columns: Sequence[Column], words: Words) -> Row:
    return [text_cell(column.title(words)) for column in columns]


def _table_rows(columns: Sequence[Column], items: Sequence[Any], words: Words) -> list[Row]:
    return [
        _header_row(columns, words),
        *([_field(column, item, words) for column in columns] for item in items),
    ]


def _field(column: Column, item: Any, words: Words) -> dict[str, Any]:
    """One cell of a row: the value, or the words that could not be read as one; Signal starts empty.

    A date in words becomes the day they meant: "next Friday" in a new document would mean another.
    """
    if column.key == ID:
        return text_cell(item.id)
    value = getattr(item, column.key, None)
    typed = getattr(item, f"{column.key}_text", "") if column.keeps_text else ""
    return text_cell(typed) if typed and not isinstance(value, date) else column.cell(value, words)


def _marks(draft: DocumentDraft, ids: dict[Tab, int]) -> Iterator[Request]:
    block = layout.top_block(draft.plan)
    yield metadata.mark(metadata.PLAN_ID, draft.plan_id, {"spreadsheet": True})
    yield metadata.mark(metadata.LAYOUT, str(LAYOUT_VERSION), {"spreadsheet": True})
    yield metadata.mark(metadata.LANGUAGE, words_for(draft.language).language, {"spreadsheet": True})
    for tab, sheet_id in ids.items():
        header = block.header if tab is Tab.PLAN else 0
        yield from _tab_marks(tab, sheet_id, header)
        for offset, item in enumerate(_items(draft.plan).get(tab, ()), header + 1):
            yield metadata.mark(metadata.ROW, item.id, metadata.on_row(sheet_id, offset))
    for row, label in block.rows.items():
        yield metadata.mark(metadata.LABEL, label.value, metadata.on_row(ids[Tab.PLAN], row))


def _tab_marks(tab: Tab, sheet_id: int, header: int) -> Iterator[Request]:
    yield metadata.mark(metadata.TAB, tab.value, {"sheetId": sheet_id})
    yield metadata.mark(metadata.HEADER, tab.value, metadata.on_row(sheet_id, header))
    for index, column in enumerate(TAB_COLUMNS[tab]):
        yield metadata.mark(metadata.COLUMN, column.key, metadata.on_column(sheet_id, index))
