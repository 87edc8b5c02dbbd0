"""Editing on the local Workspace's page, in a real browser, against the real server process."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.e2e.page import (
    DUE,
    FIRST,
    MILESTONE,
    OWNER,
    STATUS,
    OpenPage,
    Sheet,
    becomes,
    cell,
    type_into,
)
from tests.running import BUYER


def test_typed_cell_reaches_the_sheet_at_once(open_page: OpenPage, sheet: Sheet) -> None:
    page = open_page(BUYER, sheet)
    type_into(page, FIRST + 1, OWNER, "Jo Lee")

    expect(cell(page, FIRST + 1, OWNER)).to_have_text("Jo Lee")
    becomes(lambda: sheet.value("B3"), "Jo Lee")
    expect(page.get_by_test_id("cell-name")).to_have_text("B4")


def test_text_with_markup_stays_text(open_page: OpenPage, sheet: Sheet) -> None:
    text = "<img src=x onerror=alert(1)> & <b>bold</b>"
    sheet.type("A2", text)
    page = open_page(BUYER, sheet)

    expect(cell(page, FIRST, MILESTONE)).to_have_text(text)
    cell(page, FIRST, MILESTONE).dblclick()
    page.keyboard.press("Escape")
    expect(cell(page, FIRST, MILESTONE)).to_have_text(text)
    assert cell(page, FIRST, MILESTONE).locator("*").count() == 0


def test_dropdown_offers_the_choices_and_takes_other_words(open_page: OpenPage, sheet: Sheet) -> None:
    page = open_page(BUYER, sheet)
    cell(page, FIRST + 1, STATUS).dblclick()
    page.get_by_test_id("choices").get_by_text("In progress").click()
    becomes(lambda: sheet.value("D3"), "In progress")

    type_into(page, FIRST + 2, STATUS, "waiting")
    becomes(lambda: sheet.value("D4"), "waiting")


def test_day_picked_in_the_calendar_is_a_real_date(open_page: OpenPage, sheet: Sheet) -> None:
    page = open_page(BUYER, sheet)
    cell(page, FIRST + 2, DUE).dblclick()
    page.get_by_test_id("calendar").get_by_label("2027-02-17").click()

    becomes(lambda: sheet.value("C4", "UNFORMATTED_VALUE"), 46435)
    expect(cell(page, FIRST + 2, DUE)).to_have_text("2027-02-17")


def test_overdue_date_is_red_until_it_is_done(open_page: OpenPage, sheet: Sheet) -> None:
    sheet.type("C3", "2020-01-02")
    page = open_page(BUYER, sheet)

    expect(cell(page, FIRST + 1, DUE)).to_have_css("background-color", "rgb(255, 0, 0)")
    expect(cell(page, FIRST, DUE)).not_to_have_css("background-color", "rgb(255, 0, 0)")
    type_into(page, FIRST + 1, STATUS, "Done")
    expect(cell(page, FIRST + 1, DUE)).not_to_have_css("background-color", "rgb(255, 0, 0)")


def test_inserted_row_stands_below_with_the_same_dropdown(open_page: OpenPage, sheet: Sheet) -> None:
    page = open_page(BUYER, sheet)
    cell(page, FIRST, MILESTONE).click()
    page.get_by_test_id("insert-row").click()

    becomes(lambda: sheet.column("A"), ["Kick-off", "", "Security review", "Board approval"])
    expect(cell(page, FIRST + 2, MILESTONE)).to_have_text("Security review")
    cell(page, FIRST + 1, STATUS).dblclick()
    expect(page.get_by_test_id("choices")).to_contain_text("In progress")


def test_deleted_row_comes_back_with_undo(open_page: OpenPage, sheet: Sheet) -> None:
    page = open_page(BUYER, sheet)
    cell(page, FIRST, MILESTONE).click()
    page.get_by_test_id("delete-row").click()
    becomes(lambda: sheet.column("A"), ["Security review", "Board approval"])

    page.get_by_test_id("undo").click()
    becomes(lambda: sheet.column("A"), ["Kick-off", "Security review", "Board approval"])
    assert sheet.column("D") == ["Done", "Not started", "Not started"]


def test_sorting_moves_whole_rows_below_the_header(open_page: OpenPage, sheet: Sheet) -> None:
    page = open_page(BUYER, sheet)
    cell(page, FIRST, OWNER).click()
    page.get_by_test_id("sort-asc").click()

    becomes(lambda: sheet.column("B"), ["Dana Fischer", "Mia Wolf", "Sam Ode"])
    assert sheet.column("A") == ["Board approval", "Security review", "Kick-off"]
    assert sheet.value("A1") == "Milestone"


def test_undo_and_redo_follow_the_keys(open_page: OpenPage, sheet: Sheet) -> None:
    page = open_page(BUYER, sheet)
    type_into(page, FIRST + 2, DUE, "2027-03-01")
    becomes(lambda: sheet.value("C4"), "2027-03-01")

    expect(page.get_by_test_id("undo")).to_be_enabled()
    page.keyboard.press("Control+z")
    becomes(lambda: sheet.value("C4"), "2027-02-10")
    expect(page.get_by_test_id("redo")).to_be_enabled()
    page.keyboard.press("Control+y")
    becomes(lambda: sheet.value("C4"), "2027-03-01")


def test_block_is_copied_with_its_dropdown(open_page: OpenPage, sheet: Sheet) -> None:
    page = open_page(BUYER, sheet)
    cell(page, FIRST, MILESTONE).click()
    cell(page, FIRST + 1, OWNER).click(modifiers=["Shift"])
    page.keyboard.press("Control+c")
    cell(page, FIRST + 4, MILESTONE).click()
    page.keyboard.press("Control+v")

    becomes(lambda: sheet.column("A")[4:], ["Kick-off", "Security review"])
    assert sheet.column("B")[4:] == ["Sam Ode", "Mia Wolf"]


def test_delete_key_clears_the_selected_cells_only(open_page: OpenPage, sheet: Sheet) -> None:
    page = open_page(BUYER, sheet)
    cell(page, FIRST, OWNER).click()
    cell(page, FIRST + 1, OWNER).click(modifiers=["Shift"])
    page.keyboard.press("Delete")

    becomes(lambda: sheet.column("B"), ["", "", "Dana Fischer"])
    assert sheet.column("A") == ["Kick-off", "Security review", "Board approval"]


def test_grid_works_by_keyboard_alone(open_page: OpenPage, sheet: Sheet) -> None:
    page = open_page(BUYER, sheet)
    page.get_by_test_id("grid").focus()
    for key in ("ArrowDown", "ArrowRight", "Enter"):
        page.keyboard.press(key)
    page.keyboard.type(" the second")
    page.keyboard.press("Enter")
    becomes(lambda: sheet.value("B2"), "Sam Ode the second")

    page.keyboard.type("Lena")
    page.keyboard.press("Tab")
    becomes(lambda: sheet.value("B3"), "Lena")
    expect(page.get_by_test_id("cell-name")).to_have_text("C3")


def test_fill_handle_repeats_a_cell_downwards(open_page: OpenPage, sheet: Sheet) -> None:
    page = open_page(BUYER, sheet)
    cell(page, FIRST, OWNER).click()
    corner = page.locator(".jss_corner").bounding_box()
    target = cell(page, FIRST + 2, OWNER).bounding_box()
    assert corner
    assert target
    page.mouse.move(corner["x"] + 2, corner["y"] + 2)
    page.mouse.down()
    page.mouse.move(target["x"] + 20, target["y"] + 10, steps=6)
    page.mouse.up()

    becomes(lambda: sheet.column("B"), ["Sam Ode", "Sam Ode", "Sam Ode"])


def test_selected_column_sorts_its_table_and_never_deletes_every_row(
    open_page: OpenPage, sheet: Sheet
) -> None:
    page = open_page(BUYER, sheet)
    page.locator('[data-testid=grid] thead td[data-x="1"]').click()
    page.get_by_test_id("delete-row").click()
    expect(page.get_by_test_id("toast")).to_contain_text("Select the rows to delete")

    page.get_by_test_id("sort-desc").click()
    becomes(lambda: sheet.column("B"), ["Sam Ode", "Mia Wolf", "Dana Fischer"])
    assert sheet.value("B1") == "Owner"


def test_cells_typed_faster_than_the_server_answers_all_arrive(open_page: OpenPage, sheet: Sheet) -> None:
    page = open_page(BUYER, sheet)
    cell(page, FIRST + 3, OWNER).click()
    for word in ("one", "two", "three", "four", "five", "six"):
        page.keyboard.type(word)
        page.keyboard.press("Enter")

    becomes(lambda: sheet.column("B")[3:], ["one", "two", "three", "four", "five", "six"])
    expect(cell(page, FIRST + 8, OWNER)).to_have_text("six")
    expect(page.locator("td.pending")).to_have_count(0)


def test_frozen_header_stays_in_sight(open_page: OpenPage, sheet: Sheet) -> None:
    frozen = {"sheetId": sheet.sheet_id, "gridProperties": {"frozenRowCount": 1}}
    fields = "gridProperties.frozenRowCount"
    sheet.update({"updateSheetProperties": {"properties": frozen, "fields": fields}})
    page = open_page(BUYER, sheet)
    page.get_by_test_id("grid").evaluate("grid => grid.scrollTo(0, 1000)")

    expect(cell(page, FIRST, MILESTONE)).not_to_be_in_viewport()
    expect(cell(page, 0, MILESTONE)).to_be_in_viewport()
