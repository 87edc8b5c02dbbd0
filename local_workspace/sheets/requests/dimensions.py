"""Requests about rows and columns: insert, delete, move, append, resize, hide, group."""

from dataclasses import replace

from local_workspace.errors import bad_request
from local_workspace.sheets import dimensions
from local_workspace.sheets.computed import shown_rows
from local_workspace.sheets.defaults import COLUMN_PIXELS, ROW_PIXELS
from local_workspace.sheets.fieldmask import check_names, merge
from local_workspace.sheets.grid import ROWS, Box, Dimension, Json
from local_workspace.sheets.requests.edit import Edit, Handler, dimension, mask, required
from local_workspace.sheets.sheet import Group, Sheet
from local_workspace.sheets.showing import formatted

_PIXELS_A_CHARACTER = 7
_PADDING = 10
_FIELDS = ("hiddenByUser", "hiddenByFilter", "pixelSize", "developerMetadata", "dataSourceColumnReference")


def insert_dimension(edit: Edit, request: Json) -> None:
    """Insert empty rows or columns."""
    where = dimension(edit, request, closed=True)
    dimensions.insert(edit.doc, where, inherit_from_before=request.get("inheritFromBefore", False))


def delete_dimension(edit: Edit, request: Json) -> None:
    """Delete rows or columns."""
    dimensions.delete(edit.doc, dimension(edit, request))


def move_dimension(edit: Edit, request: Json) -> None:
    """Move rows or columns."""
    dimensions.move(edit.doc, dimension(edit, request, "source"), request.get("destinationIndex", 0))


def append_dimension(edit: Edit, request: Json) -> None:
    """Add rows or columns at the end."""
    length = request.get("length", 0)
    if length < 1 or request.get("dimension") not in ("ROWS", "COLUMNS"):
        raise bad_request("length must be positive and dimension specified.")
    dimensions.append(edit.doc, request.get("sheetId", 0), request["dimension"], length)


def update_dimension_properties(edit: Edit, request: Json) -> None:
    """Size and visibility of rows or columns."""
    where = dimension(edit, request)
    paths = mask(request)
    check_names(paths, _FIELDS)
    sheet = edit.doc.sheet(where.sheet_id)
    if where.end > sheet.count(where.kind):
        raise bad_request(f"range.endIndex[{where.end}] is after last index[{sheet.count(where.kind)}]")
    given = request.get("properties", {})
    props = sheet.props(where.kind)
    for index in range(where.start, where.end):
        new = {name: value for name, value in merge(props.get(index, {}), given, paths).items() if value}
        if new:
            props[index] = new
        else:
            props.pop(index, None)


def auto_resize_dimensions(edit: Edit, request: Json) -> None:
    """Fit rows or columns to their text (by counting characters: there is no font to measure here)."""
    where = dimension(edit, request, "dimensions")
    sheet = edit.doc.sheet(where.sheet_id)
    props = sheet.props(where.kind)
    shown = replace(sheet, rows=shown_rows(edit.doc, sheet))
    for index in range(where.start, min(where.end, sheet.count(where.kind))):
        kept = {name: value for name, value in props.get(index, {}).items() if name != "pixelSize"}
        size = _fitting(shown, where.kind, index, edit.doc.locale)
        props[index] = {**kept, **({"pixelSize": size} if size else {})}


def add_dimension_group(edit: Edit, request: Json) -> Json:
    """Group rows or columns; a group inside another lies one deeper."""
    where = dimension(edit, request)
    sheet = edit.doc.sheet(where.sheet_id)
    groups = sheet.groups(where.kind)
    around = [g.depth for g in groups if g.start <= where.start and where.end <= g.end]
    within = [
        replace(g, depth=g.depth + 1)
        if where.start <= g.start and g.end <= where.end and (g.start, g.end) != (where.start, where.end)
        else g
        for g in groups
    ]
    # the first group fixes where the button that collapses it stands, and that stays when the group is gone
    sheet.set_grid(**{"rowGroupControlAfter" if where.kind == ROWS else "columnGroupControlAfter": True})
    sheet.set_groups(where.kind, [*within, Group(where.start, where.end, 1 + max(around, default=0))])
    return {"dimensionGroups": groups_json(sheet, where.kind)}


def delete_dimension_group(edit: Edit, request: Json) -> Json:
    """Take rows or columns out of their deepest group, which is cut or split."""
    where = dimension(edit, request)
    sheet = edit.doc.sheet(where.sheet_id)
    groups = sheet.groups(where.kind)
    deepest = max((g.depth for g in groups if g.start < where.end and where.start < g.end), default=0)
    if not deepest:
        raise bad_request("There is no group over this range.")
    kept: list[Group] = []
    for group in groups:
        if group.depth != deepest:
            kept.append(group)
            continue
        parts = ((group.start, min(group.end, where.start)), (max(group.start, where.end), group.end))
        kept.extend(replace(group, start=start, end=end) for start, end in parts if start < end)
    sheet.set_groups(where.kind, kept)
    shown = groups_json(sheet, where.kind)
    return {"dimensionGroups": shown} if shown else {}


def update_dimension_group(edit: Edit, request: Json) -> None:
    """Collapse or open a group, which hides or shows its rows or columns."""
    given = required(request, "dimensionGroup")
    where = dimension(edit, given)
    sheet = edit.doc.sheet(where.sheet_id)
    key = (where.start, where.end, given.get("depth", 1))
    groups = sheet.groups(where.kind)
    if key not in [(g.start, g.end, g.depth) for g in groups]:
        raise bad_request("There is no such group.")
    collapsed = given.get("collapsed", False)
    changed = [replace(g, collapsed=collapsed) if (g.start, g.end, g.depth) == key else g for g in groups]
    sheet.set_groups(where.kind, changed)
    props = sheet.props(where.kind)
    for index in range(where.start, where.end):
        kept = {name: value for name, value in props.get(index, {}).items() if name != "hiddenByUser"}
        props[index] = {**kept, **({"hiddenByUser": True} if collapsed else {})}


def groups_json(sheet: Sheet, kind: str) -> list[Json]:
    """The DimensionGroup resources of a sheet."""
    shown: list[Json] = []
    for group in sheet.groups(kind):
        json: Json = {"range": Dimension(sheet.sheet_id, kind, group.start, group.end).to_json()}
        json["depth"] = group.depth
        shown.append({**json, "collapsed": True} if group.collapsed else json)
    return shown


def _fitting(sheet: Sheet, kind: str, index: int, locale: str) -> int:
    rows = kind == ROWS
    line = Box(index, index + 1, 0, sheet.column_count) if rows else Box(0, sheet.row_count, index, index + 1)
    texts = [formatted(cell, locale) for _, _, cell in sheet.used(line)]
    if rows:
        return ROW_PIXELS * max((text.count("\n") + 1 for text in texts), default=1)
    longest = max((len(part) for text in texts for part in text.split("\n")), default=0)
    return longest * _PIXELS_A_CHARACTER + _PADDING if longest else COLUMN_PIXELS


HANDLERS: dict[str, Handler] = {
    "insertDimension": insert_dimension,
    "deleteDimension": delete_dimension,
    "moveDimension": move_dimension,
    "appendDimension": append_dimension,
    "updateDimensionProperties": update_dimension_properties,
    "autoResizeDimensions": auto_resize_dimensions,
    "addDimensionGroup": add_dimension_group,
    "deleteDimensionGroup": delete_dimension_group,
    "updateDimensionGroup": update_dimension_group,
}
