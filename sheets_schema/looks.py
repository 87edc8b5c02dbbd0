"""How a new plan looks: formats, dropdowns, bands, colours, warnings, widths."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from closeplan.plan.model import Plan, Status
from sheets_schema import layout
from sheets_schema.cells import DATE_FORMAT, column_letter
from sheets_schema.columns import ID, SIGNAL, TAB_COLUMNS, Column, Owner
from sheets_schema.labels import STATUSES, Label, Tab

Request = dict[str, Any]

SLIPPED_WORD = "Slipped"
"""The word in a Signal cell that colours it."""

_KEPT = "Kept by closeplan: what is typed here may be replaced"


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


def look_requests(plan: Plan, ids: dict[Tab, int]) -> Iterator[Request]:
    """Every request that dresses the tabs; none of them touches a value."""
    yield from _top_block(plan, ids[Tab.PLAN])
    rows = {Tab.PLAN: plan.milestones, Tab.STAKEHOLDERS: plan.stakeholders, Tab.RISKS: plan.risks}
    for tab, sheet_id in ids.items():
        header = layout.top_block(plan).header if tab is Tab.PLAN else 0
        end = header + 1 + len(rows.get(tab, ())) + layout.SPARE_ROWS
        body = _Body(tab=tab, sheet_id=sheet_id, header=header, end=end)
        yield from _header(body)
        for index, column in enumerate(TAB_COLUMNS[tab]):
            yield from _column(body, index, column)
        yield _banding(body)
        yield from _warnings(body)
    yield from _colours(plan, ids)


def _top_block(plan: Plan, sheet_id: int) -> Iterator[Request]:
    """Bold labels; values run over the empty cells to their right, so that each line stays one line high."""
    block = layout.top_block(plan)
    area = {"sheetId": sheet_id, "startRowIndex": 0, "endRowIndex": block.header - 1}
    labels = {"textFormat": {"bold": True, "foregroundColorStyle": layout.LABEL_INK}}
    yield _format(area | {"startColumnIndex": 0, "endColumnIndex": 1}, labels)
    yield _format(area | {"startColumnIndex": 1, "endColumnIndex": 4}, {"wrapStrategy": "OVERFLOW_CELL"})
    go_live = block.labels[Label.GO_LIVE]
    cell = {"startRowIndex": go_live, "endRowIndex": go_live + 1, "startColumnIndex": 1, "endColumnIndex": 2}
    dated = {"numberFormat": DATE_FORMAT, "horizontalAlignment": "LEFT", "textFormat": {"bold": True}}
    yield _format({"sheetId": sheet_id} | cell, dated)
    outlook = block.labels[Label.OUTLOOK]
    row = {"sheetId": sheet_id, "startRowIndex": outlook, "endRowIndex": outlook + 1}
    yield _format(row | {"startColumnIndex": 1, "endColumnIndex": 2}, {"textFormat": {"italic": True}})
    yield _warning(row, "Outlook")


def _header(body: _Body) -> Iterator[Request]:
    yield _format(
        body.range(header=True),
        {
            "textFormat": {"bold": True, "foregroundColorStyle": layout.HEADER_INK},
            "backgroundColorStyle": layout.HEADER_FILL,
            "verticalAlignment": "MIDDLE",
        },
    )


def _column(body: _Body, index: int, column: Column) -> Iterator[Request]:
    look: dict[str, Any] = {"wrapStrategy": "WRAP", "verticalAlignment": "TOP"}
    if column.format:
        look |= {"numberFormat": column.format, "horizontalAlignment": "LEFT"}
    if column.owner is Owner.ROBOT:
        look["textFormat"] = {"foregroundColorStyle": layout.ROBOT_INK}
    yield _format(body.range(index, index), look)
    if column.validation:
        yield {"setDataValidation": {"range": body.range(index, index), "rule": column.validation}}
    yield {
        "updateDimensionProperties": {
            "range": {
                "sheetId": body.sheet_id,
                "dimension": "COLUMNS",
                "startIndex": index,
                "endIndex": index + 1,
            },
            "properties": {"pixelSize": column.width} | ({"hiddenByUser": True} if column.hidden else {}),
            "fields": "pixelSize,hiddenByUser" if column.hidden else "pixelSize",
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


def _warnings(body: _Body) -> Iterator[Request]:
    """Warnings and never locks: the Sheet is people's own."""
    if body.tab is Tab.HISTORY:
        yield _warning({"sheetId": body.sheet_id}, "History")
        return
    for index, column in enumerate(TAB_COLUMNS[body.tab]):
        if column.owner is Owner.ROBOT:
            cells = {"startRowIndex": body.header, "startColumnIndex": index, "endColumnIndex": index + 1}
            yield _warning({"sheetId": body.sheet_id} | cells, column.header)


def _warning(cells: Request, what: str) -> Request:
    return {
        "addProtectedRange": {
            "protectedRange": {"range": cells, "description": f"{what}. {_KEPT}.", "warningOnly": True}
        }
    }


def _colours(plan: Plan, ids: dict[Tab, int]) -> Iterator[Request]:
    """Done rows grey, overdue dates red, slipped signals amber; the first rule that applies wins.

    The formulas multiply conditions and call no function of two arguments: which sign separates
    arguments depends on the Sheet's locale.
    """
    header = layout.top_block(plan).header
    end = header + 1 + len(plan.milestones) + layout.SPARE_ROWS
    body = _Body(tab=Tab.PLAN, sheet_id=ids[Tab.PLAN], header=header, end=end)
    at = layout.timeline_index
    due, status = (f"${column_letter(at(key))}{header + 2}" for key in ("due", "status"))
    done, not_needed = (STATUSES.label(value) for value in (Status.DONE, Status.NOT_NEEDED))
    grey = {"textFormat": {"foregroundColorStyle": layout.DONE_INK}}
    red = {
        "backgroundColorStyle": layout.OVERDUE_FILL,
        "textFormat": {"foregroundColorStyle": layout.OVERDUE_INK},
    }
    amber = {"backgroundColorStyle": layout.SLIPPED_FILL}
    is_done = f'=({status}="{done}")+({status}="{not_needed}")'
    is_open = f'({status}<>"{done}")*({status}<>"{not_needed}")'
    is_overdue = f"=ISNUMBER({due})*({due}<TODAY())*{is_open}"
    signal = body.range(at(SIGNAL), at(SIGNAL))
    rules = [
        (body.range(0, at(ID) - 1), "CUSTOM_FORMULA", is_done, grey),
        (body.range(at("due"), at("due")), "CUSTOM_FORMULA", is_overdue, red),
        (signal, "TEXT_CONTAINS", SLIPPED_WORD, amber),
    ]
    for index, rule in enumerate(rules):
        yield _rule(index, *rule)


def _rule(index: int, cells: Request, kind: str, value: str, look: dict[str, Any]) -> Request:
    condition = {"type": kind, "values": [{"userEnteredValue": value}]}
    rule = {"ranges": [cells], "booleanRule": {"condition": condition, "format": look}}
    return {"addConditionalFormatRule": {"rule": rule, "index": index}}
