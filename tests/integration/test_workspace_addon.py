"""An add-on beside a file: the events and tokens it gets, and what is never sent."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import requests
from google.auth import jwt

from local_workspace.addons.signing import CLIENT_ID, ISSUER, SERVICE_ACCOUNT, subject
from tests.listening import Listener, listening
from tests.running import BUYER, SELLER, start

SHEET = "application/vnd.google-apps.spreadsheet"


@pytest.fixture
def listener() -> Iterator[Listener]:
    with listening() as made:
        yield made


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("workspace")
    process = start(
        "local_workspace", "--port", "0", "--data", str(folder / "data"), log=Path(folder / "log")
    )
    yield process.ready["workspace"]
    process.stop()


def call(workspace: str, path: str, body: Any, person: str | None = SELLER) -> requests.Response:
    headers = {"Authorization": f"Bearer local:{person}"} if person else {}
    return requests.post(workspace + path, json=body, headers=headers, timeout=10)


@pytest.fixture
def file_id(workspace: str) -> str:
    made = call(workspace, "/v4/spreadsheets", {"properties": {"title": "Close plan"}})
    return str(made.json()["spreadsheetId"])


@pytest.fixture
def connected(workspace: str, listener: Listener) -> Listener:
    assert call(workspace, "/_control/addon", listener.deployment()).json() == {
        "name": "Plans",
        "hosts": ["sheets", "docs", "drive", "gmail", "calendar"],
        "menu": [
            {"text": "Help", "function": "", "url": "https://plans.example/help"},
            {"text": "Plans", "function": f"{listener.url}/plans", "url": ""},
        ],
    }
    return listener


def test_an_event_names_the_file_and_is_signed_for_the_called_url(
    workspace: str, connected: Listener, file_id: str
) -> None:
    asked = {
        "fileId": file_id,
        "consent": True,
        "parameters": {"planId": "p1"},
        "formInputs": {"due": {"dateInput": {"msSinceEpoch": "0"}}},
        "timeZone": "Asia/Tokyo",
    }
    assert call(workspace, "/_addon/run", asked).json() == {"action": {"navigations": []}}

    path, authorization, event = connected.heard[0]
    certificates = requests.get(f"{workspace}/oauth2/v1/certs", timeout=10).json()
    tokens, common = event["authorizationEventObject"], event["commonEventObject"]
    audience = f"{connected.url}{path}"
    system = jwt.decode(authorization.removeprefix("Bearer "), certificates, audience=audience)
    user = jwt.decode(tokens["userIdToken"], certificates, audience=CLIENT_ID)

    assert path == "/granted"
    assert event["sheets"] == {"addonHasFileScopePermission": True, "id": file_id, "title": "Close plan"}
    assert common["parameters"] == {"planId": "p1"}
    assert common["timeZone"] == {"id": "Asia/Tokyo", "offset": 9 * 3_600_000}
    assert (system["iss"], system["email"]) == (ISSUER, SERVICE_ACCOUNT)
    assert (user["email"], user["sub"]) == (SELLER, subject(SELLER))


def test_an_add_on_learns_nothing_of_a_file_before_the_person_says_so(
    workspace: str, connected: Listener, file_id: str
) -> None:
    call(workspace, "/_addon/run", {"fileId": file_id})
    path, event = connected.last
    assert (path, event["sheets"]) == ("/sheets", {"addonHasFileScopePermission": False})
    assert read_with(workspace, event, file_id) == 404

    call(workspace, "/_addon/run", {"fileId": file_id, "consent": True})
    assert read_with(workspace, connected.last[1], file_id) == 200


def read_with(workspace: str, event: dict[str, Any], file_id: str) -> int:
    """The status of reading the file with the person's token of an event."""
    headers = {"Authorization": f"Bearer {event['authorizationEventObject']['userOAuthToken']}"}
    return requests.get(f"{workspace}/drive/v3/files/{file_id}", headers=headers, timeout=10).status_code


def test_a_file_that_the_app_made_is_granted_from_the_start(workspace: str, connected: Listener) -> None:
    body = {"name": "Plan", "mimeType": SHEET, "appProperties": {"plan": "p1"}}
    made = call(workspace, "/drive/v3/files", body).json()
    call(workspace, "/_addon/run", {"fileId": made["id"]})
    assert connected.last[1]["sheets"]["id"] == made["id"]


