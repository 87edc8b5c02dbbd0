"""The pages of the seller's side in a real browser, signed in through the local Workspace's provider."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, FilePayload, Page, expect

from tests.e2e.page import barriers
from tests.running import BUYER, SELLER, running_demo

MANAGER = "max@northwind.example"
ADMIN = "ada@northwind.example"
WIDTHS = (1280, 390)
HOUR = 900
"""Turns of an hour-long call."""

Visit = Callable[[str, str], Page]


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Any]]:
    with running_demo(tmp_path_factory.mktemp("demo") / "data") as ready:
        yield ready


@pytest.fixture
def visit(browser: Browser, demo: dict[str, Any]) -> Iterator[Visit]:
    """Signs somebody in, in a browser of their own, from the page they wanted; whatever the page's policy had to
    block, or its script got wrong, fails the test.
    """
    contexts, complaints = [], []

    def as_person(person: str, path: str) -> Page:
        context = browser.new_context(viewport={"width": 1280, "height": 800})
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda said: complaints.append(said.text) if "Policy" in said.text else None)
        page.goto(demo["app"] + path)
        page.get_by_role("link", name="Sign in with Google").click()
        page.get_by_role("button", name=f"Continue as {person}", exact=True).click()
        return page

    yield as_person
    for context in contexts:
        context.close()
    assert not complaints


def without_barriers(page: Page) -> None:
    """Nothing serious for axe, and nothing to scroll sideways, on a desk and on a phone."""
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        found = page.evaluate("document.documentElement.scrollWidth")
        assert found <= width, f"{page.url} is {found} px wide on {width}"
        assert not barriers(page)


def test_a_seller_comes_to_the_plan_they_wanted(visit: Visit, demo: dict[str, Any]) -> None:
    page = visit(SELLER, f"/plans/{demo['plan_id']}")

    expect(page.get_by_role("heading", level=1)).to_have_text("Acme onboarding rollout")
    expect(page.get_by_role("main")).to_contain_text("For the seller's side only")
    expect(page.get_by_role("link", name="Open the Sheet")).to_be_visible()
    without_barriers(page)
    page.get_by_role("link", name="Plans", exact=True).click()
    expect(page.get_by_role("heading", name="Your plans")).to_be_visible()
    expect(page.get_by_role("link", name="People")).to_have_count(0)
    without_barriers(page)


def test_the_brief_is_read_on_a_desk_and_on_a_phone(visit: Visit, demo: dict[str, Any]) -> None:
    page = visit(SELLER, f"/plans/{demo['plan_id']}")
    page.get_by_role("link", name="Brief", exact=True).click()

    steps = page.get_by_role("table", name="The milestones")
    expect(steps.get_by_role("row", name="Budget approval")).to_contain_text("Dana Fischer")
    without_barriers(page)
    wide = page.evaluate(
        "[document.querySelector('.path').clientWidth, document.querySelector('main').clientWidth,"
        " ...[...document.querySelectorAll('.brief *')].filter(e => e.offsetWidth && e.innerText)"
        ".map(e => parseFloat(getComputedStyle(e).fontSize))]"
    )
    assert wide[0] > 0.8 * wide[1]
    assert min(wide[2:]) >= 12


def test_a_manager_sees_the_teams_plans_and_who_owns_them(visit: Visit, demo: dict[str, Any]) -> None:
    page = visit(MANAGER, "/")

    expect(page.get_by_role("heading", name="You have no plan yet")).to_be_visible()
    team = page.get_by_role("region", name="Your team's plans")
    expect(team.get_by_role("row", name="Acme onboarding rollout")).to_contain_text("Sam")
    team.get_by_role("link", name="Acme onboarding rollout").click()
    expect(page).to_have_url(f"{demo['app']}/plans/{demo['plan_id']}")


def test_an_admin_changes_a_role_and_signs_somebody_out(visit: Visit) -> None:
    others = visit(MANAGER, "/")
    page = visit(ADMIN, "/")
    page.get_by_role("link", name="People").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("People")
    without_barriers(page)

    sam = page.get_by_role("form", name=f"Role and team of {SELLER}")
    sam.get_by_label("Team").fill("West <b>& Süd</b>")
    sam.get_by_role("button", name="Save").click()
    expect(sam.get_by_label("Team")).to_have_value("West <b>& Süd</b>")
    others.reload()
    expect(others.get_by_role("main")).to_contain_text("Your team has no plan yet")
    sam.get_by_label("Team").fill("Enterprise")
    sam.get_by_role("button", name="Save").click()

    page.get_by_role("region", name="max").get_by_role("button", name="Sign out everywhere").click()
    others.reload()
    expect(others.get_by_role("link", name="Sign in with Google")).to_be_visible()


def test_a_buyer_is_told_kindly_that_they_need_nothing_here(visit: Visit, demo: dict[str, Any]) -> None:
    page = visit(BUYER, f"/plans/{demo['plan_id']}")

    expect(page.get_by_role("heading", level=1)).to_have_text("You are not signed in")
    expect(page.get_by_role("main")).not_to_contain_text("Acme")
    without_barriers(page)
    page.goto(f"{demo['app']}/plans/{demo['plan_id']}")
    expect(page.get_by_role("link", name="Sign in with Google")).to_be_visible()


def test_a_seller_grants_and_takes_back_and_signs_out(visit: Visit, demo: dict[str, Any]) -> None:
    page = visit(SELLER, "/grants")
    without_barriers(page)
    page.locator("a[href='/grants/ask']").click()
    expect(page.get_by_role("listitem")).to_contain_text("gmail.compose")
    page.get_by_role("button", name=f"Continue as {SELLER}", exact=True).click()
    page.get_by_role("button", name="Take this back").click()
    expect(page.locator("a[href='/grants/ask']")).to_be_visible()

    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("link", name="Sign in with Google")).to_be_visible()
    without_barriers(page)
    page.goto(f"{demo['app']}/nothing-here")
    expect(page.get_by_role("heading", level=1)).to_have_text("Nothing here")
    without_barriers(page)


def moment(seconds: int) -> str:
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}.000"


def vtt(name: str, turns: int) -> FilePayload:
    """A call of so many turns, four seconds each, in which one thing is promised."""
    said = ["I will send you the security questionnaire by Friday.", "Thanks. <b>What</b> else is there?"]
    said += [f"Point {at} is as it was." for at in range(2, turns)]
    cues = [
        f"{moment(at * 4)} --> {moment(at * 4 + 3)}\n<v {('Dana Fischer', 'Sam')[at % 2]}>{text}</v>\n"
        for at, text in enumerate(said)
    ]
    return {"name": name, "mimeType": "text/vtt", "buffer": "\n".join(["WEBVTT\n", *cues]).encode()}


def test_files_are_uploaded_and_answered_looked_at_and_erased(visit: Visit, demo: dict[str, Any]) -> None:
    page = visit(SELLER, f"/plans/{demo['plan_id']}/calls")
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


def test_an_hour_long_call_opens_at_once_at_any_of_its_turns(visit: Visit, demo: dict[str, Any]) -> None:
    page = visit(SELLER, f"/plans/{demo['plan_id']}/calls")
    page.get_by_label("Files").set_input_files(vtt("2026-11-21 long.vtt", HOUR))
    page.get_by_role("button", name="Upload").click()
    link = page.get_by_role("region", name="What became of it").get_by_role("link")
    where = link.get_attribute("href")

    began = time.monotonic()
    page.goto(f"{demo['app']}{where}?from=500#turn-880")
    expect(page.locator("#turn-880")).to_be_in_viewport()
    assert time.monotonic() - began < 3


def test_a_folder_that_is_not_shared_says_how_to_share_it(visit: Visit) -> None:
    page = visit(SELLER, "/calls")
    without_barriers(page)
    page.get_by_label("The folder's address in Drive").fill(
        "https://drive.google.com/drive/folders/1AbCdEfGhIjKlMn"
    )
    page.get_by_role("button", name="Watch it").click()
    expect(page.get_by_role("alert")).to_contain_text("share it with robot@closeplan.local")
    without_barriers(page)
