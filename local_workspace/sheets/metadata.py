"""Developer metadata: its resource form, where it lies, and which of it a lookup means."""

from collections.abc import Iterator
from dataclasses import replace

from local_workspace.errors import bad_request, not_found
from local_workspace.sheets.document import Spreadsheet
from local_workspace.sheets.fieldmask import Path
from local_workspace.sheets.grid import COLUMNS, ROWS, Dimension, GridRange, Json
from local_workspace.sheets.sheet import Metadata, fresh_id

EXACT = "EXACT_LOCATION"


def to_json(item: Metadata) -> Json:
    """The DeveloperMetadata resource."""
    json: Json = {"metadataId": item.metadata_id, "metadataKey": item.key}
    if item.value:
        json["metadataValue"] = item.value
    return json | {"location": location_json(item), "visibility": item.visibility}


def location_json(item: Metadata) -> Json:
    """The DeveloperMetadataLocation resource."""
    if item.kind in ("ROW", "COLUMN"):
        dimension = ROWS if item.kind == "ROW" else COLUMNS
        where = Dimension(item.sheet_id, dimension, item.index, item.index + 1)
        return {"locationType": item.kind, "dimensionRange": where.to_json()}
    if item.kind == "SHEET":
        return {"locationType": "SHEET", "sheetId": item.sheet_id}
    return {"locationType": "SPREADSHEET", "spreadsheet": True}


def create(doc: Spreadsheet, given: Json) -> Metadata:
    """Add one; key, visibility and location are required, the id is Google's unless given."""
    if not given.get("metadataKey"):
        raise bad_request("developerMetadata.metadataKey must be specified.")
    if given.get("visibility") not in ("DOCUMENT", "PROJECT"):
        raise bad_request("developerMetadata.visibility must be specified.")
    metadata_id = given.get("metadataId") or fresh_id(doc.metadata)
    if metadata_id < 0 or metadata_id in doc.metadata:
        raise bad_request(f"developerMetadata.metadataId {metadata_id} is already in use or not positive.")
    kind, sheet_id, index = _place(doc, given.get("location", {}))
    item = Metadata(
        metadata_id,
        given["metadataKey"],
        given.get("metadataValue"),
        given["visibility"],
        kind,
        sheet_id,
        index,
    )
    doc.metadata[metadata_id] = item
    return item


def update(doc: Spreadsheet, item: Metadata, given: Json, paths: tuple[Path, ...]) -> Metadata:
    """Change the named fields of one."""
    names = {path[0] for path in paths}
    every = "*" in names
    if every or "metadataKey" in names:
        if not given.get("metadataKey"):
            raise bad_request("developerMetadata.metadataKey must be specified.")
        item = replace(item, key=given["metadataKey"])
    if every or "metadataValue" in names:
        item = replace(item, value=given.get("metadataValue"))
    if every or "visibility" in names:
        item = replace(item, visibility=given.get("visibility", item.visibility))
    if "location" in names or (every and "location" in given):
        kind, sheet_id, index = _place(doc, given.get("location", {}))
        item = replace(item, kind=kind, sheet_id=sheet_id, index=index)
    doc.metadata[item.metadata_id] = item
    return item


def get(doc: Spreadsheet, metadata_id: int) -> Json:
    """The resource with that id, or a 404 (spreadsheets.developerMetadata.get)."""
    if metadata_id not in doc.metadata:
        raise not_found()
    return to_json(doc.metadata[metadata_id])


def search(doc: Spreadsheet, body: Json) -> Json:
    """Every match with the filters that matched it (spreadsheets.developerMetadata.search)."""
    matched: dict[int, list[Json]] = {}
    for data_filter in body.get("dataFilters", ()):
        for item in matching(doc, data_filter):
            matched.setdefault(item.metadata_id, []).append(data_filter)
    found = [
        {"developerMetadata": to_json(doc.metadata[metadata_id]), "dataFilters": filters}
        for metadata_id, filters in matched.items()
    ]
    return {"matchedDeveloperMetadata": found} if found else {}


def matching(doc: Spreadsheet, data_filter: Json) -> Iterator[Metadata]:
    """The metadata a DataFilter selects: by lookup, or by lying on the filter's range."""
    lookup = data_filter.get("developerMetadataLookup")
    if lookup is not None:
        yield from (item for item in doc.metadata.values() if _matches(item, lookup))
        return
    where = filter_range(doc, data_filter)
    yield from (item for item in doc.metadata.values() if _meets(item, where))


