"""A buyer who does anything to the timeline, and remembers what the person's cells should be.

The mirror holds people's cells only: rows in order, each a mapping of column key to text. The robot's
columns are known by position but never compared.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

import requests

from tests.running import PlanSheet, eventually

ROBOTS = ("Signal", "ID")


@dataclass
class Row:
    """One timeline row: people's texts by column key, and every due date it ever had."""

    cells: dict[str, str]
    dues: list[str] = field(default_factory=list)


class Buyer:
    """Edits through the real API and mirrors each edit."""

    def __init__(self, sheet: PlanSheet) -> None:
        self.sheet = sheet
        self.tab = "Plan"
        self.head, by_header = sheet.header()
        self.columns = [key for key, _ in sorted(by_header.items(), key=lambda item: item[1])]
        self.headers = {key: key for key in self.columns}
        self.tab_id = sheet.plan.id
        self.rows = [
            Row({key: row[key] for key in self.columns if key not in ROBOTS}, [row["Due"]])
            for row in sheet.rows().values()
        ]
        self._extra = 0
        self.edits = 0

    def write(self, position: int, values: dict[str, str], *, raw: bool) -> None:
        """Type values into a row's cells: one request, as a paste is."""
        row = self.head + 1 + position
        data = [
            {"range": f"'{self.tab}'!{_a1(row, self.columns.index(key) + 1)}", "values": [[text]]}
            for key, text in values.items()
        ]
        self._post("values:batchUpdate", {"valueInputOption": "RAW" if raw else "USER_ENTERED", "data": data})
        self.rows[position].cells.update(values)

    def move_due(self, position: int, day: str) -> None:
        self.write(position, {"Due": day}, raw=False)
        if self.rows[position].dues[-1:] != [day]:
            self.rows[position].dues.append(day)

    def insert_row(self, position: int) -> None:
        self._dimension("insertDimension", "ROWS", self.head + position)
        self.rows.insert(position, Row({key: "" for key in self.columns if key not in ROBOTS}))

    def delete_row(self, position: int) -> None:
        self._dimension("deleteDimension", "ROWS", self.head + position)
        del self.rows[position]

    def insert_column(self, position: int) -> None:
        self._extra += 1
        key = f"Ours {self._extra}"
        self._dimension("insertDimension", "COLUMNS", position)
        self.columns.insert(position, key)
        self.headers[key] = ""
        for row in self.rows:
            row.cells[key] = ""

    def move_column(self, source: int, target: int) -> None:
        body = {"source": self._range("COLUMNS", source), "destinationIndex": target}
        self._batch({"moveDimension": body})
        key = self.columns.pop(source)
        self.columns.insert(target if target < source else target - 1, key)

    def rename_header(self, position: int, text: str) -> None:
        self._post_values(self.head, position + 1, text)
        self.headers[self.columns[position]] = text

    def rename_tab(self, title: str) -> None:
        body = {"properties": {"sheetId": self.tab_id, "title": title}, "fields": "title"}
        self._batch({"updateSheetProperties": body})
        self.tab = title

    def sort(self, position: int, *, ascending: bool) -> None:
        """Sort by a column; how ties fall is the Sheet's business, so the order is read back."""
        area = {
            "sheetId": self.tab_id, "startRowIndex": self.head, "endRowIndex": self.head + len(self.rows),
            "startColumnIndex": 0, "endColumnIndex": len(self.columns),
        }  # fmt: skip
        order = "ASCENDING" if ascending else "DESCENDING"
        self._batch(
            {"sortRange": {"range": area, "sortSpecs": [{"dimensionIndex": position, "sortOrder": order}]}}
        )
        standing = eventually(self._rows_as_they_stand, says="after a sort a row reads what nobody wrote")
        self.rows = standing or []

    def _rows_as_they_stand(self) -> list[Row] | None:
        waiting, found = list(self.rows), []
        for seen in self.people_cells():
            row = next((row for row in waiting if row.cells == seen), None)
            if row is None:
                return None
            waiting.remove(row)
            found.append(row)
        return found

    def people_cells(self) -> list[dict[str, str]]:
        """The timeline's rows as they stand, without the robot's columns."""
        return [{k: v for k, v in row.items() if k not in ROBOTS} for row in self.all_cells()]

    def all_cells(self) -> list[dict[str, str]]:
        first, last = _a1(self.head + 1, 1), _a1(self.head + len(self.rows), len(self.columns))
        area = self.sheet.book.values_get(f"'{self.tab}'!{first}:{last}").get("values", [])
        area += [[]] * (len(self.rows) - len(area))
        width = len(self.columns)
        return [dict(zip(self.columns, [*row, *[""] * (width - len(row))], strict=True)) for row in area]

    def _dimension(self, kind: str, dimension: str, index: int) -> None:
        body: dict[str, Any] = {"range": self._range(dimension, index)}
        if kind == "insertDimension":
            body["inheritFromBefore"] = index > 0
        self._batch({kind: body})

    def _range(self, dimension: str, index: int) -> dict[str, Any]:
        return {"sheetId": self.tab_id, "dimension": dimension, "startIndex": index, "endIndex": index + 1}

    def _post_values(self, row: int, column: int, text: str) -> None:
        data = [{"range": f"'{self.tab}'!{_a1(row, column)}", "values": [[text]]}]
        self._post("values:batchUpdate", {"valueInputOption": "RAW", "data": data})

    def _batch(self, request: dict[str, Any]) -> None:
        self._post(":batchUpdate", {"requests": [request]})

    def _post(self, method: str, body: dict[str, Any]) -> None:
        slash = "" if method.startswith(":") else "/"
        answer = requests.post(
            f"{self.sheet.workspace}/v4/spreadsheets/{self.sheet.id}{slash}{method}",
            json=body, headers={"Authorization": f"Bearer local:{self.sheet.person}"}, timeout=10,
        )  # fmt: skip
        assert answer.ok, answer.text
        self.edits += 1


def _a1(row: int, column: int) -> str:
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{row}"


def day_after(day: str, days: int) -> str:
    """Another day, as ISO text."""
    return (date.fromisoformat(day) + timedelta(days=days)).isoformat()
