"""How a new plan looks: formats, dropdowns, bands, colours, warnings, widths."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from closeplan.plan.model import Plan, Status
from closeplan.plan.wording import ENGLISH_WORDS, Words
from sheets_schema import layout
from sheets_schema.cells import column_letter
from sheets_schema.columns import ID, SIGNAL, TAB_COLUMNS, Column, Owner, date_format
from sheets_schema.grid import TabGrid
from sheets_schema.labels import STATUSES, TABS, TOP_BLOCK, Label, Tab

Request = dict[str, Any]


_HEADER_LOOK: dict[str, Any] = {
    "textFormat": {"bold": True, "foregroundColorStyle": layout.HEADER_INK},
    "backgroundColorStyle": layout.HEADER_FILL,
    "verticalAlignment": "MIDDLE",
    "wrapStrategy": "WRAP",
}


@dataclass(frozen=True, kw_only=True)
class _Body:
    """A tab's table: its header row and the rows below it, spare ones included."""

    tab: Tab
    sheet_id: int
    header: int
    end: int

    def range(self, first: int | None = None, last: int | None = None, *, header: bool = False) -> Request:
        """The body's rows (with the header on request) in columns `first` to `last`, both included."""
        columns = TAB_COLUMNS[self.tab]
        return {
            "sheetId": self.sheet_id,
            "startRowIndex": self.header if header else self.header + 1,
            "endRowIndex": self.header + 1 if header and first is None else self.end,
            "startColumnIndex": 0 if first is None else first,
            "endColumnIndex": len(columns) if last is None else last + 1,
        }


def look_requests(plan: Plan, ids: dict[Tab, int], words: Words) -> Iterator[Request]:
    """Every request that dresses the tabs of a plan in that language; none of them touches a value."""
    yield from _top_block(plan, ids[Tab.PLAN], words)
    rows = {Tab.PLAN: plan.milestones, Tab.STAKEHOLDERS: plan.stakeholders, Tab.RISKS: plan.risks}
    for tab, sheet_id in ids.items():
        header = layout.top_block(plan).header if tab is Tab.PLAN else 0
        end = header + 1 + len(rows.get(tab, ())) + layout.SPARE_ROWS
        yield from _table(_Body(tab=tab, sheet_id=sheet_id, header=header, end=end), words)
    yield from _colours(plan, ids, words)
    yield _history_note(ids[Tab.HISTORY], words)


def history_look(sheet_id: int, words: Words) -> Iterator[Request]:
    """Every request that dresses a History tab that stands alone among tabs which are not ours."""
    yield from _table(_Body(tab=Tab.HISTORY, sheet_id=sheet_id, header=0, end=1 + layout.SPARE_ROWS), words)
    yield _history_note(sheet_id, words)


def _table(body: _Body, words: Words) -> Iterator[Request]:
    yield from _header(body)
    for index, column in enumerate(TAB_COLUMNS[body.tab]):
        yield from _column(body, index, column, words)
    yield _banding(body)
    yield from _warnings(body, words)


def _history_note(sheet_id: int, words: Words) -> Request:
    first = {"startRowIndex": 0, "endRowIndex": 1, "startColumnIndex": 0, "endColumnIndex": 1}
    history = {"sheetId": sheet_id} | first
    return {"repeatCell": {"range": history, "cell": {"note": words.t("history.note")}, "fields": "note"}}