def test_an_open_mail_and_a_selection_in_drive_have_triggers_of_their_own(
    workspace: str, connected: Listener, file_id: str
) -> None:
    raw = base64.urlsafe_b64encode(b"To: sam@northwind.example\nSubject: Hi\n\nHello").decode()
    mail = call(workspace, "/gmail/v1/users/me/messages/send", {"raw": raw}).json()
    call(workspace, "/_addon/run", {"host": "gmail", "messageId": mail["id"]})
    path, event = connected.last
    assert (path, event["commonEventObject"]["hostApp"]) == ("/mail", "GMAIL")
    assert event["gmail"]["threadId"] == mail["threadId"]
    assert (
        call(workspace, "/_addon/run", {"host": "gmail", "messageId": mail["id"]}, BUYER).status_code == 404
    )

    call(workspace, "/_addon/run", {"host": "drive", "selected": [file_id]})
    path, event = connected.last
    assert (path, event["drive"]["selectedItems"]) == ("/selected", [event["drive"]["activeCursorItem"]])
    assert event["drive"]["activeCursorItem"]["addonHasFileScopePermission"] is False
    call(workspace, "/_addon/run", {"host": "drive", "selected": [file_id], "consent": file_id})
    path, event = connected.last
    assert (path, event["drive"]["activeCursorItem"]["addonHasFileScopePermission"]) == ("/selected", True)

    call(workspace, "/_addon/run", {"host": "gmail"})
    assert connected.last[0] == "/home"


def test_the_scope_of_the_open_mail_reads_that_mail_alone_and_its_headers_only(
    workspace: str, connected: Listener
) -> None:
    raw = base64.urlsafe_b64encode(b"To: sam@northwind.example\nSubject: Hi\n\nHello").decode()
    one, other = (
        call(workspace, "/gmail/v1/users/me/messages/send", {"raw": raw}).json()["id"] for _ in "ab"
    )
    call(workspace, "/_addon/run", {"host": "gmail", "messageId": one})
    token = connected.last[1]["gmail"]["accessToken"]

    def read(mail: str, shape: str, **headers: str) -> int:
        path = f"{workspace}/gmail/v1/users/me/messages/{mail}?format={shape}"
        bearer = {"Authorization": f"Bearer local+gmail.addons.current.message.metadata:{SELLER}"}
        return requests.get(path, headers=bearer | headers, timeout=10).status_code

    with_token = {"X-Goog-Gmail-Access-Token": token}
    assert read(one, "metadata", **with_token) == 200
    assert read(one, "full", **with_token) == 403
    assert read(other, "metadata", **with_token) == 403
    assert read(one, "metadata") == 403


@pytest.mark.parametrize("access", ["READ", "METADATA"])
def test_guests_of_an_open_event_are_told_where_the_add_on_may_read_them(
    workspace: str, listener: Listener, access: str
) -> None:
    call(workspace, "/_control/addon", listener.deployment(access))
    day = {"date": "2026-12-01"}, {"date": "2026-12-02"}
    body = {"summary": "Talk", "start": day[0], "end": day[1], "attendees": [{"email": BUYER}]}
    made = call(workspace, "/calendar/v3/calendars/primary/events", body).json()
    call(workspace, "/_addon/run", {"host": "calendar", "eventId": made["id"]}, BUYER)
    path, event = listener.last
    assert (path, event["calendar"]["id"], event["calendar"]["calendarId"]) == ("/event", made["id"], BUYER)
    assert event["calendar"]["organizer"] == {"email": SELLER}
    guests = [guest["email"] for guest in event["calendar"].get("attendees", ())]
    assert guests == ([BUYER] if access == "READ" else [])


def test_who_has_no_access_to_the_file_sends_nothing(
    workspace: str, connected: Listener, file_id: str
) -> None:
    assert call(workspace, "/_addon/run", {"fileId": file_id}, BUYER).status_code == 404
    assert call(workspace, "/_addon/run", {"fileId": file_id}, "anonymous").status_code == 401
    assert call(workspace, "/_addon/run", {"fileId": file_id}, None).status_code == 401
    assert connected.heard == []


def test_only_the_add_ons_own_origin_is_called(workspace: str, connected: Listener, file_id: str) -> None:
    asked = {"fileId": file_id, "function": f"{workspace}/_control/requests"}
    assert call(workspace, "/_addon/run", asked).status_code == 400


def test_an_add_on_that_fails_is_googles_generic_failure(
    workspace: str, connected: Listener, file_id: str
) -> None:
    connected.answers["/broken"] = None
    answer = call(workspace, "/_addon/run", {"fileId": file_id, "function": f"{connected.url}/broken"})
    assert answer.status_code == 502
    assert "add-on" in answer.json()["error"]["message"]


def test_a_deployment_without_a_name_is_refused(workspace: str) -> None:
    assert call(workspace, "/_control/addon", {"addOns": {}}).status_code == 400
