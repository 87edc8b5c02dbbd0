"""Unmodified google-api-python-client can't tell the local Workspace from Google; nor does a kill lose data."""

from __future__ import annotations

import json
import socket
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
import requests
from googleapiclient.errors import HttpError

from tests.integration.workspace_clients import SHEET, Http, google_client, running_workspace
from tests.running import BUYER, SELLER, eventually, requests_made


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with running_workspace(tmp_path_factory.mktemp("workspace")) as process:
        yield process.ready["workspace"]


@pytest.fixture(scope="module")
def drive(base: str) -> Iterator[Any]:
    client = google_client("drive", "v3", base, SELLER)
    yield client
    client.close()


@pytest.fixture(scope="module")
def sheets(base: str) -> Iterator[Any]:
    client = google_client("sheets", "v4", base, SELLER)
    yield client
    client.close()


def new_sheet(drive: Any, name: str = "plan", **more: Any) -> str:
    body = {"name": name, "mimeType": SHEET, **more}
    file_id: str = drive.files().create(body=body, fields="id").execute()["id"]
    return file_id


def test_a_spreadsheet_is_created_written_and_read(sheets: Any) -> None:
    made = sheets.spreadsheets().create(body={"properties": {"title": "made"}}).execute()
    values = sheets.spreadsheets().values()
    values.update(
        spreadsheetId=made["spreadsheetId"], range="A1", valueInputOption="USER_ENTERED",
        body={"values": [["2027-03-31", 5]]},
    ).execute()  # fmt: skip

    read = values.get(
        spreadsheetId=made["spreadsheetId"], range="A1:B1", valueRenderOption="UNFORMATTED_VALUE"
    ).execute()

    assert read["values"] == [[46477, 5]]


def test_a_batch_applies_wholly_or_not_at_all(drive: Any, sheets: Any) -> None:
    file_id = new_sheet(drive)
    requests_ = [
        {"addSheet": {"properties": {"title": "kept?"}}},
        {"deleteSheet": {"sheetId": 404}},
    ]

    with pytest.raises(HttpError, match=r"Invalid requests\[1\]"):
        sheets.spreadsheets().batchUpdate(spreadsheetId=file_id, body={"requests": requests_}).execute()

    shown = sheets.spreadsheets().get(spreadsheetId=file_id, fields="sheets.properties.title").execute()
    assert shown == {"sheets": [{"properties": {"title": "Sheet1"}}]}


def test_comments_are_read_back_anchored(drive: Any, sheets: Any) -> None:
    file_id = new_sheet(drive)
    comment = {"content": "slipped", "coordinate": {"sheetId": 0, "rowIndex": 2, "columnIndex": 5}}
    body = {"requests": [{"insertComment": comment}]}
    sheets.spreadsheets().batchUpdate(spreadsheetId=file_id, body=body).execute()

    shown = (
        sheets.spreadsheets()
        .get(
            spreadsheetId=file_id,
            commentsViewMode="COMMENTS_VIEW_MODE_INCLUDED",
            fields="comments(headPost(content,author/me)),sheets(commentAnchors/range)",
        )
        .execute()
    )

    assert shown["comments"] == [{"headPost": {"content": "slipped", "author": {"me": True}}}]
    place = shown["sheets"][0]["commentAnchors"][0]["range"]
    assert (place["startRowIndex"], place["startColumnIndex"]) == (2, 5)


def test_drive_shows_and_answers_the_sheets_comments(drive: Any, sheets: Any) -> None:
    file_id = new_sheet(drive)
    comment = {"content": "why?", "coordinate": {"sheetId": 0}}
    body = {"requests": [{"insertComment": comment}]}
    sheets.spreadsheets().batchUpdate(spreadsheetId=file_id, body=body).execute()
    comment_id = drive.comments().list(fileId=file_id, fields="comments/id").execute()["comments"][0]["id"]

    drive.replies().create(
        fileId=file_id, commentId=comment_id, fields="id", body={"content": "legal", "action": "resolve"}
    ).execute()

    shown = drive.comments().get(fileId=file_id, commentId=comment_id, fields="*").execute()
    assert (shown["content"], shown["resolved"]) == ("why?", True)
    assert [(each["content"], each["action"]) for each in shown["replies"]] == [("legal", "resolve")]
    assert "emailAddress" not in shown["author"]


