"""A sheet as it is put together from a Doc's table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sheets_schema import metadata
from sheets_schema.doc import marks
from sheets_schema.doc.content import DocCell
from sheets_schema.labels import Tab

SHEET_IDS = {tab: number for number, tab in enumerate(Tab)}

Cells = list[tuple[dict[str, Any], DocCell | None]]
"""A row: each cell as a Sheet has it, and where it is in the Doc, if it is there."""


@dataclass(kw_only=True)
class Lines:
    """A sheet as it is put together: rows of cells with where they are in the Doc, and the marks beside them."""

    tab: Tab
    rows: list[Cells] = field(default_factory=list)
    row_marks: dict[int, tuple[str, str]] = field(default_factory=dict)
    column_marks: dict[int, str] = field(default_factory=dict)

    @property
    def width(self) -> int:
        """How many columns there are."""
        return max(map(len, self.rows), default=0)

    def sheet(self, anchors: Sequence[Mapping[str, Any]] = ()) -> dict[str, Any]:
        """The sheet as Google would answer it."""
        return {
            "properties": {"sheetId": SHEET_IDS[self.tab], "title": marks.TABLE_NAMES[self.tab]},
            "developerMetadata": [entry(metadata.TAB, self.tab.value)],
            "commentAnchors": list(anchors),
            "merges": [
                _merge(row, column, cell.rows)
                for row, cells in enumerate(self.rows)
                for column, (_, cell) in enumerate(cells)
                if cell and cell.rows > 1
            ],
            "data": [
                {
                    "rowData": [{"values": [data for data, _ in row]} for row in self.rows],
                    "rowMetadata": [
                        _marked(*self.row_marks[at]) if at in self.row_marks else {}
                        for at in range(len(self.rows))
                    ],
                    "columnMetadata": [
                        _marked(metadata.COLUMN, self.column_marks[at]) if at in self.column_marks else {}
                        for at in range(self.width)
                    ],
                }
            ],
        }


def _merge(row: int, column: int, rows: int) -> dict[str, int]:
    """A cell that covers those below it. What covers others beside it has no words for their columns."""
    return {
        "startRowIndex": row,
        "endRowIndex": row + rows,
        "startColumnIndex": column,
        "endColumnIndex": column + 1,
    }


def entry(key: str, value: str) -> dict[str, str]:
    """One of our marks as developer metadata."""
    return {"metadataKey": key, "metadataValue": value}


def _marked(key: str, value: str) -> dict[str, Any]:
    return {"developerMetadata": [entry(key, value)]}
