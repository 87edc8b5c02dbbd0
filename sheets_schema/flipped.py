"""Sheets whose table lies on its side: a column for each milestone.

Such a sheet is turned at its diagonal when it comes in, so that everything else sees rows of milestones, and what is
to be written into it is turned back when it goes out. Nothing between the two knows.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import zip_longest
from typing import Any

from sheets_schema import metadata

_TURNED = {
    "rowIndex": "columnIndex",
    "startRowIndex": "startColumnIndex",
    "endRowIndex": "endColumnIndex",
    "ROWS": "COLUMNS",
}
_OTHER_WAY = _TURNED | {across: down for down, across in _TURNED.items()}


def lies(sheet: Mapping[str, Any]) -> bool:
    """Whether a raw sheet is marked as lying on its side."""
    return metadata.value_of(sheet, metadata.TRANSPOSED) is not None


def upright_sheets(raw: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """The sheets of a raw spreadsheet that have a grid, those that lie on their side turned upright."""
    sheets = (sheet for sheet in raw.get("sheets", ()) if sheet.get("properties"))
    return [_upright(sheet) if lies(sheet) else sheet for sheet in sheets]


def _upright(sheet: Mapping[str, Any]) -> Mapping[str, Any]:
    turned = dict(sheet)
    if sheet.get("data"):
        turned["data"] = [_turned_block(sheet["data"][0])]
    for key in ("merges", "commentAnchors"):
        if key in sheet:
            turned[key] = [_turned(one) for one in sheet[key]]
    return turned


def _turned_block(block: Mapping[str, Any]) -> dict[str, Any]:
    rows = [row.get("values", ()) for row in block.get("rowData", ())]
    return {
        "startRow": block.get("startColumn", 0),
        "startColumn": block.get("startRow", 0),
        "rowData": [{"values": list(values)} for values in zip_longest(*rows, fillvalue={})],
        "rowMetadata": block.get("columnMetadata", ()),
        "columnMetadata": block.get("rowMetadata", ()),
    }


def laid(requests: Iterable[Mapping[str, Any]], sheet_ids: Collection[int]) -> list[dict[str, Any]]:
    """Requests that were made for upright sheets, as they are for the sheets of these ids that lie on their side."""
    if not sheet_ids:
        return [dict(request) for request in requests]
    return [_laid(request, sheet_ids) for request in requests]


def _laid(request: Mapping[str, Any], sheet_ids: Collection[int]) -> dict[str, Any]:
    ((kind, body),) = request.items()
    turned = _turned_in(body, sheet_ids)
    if kind == "updateCells" and turned != body:
        turned["rows"] = _turned_rows(body.get("rows", ()))
    return {kind: turned}


def _turned_in(node: Any, sheet_ids: Collection[int]) -> Any:
    """The same with every coordinate on one of the sheets turned."""
    if isinstance(node, list):
        return [_turned_in(item, sheet_ids) for item in node]
    if not isinstance(node, dict):
        return node
    inner = {key: _turned_in(value, sheet_ids) for key, value in node.items()}
    return _turned(inner) if node.get("sheetId") in sheet_ids else inner


def _turned(node: Mapping[str, Any]) -> dict[str, Any]:
    """A coordinate or range turned at the diagonal, and a range inside it."""
    turned = {_OTHER_WAY.get(key, key): value for key, value in node.items()}
    if "dimension" in turned:
        turned["dimension"] = _OTHER_WAY.get(turned["dimension"], turned["dimension"])
    if isinstance(turned.get("range"), dict):
        turned["range"] = _turned(turned["range"])
    return turned


def _turned_rows(rows: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    values = zip_longest(*(row.get("values", ()) for row in rows), fillvalue={})
    return [{"values": list(column)} for column in values]