def filter_range(doc: Spreadsheet, data_filter: Json) -> GridRange:
    """The range of a filter by A1 text or by GridRange."""
    if "a1Range" in data_filter:
        return doc.resolve(data_filter["a1Range"])
    if "gridRange" in data_filter:
        where = GridRange.from_json(data_filter["gridRange"])
        doc.sheet(where.sheet_id)
        return where
    raise bad_request("A data filter must have a1Range, gridRange or developerMetadataLookup.")


def filter_ranges(doc: Spreadsheet, data_filter: Json) -> list[GridRange]:
    """Every range a DataFilter means; metadata of the whole file means no range."""
    if "developerMetadataLookup" not in data_filter:
        return [filter_range(doc, data_filter)]
    return [where for item in matching(doc, data_filter) if (where := item_range(item))]


def item_range(item: Metadata) -> GridRange | None:
    """The row, column or sheet that metadata lies on."""
    if item.kind == "ROW":
        return GridRange(item.sheet_id, r0=item.index, r1=item.index + 1)
    if item.kind == "COLUMN":
        return GridRange(item.sheet_id, c0=item.index, c1=item.index + 1)
    return GridRange(item.sheet_id) if item.kind == "SHEET" else None


def _meets(item: Metadata, where: GridRange) -> bool:
    own = item_range(item)
    return own is not None and own.meets(where)


def _matches(item: Metadata, lookup: Json) -> bool:
    wanted = (
        ("metadataId", item.metadata_id),
        ("metadataKey", item.key),
        ("metadataValue", item.value),
        ("visibility", item.visibility),
        ("locationType", item.kind),
    )
    if any(name in lookup and lookup[name] != value for name, value in wanted):
        return False
    location = lookup.get("metadataLocation")
    if location is None:
        return True
    if lookup.get("locationMatchingStrategy") == EXACT:
        return _same_place(item, location)
    return _intersects(item, location)


def _same_place(item: Metadata, location: Json) -> bool:
    if location.get("spreadsheet"):
        return item.kind == "SPREADSHEET"
    if "dimensionRange" in location:
        where = location["dimensionRange"]
        kind = "ROW" if where.get("dimension") == ROWS else "COLUMN"
        here = (kind, where.get("sheetId", 0), where.get("startIndex"), where.get("endIndex"))
        return (item.kind, item.sheet_id, item.index, item.index + 1) == here
    return item.kind == "SHEET" and item.sheet_id == location.get("sheetId", 0)


def _intersects(item: Metadata, location: Json) -> bool:
    if location.get("spreadsheet"):
        return item.kind == "SPREADSHEET"
    if "dimensionRange" in location:
        return _meets(item, dimension_range_cells(location["dimensionRange"]))
    return item.kind != "SPREADSHEET" and item.sheet_id == location.get("sheetId", 0)


def dimension_range_cells(where: Json) -> GridRange:
    """The cells of a DimensionRange resource, open ends kept."""
    start, end, sheet_id = where.get("startIndex"), where.get("endIndex"), where.get("sheetId", 0)
    if where.get("dimension") == COLUMNS:
        return GridRange(sheet_id, c0=start, c1=end)
    return GridRange(sheet_id, r0=start, r1=end)


def _place(doc: Spreadsheet, location: Json) -> tuple[str, int, int]:
    if location.get("spreadsheet"):
        return "SPREADSHEET", 0, 0
    where = location.get("dimensionRange")
    if where is None:
        if "sheetId" not in location:
            raise bad_request("developerMetadata.location must be specified.")
        return "SHEET", doc.sheet(location["sheetId"]).sheet_id, 0
    sheet = doc.sheet(where.get("sheetId", 0))
    start, end = where.get("startIndex", 0), where.get("endIndex")
    if where.get("dimension") not in (ROWS, COLUMNS) or end != start + 1:
        raise bad_request("developerMetadata.location.dimensionRange must be a single row or column.")
    if not 0 <= start < sheet.count(where["dimension"]):
        raise bad_request(f"dimensionRange.startIndex[{start}] is outside the grid.")
    return "ROW" if where["dimension"] == ROWS else "COLUMN", sheet.sheet_id, start
