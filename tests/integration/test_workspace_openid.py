"""The local Workspace's OpenID provider: codes and tokens as Google's, and the grants that live on them."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from google.auth import jwt

from addon.adapters.google.grants import GrantedTokens, OAuthClient
from addon.adapters.store import SqlStore
from closeplan.errors import RetryLaterError
from closeplan.services.people import People
from local_workspace.addons.signing import ISSUER, subject
from tests.running import SELLER, start

BACK = "http://127.0.0.1:8080/sign-in/back"
VERIFIER = "v" * 43
COMPOSE = "https://www.googleapis.com/auth/gmail.compose"
CLIENT = {"client_id": "me", "client_secret": "s"}


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("workspace")
    process = start("local_workspace", "--port", "0", "--data", str(folder / "data"), log=folder / "log")
    yield process.ready["workspace"]
    process.stop()


def asked(**changes: str) -> dict[str, str]:
    challenge = base64.urlsafe_b64encode(hashlib.sha256(VERIFIER.encode()).digest()).rstrip(b"=").decode()
    usual = {
        "client_id": "me", "redirect_uri": BACK, "response_type": "code", "scope": "openid email", "state": "st",
        "nonce": "n", "code_challenge": challenge, "code_challenge_method": "S256",
    }  # fmt: skip
    return usual | changes


def consent(workspace: str, form: dict[str, str] | None = None, **changes: str) -> dict[str, str]:
    """What the browser brings back after a person's choice."""
    url = f"{workspace}/o/oauth2/v2/auth"
    answer = requests.post(
        url, params=asked(**changes), data=form or {"person": SELLER}, allow_redirects=False, timeout=10
    )
    assert answer.status_code == 303, answer.text
    assert answer.headers["Location"].startswith(BACK)
    return {name: values[0] for name, values in parse_qs(urlsplit(answer.headers["Location"]).query).items()}


def token(workspace: str, **form: str) -> Any:
    usual = {"grant_type": "authorization_code", "redirect_uri": BACK, "code_verifier": VERIFIER}
    return requests.post(f"{workspace}/token", data=CLIENT | usual | form, timeout=10)


def test_a_code_is_good_for_one_id_token_of_the_person(workspace: str) -> None:
    back = consent(workspace)
    assert back["state"] == "st"
    made = token(workspace, code=back["code"]).json()

    certificates = requests.get(f"{workspace}/oauth2/v1/certs", timeout=10).json()
    claims = jwt.decode(made["id_token"], certificates, audience="me")
    assert (claims["iss"], claims["sub"], claims["email"], claims["nonce"]) == (
        ISSUER,
        subject(SELLER),
        SELLER,
        "n",
    )
    assert "refresh_token" not in made
    again = token(workspace, code=back["code"])
    assert (again.status_code, again.json()["error"]) == (400, "invalid_grant")


@pytest.mark.parametrize(
    ("wrong", "error"),
    [
        ({"code": "4/0guess"}, "invalid_grant"),
        ({"code_verifier": "w" * 43}, "invalid_grant"),
        ({"redirect_uri": "http://127.0.0.1:1/other"}, "redirect_uri_mismatch"),
        ({"client_id": "another"}, "invalid_grant"),
        ({"client_secret": ""}, "invalid_client"),
        ({"grant_type": "password"}, "unsupported_grant_type"),
    ],
)
def test_a_code_is_bound_to_what_it_was_asked_with(workspace: str, wrong: dict[str, str], error: str) -> None:
    answer = token(workspace, **({"code": consent(workspace)["code"]} | wrong))
    assert answer.json()["error"] == error
    assert answer.status_code in {400, 401}


@pytest.mark.parametrize(
    "wrong",
    [
        {"redirect_uri": "https://evil.example/"},
        {"redirect_uri": "http://127.0.0.1.evil.example/"},
        {"client_id": ""},
        {"response_type": "token"},
        {"code_challenge_method": "plain"},
    ],
)
def test_nobody_is_asked_for_what_no_client_may_ask(workspace: str, wrong: dict[str, str]) -> None:
    answer = requests.get(f"{workspace}/o/oauth2/v2/auth", params=asked(**wrong), timeout=10)
    assert answer.status_code in {400, 401}
    assert "Continue as" not in answer.text


