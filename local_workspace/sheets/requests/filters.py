"""Requests about the filter of a tab and its filter views."""

from dataclasses import replace

from local_workspace.errors import bad_request
from local_workspace.sheets.document import Spreadsheet
from local_workspace.sheets.fieldmask import merge
from local_workspace.sheets.filtering import check_criteria
from local_workspace.sheets.grid import GridRange, Json
from local_workspace.sheets.requests.blocks import sort_range
from local_workspace.sheets.requests.edit import Edit, Handler, required
from local_workspace.sheets.requests.ranges import (
    body_of,
    body_paths,
    fresh,
    given_range,
    holder,
    named_fields,
    table_range,
)
from local_workspace.sheets.resources import filter_json
from local_workspace.sheets.sheet import Ranged, Sheet


def set_basic_filter(edit: Edit, request: Json) -> None:
    """Put the sheet's filter on a range: its sort is done now, what it hides is hidden as long as it stands."""
    given = required(request, "filter")
    sheet, where = _place(edit.doc, given)
    check_criteria(given)
    sheet.basic_filter = Ranged((where,), body_of(given, ""))
    rows = where.with_rows((where.r0 or 0) + 1, where.r1)
    if given.get("sortSpecs") and (rows.r0 or 0) < (rows.r1 or 0):
        sort_range(edit, {"range": rows.to_json(), "sortSpecs": given["sortSpecs"]})


def clear_basic_filter(edit: Edit, request: Json) -> None:
    """Remove the sheet's filter."""
    edit.doc.sheet(request.get("sheetId", 0)).basic_filter = None


def add_filter_view(edit: Edit, request: Json) -> Json:
    """Save a filter under a title."""
    given = required(request, "filter")
    sheet, where = _place(edit.doc, given)
    check_criteria(given)
    key = given.get("filterViewId") or fresh(edit.doc, "filter_views")
    sheet.filter_views[key] = Ranged((where,), body_of(given, "filterViewId"))
    return {"filter": filter_json(sheet.filter_views[key], key)}


def duplicate_filter_view(edit: Edit, request: Json) -> Json:
    """A copy of a filter view under a title of its own."""
    sheet, key = holder(edit.doc, "filter_views", request.get("filterId", 0))
    item = sheet.filter_views[key]
    new = fresh(edit.doc, "filter_views")
    title = f"Copy of {item.body.get('title', '')}".rstrip()
    sheet.filter_views[new] = replace(item, body={**item.body, "title": title})
    return {"filter": filter_json(sheet.filter_views[new], new)}


def update_filter_view(edit: Edit, request: Json) -> None:
    """Change the named fields of a filter view."""
    given = required(request, "filter")
    sheet, key = holder(edit.doc, "filter_views", given.get("filterViewId", 0))
    check_criteria(given)
    item = sheet.filter_views[key]
    where = given_range(edit.doc, given) if "range" in named_fields(request, given) else item.range
    sheet.filter_views[key] = Ranged((where,), merge(item.body, given, body_paths(request, given)))


def delete_filter_view(edit: Edit, request: Json) -> None:
    """Forget a filter view."""
    sheet, key = holder(edit.doc, "filter_views", request.get("filterId", 0))
    del sheet.filter_views[key]


def _place(doc: Spreadsheet, given: Json) -> tuple[Sheet, GridRange]:
    """The tab and the cells a filter is for: a range, a named range's or a table's."""
    if "tableId" in given:
        where = table_range(doc, given["tableId"])
    elif "namedRangeId" in given:
        if given["namedRangeId"] not in doc.named:
            raise bad_request(f"No named range with id: {given['namedRangeId']}")
        where = doc.named[given["namedRangeId"]].range
    else:
        where = given_range(doc, given)
    sheet, box = doc.box_of(where)
    return sheet, GridRange.of_box(sheet.sheet_id, box)


HANDLERS: dict[str, Handler] = {
    "setBasicFilter": set_basic_filter,
    "clearBasicFilter": clear_basic_filter,
    "addFilterView": add_filter_view,
    "updateFilterView": update_filter_view,
    "duplicateFilterView": duplicate_filter_view,
    "deleteFilterView": delete_filter_view,
}
