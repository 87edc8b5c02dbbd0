"""The pages of calls in a real browser: uploaded, looked at, erased; a folder watched."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, FilePayload, Page, expect

from tests.e2e.page import barriers
from tests.running import SELLER, running_demo

HOUR = 900
"""Turns of an hour-long call."""


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Any]]:
    with running_demo(tmp_path_factory.mktemp("demo") / "data") as ready:
        yield ready


@pytest.fixture
def page(browser: Browser, demo: dict[str, Any]) -> Iterator[Page]:
    """The seller, signed in, at the plan's calls."""
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    opened = context.new_page()
    opened.goto(f"{demo['app']}/plans/{demo['plan_id']}/calls")
    opened.get_by_role("link", name="Sign in with Google").click()
    opened.get_by_role("button", name=f"Continue as {SELLER}", exact=True).click()
    yield opened
    context.close()


def without_barriers(page: Page) -> None:
    for width in (1280, 390):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert not barriers(page)


def vtt(name: str, turns: int) -> FilePayload:
    said = ["I will send you the security questionnaire by Friday.", "Thanks. <b>What</b> else is there?"]
    cues = [
        f"{at // 900:02}:{at * 4 // 60 % 60:02}:{at * 4 % 60:02}.000 --> {at // 900:02}:{at * 4 // 60 % 60:02}:{at * 4 % 60 + 1:02}.000\n"
        f"<v {('Dana Fischer', 'Sam')[at % 2]}>{said[at] if at < 2 else f'Point {at} is as it was.'}</v>\n"
        for at in range(turns)
    ]
    text = "\n".join(["WEBVTT\n", *cues])
    return {"name": name, "mimeType": "text/vtt", "buffer": text.encode()}


def test_files_are_uploaded_and_answered_looked_at_and_erased(page: Page) -> None:
    expect(page.get_by_role("main")).to_contain_text("No call of this deal has been taken in yet")
    broken: FilePayload = {"name": "broken.srt", "mimeType": "text/plain", "buffer": b"\x00\x01"}
    page.get_by_label("Files").set_input_files([vtt("2026-11-20 weekly.vtt", 4), broken])
    page.get_by_role("button", name="Upload").click()
    answers = page.get_by_role("region", name="What became of the files")
    expect(answers.get_by_text("New", exact=True)).to_be_visible()
    expect(answers).to_contain_text("Nothing of this file was kept")
    without_barriers(page)

    answers.get_by_role("link").click()
    found = page.get_by_role("region", name="What was found")
    expect(found).to_contain_text("by Friday")
    found.get_by_role("link", name="0:00").first.click()
    expect(page.locator("#turn-0:target")).to_contain_text("security questionnaire")
    expect(page.locator("#turn-1")).to_contain_text("What")
    without_barriers(page)
    page.get_by_text("Erase this call").click()
    page.get_by_role("button", name="Erase for good").click()
    expect(page.get_by_role("main")).to_contain_text("No call of this deal has been taken in yet")


def test_an_hour_long_call_opens_at_once_at_any_of_its_turns(page: Page) -> None:
    page.get_by_label("Files").set_input_files(vtt("2026-11-21 long.vtt", HOUR))
    page.get_by_role("button", name="Upload").click()
    link = page.get_by_role("region", name="What became of it").get_by_role("link")
    where = link.get_attribute("href")

    began = time.monotonic()
    page.goto(f"{page.url.split('/plans')[0]}{where}#turn-880")
    expect(page.locator("#turn-880")).to_be_in_viewport()
    assert time.monotonic() - began < 3


def test_a_folder_that_is_not_shared_says_how_to_share_it(page: Page) -> None:
    page.get_by_role("navigation").get_by_role("link", name="Calls").click()
    without_barriers(page)
    page.get_by_label("The folder's address in Drive").fill(
        "https://drive.google.com/drive/folders/1AbCdEfGhIjKlMn"
    )
    page.get_by_role("button", name="Watch it").click()
    expect(page.get_by_role("alert")).to_contain_text("share it with robot@closeplan.local")
    without_barriers(page)
