"""People together on the local Workspace's page: files, comments, live changes, what is refused."""

from __future__ import annotations

import re
from pathlib import Path

from playwright.sync_api import Browser, expect

from tests.e2e.page import (
    DUE,
    FIRST,
    MILESTONE,
    OWNER,
    READER,
    SIGNAL,
    OpenPage,
    Sheet,
    becomes,
    cell,
    paste,
    type_into,
)
from tests.running import BUYER, SELLER, PlanSheet, running_demo


def test_person_without_files_is_told_what_to_run(open_page: OpenPage) -> None:
    page = open_page("nobody@elsewhere.example")

    expect(page.get_by_test_id("no-files")).to_contain_text("No files yet. Run closeplan demo")


def test_file_opens_from_the_list_as_the_chosen_person(open_page: OpenPage, sheet: Sheet) -> None:
    page = open_page(SELLER)
    page.locator(f'a[href*="{sheet.id}"]').click()
    page.get_by_test_id("person").select_option(BUYER)

    expect(cell(page, FIRST, MILESTONE)).to_have_text("Kick-off")
    expect(page).to_have_url(re.compile(f"{sheet.id}.*dana"))
    page.reload()
    expect(page.get_by_test_id("person")).to_have_value(BUYER)


def test_undo_never_overwrites_what_somebody_else_typed_since(open_page: OpenPage, sheet: Sheet) -> None:
    page = open_page(BUYER, sheet)
    type_into(page, FIRST, OWNER, "Jo Lee")
    becomes(lambda: sheet.value("B2"), "Jo Lee")
    expect(page.get_by_test_id("undo")).to_be_enabled()
    sheet.type("B2", "Ana Ruiz")
    expect(cell(page, FIRST, OWNER)).to_have_text("Ana Ruiz")

    page.get_by_test_id("undo").click()
    expect(page.get_by_test_id("toast")).to_contain_text("Not undone")
    assert sheet.value("B2") == "Ana Ruiz"


def test_comment_is_anchored_answered_and_resolved(open_page: OpenPage, sheet: Sheet) -> None:
    page = open_page(BUYER, sheet)
    cell(page, FIRST + 1, DUE).click()
    page.get_by_test_id("add-comment").click()
    page.get_by_test_id("new-comment").fill("Mia is on holiday")
    page.get_by_test_id("send-comment").click()
    thread = page.get_by_test_id("thread")
    expect(thread).to_contain_text("Plan, C3")
    expect(cell(page, FIRST + 1, DUE)).to_have_class(re.compile(r"\bcommented\b"))

    thread.get_by_test_id("thread-reply-text").fill("Back on Monday")
    thread.get_by_test_id("thread-reply").click()
    expect(thread).to_contain_text("Back on Monday")
    thread.get_by_test_id("thread-resolve").click()
    expect(page.get_by_test_id("comments-panel")).to_contain_text("No open comments")
    [found] = sheet.threads()
    assert found["status"] == "RESOLVED"
    assert found["replies"][0]["content"] == "Back on Monday"


def test_edit_of_one_person_shows_on_the_page_of_another(open_page: OpenPage, sheet: Sheet) -> None:
    buyer, seller = open_page(BUYER, sheet), open_page(SELLER, sheet)
    type_into(buyer, FIRST + 2, DUE, "2027-02-24")

    expect(cell(seller, FIRST + 2, DUE)).to_have_text("2027-02-24")


def test_live_changes_leave_the_cell_under_edit_alone(open_page: OpenPage, sheet: Sheet) -> None:
    page = open_page(BUYER, sheet)
    cell(page, FIRST + 1, OWNER).dblclick()
    page.keyboard.type(" and Jo")
    sheet.type("B3", "Somebody")
    sheet.type("E3", "Slipped 3 working days")

    expect(cell(page, FIRST + 1, SIGNAL)).to_have_text("Slipped 3 working days")
    expect(page.get_by_test_id("toast")).to_contain_text("Signal updated")
    expect(cell(page, FIRST + 1, OWNER).locator("textarea")).to_have_value("Mia Wolf and Jo")
    page.keyboard.press("Enter")
    becomes(lambda: sheet.value("B3"), "Mia Wolf and Jo")


