"""The Spreadsheet resource: what spreadsheets.get shows of a document to one viewer."""

from functools import lru_cache
from typing import Protocol

from local_workspace.people import Actor
from local_workspace.sheets import comments, metadata
from local_workspace.sheets.computed import shown_rows
from local_workspace.sheets.defaults import COLUMN_PIXELS, DEFAULT_FORMAT, ROW_PIXELS
from local_workspace.sheets.document import Spreadsheet
from local_workspace.sheets.filtering import hidden_rows
from local_workspace.sheets.grid import COLUMNS, ROWS, Box, GridRange, Json
from local_workspace.sheets.requests.dimensions import groups_json
from local_workspace.sheets.resources import (
    filter_json,
    named_json,
    protected_json,
    ranged_json,
    rule_json,
    table_band_json,
    table_json,
)
from local_workspace.sheets.sheet import COMPUTED, Cell, Metadata, Sheet
from local_workspace.sheets.showing import computed_format, effective, formatted
from local_workspace.sheets.tabs import properties_json
from local_workspace.sheets.translation import hyperlink


class FieldMask(Protocol):
    """A parsed `fields` parameter."""

    def wants(self, path: str, /) -> bool:
        """True when the path, something above it or something below it is asked for."""
        ...


class _Everything:
    def wants(self, _path: str, /) -> bool:
        return True


def render(  # noqa: PLR0913  # each is a parameter of Google's own get
    doc: Spreadsheet,
    *,
    ranges: list[str] | None = None,
    include_grid_data: bool = False,
    comments: bool = False,
    exclude_tables_in_banded_ranges: bool = False,
    viewer: Actor,
    base_url: str = "https://docs.google.com",
    fields: FieldMask | None = None,
) -> Json:
    """The resource; with a mask only grid data it asks for is built, and the caller cuts the rest."""
    wanted = [doc.resolve(text) for text in ranges or ()]
    return render_ranges(
        doc,
        wanted or None,
        include_grid_data=fields.wants("sheets.data") if fields else include_grid_data,
        with_comments=comments,
        without_table_bands=exclude_tables_in_banded_ranges,
        viewer=viewer,
        base_url=base_url,
        fields=fields,
    )


def render_ranges(  # noqa: PLR0913  # as above
    doc: Spreadsheet,
    wanted: list[GridRange] | None,
    *,
    include_grid_data: bool,
    with_comments: bool,
    without_table_bands: bool,
    viewer: Actor,
    base_url: str,
    fields: FieldMask | None = None,
) -> Json:
    """The resource limited to ranges (None: everything)."""
    mask = fields or _Everything()
    sheets: list[Json] = []
    for sheet in doc.sheets:
        parts = [one for one in wanted or [GridRange(sheet.sheet_id)] if one.sheet_id == sheet.sheet_id]
        if not parts:
            continue
        json = _sheet_json(doc, sheet, viewer, without_table_bands)
        if include_grid_data:
            json["data"] = [_grid_data(doc, sheet, part, mask) for part in parts]
        if with_comments:
            _put(json, "commentAnchors", _anchors(doc, sheet, parts))
        sheets.append(json)
    result: Json = {"spreadsheetId": doc.spreadsheet_id, "properties": doc.properties, "sheets": sheets}
    _put(result, "namedRanges", [named_json(key, item) for key, item in doc.named.items()])
    result["spreadsheetUrl"] = f"{base_url}/spreadsheets/d/{doc.spreadsheet_id}/edit"
    whole_file = (item for item in doc.metadata.values() if item.kind == "SPREADSHEET")
    _put(result, "developerMetadata", [metadata.to_json(item) for item in whole_file])
    if with_comments:
        result["commentsViewMode"] = "COMMENTS_VIEW_MODE_INCLUDED"
        _put(result, "comments", _threads(doc, sheets, viewer, everything=wanted is None))
    return result


