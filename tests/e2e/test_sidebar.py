"""The add-on's sidebar beside a Sheet, in a real browser: real cards, real events, real tokens."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.running import BUYER, SELLER, running_demo


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Any]]:
    with running_demo(tmp_path_factory.mktemp("demo") / "data") as ready:
        yield ready


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    errors: list[str] = []
    opened = context.new_page()
    opened.on("pageerror", lambda error: errors.append(str(error)))
    yield opened
    context.close()
    assert not errors


def open_sidebar(page: Page, workspace: str, file_id: str, person: str) -> None:
    page.goto(f"{workspace}/#/file/{file_id}?as={person}")
    page.get_by_test_id("toggle-addon").click()
    expect(page.get_by_test_id("addon-sidebar").locator(".card")).to_be_visible()


def test_the_owner_sees_the_plan_beside_its_sheet(page: Page, demo: dict[str, Any]) -> None:
    open_sidebar(page, demo["workspace"], demo["spreadsheet_id"], SELLER)
    sidebar = page.get_by_test_id("addon-sidebar")

    expect(sidebar).to_contain_text("Go-live")
    expect(sidebar).to_contain_text("No due date differs from what was agreed")


def test_the_buyers_people_learn_nothing_from_the_sidebar(page: Page, demo: dict[str, Any]) -> None:
    open_sidebar(page, demo["workspace"], demo["spreadsheet_id"], BUYER)
    sidebar = page.get_by_test_id("addon-sidebar")

    expect(sidebar).to_contain_text("watches for its owner")
    expect(sidebar).not_to_contain_text("agreed")
