"""The home-made plans of the shared folder, each with its answer, as Google would return their spreadsheets.

`truth` in the files is what a careful person says their tables and columns mean; the folder's README explains it.
"""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

FOLDER = Path(__file__).parents[2] / "shared" / "data" / "foreign_plans"

needs_foreign_plans = pytest.mark.skipif(
    not FOLDER.is_dir(), reason="the home-made plans are not part of the repository"
)

_EPOCH = date(1899, 12, 30)


def foreign_names() -> list[str]:
    """Every layout there is; none where the folder is missing."""
    return sorted(path.stem for path in FOLDER.glob("*.json"))


def foreign_grid(name: str) -> dict[str, Any]:
    """One file as it is: sheets of typed cells, and the truth."""
    grid: dict[str, Any] = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    return grid


def raw_spreadsheet(grid: dict[str, Any]) -> dict[str, Any]:
    """What `spreadsheets.get` with all grid data answers for such a file; each sheet's id is its index."""
    return {
        "properties": {
            "title": grid["sheets"][0]["title"],
            "locale": grid["locale"].replace("-", "_"),
            "timeZone": "Europe/Berlin",
        },
        "sheets": [_sheet(index, sheet) for index, sheet in enumerate(grid["sheets"])],
    }


def create_body(grid: dict[str, Any]) -> dict[str, Any]:
    """The body of a `spreadsheets.create` that makes such a file."""
    raw = raw_spreadsheet(grid)
    for sheet in raw["sheets"]:
        for block in sheet["data"]:
            del block["rowMetadata"], block["columnMetadata"]
            for row in block["rowData"]:
                for cell in row["values"]:
                    for answered in ("effectiveValue", "formattedValue", "effectiveFormat"):
                        cell.pop(answered, None)
    return raw


def _sheet(index: int, sheet: dict[str, Any]) -> dict[str, Any]:
    rows = sheet["cells"]
    width = max(map(len, rows), default=0)
    return {
        "properties": {
            "sheetId": index,
            "title": sheet["title"],
            "index": index,
            "sheetType": "GRID",
            "gridProperties": {"rowCount": len(rows) + 10, "columnCount": width + 5},
        },
        "data": [
            {
                "startRow": 0,
                "startColumn": 0,
                "rowData": [{"values": [cell_data(cell) for cell in row]} for row in rows],
                "rowMetadata": [{"pixelSize": 21} for _ in range(len(rows) + 10)],
                "columnMetadata": [{"pixelSize": 100} for _ in range(width + 5)],
            }
        ],
    }


def cell_data(cell: Any) -> dict[str, Any]:
    """A cell of those files as Google's CellData."""
    if cell is None:
        return {}
    if isinstance(cell, dict):
        day = date.fromisoformat(cell["date"])
        pattern = {"numberFormat": {"type": "DATE", "pattern": "yyyy-mm-dd"}}
        value: dict[str, Any] = {"numberValue": (day - _EPOCH).days}
        return _valued(value, cell["date"]) | {"userEnteredFormat": pattern, "effectiveFormat": pattern}
    if isinstance(cell, bool):
        box = {"dataValidation": {"condition": {"type": "BOOLEAN"}}}
        return _valued({"boolValue": cell}, str(cell).upper()) | box
    if isinstance(cell, int | float):
        return _valued({"numberValue": cell}, f"{cell:g}")
    return _valued({"stringValue": cell}, cell) if cell else {}


def _valued(value: dict[str, Any], shown: str) -> dict[str, Any]:
    return {"userEnteredValue": value, "effectiveValue": value, "formattedValue": shown}
