from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from local_workspace.discovery import find_method, method_named

BATCH_UPDATE = method_named("sheets.spreadsheets.batchUpdate")
NAMES = st.sampled_from(
    ["requests", "updateCells", "update_cells", "start", "rowIndex", "fields", "rows", "values", "range",
     "dimension", "insertDimension", "userEnteredValue", "stringValue", "numberValue", "nope"]
)  # fmt: skip
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=3),
    max_leaves=12,
)


@pytest.mark.parametrize(
    ("http", "path", "method", "params"),
    [
        ("GET", "/v4/spreadsheets/a", "sheets.spreadsheets.get", {"spreadsheetId": "a"}),
        ("POST", "/v4/spreadsheets/a:batchUpdate", "sheets.spreadsheets.batchUpdate", {"spreadsheetId": "a"}),
        # a sheet's title may hold every sign
        ("GET", "/v4/spreadsheets/a/values/'a/b: c'!A1:B2", "sheets.spreadsheets.values.get",
         {"spreadsheetId": "a", "range": "'a/b: c'!A1:B2"}),
        ("POST", "/v4/spreadsheets/a/values/A1:B2:append", "sheets.spreadsheets.values.append",
         {"spreadsheetId": "a", "range": "A1:B2"}),
        ("POST", "/v4/spreadsheets/a/values:batchUpdate", "sheets.spreadsheets.values.batchUpdate",
         {"spreadsheetId": "a"}),
        # clients that join paths with a slash
        ("GET", "/v4/spreadsheets/a/", "sheets.spreadsheets.get", {"spreadsheetId": "a"}),
        ("POST", "/v4/spreadsheets/a/:batchUpdate", "sheets.spreadsheets.batchUpdate", {"spreadsheetId": "a"}),
        # a literal path wins over a variable
        ("GET", "/drive/v3/files/generateIds", "drive.files.generateIds", {}),
        ("GET", "/drive/v3/files/x", "drive.files.get", {"fileId": "x"}),
        ("POST", "/calendar/v3/calendars/a@b/events", "calendar.events.insert", {"calendarId": "a@b"}),
    ],
)  # fmt: skip
def test_a_path_means_the_method_that_google_documents(
    http: str, path: str, method: str, params: dict[str, str]
) -> None:
    found = find_method(http, path)

    assert found is not None
    assert (method, params) == (found[0].id, found[1])


def test_a_path_of_no_api_means_nothing() -> None:
    assert find_method("GET", "/v9/spreadsheets/a") is None
    assert find_method("PATCH", "/v4/spreadsheets/a") is None


@pytest.mark.parametrize(
    ("request_body", "message"),
    [
        (
            {"updateCells": {"x": 1}},
            "Invalid JSON payload received. Unknown name \"x\" at 'requests[0].update_cells': Cannot find field.",
        ),
        (
            {"updateCells": {"start": {"rowIndex": "abc"}}},
            "Invalid value at 'requests[0].update_cells.start.row_index' (TYPE_INT32), \"abc\"",
        ),
        (
            {"insertDimension": {"range": {"dimension": "DIAGONALS"}}},
            (
                "Invalid value at 'requests[0].insert_dimension.range.dimension'"
                ' (type.googleapis.com/google.apps.sheets.v4.Dimension), "DIAGONALS"'
            ),
        ),
        (
            {"insertDimension": {"inheritFromBefore": 1}},
            "Invalid value at 'requests[0].insert_dimension.inherit_from_before' (TYPE_BOOL), 1",
        ),
    ],
)
def test_what_the_schema_lacks_is_refused_in_googles_words(
    request_body: dict[str, Any], message: str
) -> None:
    _, problems = BATCH_UPDATE.read_body({"requests": [request_body]})

    assert [message] == [problem.description for problem in problems]


def test_the_recorded_refusal_of_values_is_given_to_the_letter() -> None:
    method = method_named("sheets.spreadsheets.values.update")

    _, problems = method.read_body({"values": "X", "majorDimension": None})

    expected = "Invalid value at 'data.values' (type.googleapis.com/google.protobuf.ListValue), \"X\""
    assert [("data.values", expected)] == [(each.field, each.description) for each in problems]


def test_google_lenient_spellings_become_canonical() -> None:
    body = {
        "requests": [{"insert_dimension": {"range": {"start_index": "3", "endIndex": 4.0, "sheetId": None}}}]
    }

    read, problems = BATCH_UPDATE.read_body(body)

    assert problems == []
    assert read == {"requests": [{"insertDimension": {"range": {"startIndex": 3, "endIndex": 4}}}]}


@given(JSON)
def test_reading_a_body_never_fails_and_settles_at_once(body: Any) -> None:
    before = json.dumps(body)

    read, problems = BATCH_UPDATE.read_body(body)
    again, more = BATCH_UPDATE.read_body(read)

    assert json.dumps(body) == before
    if not problems:
        assert again is read
        assert more == []


def test_parameters_are_typed_and_unknown_ones_ignored() -> None:
    method = method_named("drive.changes.list")
    query = MultiDict({"pageToken": "7", "includeRemoved": "False", "nonsense": "1"})

    params, problems = method.read_parameters({}, query)

    assert problems == []
    assert (params["pageToken"], params["includeRemoved"], params["pageSize"]) == ("7", False, 100)
    assert "nonsense" not in params


@pytest.mark.parametrize(
    "query", [{}, {"pageToken": "1", "pageSize": "x"}, {"pageToken": "1", "pageSize": "0"}]
)
def test_missing_and_wrong_parameters_are_named(query: dict[str, str]) -> None:
    _, problems = method_named("drive.changes.list").read_parameters({}, MultiDict(query))

    assert ["pageToken" if not query else "pageSize"] == [problem.field for problem in problems]


@pytest.mark.parametrize(
    "answer", [{"startPageToken": 7}, {"startPageToken": None}, {"start": "7"}, {"startPageToken": ["7"]}]
)
def test_an_answer_that_google_would_not_give_is_found_out(answer: dict[str, Any]) -> None:
    method = method_named("drive.changes.getStartPageToken")

    assert method.check_answer(answer)
    assert method.check_answer({"startPageToken": "7"}) == []


def test_int64_answers_must_be_text() -> None:
    method = method_named("drive.files.get")

    assert method.check_answer({"version": "5"}) == []
    assert method.check_answer({"version": 5})


def test_the_v2_name_that_gspread_sends_when_sharing_is_let_pass() -> None:
    method = method_named("drive.permissions.create")

    read, problems = method.read_body({"type": "user", "role": "reader", "withLink": False})

    assert (read, problems) == ({"type": "user", "role": "reader"}, [])
    assert method.read_body({"withLinks": False})[1]


def test_lists_among_messages_are_taken_in_turn_as_gspread_formatting_sends_them() -> None:
    add: dict[str, Any] = {"addSheet": {}}

    body, wrong = BATCH_UPDATE.read_body({"requests": [[add, add], [[add]]]})

    assert (body, wrong) == ({"requests": [add, add, add]}, [])
