"""Protected ranges hold against everybody but their editors and the owner."""

from datetime import UTC, datetime
from typing import Any

import pytest

from local_workspace.errors import ApiError
from local_workspace.people import Actor
from local_workspace.sheets import (
    Spreadsheet,
    batch_update,
    render,
    values_append,
    values_clear,
    values_get,
    values_update,
)

OWNER = Actor("owner@closeplan.local")
MAKER = Actor("maker@closeplan.local")
EDITOR = Actor("editor@closeplan.local")
OTHER = Actor("other@buyer.example")
NOW = datetime(2026, 11, 23, tzinfo=UTC)
Json = dict[str, Any]
FIRST_COLUMN = {"startColumnIndex": 0, "endColumnIndex": 1}


@pytest.fixture
def doc() -> Spreadsheet:
    made = Spreadsheet.new("doc", "Protected")
    made.owner = OWNER.email
    values_update(made, "A1", {"values": [["key", "free"], ["id", "text"]]}, "RAW")
    protect(made, {"range": FIRST_COLUMN, "editors": {"users": [EDITOR.email]}})
    return made


def protect(doc: Spreadsheet, protection: Json) -> None:
    batch_update(doc, [{"addProtectedRange": {"protectedRange": protection}}], MAKER, NOW)


def write(doc: Spreadsheet, where: str, actor: Actor) -> None:
    values_update(doc, where, {"values": [["new"]]}, "RAW", actor=actor)


@pytest.mark.parametrize("actor", [OWNER, MAKER, EDITOR])
def test_the_owner_the_maker_and_editors_may_write(doc: Spreadsheet, actor: Actor) -> None:
    write(doc, "A2", actor)
    assert values_get(doc, "A2")["values"] == [["new"]]


def test_anybody_else_is_refused_and_changes_nothing(doc: Spreadsheet) -> None:
    before = doc.to_json()
    with pytest.raises(ApiError, match="edit a protected cell or object") as caught:
        write(doc, "A2", OTHER)
    with pytest.raises(ApiError, match="protected"):
        values_clear(doc, "A1:B2", OTHER)
    with pytest.raises(ApiError, match="protected"):
        values_append(doc, "A1", {"values": [["x"]]}, "RAW", actor=OTHER)
    assert caught.value.code == 400
    assert doc.to_json() == before


def test_cells_beside_the_protected_ones_stay_free(doc: Spreadsheet) -> None:
    write(doc, "B2", OTHER)
    assert values_get(doc, "B2")["values"] == [["new"]]


@pytest.mark.parametrize(
    "request_",
    [
        {"deleteDimension": {"range": {"dimension": "ROWS", "startIndex": 1, "endIndex": 2}}},
        {"sortRange": {"range": {"endRowIndex": 2}, "sortSpecs": [{"sortOrder": "ASCENDING"}]}},
        {"repeatCell": {"range": FIRST_COLUMN, "cell": {"note": "x"}, "fields": "note"}},
    ],
)
def test_requests_that_touch_protected_cells_are_refused_by_their_number(
    doc: Spreadsheet, request_: Json
) -> None:
    with pytest.raises(ApiError, match=r"Invalid requests\[0\]\.\w+: You are trying to edit a protected"):
        batch_update(doc, [request_], OTHER, NOW)


def test_a_protection_is_lifted_only_by_who_may_edit_under_it(doc: Spreadsheet) -> None:
    (key,) = doc.sheet(0).protected
    with pytest.raises(ApiError, match="protected"):
        batch_update(doc, [{"deleteProtectedRange": {"protectedRangeId": key}}], OTHER, NOW)
    batch_update(doc, [{"deleteProtectedRange": {"protectedRangeId": key}}], OWNER, NOW)
    write(doc, "A2", OTHER)


def test_a_protected_tab_is_open_only_where_it_says_so() -> None:
    doc = Spreadsheet.new("doc", "Protected")
    protect(doc, {"range": {"sheetId": 0}, "unprotectedRanges": [{"startRowIndex": 4, "endRowIndex": 5}]})
    write(doc, "C5", OTHER)
    with pytest.raises(ApiError, match="protected"):
        write(doc, "C6", OTHER)
    rename = {"properties": {"title": "Mine"}, "fields": "title"}
    with pytest.raises(ApiError, match="protected"):
        batch_update(doc, [{"updateSheetProperties": rename}], OTHER, NOW)


def test_a_warning_stops_nobody() -> None:
    doc = Spreadsheet.new("doc", "Protected")
    protect(doc, {"range": {"sheetId": 0}, "warningOnly": True})
    write(doc, "A1", OTHER)


def test_who_asks_is_told_whether_they_may_edit(doc: Spreadsheet) -> None:
    shown = [render(doc, viewer=who)["sheets"][0]["protectedRanges"][0] for who in (OWNER, OTHER)]
    assert [one.get("requestingUserCanEdit") for one in shown] == [True, None]