def test_edit_lands_on_its_row_though_a_row_was_inserted_above(open_page: OpenPage, sheet: Sheet) -> None:
    page = open_page(BUYER, sheet)
    cell(page, FIRST + 1, OWNER).dblclick()
    page.keyboard.type("!")
    rows = {"sheetId": sheet.sheet_id, "dimension": "ROWS", "startIndex": 1, "endIndex": 2}
    sheet.update({"insertDimension": {"range": rows, "inheritFromBefore": False}})
    expect(cell(page, FIRST + 1, MILESTONE)).to_have_text("Kick-off")

    page.keyboard.press("Enter")
    becomes(lambda: sheet.column("B"), ["", "Sam Ode", "Mia Wolf!", "Dana Fischer"])


def test_cell_of_the_robot_asks_before_it_is_edited(open_page: OpenPage, sheet: Sheet) -> None:
    sheet.type("E2", "On track")
    page = open_page(BUYER, sheet)
    type_into(page, FIRST, SIGNAL, "mine")
    expect(page.get_by_test_id("confirm")).to_contain_text("This cell is kept by closeplan. Edit anyway?")
    page.get_by_role("button", name="Cancel").click()
    expect(cell(page, FIRST, SIGNAL)).to_have_text("On track")

    type_into(page, FIRST, SIGNAL, "mine")
    page.get_by_test_id("confirm-yes").click()
    becomes(lambda: sheet.value("E2"), "mine")


def test_refused_edit_is_taken_back_with_googles_words(open_page: OpenPage, sheet: Sheet) -> None:
    sheet.share(READER, "reader")
    page = open_page(READER, sheet)
    page.route("**/_local/events*", lambda route: route.abort())  # which say the role
    page.reload()
    type_into(page, FIRST, OWNER, "Me")

    expect(page.get_by_test_id("problem")).to_contain_text("The caller does not have permission")
    expect(cell(page, FIRST, OWNER)).to_have_text("Sam Ode")
    assert sheet.value("B2") == "Sam Ode"


def test_person_added_in_the_share_dialog_can_open_the_file(open_page: OpenPage, sheet: Sheet) -> None:
    page = open_page(SELLER, sheet)
    page.get_by_test_id("share").click()
    page.get_by_test_id("share-email").fill("procurement@acme.example")
    page.get_by_test_id("share-role").select_option("commenter")
    page.get_by_test_id("share-add").click()
    expect(page.get_by_test_id("permissions")).to_contain_text("procurement@acme.example")

    other = open_page("procurement@acme.example", sheet)
    expect(cell(other, FIRST, MILESTONE)).to_have_text("Kick-off")


def test_cut_row_part_moves_with_its_comment(open_page: OpenPage, sheet: Sheet) -> None:
    at = {"sheetId": sheet.sheet_id, "rowIndex": FIRST, "columnIndex": OWNER}
    sheet.update({"insertComment": {"content": "<i>Who is Sam?</i>", "coordinate": at}})
    page = open_page(BUYER, sheet)
    expect(page.get_by_test_id("thread")).to_contain_text("<i>Who is Sam?</i>")
    cell(page, FIRST, OWNER).click()
    page.keyboard.press("Control+x")
    cell(page, FIRST + 5, OWNER).click()
    page.keyboard.press("Control+v")

    becomes(lambda: sheet.column("B"), ["", "Mia Wolf", "Dana Fischer", "", "", "Sam Ode"])
    page.get_by_test_id("undo").click()
    becomes(lambda: sheet.column("B"), ["Sam Ode", "Mia Wolf", "Dana Fischer"])


