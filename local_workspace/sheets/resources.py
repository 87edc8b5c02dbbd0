"""The JSON resources of things that lie on ranges."""

from local_workspace.people import Actor
from local_workspace.sheets.grid import Json
from local_workspace.sheets.sheet import Ranged, Sheet


def ranged_json(id_name: str, key: object, item: Ranged) -> Json:
    """A resource with its id and its range."""
    return {id_name: key, "range": item.range.to_json(), **item.body}


def named_json(key: str, item: Ranged) -> Json:
    """The NamedRange resource."""
    return {"namedRangeId": key, "name": item.body["name"], "range": item.range.to_json()}


def rule_json(item: Ranged) -> Json:
    """The ConditionalFormatRule resource."""
    return {"ranges": [one.to_json() for one in item.ranges], **item.body}


def filter_json(item: Ranged, key: int | None = None) -> Json:
    """The BasicFilter or, with an id, FilterView resource."""
    identity: Json = {} if key is None else {"filterViewId": key}
    return {**identity, "range": item.range.to_json(), **item.body}


def protected_json(key: int, item: Ranged, viewer: Actor, owner: str = "") -> Json:
    """The ProtectedRange resource as the viewer sees it; editors only where the viewer may edit."""
    may_edit = can_edit(item, viewer, owner)
    json: Json = {"protectedRangeId": key, "range": item.range.to_json()}
    for name in ("namedRangeId", "tableId", "description", "warningOnly"):
        if item.body.get(name):
            json[name] = item.body[name]
    if may_edit:
        json["requestingUserCanEdit"] = True
    if len(item.ranges) > 1:
        json["unprotectedRanges"] = [one.to_json() for one in item.ranges[1:]]
    if may_edit:
        json["editors"] = item.body.get("editors") or {"users": [item.body["_creator"]]}
    return json


def can_edit(item: Ranged, viewer: Actor, owner: str = "") -> bool:
    """True where a protection lets this person through: it only warns, the file is theirs, or they are an editor."""
    editors = item.body.get("editors", {})
    if item.body.get("warningOnly") or (viewer.email and viewer.email == owner):
        return True
    if editors.get("domainUsersCanEdit") and _domain(viewer.email) == _domain(
        owner or item.body.get("_creator", "")
    ):
        return True
    return viewer.email in (item.body.get("_creator"), *editors.get("users", ()), *editors.get("groups", ()))


def _domain(email: str) -> str:
    return email.rpartition("@")[2].casefold()


def table_json(sheet: Sheet, key: str, item: Ranged) -> Json:
    """The Table resource; a column's name is what stands in the table's header row."""
    where = item.range
    header = sheet.rows.get(where.r0 or 0, {})
    columns: list[Json] = []
    for offset, column in enumerate(item.body["columns"]):
        value = header.get((where.c0 or 0) + offset, {}).get("userEnteredValue", {})
        name = next(iter(value.values()), None)
        shown: Json = {"columnIndex": offset} if offset else {}
        shown["columnName"] = f"Column {offset + 1}" if name is None else str(name)
        columns.append({**shown, **column})
    json: Json = {"tableId": key, "name": item.body["name"], "range": where.to_json()}
    if "rowsProperties" in item.body:
        json["rowsProperties"] = item.body["rowsProperties"]
    return json | {"columnProperties": columns}


def table_band_json(key: str, item: Ranged) -> Json:
    """The banding that a table brings along, which has a reference instead of an id."""
    colors = item.body.get("rowsProperties", {})
    return {"bandedRangeReference": key, "range": item.range.to_json(), "rowProperties": colors}