def test_drives_own_comments_live_and_die(drive: Any) -> None:
    file_id = new_sheet(drive)
    made = drive.comments().create(
        fileId=file_id, fields="*", body={"content": "hello", "anchor": "{}"}
    ).execute()  # fmt: skip

    drive.comments().update(
        fileId=file_id, commentId=made["id"], fields="id", body={"content": "hi"}
    ).execute()

    listed = drive.comments().list(fileId=file_id, fields="comments(content,anchor)").execute()
    assert listed == {"comments": [{"content": "hi", "anchor": "{}"}]}
    drive.comments().delete(fileId=file_id, commentId=made["id"]).execute()
    assert drive.comments().list(fileId=file_id, fields="comments").execute() == {"comments": []}


def test_files_are_found_by_what_was_said_of_them(drive: Any) -> None:
    folder = (
        drive.files()
        .create(body={"name": "deals", "mimeType": "application/vnd.google-apps.folder"})
        .execute()
    )
    file_id = new_sheet(drive, "in folder", parents=[folder["id"]], appProperties={"plan": "p-7"})
    new_sheet(drive, "elsewhere")

    by_parent = drive.files().list(q=f"'{folder['id']}' in parents").execute()
    by_property = drive.files().list(q="appProperties has {key='plan' and value='p-7'}").execute()

    assert [each["id"] for each in by_parent["files"]] == [file_id]
    assert [each["id"] for each in by_property["files"]] == [file_id]


def test_lists_come_in_pages(drive: Any) -> None:
    ids = {new_sheet(drive, "paged") for _ in range(5)}
    found: list[str] = []
    request = drive.files().list(q="name = 'paged'", pageSize=2)
    while request is not None:
        answer = request.execute()
        found += [each["id"] for each in answer["files"]]
        request = drive.files().list_next(request, answer)

    assert len(found) == 5
    assert set(found) == ids


def test_the_change_log_has_each_file_once_at_its_last_change(drive: Any) -> None:
    first, second = new_sheet(drive, "first"), new_sheet(drive, "second")
    token = drive.changes().getStartPageToken().execute()["startPageToken"]
    for name in ("a", "b", "c"):
        drive.files().update(fileId=first, body={"name": name}).execute()
    drive.files().delete(fileId=second).execute()
    drive.files().update(fileId=first, body={"name": "d"}).execute()

    answer = (
        drive.changes()
        .list(pageToken=token, fields="newStartPageToken,changes(fileId,removed,file(name))")
        .execute()
    )

    assert answer["changes"] == [
        {"fileId": second, "removed": True},
        {"fileId": first, "removed": False, "file": {"name": "d"}},
    ]
    assert drive.changes().list(pageToken=answer["newStartPageToken"]).execute()["changes"] == []


def test_every_accepted_write_counts_one_version_and_names_its_author(base: str, drive: Any) -> None:
    file_id = new_sheet(drive)
    drive.permissions().create(
        fileId=file_id, body={"type": "user", "role": "writer", "emailAddress": BUYER}
    ).execute()
    before = drive.files().get(fileId=file_id, fields="version").execute()["version"]

    path = f"/v4/spreadsheets/{file_id}/values/A1?valueInputOption=RAW"
    Http(base, f"local:{BUYER}")("PUT", path, json={"values": [["x"]]})

    after = drive.files().get(fileId=file_id, fields="version,lastModifyingUser").execute()
    assert int(after["version"]) == int(before) + 1
    assert after["lastModifyingUser"]["emailAddress"] == BUYER
    assert after["lastModifyingUser"]["me"] is False


