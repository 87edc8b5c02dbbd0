"""What stays of a spreadsheet when nothing is typed: lines, tabs, looks, notes, merges, filling, finding. In a real browser."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Request, expect

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
    choose,
    drag_corner,
    paste,
    type_into,
)
from tests.running import BUYER

ROWS = ["Kick-off", "Security review", "Board approval"]


def tabs(sheet: Sheet) -> list[str]:
    path = f"/v4/spreadsheets/{sheet.id}?fields=sheets.properties(title,index)"
    return [one["properties"]["title"] for one in sheet.call("GET", path)["sheets"]]


def format_of(sheet: Sheet, at: str) -> dict[str, Any]:
    fields = "sheets.data.rowData.values(userEnteredFormat,note)"
    path = f"/v4/spreadsheets/{sheet.id}?ranges=Plan!{at}&fields={fields}"
    rows = sheet.call("GET", path)["sheets"][0]["data"][0].get("rowData", [{}])
    found: dict[str, Any] = rows[0].get("values", [{}])[0]
    return found


def test_dates_go_on_by_their_step_when_the_corner_is_dragged(open_page: OpenPage, sheet: Sheet) -> None:
    sheet.type("C2", "2027-01-04")
    sheet.type("C3", "2027-01-11")
    page = open_page(BUYER, sheet)
    cell(page, FIRST, DUE).click()
    cell(page, FIRST + 1, DUE).click(modifiers=["Shift"])
    drag_corner(page, FIRST + 3, DUE)

    becomes(lambda: sheet.column("C"), ["2027-01-04", "2027-01-11", "2027-01-18", "2027-01-25"])
    page.get_by_test_id("undo").click()
    becomes(lambda: sheet.column("C"), ["2027-01-04", "2027-01-11", "2027-02-10"])


def test_table_of_google_sheets_keeps_its_dates_in_a_sheet_of_another_locale(
    open_page: OpenPage, sheet: Sheet
) -> None:
    sheet.update({"updateSpreadsheetProperties": {"properties": {"locale": "de_DE"}, "fields": "locale"}})
    page = open_page(BUYER, sheet)
    cell(page, FIRST + 3, MILESTONE).click()
    day = """<td data-sheets-value='{"1":3,"3":46399}' data-sheets-numberformat='{"1":5}'>1/12/2027</td>"""
    number = """<td data-sheets-value='{"1":3,"3":1.5}'>1.5</td>"""
    paste(page, html=f"<table><tr><td>DPA</td>{number}{day}</tr></table>", plain="DPA\t1.5\t1/12/2027")

    becomes(lambda: sheet.value("C5", "UNFORMATTED_VALUE"), 46399)
    assert sheet.value("B5", "UNFORMATTED_VALUE") == 1.5
    cell(page, FIRST + 4, MILESTONE).click()
    paste(page, plain="Typed\t1,5\t12.01.2027")
    becomes(lambda: sheet.value("C6", "UNFORMATTED_VALUE"), 46399)


def test_block_larger_than_the_sheet_makes_it_larger(open_page: OpenPage, sheet: Sheet) -> None:
    properties = {"sheetId": sheet.sheet_id, "gridProperties": {"rowCount": 6, "columnCount": 5}}
    sheet.update(
        {
            "updateSheetProperties": {
                "properties": properties,
                "fields": "gridProperties(rowCount,columnCount)",
            }
        }
    )
    page = open_page(BUYER, sheet)
    cell(page, 4, OWNER).click()
    paste(page, plain="\n".join(f"row {number}" for number in range(5)))

    becomes(lambda: sheet.column("B")[3:], [f"row {number}" for number in range(5)])


def test_row_moves_with_its_cells_and_back(open_page: OpenPage, sheet: Sheet) -> None:
    page = open_page(BUYER, sheet)
    page.locator("[data-testid=grid] td.jss_row").nth(FIRST + 1).click()
    page.locator("[data-testid=grid] td.jss_row").nth(FIRST + 1).click(button="right")
    page.locator(".jcontextmenu-focus").get_by_text("Move up", exact=True).click()

    becomes(lambda: sheet.column("A"), [ROWS[1], ROWS[0], ROWS[2]])
    page.get_by_test_id("undo").click()
    becomes(lambda: sheet.column("A"), ROWS)


def test_hidden_column_comes_back_from_its_neighbours(open_page: OpenPage, sheet: Sheet) -> None:
    page = open_page(BUYER, sheet)
    header = page.locator('[data-testid=grid] thead td[data-x="1"]')
    header.click()
    header.click(button="right")
    page.locator(".jcontextmenu-focus").get_by_text("Hide column", exact=True).click()
    expect(cell(page, FIRST, OWNER)).to_be_hidden()

    page.locator('[data-testid=grid] thead td[data-x="2"]').click(button="right")
    page.locator(".jcontextmenu-focus").get_by_text("Unhide columns").click()
    expect(cell(page, FIRST, OWNER)).to_be_visible()


def test_deleted_row_comes_back_as_the_row_that_programs_know(open_page: OpenPage, sheet: Sheet) -> None:
    where = {"sheetId": sheet.sheet_id, "dimension": "ROWS", "startIndex": 2, "endIndex": 3}
    mark = {
        "metadataKey": "row",
        "metadataValue": "r-7",
        "visibility": "DOCUMENT",
        "location": {"dimensionRange": where},
    }
    sheet.update({"createDeveloperMetadata": {"developerMetadata": mark}})
    page = open_page(BUYER, sheet)
    choose(page, FIRST + 1, MILESTONE, "Delete row")
    becomes(lambda: sheet.column("A"), [ROWS[0], ROWS[2]])
    page.get_by_test_id("undo").click()
    becomes(lambda: sheet.column("A"), ROWS)

    lookup = {"dataFilters": [{"developerMetadataLookup": {"metadataKey": "row"}}]}
    [found] = sheet.call("POST", f"/v4/spreadsheets/{sheet.id}/developerMetadata:search", lookup)[
        "matchedDeveloperMetadata"
    ]
    assert found["developerMetadata"]["location"]["dimensionRange"]["startIndex"] == 2


def test_tabs_are_added_renamed_copied_ordered_and_deleted(open_page: OpenPage, sheet: Sheet) -> None:
    page = open_page(BUYER, sheet)

    def act(item: str) -> None:
        page.get_by_test_id("tab-menu").click()
        page.get_by_role("menuitem", name=item).click()

    page.get_by_test_id("add-tab").click()
    expect(page.get_by_test_id("tab-Sheet2")).to_have_attribute("aria-selected", "true")
    act("Rename")
    page.get_by_test_id("rename-tab-text").fill("Notes")
    page.get_by_test_id("rename-tab-yes").click()
    becomes(lambda: tabs(sheet), ["Plan", "Notes"])
    expect(page.get_by_test_id("tab-Notes")).to_be_visible()
    act("Move left")
    becomes(lambda: tabs(sheet), ["Notes", "Plan"])
    expect(page.get_by_role("tab").first).to_have_text("Notes")
    page.get_by_test_id("tab-Plan").click()
    act("Duplicate")
    becomes(lambda: tabs(sheet), ["Notes", "Plan", "Copy of Plan"])
    expect(cell(page, FIRST, MILESTONE)).to_have_text("Kick-off")
    act("Delete")
    page.get_by_test_id("confirm-yes").click()
    becomes(lambda: tabs(sheet), ["Notes", "Plan"])


def test_frozen_column_stays_in_sight(open_page: OpenPage, sheet: Sheet) -> None:
    page = open_page(BUYER, sheet)
    page.locator('[data-testid=grid] thead td[data-x="0"]').click(button="right")
    page.locator(".jcontextmenu-focus").get_by_text("Freeze up to this column").click()
    expect(cell(page, FIRST, MILESTONE)).to_have_class(re.compile("side"))
    page.set_viewport_size({"width": 700, "height": 600})
    page.get_by_test_id("grid").evaluate("grid => grid.scrollTo(400, 0)")

    expect(cell(page, FIRST, MILESTONE)).to_be_in_viewport(ratio=0.9)
    expect(cell(page, FIRST, OWNER)).not_to_be_in_viewport(ratio=0.6)


def test_merged_cells_are_one_cell_until_they_are_taken_apart(open_page: OpenPage, sheet: Sheet) -> None:
    page = open_page(BUYER, sheet)
    cell(page, FIRST + 4, MILESTONE).click()
    page.keyboard.type("Phase two")
    page.keyboard.press("Enter")
    cell(page, FIRST + 4, MILESTONE).click()
    cell(page, FIRST + 4, DUE).click(modifiers=["Shift"])
    page.get_by_test_id("merge").click()
    expect(cell(page, FIRST + 4, MILESTONE)).to_have_attribute("colspan", "3")
    expect(cell(page, FIRST + 4, OWNER)).to_be_hidden()
    cell(page, FIRST + 4, MILESTONE).click()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_test_id("cell-name")).to_have_text("D6")

    cell(page, FIRST + 4, MILESTONE).click()
    page.get_by_test_id("merge").click()
    expect(cell(page, FIRST + 4, OWNER)).to_be_visible()


def test_note_is_written_changed_and_taken_away(open_page: OpenPage, sheet: Sheet) -> None:
    page = open_page(BUYER, sheet)
    for text in ("Ask Sam", ""):
        cell(page, FIRST, OWNER).click()
        page.keyboard.press("Shift+F2")
        page.get_by_test_id("note-text").fill(text)
        page.get_by_test_id("note-yes").click()
        becomes(lambda: format_of(sheet, "B2").get("note", ""), text)


def test_looks_are_set_for_the_selection_and_undone(open_page: OpenPage, sheet: Sheet) -> None:
    page = open_page(BUYER, sheet)
    cell(page, FIRST, OWNER).click()
    cell(page, FIRST + 1, OWNER).click(modifiers=["Shift"])
    page.get_by_test_id("bold").click()
    expect(cell(page, FIRST + 1, OWNER)).to_have_css("font-weight", "600")
    page.get_by_test_id("fill").click()
    page.get_by_role("button", name="Light yellow").click()
    expect(cell(page, FIRST + 1, OWNER)).to_have_css("background-color", "rgb(255, 242, 204)")

    page.get_by_test_id("undo").click()
    page.get_by_test_id("undo").click()
    expect(cell(page, FIRST + 1, OWNER)).to_have_css("font-weight", "400")
    becomes(
        lambda: format_of(sheet, "B3").get("userEnteredFormat", {}).get("textFormat", {}).get("bold"), None
    )


def test_number_format_shows_the_same_value_in_another_way(open_page: OpenPage, sheet: Sheet) -> None:
    sheet.type("B6", "0.5")
    page = open_page(BUYER, sheet)
    cell(page, 5, OWNER).click()
    page.get_by_test_id("number-format").select_option("percent")

    expect(cell(page, 5, OWNER)).to_have_text("50.00%")
    assert sheet.value("B6", "UNFORMATTED_VALUE") == 0.5


def test_found_texts_are_stepped_through_and_replaced_in_one_go(open_page: OpenPage, sheet: Sheet) -> None:
    page = open_page(BUYER, sheet)
    cell(page, FIRST, MILESTONE).click()
    page.keyboard.press("Control+f")
    page.get_by_test_id("find-text").fill("not started")
    page.keyboard.press("Enter")
    expect(page.get_by_test_id("find-count")).to_have_text("1 of 2")
    expect(page.get_by_test_id("cell-name")).to_have_text("D3")
    page.get_by_test_id("replace-text").fill("In progress")
    page.get_by_test_id("replace-all").click()

    becomes(lambda: sheet.column("D"), ["Done", "In progress", "In progress"])
    page.get_by_test_id("undo").click()
    becomes(lambda: sheet.column("D"), ["Done", "Not started", "Not started"])


def test_two_undos_pressed_at_once_take_both_edits_back(open_page: OpenPage, sheet: Sheet) -> None:
    page = open_page(BUYER, sheet)
    for text in ("one", "two"):
        type_into(page, FIRST, OWNER, text)
    page.keyboard.press("Control+z")
    page.keyboard.press("Control+z")

    becomes(lambda: sheet.value("B2"), "Sam Ode")


def test_redo_never_overwrites_what_somebody_else_typed_since(open_page: OpenPage, sheet: Sheet) -> None:
    page = open_page(BUYER, sheet)
    type_into(page, FIRST, OWNER, "Jo Lee")
    page.keyboard.press("Control+z")
    becomes(lambda: sheet.value("B2"), "Sam Ode")
    sheet.type("B2", "Ana Ruiz")
    expect(cell(page, FIRST, OWNER)).to_have_text("Ana Ruiz")

    page.get_by_test_id("redo").click()
    expect(page.get_by_test_id("toast")).to_contain_text("Not redone")
    assert sheet.value("B2") == "Ana Ruiz"


def test_person_chip_is_a_pill(open_page: OpenPage, sheet: Sheet) -> None:
    chip = {"startIndex": 6, "chip": {"personProperties": {"email": "mia@acme.example"}}}
    value = {"userEnteredValue": {"stringValue": "Owner @ of it"}, "chipRuns": [chip, {"startIndex": 7}]}
    start = {"sheetId": sheet.sheet_id, "rowIndex": FIRST, "columnIndex": OWNER}
    rows = [{"values": [value]}]
    sheet.update({"updateCells": {"rows": rows, "fields": "userEnteredValue,chipRuns", "start": start}})
    page = open_page(BUYER, sheet)

    expect(cell(page, FIRST, OWNER).locator(".chip.person")).to_have_text("mia@acme.example")
    expect(cell(page, FIRST, OWNER)).to_have_text("Owner mia@acme.example of it")


@pytest.mark.parametrize("edit", ["type", "format", "structure"])
def test_own_edit_costs_one_write_and_at_most_one_reading(
    open_page: OpenPage, sheet: Sheet, edit: str
) -> None:
    page = open_page(BUYER, sheet)
    cell(page, FIRST, OWNER).click()
    expect(page.get_by_test_id("access")).to_be_hidden()
    page.wait_for_timeout(300)
    calls: list[str] = []

    def note(request: Request) -> None:
        if "/v4/" in request.url:
            calls.append(request.method)

    page.on("request", note)
    if edit == "type":
        type_into(page, FIRST + 1, STATUS, "Done")
    else:
        page.get_by_test_id({"format": "italic", "structure": "insert-row"}[edit]).click()
    page.wait_for_timeout(1500)

    assert sorted(calls) in (["GET", "POST"], ["GET", "PUT"])
