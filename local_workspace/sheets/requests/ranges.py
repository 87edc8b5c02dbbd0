"""Requests about things that lie on ranges: names, protections, bandings, filters."""

from dataclasses import replace

from local_workspace.errors import bad_request, unimplemented
from local_workspace.sheets.document import Spreadsheet
from local_workspace.sheets.fieldmask import Path, merge
from local_workspace.sheets.grid import GridRange, Json
from local_workspace.sheets.requests.edit import Edit, Handler, mask, required
from local_workspace.sheets.resources import filter_json, named_json, protected_json, ranged_json
from local_workspace.sheets.sheet import Ranged, Sheet, fresh_id

CREATOR = "_creator"


def add_named_range(edit: Edit, request: Json) -> Json:
    """Name a range; names are unique in the file."""
    given = required(request, "namedRange")
    doc = edit.doc
    key = given.get("namedRangeId") or str(fresh_id())
    if key in doc.named:
        raise bad_request(f"A named range with id {key} already exists.")
    _check_name(doc, given.get("name", ""), key)
    doc.named[key] = Ranged((_range(doc, given),), {"name": given["name"]})
    return {"namedRange": named_json(key, doc.named[key])}


def update_named_range(edit: Edit, request: Json) -> None:
    """Change a name or where it points."""
    given, doc = required(request, "namedRange"), edit.doc
    key = given.get("namedRangeId", "")
    if key not in doc.named:
        raise bad_request(f"No named range with id: {key}")
    names = _names(request, given)
    item = doc.named[key]
    if "name" in names:
        _check_name(doc, given.get("name", ""), key)
        item = replace(item, body={"name": given["name"]})
    if "range" in names:
        item = item.at(_range(doc, given))
    doc.named[key] = item


def delete_named_range(edit: Edit, request: Json) -> None:
    """Forget a name; the cells stay."""
    key = request.get("namedRangeId", "")
    if key not in edit.doc.named:
        raise bad_request(f"No named range with id: {key}")
    del edit.doc.named[key]


def add_protected_range(edit: Edit, request: Json) -> Json:
    """Protect a range, a named range or a table."""
    given = required(request, "protectedRange")
    sheet, ranges = _protected_place(edit.doc, given)
    key = given.get("protectedRangeId") or _fresh(edit.doc, "protected")
    body = _protection(given) | {CREATOR: edit.actor.email}
    sheet.protected[key] = Ranged(ranges, body)
    shown = protected_json(key, sheet.protected[key], edit.actor)
    # the reply repeats the editors that were asked for; a later get shows who can really edit
    return {"protectedRange": {**shown, "editors": body.get("editors", {})}}


def update_protected_range(edit: Edit, request: Json) -> None:
    """Change the named fields of a protection."""
    given = required(request, "protectedRange")
    sheet, key = _holder(edit.doc, "protected", given.get("protectedRangeId", 0))
    item = sheet.protected.pop(key)
    names = _names(request, given)
    body = merge(item.body, _protection(given), _body_paths(request, given))
    ranges = item.ranges
    if names & {"range", "namedRangeId", "tableId"}:
        sheet, (main, *_) = _protected_place(edit.doc, given)
        ranges = (main, *ranges[1:])
    if "unprotectedRanges" in names:
        ranges = (ranges[0], *(GridRange.from_json(one) for one in given.get("unprotectedRanges", ())))
    sheet.protected[key] = Ranged(ranges, {**body, CREATOR: item.body[CREATOR]})


def delete_protected_range(edit: Edit, request: Json) -> None:
    """Lift a protection."""
    sheet, key = _holder(edit.doc, "protected", request.get("protectedRangeId", 0))
    del sheet.protected[key]


def add_banding(edit: Edit, request: Json) -> Json:
    """Alternating colours over a range that has none yet."""
    given = required(request, "bandedRange")
    where = _range(edit.doc, given)
    if not {"rowProperties", "columnProperties"} & given.keys():
        raise bad_request("bandedRange.rowProperties or bandedRange.columnProperties must be specified.")
    sheet = edit.doc.sheet(where.sheet_id)
    if any(other.range.meets(where) for other in sheet.banded.values()):
        raise bad_request("You cannot add alternating background colors to a range that already has them.")
    key = given.get("bandedRangeId") or _fresh(edit.doc, "banded")
    sheet.banded[key] = Ranged((where,), _body(given, "bandedRangeId"))
    return {"bandedRange": ranged_json("bandedRangeId", key, sheet.banded[key])}


def update_banding(edit: Edit, request: Json) -> None:
    """Change the named fields of a banding."""
    given = required(request, "bandedRange")
    sheet, key = _holder(edit.doc, "banded", given.get("bandedRangeId", 0))
    item = sheet.banded[key]
    where = _range(edit.doc, given) if "range" in _names(request, given) else item.range
    sheet.banded[key] = Ranged((where,), merge(item.body, given, _body_paths(request, given)))


def delete_banding(edit: Edit, request: Json) -> None:
    """Take the alternating colours away."""
    sheet, key = _holder(edit.doc, "banded", request.get("bandedRangeId", 0))
    del sheet.banded[key]


def set_basic_filter(edit: Edit, request: Json) -> None:
    """Put the sheet's filter on a range (which rows it hides is not computed)."""
    given = required(request, "filter")
    if "tableId" in given:
        raise unimplemented("batchUpdate.setBasicFilter on a table")
    sheet, box = edit.doc.box_of(_range(edit.doc, given))
    sheet.basic_filter = Ranged((GridRange.of_box(sheet.sheet_id, box),), _body(given, ""))