def _top_block(plan: Plan, sheet_id: int, words: Words) -> Iterator[Request]:
    """Bold labels; values run over the empty cells to their right, so that each line stays one line high."""
    block = layout.top_block(plan)

    def cells(first: int, last: int, left: int, right: int) -> Request:
        rows = {"startRowIndex": first, "endRowIndex": last}
        return {"sheetId": sheet_id, **rows, "startColumnIndex": left, "endColumnIndex": right}

    end = block.header
    # a filled cell shows no grid lines: the block reads as one page head
    width = layout.timeline_index(ID)
    yield _format(cells(0, end, 0, width), {"backgroundColorStyle": layout.HEAD_FILL})
    label = {"bold": True, "fontSize": 9, "foregroundColorStyle": layout.LABEL_INK}
    yield _format(cells(0, end, 0, 1), {"textFormat": label, "verticalAlignment": "MIDDLE"})
    yield _format(cells(0, end, 1, 4), {"wrapStrategy": "OVERFLOW_CELL", "verticalAlignment": "MIDDLE"})
    go_live = block.labels[Label.GO_LIVE]
    prominent = {"bold": True, "fontSize": 14, "foregroundColorStyle": layout.LABEL_INK}
    dated = {"numberFormat": date_format(words), "horizontalAlignment": "LEFT", "textFormat": prominent}
    yield _format(cells(go_live, go_live + 1, 1, 2), dated)
    metrics, after = block.labels[Label.METRICS], block.labels[Label.COST_OF_INACTION]
    yield _format(cells(metrics, after, 1, 4), {"wrapStrategy": "WRAP"})
    legend = layout.timeline_index(layout.LEGEND_COLUMN)
    small = {"fontSize": 8, "foregroundColorStyle": layout.QUIET_INK}
    yield _format(
        cells(metrics, metrics + 1, legend, legend + 1), {"textFormat": small, "verticalAlignment": "MIDDLE"}
    )
    outlook = block.labels[Label.OUTLOOK]
    yield _format(cells(outlook, outlook + 1, 1, 2), {"textFormat": {"italic": True}})
    line = {"sheetId": sheet_id, "startRowIndex": outlook, "endRowIndex": outlook + 1}
    yield _warning(line, TOP_BLOCK.label(Label.OUTLOOK, words), words)
    yield _pixels(sheet_id, "ROWS", go_live, layout.GO_LIVE_HEIGHT)


def _header(body: _Body) -> Iterator[Request]:
    yield _format(body.range(header=True), _HEADER_LOOK)


def added_column_look(tab: TabGrid, index: int, column: Column, words: Words) -> Iterator[Request]:
    """How a column looks that a table gains later."""
    header = tab.header or 0
    end = max(tab.body.stop, header + 1 + layout.SPARE_ROWS)
    body = _Body(tab=tab.tab, sheet_id=tab.sheet_id, header=header, end=end)
    head = body.range(index, index) | {"startRowIndex": header, "endRowIndex": header + 1}
    yield _format(head, _HEADER_LOOK)
    yield from _column(body, index, column, words)


def _column(body: _Body, index: int, column: Column, words: Words) -> Iterator[Request]:
    look: dict[str, Any] = {"wrapStrategy": "WRAP", "verticalAlignment": "TOP"}
    number_format = column.number_format(words)
    if number_format:
        look |= {"numberFormat": number_format, "horizontalAlignment": "LEFT"}
    if column.owner is Owner.ROBOT:
        look["textFormat"] = {"foregroundColorStyle": layout.ROBOT_INK}
    yield _format(body.range(index, index), look)
    rule = column.rule(words)
    if rule:
        yield {"setDataValidation": {"range": body.range(index, index), "rule": rule}}
    yield _pixels(body.sheet_id, "COLUMNS", index, layout.column_width(column, words), hidden=column.hidden)


def _pixels(sheet_id: int, dimension: str, index: int, size: int, *, hidden: bool = False) -> Request:
    """How wide a column or how high a row is."""
    return {
        "updateDimensionProperties": {
            "range": {
                "sheetId": sheet_id,
                "dimension": dimension,
                "startIndex": index,
                "endIndex": index + 1,
            },
            "properties": {"pixelSize": size} | ({"hiddenByUser": True} if hidden else {}),
            "fields": "pixelSize,hiddenByUser" if hidden else "pixelSize",
        }
    }


def _format(cells: Request, look: dict[str, Any]) -> Request:
    fields = ",".join(f"userEnteredFormat.{name}" for name in look)
    return {"repeatCell": {"range": cells, "cell": {"userEnteredFormat": look}, "fields": fields}}


def _banding(body: _Body) -> Request:
    """Bands and not a native table: a table would rename and retype columns that people want to change."""
    cells = body.range() | {"startRowIndex": body.header}
    colours = {
        "headerColorStyle": layout.HEADER_FILL,
        "firstBandColorStyle": layout.PLAIN_FILL,
        "secondBandColorStyle": layout.BAND_FILL,
    }
    return {"addBanding": {"bandedRange": {"range": cells, "rowProperties": colours}}}


