"""Requests about the file and its tabs: properties, adding, deleting, duplicating, ordering."""

from local_workspace.errors import bad_request
from local_workspace.sheets import dimensions
from local_workspace.sheets.document import Spreadsheet
from local_workspace.sheets.fieldmask import Path, check_names, merge
from local_workspace.sheets.grid import COLUMNS, ROWS, Json
from local_workspace.sheets.references import retitled
from local_workspace.sheets.requests.edit import Edit, Handler, mask, required
from local_workspace.sheets.sheet import Sheet, fresh_id, sheet_properties, tab_color
from local_workspace.sheets.tabs import copy_sheet, free_title, properties_json

_SHEET_FIELDS = (
    "sheetId", "title", "index", "sheetType", "gridProperties", "hidden", "tabColor", "tabColorStyle",
    "rightToLeft", "dataSourceSheetProperties",
)  # fmt: skip
_FILE_FIELDS = (
    "title", "locale", "timeZone", "autoRecalc", "iterativeCalculationSettings", "spreadsheetTheme",
    "defaultFormat", "importFunctionsExternalUrlAccessAllowed",
)  # fmt: skip
_MAX_CELLS = 10_000_000


def update_spreadsheet_properties(edit: Edit, request: Json) -> None:
    """Title, locale, time zone and the like."""
    paths = mask(request)
    check_names(paths, _FILE_FIELDS)
    given = request.get("properties", {})
    if ("*",) in paths:
        paths = tuple((name,) for name in given)
    properties = merge(edit.doc.properties, given, paths)
    if not properties.get("title"):
        raise bad_request("properties.title can't be empty.")
    edit.doc.properties = properties


def add_sheet(edit: Edit, request: Json) -> Json:
    """A new tab, last unless an index is given."""
    given = request.get("properties", {})
    doc = edit.doc
    taken = {sheet.sheet_id for sheet in doc.sheets}
    sheet_id = given.get("sheetId")
    if sheet_id is None:
        sheet_id = fresh_id(taken)
    elif sheet_id in taken:
        raise bad_request(f"Sheet with id {sheet_id} already exists.")
    elif sheet_id < 0:
        raise bad_request("properties.sheetId can't be negative.")
    title = given.get("title") or free_title(doc, f"Sheet{len(doc.sheets) + 1}")
    _check_title(doc, title, None)
    sheet = Sheet(sheet_id, sheet_properties({**given, "sheetId": sheet_id, "title": title}))
    _check_size(doc, sheet)
    doc.sheets.insert(min(given.get("index", len(doc.sheets)), len(doc.sheets)), sheet)
    return {"properties": properties_json(doc, sheet)}


def delete_sheet(edit: Edit, request: Json) -> None:
    """Drop a tab with all that lies on it; its comment threads stay without an anchor."""
    doc = edit.doc
    sheet = _sheet(doc, request.get("sheetId", 0))
    if not any(
        other.sheet_id != sheet.sheet_id and not other.properties.get("hidden") for other in doc.sheets
    ):
        raise bad_request("You can't remove all the sheets in a document.")
    doc.sheets.remove(sheet)
    _retitle(doc, sheet.title, None)
    gone = sheet.sheet_id
    doc.named = {key: item for key, item in doc.named.items() if item.range.sheet_id != gone}
    doc.anchors = {key: item for key, item in doc.anchors.items() if item.sheet_id != gone}
    doc.metadata = {
        key: item for key, item in doc.metadata.items() if item.kind == "SPREADSHEET" or item.sheet_id != gone
    }


def update_sheet_properties(edit: Edit, request: Json) -> None:
    """Title, place, visibility, colour and grid of one tab."""
    given = required(request, "properties")
    paths = mask(request)
    check_names(paths, _SHEET_FIELDS)
    if ("*",) in paths:
        paths = tuple((name,) for name in _SHEET_FIELDS if name in given and name != "sheetId")
    sheet = _sheet(edit.doc, given.get("sheetId", 0))
    names = {path[0] for path in paths}
    if "title" in names:
        _check_title(edit.doc, given.get("title", ""), sheet)
        _retitle(edit.doc, sheet.title, given["title"])
    _set_plain(sheet, given, paths)
    if "gridProperties" in names:
        _set_grid(edit.doc, sheet, given.get("gridProperties", {}), paths)
    if "hidden" in names and all(one.properties.get("hidden") for one in edit.doc.sheets):
        raise bad_request("You can't hide all the sheets in a document.")
    if "index" in names:
        _reorder(edit.doc, sheet, given.get("index", 0))


