from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from local_workspace import auth, channels


@pytest.mark.parametrize(
    ("address", "allowed"),
    [
        ("https://host.example/hook", True),
        ("http://localhost:8080/hook", True),
        ("http://127.0.0.1:1/hook?x=1", True),
        ("http://[::1]:1/hook", True),
        ("http://host.example/hook", False),
        ("http://127.0.0.1.evil.example/hook", False),
        ("http://localhost@evil.example/", False),
        ("ftp://localhost/", False),
        ("https://", False),
        ("", False),
        ("http://[broken", False),
    ],
)
def test_only_https_and_this_machine_are_posted_to(address: str, allowed: bool) -> None:
    assert channels.is_allowed_address(address) is allowed


@given(st.none() | st.integers(min_value=0, max_value=2**50))
def test_no_channel_lives_longer_than_seven_days(expiration: int | None) -> None:
    body = {"id": "c", "address": "https://x.example"}
    if expiration is not None:
        body["expiration"] = str(expiration)

    channel = channels.new_channel(body, "a@b.example", "uri", now_ms=1_000)

    assert channel.expiration <= 1_000 + channels.LONGEST_LIFE_MS
    assert expiration is None or channel.expiration <= expiration


@pytest.mark.parametrize(
    ("token", "name", "robot"),
    [
        ("local:dana@acme.example", "Dana", False),
        ("local:Mia.Wolf@acme.example", "Mia Wolf", False),
        ("local:robot@closeplan.local", "closeplan robot", True),
        ("local:robot-2@closeplan.local", "closeplan robot 2", True),
        ("local:x@project.iam.gserviceaccount.com", "X", True),
        # a person may call themselves robot elsewhere
        ("local:robot@acme.example", "Robot", False),
    ],
)
def test_a_token_is_a_person_with_a_name(token: str, name: str, robot: bool) -> None:
    actor = auth.actor_of_token(token)

    assert actor is not None
    assert (actor.name, actor.is_service_account) == (name, robot)
    assert actor.email == token.removeprefix("local:").lower()
