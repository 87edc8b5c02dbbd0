"""A little Sheet for these tests: takes our requests, is edited like a person would, answers like `get`."""

from __future__ import annotations

import copy
import pickle
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

Cell = dict[str, Any]


@dataclass
class Line:
    """A row or a column: what is attached to it."""

    marks: list[dict[str, str]] = field(default_factory=list)


@dataclass
class Tab:
    """Rows of cells; row and column marks move with their row and column."""

    sheet_id: int
    title: str
    rows: list[list[Cell]] = field(default_factory=list)
    row_lines: list[Line] = field(default_factory=list)
    column_lines: list[Line] = field(default_factory=list)
    marks: list[dict[str, str]] = field(default_factory=list)
    anchors: list[dict[str, Any]] = field(default_factory=list)

    def reach(self, row: int, column: int) -> Cell:
        width = max(column + 1, len(self.column_lines))
        while len(self.column_lines) < width:
            self.column_lines.append(Line())
        while len(self.rows) <= row:
            self.rows.append([])
            self.row_lines.append(Line())
        for cells in self.rows:
            cells.extend({} for _ in range(width - len(cells)))
        return self.rows[row][column]

    def put(self, row: int, column: int, value: str | float | bool | None) -> None:
        self.reach(row, column)
        kinds = {str: "stringValue", int: "numberValue", float: "numberValue", bool: "boolValue"}
        entered = {} if value is None or value == "" else {kinds[type(value)]: value}
        self.rows[row][column] = {"userEnteredValue": entered} if entered else {}

    def text(self, row: int, column: int) -> Any:
        value = self.reach(row, column).get("userEnteredValue", {})
        return next(iter(value.values()), "")

    def insert_row(self, at: int) -> None:
        self.rows.insert(at, [{} for _ in self.column_lines])
        self.row_lines.insert(at, Line())

    def delete_row(self, at: int) -> None:
        del self.rows[at], self.row_lines[at]

    def move_row(self, at: int, to: int) -> None:
        self.rows.insert(to, self.rows.pop(at))
        self.row_lines.insert(to, self.row_lines.pop(at))

    def sort(self, first: int, last: int, key: Callable[[list[Cell]], Any], columns: int = 99) -> None:
        """Sort the contents of some rows; marks stay where they are, and columns from `columns` on too."""
        ordered = sorted(self.rows[first:last], key=key)
        tails = [row[columns:] for row in self.rows[first:last]]
        self.rows[first:last] = [row[:columns] + tail for row, tail in zip(ordered, tails, strict=True)]

    def insert_column(self, at: int) -> None:
        self.column_lines.insert(at, Line())
        for row in self.rows:
            row.insert(at, {})

    def delete_column(self, at: int) -> None:
        del self.column_lines[at]
        for row in self.rows:
            del row[at]

    def move_column(self, at: int, to: int) -> None:
        self.column_lines.insert(to, self.column_lines.pop(at))
        for row in self.rows:
            row.insert(to, row.pop(at))

    def column(self, header: str, row: int | None = None) -> int:
        for cells in self.rows if row is None else [self.rows[row]]:
            for index, cell in enumerate(cells):
                if cell.get("userEnteredValue", {}).get("stringValue") == header:
                    return index
        raise LookupError(header)


