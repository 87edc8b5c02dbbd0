"""Whatever the discovery document allows is answered: done, or refused in Google's envelope, never a crash."""

import json
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import Any

import googleapiclient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from local_workspace.errors import ApiError
from local_workspace.people import Actor
from local_workspace.sheets import (
    Spreadsheet,
    batch_update,
    values_append,
    values_batch_get_by_data_filter,
    values_batch_update_by_data_filter,
    values_get,
    values_update,
)
from local_workspace.sheets import render as rendered
from local_workspace.sheets.requests import HANDLERS

DANA = Actor("dana@acme.example", "Dana Fischer")
NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
Json = dict[str, Any]
#: fields that only make random requests longer
SKIPPED = {
    "pivotTable",
    "dataSourceTable",
    "dataSourceFormula",
    "dataSourceColumnReference",
    "padding",
    "borders",
}


@cache
def schemas() -> Json:
    package = Path(str(googleapiclient.__file__)).parent
    document = json.loads((package / "discovery_cache/documents/sheets.v4.json").read_text())
    found: Json = document["schemas"]
    return found


def strict(schema: Json) -> Json:
    """A discovery schema as JSON Schema without room for unknown fields."""
    if "$ref" in schema:
        return {"$ref": f"#/$defs/{schema['$ref']}"}
    kind = schema.get("type")
    if kind == "array":
        return {"type": "array", "items": strict(schema["items"])}
    if kind == "object" and "properties" in schema:
        properties = {name: strict(one) for name, one in schema["properties"].items()}
        return {"type": "object", "properties": properties, "additionalProperties": False}
    if kind in (None, "any", "object"):
        return {}
    return {"type": kind, **({"enum": schema["enum"]} if "enum" in schema else {})}


@cache
def validator(name: str) -> Draft202012Validator:
    defs = {key: strict(one) for key, one in schemas().items()}
    return Draft202012Validator({"$ref": f"#/$defs/{name}", "$defs": defs})


def check(name: str, value: Json) -> None:
    problems = [f"{error.json_path}: {error.message}" for error in validator(name).iter_errors(value)]
    assert problems == []


small = st.integers(0, 6)
words = st.sampled_from(["", "a", "Sheet1", "A1:B2", "=A1", "7", "2027-03-31", "x@y.example", "b c"])


def ends(start: str, end: str) -> st.SearchStrategy[Json]:
    """Mostly sound half-open ends, sometimes open or wrong."""
    sound = st.builds(lambda at, n: {start: at, end: at + n}, small, st.integers(1, 4))
    return st.one_of(sound, sound, sound, st.just({}), st.fixed_dictionaries({start: small, end: small}))


def grid_ranges() -> st.SearchStrategy[Json]:
    rows, columns = ends("startRowIndex", "endRowIndex"), ends("startColumnIndex", "endColumnIndex")
    return st.builds(
        lambda r, c, s: {"sheetId": s, **r, **c}, rows, columns, st.sampled_from([0, 0, 0, 1, 9])
    )


def dimension_ranges() -> st.SearchStrategy[Json]:
    kinds = st.sampled_from(["ROWS", "COLUMNS"])
    return st.builds(lambda k, e: {"sheetId": 0, "dimension": k, **e}, kinds, ends("startIndex", "endIndex"))


def fields_of(name: str) -> st.SearchStrategy[str]:
    names = sorted(schemas()[name].get("properties", {})) or ["*"]
    return st.one_of(st.just("*"), st.lists(st.sampled_from(names), min_size=1, max_size=4).map(",".join))


@cache
def values_of(name: str, depth: int = 0) -> st.SearchStrategy[Any]:
    """Random values of a discovery schema."""
    if name == "GridRange":
        return grid_ranges()
    if name == "DimensionRange":
        return dimension_ranges()
    properties = {
        key: one for key, one in schemas()[name].get("properties", {}).items() if key not in SKIPPED
    }
    optional = {key: of(one, depth) for key, one in properties.items() if key != "fields"}
    if depth > 4:
        return st.just({})
    body = st.fixed_dictionaries({}, optional=optional)
    if "fields" not in properties:
        return body
    resource = next(
        (one["$ref"] for key, one in properties.items() if "$ref" in one and key != "range"), "CellData"
    )
    return st.builds(lambda given, mask: {**given, "fields": mask}, body, fields_of(resource))


def of(schema: Json, depth: int) -> st.SearchStrategy[Any]:
    if "$ref" in schema:
        return values_of(schema["$ref"], depth + 1)
    kind = schema.get("type")
    if "enum" in schema:
        return st.sampled_from(schema["enum"])
    if kind == "array":
        return st.lists(of(schema["items"], depth), max_size=3)
    scalars: dict[str, st.SearchStrategy[Any]] = {
        "integer": st.one_of(small, st.just(-1)),
        "number": st.sampled_from([0, 0.5, 1, 46112, -3]),
        "boolean": st.booleans(),
        "string": words,
    }
    return scalars.get(kind or "", st.just({}))


