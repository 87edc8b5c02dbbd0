"""A plan's Doc as a person sees it, through Google's own client: tables by what their header says, edits by typing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from tests.integration.workspace_clients import google_client
from tests.running import BUYER

Json = dict[str, Any]

TIMELINE, STAKEHOLDERS, RISKS, HISTORY = "Milestone", "Decision power", "Response", "Effect on go-live"
"""A header that only this table has."""


@dataclass(frozen=True)
class Cell:
    """One cell: its words, and the indexes between which they stand."""

    text: str
    start: int
    end: int


@dataclass(frozen=True)
class Table:
    """One table as it stands: where it begins and its cells."""

    start: int
    end: int
    rows: list[list[Cell]]

    @property
    def texts(self) -> list[list[str]]:
        return [[cell.text for cell in row] for row in self.rows]


class PlanDoc:
    """Reads and edits like somebody in the Docs editor: where a thing is now, and then there."""

    def __init__(self, workspace: str, document_id: str, person: str = BUYER) -> None:
        self.id = document_id
        self.workspace = workspace
        self.documents = google_client("docs", "v1", workspace, person).documents()

    def raw(self) -> Json:
        shown = {
            "suggestionsViewMode": "SUGGESTIONS_INLINE",
            "commentsViewMode": "COMMENTS_VIEW_MODE_INCLUDED",
        }
        found: Json = self.documents.get(documentId=self.id, includeTabsContent=True, **shown).execute()
        return found

    def edit(self, *requests: Json) -> Json:
        answer: Json = self.documents.batchUpdate(documentId=self.id, body={"requests": requests}).execute()
        return answer

    def tables(self) -> list[Table]:
        return tables_of(self.raw())

    def table(self, header: str = TIMELINE) -> Table:
        """The table with that header in its first row, or that label in its first column."""
        return next(one for one in self.tables() if header in (*one.texts[0], *(row[0] for row in one.texts)))

    def rows(self, header: str = TIMELINE, first: str = "Milestone") -> dict[str, dict[str, str]]:
        """Rows by what stands in their `first` column."""
        texts = self.table(header).texts
        head = next(row for row in texts if header in row)
        shown = [dict(zip(head, row, strict=True)) for row in texts[texts.index(head) + 1 :]]
        return {row[first]: row for row in shown if row[first]}

    def history(self) -> list[dict[str, str]]:
        head, *rows = self.table(HISTORY).texts
        return [dict(zip(head, row, strict=True)) for row in rows]

    def top(self) -> dict[str, str]:
        """The top block: what stands beside each label."""
        rows = self.table("Outlook").texts
        return {row[0].split("\n")[0]: row[1] for row in rows}

    def threads(self) -> list[Json]:
        """Every comment thread, with the words it hangs on as `on`."""
        raw = self.raw()
        anchors = raw["tabs"][0]["documentTab"].get("commentAnchors", {})
        cells = [cell for table in tables_of(raw) for row in table.rows for cell in row]
        found = []
        for thread in raw.get("comments", []):
            spans = anchors.get(thread.get("anchorId"), {}).get("ranges", [])
            at = spans[0]["startIndex"] if spans else -1
            on = next((cell.text for cell in cells if cell.start <= at < cell.end), "")
            found.append({**thread, "on": on})
        return found

    def place(self, milestone: str, column: str) -> tuple[Table, int, int]:
        """The timeline, and the row and column of one of its cells."""
        table = self.table()
        head = next(at for at, row in enumerate(table.texts) if TIMELINE in row)
        name = table.texts[head].index(TIMELINE)
        row = next(at for at, row in enumerate(table.texts) if at > head and row[name] == milestone)
        return table, row, table.texts[head].index(column)

    def set(self, milestone: str, column: str, value: str) -> None:
        """Select the words of a cell and type others."""
        table, row, at = self.place(milestone, column)
        self.retype(table.rows[row][at], value)

    def retype(self, cell: Cell, value: str) -> None:
        self.edit(*typing(cell, value))

    def insert_row_below(self, milestone: str, values: dict[str, str]) -> None:
        table, row, _ = self.place(milestone, TIMELINE)
        self.edit({"insertTableRow": {"tableCellLocation": _location(table, row), "insertBelow": True}})
        table = self.table()
        head = next(cells for cells in table.texts if TIMELINE in cells)
        cells = [(table.rows[row + 1][head.index(key)], value) for key, value in values.items()]
        for cell, value in sorted(cells, key=lambda one: -one[0].start):
            self.retype(cell, value)

    def delete_row(self, milestone: str) -> None:
        table, row, _ = self.place(milestone, TIMELINE)
        self.edit({"deleteTableRow": {"tableCellLocation": _location(table, row)}})

    def move_to_the_end(self, header: str) -> None:
        """Cut a table and paste its words as a new one below everything: whatever hung on its words is gone."""
        table = self.table(header)
        end = self.raw()["tabs"][0]["documentTab"]["body"]["content"][-1]["endIndex"] - 1
        size = {"rows": len(table.rows), "columns": len(table.rows[0])}
        self.edit({"insertTable": {"endOfSegmentLocation": {}, **size}})
        fresh = next(one for one in self.tables() if one.start > end - 1)
        cells = [
            request
            for old, new in zip(reversed(table.rows), reversed(fresh.rows), strict=True)
            for was, now in zip(reversed(old), reversed(new), strict=True)
            for request in typing(now, was.text)
        ]
        span = {"startIndex": table.start, "endIndex": table.end}
        self.edit(*cells, {"deleteContentRange": {"range": span}})


def typing(cell: Cell, value: str) -> list[Json]:
    requests: list[Json] = []
    if cell.end - 1 > cell.start:
        requests.append(
            {"deleteContentRange": {"range": {"startIndex": cell.start, "endIndex": cell.end - 1}}}
        )
    if value:
        requests.append({"insertText": {"location": {"index": cell.start}, "text": value}})
    return requests


def _location(table: Table, row: int) -> Json:
    return {"tableStartLocation": {"index": table.start}, "rowIndex": row, "columnIndex": 0}


def tables_of(raw: Json) -> list[Table]:
    content = raw["tabs"][0]["documentTab"]["body"]["content"]
    return [
        Table(
            element["startIndex"],
            element["endIndex"],
            [[_cell(cell) for cell in row["tableCells"]] for row in element["table"]["tableRows"]],
        )
        for element in content
        if "table" in element
    ]


def _cell(cell: Json) -> Cell:
    runs = [
        part.get("textRun", {}).get("content", "")
        for paragraph in cell["content"]
        for part in paragraph.get("paragraph", {}).get("elements", ())
    ]
    return Cell("".join(runs).removesuffix("\n"), cell["startIndex"] + 1, cell["endIndex"])
