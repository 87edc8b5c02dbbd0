"""Time can be moved forward: channels, permissions and dates follow; it never goes back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import requests

from tests.integration.workspace_clients import SHEET, Http, receiving, running_workspace
from tests.running import BUYER, SELLER, eventually

HOUR = 3600


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with running_workspace(tmp_path_factory.mktemp("workspace")) as process:
        yield process.ready["workspace"]


@pytest.fixture
def seller(base: str) -> Http:
    return Http(base, f"local:{SELLER}")


def move(base: str, **how: Any) -> tuple[int, Any]:
    answer = requests.post(f"{base}/_control/time", json=how, timeout=10)
    return answer.status_code, answer.json()


def time_of(base: str) -> datetime:
    return datetime.fromisoformat(requests.get(f"{base}/_control/time", timeout=10).json()["now"])


def new_sheet(seller: Http) -> str:
    return str(seller("POST", "/drive/v3/files", json={"name": "plan", "mimeType": SHEET})[1]["id"])


def test_what_is_edited_later_is_dated_later(base: str, seller: Http) -> None:
    file_id = new_sheet(seller)
    before = time_of(base)

    assert move(base, advance_seconds=5 * HOUR)[0] == 200
    seller("PATCH", f"/drive/v3/files/{file_id}", json={"name": "later"})

    shown = seller("GET", f"/drive/v3/files/{file_id}?fields=modifiedTime,createdTime")[1]
    assert datetime.fromisoformat(shown["modifiedTime"]) - before >= timedelta(hours=5)
    assert datetime.fromisoformat(shown["createdTime"]) <= before


def test_a_time_can_be_named(base: str) -> None:
    wanted = time_of(base) + timedelta(days=2)

    move(base, now=wanted.isoformat())

    assert timedelta(0) <= time_of(base) - wanted < timedelta(seconds=5)


@pytest.mark.parametrize(
    "how",
    [
        {"advance_seconds": -1},
        {"now": "2020-01-01T00:00:00Z"},
        {"now": "soon"},
        {"advance_seconds": 1e12},
        {"advance_seconds": "nan"},
        {},
    ],
)
def test_time_never_goes_back_and_nonsense_moves_nothing(base: str, how: dict[str, Any]) -> None:
    before = time_of(base)

    assert move(base, **how)[0] == 400
    assert timedelta(0) <= time_of(base) - before < timedelta(seconds=5)


def test_a_restart_does_not_turn_the_clock_back(tmp_path: Path) -> None:
    with running_workspace(tmp_path) as first:
        move(first.ready["workspace"], advance_seconds=100 * HOUR)
    with running_workspace(tmp_path) as second:
        assert time_of(second.ready["workspace"]) - datetime.now(UTC) > timedelta(hours=99)


def test_a_channel_ends_when_its_time_has_come(base: str, seller: Http) -> None:
    file_id = new_sheet(seller)
    token = seller("GET", "/drive/v3/changes/startPageToken")[1]["startPageToken"]
    with receiving() as hook:
        body = {"id": f"hour-{file_id}", "type": "web_hook", "address": hook.url}
        made = seller("POST", f"/drive/v3/changes/watch?pageToken={token}", json=body)[1]
        eventually(lambda: hook.states() == ["sync"])

        move(base, advance_seconds=HOUR + 1)
        seller("PATCH", f"/drive/v3/files/{file_id}", json={"name": "later"})

        stop = {"id": made["id"], "resourceId": made["resourceId"]}
        assert eventually(lambda: seller("POST", "/drive/v3/channels/stop", json=stop)[0] == 404)
        assert hook.states() == ["sync"]


def test_a_share_ends_when_its_time_has_come_and_the_log_says_so(base: str, seller: Http) -> None:
    file_id, buyer = new_sheet(seller), Http(base, f"local:{BUYER}")
    token = buyer("GET", "/drive/v3/changes/startPageToken")[1]["startPageToken"]
    ends = (time_of(base) + timedelta(hours=2)).isoformat()
    share = {"type": "user", "role": "reader", "emailAddress": BUYER, "expirationTime": ends}
    assert seller("POST", f"/drive/v3/files/{file_id}/permissions", json=share)[0] == 200
    assert buyer("GET", f"/drive/v3/files/{file_id}")[0] == 200

    move(base, advance_seconds=2 * HOUR)

    assert buyer("GET", f"/drive/v3/files/{file_id}")[0] == 404
    changes = buyer("GET", f"/drive/v3/changes?pageToken={token}")[1]["changes"]
    assert [(change["fileId"], change["removed"]) for change in changes] == [(file_id, True)]
