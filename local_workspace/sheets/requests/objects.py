"""Requests about what floats over a grid: charts and slicers, kept as they are given."""

from local_workspace.errors import bad_request, unimplemented
from local_workspace.sheets.document import Spreadsheet
from local_workspace.sheets.fieldmask import Path, merge
from local_workspace.sheets.grid import Json
from local_workspace.sheets.requests.edit import Edit, Handler, mask, required
from local_workspace.sheets.sheet import Sheet, fresh_id

_CHART_SIZE = {"widthPixels": 600, "heightPixels": 371}
_SLICER_SIZE = {"widthPixels": 200, "heightPixels": 200}


def add_chart(edit: Edit, request: Json) -> Json:
    """Put a chart over a tab; how it looks is up to whoever draws it."""
    given = required(request, "chart")
    key = _free_id(edit.doc, given.get("chartId"))
    sheet, position = _position(edit.doc, given.get("position", {}), _CHART_SIZE)
    kept = {"chartId": key, "spec": required(given, "spec"), "position": position}
    sheet.charts[key] = kept | ({"border": given["border"]} if "border" in given else {})
    return {"chart": sheet.charts[key]}


def update_chart_spec(edit: Edit, request: Json) -> None:
    """Replace what a chart shows."""
    objects, key = _object(edit.doc, request.get("chartId", 0), charts_only=True)
    objects[key] = {**objects[key], "spec": required(request, "spec")}


def add_slicer(edit: Edit, request: Json) -> Json:
    """Put a slicer over a tab (the rows it would hide are not hidden)."""
    given = required(request, "slicer")
    key = _free_id(edit.doc, given.get("slicerId"))
    sheet, position = _position(edit.doc, given.get("position", {}), _SLICER_SIZE)
    sheet.slicers[key] = {"slicerId": key, "spec": given.get("spec", {}), "position": position}
    return {"slicer": sheet.slicers[key]}


def update_slicer_spec(edit: Edit, request: Json) -> None:
    """Change the named fields of a slicer."""
    key = request.get("slicerId", 0)
    for sheet in edit.doc.sheets:
        if key in sheet.slicers:
            spec = merge(sheet.slicers[key]["spec"], request.get("spec", {}), mask(request))
            sheet.slicers[key] = {**sheet.slicers[key], "spec": spec}
            return
    raise bad_request(f"No slicer with id: {key}")


def update_embedded_object_position(edit: Edit, request: Json) -> Json:
    """Move or resize a chart or slicer."""
    objects, key = _object(edit.doc, request.get("objectId", 0))
    new = required(request, "newPosition")
    if "overlayPosition" not in new:
        raise unimplemented("batchUpdate.updateEmbeddedObjectPosition to a sheet of its own")
    paths: tuple[Path, ...] = mask(request)
    overlay = merge(objects[key]["position"]["overlayPosition"], new["overlayPosition"], paths)
    sheet, position = _position(edit.doc, {"overlayPosition": overlay}, {})
    moved = {**objects.pop(key), "position": position}
    (sheet.charts if "chartId" in moved else sheet.slicers)[key] = moved
    return {"position": position}


def update_embedded_object_border(edit: Edit, request: Json) -> None:
    """Change the named fields of a chart's border."""
    objects, key = _object(edit.doc, request.get("objectId", 0), charts_only=True)
    border = merge(objects[key].get("border", {}), request.get("border", {}), mask(request))
    objects[key] = {**objects[key], "border": border}


def delete_embedded_object(edit: Edit, request: Json) -> None:
    """Take a chart or slicer away."""
    objects, key = _object(edit.doc, request.get("objectId", 0))
    del objects[key]


def _object(doc: Spreadsheet, key: int, *, charts_only: bool = False) -> tuple[dict[int, Json], int]:
    for sheet in doc.sheets:
        for objects in (sheet.charts,) if charts_only else (sheet.charts, sheet.slicers):
            if key in objects:
                return objects, key
    raise bad_request(f"No {'chart' if charts_only else 'embedded object'} with id: {key}")


def _free_id(doc: Spreadsheet, wanted: int | None) -> int:
    taken = {key for sheet in doc.sheets for key in (*sheet.charts, *sheet.slicers)}
    if wanted and (wanted in taken or wanted < 0):
        raise bad_request(f"An embedded object with id {wanted} already exists.")
    return wanted or fresh_id(taken)


def _position(doc: Spreadsheet, given: Json, size: Json) -> tuple[Sheet, Json]:
    """The tab an object lies on, and its place with Google's defaults."""
    if given.get("newSheet") or "sheetId" in given:
        raise unimplemented("batchUpdate.addChart on a sheet of its own")
    overlay = given.get("overlayPosition", {})
    anchor = overlay.get("anchorCell", {})
    sheet = doc.sheet(anchor.get("sheetId", doc.sheets[0].sheet_id if not anchor else 0))
    if not sheet.box.holds(anchor.get("rowIndex", 0), anchor.get("columnIndex", 0)):
        raise bad_request("overlayPosition.anchorCell is outside the grid.")
    place = {"sheetId": sheet.sheet_id, **anchor} if sheet.sheet_id else anchor
    return sheet, {"overlayPosition": {**size, **overlay, "anchorCell": place}}


HANDLERS: dict[str, Handler] = {
    "addChart": add_chart,
    "updateChartSpec": update_chart_spec,
    "addSlicer": add_slicer,
    "updateSlicerSpec": update_slicer_spec,
    "updateEmbeddedObjectPosition": update_embedded_object_position,
    "updateEmbeddedObjectBorder": update_embedded_object_border,
    "deleteEmbeddedObject": delete_embedded_object,
}