@dataclass
class Sheet:
    """A spreadsheet as `files.create` leaves it."""

    title: str = "Acme × Northwind: mutual action plan"
    properties: dict[str, Any] = field(default_factory=lambda: {"locale": "en_US", "timeZone": "Etc/GMT"})
    tabs: list[Tab] = field(default_factory=lambda: [Tab(0, "Sheet1")])
    marks: list[dict[str, str]] = field(default_factory=list)
    threads: list[dict[str, Any]] = field(default_factory=list)

    def tab(self, title: str) -> Tab:
        return next(tab for tab in self.tabs if tab.title == title)

    def by_id(self, sheet_id: int) -> Tab:
        return next(tab for tab in self.tabs if tab.sheet_id == sheet_id)

    def copy(self) -> Sheet:
        copied: Sheet = pickle.loads(pickle.dumps(self))
        return copied

    def apply(self, requests: list[dict[str, Any]]) -> dict[str, Any]:
        replies = []
        for request in requests:
            ((kind, body),) = request.items()
            handler = getattr(self, re.sub(r"([A-Z])", r"_\1", f"_{kind}").lower(), None)
            replies.append((handler(body) or {}) if handler else {})
        return {"replies": replies, "updatedSpreadsheet": self.get()}

    def _update_spreadsheet_properties(self, body: dict[str, Any]) -> None:
        self.properties |= body["properties"]

    def _update_sheet_properties(self, body: dict[str, Any]) -> None:
        tab = self.by_id(body["properties"]["sheetId"])
        tab.title = body["properties"].get("title", tab.title)

    def _add_sheet(self, body: dict[str, Any]) -> None:
        self.tabs.append(Tab(body["properties"]["sheetId"], body["properties"]["title"]))

    def _update_cells(self, body: dict[str, Any]) -> None:
        start = body["start"]
        tab = self.by_id(start["sheetId"])
        for row, data in enumerate(body["rows"], start["rowIndex"]):
            for column, cell in enumerate(data["values"], start["columnIndex"]):
                old = tab.reach(row, column)
                kept = {"note": old["note"]} if "note" in old else {}
                if body["fields"] == "note":
                    kept = {key: value for key, value in old.items() if key != "note"}
                tab.rows[row][column] = kept | copy.deepcopy(cell)

    def _append_cells(self, body: dict[str, Any]) -> None:
        tab = self.by_id(body["sheetId"])
        last = max((i for i, row in enumerate(tab.rows) if any(row)), default=-1)
        for row, data in enumerate(body["rows"], last + 1):
            for column, cell in enumerate(data["values"]):
                tab.reach(row, column)
                tab.rows[row][column] = copy.deepcopy(cell)

    def _create_developer_metadata(self, body: dict[str, Any]) -> None:
        mark = body["developerMetadata"]
        where = mark["location"]
        entry = {"metadataKey": mark["metadataKey"], "metadataValue": mark["metadataValue"]}
        if "dimensionRange" in where:
            span = where["dimensionRange"]
            tab = self.by_id(span["sheetId"])
            is_row = span["dimension"] == "ROWS"
            tab.reach(span["startIndex"] if is_row else 0, 0 if is_row else span["startIndex"])
            lines = tab.row_lines if is_row else tab.column_lines
            lines[span["startIndex"]].marks.append(entry)
        else:
            (self.by_id(where["sheetId"]).marks if "sheetId" in where else self.marks).append(entry)

    def _delete_developer_metadata(self, body: dict[str, Any]) -> None:
        lookup = body["dataFilter"]["developerMetadataLookup"]
        span = lookup["metadataLocation"]["dimensionRange"]
        tab = self.by_id(span["sheetId"])
        line = (tab.row_lines if span["dimension"] == "ROWS" else tab.column_lines)[span["startIndex"]]
        meant = {key: lookup[key] for key in ("metadataKey", "metadataValue")}
        line.marks = [mark for mark in line.marks if mark != meant]

    def _insert_comment(self, body: dict[str, Any]) -> dict[str, Any]:
        at = body["coordinate"]
        number = len(self.threads) + 1
        cells = {"startRowIndex": at["rowIndex"], "startColumnIndex": at["columnIndex"]}
        shown = {key: value for key, value in cells.items() if value}
        self.by_id(at["sheetId"]).anchors.append({"anchorId": f"a{number}", "range": shown})
        head = {"content": body["content"], "author": {"me": True, "displayName": "Robot"}}
        thread = {"commentId": f"c{number}", "anchorId": f"a{number}", "headPost": head, "status": "OPEN"}
        self.threads.append(thread)
        return {"insertComment": {"commentThread": copy.deepcopy(thread)}}

    def _add_comment_reply(self, body: dict[str, Any]) -> dict[str, Any]:
        self.reply(body["commentId"], body["post"], me=True)
        return {"addCommentReply": {"post": body["post"]}}

    def reply(self, comment_id: str, post: dict[str, Any], *, me: bool = False) -> None:
        thread = next(thread for thread in self.threads if thread["commentId"] == comment_id)
        author = {"me": True, "displayName": "Robot"} if me else {"displayName": "Dana Fischer"}
        thread.setdefault("replies", []).append(post | {"author": author})
        status = {"RESOLVE": "RESOLVED", "REOPEN": "OPEN"}.get(post.get("commentAction", ""))
        thread["status"] = status or thread["status"]

    def get(self) -> dict[str, Any]:
        raw: dict[str, Any] = {
            "properties": {"title": self.title, **self.properties},
            "developerMetadata": self.marks,
            "comments": self.threads,
            "sheets": [_render(tab) for tab in self.tabs],
        }
        copied: dict[str, Any] = pickle.loads(pickle.dumps(raw))
        return copied


def _render(tab: Tab) -> dict[str, Any]:
    data = {
        "rowData": [{"values": [_shown(cell) for cell in row]} for row in tab.rows],
        "rowMetadata": [{"developerMetadata": line.marks} if line.marks else {} for line in tab.row_lines],
        "columnMetadata": [
            {"developerMetadata": line.marks} if line.marks else {} for line in tab.column_lines
        ],
    }
    return {
        "properties": {"sheetId": tab.sheet_id, "title": tab.title},
        "developerMetadata": tab.marks,
        "commentAnchors": tab.anchors,
        "data": [data],
    }


def _shown(cell: Cell) -> Cell:
    value = cell.get("userEnteredValue")
    note = {"note": cell["note"]} if "note" in cell else {}
    if not value:
        return note
    number = value.get("numberValue")
    shown = str(number) if number is not None else str(next(iter(value.values())))
    return {"userEnteredValue": value, "effectiveValue": value, "formattedValue": shown} | note
