"""changes.watch really posts: Google's headers, `sync` first, retries, expiry, and restarts."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any

import pytest

from tests.integration.workspace_clients import (
    SHEET,
    Http,
    Receiver,
    google_client,
    receiving,
    running_workspace,
)
from tests.running import BUYER, SELLER, eventually

Watch = Callable[..., dict[str, Any]]


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with running_workspace(tmp_path_factory.mktemp("workspace")) as process:
        yield process.ready["workspace"]


@pytest.fixture
def hook() -> Iterator[Receiver]:
    with receiving() as receiver:
        yield receiver


@pytest.fixture
def watch(base: str) -> Iterator[Watch]:
    """Opens a channel of the seller's, and stops it after the test."""
    opened = []
    drive = google_client("drive", "v3", base, SELLER)

    def open_channel(address: str, channel_id: str, **more: str) -> dict[str, Any]:
        channel = open_watch(drive, address, channel_id, **more)
        opened.append(channel)
        return channel

    yield open_channel
    for channel in opened:
        Http(base, f"local:{SELLER}")("POST", "/drive/v3/channels/stop", json=stop_body(channel))
    drive.close()


def open_watch(drive: Any, address: str, channel_id: str, **more: str) -> dict[str, Any]:
    token = drive.changes().getStartPageToken().execute()["startPageToken"]
    body = {"id": channel_id, "type": "web_hook", "address": address, **more}
    answer: dict[str, Any] = drive.changes().watch(pageToken=token, body=body).execute()
    return answer


def stop_body(channel: dict[str, Any]) -> dict[str, Any]:
    return {"id": channel["id"], "resourceId": channel["resourceId"]}


def new_sheet(base: str, name: str = "plan") -> str:
    seller = Http(base, f"local:{SELLER}")
    file_id: str = seller("POST", "/drive/v3/files", json={"name": name, "mimeType": SHEET})[1]["id"]
    return file_id


def type_in(base: str, file_id: str, person: str = SELLER) -> None:
    path = f"/v4/spreadsheets/{file_id}/values/A1?valueInputOption=RAW"
    assert Http(base, f"local:{person}")("PUT", path, json={"values": [["x"]]})[0] == 200


def test_sync_comes_first_with_googles_headers(base: str, hook: Receiver, watch: Watch) -> None:
    channel = watch(hook.url, "headers", token="secret & safe")

    sync = eventually(lambda: hook.posts)[0]

    assert sync.body == b""
    assert (sync.state, sync.number) == ("sync", 1)
    assert sync.headers["x-goog-channel-id"] == "headers"
    assert sync.headers["x-goog-channel-token"] == "secret & safe"
    assert sync.headers["x-goog-resource-id"] == channel["resourceId"]
    assert sync.headers["x-goog-resource-uri"] == channel["resourceUri"]
    expires = parsedate_to_datetime(sync.headers["x-goog-channel-expiration"])
    assert int(expires.timestamp()) == int(channel["expiration"]) // 1000


def test_a_change_is_told_after_the_sync_and_stands_in_the_log(
    base: str, hook: Receiver, watch: Watch
) -> None:
    file_id = new_sheet(base)
    token = Http(base, f"local:{SELLER}")("GET", "/drive/v3/changes/startPageToken")[1]["startPageToken"]
    watch(hook.url, "change")
    type_in(base, file_id)

    eventually(lambda: "change" in hook.states())

    assert hook.states()[0] == "sync"
    assert sorted(post.number for post in hook.posts) == [post.number for post in hook.posts]
    changes = Http(base, f"local:{SELLER}")("GET", f"/drive/v3/changes?pageToken={token}")[1]["changes"]
    assert [change["fileId"] for change in changes] == [file_id]


def test_everybody_who_sees_the_file_is_told_the_writer_too(base: str, watch: Watch) -> None:
    file_id = new_sheet(base)
    share = {"type": "user", "role": "writer", "emailAddress": BUYER}
    Http(base, f"local:{SELLER}")("POST", f"/drive/v3/files/{file_id}/permissions", json=share)
    buyer = google_client("drive", "v3", base, BUYER)
    with receiving() as sellers, receiving() as buyers:
        watch(sellers.url, "everybody-seller")
        channel = open_watch(buyer, buyers.url, "everybody-buyer")
        type_in(base, file_id, BUYER)

        eventually(lambda: "change" in sellers.states() and "change" in buyers.states())

        buyer.channels().stop(body=stop_body(channel)).execute()
    buyer.close()


def test_a_stranger_is_told_nothing(base: str) -> None:
    stranger = google_client("drive", "v3", base, "eve@elsewhere.example")
    with receiving() as strangers, receiving() as sellers:
        theirs = open_watch(stranger, strangers.url, "stranger")
        seller = google_client("drive", "v3", base, SELLER)
        ours = open_watch(seller, sellers.url, "not-a-stranger")
        new_sheet(base)

        eventually(lambda: "change" in sellers.states() and strangers.states())

        assert strangers.states() == ["sync"]
        stranger.channels().stop(body=stop_body(theirs)).execute()
        seller.channels().stop(body=stop_body(ours)).execute()
    stranger.close()
    seller.close()


