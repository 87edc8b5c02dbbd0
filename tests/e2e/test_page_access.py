"""Who may do what on the page, who is there, the list of files, and that it can be used without a mouse or eyes."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.e2e.page import (
    FIRST,
    MILESTONE,
    OWNER,
    READER,
    OpenPage,
    Sheet,
    barriers,
    becomes,
    cell,
    type_into,
)
from tests.running import BUYER, SELLER


def test_reader_is_told_why_nothing_can_be_edited(open_page: OpenPage, sheet: Sheet) -> None:
    sheet.share(READER, "reader")
    page = open_page(READER, sheet)
    expect(page.get_by_test_id("access")).to_have_text("View only")
    expect(page.get_by_test_id("bold")).to_be_disabled()
    expect(page.get_by_test_id("bold")).to_have_attribute("title", re.compile("view this file, not edit"))
    expect(page.get_by_test_id("add-tab")).to_have_count(0)
    type_into(page, FIRST, OWNER, "Me")

    expect(page.get_by_test_id("toast")).to_contain_text("You can view this file, not edit it")
    expect(cell(page, FIRST, OWNER)).to_have_text("Sam Ode")
    expect(page.get_by_test_id("problem")).to_be_hidden()
    assert sheet.value("B2") == "Sam Ode"


def test_reader_made_an_editor_can_type_at_once(open_page: OpenPage, sheet: Sheet) -> None:
    sheet.share(READER, "reader")
    page = open_page(READER, sheet)
    expect(page.get_by_test_id("access")).to_have_text("View only")
    sheet.share(READER, "writer")
    expect(page.get_by_test_id("access")).to_be_hidden()

    type_into(page, FIRST, OWNER, "Rita")
    becomes(lambda: sheet.value("B2"), "Rita")


def test_commenter_comments_and_does_not_edit(open_page: OpenPage, sheet: Sheet) -> None:
    sheet.share(READER, "commenter")
    page = open_page(READER, sheet)
    expect(page.get_by_test_id("access")).to_have_text("Comment only")
    cell(page, FIRST, OWNER).click()
    page.get_by_test_id("add-comment").click()
    page.get_by_test_id("new-comment").fill("Is Sam right?")
    page.get_by_test_id("send-comment").click()

    becomes(lambda: [thread["headPost"]["content"] for thread in sheet.threads()], ["Is Sam right?"])


def test_people_with_the_file_open_see_each_other(open_page: OpenPage, sheet: Sheet) -> None:
    buyer = open_page(BUYER, sheet)
    seller = open_page(SELLER, sheet)
    expect(buyer.get_by_test_id("present")).to_have_attribute("title", re.compile(SELLER))
    expect(seller.get_by_test_id("present")).to_have_attribute("title", re.compile(BUYER))

    seller.goto("about:blank")
    expect(buyer.get_by_test_id("present")).to_have_count(0, timeout=8000)


def test_roles_and_link_access_are_changed_in_the_share_dialog(open_page: OpenPage, sheet: Sheet) -> None:
    page = open_page(SELLER, sheet)
    page.get_by_test_id("share").click()
    page.get_by_label("Role of Dana").select_option("commenter")
    page.get_by_test_id("share-link").select_option("reader")

    def roles() -> dict[str, str]:
        found = sheet.call(
            "GET", f"/drive/v3/files/{sheet.id}/permissions?fields=permissions(type,role,emailAddress)"
        )
        return {one.get("emailAddress", one["type"]): one["role"] for one in found["permissions"]}

    becomes(roles, {SELLER: "owner", BUYER: "commenter", "anyone": "reader"})
    page.get_by_test_id("share-link").select_option("")
    expect(page.get_by_test_id("general-access")).to_contain_text("Only people listed here")
    page.get_by_label("Remove Dana").click()
    becomes(roles, {SELLER: "owner"})


def test_history_panel_says_who_saved_and_that_no_content_is_kept(open_page: OpenPage, sheet: Sheet) -> None:
    page = open_page(BUYER, sheet)
    page.get_by_test_id("toggle-versions").click()
    panel = page.get_by_test_id("versions-panel")
    expect(panel).to_contain_text("Google's API says who saved when")
    expect(page.get_by_test_id("comments-panel")).to_be_hidden()
    type_into(page, FIRST, OWNER, "Jo Lee")

    expect(panel).to_contain_text("Dana (you)")  # Sam's edits are so close that they are the same version


def test_add_on_slot_is_empty_until_one_is_connected(open_page: OpenPage, sheet: Sheet) -> None:
    page = open_page(BUYER, sheet)
    expect(page.get_by_test_id("addon-sidebar")).to_be_hidden()
    page.get_by_test_id("toggle-addon").click()
    expect(page.get_by_test_id("addon-sidebar")).to_contain_text("No add-on is connected")
    page.get_by_test_id("toggle-addon").click()
    expect(page.get_by_test_id("addon-sidebar")).to_be_hidden()


def test_list_of_files_follows_what_others_do(open_page: OpenPage, sheet: Sheet) -> None:
    page = open_page("newcomer@acme.example")
    expect(page.get_by_test_id("no-files")).to_be_visible()
    sheet.share("newcomer@acme.example", "reader")
    expect(page.get_by_test_id("file")).to_have_text("Acme × Northwind")

    sheet.call("PATCH", f"/drive/v3/files/{sheet.id}", {"name": "Acme, signed"})
    expect(page.get_by_test_id("file")).to_have_text("Acme, signed")
    expect(page.get_by_test_id("file-menu")).to_have_count(0)


def test_sheet_is_made_renamed_and_thrown_away_on_the_page(open_page: OpenPage) -> None:
    page = open_page("maker@acme.example")
    page.get_by_test_id("new-sheet").click()
    page.get_by_test_id("new-sheet-name-text").fill("Budget")
    page.get_by_test_id("new-sheet-name-yes").click()
    expect(page.get_by_role("heading", name="Budget")).to_be_visible()
    page.get_by_test_id("rename").click()
    page.get_by_test_id("rename-file-text").fill("Budget 2027")
    page.get_by_test_id("rename-file-yes").click()
    expect(page.get_by_role("heading", name="Budget 2027")).to_be_visible()

    page.get_by_role("link", name="All files").click()
    page.get_by_test_id("file-menu").click()
    page.get_by_role("menuitem", name="Move to trash").click()
    page.get_by_test_id("confirm-yes").click()
    expect(page.get_by_test_id("no-files")).to_be_visible()


def test_pages_have_no_serious_barriers(open_page: OpenPage, sheet: Sheet) -> None:
    at = {"sheetId": sheet.sheet_id, "rowIndex": FIRST, "columnIndex": OWNER}
    sheet.update({"insertComment": {"content": "Who is Sam?", "coordinate": at}})
    sheet.share(READER, "reader")
    for person in (BUYER, READER):
        page = open_page(person, sheet)
        cell(page, FIRST, MILESTONE).click()
        expect(page.get_by_test_id("thread")).to_be_visible()
        assert barriers(page) == []
    page.get_by_test_id("toggle-versions").click()
    page.keyboard.press("Control+f")
    assert barriers(page) == []
    page.get_by_role("link", name="All files").click()
    expect(page.get_by_test_id("files")).to_be_visible()
    assert barriers(page) == []


def test_file_is_opened_and_edited_by_keyboard_alone(open_page: OpenPage, sheet: Sheet) -> None:
    page = open_page(BUYER)
    page.locator(f'a[href*="{sheet.id}"]').focus()
    page.keyboard.press("Enter")
    expect(cell(page, FIRST, MILESTONE)).to_have_text("Kick-off")
    for key in ("ArrowDown", "ArrowRight", "Enter"):
        page.keyboard.press(key)
    page.keyboard.type("!")
    page.keyboard.press("Enter")

    becomes(lambda: sheet.value("B2"), "Sam Ode!")
