"""Spreadsheets from a create body, and tabs from other tabs."""

from dataclasses import replace

from local_workspace.errors import bad_request
from local_workspace.sheets import cells, metadata
from local_workspace.sheets.document import Spreadsheet, default_properties
from local_workspace.sheets.fieldmask import clean
from local_workspace.sheets.grid import COLUMNS, ROWS, GridRange, Json
from local_workspace.sheets.requests import apply_one
from local_workspace.sheets.sheet import Group, Ranged, Sheet, fresh_id, sheet_properties
from local_workspace.sheets.tabs import copy_sheet, free_title, properties_json


def build(body: Json, spreadsheet_id: str) -> Spreadsheet:
    """The spreadsheet that a create body describes, its grid data, names and metadata included."""
    cleaned = clean(body)
    given: Json = cleaned if isinstance(cleaned, dict) else {}
    asked = given.get("properties", {})
    defaults = default_properties("Untitled spreadsheet", "en_US", "Etc/GMT")
    doc = Spreadsheet(spreadsheet_id, {**defaults, **asked})
    for index, one in enumerate(given.get("sheets") or [{}]):
        doc.sheets.append(_build_sheet(doc, one, index))
    for sheet, one in zip(doc.sheets, given.get("sheets") or [{}], strict=True):
        _fill_sheet(doc, sheet, one)
    for named in given.get("namedRanges", ()):
        key = named.get("namedRangeId") or str(fresh_id())
        doc.named[key] = Ranged(
            (GridRange.from_json(named.get("range", {})),), {"name": named.get("name", "")}
        )
    for item in given.get("developerMetadata", ()):
        metadata.create(doc, {"location": {"spreadsheet": True}, **item})
    return doc


def _build_sheet(doc: Spreadsheet, given: Json, index: int) -> Sheet:
    asked = given.get("properties", {})
    taken = {sheet.sheet_id for sheet in doc.sheets}
    free = fresh_id(taken) if doc.sheets or index else 0
    sheet_id = asked.get("sheetId", free)
    title = asked.get("title", f"Sheet{index + 1}")
    if sheet_id in taken:
        raise bad_request(f"Sheet with id {sheet_id} already exists.")
    if doc.sheet_titled(title):
        raise bad_request(f'A sheet with the name "{title}" already exists. Please enter another name.')
    return Sheet(sheet_id, sheet_properties({**asked, "sheetId": sheet_id, "title": title}))


def _fill_sheet(doc: Spreadsheet, sheet: Sheet, given: Json) -> None:
    """What a create body puts on a tab goes through the same requests as a later batchUpdate."""
    for data in given.get("data", ()):
        _fill_grid(sheet, data)
    own = sheet.sheet_id
    sheet.merges = [replace(GridRange.from_json(one), sheet_id=own) for one in given.get("merges", ())]
    for number, rule in enumerate(given.get("conditionalFormats", ())):
        ranges = [{**one, "sheetId": own} for one in rule.get("ranges", ())]
        apply_one(doc, "addConditionalFormatRule", {"rule": {**rule, "ranges": ranges}, "index": number})
    lists = (
        ("protectedRanges", "addProtectedRange", "protectedRange"),
        ("bandedRanges", "addBanding", "bandedRange"),
        ("tables", "addTable", "table"),
        ("filterViews", "addFilterView", "filter"),
        ("charts", "addChart", "chart"),
        ("slicers", "addSlicer", "slicer"),
    )
    for name, kind, argument in lists:
        for one in given.get(name, ()):
            apply_one(doc, kind, {argument: _on_sheet(one, own)})
    if "basicFilter" in given:
        apply_one(doc, "setBasicFilter", {"filter": _on_sheet(given["basicFilter"], own)})
    for item in given.get("developerMetadata", ()):
        metadata.create(doc, {"location": {"sheetId": own}, **item})
    for kind, name in ((ROWS, "rowGroups"), (COLUMNS, "columnGroups")):
        sheet.set_groups(kind, [_group(one) for one in given.get(name, ())])


def _on_sheet(resource: Json, sheet_id: int) -> Json:
    overlay = resource.get("position", {}).get("overlayPosition")
    if overlay:
        anchor = {**overlay.get("anchorCell", {}), "sheetId": sheet_id}
        return {**resource, "position": {"overlayPosition": {**overlay, "anchorCell": anchor}}}
    if "range" not in resource:
        return resource
    return {**resource, "range": {**resource["range"], "sheetId": sheet_id}}


def _group(given: Json) -> Group:
    where = given.get("range", {})
    return Group(
        where.get("startIndex", 0),
        where.get("endIndex", 0),
        given.get("depth", 1),
        given.get("collapsed", False),
    )


def _fill_grid(sheet: Sheet, data: Json) -> None:
    first_row, first_column = data.get("startRow", 0), data.get("startColumn", 0)
    rows = data.get("rowData", ())
    width = max((len(row.get("values", ())) for row in rows), default=0)
    sheet.resize(ROWS, max(sheet.row_count, first_row + len(rows)))
    sheet.resize(COLUMNS, max(sheet.column_count, first_column + width))
    for offset, row in enumerate(rows):
        new = {
            first_column + n: cells.write_fields({}, cell, [("*",)])
            for n, cell in enumerate(row.get("values", ()))
        }
        sheet.put(first_row + offset, new)
    for kind, name, start in ((ROWS, "rowMetadata", first_row), (COLUMNS, "columnMetadata", first_column)):
        for offset, props in enumerate(data.get(name, ())):
            kept = {key: value for key, value in props.items() if value and key != "developerMetadata"}
            if kept:
                sheet.props(kind)[start + offset] = kept


def copy_to(doc: Spreadsheet, sheet_id: int, target: Spreadsheet) -> Json:
    """Copy a tab into another file, last there; returns its properties (spreadsheets.sheets.copyTo)."""
    source = doc.sheet(sheet_id)
    new_id = fresh_id({sheet.sheet_id for sheet in target.sheets})
    sheet = copy_sheet(doc, source, target, new_id, free_title(target, f"Copy of {source.title}"))
    target.sheets.append(sheet)
    return properties_json(target, sheet)
