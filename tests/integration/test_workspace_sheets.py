"""Unmodified google-api-python-client and gspread: formulas, filters, fills, charts and protections over HTTP."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from googleapiclient.errors import HttpError

from tests.integration.workspace_clients import Http, google_client, running_workspace
from tests.running import BUYER, SELLER


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with running_workspace(tmp_path_factory.mktemp("workspace")) as process:
        yield process.ready["workspace"]


@pytest.fixture(scope="module")
def sheets(base: str) -> Iterator[Any]:
    client = google_client("sheets", "v4", base, SELLER)
    yield client.spreadsheets()
    client.close()


@pytest.fixture
def file_id(sheets: Any) -> str:
    made: str = sheets.create(body={"properties": {"title": "made"}}).execute()["spreadsheetId"]
    return made


def write(sheets: Any, file_id: str, where: str, rows: list[list[Any]]) -> None:
    sheets.values().update(
        spreadsheetId=file_id, range=where, valueInputOption="USER_ENTERED", body={"values": rows}
    ).execute()


def change(sheets: Any, file_id: str, *requests: dict[str, Any]) -> list[Any]:
    body = {"requests": list(requests)}
    replies: list[Any] = sheets.batchUpdate(spreadsheetId=file_id, body=body).execute()["replies"]
    return replies


def test_formulas_are_computed_and_recomputed(sheets: Any, file_id: str) -> None:
    write(sheets, file_id, "A1", [[2, "=A1*21"], ["=D1", '=IF(B1=42,"yes","no")']])
    read = sheets.values().get(spreadsheetId=file_id, range="A1:B2").execute()
    assert read["values"] == [["2", "42"], ["", "yes"]]
    write(sheets, file_id, "A1", [[3]])
    grid = sheets.get(spreadsheetId=file_id, includeGridData=True, ranges="B1").execute()
    (cell,) = grid["sheets"][0]["data"][0]["rowData"][0]["values"]
    assert (cell["userEnteredValue"], cell["effectiveValue"], cell["formattedValue"]) == (
        {"formulaValue": "=A1*21"},
        {"numberValue": 63},
        "63",
    )


def test_today_follows_the_servers_clock(base: str, sheets: Any, file_id: str) -> None:
    write(sheets, file_id, "A1", [["=TODAY()"]])
    asked = {"spreadsheetId": file_id, "range": "A1", "valueRenderOption": "UNFORMATTED_VALUE"}
    before = sheets.values().get(**asked).execute()["values"][0][0]
    Http(base, f"local:{SELLER}")("POST", "/_control/time", json={"advance_seconds": 2 * 86400})
    assert sheets.values().get(**asked).execute()["values"][0][0] == before + 2


def test_fills_filters_charts_and_slicers_answer_as_their_schema_says(sheets: Any, file_id: str) -> None:
    write(sheets, file_id, "A1", [["Step"], ["Step 1"], ["Step 2"]])
    area = {"endRowIndex": 6, "endColumnIndex": 1}
    spec = {"title": "Steps", "basicChart": {"chartType": "BAR"}}
    hide = [{"columnIndex": 0, "filterCriteria": {"hiddenValues": ["Step 4"]}}]
    view = change(
        sheets,
        file_id,
        {"autoFill": {"range": {**area, "startRowIndex": 1}}},
        {"setBasicFilter": {"filter": {"range": area, "filterSpecs": hide}}},
        {"addChart": {"chart": {"spec": spec}}},
        {"addSlicer": {"slicer": {"spec": {"title": "by step"}}}},
        {"addFilterView": {"filter": {"title": "mine", "range": area}}},
    )[4]["addFilterView"]["filter"]
    change(sheets, file_id, {"duplicateFilterView": {"filterId": view["filterViewId"]}})
    (shown,) = sheets.get(spreadsheetId=file_id, includeGridData=True).execute()["sheets"]
    rows = shown["data"][0]
    assert rows["rowData"][5]["values"][0]["formattedValue"] == "Step 5"
    assert [n for n, row in enumerate(rows["rowMetadata"]) if row.get("hiddenByFilter")] == [4]
    assert shown["charts"][0]["spec"] == spec
    assert len(shown["filterViews"]) == 2


def test_a_protection_holds_against_another_writer_and_not_the_owner(
    base: str, sheets: Any, file_id: str
) -> None:
    drive = google_client("drive", "v3", base, SELLER)
    share = {"type": "user", "role": "writer", "emailAddress": BUYER}
    drive.permissions().create(fileId=file_id, body=share, sendNotificationEmail=False).execute()
    drive.close()
    protection = {"range": {"endRowIndex": 1}, "editors": {"users": [SELLER]}}
    change(sheets, file_id, {"addProtectedRange": {"protectedRange": protection}})
    buyer = google_client("sheets", "v4", base, BUYER)
    write(buyer.spreadsheets(), file_id, "A2", [["mine"]])
    with pytest.raises(HttpError, match="You are trying to edit a protected cell or object") as caught:
        write(buyer.spreadsheets(), file_id, "A1", [["not mine"]])
    buyer.close()
    assert caught.value.status_code == 400
    write(sheets, file_id, "A1", [["owner's"]])
    assert sheets.values().get(spreadsheetId=file_id, range="A1:A2").execute()["values"] == [
        ["owner's"],
        ["mine"],
    ]
