"""The values collection: read, write, append and clear ranges by A1 text."""

from datetime import UTC, date, datetime

from local_workspace.errors import bad_request
from local_workspace.people import Actor
from local_workspace.sheets import protection
from local_workspace.sheets.appending import append
from local_workspace.sheets.document import Spreadsheet
from local_workspace.sheets.grid import Json
from local_workspace.sheets.showing import FORMATTED
from local_workspace.sheets.valuerange import Input, Rendering, clear, value_range, write


def values_get(
    doc: Spreadsheet,
    a1_range: str,
    major_dimension: str | None = None,
    value_render: str | None = None,
    date_time_render: str | None = None,
) -> Json:
    """One ValueRange: trailing empties trimmed, no `values` where all is empty."""
    rendering = Rendering(value_render or FORMATTED, date_time_render or "SERIAL_NUMBER")
    return value_range(doc, doc.resolve(a1_range), major_dimension, rendering)


def values_batch_get(
    doc: Spreadsheet,
    ranges: list[str],
    major_dimension: str | None = None,
    value_render: str | None = None,
    date_time_render: str | None = None,
) -> Json:
    """One ValueRange a range (values:batchGet)."""
    found = [values_get(doc, one, major_dimension, value_render, date_time_render) for one in ranges]
    answer: Json = {"spreadsheetId": doc.spreadsheet_id}
    return answer | {"valueRanges": found} if found else answer


def values_update(  # noqa: PLR0913, PLR0917  # each is a parameter of Google's own update
    doc: Spreadsheet,
    a1_range: str,
    body: Json,
    input_option: str | None,
    include_values: bool = False,
    actor: Actor | None = None,
    *,
    response_value_render: str | None = None,
    response_date_time_render: str | None = None,
    today: date | None = None,
) -> Json:
    """Write one ValueRange (values.update)."""
    rendering = Rendering(response_value_render or FORMATTED, response_date_time_render or "SERIAL_NUMBER")
    how = Input(checked_option(input_option), today or _today(), include_values, rendering)
    if body.get("range") and doc.resolve(body["range"]) != doc.resolve(a1_range):
        raise bad_request(
            f"Requested writing within range [{a1_range}], but tried writing to {body['range']}"
        )
    work = doc.copy()
    answer = write(work, work.resolve(a1_range), body, how)
    commit(doc, work, actor)
    return answer


def values_batch_update(
    doc: Spreadsheet, body: Json, actor: Actor | None = None, *, today: date | None = None
) -> Json:
    """Write several ValueRanges or none (values:batchUpdate)."""
    how = batch_input(body, today)
    work = doc.copy()
    answers = [write(work, work.resolve(one.get("range", "")), one, how) for one in body.get("data", ())]
    commit(doc, work, actor)
    return {"spreadsheetId": doc.spreadsheet_id, **totals(doc, answers), "responses": answers}


def values_append(  # noqa: PLR0913, PLR0917  # each is a parameter of Google's own append
    doc: Spreadsheet,
    a1_range: str,
    body: Json,
    input_option: str | None,
    insert_data_option: str | None = None,
    include_values: bool = False,
    actor: Actor | None = None,
    *,
    response_value_render: str | None = None,
    response_date_time_render: str | None = None,
    today: date | None = None,
) -> Json:
    """Write after the last row of the table found in the range (values.append)."""
    rendering = Rendering(response_value_render or FORMATTED, response_date_time_render or "SERIAL_NUMBER")
    how = Input(checked_option(input_option), today or _today(), include_values, rendering)
    work = doc.copy()
    answer = append(work, work.resolve(a1_range), body, how, insert_rows=insert_data_option == "INSERT_ROWS")
    commit(doc, work, actor)
    return answer


def values_clear(doc: Spreadsheet, a1_range: str, actor: Actor | None = None) -> Json:
    """Empty a range; formats, notes and validation stay (values.clear)."""
    work = doc.copy()
    cleared = clear(work, work.resolve(a1_range))
    commit(doc, work, actor)
    return {"spreadsheetId": doc.spreadsheet_id, "clearedRange": cleared}


def values_batch_clear(doc: Spreadsheet, ranges: list[str], actor: Actor | None = None) -> Json:
    """Empty several ranges (values:batchClear)."""
    work = doc.copy()
    cleared = [clear(work, one) for one in [work.resolve(one) for one in ranges]]
    commit(doc, work, actor)
    return {"spreadsheetId": doc.spreadsheet_id, "clearedRanges": cleared}


def commit(doc: Spreadsheet, work: Spreadsheet, actor: Actor | None) -> None:
    """Make the changed copy the document, unless something in it is closed to the person."""
    if actor and protection.closed_to(doc, actor):
        protection.check(doc, work, actor)
    doc.become(work)


def totals(doc: Spreadsheet, answers: list[Json]) -> Json:
    """The sums of a batch; rows and columns that several writes touch count once."""
    rows: set[tuple[int, int]] = set()
    columns: set[tuple[int, int]] = set()
    for answer in answers:
        where = doc.resolve(answer["updatedRange"])
        rows.update((where.sheet_id, row) for row in range(where.r0 or 0, where.r1 or 0))
        columns.update((where.sheet_id, column) for column in range(where.c0 or 0, where.c1 or 0))
    return {
        "totalUpdatedRows": len(rows),
        "totalUpdatedColumns": len(columns),
        "totalUpdatedCells": sum(answer.get("updatedCells", 0) for answer in answers),
        "totalUpdatedSheets": len({sheet for sheet, _ in rows}),
    }


def batch_input(body: Json, today: date | None) -> Input:
    """How a batch body wants its values read and shown."""
    rendering = Rendering(
        body.get("responseValueRenderOption", FORMATTED),
        body.get("responseDateTimeRenderOption", "SERIAL_NUMBER"),
    )
    option = checked_option(body.get("valueInputOption"))
    return Input(option, today or _today(), body.get("includeValuesInResponse", False), rendering)


def checked_option(option: str | None) -> str:
    """The input option, which every write must name."""
    if option not in ("RAW", "USER_ENTERED"):
        raise bad_request("'valueInputOption' is required but not specified")
    return option


def _today() -> date:
    return datetime.now(UTC).date()
