"""The add-on's sidebar beside a Sheet, in a real browser: real cards, real events, real tokens."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from email.message import EmailMessage
from typing import Any

import pytest
import requests
from playwright.sync_api import Browser, Page, expect

from tests.e2e.page import barriers
from tests.running import BUYER, SELLER, eventually, running_demo


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

    expect(sidebar).to_contain_text("you are not part of it")
    expect(sidebar).not_to_contain_text("agreed")


PLAN = [
    ["Rollout at Halden Foods"],
    ["Go-live", "2027-05-17"],
    [],
    ["Step", "Owner (Halden)", "Owner (Northwind)", "Due date", "Status", "Remarks"],
    ["Discovery workshop", "Ines Roth", "", "2027-01-06", "Done", "on site"],
    ["Security questionnaire", "Kim Sato", "", "2027-02-05", "In progress", ""],
    ["Commercial proposal", "", "Lena Graf", "2027-02-12", "Not started", ""],
    ["Signature", "Ines Roth", "Lena Graf", "2027-03-12", "Not started", ""],
]


def own_plan(workspace: str) -> str:
    """A plan that people keep in a layout of their own."""
    made = call(workspace, "POST", "/v4/spreadsheets", {"properties": {"title": "Halden rollout"}})
    path = f"/v4/spreadsheets/{made['spreadsheetId']}/values/A1?valueInputOption=USER_ENTERED"
    call(workspace, "PUT", path, {"values": PLAN})
    return str(made["spreadsheetId"])


def call(workspace: str, method: str, path: str, body: dict[str, Any] | None = None) -> dict[str, Any]:
    headers = {"Authorization": f"Bearer local:{SELLER}"}
    answer = requests.request(method, workspace + path, json=body, headers=headers, timeout=10)
    assert answer.ok, answer.text
    found: dict[str, Any] = answer.json()
    return found


def values(workspace: str, file_id: str) -> list[list[str]]:
    """Every row as people see it, as wide as the robot's columns made it."""
    found: list[list[str]] = call(workspace, "GET", f"/v4/spreadsheets/{file_id}/values/A1:Z40")["values"]
    return [[*row, *[""] * (8 - len(row))] for row in found]


def test_a_plan_in_a_layout_of_its_own_is_adopted_watched_and_let_go(
    page: Page, demo: dict[str, Any]
) -> None:
    workspace, file_id = demo["workspace"], own_plan(demo["workspace"])
    before = values(workspace, file_id)
    open_sidebar(page, workspace, file_id, SELLER)
    sidebar = page.get_by_test_id("addon-sidebar")
    sidebar.get_by_role("button", name="Let closeplan see this file").click()
    page.get_by_role("button", name="Allow").click()
    sidebar.get_by_role("button", name="Adopt this plan…").click()
    expect(sidebar.get_by_label("Go-live")).to_have_value("2027-05-17")
    assert not barriers(page)
    assert values(workspace, file_id) == before
    sidebar.get_by_role("button", name="Adopt", exact=True).click()
    expect(sidebar).to_contain_text("4 milestones")

    call(
        workspace,
        "PUT",
        f"/v4/spreadsheets/{file_id}/values/D7?valueInputOption=USER_ENTERED",
        {"values": [["2027-02-19"]]},
    )
    eventually(lambda: "Slipped 5 working days" in str(values(workspace, file_id)[6]))
    assert [row[:6] for row in values(workspace, file_id)[:6]] == [row[:6] for row in before[:6]]

    sidebar.get_by_role("button", name="Undo").click()
    expect(sidebar).to_contain_text("no longer watched")
    moved = [row[:6] for row in values(workspace, file_id)]
    assert moved[6][3] == "2027-02-19"
    assert [row for n, row in enumerate(moved) if n != 6] == [
        row[:6] for n, row in enumerate(before) if n != 6
    ]


def mail_from(workspace: str, sender: str) -> str:
    """A mail to the seller; the id of its thread."""
    written = EmailMessage()
    written["To"], written["Cc"], written["Subject"] = SELLER, "ole@toro.es", "Rollout"
    written.set_content("Shall we plan this?")
    body = {"raw": base64.urlsafe_b64encode(written.as_bytes()).decode()}
    headers = {"Authorization": f"Bearer local:{sender}"}
    url = f"{workspace}/gmail/v1/users/me/messages/send"
    requests.post(url, json=body, headers=headers, timeout=10).raise_for_status()
    found = call(workspace, "GET", "/gmail/v1/users/me/messages?maxResults=1")["messages"]
    return str(found[0]["threadId"])


def test_from_an_open_mail_to_a_shared_plan_takes_three_fields_and_three_clicks(
    page: Page, demo: dict[str, Any]
) -> None:
    workspace = demo["workspace"]
    thread = mail_from(workspace, "ana@toro.es")
    page.goto(f"{workspace}/#/mail/inbox/{thread}?as={SELLER}")
    sidebar = page.get_by_test_id("addon-sidebar")
    page.get_by_test_id("toggle-addon").click()
    sidebar.get_by_role("button", name="Make a plan…").click()

    fields = sidebar.locator("input:visible:not([type=checkbox]), select:visible")
    expect(fields).to_have_count(3)
    expect(sidebar.get_by_label("Buyer: name or domain")).to_have_value("Toro")
    assert not barriers(page)
    sidebar.get_by_label("Go-live").fill("2027-09-30")
    sidebar.get_by_role("button", name="Make and share with those ticked").click()

    expect(sidebar).to_contain_text("ana@toro.es, ole@toro.es")
    expect(sidebar).to_contain_text("Written in Spanish; public holidays: Spain for Toro")
    with page.context.expect_page() as opened:
        sidebar.get_by_role("button", name="Open the plan").or_(
            sidebar.get_by_role("link", name="Open the plan")
        ).click()
    assert "/file/" in opened.value.url or "/spreadsheets/" in opened.value.url
