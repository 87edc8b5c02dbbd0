"""What Google answered gspread's own tests, the local Workspace answers too.

The recordings are gspread's `tests/cassettes`, which are not ours to ship; `CLOSEPLAN_RECORDINGS` says where
they are, when they do not lie beside the repository.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from flask.testing import FlaskClient

from local_workspace.app import create_app
from local_workspace.gateway import Gateway
from local_workspace.live import Hub
from local_workspace.storage import Storage

BESIDE = Path(__file__).parents[3] / "shared" / "oracles" / "gspread-cassettes"
RECORDINGS = sorted(Path(os.environ.get("CLOSEPLAN_RECORDINGS", BESIDE)).glob("*.json"))
OTHER = {
    "ClientTest.test_access_private_spreadsheet": "reads a file of somebody else's account",
    "ClientTest.test_import_csv": "uploads over Drive v2",
    "ClientTest.test_open_all_has_metadata": "lists what the recording account had before",
    "ClientTest.test_openall": "lists what the recording account had before",
    "WorksheetTest.test_auto_resize_columns": "measures text in Google's fonts",
}
CHOSEN_BY_SERVER = {
    "id", "spreadsheetId", "sheetId", "namedRangeId", "protectedRangeId", "metadataId", "filterViewId"
}  # fmt: skip
TIMES_AND_HOSTS = {"createdTime", "modifiedTime", "spreadsheetUrl"}
RECORDER = "telegram-budgeter@telegram-budgeter.iam.gserviceaccount.com"
OURS = "sam@northwind.example"
HEADERS = {"Authorization": f"Bearer local:{OURS}", "Content-Type": "application/json"}


def cassettes() -> list[Any]:
    if not RECORDINGS:
        reason = "the recordings of real traffic aren't on this machine"
        return [pytest.param(None, marks=pytest.mark.skip(reason=reason))]
    return [
        pytest.param(path, id=path.stem, marks=[pytest.mark.skip(reason=OTHER[path.stem])])
        if path.stem in OTHER
        else pytest.param(path, id=path.stem)
        for path in RECORDINGS
    ]


@pytest.fixture
def client(tmp_path: Path) -> Iterator[FlaskClient]:
    storage = Storage(tmp_path)
    yield create_app(Gateway(storage), Hub()).test_client()
    storage.close()


def pair(recorded: Any, ours: Any, ids: dict[str, str], key: str = "") -> None:
    """Learn which id of ours stands for which recorded one."""
    if isinstance(recorded, dict) and isinstance(ours, dict):
        for name in recorded.keys() & ours.keys():
            pair(recorded[name], ours[name], ids, name)
    elif isinstance(recorded, list) and isinstance(ours, list):
        for one, other in zip(recorded, ours, strict=False):
            pair(one, other, ids, key)
    elif recorded != ours and key in CHOSEN_BY_SERVER and len(str(recorded)) > 4:
        ids[str(recorded)] = str(ours)


def translated(text: str, ids: dict[str, str]) -> str:
    for recorded, ours in {**ids, RECORDER: OURS}.items():
        text = text.replace(recorded, ours)
    return text


def comparable(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: comparable(item) for name, item in value.items() if name not in TIMES_AND_HOSTS}
    return [comparable(item) for item in value] if isinstance(value, list) else value


def parsed(text: str) -> Any:
    try:
        return json.loads(text) if text else None
    except ValueError:
        return text


@pytest.mark.parametrize("path", cassettes())
def test_recorded_exchanges_repeat(client: FlaskClient, path: Path) -> None:
    ids: dict[str, str] = {}
    for exchange in json.loads(path.read_text("utf-8"))["interactions"]:
        request, response = exchange["request"], exchange["response"]
        url = urlsplit(request["uri"])

        answer = client.open(
            translated(f"{url.path}?{url.query}", ids),
            method=request["method"],
            data=translated(request.get("body") or "", ids).encode(),
            headers=HEADERS,
        )

        ours, recorded = parsed(answer.text), parsed(response["body"].get("string") or "")
        pair(recorded, ours, ids)
        recorded = json.loads(translated(json.dumps(recorded), ids))
        assert answer.status_code == response["status"]["code"]
        assert comparable(ours) == comparable(recorded)
