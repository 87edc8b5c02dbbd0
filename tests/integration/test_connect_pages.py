"""Connecting a vendor's account: by an admin, in the browser that began it, once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from flask.testing import FlaskClient

from addon.adapters.jobs import RecordingJobs
from addon.app import create_app
from addon.bootstrap import Backend, bootstrap
from addon.seller_wiring import seller_side
from addon.settings import read_settings
from addon.vendor_wiring import VendorWiring
from closeplan.errors import RetryLaterError, SettingsError
from closeplan.records import Caller
from tests.vendors.example import EXAMPLE
from tests.vendors.oauth import CLIENT, FakeOAuth
from tests.vendors.server import refusal

HOME = "http://here.example"
HTML = {"Accept": "text/html"}
ADA, MAX, EVE = "ada@northwind.example", "max@northwind.example", "eve@northwind.example"


@dataclass
class Site:
    backend: Backend
    provider: FakeOAuth

    def browser(self, person: str) -> FlaskClient:
        """The browser of somebody who is signed in."""
        client = create_app(self.backend).test_client()
        caller = Caller(email=person, subject=f"id of {person}", domain="northwind.example")
        session = seller_side(self.backend.parts).sign_in.begin(caller)
        client.set_cookie("closeplan", session, domain="here.example")
        return client

    def agree(self, browser: FlaskClient) -> str:
        """Begin, agree at the vendor; the path with query that the browser comes back to."""
        begun = browser.get("/connect/example", base_url=HOME, headers=HTML)
        assert begun.status_code == 303
        answer = requests.get(begun.location, allow_redirects=False, timeout=5)
        back = urlsplit(answer.headers["Location"])
        assert f"{back.scheme}://{back.netloc}{back.path}" == f"{HOME}/connect/example/callback"
        return f"{back.path}?{back.query}"

    def come_back(self, browser: FlaskClient, path: str) -> Any:
        return browser.get(path, base_url=HOME, headers=HTML)

    @property
    def connected_by(self) -> str:
        kept = self.backend.parts.store.connection("example")
        return kept.connected_by if kept else ""


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    with FakeOAuth() as provider:
        keys = {"client_id": CLIENT[0], "client_secret": CLIENT[1], "url": provider.url}
        settings = read_settings(
            data=tmp_path, workspace_url="http://127.0.0.1:9", public_url=HOME, vendors={"example": keys}
        )
        backend = bootstrap(settings, jobs=RecordingJobs())
        vars(backend.parts)["vendors"] = VendorWiring(backend.parts, rows=(EXAMPLE,))
        backend.parts.people.add(ADA, role="admin")
        backend.parts.people.add(EVE, role="admin")
        backend.parts.people.add(MAX, role="manager")
        yield Site(backend, provider)


def test_an_admin_connects_an_account_and_work_begins(site: Site) -> None:
    browser = site.browser(ADA)
    answer = site.come_back(browser, site.agree(browser))

    assert (answer.status_code, answer.location) == (303, "/integrations")
    assert site.connected_by == ADA
    assert site.backend.parts.vendors.crm("example").account() == "me"
    assert ("deliver", "example") in site.backend.jobs.asked  # type: ignore[attr-defined]


def test_connecting_ends_the_old_trouble_and_has_the_vendor_tried_at_once(
    site: Site,
) -> None:
    parts, browser = site.backend.parts, site.browser(ADA)
    parts.deliveries.health.fails("example", SettingsError("Example is not connected"))
    site.come_back(browser, site.agree(browser))

    page = browser.get("/integrations", base_url=HOME, headers=HTML).text
    assert "Down since" not in page
    assert "Example is not connected" not in page
    assert "Not tried yet" in page
    assert {("deliver", "example"), ("listen_to", "example")} <= set(site.backend.jobs.asked)  # type: ignore[attr-defined]


@pytest.mark.parametrize(("person", "status"), [(MAX, 404), ("sam@northwind.example", 404)])
def test_nobody_else_connects(site: Site, person: str, status: int) -> None:
    browser = site.browser(person)

    assert browser.get("/connect/example", base_url=HOME, headers=HTML).status_code == status
    assert site.come_back(browser, "/connect/example/callback?code=c&state=s").status_code == status


def test_what_another_browser_began_is_refused(site: Site) -> None:
    theirs = site.agree(site.browser(EVE))
    mine = site.browser(ADA)

    assert site.come_back(mine, theirs).status_code == 403
    site.agree(mine)
    assert site.come_back(mine, theirs).status_code == 403
    assert site.connected_by == ""


def test_a_changed_state_is_refused(site: Site) -> None:
    browser = site.browser(ADA)
    back = site.agree(browser)

    assert site.come_back(browser, back.replace("state=", "state=é")).status_code == 403
    assert site.connected_by == ""


def test_an_answer_is_good_once(site: Site) -> None:
    browser = site.browser(ADA)
    back = site.agree(browser)
    site.come_back(browser, back)

    assert site.come_back(browser, back).status_code == 403
    assert site.connected_by == ADA


def test_one_who_says_no_connects_nothing(site: Site) -> None:
    site.provider.decides = "deny"
    browser = site.browser(ADA)
    answer = site.come_back(browser, site.agree(browser))

    assert answer.status_code == 403
    assert "Nothing was connected" in answer.text
    assert site.connected_by == ""


def test_a_code_that_ran_out_is_refused(site: Site) -> None:
    browser = site.browser(ADA)
    back = site.agree(browser)
    site.provider.codes.clear()

    assert site.come_back(browser, back).status_code == 403


def test_a_vendor_that_is_down_is_said_to_be(site: Site) -> None:
    browser = site.browser(ADA)
    back = site.agree(browser)
    site.provider.break_with(refusal(503))
    answer = site.come_back(browser, back)

    assert answer.status_code == 503
    assert "Try again" in answer.text


def test_disconnecting_takes_a_form_of_ours(site: Site) -> None:
    browser = site.browser(ADA)
    site.come_back(browser, site.agree(browser))
    assert browser.post("/disconnect/example", base_url=HOME, headers=HTML).status_code == 400
    assert site.connected_by == ADA
    shown = browser.get("/people", base_url=HOME, headers=HTML).text
    token = shown.partition('name="csrf_token" value="')[2].partition('"')[0]
    gone = browser.post("/disconnect/example", data={"csrf_token": token}, base_url=HOME, headers=HTML)

    assert (gone.status_code, site.connected_by) == (303, "")
    with pytest.raises(RetryLaterError, match="not connected"):
        site.backend.parts.vendors.crm("example").account()


def test_what_is_sent_to_the_vendor_proves_who_comes_back(site: Site) -> None:
    begun = site.browser(ADA).get("/connect/example", base_url=HOME, headers=HTML)
    asked = {name: values[0] for name, values in parse_qs(urlsplit(begun.location).query).items()}

    assert asked["code_challenge_method"] == "S256"
    assert len(asked["state"]) >= 32
    assert asked["scope"] == "deals"
    assert CLIENT[1] not in begun.location


def test_a_vendor_that_is_not_set_up_is_not_connected(site: Site) -> None:
    browser = site.browser(ADA)

    assert browser.get("/connect/hubspot", base_url=HOME, headers=HTML).status_code == 404
    assert not site.backend.parts.vendors.oauth.can_connect("hubspot")
    assert site.backend.parts.vendors.oauth.can_connect("example")