def test_rows_from_another_spreadsheet_are_pasted_as_cells(open_page: OpenPage, sheet: Sheet) -> None:
    page = open_page(BUYER, sheet)
    cell(page, FIRST + 3, MILESTONE).click()
    paste(page, plain='DPA\tJo Lee\t2027-01-12\n"Two\nlines"\tPat\t2027-01-13\n')

    becomes(lambda: sheet.column("A")[3:], ["DPA", "Two\nlines"])
    assert sheet.value("C5", "UNFORMATTED_VALUE") == 46399
    assert sheet.column("B")[3:] == ["Jo Lee", "Pat"]


def test_hidden_columns_stay_out_of_sight_and_notes_show_on_hover(open_page: OpenPage, sheet: Sheet) -> None:
    owners = {"sheetId": sheet.sheet_id, "dimension": "COLUMNS", "startIndex": OWNER, "endIndex": OWNER + 1}
    start_cell = {"sheetId": sheet.sheet_id, "rowIndex": FIRST, "columnIndex": MILESTONE}
    note = {"rows": [{"values": [{"note": "Agreed on the call"}]}], "fields": "note", "start": start_cell}
    hidden = {"range": owners, "properties": {"hiddenByUser": True}, "fields": "hiddenByUser"}
    sheet.update({"updateDimensionProperties": hidden}, {"updateCells": note})
    page = open_page(BUYER, sheet)

    expect(cell(page, FIRST, OWNER)).to_be_hidden()
    cell(page, FIRST, MILESTONE).hover()
    expect(page.get_by_test_id("hover")).to_contain_text("Agreed on the call")


def test_moved_date_in_the_demo_shows_the_reaction_without_a_reload(browser: Browser, tmp_path: Path) -> None:
    with running_demo(tmp_path / "data") as demo:
        plan = PlanSheet(demo["workspace"], demo["spreadsheet_id"])
        _, columns = plan.header()
        name, row = next((name, row) for name, row in plan.rows().items() if row["Status"] == "Not started")
        page = browser.new_page(viewport={"width": 1280, "height": 800})
        page.goto(demo["sheet"])
        y = int(row["_row"]) - 1
        type_into(page, y, columns["Due"] - 1, "2027-03-24")

        expect(page.get_by_text("Signal updated").first).to_be_visible()
        expect(cell(page, y, columns["Signal"] - 1)).to_contain_text("Slipped")
        slipped = page.get_by_test_id("thread").filter(has_text=f"{name} slipped")
        expect(slipped).to_contain_text("Due")
        page.get_by_test_id("tab-History").click()
        expect(cell(page, 1, 2)).to_have_text(name)
        page.close()


def test_file_of_others_is_refused_and_opens_for_another_person(
    browser: Browser, workspace: str, sheet: Sheet
) -> None:
    page = browser.new_page()
    page.goto(f"{workspace}/#/file/{sheet.id}?as=nobody@elsewhere.example")
    expect(page.get_by_test_id("refused")).to_contain_text("nobody@elsewhere.example can't open this file")
    expect(page.get_by_test_id("problem")).to_contain_text("does not have permission")

    page.get_by_test_id("person").select_option(BUYER)
    expect(cell(page, FIRST, MILESTONE)).to_have_text("Kick-off")
    expect(page.get_by_test_id("problem")).to_be_hidden()
    page.close()


def test_undo_of_a_sort_gives_way_to_what_others_typed_since(open_page: OpenPage, sheet: Sheet) -> None:
    page = open_page(BUYER, sheet)
    cell(page, FIRST, OWNER).click()
    page.get_by_test_id("sort-asc").click()
    becomes(lambda: sheet.column("B"), ["Dana Fischer", "Mia Wolf", "Sam Ode"])
    expect(page.get_by_test_id("undo")).to_be_enabled()
    sheet.type("B3", "Ana Ruiz")
    expect(cell(page, FIRST + 1, OWNER)).to_have_text("Ana Ruiz")

    page.get_by_test_id("undo").click()
    expect(page.get_by_test_id("toast")).to_contain_text("Not undone")
    assert sheet.column("B") == ["Dana Fischer", "Ana Ruiz", "Sam Ode"]
