"""A Doc on the local Workspace's page: a buyer types into it in a real browser, closeplan answers while they look."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
import requests
from playwright.sync_api import Browser, Locator, Page, expect

from addon.adapters.jobs import RecordingJobs
from addon.bootstrap import bootstrap
from addon.demo import sample_deal
from addon.processes import Silent
from addon.settings import read_settings
from closeplan.plan.document import DocumentKind
from tests.e2e.buyer import day_after
from tests.e2e.page import READER
from tests.e2e.test_crashes import House
from tests.plan_doc import PlanDoc
from tests.running import BUYER, ROOT, SELLER, eventually, start

STEP = "Contract review and redlines"
PICTURES = ROOT / "build" / "screenshots"

Open = Callable[..., Page]


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PlanDoc]:
    """The sample deal's plan as a Doc, with a backend that hears of every edit."""
    data: Path = tmp_path_factory.mktemp("doc")
    workspace = start("local_workspace", "--port", "0", "--data", str(data / "w"), log=data / "workspace.log")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    house = House(workspace.ready["workspace"], data, port)
    backend = bootstrap(read_settings(**house.settings()), jobs=RecordingJobs())
    deal = sample_deal(datetime.now(UTC).date())
    made = backend.generate(deal, seller=SELLER, progress=Silent(), kind=DocumentKind.DOC)
    serving = house.serve()
    doc = PlanDoc(house.workspace, made.document_id)
    eventually(lambda: doc.top()["Outlook"], seconds=15, says="the first pass never wrote the outlook")
    yield doc
    serving.terminate()
    serving.wait(timeout=20)
    workspace.stop()


@pytest.fixture
def open_doc(browser: Browser, plan: PlanDoc) -> Iterator[Open]:
    """Opens the Doc as a person; an error in the page's script fails the test."""
    pages: list[Page] = []
    errors: list[str] = []

    def open_as(person: str = BUYER) -> Page:
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        pages.append(page)
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.goto(f"{plan.workspace}/#/file/{plan.id}?as={person}")
        expect(page.get_by_test_id("doc-table").first).to_be_visible()
        return page

    yield open_as
    for page in pages:
        page.close()
    assert not errors


def cell(page: Page, milestone: str, column: str) -> Locator:
    """A timeline cell by what its row and its column are called."""
    table = page.get_by_test_id("doc-table").nth(1)
    headers = table.locator("tr").first.locator("th").all_text_contents()
    return table.locator("tr", has_text=milestone).locator("td").nth(headers.index(column))


def type_into(target: Locator, text: str) -> None:
    target.click()
    target.press("Enter")
    target.press("Control+A")
    target.page.keyboard.insert_text(text)
    target.page.keyboard.press("Enter")


def test_a_date_moved_on_the_page_is_answered_on_the_page(plan: PlanDoc, open_doc: Open) -> None:
    page = open_doc()
    was = plan.rows()[STEP]["Due"]
    type_into(cell(page, STEP, "Due"), day_after(was, 7))

    expect(cell(page, STEP, "Signal")).to_contain_text("Slipped", timeout=15_000)
    thread = page.get_by_test_id("thread").filter(has_text=f"{STEP} slipped")
    expect(thread).to_be_visible()
    assert plan.rows()[STEP]["Due"] == day_after(was, 7)
    PICTURES.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=PICTURES / "doc.png", animations="disabled", caret="hide")

    thread.get_by_test_id("thread-reply-text").fill("The board moved its date.")
    thread.get_by_test_id("thread-reply").click()
    expect(thread.get_by_text("The board moved its date.")).to_be_visible()
    thread.get_by_test_id("thread-resolve").click()
    expect(thread).to_have_count(0)


def test_rows_come_and_go(plan: PlanDoc, open_doc: Open) -> None:
    page = open_doc()
    cell(page, STEP, "Milestone").click()
    page.get_by_test_id("doc-insert-row").click()
    eventually(lambda: plan.table("Milestone").texts.count([""] * 11) == 1)
    below = cell(page, STEP, "Milestone").locator("xpath=ancestor::tr/following-sibling::tr[1]/td[2]")
    expect(below).to_have_text("")
    type_into(below, "Board paper")
    eventually(lambda: "Board paper" in plan.rows())
    eventually(lambda: "Board paper" in str(plan.history()), seconds=15, says="nobody noticed the new row")

    cell(page, "Board paper", "Milestone").click()
    page.get_by_test_id("doc-delete-row").click()
    eventually(lambda: "Board paper" not in plan.rows())


def test_words_typed_while_somebody_adds_a_row_above_land_where_they_were_meant(
    plan: PlanDoc, open_doc: Open
) -> None:
    page = open_doc()
    target = cell(page, STEP, "Notes")
    target.click()
    target.press("Enter")
    first = next(iter(plan.rows()))
    plan.insert_row_below(first, {"Milestone": "Steering meeting"})
    page.keyboard.insert_text("Legal <b>first</b>")
    page.keyboard.press("Enter")

    eventually(lambda: plan.rows()[STEP]["Notes"] == "Legal <b>first</b>")
    expect(cell(page, STEP, "Notes")).to_have_text("Legal <b>first</b>")
    expect(cell(page, "Steering meeting", "Milestone")).to_be_visible()


def test_a_comment_hangs_on_its_words(plan: PlanDoc, open_doc: Open) -> None:
    page = open_doc()
    cell(page, STEP, "Owner").click()
    page.get_by_test_id("doc-comment").click()
    page.get_by_test_id("new-comment").fill("Is that still Oliver?")
    page.get_by_test_id("send-comment").click()

    (thread,) = eventually(lambda: [one for one in plan.threads() if "Oliver?" in one["headPost"]["content"]])
    assert thread["on"] == plan.rows()[STEP]["Owner"]
    expect(cell(page, STEP, "Owner")).to_have_class("commented selected")


def test_a_reader_reads(plan: PlanDoc, open_doc: Open) -> None:
    url = f"{plan.workspace}/drive/v3/files/{plan.id}/permissions?sendNotificationEmail=false"
    body = {"type": "user", "role": "reader", "emailAddress": READER}
    assert requests.post(url, json=body, headers={"Authorization": f"Bearer local:{SELLER}"}, timeout=10).ok
    page = open_doc(READER)
    cell(page, STEP, "Owner").dblclick()

    expect(page.get_by_test_id("access")).to_have_text("View only")
    expect(page.locator("[contenteditable]")).to_have_count(0)


def test_the_list_of_files_opens_a_doc(plan: PlanDoc, open_doc: Open) -> None:
    page = open_doc()
    page.locator(".home").click()
    page.get_by_test_id("file").first.click()

    expect(page.get_by_test_id("doc")).to_be_visible()
    expect(page).to_have_title("Acme GmbH × Northwind: mutual action plan – Local Workspace")
