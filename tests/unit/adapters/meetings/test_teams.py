"""What is Microsoft's own: the handshake, encrypted copies, tokens of the sender, a subscription that is kept, guests' names."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from joserfc import jwt
from joserfc.jwk import KeySet, RSAKey

from addon.adapters.http import VendorAccount
from addon.adapters.meetings import teams
from addon.adapters.meetings.signed_tokens import SignedTokens
from addon.adapters.meetings.teams_hooks import GRAPH, TeamsHooks, client_state
from addon.adapters.meetings.teams_subscription import RESOURCE, certificate
from closeplan.errors import ForbiddenError, InputError, RetryLaterError, SettingsError
from closeplan.ports.call_sources import CallNews
from closeplan.ports.hooks import HookRequest
from tests.vendors.access import Clock, TokenOf
from tests.vendors.calls import SAM, Held
from tests.vendors.server import refusal
from tests.vendors.specs import described
from tests.vendors.teams import FakeGraph, completed, sealed

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
TENANT, CLIENT = "2432b57b-0abd-43db-aa7b-16eadd115d34", "our-client"
TRANSCRIPT = "users('u')/onlineMeetings('m')/transcripts('t')"


@pytest.fixture(scope="module")
def private_key() -> bytes:
    key = rsa.generate_private_key(65_537, 2048)
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


@pytest.fixture(scope="module")
def signer() -> RSAKey:
    return RSAKey.generate_key(2048, {"kid": "k1"})


@pytest.fixture
def hooks(private_key: bytes, signer: RSAKey) -> TeamsHooks:
    tokens = SignedTokens("https://keys.example", lambda _url: KeySet([signer]).as_dict(private=False))
    return TeamsHooks(
        secret="s3cret", client_id=CLIENT, tenant=TENANT, private_key=private_key, tokens=tokens
    )


@pytest.fixture
def graph() -> Iterator[FakeGraph]:
    with FakeGraph(described("microsoft_graph", completed)) as running:
        yield running


def posted(content: Mapping[str, Any] | None = None, **query: str) -> HookRequest:
    body = json.dumps(content).encode() if content is not None else b""
    return HookRequest(
        method="POST", url="https://map.example/webhooks/teams", headers={}, body=body, query=query
    )


def change(**more: Any) -> dict[str, Any]:
    plain = {"changeType": "created", "clientState": client_state("s3cret"), "resource": TRANSCRIPT}
    return {**plain, **more}


def token(signer: RSAKey, **more: Any) -> str:
    claims = {
        "aud": CLIENT,
        "iss": f"https://sts.windows.net/{TENANT}/",
        "azp": GRAPH,
        "exp": int(NOW.timestamp()) + 3_600,
    }
    return jwt.encode({"alg": "RS256", "kid": "k1"}, {**claims, **more}, signer)


def source(
    graph: FakeGraph, private_key: bytes = b"", hook_url: str = "https://map.example/webhooks/teams"
) -> teams.Teams:
    account = VendorAccount(
        name="teams", url=graph.url, secret="s3cret", oauth=TokenOf(graph), private_key=private_key, hook_url=hook_url
    )  # fmt: skip
    return teams.connect(account, Clock().pace())


def test_graphs_question_is_given_back_as_it_came(hooks: TeamsHooks) -> None:
    asked = posted(validationToken="Validation: Testing client <b>&")

    hooks.verify(asked, NOW)
    answer = hooks.read(asked)

    assert (answer.status, answer.body, answer.events) == (200, "Validation: Testing client <b>&", ())


def test_an_encrypted_change_is_opened_and_its_sender_known(
    hooks: TeamsHooks, private_key: bytes, signer: RSAKey
) -> None:
    content = sealed({"id": "t", "meetingId": "m"}, certificate(private_key))
    told = posted({"value": [change(encryptedContent=content)], "validationTokens": [token(signer)]})

    hooks.verify(told, NOW)

    assert [event.about for event in hooks.read(told).events] == ["u|m|t"]


@pytest.mark.parametrize(
    "wrong",
    [
        {"aud": "another"},
        {"azp": "another"},
        {"iss": "https://sts.windows.net/another/"},
        {"exp": int(NOW.timestamp()) - 3_600},
    ],
)
def test_a_token_that_is_not_graphs_to_us_proves_nothing(
    hooks: TeamsHooks, private_key: bytes, signer: RSAKey, wrong: dict[str, Any]
) -> None:
    content = sealed({"id": "t"}, certificate(private_key))
    told = {"value": [change(encryptedContent=content)], "validationTokens": [token(signer, **wrong)]}

    with pytest.raises(ForbiddenError):
        hooks.verify(posted(told), NOW)


def test_encrypted_content_needs_a_token_and_the_right_key(hooks: TeamsHooks, private_key: bytes) -> None:
    content = sealed({"id": "t"}, certificate(private_key))
    with pytest.raises(ForbiddenError, match="without a token"):
        hooks.verify(posted({"value": [change(encryptedContent=content)]}), NOW)

    stranger = RSAKey.generate_key(2048, {"kid": "k1"})
    told = {"value": [change(encryptedContent=content)], "validationTokens": [token(stranger)]}
    with pytest.raises(ForbiddenError, match="does not hold"):
        hooks.verify(posted(told), NOW)


def test_encrypted_content_that_was_tampered_with_is_not_read(hooks: TeamsHooks, private_key: bytes) -> None:
    good = sealed({"id": "t"}, certificate(private_key))
    other = sealed({"id": "t"}, certificate(private_key))
    for part in ("data", "dataKey", "dataSignature"):
        for worse in (other[part], "AAAA", "no base64!", ""):
            with pytest.raises(InputError):
                hooks.read(posted({"value": [change(encryptedContent={**good, part: worse})]}))
    lying = sealed({"id": "another"}, certificate(private_key))
    with pytest.raises(InputError, match="not what is told of"):
        hooks.read(posted({"value": [change(encryptedContent=lying)]}))


def test_one_change_of_somebody_else_spoils_the_message(hooks: TeamsHooks) -> None:
    for wrong in ({"clientState": "guess"}, {"clientState": None}):
        with pytest.raises(ForbiddenError, match="clientState"):
            hooks.verify(posted({"value": [change(), change(**wrong)]}), NOW)
    with pytest.raises(ForbiddenError):
        hooks.verify(posted({"value": []}), NOW)


def test_a_subscriptions_life_and_other_resources_tell_of_no_call(hooks: TeamsHooks) -> None:
    for more in (
        {"lifecycleEvent": "reauthorizationRequired"},
        {"resource": "users/u/messages/1"},
        {"resource": "users('" + "u" * 5_000},
        {"changeType": "deleted"},
    ):
        assert hooks.read(posted({"value": [change(**more)]})).events == ()


def test_a_subscription_is_made_once_and_renewed_after(graph: FakeGraph, private_key: bytes) -> None:
    kept = source(graph, private_key)

    kept.listen(NOW)
    kept.listen(NOW + timedelta(hours=1))

    (one,) = graph.subscriptions.values()
    assert (one["resource"], one["includeResourceData"]) == (RESOURCE, True)
    assert one["expirationDateTime"] == "2026-11-27T08:00:00Z"
    assert sealed({"id": "t"}, one["encryptionCertificate"])
    assert [f"{seen.method}" for seen in graph.asked] == ["GET", "POST", "GET", "PATCH"]


def test_a_subscription_with_another_key_or_one_that_ran_out_is_made_anew(
    graph: FakeGraph, private_key: bytes
) -> None:
    source(graph).listen(NOW)
    source(graph, private_key).listen(NOW)
    assert [one.get("includeResourceData") for one in graph.subscriptions.values()] == [True]

    graph.break_with(lambda vendor, request: vendor.done(request), refusal(404))
    source(graph, private_key).listen(NOW)
    assert [seen.method for seen in graph.asked][-3:] == ["GET", "PATCH", "POST"]


def test_other_addresses_subscriptions_are_left_alone(graph: FakeGraph) -> None:
    graph.subscriptions["x"] = {"id": "x", "resource": RESOURCE, "notificationUrl": "https://other.example/"}

    source(graph).listen(NOW)

    assert graph.subscriptions["x"] == {
        "id": "x",
        "resource": RESOURCE,
        "notificationUrl": "https://other.example/",
    }
    assert len(graph.subscriptions) == 2


def test_without_a_public_address_or_an_rsa_key_it_says_so(graph: FakeGraph) -> None:
    curve = ec.generate_private_key(ec.SECP256R1())
    pem = curve.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())

    with pytest.raises(SettingsError, match="PUBLIC_URL"):
        source(graph, hook_url="http://localhost/webhooks/teams").listen(NOW)
    for key, told in ((pem, "RSA"), (b"no key", "no private key")):
        with pytest.raises(SettingsError, match=told):
            source(graph, key).listen(NOW)


@pytest.mark.parametrize(
    ("upn", "address"),
    [
        ("sam@northwind.example", "sam@northwind.example"),
        ("mia_acme.example#EXT#@northwind.onmicrosoft.com", "mia@acme.example"),
        ("mia_wolf_acme.example#EXT#@n.onmicrosoft.com", "mia_wolf@acme.example"),
        ("live#EXT#@n.onmicrosoft.com", ""),
        ("", ""),
    ],
)
def test_a_guests_address_is_in_their_principal_name(upn: str, address: str) -> None:
    assert teams.address_of(upn) == address


def test_keys_that_cant_be_had_make_the_message_come_again(hooks: TeamsHooks, private_key: bytes) -> None:
    def down(_url: str) -> Mapping[str, Any]:
        raise RetryLaterError("down")

    content = sealed({"id": "t"}, certificate(private_key))
    told = {"value": [change(encryptedContent=content)], "validationTokens": ["x.y.z"]}
    with pytest.raises(RetryLaterError):
        replace(hooks, tokens=SignedTokens("u", down)).verify(posted(told), NOW)


def test_the_host_is_known_by_the_address_behind_a_principal_name(graph: FakeGraph) -> None:
    graph.meetings["t"] = Held()
    graph.mails[SAM[1]] = "sam.lee@northwind.example"

    assert source(graph).fetch(CallNews(id=f"id-{SAM[1]}|m-t|t")).host == "sam.lee@northwind.example"
    assert source(graph).fetch(CallNews(id=f"id-{SAM[1]}|m-t|t", host=SAM[1])).host == SAM[1]