@pytest.mark.parametrize("status", [500, 502, 503, 504])
def test_a_failing_receiver_is_asked_again(base: str, hook: Receiver, watch: Watch, status: int) -> None:
    hook.answers = [status, status]

    watch(hook.url, f"retry-{status}")

    eventually(lambda: len(hook.posts) == 3)
    assert [(post.state, post.number) for post in hook.posts] == [("sync", 1)] * 3


def test_a_refused_message_is_dropped_and_the_next_one_sent(base: str, hook: Receiver, watch: Watch) -> None:
    hook.answers = [403]
    watch(hook.url, "dropped")
    eventually(lambda: hook.posts)

    new_sheet(base)

    eventually(lambda: "change" in hook.states())
    assert [(post.state, post.number) for post in hook.posts] == [("sync", 1), ("change", 2)]


def test_a_receiver_that_is_down_hears_of_it_when_it_is_back(base: str, watch: Watch) -> None:
    with receiving() as first:
        address, port = first.url, int(first.url.split(":")[2].split("/")[0])
        watch(address, "down")
        eventually(lambda: first.posts)
    new_sheet(base)
    with receiving(port) as again:
        eventually(lambda: again.states() == ["change"])


def test_a_burst_of_edits_is_few_messages(base: str, hook: Receiver, watch: Watch) -> None:
    file_id = new_sheet(base)
    watch(hook.url, "burst")

    for _ in range(20):
        type_in(base, file_id)

    eventually(lambda: "change" in hook.states())
    assert hook.states().count("change") <= 20


def test_a_stopped_channel_is_silent_and_stopping_it_twice_is_a_404(base: str, hook: Receiver) -> None:
    drive = google_client("drive", "v3", base, SELLER)
    channel = open_watch(drive, hook.url, "stopped")
    eventually(lambda: hook.posts)
    seller = Http(base, f"local:{SELLER}")
    someone_else = Http(base, f"local:{BUYER}")("POST", "/drive/v3/channels/stop", json=stop_body(channel))

    drive.channels().stop(body=stop_body(channel)).execute()
    with receiving() as other:
        witness = open_watch(drive, other.url, "witness")
        new_sheet(base)
        eventually(lambda: "change" in other.states())
        drive.channels().stop(body=stop_body(witness)).execute()

    assert hook.states() == ["sync"]
    assert someone_else[0] == 404
    assert seller("POST", "/drive/v3/channels/stop", json=stop_body(channel))[0] == 404
    drive.close()


def test_an_expired_channel_is_silent(base: str, hook: Receiver) -> None:
    drive = google_client("drive", "v3", base, SELLER)
    open_watch(drive, hook.url, "short", expiration=str(int(time.time() * 1000) + 700))
    eventually(lambda: hook.posts)
    time.sleep(0.8)
    with receiving() as other:
        witness = open_watch(drive, other.url, "witness-of-expiry")
        new_sheet(base)
        eventually(lambda: "change" in other.states())
        drive.channels().stop(body=stop_body(witness)).execute()

    assert hook.states() == ["sync"]
    drive.close()


def test_life_is_an_hour_by_default_and_seven_days_at_most(base: str, hook: Receiver, watch: Watch) -> None:
    now = time.time() * 1000
    hour, week = 3_600_000, 7 * 24 * 3_600_000

    default = int(watch(hook.url, "hour")["expiration"])
    longest = int(watch(hook.url, "week", expiration=str(int(now + 10 * week)))["expiration"])

    assert now + hour <= default <= now + hour + 60_000
    assert now + week <= longest <= now + week + 60_000


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"address": "http://example.com/hook"}, "push.webhookUrlNotHttps"),
        ({"type": "carrier_pigeon"}, "channelTypeUnknown"),
        ({"id": ""}, "required"),
        ({"expiration": "1"}, "invalid"),
        ({"id": "taken"}, "channelIdNotUnique"),
    ],
)
def test_channels_that_google_refuses(
    base: str, hook: Receiver, watch: Watch, change: dict[str, str], reason: str
) -> None:
    watch(hook.url, "taken")
    body = {"id": "fine", "type": "web_hook", "address": hook.url, **change}

    status, answer = Http(base, f"local:{SELLER}")("POST", "/drive/v3/changes/watch?pageToken=1", json=body)

    assert status in {400, 401}
    assert answer["error"]["errors"][0]["reason"] == reason


def test_channels_and_what_they_owe_survive_kill_and_restart(tmp_path: Path, hook: Receiver) -> None:
    with running_workspace(tmp_path) as first:
        base = first.ready["workspace"]
        drive = google_client("drive", "v3", base, SELLER)
        open_watch(drive, hook.url, "survivor")
        eventually(lambda: hook.states() == ["sync"])
        hook.answers = [503] * 3
        file_id = new_sheet(base)
        eventually(lambda: "change" in hook.states())
        first.kill()
        drive.close()
    hook.answers, seen = [], len(hook.posts)

    with running_workspace(tmp_path) as second:
        eventually(lambda: len(hook.posts) > seen)
        type_in(second.ready["workspace"], file_id)
        eventually(lambda: len(hook.posts) > seen + 1)

    assert set(hook.states()[1:]) == {"change"}
    assert hook.posts[-1].headers["x-goog-channel-id"] == "survivor"
