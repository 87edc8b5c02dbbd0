"""A real browser for the tests that look at pages. Without Chromium they fail: a skipped page test proves nothing."""

from __future__ import annotations

import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.e2e.page import MILESTONE, OpenPage, Sheet, cell
from tests.running import start


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium, headless."""
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    assert path, "the page tests need Chromium (Debian: apt-get install chromium)"
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield launched
        launched.close()


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("workspace")
    arguments = ("local_workspace", "--port", "0", "--data", str(folder / "data"))
    process = start(*arguments, log=folder / "log")
    yield process.ready["workspace"]
    process.stop()


@pytest.fixture
def sheet(workspace: str) -> Sheet:
    return Sheet(workspace)


@pytest.fixture
def open_page(browser: Browser, workspace: str) -> Iterator[OpenPage]:
    """Opens a file as a person, each in a browser of their own; an error in the page's script fails the test."""
    contexts = []
    errors: list[str] = []

    def open_as(person: str, sheet: Sheet | None = None) -> Page:
        context = browser.new_context(viewport={"width": 1280, "height": 800})
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.goto(f"{workspace}/#/{f'file/{sheet.id}' if sheet else ''}?as={person}")
        if sheet:
            expect(cell(page, 0, MILESTONE)).to_have_text("Milestone")
        return page

    yield open_as
    for context in contexts:
        context.close()
    assert not errors