def _put(json: Json, name: str, items: list[Json]) -> None:
    """Google leaves empty lists out."""
    if items:
        json[name] = items


def _sheet_json(doc: Spreadsheet, sheet: Sheet, viewer: Actor, without_table_bands: bool) -> Json:
    json: Json = {"properties": properties_json(doc, sheet)}
    _put(json, "merges", [one.to_json() for one in sheet.merges])
    _put(json, "conditionalFormats", [rule_json(one) for one in sheet.conditional])
    _put(json, "filterViews", [filter_json(one, key) for key, one in sheet.filter_views.items()])
    _put(
        json,
        "protectedRanges",
        [protected_json(key, one, viewer, doc.owner) for key, one in sheet.protected.items()],
    )
    if sheet.basic_filter:
        json["basicFilter"] = filter_json(sheet.basic_filter)
    _put(json, "charts", list(sheet.charts.values()))
    _put(json, "slicers", list(sheet.slicers.values()))
    bands = [ranged_json("bandedRangeId", key, one) for key, one in sheet.banded.items()]
    if not without_table_bands:
        bands += [table_band_json(key, one) for key, one in sheet.tables.items()]
    _put(json, "bandedRanges", bands)
    own = (item for item in doc.metadata.values() if item.kind == "SHEET" and item.sheet_id == sheet.sheet_id)
    _put(json, "developerMetadata", [metadata.to_json(item) for item in own])
    _put(json, "rowGroups", groups_json(sheet, ROWS))
    _put(json, "columnGroups", groups_json(sheet, COLUMNS))
    _put(json, "tables", [table_json(sheet, key, one) for key, one in sheet.tables.items()])
    return json


def _anchors(doc: Spreadsheet, sheet: Sheet, parts: list[GridRange]) -> list[Json]:
    boxes = [part.box(sheet.row_count, sheet.column_count) for part in parts]
    return [
        comments.anchor_json(key, anchor)
        for key, anchor in doc.anchors.items()
        if anchor.sheet_id == sheet.sheet_id and any(box.holds(anchor.row, anchor.column) for box in boxes)
    ]


def _threads(doc: Spreadsheet, sheets: list[Json], viewer: Actor, *, everything: bool) -> list[Json]:
    """All threads, orphans too; limited to ranges only those anchored there."""
    shown = {anchor["anchorId"] for sheet in sheets for anchor in sheet.get("commentAnchors", ())}
    return [
        comments.thread_json(thread, viewer)
        for thread in doc.threads.values()
        if everything or thread["anchorId"] in shown
    ]


def _grid_data(doc: Spreadsheet, sheet: Sheet, part: GridRange, mask: FieldMask) -> Json:
    box = part.box(sheet.row_count, sheet.column_count)
    data: Json = {}
    if box.r0:
        data["startRow"] = box.r0
    if box.c0:
        data["startColumn"] = box.c0
    if mask.wants("sheets.data.rowData"):
        _put(data, "rowData", _row_data(doc, sheet, box, mask))
    for kind, name in ((ROWS, "rowMetadata"), (COLUMNS, "columnMetadata")):
        if mask.wants(f"sheets.data.{name}"):
            _put(data, name, _dimension_metadata(doc, sheet, kind, box))
    return data


def _row_data(doc: Spreadsheet, sheet: Sheet, box: Box, mask: FieldMask) -> list[Json]:
    """One entry a row down to the last row that holds anything, each down to its last cell."""
    names = [name for name in _CELL_FIELDS if mask.wants(f"sheets.data.rowData.values.{name}")]
    result: list[Json] = []
    rows = shown_rows(doc, sheet)
    for row in sorted(row for row in rows if box.r0 <= row < box.r1):
        values: list[Json] = []
        cells = rows[row]
        for column in sorted(c for c in cells if box.c0 <= c < box.c1):
            values.extend({} for _ in range(column - box.c0 - len(values)))
            values.append(cell_json(cells[column], doc.locale, names))
        if values:
            result.extend({} for _ in range(row - box.r0 - len(result)))
            result.append({"values": values})
    return result


