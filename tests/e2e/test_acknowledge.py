"""The buyer's CFO on a phone: a link from a mail, no account, no script, one button."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.page import barriers
from tests.running import PlanSheet, eventually, running_demo
from tests.sidebar import Sidebar

WIDTH = 390


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Any]]:
    with running_demo(tmp_path_factory.mktemp("demo") / "data") as ready:
        eventually(lambda: PlanSheet(ready["workspace"], ready["spreadsheet_id"]).outlook(), seconds=10)
        yield ready


@pytest.fixture
def link(demo: dict[str, Any], request: pytest.FixtureRequest) -> str:
    """A link for somebody who has not been asked before."""
    sidebar = Sidebar(demo)
    email = f"carla{abs(hash(request.node.nodeid))}@acme.example"
    sidebar.click("signoff/link", {"name": "Carla Chen", "email": email})
    return str(re.findall(r"http://[^']*/a/[\w.-]+", sidebar.text)[0])


@pytest.fixture(params=["light", "dark"])
def phone(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A phone; axe is put in from outside, the page's own policy allows no foreign script."""
    context = browser.new_context(
        viewport={"width": WIDTH, "height": 844}, color_scheme=request.param, bypass_csp=True, has_touch=True, is_mobile=True
    )  # fmt: skip
    yield context.new_page()
    context.close()


def fits(page: Page) -> bool:
    """Whether nothing is wider than the screen."""
    wide: int = page.evaluate("document.documentElement.scrollWidth")
    return wide <= WIDTH


def test_the_cfo_acknowledges_on_a_phone_and_the_sheet_says_so(
    phone: Page, link: str, demo: dict[str, Any]
) -> None:
    phone.goto(link)
    expect(phone.get_by_role("heading", level=1)).to_contain_text("Acme GmbH × Northwind")
    expect(phone.get_by_text("asks Carla Chen")).to_be_visible()
    assert (barriers(phone), fits(phone)) == ([], True)

    phone.get_by_role("button", name="I acknowledge this timeline").click()

    expect(phone.get_by_text("Thank you, Carla Chen.")).to_be_visible()
    assert (barriers(phone), fits(phone)) == ([], True)
    sheet = PlanSheet(demo["workspace"], demo["spreadsheet_id"])
    eventually(
        lambda: any(row[1].startswith("Carla Chen, ") for row in sheet.grid() if row[0] == "Acknowledged by")
    )


def test_the_page_works_with_a_keyboard_and_without_script(browser: Browser, link: str) -> None:
    context = browser.new_context(viewport={"width": WIDTH, "height": 844}, java_script_enabled=False)
    page = context.new_page()
    page.goto(link)
    page.get_by_label("Your question or objection").fill("Can we start in February?")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    expect(page.get_by_text("Can we start in February?")).to_be_visible()
    expect(page.get_by_role("button", name="I acknowledge this timeline")).to_be_visible()
    context.close()


def test_a_link_that_opens_nothing_says_what_to_do(phone: Page, link: str) -> None:
    phone.goto(link + "x")
    expect(phone.get_by_role("heading", name="This link is not valid any more")).to_be_visible()
    assert (barriers(phone), fits(phone)) == ([], True)