def requests() -> st.SearchStrategy[Json]:
    types = {
        kind: one["$ref"] for kind, one in schemas()["Request"]["properties"].items() if kind in HANDLERS
    }
    return st.one_of(*[st.fixed_dictionaries({kind: values_of(name)}) for kind, name in types.items()])


def filled() -> Spreadsheet:
    doc = Spreadsheet.new("id", "Plan")
    values_update(doc, "A1", {"values": [["h", "i"], ["a", 1], ["b", 2], ["", 3]]}, "RAW")
    where = {"startRowIndex": 0, "endRowIndex": 3, "startColumnIndex": 0, "endColumnIndex": 2}
    row = {"dimensionRange": {"dimension": "ROWS", "startIndex": 2, "endIndex": 3}}
    item = {"metadataId": 1, "metadataKey": "a", "visibility": "DOCUMENT", "location": row}
    setup: list[Json] = [
        {"updateSheetProperties": {
            "properties": {"gridProperties": {"rowCount": 9, "columnCount": 8}}, "fields": "gridProperties"}},
        {"addSheet": {"properties": {"sheetId": 1, "gridProperties": {"rowCount": 9, "columnCount": 8}}}},
        {"addTable": {"table": {"tableId": "a", "name": "t", "range": where}}},
        {"addNamedRange": {"namedRange": {"namedRangeId": "a", "name": "a", "range": where}}},
        {"addProtectedRange": {"protectedRange": {"protectedRangeId": 1, "range": where}}},
        {"addBanding": {"bandedRange": {"bandedRangeId": 1, "range": where, "rowProperties": {}}}},
        {"createDeveloperMetadata": {"developerMetadata": item}},
        {"insertComment": {"content": "x", "coordinate": {"rowIndex": 1}}},
    ]  # fmt: skip
    batch_update(doc, setup, DANA, NOW)
    return doc


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
@given(st.lists(requests(), min_size=1, max_size=3))
def test_any_request_is_done_or_refused_and_the_answer_fits_its_schema(batch: list[Json]) -> None:
    doc = filled()
    before = json.dumps(doc.to_json())
    try:
        replies = batch_update(doc, batch, DANA, NOW)
    except ApiError as error:
        assert error.code in (400, 501)  # noqa: PT017  # refusing is allowed, not required
        assert json.dumps(doc.to_json()) == before
        return

    check("BatchUpdateSpreadsheetResponse", {"spreadsheetId": "id", "replies": replies})
    shown = rendered(doc, include_grid_data=True, comments=True, viewer=DANA)
    check("Spreadsheet", shown)
    stored = json.loads(json.dumps(doc.to_json()))
    assert (
        rendered(Spreadsheet.from_json(stored), include_grid_data=True, comments=True, viewer=DANA) == shown
    )


ranges = st.sampled_from(
    ["A1", "A1:B2", "Sheet1", "a", "t", "B:C", "2:3", "Z99", "no!A1", "Sheet1!B2:A1", "H9"]
)
matrices = st.lists(
    st.lists(st.one_of(st.none(), words, st.integers(), st.booleans(), st.floats()), max_size=3)
)
bodies = st.builds(
    lambda values, major: {"values": values, "majorDimension": major},
    matrices,
    st.sampled_from(["ROWS", "COLUMNS"]),
)


@settings(deadline=None)
@given(ranges, bodies, st.sampled_from(["RAW", "USER_ENTERED", None]), st.booleans())
def test_any_written_values_are_stored_or_refused(
    where: str, body: Json, option: str | None, append: bool
) -> None:
    doc = filled()
    try:
        if append:
            check("AppendValuesResponse", values_append(doc, where, body, option, "INSERT_ROWS", True))
        else:
            answer = values_update(doc, where, body, option, True, today=date(2026, 11, 23))
            check("UpdateValuesResponse", answer)
        check("ValueRange", values_get(doc, where, "COLUMNS", "UNFORMATTED_VALUE", "FORMATTED_STRING"))
    except ApiError as error:
        assert error.code == 400  # noqa: PT017  # refusing is allowed, not required


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(values_of("DataFilter"), max_size=2), bodies)
def test_any_data_filter_is_answered(filters: list[Json], body: Json) -> None:
    doc = filled()
    data = [{"dataFilter": one, **body} for one in filters]
    try:
        read = values_batch_get_by_data_filter(doc, {"dataFilters": filters})
        check("BatchGetValuesByDataFilterResponse", read)
        written = values_batch_update_by_data_filter(doc, {"valueInputOption": "RAW", "data": data})
        check("BatchUpdateValuesByDataFilterResponse", written)
    except ApiError as error:
        assert error.code == 400  # noqa: PT017  # refusing is allowed, not required
