"""docs/vendors.md holds: each vendor has its settings, scopes and addresses there as the code has them."""

from __future__ import annotations

import re
from types import ModuleType
from typing import cast

import pytest

from addon.adapters.http import OAuthEndpoints, VendorAccount
from addon.vendor_keys import VendorKeys
from addon.vendors import VENDORS, VendorRow
from tests.running import ROOT

PAGE = (ROOT / "docs" / "vendors.md").read_text("utf-8")
EVERY = pytest.mark.parametrize("row", VENDORS, ids=lambda row: row.name)


def section(row: VendorRow) -> str:
    """What stands under the vendor's heading."""
    _, heading, rest = PAGE.partition(f"\n## {row.title}\n")
    assert heading, f"{row.title} is not on the page"
    return rest.partition("\n## ")[0]


def module_of(row: VendorRow) -> ModuleType:
    return cast("ModuleType", pytest.importorskip(row.module, exc_type=ImportError))


def oauth_of(row: VendorRow) -> OAuthEndpoints | None:
    found = getattr(module_of(row), "OAUTH", None)
    made: OAuthEndpoints | None = found(VendorAccount(name=row.name)) if callable(found) else found
    return made


def test_the_page_has_each_setting_with_its_meaning() -> None:
    rows = dict(re.findall(r"^\| `([A-Z_]+)` \| (.+) \|$", PAGE, re.MULTILINE))

    assert rows == {name.upper(): field.description for name, field in VendorKeys.model_fields.items()}


def test_the_page_has_the_vendors_and_no_others() -> None:
    assert re.findall(r"^## (.+)$", PAGE, re.MULTILINE) == [row.title for row in VENDORS]


@EVERY
def test_a_vendors_settings_are_its_own_and_exist(row: VendorRow) -> None:
    named = re.findall(r"CLOSEPLAN_VENDORS__([A-Z]+)__([A-Z_]+)", section(row))
    example = {name.lower(): "https://map.example" for _, name in named}

    assert {vendor for vendor, _ in named} == {row.name.upper()}
    assert VendorKeys.model_validate(example).is_set


@EVERY
def test_a_vendor_that_posts_has_its_address_and_its_secret_there(row: VendorRow) -> None:
    posts = hasattr(module_of(row), "sender")

    assert (f"/webhooks/{row.name}" in section(row)) == posts
    if posts and row.name != "meet":  # Google's pushes are proven by a token of Google's
        assert f"CLOSEPLAN_VENDORS__{row.name.upper()}__SECRET" in section(row)


@EVERY
def test_what_is_asked_for_in_the_browser_is_there(row: VendorRow) -> None:
    oauth = oauth_of(row)
    in_browser = oauth is not None and oauth.grant == "authorization_code"

    assert (f"/connect/{row.name}/callback" in section(row)) == in_browser
    for scope in oauth.scopes if oauth else ():
        assert f"`{scope}`" in section(row)


@EVERY
def test_each_says_what_it_was_tested_against(row: VendorRow) -> None:
    assert re.search(r"^- Tested against: \S.+", section(row), re.MULTILINE)
