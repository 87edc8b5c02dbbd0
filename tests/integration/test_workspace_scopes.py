"""Tokens with some scopes only: methods beyond them are refused, and `drive.file` sees the app's own files."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import requests

from tests.integration.workspace_clients import SHEET, Http, running_workspace
from tests.running import BUYER, SELLER


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with running_workspace(tmp_path_factory.mktemp("workspace")) as process:
        yield process.ready["workspace"]


@pytest.fixture
def seller(base: str) -> Http:
    return Http(base, f"local:{SELLER}")


@pytest.fixture
def app(base: str) -> Http:
    """The seller through an app that has `drive.file`."""
    return Http(base, f"local+drive.file:{SELLER}")


def new_sheet(who: Http, name: str = "plan") -> str:
    status, made = who("POST", "/drive/v3/files", json={"name": name, "mimeType": SHEET})
    assert status == 200
    return str(made["id"])


def names(who: Http) -> set[str]:
    return {file["name"] for file in who("GET", "/drive/v3/files")[1]["files"]}


def open_with_app(base: str, file_id: str, person: str) -> int:
    body = {"file": file_id, "user": person}
    return requests.post(f"{base}/_control/open", json=body, timeout=10).status_code


def test_a_method_beyond_the_scopes_is_refused_in_googles_words(base: str, seller: Http) -> None:
    file_id = new_sheet(seller)
    reader = Http(base, f"local:{SELLER}?scopes=spreadsheets.readonly")
    path = f"/v4/spreadsheets/{file_id}"

    status, refused = reader("PUT", f"{path}/values/A1?valueInputOption=RAW", json={"values": [[1]]})

    assert reader("GET", path)[0] == 200
    error = refused["error"]
    assert (status, error["status"]) == (403, "PERMISSION_DENIED")
    assert error["message"] == "Request had insufficient authentication scopes."
    assert error["details"][0]["reason"] == "ACCESS_TOKEN_SCOPE_INSUFFICIENT"
    assert "errors" not in error


def test_drive_says_so_in_its_own_envelope(base: str) -> None:
    error = Http(base, f"local:{SELLER}?scopes=spreadsheets")("GET", "/drive/v3/files")[1]["error"]

    assert error["errors"] == [
        {"message": "Insufficient Permission", "domain": "global", "reason": "insufficientPermissions"}
    ]


@pytest.mark.parametrize(
    "token",
    [
        f"local:{SELLER}?scopes=https://www.googleapis.com/auth/drive",
        f"local+drive+spreadsheets:{SELLER}",
        f"local:{SELLER}?scopes=spreadsheets,drive.readonly",
    ],
)
def test_scopes_may_be_written_in_full_and_several(base: str, token: str) -> None:
    assert Http(base, token)("GET", "/drive/v3/files")[0] == 200


@pytest.mark.parametrize(
    "token", ["local:", "local:x", "local:a@b.example?scope=drive", "remote:a@b.example"]
)
def test_other_tokens_are_none(base: str, token: str) -> None:
    answer = requests.get(f"{base}/drive/v3/files", headers={"Authorization": f"Bearer {token}"}, timeout=10)

    assert answer.status_code == 401
    assert answer.headers["WWW-Authenticate"] == 'Bearer realm="https://accounts.google.com/"'


def test_drive_file_sees_what_the_app_made_and_nothing_else(base: str, seller: Http, app: Http) -> None:
    other = new_sheet(seller, "not the app's")
    mine = new_sheet(app, "the app's")

    assert names(app) == {"the app's"}
    assert names(seller) >= {"the app's", "not the app's"}
    assert app("GET", f"/v4/spreadsheets/{mine}")[0] == 200
    for path in (f"/v4/spreadsheets/{other}", f"/drive/v3/files/{other}"):
        assert app("GET", path)[0] == 404
    both = Http(base, f"local:{SELLER}?scopes=drive.file,spreadsheets")
    assert both("GET", f"/v4/spreadsheets/{other}")[0] == 200
    assert both("GET", f"/drive/v3/files/{other}")[0] == 404


def test_a_file_that_a_person_opens_with_the_app_is_seen_for_that_person(base: str, seller: Http) -> None:
    file_id = new_sheet(seller, "shared")
    share = {"type": "user", "role": "writer", "emailAddress": BUYER}
    seller("POST", f"/drive/v3/files/{file_id}/permissions", json=share)
    buyers_app, sellers_app = (Http(base, f"local+drive.file:{who}") for who in (BUYER, SELLER))
    assert open_with_app(base, file_id, "stranger@elsewhere.example") == 404

    assert open_with_app(base, file_id, BUYER) == 200

    assert buyers_app("GET", f"/drive/v3/files/{file_id}")[0] == 200
    assert sellers_app("GET", f"/drive/v3/files/{file_id}")[0] == 404


def test_the_change_log_of_such_an_app_is_of_its_own_files(seller: Http, app: Http) -> None:
    token = seller("GET", "/drive/v3/changes/startPageToken")[1]["startPageToken"]
    other, mine, gone = new_sheet(seller), new_sheet(app), new_sheet(app)
    app("DELETE", f"/drive/v3/files/{gone}")

    def log(who: Http) -> dict[str, Any]:
        changes = who("GET", f"/drive/v3/changes?pageToken={token}")[1]["changes"]
        return {change["fileId"]: change["removed"] for change in changes}

    assert log(app) == {mine: False, gone: True}
    assert log(seller) == {other: False, mine: False, gone: True}


def test_an_app_cannot_write_over_a_file_that_it_does_not_see(seller: Http, app: Http) -> None:
    other = new_sheet(seller, "kept")

    app("POST", "/drive/v3/files", json={"name": "taken", "mimeType": SHEET, "id": other})

    assert seller("GET", f"/drive/v3/files/{other}")[1]["name"] == "kept"
