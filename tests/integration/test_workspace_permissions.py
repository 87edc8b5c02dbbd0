"""Google's permissions hold: who is not on a file gets 404 or 403, and a role allows what it says."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
import requests

from tests.integration.workspace_clients import SHEET, Http, running_workspace
from tests.running import BUYER, ROBOT, SELLER

As = Callable[[str], Http]
VALUES = {"values": [["x"]]}
COMMENT = {"requests": [{"insertComment": {"content": "why?", "coordinate": {"sheetId": 0}}}]}
ADD_SHEET = {"requests": [{"addSheet": {"properties": {"title": "more"}}}]}


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with running_workspace(tmp_path_factory.mktemp("workspace")) as process:
        yield process.ready["workspace"]


@pytest.fixture
def acting(base: str) -> As:
    return lambda person: Http(base, f"local:{person}")


@pytest.fixture
def file_id(acting: As) -> str:
    made: str = acting(SELLER)("POST", "/drive/v3/files", json={"name": "p", "mimeType": SHEET})[1]["id"]
    return made


def share(acting: As, file_id: str, role: str, email: str = BUYER, by: str = SELLER) -> tuple[int, Any]:
    body = {"type": "user", "role": role, "emailAddress": email}
    return acting(by)("POST", f"/drive/v3/files/{file_id}/permissions", json=body)


def statuses(http: Http, file_id: str) -> dict[str, int]:
    """What a person may do to a file, as HTTP statuses."""
    sheet, file = f"/v4/spreadsheets/{file_id}", f"/drive/v3/files/{file_id}"
    anyone = {"type": "anyone", "role": "reader"}
    return {
        "read": http("GET", sheet)[0],
        "find": http("GET", file)[0],
        "comment": http("POST", f"{sheet}:batchUpdate", json=COMMENT)[0],
        "write": http("PUT", f"{sheet}/values/A1?valueInputOption=RAW", json=VALUES)[0],
        "change": http("POST", f"{sheet}:batchUpdate", json=ADD_SHEET)[0],
        "share": http("POST", f"{file}/permissions", json=anyone)[0],
        "list shares": http("GET", f"{file}/permissions")[0],
        "trash": http("PATCH", file, json={"trashed": True})[0],
        "delete": http("DELETE", file)[0],
    }


ALL = ["read", "find", "comment", "write", "change", "share", "list shares", "trash", "delete"]


@pytest.mark.parametrize(
    ("role", "may"),
    [
        ("reader", ["read", "find"]),
        ("commenter", ["read", "find", "comment"]),
        ("writer", ["read", "find", "comment", "write", "change", "share", "list shares"]),
    ],
)
def test_a_role_allows_what_it_says_and_no_more(acting: As, file_id: str, role: str, may: list[str]) -> None:
    assert share(acting, file_id, role)[0] == 200

    found = statuses(acting(BUYER), file_id)

    assert found == {what: 200 if what in may else 403 for what in ALL}


def test_a_stranger_finds_no_file_in_drive_and_no_permission_in_sheets(acting: As, file_id: str) -> None:
    found = statuses(acting("eve@elsewhere.example"), file_id)

    in_sheets = ["read", "comment", "write", "change"]
    assert found == {what: 403 if what in in_sheets else 404 for what in ALL}
    _, answer = acting("eve@elsewhere.example")("GET", f"/drive/v3/files/{file_id}")
    assert answer["error"]["errors"][0]["reason"] == "notFound"
    assert acting("eve@elsewhere.example")("GET", "/drive/v3/files")[1]["files"] == []


def test_the_owner_may_do_all(acting: As, file_id: str) -> None:
    found = statuses(acting(SELLER), file_id)

    assert found == {**dict.fromkeys(ALL, 200), "delete": 204}
    assert acting(SELLER)("GET", f"/v4/spreadsheets/{file_id}")[0] == 404


def test_the_robot_is_a_guest_and_owns_nothing(acting: As, file_id: str) -> None:
    share(acting, file_id, "writer", ROBOT)

    assert acting(ROBOT)("GET", f"/v4/spreadsheets/{file_id}")[0] == 200
    status, answer = acting(ROBOT)("POST", "/drive/v3/files", json={"name": "mine"})
    assert (status, answer["error"]["errors"][0]["reason"]) == (403, "storageQuotaExceeded")
    assert acting(ROBOT)("POST", f"/drive/v3/files/{file_id}/copy", json={})[0] == 403
    assert acting(ROBOT)("POST", "/v4/spreadsheets", json={})[1]["error"]["status"] == "PERMISSION_DENIED"


def test_someone_with_the_link_edits_without_a_name(acting: As, file_id: str) -> None:
    path = f"/v4/spreadsheets/{file_id}/values/A1?valueInputOption=RAW"
    assert acting("anonymous")("PUT", path, json=VALUES)[0] == 403
    link = {"type": "anyone", "role": "writer"}
    acting(SELLER)("POST", f"/drive/v3/files/{file_id}/permissions", json=link)

    assert acting("anonymous")("PUT", path, json=VALUES)[0] == 200

    shown = acting(SELLER)("GET", f"/drive/v3/files/{file_id}?fields=*")[1]
    assert "lastModifyingUser" not in shown
    assert shown["permissionIds"][1] == "anyoneWithLink"


def test_taking_a_person_off_tells_their_log_that_the_file_is_gone(acting: As, file_id: str) -> None:
    permission_id = share(acting, file_id, "writer")[1]["id"]
    token = acting(BUYER)("GET", "/drive/v3/changes/startPageToken")[1]["startPageToken"]

    acting(SELLER)("DELETE", f"/drive/v3/files/{file_id}/permissions/{permission_id}")

    changes = acting(BUYER)("GET", f"/drive/v3/changes?pageToken={token}")[1]["changes"]
    assert [(each["fileId"], each["removed"]) for each in changes] == [(file_id, True)]
    assert acting(BUYER)("GET", f"/drive/v3/files/{file_id}")[0] == 404


def test_roles_change_only_as_drive_lets_them(acting: As, file_id: str) -> None:
    permission = share(acting, file_id, "reader")[1]
    path = f"/drive/v3/files/{file_id}/permissions"
    owner_id = acting(SELLER)("GET", f"{path}")[1]["permissions"][0]["id"]

    # sharing again only ever strengthens
    assert share(acting, file_id, "writer")[1]["role"] == "writer"
    assert share(acting, file_id, "reader")[1]["role"] == "writer"
    assert (
        acting(SELLER)("PATCH", f"{path}/{permission['id']}", json={"role": "reader"})[1]["role"] == "reader"
    )
    assert acting(SELLER)("DELETE", f"{path}/{owner_id}")[0] == 403
    assert acting(SELLER)("PATCH", f"{path}/{permission['id']}", json={"role": "owner"})[0] == 400
    handed_over = acting(SELLER)(
        "PATCH", f"{path}/{permission['id']}?transferOwnership=true", json={"role": "owner"}
    )
    assert handed_over[1]["role"] == "owner"
    assert acting(SELLER)("DELETE", f"/drive/v3/files/{file_id}")[0] == 403
    assert acting(BUYER)("DELETE", f"/drive/v3/files/{file_id}")[0] == 204


@pytest.mark.parametrize(
    "body",
    [
        {"role": "reader"},
        {"type": "user", "role": "reader"},
        {"type": "user", "role": "king", "emailAddress": BUYER},
        {"type": "anyone", "role": "owner"},
    ],
)
def test_permissions_that_make_no_sense_are_refused(acting: As, file_id: str, body: dict[str, str]) -> None:
    assert acting(SELLER)("POST", f"/drive/v3/files/{file_id}/permissions", json=body)[0] == 400


@pytest.mark.parametrize("token", ["", "x", "local:", "local:nobody", "ya29.real-looking"])
def test_a_token_that_names_nobody_is_a_401(base: str, token: str) -> None:
    for path in ("/v4/spreadsheets/x", "/drive/v3/files"):
        status, answer = Http(base, token)("GET", path)

        assert (status, answer["error"]["status"]) == (401, "UNAUTHENTICATED")


def test_other_sites_and_rebound_names_are_turned_away(base: str, file_id: str) -> None:
    headers = {"Authorization": f"Bearer local:{SELLER}"}
    url = f"{base}/drive/v3/files/{file_id}"

    foreign = requests.get(url, headers={**headers, "Origin": "http://evil.example"}, timeout=10)
    rebound = requests.get(url, headers={**headers, "Host": "evil.example"}, timeout=10)
    own = requests.get(url, headers={**headers, "Origin": base}, timeout=10)

    assert (foreign.status_code, rebound.status_code, own.status_code) == (403, 421, 200)
    assert "Access-Control-Allow-Origin" not in own.headers


def test_the_page_learns_who_it_is_and_which_files_there_are(base: str, acting: As, file_id: str) -> None:
    share(acting, file_id, "commenter")
    token = f"token=local:{BUYER}"

    me = requests.get(f"{base}/_local/me?{token}", timeout=10).json()
    files = requests.get(f"{base}/_local/files?{token}", timeout=10).json()["files"]

    assert (me["displayName"], me["isServiceAccount"]) == ("Dana", False)
    assert {"id": file_id, "role": "commenter"}.items() <= next(
        each for each in files if each["id"] == file_id
    ).items()
    assert (
        requests.get(f"{base}/_local/events?file={file_id}&token=local:a@b.example", timeout=10).status_code
        == 404
    )


def test_ownership_is_taken_only_by_whom_the_owner_offered_it(acting: As, file_id: str) -> None:
    path = f"/drive/v3/files/{file_id}/permissions"
    permission = share(acting, file_id, "writer")[1]["id"]
    take = f"{path}/{permission}?transferOwnership=true"

    assert (
        acting(BUYER)("PATCH", f"{path}/{permission}", json={"role": "writer", "pendingOwner": True})[0]
        == 403
    )
    assert acting(BUYER)("PATCH", take, json={"role": "owner"})[0] == 403
    assert (
        acting(SELLER)("PATCH", f"{path}/{permission}", json={"role": "writer", "pendingOwner": True})[0]
        == 200
    )
    assert acting(BUYER)("PATCH", take, json={"role": "owner"})[1]["role"] == "owner"


def test_a_parent_without_a_name_is_a_file_not_found(acting: As, file_id: str) -> None:
    assert acting(SELLER)("POST", "/drive/v3/files", json={"parents": [""]})[0] == 404
