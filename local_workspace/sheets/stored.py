"""The stored form of a spreadsheet: plain JSON in which equal cells are written once."""

from dataclasses import asdict
from typing import Any

from local_workspace.sheets.document import Spreadsheet
from local_workspace.sheets.grid import GridRange, Json
from local_workspace.sheets.sheet import Anchor, Cell, Group, Metadata, Ranged, Row, Sheet

VERSION = 1


def dump(doc: Spreadsheet) -> Json:
    """Everything the document holds."""
    pool = _Pool()
    return {
        "version": VERSION,
        "id": doc.spreadsheet_id,
        "properties": doc.properties,
        "sheets": [_dump_sheet(sheet, pool) for sheet in doc.sheets],
        "cells": pool.cells,
        "named": {key: _dump_ranged(item) for key, item in doc.named.items()},
        "metadata": [asdict(item) for item in doc.metadata.values()],
        "threads": dict(doc.threads),
        "anchors": {key: [item.sheet_id, item.row, item.column] for key, item in doc.anchors.items()},
    }


def load(stored: Json) -> Spreadsheet:
    """The document that `dump` wrote down."""
    cells = stored["cells"]
    metadata = [Metadata(**item) for item in stored["metadata"]]
    return Spreadsheet(
        stored["id"],
        stored["properties"],
        sheets=[_load_sheet(sheet, cells) for sheet in stored["sheets"]],
        named={key: _load_ranged(item) for key, item in stored["named"].items()},
        metadata={item.metadata_id: item for item in metadata},
        threads=dict(stored["threads"]),
        anchors={key: Anchor(*place) for key, place in stored["anchors"].items()},
    )


class _Pool:
    """Numbers each distinct cell object."""

    def __init__(self) -> None:
        self.cells: list[Cell] = []
        self._numbers: dict[int, int] = {}

    def number(self, cell: Cell) -> int:
        if id(cell) not in self._numbers:
            self._numbers[id(cell)] = len(self.cells)
            self.cells.append(cell)
        return self._numbers[id(cell)]


def _dump_sheet(sheet: Sheet, pool: _Pool) -> Json:
    return {
        "id": sheet.sheet_id,
        "properties": sheet.properties,
        "rows": [
            [row, list(cells), [pool.number(cell) for cell in cells.values()]]
            for row, cells in sheet.rows.items()
        ],
        "row_props": list(sheet.row_props.items()),
        "column_props": list(sheet.column_props.items()),
        "merges": [_ends(merge) for merge in sheet.merges],
        "conditional": [_dump_ranged(rule) for rule in sheet.conditional],
        "protected": _dump_keyed(sheet.protected),
        "banded": _dump_keyed(sheet.banded),
        "tables": _dump_keyed(sheet.tables),
        "filter_views": _dump_keyed(sheet.filter_views),
        "basic_filter": _dump_ranged(sheet.basic_filter) if sheet.basic_filter else None,
        "charts": list(sheet.charts.items()),
        "slicers": list(sheet.slicers.items()),
        "row_groups": [asdict(group) for group in sheet.row_groups],
        "column_groups": [asdict(group) for group in sheet.column_groups],
    }


def _load_sheet(stored: Json, cells: list[Cell]) -> Sheet:
    rows: dict[int, Row] = {
        row: {column: cells[number] for column, number in zip(columns, numbers, strict=True)}
        for row, columns, numbers in stored["rows"]
    }
    return Sheet(
        stored["id"],
        stored["properties"],
        rows=rows,
        row_props=dict(stored["row_props"]),
        column_props=dict(stored["column_props"]),
        merges=[GridRange(*ends) for ends in stored["merges"]],
        conditional=[_load_ranged(rule) for rule in stored["conditional"]],
        protected=_load_keyed(stored["protected"]),
        banded=_load_keyed(stored["banded"]),
        tables=_load_keyed(stored["tables"]),
        filter_views=_load_keyed(stored["filter_views"]),
        basic_filter=_load_ranged(stored["basic_filter"]) if stored["basic_filter"] else None,
        charts=dict(stored.get("charts", ())),
        slicers=dict(stored.get("slicers", ())),
        row_groups=[Group(**group) for group in stored["row_groups"]],
        column_groups=[Group(**group) for group in stored["column_groups"]],
    )


def _dump_keyed(items: dict[Any, Ranged]) -> list[Any]:
    return [[key, _dump_ranged(item)] for key, item in items.items()]


def _load_keyed(stored: list[Any]) -> dict[Any, Ranged]:
    return {key: _load_ranged(item) for key, item in stored}


def _dump_ranged(item: Ranged) -> Json:
    return {"ranges": [_ends(where) for where in item.ranges], "body": item.body}


def _load_ranged(stored: Json) -> Ranged:
    return Ranged(tuple(GridRange(*ends) for ends in stored["ranges"]), stored["body"])


def _ends(where: GridRange) -> list[int | None]:
    return [where.sheet_id, where.r0, where.r1, where.c0, where.c1]