def test_renaming_in_drive_renames_the_document_and_back(drive: Any, sheets: Any) -> None:
    file_id = new_sheet(drive)
    drive.files().update(fileId=file_id, body={"name": "by Drive"}).execute()
    shown = sheets.spreadsheets().get(spreadsheetId=file_id, fields="properties.title").execute()
    assert shown["properties"]["title"] == "by Drive"

    rename = {"updateSpreadsheetProperties": {"properties": {"title": "by Sheets"}, "fields": "title"}}
    sheets.spreadsheets().batchUpdate(spreadsheetId=file_id, body={"requests": [rename]}).execute()

    assert drive.files().get(fileId=file_id).execute()["name"] == "by Sheets"


@pytest.mark.parametrize(
    ("request_line", "body", "code", "says"),
    [
        ("GET /drive/v3/files/nope", None, 404, "File not found: nope."),
        ("GET /v4/spreadsheets/nope", None, 404, "Requested entity was not found."),
        ("GET /drive/v3/changes", None, 400, "Required parameter: pageToken"),
        ("GET /drive/v3/files?q=nonsense", None, 400, "Invalid Value"),
        ("GET /drive/v3/files?fields=nonsense", None, 400, "Invalid field selection nonsense"),
        ("GET /drive/v3/about", None, 400, "The 'fields' parameter is required for this method."),
        ("GET /drive/v3/drives", None, 501, "drive.drives.list"),
        ("POST /gmail/v1/users/me/watch", {}, 501, "gmail.users.watch"),
        ("POST /upload/drive/v3/files?uploadType=nonsense", {}, 400, "Invalid upload type: nonsense"),
        ("PUT /upload/drive/v2/files/x?uploadType=media", {}, 404, "File not found: x."),
        ("POST /v4/spreadsheets", {"titel": "x"}, 400, "Unknown name \"titel\" at 'spreadsheet'"),
        ("POST /drive/v3/files", {"nmae": "x"}, 400, 'Unknown name "nmae"'),
    ],
)  # fmt: skip
def test_refusals_say_what_google_says(
    base: str, request_line: str, body: dict[str, Any] | None, code: int, says: str
) -> None:
    method, path = request_line.split(" ")

    status, answer = Http(base, f"local:{SELLER}")(method, path, json=body)

    assert (status, answer["error"]["code"]) == (code, code)
    assert says in answer["error"]["message"]


def test_a_body_that_is_no_json_is_a_400(base: str) -> None:
    status, answer = Http(base, f"local:{SELLER}")("POST", "/v4/spreadsheets", data=b'{"properties"')

    assert (status, answer["error"]["status"]) == (400, "INVALID_ARGUMENT")


def test_requests_are_counted_by_person_and_method(base: str, drive: Any) -> None:
    requests.post(f"{base}/_control/reset-counters", timeout=10).raise_for_status()
    new_sheet(drive)
    drive.files().list().execute()

    counted = requests_made(base)

    assert counted["total"] == 2
    assert counted["by_user"] == {SELLER: {"drive.files.create": 1, "drive.files.list": 1}}


def test_acknowledged_writes_survive_kill_9(tmp_path: Path) -> None:
    with running_workspace(tmp_path) as first:
        base = first.ready["workspace"]
        seller = Http(base, f"local:{SELLER}")
        file_id = seller("POST", "/drive/v3/files", json={"name": "p", "mimeType": SHEET})[1]["id"]
        for number in range(20):
            row = {"values": [[number]]}
            path = f"/v4/spreadsheets/{file_id}/values/A1:append?valueInputOption=RAW"
            assert seller("POST", path, json=row)[0] == 200
        first.kill()
    with running_workspace(tmp_path) as second:
        again = Http(second.ready["workspace"], f"local:{SELLER}")
        read = again("GET", f"/v4/spreadsheets/{file_id}/values/A1:A100")[1]

    assert read["values"] == [[str(number)] for number in range(20)]


