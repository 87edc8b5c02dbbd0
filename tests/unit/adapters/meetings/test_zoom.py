"""What is Zoom's own: ids in paths, downloads, recordings in pieces, the proof that the secret is known."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from structlog.testing import capture_logs
from werkzeug import Request, Response

from addon.adapters.http import VendorAccount
from addon.adapters.meetings import zoom
from addon.adapters.meetings.zoom_hooks import ZoomHooks
from closeplan.errors import NotFoundError, RefusedError
from closeplan.ports.call_sources import CallNews
from closeplan.ports.hooks import HookRequest
from tests.vendors.access import Clock, TokenOf
from tests.vendors.calls import SAM, STARTED, Held
from tests.vendors.server import FakeVendor
from tests.vendors.zoom import FakeZoom


@pytest.fixture
def fake() -> Iterator[FakeZoom]:
    with FakeZoom() as running:
        yield running


def source(fake: FakeZoom) -> zoom.Zoom:
    account = VendorAccount(name="zoom", url=fake.url, oauth=TokenOf(fake))
    return zoom.connect(account, Clock().pace())


def told(**payload: Any) -> HookRequest:
    body = json.dumps(payload).encode()
    return HookRequest(method="POST", url="https://map.example/webhooks/zoom", headers={}, body=body)


def test_a_member_without_a_zoom_account_is_no_warning_and_another_refusal_is(fake: FakeZoom) -> None:
    with capture_logs() as logs:
        assert list(source(fake).since(STARTED, ["nobody@northwind.example"])) == []
    assert logs == []

    fake.go_down(lambda vendor, _request: vendor.error(400, "You do not have permission."))
    with capture_logs() as logs:
        assert list(source(fake).since(STARTED, [SAM[1]])) == []
    assert [one["event"] for one in logs] == ["a vendor refused"]


@pytest.mark.parametrize(
    ("uuid", "path"),
    [
        ("4444AAAiAAAAAiAiAiiAii==", "4444AAAiAAAAAiAiAiiAii%3D%3D"),
        ("/ajXp112Q==", "%252FajXp112Q%253D%253D"),
        ("abc//def", "abc%252F%252Fdef"),
        ("a/b+c", "a%2Fb%2Bc"),
    ],
)
def test_an_id_with_slashes_is_encoded_as_zoom_asks(fake: FakeZoom, uuid: str, path: str) -> None:
    asked: list[str] = []

    def noted(vendor: FakeVendor, request: Request) -> Response:
        asked.append(request.environ["REQUEST_URI"].partition("?")[0])
        return vendor.error(404, "This recording does not exist.")

    fake.go_down(noted)
    with pytest.raises(NotFoundError):
        source(fake).fetch(CallNews(id=uuid))
    assert asked == [f"/v2/meetings/{path}/recordings"]


def test_a_download_token_goes_to_zooms_own_hosts_alone(fake: FakeZoom) -> None:
    fake.meetings["a"] = Held()
    listed = fake._file

    strange = ["https://evil.example/rec", "http://example.zoom.us/rec", "https://evilzoom.us/rec", ""]
    # what one reader of addresses takes for Zoom's host and another for evil.example
    strange += ["https://evil.example\\@us02web.zoom.us/rec", "https://evil.example\\.zoom.us/rec"]
    for url in strange:
        fake._file = lambda *given, url=url: {**listed(*given), "download_url": url}  # type: ignore[method-assign]
        with pytest.raises(RefusedError, match="own hosts"):
            source(fake).fetch(CallNews(id="a"))


def test_a_redirect_to_a_strange_host_is_not_followed(fake: FakeZoom) -> None:
    fake.meetings["a"] = Held()
    answer = fake.done

    def done(request: Request) -> Response:
        if request.path.startswith("/rec/"):
            return Response(status=302, headers={"Location": "https://evil.example/steal"})
        return answer(request)

    fake.done = done  # type: ignore[method-assign]
    with pytest.raises(RefusedError, match="own hosts"):
        source(fake).fetch(CallNews(id="a"))


def test_a_recording_that_was_paused_comes_in_one_piece(fake: FakeZoom) -> None:
    fake.meetings["a"] = Held()
    meeting = fake._meeting

    def paused(uuid: str) -> dict[str, Any]:
        whole = meeting(uuid)
        first = whole["recording_files"][-1]
        later = (STARTED + timedelta(minutes=20)).isoformat()
        return {**whole, "recording_files": [{**first, "recording_start": later}, first]}

    fake._meeting = paused  # type: ignore[method-assign]
    turns = source(fake).fetch(CallNews(id="a")).transcript.turns

    assert [(turn.index, turn.start) for turn in turns] == [(0, 1.0), (1, 3.0), (2, 1201.0), (3, 1203.0)]


def test_an_account_that_tells_nobody_who_was_there_gives_the_words(fake: FakeZoom) -> None:
    fake.meetings["a"] = Held()
    fake.tells_participants = False

    call = source(fake).fetch(CallNews(id="a"))

    assert (call.people, call.host, len(call.transcript.turns)) == ((), SAM[1], 2)


def test_zoom_is_shown_that_the_secret_is_known() -> None:
    asked = told(event="endpoint.url_validation", payload={"plainToken": "qgg8vlvZRS6UYooatFL8Aw"})

    answer = ZoomHooks(secret="zoom-test-secret").read(asked)

    assert (answer.status, answer.body) == (
        200,
        {
            "plainToken": "qgg8vlvZRS6UYooatFL8Aw",
            "encryptedToken": "ae7c940e5051b2a17c1c49f4818fff9a88e210f5d820ff3c862635e27c93a4d9",
        },
    )


def test_messages_about_anything_else_tell_nothing() -> None:
    recorded = {"object": {"uuid": "a", "recording_files": [{"file_type": "MP4"}]}}
    for event in ("meeting.started", "recording.completed", "recording.paused"):
        assert ZoomHooks(secret="s").read(told(event=event, payload=recorded)).events == ()
