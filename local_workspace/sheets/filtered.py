"""The same reads and writes, addressed by data filters: metadata follows its row, so writes can't land elsewhere."""

from datetime import date

from local_workspace.errors import bad_request
from local_workspace.people import Actor
from local_workspace.sheets.document import Spreadsheet
from local_workspace.sheets.grid import GridRange, Json
from local_workspace.sheets.metadata import filter_ranges
from local_workspace.sheets.render import FieldMask, render_ranges
from local_workspace.sheets.showing import FORMATTED
from local_workspace.sheets.valuerange import Rendering, clear, value_range, write
from local_workspace.sheets.values import batch_input, commit, totals


def values_batch_get_by_data_filter(doc: Spreadsheet, body: Json) -> Json:
    """Every range any filter means, once, with the filters that mean it."""
    rendering = Rendering(
        body.get("valueRenderOption", FORMATTED), body.get("dateTimeRenderOption", "SERIAL_NUMBER")
    )
    found = [
        {"valueRange": value_range(doc, where, body.get("majorDimension"), rendering), "dataFilters": filters}
        for where, filters in _matched(doc, body).items()
    ]
    answer: Json = {"spreadsheetId": doc.spreadsheet_id}
    return answer | {"valueRanges": found} if found else answer


def values_batch_update_by_data_filter(
    doc: Spreadsheet, body: Json, actor: Actor | None = None, *, today: date | None = None
) -> Json:
    """Write each matrix into every range its filter means; all or nothing."""
    how = batch_input(body, today)
    work = doc.copy()
    answers: list[Json] = []
    for one in body.get("data", ()):
        data_filter = one.get("dataFilter", {})
        for where in filter_ranges(work, data_filter):
            answer = write(work, where, one, how)
            del answer["spreadsheetId"]
            answers.append({**answer, "dataFilter": data_filter})
    commit(doc, work, actor)
    return {"spreadsheetId": doc.spreadsheet_id, **totals(doc, answers), "responses": answers}


def values_batch_clear_by_data_filter(doc: Spreadsheet, body: Json, actor: Actor | None = None) -> Json:
    """Empty every range any filter means."""
    work = doc.copy()
    cleared = [clear(work, where) for where in _matched(work, body)]
    commit(doc, work, actor)
    return {"spreadsheetId": doc.spreadsheet_id, **({"clearedRanges": cleared} if cleared else {})}


def get_by_data_filter(  # each is a parameter of Google's own method or of the answer's viewer
    doc: Spreadsheet,
    body: Json,
    *,
    viewer: Actor,
    base_url: str = "https://docs.google.com",
    fields: FieldMask | None = None,
) -> Json:
    """The resource limited to what the filters mean (spreadsheets.getByDataFilter)."""
    filters = body.get("dataFilters", ())
    return render_ranges(
        doc,
        list(_matched(doc, body)) if filters else None,
        include_grid_data=fields.wants("sheets.data") if fields else body.get("includeGridData", False),
        with_comments=body.get("commentsViewMode") == "COMMENTS_VIEW_MODE_INCLUDED",
        without_table_bands=body.get("excludeTablesInBandedRanges", False),
        viewer=viewer,
        base_url=base_url,
        fields=fields,
    )


def _matched(doc: Spreadsheet, body: Json) -> dict[GridRange, list[Json]]:
    found: dict[GridRange, list[Json]] = {}
    for data_filter in body.get("dataFilters", ()):
        if not isinstance(data_filter, dict):
            raise bad_request("dataFilters must be data filters.")
        for where in filter_ranges(doc, data_filter):
            found.setdefault(where, []).append(data_filter)
    return found
