"""Row marks kept fresh: each row of a table bears its id as developer metadata, as far as a write can see to it.

Marks stay with the grid's rows, so rows that people added have none and a sort leaves them behind. They are the
second witness to a row's identity and the only one where people deleted the ID column; so a write that happens anyway
puts them right. One that lands on the wrong row, because people moved rows meanwhile, is put right by the next.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from closeplan.plan.signals import Table
from sheets_schema import metadata
from sheets_schema.columns import TABLES
from sheets_schema.grid import Grid, TabGrid

Request = dict[str, Any]

MOST = 400
"""A sheet holds 30,000 characters of metadata; the rows of a longer table are known by their ID cells alone."""


def mark_requests(grid: Grid) -> Iterator[Request]:
    """What makes every row's mark its id, and takes such ids from rows that are empty now."""
    for spec in TABLES:
        rows = grid.rows.get(spec.table, {})
        if spec.tab in grid.tabs and len(rows) <= MOST:
            yield from _of_table(spec.table, grid.tabs[spec.tab], rows)


def _of_table(table: Table, tab: TabGrid, rows: Mapping[str, int]) -> Iterator[Request]:
    marks = tab.row_marks.get(metadata.ROW, {})
    wanted = {index: row_id for row_id, index in rows.items()}
    for index, said in marks.items():
        if said != wanted.get(index, said if said not in rows else None):
            yield _without(tab.sheet_id, index, _value(table, tab, said))
    for index, row_id in wanted.items():
        if marks.get(index) != row_id:
            place = metadata.on_row(tab.sheet_id, index)
            yield metadata.mark(metadata.ROW, _value(table, tab, row_id), place)


def _value(table: Table, tab: TabGrid, row_id: str) -> str:
    return metadata.of_table(table, row_id) if tab.adopted is not None else row_id


def _without(sheet_id: int, index: int, value: str) -> Request:
    lookup = {
        "metadataKey": metadata.ROW,
        "metadataValue": value,
        "locationMatchingStrategy": "EXACT_LOCATION",
        "metadataLocation": metadata.on_row(sheet_id, index),
    }
    return {"deleteDeveloperMetadata": {"dataFilter": {"developerMetadataLookup": lookup}}}
