"""Developer metadata: the marks by which a plan's parts are found again after people have moved them.

Visibility is DOCUMENT. PROJECT would hide the marks from a robot whose key belongs to another Cloud
project than the seller's sign-in, and they hold nothing that the Sheet doesn't show: ids and column keys.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

PLAN_ID = "closeplan.plan"
LAYOUT = "closeplan.layout"
TAB = "closeplan.tab"
COLUMN = "closeplan.column"
HEADER = "closeplan.header"
LABEL = "closeplan.label"
ROW = "closeplan.row"
GUEST = "closeplan.guest"
"""On a spreadsheet that is somebody's own: only what is marked there is ours. `added` where our tabs were added to it,
`adopted` where its own tables are the plan.
"""


def mark(key: str, value: str, location: dict[str, Any]) -> dict[str, Any]:
    """The request that puts one mark on a spreadsheet, sheet, row or column."""
    return {
        "createDeveloperMetadata": {
            "developerMetadata": {
                "metadataKey": key,
                "metadataValue": value,
                "visibility": "DOCUMENT",
                "location": location,
            }
        }
    }


def on_row(sheet_id: int, index: int) -> dict[str, Any]:
    """The location of one row."""
    return _on_dimension(sheet_id, "ROWS", index)


def on_column(sheet_id: int, index: int) -> dict[str, Any]:
    """The location of one column."""
    return _on_dimension(sheet_id, "COLUMNS", index)


def _on_dimension(sheet_id: int, dimension: str, index: int) -> dict[str, Any]:
    return {
        "dimensionRange": {
            "sheetId": sheet_id,
            "dimension": dimension,
            "startIndex": index,
            "endIndex": index + 1,
        }
    }


def value_of(holder: Mapping[str, Any], key: str) -> str | None:
    """The first value of that key on a spreadsheet or sheet."""
    for entry in holder.get("developerMetadata", ()):
        if entry.get("metadataKey") == key:
            return str(entry.get("metadataValue", ""))
    return None


def by_index(dimensions: Iterable[Mapping[str, Any]], first: int = 0) -> dict[str, dict[int, str]]:
    """Of rows or columns: for each of our keys, the value at each index that has one."""
    found: dict[str, dict[int, str]] = {}
    for index, properties in enumerate(dimensions, first):
        for entry in properties.get("developerMetadata", ()):
            key = entry.get("metadataKey", "")
            found.setdefault(key, {}).setdefault(index, str(entry.get("metadataValue", "")))
    return found
