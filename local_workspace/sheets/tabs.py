"""Tabs of a file: their properties, free titles, and copies in this file or another."""

from collections.abc import Iterator
from dataclasses import replace

from local_workspace.sheets.document import Spreadsheet
from local_workspace.sheets.grid import Json
from local_workspace.sheets.sheet import Ranged, Sheet, fresh_id


def properties_json(doc: Spreadsheet, sheet: Sheet) -> Json:
    """The SheetProperties resource, the index being the tab's place."""
    json: Json = {"sheetId": sheet.sheet_id, "title": sheet.title, "index": doc.sheets.index(sheet)}
    return json | {name: value for name, value in sheet.properties.items() if name not in json}


def free_title(doc: Spreadsheet, wish: str) -> str:
    """The wished title, numbered where a tab has it already."""
    number, title = 2, wish
    while doc.sheet_titled(title):
        title, number = f"{wish} {number}", number + 1
    return title


def copy_sheet(doc: Spreadsheet, source: Sheet, target: Spreadsheet, new_id: int, title: str) -> Sheet:
    """A copy of a tab for a file, all on it under the new id; metadata and protections get new ids."""
    sheet = source.copy()
    sheet.sheet_id = new_id
    sheet.properties = {**source.properties, "sheetId": new_id, "title": title}
    sheet.merges = [replace(one, sheet_id=new_id) for one in source.merges]
    sheet.conditional = [_rehomed(one, new_id) for one in source.conditional]
    for name in ("protected", "banded", "filter_views"):
        copies = {fresh_id(): _rehomed(item, new_id) for item in getattr(source, name).values()}
        setattr(sheet, name, copies)
    sheet.tables = {
        str(fresh_id()): _renamed(_rehomed(item, new_id), target) for item in source.tables.values()
    }
    sheet.basic_filter = _rehomed(source.basic_filter, new_id) if source.basic_filter else None
    sheet.charts = {key: {**one, "chartId": key} for key, one in _over(source.charts, new_id)}
    sheet.slicers = {key: {**one, "slicerId": key} for key, one in _over(source.slicers, new_id)}
    for item in list(doc.metadata.values()):
        if item.kind != "SPREADSHEET" and item.sheet_id == source.sheet_id:
            number = fresh_id(target.metadata)
            target.metadata[number] = replace(item, metadata_id=number, sheet_id=new_id)
    return sheet


def _rehomed(item: Ranged, sheet_id: int) -> Ranged:
    return item.at(*(replace(one, sheet_id=sheet_id) for one in item.ranges))


def _over(objects: dict[int, Json], sheet_id: int) -> Iterator[tuple[int, Json]]:
    """Charts or slicers lying over another tab, under new ids."""
    for one in objects.values():
        overlay = one["position"]["overlayPosition"]
        anchor = {**overlay["anchorCell"], "sheetId": sheet_id}
        yield fresh_id(objects), {**one, "position": {"overlayPosition": {**overlay, "anchorCell": anchor}}}


def _renamed(table: Ranged, target: Spreadsheet) -> Ranged:
    taken = {one.body["name"].casefold() for sheet in target.sheets for one in sheet.tables.values()}
    name, number = table.body["name"], 2
    while name.casefold() in taken:
        name, number = f"{table.body['name']}_{number}", number + 1
    return replace(table, body={**table.body, "name": name})