def clear_basic_filter(edit: Edit, request: Json) -> None:
    """Remove the sheet's filter."""
    edit.doc.sheet(request.get("sheetId", 0)).basic_filter = None


def add_filter_view(edit: Edit, request: Json) -> Json:
    """Save a filter under a title."""
    given = required(request, "filter")
    if "range" not in given:
        raise unimplemented("batchUpdate.addFilterView without a range")
    sheet, box = edit.doc.box_of(_range(edit.doc, given))
    key = given.get("filterViewId") or _fresh(edit.doc, "filter_views")
    sheet.filter_views[key] = Ranged((GridRange.of_box(sheet.sheet_id, box),), _body(given, "filterViewId"))
    return {"filter": filter_json(sheet.filter_views[key], key)}


def update_filter_view(edit: Edit, request: Json) -> None:
    """Change the named fields of a filter view."""
    given = required(request, "filter")
    sheet, key = _holder(edit.doc, "filter_views", given.get("filterViewId", 0))
    item = sheet.filter_views[key]
    where = _range(edit.doc, given) if "range" in _names(request, given) else item.range
    sheet.filter_views[key] = Ranged((where,), merge(item.body, given, _body_paths(request, given)))


def delete_filter_view(edit: Edit, request: Json) -> None:
    """Forget a filter view."""
    sheet, key = _holder(edit.doc, "filter_views", request.get("filterId", 0))
    del sheet.filter_views[key]


def _range(doc: Spreadsheet, given: Json) -> GridRange:
    where = GridRange.from_json(required(given, "range"))
    doc.box_of(where)
    return where


def _check_name(doc: Spreadsheet, name: str, key: str) -> None:
    if not name or not name.replace("_", "a").replace(".", "a").isalnum() or name[0].isdigit():
        raise bad_request(f"Invalid named range name: {name}")
    if any(
        other != key and item.body["name"].casefold() == name.casefold() for other, item in doc.named.items()
    ):
        raise bad_request(f"A named range with name {name} already exists.")


def _names(request: Json, given: Json) -> set[str]:
    names = {path[0] for path in mask(request)}
    return set(given) if "*" in names else names


def _body_paths(request: Json, given: Json) -> tuple[Path, ...]:
    """The mask less what is kept apart from the body: ranges and ids."""
    apart = {"range", "unprotectedRanges", "protectedRangeId", "bandedRangeId", "filterViewId", "*"}
    paths = mask(request)
    if ("*",) in paths:
        paths = tuple((name,) for name in given)
    return tuple(path for path in paths if path[0] not in apart)


def _body(given: Json, id_name: str) -> Json:
    return {name: value for name, value in given.items() if name not in ("range", id_name)}


def _protection(given: Json) -> Json:
    """What is kept of a protection: no ranges, no read-only fields, no editors where it only warns."""
    kept = ("description", "warningOnly", "namedRangeId", "tableId")
    body = {name: given[name] for name in kept if given.get(name)}
    if not given.get("warningOnly"):
        editors = {name: value for name, value in given.get("editors", {}).items() if value}
        body["editors"] = editors
    return body


def _protected_place(doc: Spreadsheet, given: Json) -> tuple[Sheet, tuple[GridRange, ...]]:
    if sum(name in given for name in ("range", "namedRangeId", "tableId")) != 1:
        raise bad_request("Exactly one of range, namedRangeId and tableId must be specified.")
    if "range" in given:
        where = _range(doc, given)
    elif "namedRangeId" in given:
        if given["namedRangeId"] not in doc.named:
            raise bad_request(f"No named range with id: {given['namedRangeId']}")
        where = doc.named[given["namedRangeId"]].range
    else:
        where = _table_range(doc, given["tableId"])
    open_parts = tuple(GridRange.from_json(one) for one in given.get("unprotectedRanges", ()))
    return doc.sheet(where.sheet_id), (where, *open_parts)


def _table_range(doc: Spreadsheet, table_id: str) -> GridRange:
    for sheet in doc.sheets:
        if table_id in sheet.tables:
            return sheet.tables[table_id].range
    raise bad_request(f"No table with id: {table_id}")


def _holder(doc: Spreadsheet, kind: str, key: int) -> tuple[Sheet, int]:
    """The sheet that holds the resource with that id."""
    for sheet in doc.sheets:
        if key in getattr(sheet, kind):
            return sheet, key
    names = {"protected": "protected range", "banded": "banded range", "filter_views": "filter view"}
    raise bad_request(f"No {names[kind]} with id: {key}")


def _fresh(doc: Spreadsheet, kind: str) -> int:
    return fresh_id({key for sheet in doc.sheets for key in getattr(sheet, kind)})


HANDLERS: dict[str, Handler] = {
    "addNamedRange": add_named_range,
    "updateNamedRange": update_named_range,
    "deleteNamedRange": delete_named_range,
    "addProtectedRange": add_protected_range,
    "updateProtectedRange": update_protected_range,
    "deleteProtectedRange": delete_protected_range,
    "addBanding": add_banding,
    "updateBanding": update_banding,
    "deleteBanding": delete_banding,
    "setBasicFilter": set_basic_filter,
    "clearBasicFilter": clear_basic_filter,
    "addFilterView": add_filter_view,
    "updateFilterView": update_filter_view,
    "deleteFilterView": delete_filter_view,
}