def test_the_default_quota_is_sixty_a_minute_and_person(tmp_path: Path) -> None:
    with running_workspace(tmp_path, "--quota", "default") as process:
        seller = Http(process.ready["workspace"], f"local:{SELLER}")
        file_id = seller("POST", "/drive/v3/files", json={"name": "p", "mimeType": SHEET})[1]["id"]
        path = f"/v4/spreadsheets/{file_id}?fields=spreadsheetId"
        # the window may turn once while we count
        answers = [seller("GET", path) for _ in range(122)]

    refused = next(answer for status, answer in answers if status == 429)
    assert refused["error"]["status"] == "RESOURCE_EXHAUSTED"
    assert "Read requests per minute per user" in refused["error"]["message"]
    assert [status for status, _ in answers[:60]] == [200] * 60


def test_pages_hear_of_edits_while_they_happen(base: str, drive: Any) -> None:
    file_id = new_sheet(drive)
    url = f"{base}/_local/events?file={file_id}&token=local:{SELLER}"
    with requests.get(url, stream=True, timeout=10) as stream:
        lines = stream.iter_lines(chunk_size=1, decode_unicode=True)
        assert next(lines) == "retry: 1000"
        drive.files().update(fileId=file_id, body={"name": "new"}).execute()
        data = next(line for line in lines if line.startswith("data: ") and "version" in line)

    told = json.loads(data.removeprefix("data: "))
    assert told == {"version": 2, "by": "Sam", "mine": True, "role": "owner"}


def test_many_open_pages_do_not_starve_requests(base: str, drive: Any) -> None:
    file_id = new_sheet(drive)
    url = f"{base}/_local/events?file={file_id}&token=local:{SELLER}"
    streams = [requests.get(url, stream=True, timeout=10) for _ in range(40)]

    assert drive.files().get(fileId=file_id).execute()["id"] == file_id

    assert {stream.status_code for stream in streams} == {200, 503}
    for stream in streams:
        stream.close()
    # readers that left make room
    eventually(lambda: _opens(url))


def _opens(url: str) -> bool:
    with requests.get(url, stream=True, timeout=10) as stream:
        return stream.status_code == 200


def test_writers_at_once_lose_nothing_of_each_other(base: str, drive: Any) -> None:
    file_id = new_sheet(drive)
    path = f"/v4/spreadsheets/{file_id}/values/A1:append?valueInputOption=RAW"
    seller = Http(base, f"local:{SELLER}")

    def write(number: int) -> int:
        return seller("POST", path, json={"values": [[f"row {number}"]]})[0]

    with ThreadPoolExecutor(8) as pool:
        assert set(pool.map(write, range(40))) == {200}

    rows = seller("GET", f"/v4/spreadsheets/{file_id}/values/A1:A100")[1]["values"]
    assert sorted(row[0] for row in rows) == sorted(f"row {number}" for number in range(40))
    assert drive.files().get(fileId=file_id, fields="version").execute() == {"version": "41"}


def test_a_batch_answers_each_call_for_itself(drive: Any) -> None:
    file_id = new_sheet(drive)
    heard: dict[str, Any] = {}
    batch = drive.new_batch_http_request(
        callback=lambda name, answer, error: heard.update({name: error or answer})
    )
    for person in ("a@acme.example", "é.b@acme.example"):
        body = {"type": "user", "role": "reader", "emailAddress": person}
        batch.add(drive.permissions().create(fileId=file_id, body=body), request_id=person)
    batch.add(drive.files().get(fileId="nope"), request_id="missing")
    batch.add(drive.files().delete(fileId=new_sheet(drive)), request_id="deleted")

    batch.execute()

    shared = drive.permissions().list(fileId=file_id, fields="permissions/emailAddress").execute()
    assert len(shared["permissions"]) == 3
    assert heard["a@acme.example"]["role"] == "reader"
    assert heard["missing"].resp.status == 404
    assert not heard["deleted"]


def test_idle_connections_shut_nobody_out(base: str, drive: Any) -> None:
    host, port = base.removeprefix("http://").split(":")
    idle = [socket.create_connection((host, int(port)), timeout=10) for _ in range(150)]

    answer = Http(base, f"local:{SELLER}")("GET", "/drive/v3/about?fields=kind")

    for connection in idle:
        connection.close()
    assert answer == (200, {"kind": "drive#about"})
