"""Requests about things that lie on ranges: names, protections, bandings, filters."""

from dataclasses import replace

from local_workspace.errors import bad_request
from local_workspace.sheets.document import Spreadsheet
from local_workspace.sheets.fieldmask import Path, merge
from local_workspace.sheets.grid import GridRange, Json
from local_workspace.sheets.requests.edit import Edit, Handler, mask, required
from local_workspace.sheets.resources import named_json, protected_json, ranged_json
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
    doc.named[key] = Ranged((given_range(doc, given),), {"name": given["name"]})
    return {"namedRange": named_json(key, doc.named[key])}


def update_named_range(edit: Edit, request: Json) -> None:
    """Change a name or where it points."""
    given, doc = required(request, "namedRange"), edit.doc
    key = given.get("namedRangeId", "")
    if key not in doc.named:
        raise bad_request(f"No named range with id: {key}")
    names = named_fields(request, given)
    item = doc.named[key]
    if "name" in names:
        _check_name(doc, given.get("name", ""), key)
        item = replace(item, body={"name": given["name"]})
    if "range" in names:
        item = item.at(given_range(doc, given))
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
    key = given.get("protectedRangeId") or fresh(edit.doc, "protected")
    body = _protection(given) | {CREATOR: edit.actor.email}
    sheet.protected[key] = Ranged(ranges, body)
    shown = protected_json(key, sheet.protected[key], edit.actor, edit.doc.owner)
    # the reply repeats the editors that were asked for; a later get shows who can really edit
    return {"protectedRange": {**shown, "editors": body.get("editors", {})}}


def update_protected_range(edit: Edit, request: Json) -> None:
    """Change the named fields of a protection."""
    given = required(request, "protectedRange")
    sheet, key = holder(edit.doc, "protected", given.get("protectedRangeId", 0))
    item = sheet.protected.pop(key)
    names = named_fields(request, given)
    body = merge(item.body, _protection(given), body_paths(request, given))
    ranges = item.ranges
    if names & {"range", "namedRangeId", "tableId"}:
        sheet, (main, *_) = _protected_place(edit.doc, given)
        ranges = (main, *ranges[1:])
    if "unprotectedRanges" in names:
        ranges = (ranges[0], *(GridRange.from_json(one) for one in given.get("unprotectedRanges", ())))
    sheet.protected[key] = Ranged(ranges, {**body, CREATOR: item.body[CREATOR]})


def delete_protected_range(edit: Edit, request: Json) -> None:
    """Lift a protection."""
    sheet, key = holder(edit.doc, "protected", request.get("protectedRangeId", 0))
    del sheet.protected[key]


def add_banding(edit: Edit, request: Json) -> Json:
    """Alternating colours over a range that has none yet."""
    given = required(request, "bandedRange")
    where = given_range(edit.doc, given)
    if not {"rowProperties", "columnProperties"} & given.keys():
        raise bad_request("bandedRange.rowProperties or bandedRange.columnProperties must be specified.")
    sheet = edit.doc.sheet(where.sheet_id)
    if any(other.range.meets(where) for other in sheet.banded.values()):
        raise bad_request("You cannot add alternating background colors to a range that already has them.")
    key = given.get("bandedRangeId") or fresh(edit.doc, "banded")
    sheet.banded[key] = Ranged((where,), body_of(given, "bandedRangeId"))
    return {"bandedRange": ranged_json("bandedRangeId", key, sheet.banded[key])}


def update_banding(edit: Edit, request: Json) -> None:
    """Change the named fields of a banding."""
    given = required(request, "bandedRange")
    sheet, key = holder(edit.doc, "banded", given.get("bandedRangeId", 0))
    item = sheet.banded[key]
    where = given_range(edit.doc, given) if "range" in named_fields(request, given) else item.range
    sheet.banded[key] = Ranged((where,), merge(item.body, given, body_paths(request, given)))


def delete_banding(edit: Edit, request: Json) -> None:
    """Take the alternating colours away."""
    sheet, key = holder(edit.doc, "banded", request.get("bandedRangeId", 0))
    del sheet.banded[key]


def given_range(doc: Spreadsheet, given: Json) -> GridRange:
    """The range of a resource, which must begin on the grid."""
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


def named_fields(request: Json, given: Json) -> set[str]:
    """The fields an update names; all that are given where it names all."""
    names = {path[0] for path in mask(request)}
    return set(given) if "*" in names else names


def body_paths(request: Json, given: Json) -> tuple[Path, ...]:
    """The mask less what is kept apart from the body: ranges and ids."""
    apart = {"range", "unprotectedRanges", "protectedRangeId", "bandedRangeId", "filterViewId", "*"}
    paths = mask(request)
    if ("*",) in paths:
        paths = tuple((name,) for name in given)
    return tuple(path for path in paths if path[0] not in apart)


def body_of(given: Json, id_name: str) -> Json:
    """What is kept of a resource beside its range and id."""
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
        where = given_range(doc, given)
    elif "namedRangeId" in given:
        if given["namedRangeId"] not in doc.named:
            raise bad_request(f"No named range with id: {given['namedRangeId']}")
        where = doc.named[given["namedRangeId"]].range
    else:
        where = table_range(doc, given["tableId"])
    open_parts = tuple(GridRange.from_json(one) for one in given.get("unprotectedRanges", ()))
    return doc.sheet(where.sheet_id), (where, *open_parts)


def table_range(doc: Spreadsheet, table_id: str) -> GridRange:
    """The range of a table."""
    for sheet in doc.sheets:
        if table_id in sheet.tables:
            return sheet.tables[table_id].range
    raise bad_request(f"No table with id: {table_id}")


def holder(doc: Spreadsheet, kind: str, key: int) -> tuple[Sheet, int]:
    """The sheet that holds the resource with that id."""
    for sheet in doc.sheets:
        if key in getattr(sheet, kind):
            return sheet, key
    names = {"protected": "protected range", "banded": "banded range", "filter_views": "filter view"}
    raise bad_request(f"No {names[kind]} with id: {key}")


def fresh(doc: Spreadsheet, kind: str) -> int:
    """An id that no resource of the kind has."""
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
}