def duplicate_sheet(edit: Edit, request: Json) -> Json:
    """A copy of a tab in the same file."""
    doc = edit.doc
    source = _sheet(doc, request.get("sourceSheetId", 0))
    title = request.get("newSheetName") or free_title(doc, f"Copy of {source.title}")
    _check_title(doc, title, None)
    taken = {sheet.sheet_id for sheet in doc.sheets}
    new_id = request.get("newSheetId") or fresh_id(taken)
    if new_id in taken:
        raise bad_request(f"Sheet with id {new_id} already exists.")
    index = min(request.get("insertSheetIndex", 0), len(doc.sheets))
    sheet = copy_sheet(doc, source, doc, new_id, title)
    doc.sheets.insert(index, sheet)
    return {"properties": properties_json(doc, sheet)}


def _sheet(doc: Spreadsheet, sheet_id: int) -> Sheet:
    for sheet in doc.sheets:
        if sheet.sheet_id == sheet_id:
            return sheet
    raise bad_request(f"No sheet with id: {sheet_id}")


def _check_title(doc: Spreadsheet, title: str, own: Sheet | None) -> None:
    if not title:
        raise bad_request("properties.title can't be empty.")
    other = doc.sheet_titled(title)
    if other and other is not own:
        raise bad_request(f'A sheet with the name "{title}" already exists. Please enter another name.')


def _retitle(doc: Spreadsheet, old: str, new: str | None) -> None:
    """Formulas of all tabs name the tab by its new title, or are lost with it."""
    dimensions.rewrite(doc, lambda formula, _: retitled(formula, old, new) if "!" in formula else formula)


def _check_size(doc: Spreadsheet, sheet: Sheet) -> None:
    if min(sheet.row_count, sheet.column_count) < 1:
        raise bad_request("gridProperties.rowCount and columnCount must be positive.")
    if (
        sum(one.row_count * one.column_count for one in {id(s): s for s in [*doc.sheets, sheet]}.values())
        > _MAX_CELLS
    ):
        raise bad_request(
            "This action would increase the number of cells in the workbook above the limit of 10000000 cells."
        )


def _set_plain(sheet: Sheet, given: Json, paths: tuple[Path, ...]) -> None:
    properties = dict(sheet.properties)
    for name in {path[0] for path in paths}:
        if name in ("title", "hidden", "rightToLeft"):
            properties[name] = given.get(name, False)
            if properties[name] is False:
                del properties[name]
        elif name in ("tabColor", "tabColorStyle"):
            kept = {key: value for key, value in properties.items() if not key.startswith("tabColor")}
            properties = kept | tab_color(given)
        elif name == "sheetType" and given.get(name, "GRID") != "GRID":
            raise bad_request("The sheet type can't be changed.")
    sheet.properties = properties


def _set_grid(doc: Spreadsheet, sheet: Sheet, given: Json, paths: tuple[Path, ...]) -> None:
    before = sheet.properties["gridProperties"]
    whole = ("gridProperties",) in paths
    wanted = merge({"gridProperties": before}, {"gridProperties": given}, paths).get("gridProperties", {})
    if whole:
        wanted = {"rowCount": sheet.row_count, "columnCount": sheet.column_count, **given}
    rows, columns = wanted.pop("rowCount", 0), wanted.pop("columnCount", 0)
    if rows < 1 or columns < 1:
        raise bad_request("gridProperties.rowCount and columnCount must be positive.")
    # sizes last: the frozen part must be known when rows are cut off
    kept = {name: value for name, value in wanted.items() if value}
    counts = {"rowCount": sheet.row_count, "columnCount": sheet.column_count}
    sheet.properties = {**sheet.properties, "gridProperties": counts | kept}
    dimensions.shrink_to(doc, sheet, ROWS, rows)
    dimensions.shrink_to(doc, sheet, COLUMNS, columns)
    _check_size(doc, sheet)
    if kept.get("frozenRowCount", 0) >= rows:
        raise bad_request(f"You can't freeze all visible rows on the sheet. Rows: {rows}")
    if kept.get("frozenColumnCount", 0) >= columns:
        raise bad_request("You can't freeze all visible columns on the sheet.")


def _reorder(doc: Spreadsheet, sheet: Sheet, index: int) -> None:
    """Move a tab before the index as it was counted before the move."""
    present = doc.sheets.index(sheet)
    if index in (present, present + 1):
        return
    doc.sheets.remove(sheet)
    doc.sheets.insert(index - 1 if index > present else index, sheet)


HANDLERS: dict[str, Handler] = {
    "updateSpreadsheetProperties": update_spreadsheet_properties,
    "addSheet": add_sheet,
    "deleteSheet": delete_sheet,
    "updateSheetProperties": update_sheet_properties,
    "duplicateSheet": duplicate_sheet,
}
