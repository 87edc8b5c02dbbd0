"""What `closeplan doctor` says of vendors: who answers, and what is missing."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from addon import doctor_vendors
from addon.adapters.jobs import RecordingJobs
from addon.bootstrap import bootstrap
from addon.settings import read_settings
from addon.vendor_wiring import VendorWiring
from addon.vendors import VENDORS, VendorRow
from closeplan.errors import CloseplanError
from tests.vendors.example import EXAMPLE
from tests.vendors.notion import FakeNotion
from tests.vendors.oauth import CLIENT, FakeOAuth


def said(
    tmp_path: Path, connected: bool = False, rows: Sequence[VendorRow] = (EXAMPLE,), **vendors: dict[str, Any]
) -> dict[str, str]:
    """Each vendor's line, what is wrong behind an exclamation mark."""
    settings = read_settings(
        data=tmp_path,
        workspace_url="http://127.0.0.1:9",
        public_url="https://map.example",
        vendors=vendors,
    )
    parts = bootstrap(settings, jobs=RecordingJobs()).parts
    vars(parts)["vendors"] = VendorWiring(parts, rows=tuple(rows))
    if connected:
        desk = parts.vendors.oauth._browser_desk("example")
        parts.vendors.oauth._keeper("example").connect(
            desk._asked(grant_type="client_credentials"), by="ada", now=parts.clock.now()
        )
    told = {}
    for name, look in doctor_vendors.vendor_checks(parts):
        try:
            told[name] = look()
        except CloseplanError as error:
            told[name] = f"! {error}"
    return told


@pytest.fixture
def keys() -> dict[str, Any]:
    return {"client_id": CLIENT[0], "client_secret": CLIENT[1], "secret": "s"}


def test_a_vendor_that_answers_names_its_account(tmp_path: Path, keys: dict[str, Any]) -> None:
    with FakeOAuth() as provider:
        told = said(tmp_path, connected=True, example={**keys, "url": provider.url})

    assert told == {"Example CRM": "connected to me; it may post to https://map.example/webhooks/example"}


def test_without_a_secret_messages_are_not_believed_and_that_is_said(
    tmp_path: Path, keys: dict[str, Any]
) -> None:
    with FakeOAuth() as provider:
        bare = {"client_id": CLIENT[0], "url": provider.url}
        told = said(tmp_path, connected=True, example=bare | {"client_secret": keys["client_secret"]})

    assert "set CLOSEPLAN_VENDORS__EXAMPLE__SECRET" in told["Example CRM"]


def test_what_is_not_connected_says_where_to_connect_it(tmp_path: Path, keys: dict[str, Any]) -> None:
    told = said(tmp_path, example={**keys, "url": "http://127.0.0.1:9"})

    assert told["Example CRM"].startswith("! Example CRM is not connected")
    assert "/integrations" in told["Example CRM"]


def test_what_is_half_set_and_what_is_misspelt_is_told(tmp_path: Path) -> None:
    told = said(tmp_path, example={"secret": "s"}, hubspt={"token": "t"})

    assert "CLOSEPLAN_VENDORS__EXAMPLE__TOKEN" in told["Example CRM"]
    assert told["hubspt"].startswith("! CLOSEPLAN_VENDORS__HUBSPT: there is no such vendor, only example")
    misspelt = said(tmp_path, exmple={"token": "t"})["exmple"]
    assert misspelt.endswith("did you mean EXAMPLE?")


@pytest.mark.parametrize(
    ("vendor", "given", "missing"),
    [
        ("teams", {"client_id": "c"}, ["CLIENT_SECRET", "ACCOUNT"]),
        ("aircall", {"token": "t"}, ["CLIENT_ID"]),
        ("freshworks", {"token": "t"}, ["URL"]),
        ("hubspot", {"client_id": "c"}, ["CLIENT_SECRET"]),
        ("hubspot", {"secret": "s"}, ["TOKEN"]),
        ("notion", {"account": "a"}, ["TOKEN"]),
    ],
)
def test_a_setting_that_goes_with_another_is_named_before_anything_is_asked(
    tmp_path: Path, vendor: str, given: dict[str, Any], missing: list[str]
) -> None:
    [told] = said(tmp_path, False, VENDORS, **{vendor: given}).values()
    named = " and ".join(f"CLOSEPLAN_VENDORS__{vendor.upper()}__{one}" for one in missing)
    assert told.startswith(f"! set {named}; ")


def test_the_page_that_plans_go_under_is_looked_at(tmp_path: Path) -> None:
    with FakeNotion() as notion:
        keys = {"token": notion.token, "url": notion.url}
        right, wrong, none = (
            said(tmp_path, rows=VENDORS, notion=keys | {"account": page})["Notion"]
            for page in (notion.home, "0" * 32, "zzz")
        )
    assert "plans go under" in right
    assert wrong.startswith("! CLOSEPLAN_VENDORS__NOTION__ACCOUNT names no page")
    assert none.startswith("! CLOSEPLAN_VENDORS__NOTION__ACCOUNT should be")


def test_nothing_set_up_is_nothing_said(tmp_path: Path) -> None:
    assert said(tmp_path) == {}
