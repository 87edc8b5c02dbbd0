"""A slip's whole way: the buyer moves a date in the page, the seller answers it in the sidebar beside it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.e2e.page import barriers, type_into
from tests.running import BUYER, SELLER, PlanSheet, eventually, running_demo

REVIEW = "SOC 2 and penetration test review"


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Any]]:
    with running_demo(tmp_path_factory.mktemp("demo") / "data") as ready:
        yield ready


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    errors: list[str] = []
    opened = context.new_page()
    opened.on("pageerror", lambda error: errors.append(str(error)))
    yield opened
    context.close()
    assert not errors


def test_a_slip_is_answered_with_new_dates_that_were_seen_first(page: Page, demo: dict[str, Any]) -> None:
    workspace, sheet = demo["workspace"], PlanSheet(demo["workspace"], demo["spreadsheet_id"])
    _, columns = sheet.header()
    row = int(sheet.rows()[REVIEW]["_row"])
    slipped = date.fromisoformat(sheet.rows()[REVIEW]["Due"]) + timedelta(days=14)
    page.goto(f"{workspace}/#/file/{demo['spreadsheet_id']}?as={BUYER}")
    type_into(page, row - 1, columns["Due"] - 1, slipped.isoformat())
    eventually(lambda: "Slipped" in sheet.rows()[REVIEW]["Signal"])
    before = sheet.rows()

    page.goto(f"{workspace}/#/file/{demo['spreadsheet_id']}?as={SELLER}")
    page.get_by_test_id("toggle-addon").click()
    sidebar = page.get_by_test_id("addon-sidebar")
    press(sidebar, "Signals")
    expect(sidebar).to_contain_text("Needs you")
    assert not barriers(page)
    slip = sidebar.locator(".card").get_by_text("Slipped").first
    slip.locator("xpath=ancestor::*[.//button][1]").get_by_role("button", name="Open").click()
    expect(sidebar).to_contain_text("Agreed:")
    expect(sidebar.get_by_label("New date")).to_have_value(slipped.isoformat())
    assert not barriers(page)

    sidebar.get_by_label("New date").fill((slipped + timedelta(days=7)).isoformat())
    press(sidebar, "See what it moves")
    expect(sidebar).to_contain_text("as you propose")
    assert not barriers(page)
    assert sheet.rows() == before
    press(sidebar, "Write these dates into the plan")
    expect(sidebar).to_contain_text("Written into the plan")
    after = sheet.rows()
    assert after[REVIEW]["Due"] == (slipped + timedelta(days=7)).isoformat()
    assert after["Signature"]["Due"] > before["Signature"]["Due"]

    press(sidebar, "Undo")
    expect(sidebar).to_contain_text("As before")
    assert {name: one["Due"] for name, one in sheet.rows().items()} == {
        name: one["Due"] for name, one in before.items()
    }


def press(sidebar: Locator, name: str) -> None:
    sidebar.get_by_role("button", name=name, exact=True).click()