def _warnings(body: _Body, words: Words) -> Iterator[Request]:
    """Warnings and never locks: the Sheet is people's own."""
    if body.tab is Tab.HISTORY:
        yield _warning({"sheetId": body.sheet_id}, TABS.label(body.tab, words), words)
        return
    for index, column in enumerate(TAB_COLUMNS[body.tab]):
        if column.owner is Owner.ROBOT:
            cells = {"startRowIndex": body.header, "startColumnIndex": index, "endColumnIndex": index + 1}
            yield _warning({"sheetId": body.sheet_id} | cells, column.title(words), words)


def _warning(cells: Request, what: str, words: Words) -> Request:
    description = words.t("protected", what=what)
    return {
        "addProtectedRange": {
            "protectedRange": {"range": cells, "description": description, "warningOnly": True}
        }
    }


def _colours(plan: Plan, ids: dict[Tab, int], words: Words) -> Iterator[Request]:
    """Done rows grey, overdue red and bold, slipped amber, a workstream's name bold where it begins.

    The first rule that sets a property wins.
    """
    header = layout.top_block(plan).header
    end = header + 1 + len(plan.milestones) + layout.SPARE_ROWS
    body = _Body(tab=Tab.PLAN, sheet_id=ids[Tab.PLAN], header=header, end=end)
    workstream, due, signal = map(layout.timeline_index, ("workstream", "due", SIGNAL))
    is_done, is_overdue, repeats, begins = _formulas(header, words)
    quiet = _ink(layout.QUIET_INK)
    red = {"backgroundColorStyle": layout.OVERDUE_FILL} | _ink(layout.OVERDUE_INK, bold=True)
    amber = {"backgroundColorStyle": layout.SLIPPED_FILL} | _ink(layout.SLIPPED_INK)
    rules = [
        (body.range(0, layout.timeline_index(ID) - 1), "CUSTOM_FORMULA", is_done, quiet),
        (body.range(due, due), "CUSTOM_FORMULA", is_overdue, red),
        (body.range(signal, signal), "TEXT_CONTAINS", words.t("colour.overdue"), red),
        (body.range(signal, signal), "TEXT_CONTAINS", words.t("colour.slipped"), amber),
        (body.range(workstream, workstream), "CUSTOM_FORMULA", repeats, quiet),
        (body.range(workstream, workstream), "CUSTOM_FORMULA", begins, _ink(layout.LABEL_INK, bold=True)),
    ]
    for index, rule in enumerate(rules):
        yield _rule(index, *rule)


def _formulas(header: int, words: Words) -> tuple[str, str, str, str]:
    """Whether a row is done, is overdue, repeats its workstream's name, begins a workstream.

    They multiply conditions and call no function of two arguments: which sign separates arguments depends
    on the Sheet's locale.
    """
    at = {key: f"${column_letter(layout.timeline_index(key))}" for key in ("workstream", "due", "status")}
    due, status = f"{at['due']}{header + 2}", f"{at['status']}{header + 2}"
    stream, above = f"{at['workstream']}{header + 2}", f"{at['workstream']}{header + 1}"
    # an English word is understood in every plan, so it counts in every plan
    closed = {
        STATUSES.label(value, spoken): None
        for spoken in (words, ENGLISH_WORDS)
        for value in (Status.DONE, Status.NOT_NEEDED)
    }
    is_open = "*".join(f'({status}<>"{label}")' for label in closed)
    return (
        "=" + "+".join(f'({status}="{label}")' for label in closed),
        f"=ISNUMBER({due})*({due}<TODAY())*{is_open}",
        f"={stream}={above}",
        f"={stream}<>{above}",
    )


def _ink(colour: Request, *, bold: bool = False) -> Request:
    return {"textFormat": {"foregroundColorStyle": colour} | ({"bold": True} if bold else {})}


def _rule(index: int, cells: Request, kind: str, value: str, look: dict[str, Any]) -> Request:
    condition = {"type": kind, "values": [{"userEnteredValue": value}]}
    rule = {"ranges": [cells], "booleanRule": {"condition": condition, "format": look}}
    return {"addConditionalFormatRule": {"rule": rule, "index": index}}
