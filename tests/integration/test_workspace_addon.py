"""An add-on beside a file: the events and tokens it gets, and what is never sent."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
import requests
from google.auth import jwt

from local_workspace.addons.signing import CLIENT_ID, ISSUER, SERVICE_ACCOUNT, subject
from tests.running import BUYER, SELLER, start


@dataclass
class Listener:
    """An add-on that keeps what it is sent."""

    heard: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    url: str = ""

    def deployment(self) -> dict[str, Any]:
        trigger = {"homepageTrigger": {"runFunction": f"{self.url}/sheets"}}
        return {"addOns": {"common": {"name": "Plans"}, "sheets": trigger}}


@pytest.fixture
def listener() -> Iterator[Listener]:
    made = Listener()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            made.heard.append((self.headers["Authorization"], json.loads(body)))
            self.send_response(500 if self.path == "/broken" else 200)
            self.end_headers()
            self.wfile.write(json.dumps({"action": {"navigations": []}}).encode())

        def log_message(self, *_: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    made.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield made
    server.shutdown()
    server.server_close()
    thread.join()


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
        "hosts": ["sheets"],
    }
    return listener


def test_an_event_names_the_file_and_is_signed_for_the_called_url(
    workspace: str, connected: Listener, file_id: str
) -> None:
    asked = {
        "fileId": file_id,
        "parameters": {"planId": "p1"},
        "formInputs": {"due": {"dateInput": {"msSinceEpoch": "0"}}},
    }
    assert call(workspace, "/_addon/run", asked).json() == {"action": {"navigations": []}}

    authorization, event = connected.heard[0]
    certificates = requests.get(f"{workspace}/oauth2/v1/certs", timeout=10).json()
    tokens = event["authorizationEventObject"]
    system = jwt.decode(
        authorization.removeprefix("Bearer "), certificates, audience=f"{connected.url}/sheets"
    )
    user = jwt.decode(tokens["userIdToken"], certificates, audience=CLIENT_ID)

    assert event["sheets"] == {"addonHasFileScopePermission": True, "id": file_id, "title": "Close plan"}
    assert event["commonEventObject"]["parameters"] == {"planId": "p1"}
    assert (system["iss"], system["email"]) == (ISSUER, SERVICE_ACCOUNT)
    assert (user["email"], user["sub"]) == (SELLER, subject(SELLER))


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
    answer = call(workspace, "/_addon/run", {"fileId": file_id, "function": f"{connected.url}/broken"})
    assert answer.status_code == 502
    assert "add-on" in answer.json()["error"]["message"]


def test_a_deployment_without_a_name_is_refused(workspace: str) -> None:
    assert call(workspace, "/_control/addon", {"addOns": {}}).status_code == 400