_CELL_FIELDS = (
    "userEnteredValue",
    "effectiveValue",
    "formattedValue",
    "userEnteredFormat",
    "effectiveFormat",
    "hyperlink",
    "note",
    "textFormatRuns",
    "dataValidation",
    "pivotTable",
    "dataSourceTable",
    "dataSourceFormula",
    "chipRuns",
)


def cell_json(cell: Cell, locale: str, names: list[str]) -> Json:
    """The CellData resource with the fields that are asked for."""
    json: Json = {}
    for name in names:
        if name in cell:
            json[name] = cell[name]
        elif name == "effectiveValue" and (value := effective(cell)):
            json[name] = value
        elif name == "formattedValue" and (COMPUTED in cell or "userEnteredValue" in cell):
            json[name] = formatted(cell, locale)
        elif name == "effectiveFormat" and (
            "userEnteredFormat" in cell or "userEnteredValue" in cell or COMPUTED in cell
        ):
            json[name] = _effective_format(cell.get("userEnteredFormat", {}), computed_format(cell))
        elif name == "hyperlink" and (link := _link(cell)):
            json[name] = link
    if "chipRuns" in json:
        json["chipRuns"] = _read_runs(json["chipRuns"], cell)
    return json


def _effective_format(given: Json, implied: Json | None) -> Json:
    """The spreadsheet's default format under what the cell's own says (conditional formats are not evaluated)."""
    return {
        **DEFAULT_FORMAT,
        **({"numberFormat": implied} if implied else {}),
        **given,
        "textFormat": {**DEFAULT_FORMAT["textFormat"], **given.get("textFormat", {})},
    }


def _link(cell: Cell) -> str | None:
    uri = cell.get("userEnteredFormat", {}).get("textFormat", {}).get("link", {}).get("uri")
    return str(uri) if uri else hyperlink(cell.get("userEnteredValue", {}).get("formulaValue", ""))


def _read_runs(runs: list[Json], cell: Cell) -> list[Json]:
    """Runs as they are read: the text between chips appears as runs with an empty chip."""
    text = str(cell.get("userEnteredValue", {}).get("stringValue", ""))
    length = len(text.encode("utf-16-le")) // 2
    starts = {run.get("startIndex", 0): run for run in runs if run.get("chip")}
    ordered = sorted({0, *starts, *(start + 1 for start in starts if start + 1 < length)})
    read: list[Json] = []
    for start in ordered:
        position: Json = {"startIndex": start} if start else {}
        read.append({**position, "chip": starts[start]["chip"] if start in starts else {}})
    return read


def _dimension_metadata(doc: Spreadsheet, sheet: Sheet, kind: str, box: Box) -> list[Json]:
    start, end = (box.r0, box.r1) if kind == ROWS else (box.c0, box.c1)
    default = _default_size(kind)
    by_index: dict[int, list[Metadata]] = {}
    for item in doc.metadata.values():
        if item.sheet_id == sheet.sheet_id and item.kind == ("ROW" if kind == ROWS else "COLUMN"):
            by_index.setdefault(item.index, []).append(item)
    props = sheet.props(kind)
    filtered = hidden_rows(doc, sheet) if kind == ROWS else ()
    result: list[Json] = []
    for index in range(start, end):
        json = default
        if index in props:
            json = {**default, **props[index]}
        if index in by_index:
            json = {**json, "developerMetadata": [metadata.to_json(item) for item in by_index[index]]}
        if index in filtered:
            json = {**json, "hiddenByFilter": True}
        result.append(json)
    return result


@lru_cache(maxsize=2)
def _default_size(kind: str) -> Json:
    return {"pixelSize": ROW_PIXELS if kind == ROWS else COLUMN_PIXELS}
