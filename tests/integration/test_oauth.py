"""Access to vendors by OAuth, against a small provider of our own over HTTP."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import requests

from addon.adapters.http import Pace, Refusals, Wire
from addon.adapters.http.oauth import InBook, InMemory, OAuthAccess
from addon.adapters.http.oauth_tokens import TokenDesk, Tokens
from addon.adapters.sealed import Seal
from addon.adapters.store import SqlStore
from closeplan.errors import RefusedError, RetryLaterError
from tests.vendors.oauth import BACK, CLIENT, FakeOAuth
from tests.vendors.server import refusal

START = datetime(2026, 11, 24, 9, tzinfo=UTC)
SEAL = Seal(b"s" * 32, "closeplan connections 1")


class Vendor:
    """The provider, and processes of ours that share one store."""

    def __init__(self, provider: FakeOAuth, store: SqlStore) -> None:
        self.provider, self.store, self.now = provider, store, START
        self.keeper = InBook(vendor="hubspot", book=store, seal=SEAL)

    def desk(self, secret: str = CLIENT[1], **more: Any) -> TokenDesk:
        return TokenDesk(
            title="HubSpot",
            endpoints=self.provider.endpoints(**more),
            client_id=CLIENT[0],
            client_secret=secret,
            now=lambda: self.now,
        )

    def come_back(self, desk: TokenDesk) -> tuple[Tokens, str]:
        begun = desk.begin(BACK)
        answer = requests.get(begun.url, allow_redirects=False, timeout=5)
        code = parse_qs(urlsplit(answer.headers["Location"]).query)["code"][0]
        return desk.redeem(code, begun.verifier, BACK), code

    def connect(self) -> Tokens:
        tokens, _ = self.come_back(self.desk())
        self.keeper.connect(tokens, by="ada@northwind.example", now=self.now)
        return tokens

    def process(self) -> tuple[OAuthAccess, Wire]:
        access = OAuthAccess(self.desk(), self.keeper, now=lambda: self.now)
        return access, Wire("hubspot", access, Pace(), Refusals(reason=lambda status, _told: f"{status}"))

    @property
    def token_requests(self) -> int:
        return self.provider.counts()["POST /token"]


@pytest.fixture
def vendor(tmp_path: Path) -> Iterator[Vendor]:
    store = SqlStore(f"sqlite:///{tmp_path / 'closeplan.db'}")
    with FakeOAuth() as provider:
        yield Vendor(provider, store)
    store.close()


def test_a_connected_account_lets_requests_in(vendor: Vendor) -> None:
    vendor.connect()

    assert vendor.process()[1].json("GET", "/me") == {"id": "me"}


def test_tokens_lie_encrypted(vendor: Vendor) -> None:
    tokens = vendor.connect()
    kept = vendor.store.connection("hubspot")

    assert kept is not None
    assert not {tokens.access, tokens.refresh} & {kept.access_token, kept.refresh_token}
    assert InBook(vendor="hubspot", book=vendor.store, seal=Seal(b"other", SEAL.purpose)).load() is None


def test_a_code_is_good_once(vendor: Vendor) -> None:
    _tokens, code = vendor.come_back(vendor.desk())

    with pytest.raises(RefusedError, match="invalid_grant"):
        vendor.desk().redeem(code, "", BACK)


def test_a_code_needs_the_verifier_it_was_asked_with(vendor: Vendor) -> None:
    begun = vendor.desk().begin(BACK)
    answer = requests.get(begun.url, allow_redirects=False, timeout=5)
    code = parse_qs(urlsplit(answer.headers["Location"]).query)["code"][0]

    with pytest.raises(RefusedError):
        vendor.desk().redeem(code, "another-verifier", BACK)


def test_a_token_is_renewed_before_it_runs_out(vendor: Vendor) -> None:
    first = vendor.connect()
    vendor.now += timedelta(seconds=1800 - 60)

    assert vendor.process()[0].headers() != {"Authorization": f"Bearer {first.access}"}
    assert vendor.token_requests == 2


def test_a_refused_token_is_renewed_in_the_midst_of_work(vendor: Vendor) -> None:
    first = vendor.connect()
    vendor.provider.access_tokens.clear()

    assert vendor.process()[1].json("GET", "/me") == {"id": "me"}
    renewed = vendor.keeper.load()
    assert renewed is not None
    assert renewed.refresh != first.refresh


def test_threads_that_are_refused_together_renew_once(vendor: Vendor) -> None:
    vendor.connect()
    _, wire = vendor.process()
    vendor.provider.access_tokens.clear()
    vendor.provider.slow_seconds = 0.2
    with ThreadPoolExecutor(6) as threads:
        answers = list(threads.map(lambda _n: wire.json("GET", "/me"), range(6)))

    assert answers == [{"id": "me"}] * 6
    assert vendor.token_requests == 2


def test_another_process_that_was_first_wins(vendor: Vendor) -> None:
    vendor.connect()
    (_, first), (_, second) = vendor.process(), vendor.process()
    vendor.now += timedelta(hours=1)
    vendor.provider.slow_seconds = 0.2
    with ThreadPoolExecutor(2) as threads:
        asked = [threads.submit(wire.json, "GET", "/me") for wire in (first, second)]
        told = [one.exception() or one.result() for one in asked]

    # one of them may be told to try again: the vendor took its refresh token before the other's answer was kept
    assert {"id": "me"} in told
    assert first.json("GET", "/me") == second.json("GET", "/me") == {"id": "me"}


def test_a_refused_renewal_is_not_connected_and_not_asked_again(vendor: Vendor) -> None:
    vendor.connect()
    vendor.provider.revoke_everything()
    _, wire = vendor.process()
    for _ in range(3):
        with pytest.raises(RetryLaterError, match="HubSpot is not connected") as told:
            wire.json("GET", "/me")
        assert told.value.status == 401

    assert vendor.token_requests == 2


def test_connecting_again_puts_it_right_at_once(vendor: Vendor) -> None:
    vendor.connect()
    vendor.provider.revoke_everything()
    _, wire = vendor.process()
    with pytest.raises(RetryLaterError):
        wire.json("GET", "/me")
    vendor.connect()

    assert wire.json("GET", "/me") == {"id": "me"}


def test_what_an_admin_disconnected_stays_so(vendor: Vendor) -> None:
    vendor.connect()
    access, _ = vendor.process()
    vendor.now += timedelta(hours=1)
    tokens = vendor.keeper.load()
    assert tokens is not None
    vendor.store.remove_connection("hubspot")

    assert not vendor.keeper.renew(tokens, tokens)
    with pytest.raises(RetryLaterError, match="not connected"):
        access.headers()


@pytest.mark.parametrize("status", [500, 503, 429])
def test_a_provider_that_is_down_is_asked_again_later(vendor: Vendor, status: int) -> None:
    vendor.connect()
    access, wire = vendor.process()
    vendor.now += timedelta(hours=1)
    vendor.provider.break_with(refusal(status, {"error": "whatever"}))
    with pytest.raises(RetryLaterError):
        access.headers()

    assert wire.json("GET", "/me") == {"id": "me"}


def test_a_client_gets_tokens_for_itself_and_keeps_them(vendor: Vendor) -> None:
    desk = vendor.desk(grant="account_credentials", more={"account_id": "A1"}, scopes=())
    access = OAuthAccess(desk, InMemory(), now=lambda: vendor.now)

    assert access.headers() == access.headers()
    assert access.base_url() == vendor.provider.url
    assert vendor.token_requests == 1


def test_a_wrong_client_is_told_and_not_tried_on_and_on(vendor: Vendor) -> None:
    access = OAuthAccess(vendor.desk("wrong", grant="client_credentials"), InMemory(), now=lambda: vendor.now)
    for _ in range(3):
        with pytest.raises(RetryLaterError, match="client and secret"):
            access.headers()

    assert vendor.token_requests == 1


@pytest.mark.parametrize(
    "answer",
    [
        {},
        [],
        {"access_token": None},
        {"access_token": "a", "expires_in": "soon"},
        {"access_token": "a", "expires_in": [3600]},
        {"error": {"a": 1}},
    ],
)
def test_an_odd_answer_is_no_crash(vendor: Vendor, answer: object) -> None:
    vendor.provider.break_with(refusal(200, answer))
    access = OAuthAccess(vendor.desk(grant="client_credentials"), InMemory(), now=lambda: vendor.now)
    with pytest.raises(RetryLaterError):
        access.headers()