def test_the_page_offers_the_people_and_any_other_address(workspace: str) -> None:
    url = f"{workspace}/o/oauth2/v2/auth"
    page = requests.get(url, params=asked(client_id="<script>"), timeout=10)
    assert f"Continue as {SELLER}" in page.text
    assert "<script" not in page.text
    typed = consent(workspace, {"other": "New.Person@acme.example"})
    assert "code" in typed
    wrong = requests.post(url, params=asked(), data={"other": "<b>nobody"}, timeout=10)
    assert "&lt;b&gt;nobody” is no address" in wrong.text
    assert consent(workspace, {"refuse": "1"}) == {"error": "access_denied", "state": "st"}


@pytest.fixture
def grants(workspace: str, tmp_path: Path) -> Iterator[GrantedTokens]:
    store = SqlStore(f"sqlite:///{tmp_path / 'grants.db'}")
    yield granted(workspace, store)
    store.close()


def granted(workspace: str, store: SqlStore, secret: bytes = b"s" * 32) -> GrantedTokens:
    client = OAuthClient(
        id="me", secret="s", token_url=f"{workspace}/token", revoke_url=f"{workspace}/revoke"
    )
    return GrantedTokens(store, client, secret)


def refresh_token(workspace: str) -> str:
    scope = f"openid email {COMPOSE}"
    code = consent(workspace, scope=scope, access_type="offline")["code"]
    return str(token(workspace, code=code).json()["refresh_token"])


def test_a_grant_gives_tokens_for_what_was_granted_and_no_more(workspace: str, grants: GrantedTokens) -> None:
    grants.keep(SELLER, refresh_token(workspace), ["openid", COMPOSE])

    found = grants.access_token(SELLER.upper(), COMPOSE)
    headers = {"Authorization": f"Bearer {found}"}
    draft = {"message": {"raw": base64.urlsafe_b64encode(b"Subject: x\r\n\r\ny").decode()}}
    assert requests.post(f"{workspace}/gmail/v1/users/me/drafts", json=draft, headers=headers, timeout=10).ok
    assert requests.get(f"{workspace}/drive/v3/files", headers=headers, timeout=10).status_code == 403
    assert grants.access_token(SELLER, "https://www.googleapis.com/auth/drive") is None
    assert grants.access_token("max@northwind.example", COMPOSE) is None


def test_a_grant_that_was_taken_back_is_dropped(workspace: str, grants: GrantedTokens) -> None:
    secret = refresh_token(workspace)
    grants.keep(SELLER, secret, [COMPOSE])
    requests.post(f"{workspace}/revoke", data={"token": secret}, timeout=10).raise_for_status()

    assert grants.access_token(SELLER, COMPOSE) is None
    assert grants.scopes(SELLER) == frozenset()


def test_taking_a_grant_back_here_tells_the_provider(workspace: str, grants: GrantedTokens) -> None:
    secret = refresh_token(workspace)
    grants.keep(SELLER, secret, [COMPOSE])
    assert grants.access_token(SELLER, COMPOSE)
    grants.revoke(SELLER)

    assert grants.access_token(SELLER, COMPOSE) is None
    answer = token(workspace, grant_type="refresh_token", refresh_token=secret)
    assert answer.json()["error"] == "invalid_grant"


def test_who_is_removed_leaves_no_grant_here_or_at_the_provider(workspace: str, tmp_path: Path) -> None:
    store = SqlStore(f"sqlite:///{tmp_path / 'grants.db'}")
    grants, secret = granted(workspace, store), refresh_token(workspace)
    people = People(members=store, sessions=store, grants=grants, plans=store)
    people.add(SELLER)
    grants.keep(SELLER, secret, [COMPOSE])
    people.remove(SELLER)

    assert store.grant(SELLER) is None
    answer = token(workspace, grant_type="refresh_token", refresh_token=secret)
    assert answer.json()["error"] == "invalid_grant"
    store.close()


def test_with_another_secret_a_grant_is_worth_nothing(workspace: str, tmp_path: Path) -> None:
    store = SqlStore(f"sqlite:///{tmp_path / 'grants.db'}")
    granted(workspace, store).keep(SELLER, refresh_token(workspace), [COMPOSE])
    assert granted(workspace, store, b"other").access_token(SELLER, COMPOSE) is None
    assert store.grant(SELLER) is None
    store.close()


def test_a_provider_that_is_down_costs_no_grant(tmp_path: Path) -> None:
    store = SqlStore(f"sqlite:///{tmp_path / 'grants.db'}")
    grants = granted("http://127.0.0.1:9", store)
    grants.keep(SELLER, "1//0x", [COMPOSE])
    with pytest.raises(RetryLaterError):
        grants.access_token(SELLER, COMPOSE)
    assert grants.scopes(SELLER) == {COMPOSE}
    store.close()
