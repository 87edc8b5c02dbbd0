"""What adopting added to somebody's own spreadsheet, taken back: the robot's cells, the History tab, all marks.

The two columns stay as blank ones: taking them out would change every formula that spans them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from sheets_schema import metadata
from sheets_schema.columns import ID, SIGNAL
from sheets_schema.flipped import laid, lies, upright_sheets
from sheets_schema.grid import RawRow, raw_rows, row_runs
from sheets_schema.labels import Tab

Request = dict[str, Any]


def release_requests(raw: Mapping[str, Any]) -> list[Request]:
    """Every request that takes it back; `raw` is the spreadsheet as `marking.LOOK_FIELDS` shows it. Meant to be sent as
    one batchUpdate. A sheet without any mark of ours is left alone.
    """
    requests: list[Request] = []
    keys = _keys(raw)
    for sheet in upright_sheets(raw):
        sheet_id = int(sheet["properties"].get("sheetId", 0))
        if metadata.value_of(sheet, metadata.TAB) == Tab.HISTORY:
            requests.append({"deleteSheet": {"sheetId": sheet_id}})
            continue
        block = (sheet.get("data") or [{}])[0]
        keys |= _keys(sheet)
        for line in (*block.get("rowMetadata", ()), *block.get("columnMetadata", ())):
            keys |= _keys(line)
        requests += laid(_cleared(sheet, sheet_id, block), {sheet_id} if lies(sheet) else set())
    return requests + [
        {"deleteDeveloperMetadata": {"dataFilter": {"developerMetadataLookup": {"metadataKey": key}}}}
        for key in sorted(keys)
    ]


def _keys(holder: Mapping[str, Any]) -> set[str]:
    """The keys of our marks on it."""
    found = (str(entry.get("metadataKey", "")) for entry in holder.get("developerMetadata", ()))
    return {key for key in found if key.startswith("closeplan.")}


def _cleared(sheet: Mapping[str, Any], sheet_id: int, block: Mapping[str, Any]) -> Iterator[Request]:
    """The robot's columns emptied from their tables' tops down, and shown again."""
    marks = metadata.all_by_index(
        block.get("columnMetadata", ()), metadata.COLUMN, block.get("startColumn", 0)
    )
    keys = {index: mark.key for index, said in marks if (mark := metadata.ColumnMark.parse(said)).table}
    lines = list(enumerate(block.get("rowMetadata", ()), block.get("startRow", 0)))
    tops = [row for row, line in lines if _keys(line) & {metadata.HEADER, metadata.FIRST}]
    rows = raw_rows(sheet)
    for index in (index for index, key in keys.items() if key in {ID, SIGNAL}):
        ours = [row for row in range(min(tops, default=0), len(rows)) if _is_text(rows[row], index)]
        for first, last in row_runs(ours):
            start = {"sheetId": sheet_id, "rowIndex": first, "columnIndex": index}
            blank: list[Request] = [{"values": [{}]} for _ in range(first, last + 1)]
            yield {"updateCells": {"start": start, "rows": blank, "fields": "userEnteredValue"}}
        if keys[index] == ID:
            place = metadata.on_column(sheet_id, index)["dimensionRange"]
            shown = {"properties": {"hiddenByUser": False}, "fields": "hiddenByUser"}
            yield {"updateDimensionProperties": {"range": place} | shown}


def _is_text(cells: RawRow, column: int) -> bool:
    """Whether the cell holds words, as the robot writes them: a person's number or formula there stays."""
    return column < len(cells) and "stringValue" in cells[column].get("userEnteredValue", {})
