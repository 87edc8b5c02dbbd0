from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from local_workspace.app import create_app
from local_workspace.call import Call
from local_workspace.gateway import HANDLERS, Gateway
from local_workspace.live import Hub
from local_workspace.storage import Storage

SAM = {"Authorization": "Bearer local:sam@northwind.example"}
Serve = Callable[..., FlaskClient]


@pytest.fixture
def serve(tmp_path: Path) -> Iterator[Serve]:
    storage = Storage(tmp_path)

    def client(**settings: Any) -> FlaskClient:
        return create_app(Gateway(storage, **settings), Hub()).test_client()

    yield client
    storage.close()


def stores_a_file_and_answers_wrongly(call: Call) -> dict[str, Any]:
    made = HANDLERS["drive.files.create"](call)
    return {**made, "version": 7}


def test_a_wrong_answer_is_a_500_and_stores_nothing(serve: Serve) -> None:
    handlers = {**HANDLERS, "drive.files.create": stores_a_file_and_answers_wrongly}
    client = serve(handlers=handlers)

    answer = client.post("/drive/v3/files", json={"name": "x"}, headers=SAM)

    assert (answer.status_code, answer.json["error"]["status"]) == (500, "INTERNAL")  # type: ignore[index]
    assert client.get("/drive/v3/files", headers=SAM).json["files"] == []  # type: ignore[index]


def test_answers_go_unchecked_where_that_is_set(serve: Serve) -> None:
    handlers = {**HANDLERS, "drive.files.create": stores_a_file_and_answers_wrongly}

    answer = serve(handlers=handlers, check_answers=False).post(
        "/drive/v3/files", json={"name": "x"}, headers=SAM
    )

    assert answer.status_code == 200


def test_every_handler_answers_a_method_that_google_has() -> None:
    from local_workspace.discovery import api

    served = ("drive v3", "sheets v4", "docs v1", "gmail v1", "calendar v3", "meet v2")
    known = {method.id for name in served for method in api(*name.split()).methods}

    assert HANDLERS.keys() <= known
    # every Sheets method is served
    assert {name for name in known if name.startswith("sheets.")} <= HANDLERS.keys()


def test_whitespace_comes_only_when_asked_for(serve: Serve) -> None:
    client = serve()
    assert b"\n" not in client.get("/drive/v3/about?fields=kind", headers=SAM).data
    assert b"\n" in client.get("/drive/v3/about?fields=kind&prettyPrint=true", headers=SAM).data


def test_a_request_of_more_than_ten_megabytes_is_refused(serve: Serve) -> None:
    answer = serve().post("/v4/spreadsheets", data=b" " * (10 * 2**20 + 1), headers=SAM)

    assert answer.status_code == 400
    assert "payload size exceeds" in answer.json["error"]["message"]  # type: ignore[index]
