"""Messages that vendors post to the backend: kept before they are answered, refused without a word."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from structlog.testing import capture_logs

from addon.adapters.jobs import RecordingJobs
from addon.app import create_app
from addon.bootstrap import Backend, bootstrap
from addon.settings import read_settings
from addon.vendor_wiring import VendorWiring
from addon.web.hooks import Hooks
from closeplan.errors import NotFoundError, RetryLaterError
from closeplan.ports.hooks import HookEvent
from closeplan.records.deliveries import DeliveryState
from tests.vendors.example import EXAMPLE
from tests.vendors.hook_cases import HOOK_CASES, HookCase, hmac_base64

HOME = "https://map.example"
CASES = {case.vendor: case for case in HOOK_CASES}


@pytest.fixture
def backend(tmp_path: Path) -> Backend:
    keys = {"token": "t", "secret": CASES["hubspot"].secret}
    settings = read_settings(
        data=tmp_path,
        workspace_url="http://127.0.0.1:9",
        public_url=HOME,
        vendors={"example": keys, "salesforce": keys},
    )
    made = bootstrap(settings, jobs=RecordingJobs())
    vars(made.parts)["vendors"] = VendorWiring(made.parts, rows=(EXAMPLE,))
    return made


@pytest.fixture
def client(backend: Backend) -> FlaskClient:
    return create_app(backend).test_client()


def post(client: FlaskClient, vendor: str, case: HookCase, body: bytes | None = None) -> int:
    sent = case.signed(case.secret, case.body if body is None else body, datetime.now(UTC))
    headers = dict(sent.headers)
    if case.vendor == "hubspot":  # it signs the address that it posts to
        headers = signed_for(case, vendor, sent.body)
    return client.post(f"/webhooks/{vendor}", data=sent.body, headers=headers).status_code


def signed_for(case: HookCase, vendor: str, body: bytes) -> dict[str, str]:
    stamp = str(int(datetime.now(UTC).timestamp() * 1000))
    text = b"POST" + f"{HOME}/webhooks/{vendor}".encode() + body + stamp.encode()
    return {
        "X-HubSpot-Signature-v3": hmac_base64(case.secret, text),
        "X-HubSpot-Request-Timestamp": stamp,
    }


def test_a_deal_that_is_told_of_is_to_be_looked_at_once(backend: Backend, client: FlaskClient) -> None:
    answers = [post(client, "example", CASES["hubspot"]) for _ in range(3)]

    waiting = backend.parts.store.deliveries(DeliveryState.WAITING)
    assert answers == [204, 204, 204]
    assert [(one.vendor, one.kind, one.lane, dict(one.body)) for one in waiting] == [
        ("example", "crm_deal", "in:123", {"deal": "123"})
    ]
    assert ("deliver", "example") in backend.jobs.asked  # type: ignore[attr-defined]


@pytest.mark.parametrize("vendor", ["nobody", "salesforce", "hubspot"])
def test_who_is_not_set_up_or_posts_nothing_has_no_address(client: FlaskClient, vendor: str) -> None:
    assert post(client, vendor, CASES["hubspot"]) == 404


def test_what_is_not_proven_is_refused_without_a_word(backend: Backend, client: FlaskClient) -> None:
    wrong = replace(CASES["hubspot"], secret="guessed")
    answer = client.post(
        "/webhooks/example", data=wrong.body, headers=signed_for(wrong, "example", wrong.body)
    )

    assert (answer.status_code, answer.data) == (403, b"")
    assert backend.parts.store.deliveries(DeliveryState.WAITING) == []


def test_garbage_that_is_proven_is_a_bad_request(client: FlaskClient) -> None:
    assert post(client, "example", CASES["hubspot"], b'{"no": "list"}') == 400


def test_a_flood_of_refused_messages_does_not_fill_the_log(client: FlaskClient) -> None:
    with capture_logs() as logged:
        for _ in range(50):
            client.post("/webhooks/example", data=b"[]")

    assert 0 < len([line for line in logged if line["event"] == "refused a message"]) <= 6


def served(case: HookCase, take: Callable[[str, Sequence[HookEvent]], None]) -> FlaskClient:
    """One vendor's address alone."""

    class Now:
        def now(self) -> datetime:
            return datetime.now(UTC)

    def sender_of(vendor: str) -> object:
        if vendor != case.vendor:
            raise NotFoundError(vendor)
        return case.sender(case.secret)

    app = Flask(__name__)
    app.config["MAX_CONTENT_LENGTH"] = 1_000
    takers = {"deal": take, "call": take}
    hooks = Hooks(sender_of=sender_of, takers=takers, base_url=HOME, clock=Now())  # type: ignore[arg-type]
    app.register_blueprint(hooks.blueprint())
    return app.test_client()


@pytest.mark.parametrize("case", HOOK_CASES, ids=lambda case: case.vendor)
def test_every_vendor_has_an_address_and_a_bound(case: HookCase) -> None:
    taken: list[HookEvent] = []
    client = served(case, lambda _vendor, events: taken.extend(events))
    most = case.sender(case.secret).most_bytes

    assert post(client, case.vendor, case) < 300
    assert tuple((event.kind, event.about) for event in taken) == case.tells
    assert client.post(f"/webhooks/{case.vendor}", data=b"x" * (most + 1)).status_code == 413
    assert client.post(f"/webhooks/{case.vendor}", data=b"x" * most).status_code in {400, 403}


def test_a_large_body_without_a_length_is_not_read_to_its_end() -> None:
    case = CASES["freshworks"]
    client = served(case, lambda _vendor, _events: None)
    body = io.BytesIO(b"x" * 10_000_000)
    answer = client.post(
        "/webhooks/freshworks", input_stream=body, environ_overrides={"wsgi.input_terminated": True}
    )

    assert answer.status_code == 413
    assert body.tell() < 1_000_000


def test_what_could_not_be_kept_is_told_again(backend: Backend) -> None:
    class Away:
        def post(self, _new: object, _now: datetime) -> None:
            raise RetryLaterError("the database is away")

    vendors = backend.parts.vendors
    vars(vendors)["post"] = replace(vendors.post, book=Away())  # type: ignore[arg-type]

    assert post(create_app(backend).test_client(), "example", CASES["hubspot"]) == 503


def test_monday_is_given_its_challenge_back() -> None:
    client = served(CASES["monday"], lambda _vendor, _events: None)
    answer = client.post("/webhooks/monday", json={"challenge": "3eZbrw1aBm2rZgRNFdxV2595E9CY3gmd"})

    assert (answer.status_code, answer.json) == (200, {"challenge": "3eZbrw1aBm2rZgRNFdxV2595E9CY3gmd"})
