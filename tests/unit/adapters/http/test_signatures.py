"""The checks that vendors share: against published vectors, and on whatever anybody may send."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from addon.adapters.http import hook_bodies, signatures
from closeplan.errors import ForbiddenError, InputError
from closeplan.ports.hooks import HookRequest

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
STANDARD_AT = datetime.fromtimestamp(1614265330, UTC)
STANDARD_KEY = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
STANDARD = {
    "webhook-id": "msg_p5jXN8AQM9LWM0D4loKWxJek",
    "webhook-timestamp": "1614265330",
    "webhook-signature": "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
}
"""The example of Standard Webhooks (standardwebhooks.com)."""

SLACK = HookRequest(
    method="POST",
    url="",
    headers={
        "x-slack-request-timestamp": "1531420618",
        "x-slack-signature": "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503",
    },
    body=b"token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V&channel_name=foobar"
    b"&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com"
    b"%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.47445629121."
    b"803a0bc887a14d10d2c447fce8b6703c",
)
"""Slack's own published example."""


def request(body: bytes = b"", **headers: str) -> HookRequest:
    return HookRequest(method="POST", url="", headers=headers, body=body)


def standard(**changes: str) -> HookRequest:
    return request(b'{"test": 2432232314}', **{**STANDARD, **changes})


def test_the_published_examples_hold() -> None:
    signatures.standard_webhooks(standard(), STANDARD_KEY, STANDARD_AT)
    signatures.timed_hex(
        SLACK,
        "8f742231b10e8888abcd99yyyzzz85a5",
        datetime.fromtimestamp(1531420618, UTC),
        signature="X-Slack-Signature",
        timestamp="X-Slack-Request-Timestamp",
    )


def test_one_of_several_signatures_is_enough() -> None:
    both = f"v1a,AAAA {STANDARD['webhook-signature']}"

    signatures.standard_webhooks(standard(**{"webhook-signature": both}), STANDARD_KEY, STANDARD_AT)


@pytest.mark.parametrize(
    "changes",
    [
        {"webhook-id": "msg_other"},
        {"webhook-timestamp": "1614265331"},
        {"webhook-timestamp": ""},
        {"webhook-timestamp": "1614265330.5"},
        {"webhook-timestamp": "９" * 10},
        {"webhook-signature": ""},
        {"webhook-signature": "v1,"},
    ],
)
def test_anything_else_proves_nothing(changes: dict[str, str]) -> None:
    with pytest.raises(ForbiddenError):
        signatures.standard_webhooks(standard(**changes), STANDARD_KEY, STANDARD_AT)


@pytest.mark.parametrize("secret", ["", "whsec_", "whsec_not base64!"])
def test_a_key_that_is_none_proves_nothing(secret: str) -> None:
    with pytest.raises(ForbiddenError):
        signatures.standard_webhooks(standard(), secret, STANDARD_AT)


@pytest.mark.parametrize("seconds", [-301, 301])
def test_five_minutes_either_way_and_no_more(seconds: int) -> None:
    just = NOW + timedelta(seconds=seconds - (1 if seconds > 0 else -1))
    signatures.in_time(str(int(just.timestamp())), NOW)
    with pytest.raises(ForbiddenError, match="301 seconds"):
        signatures.in_time(str(int((NOW + timedelta(seconds=seconds)).timestamp())), NOW)


def test_two_empty_values_are_no_match() -> None:
    with pytest.raises(ForbiddenError):
        signatures.match("", "", "token")


@given(st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(), st.lists(st.none())))
def test_a_time_is_read_or_none(told: object) -> None:
    found = signatures.moment(told, per_second=1000)

    assert found is None or found.tzinfo is not None


@given(st.text(max_size=40), st.text(min_size=1, max_size=20))
def test_another_token_never_matches(given_token: str, secret: str) -> None:
    if given_token == secret:
        signatures.shared_token(given_token, secret)
        return
    with pytest.raises(ForbiddenError):
        signatures.shared_token(given_token, secret)


@given(st.binary(max_size=200) | st.text(max_size=200).map(lambda text: text.encode("utf-16")))
def test_any_body_is_json_or_a_clear_error(body: bytes) -> None:
    with suppress(InputError):
        found = hook_bodies.json_object(request(body))
        for name in found:
            with suppress(InputError):
                assert len(hook_bodies.id_in(found, name)) <= hook_bodies.LONGEST_ID


def test_an_id_is_text_or_a_number_and_nothing_hidden() -> None:
    assert hook_bodies.id_in({"id": 17}, "id") == "17"
    assert hook_bodies.id_in({}, "id") == ""


@pytest.mark.parametrize("odd", [True, 1.5, [], {}, "a\nb", "x" * 201])
def test_what_can_be_no_id_is_told(odd: object) -> None:
    with pytest.raises(InputError):
        hook_bodies.id_in({"id": odd}, "id")
