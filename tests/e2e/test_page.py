"""The local Workspace's page, in a real browser, against the real server process."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import requests
from playwright.sync_api import Browser, Locator, Page, expect

from tests.running import BUYER, SELLER, PlanSheet, eventually, running_demo, start

READER = "rita@acme.example"
HEADER = ["Milestone", "Owner", "Due", "Status", "Signal"]
ROWS = [
    ["Kick-off", "Sam Ode", "2026-11-20", "Done", ""],
    ["Security review", "Mia Wolf", "2026-11-20", "Not started", ""],
    ["Board approval", "Dana Fischer", "2027-02-10", "Not started", ""],
]
FIRST = 1
"""The first body row, counted from 0 as the grid does."""
MILESTONE, OWNER, DUE, STATUS, SIGNAL = range(5)

OpenPage = Callable[..., Page]


class Sheet:
    """A small plan made through the API, and what the API says of it."""

    def __init__(self, workspace: str) -> None:
        self.workspace = workspace
        made = self.call("POST", "/v4/spreadsheets", {"properties": {"title": "Acme × Northwind"}})
        self.id: str = made["spreadsheetId"]
        self.sheet_id: int = made["sheets"][0]["properties"]["sheetId"]
        self.update(*_plan_requests(self.sheet_id))
        self.call(
            "PUT",
            f"/v4/spreadsheets/{self.id}/values/Plan!A1?valueInputOption=USER_ENTERED",
            {"values": [HEADER, *ROWS]},
        )
        self.share(BUYER, "writer")

    def call(
        self, method: str, path: str, body: dict[str, Any] | None = None, person: str = SELLER
    ) -> dict[str, Any]:
        headers = {"Authorization": f"Bearer local:{person}"}
        answer = requests.request(method, self.workspace + path, json=body, headers=headers, timeout=10)
        assert answer.ok, answer.text
        found: dict[str, Any] = answer.json()
        return found

    def share(self, person: str, role: str) -> None:
        body = {"type": "user", "role": role, "emailAddress": person}
        self.call("POST", f"/drive/v3/files/{self.id}/permissions?sendNotificationEmail=false", body)

    def update(self, *wanted: dict[str, Any]) -> None:
        self.call("POST", f"/v4/spreadsheets/{self.id}:batchUpdate", {"requests": list(wanted)})

    def type(self, cell: str, text: str) -> None:
        """Another person's edit."""
        path = f"/v4/spreadsheets/{self.id}/values/Plan!{cell}?valueInputOption=USER_ENTERED"
        self.call("PUT", path, {"values": [[text]]})

    def value(self, cell: str, render: str = "FORMATTED_VALUE") -> Any:
        path = f"/v4/spreadsheets/{self.id}/values/Plan!{cell}?valueRenderOption={render}"
        return self.call("GET", path).get("values", [[""]])[0][0]

    def column(self, letter: str) -> list[str]:
        rows = self.call("GET", f"/v4/spreadsheets/{self.id}/values/Plan!{letter}2:{letter}20").get(
            "values", []
        )
        return [row[0] if row else "" for row in rows]

    def threads(self) -> list[dict[str, Any]]:
        path = f"/v4/spreadsheets/{self.id}?commentsViewMode=COMMENTS_VIEW_MODE_INCLUDED&fields=comments"
        found: list[dict[str, Any]] = self.call("GET", path).get("comments", [])
        return found


def _plan_requests(sheet_id: int) -> list[dict[str, Any]]:
    def cells(first: int, last: int) -> dict[str, int]:
        return {
            "sheetId": sheet_id, "startRowIndex": 1, "endRowIndex": 12,
            "startColumnIndex": first, "endColumnIndex": last + 1,
        }  # fmt: skip

    choices = [{"userEnteredValue": text} for text in ("Not started", "In progress", "Done")]
    date = {"numberFormat": {"type": "DATE", "pattern": "yyyy-mm-dd"}}
    bold = {"userEnteredFormat": {"textFormat": {"bold": True}}}
    overdue = '=ISNUMBER($C2)*($C2<TODAY())*($D2<>"Done")'
    red = {"backgroundColor": {"red": 1}}
    rule = {"condition": {"type": "CUSTOM_FORMULA", "values": [{"userEnteredValue": overdue}]}, "format": red}
    head = {
        "sheetId": sheet_id,
        "startRowIndex": 0,
        "endRowIndex": 1,
        "startColumnIndex": 0,
        "endColumnIndex": 5,
    }
    title = {"properties": {"sheetId": sheet_id, "title": "Plan"}, "fields": "title"}
    bands = {"range": head | {"endRowIndex": 12}, "rowProperties": {"headerColor": {"blue": 1}}}
    return [
        {"updateSheetProperties": title},
        {"repeatCell": {"range": head, "cell": bold, "fields": "userEnteredFormat.textFormat"}},
        {"repeatCell": {"range": cells(DUE, DUE), "cell": {"userEnteredFormat": date},
                        "fields": "userEnteredFormat.numberFormat"}},
        {"setDataValidation": {"range": cells(STATUS, STATUS), "rule": {
            "condition": {"type": "ONE_OF_LIST", "values": choices}, "showCustomUi": True}}},
        {"addBanding": {"bandedRange": bands}},
        {"addConditionalFormatRule": {"rule": {"ranges": [cells(DUE, DUE)], "booleanRule": rule}, "index": 0}},
        {"addProtectedRange": {"protectedRange": {"range": cells(SIGNAL, SIGNAL), "warningOnly": True}}},
    ]  # fmt: skip


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("workspace")
    arguments = ("local_workspace", "--port", "0", "--data", str(folder / "data"))
    process = start(*arguments, log=folder / "log")
    yield process.ready["workspace"]
    process.stop()
    if process.popen.stdout:
        process.popen.stdout.close()


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
            expect(_cell(page, 0, MILESTONE)).to_have_text("Milestone")
        return page

    yield open_as
    for context in contexts:
        context.close()
    assert not errors


def _cell(page: Page, y: int, x: int) -> Locator:
    return page.locator(f'[data-testid=grid] td[data-x="{x}"][data-y="{y}"]')


def _type(page: Page, y: int, x: int, text: str) -> None:
    _cell(page, y, x).click()
    page.keyboard.type(text)
    page.keyboard.press("Enter")


def _becomes(look: Callable[[], Any], wanted: Any) -> None:
    eventually(lambda: look() == wanted, says=f"never became {wanted!r}")


def test_person_without_files_is_told_what_to_run(open_page: OpenPage) -> None:
    page = open_page("nobody@elsewhere.example")

    expect(page.get_by_test_id("no-files")).to_contain_text("No files yet. Run closeplan demo")


def test_file_opens_from_the_list_as_the_chosen_person(open_page: OpenPage, sheet: Sheet) -> None:
    page = open_page(SELLER)
    page.locator(f'a[href*="{sheet.id}"]').click()
    page.get_by_test_id("person").select_option(BUYER)

    expect(_cell(page, FIRST, MILESTONE)).to_have_text("Kick-off")
    expect(page).to_have_url(re.compile(f"{sheet.id}.*dana"))
    page.reload()
    expect(page.get_by_test_id("person")).to_have_value(BUYER)


def test_typed_cell_reaches_the_sheet_at_once(open_page: OpenPage, sheet: Sheet) -> None:
    page = open_page(BUYER, sheet)
    _type(page, FIRST + 1, OWNER, "Jo Lee")

    expect(_cell(page, FIRST + 1, OWNER)).to_have_text("Jo Lee")
    _becomes(lambda: sheet.value("B3"), "Jo Lee")
    expect(page.get_by_test_id("cell-name")).to_have_text("B4")


def test_text_with_markup_stays_text(open_page: OpenPage, sheet: Sheet) -> None:
    text = "<img src=x onerror=alert(1)> & <b>bold</b>"
    sheet.type("A2", text)
    page = open_page(BUYER, sheet)

    expect(_cell(page, FIRST, MILESTONE)).to_have_text(text)
    _cell(page, FIRST, MILESTONE).dblclick()
    page.keyboard.press("Escape")
    expect(_cell(page, FIRST, MILESTONE)).to_have_text(text)
    assert _cell(page, FIRST, MILESTONE).locator("*").count() == 0


def test_dropdown_offers_the_choices_and_takes_other_words(open_page: OpenPage, sheet: Sheet) -> None:
    page = open_page(BUYER, sheet)
    _cell(page, FIRST + 1, STATUS).dblclick()
    page.get_by_test_id("choices").get_by_text("In progress").click()
    _becomes(lambda: sheet.value("D3"), "In progress")

    _type(page, FIRST + 2, STATUS, "waiting")
    _becomes(lambda: sheet.value("D4"), "waiting")


def test_day_picked_in_the_calendar_is_a_real_date(open_page: OpenPage, sheet: Sheet) -> None:
    page = open_page(BUYER, sheet)
    _cell(page, FIRST + 2, DUE).dblclick()
    page.get_by_test_id("calendar").get_by_label("2027-02-17").click()

    _becomes(lambda: sheet.value("C4", "UNFORMATTED_VALUE"), 46435)
    expect(_cell(page, FIRST + 2, DUE)).to_have_text("2027-02-17")


def test_overdue_date_is_red_until_it_is_done(open_page: OpenPage, sheet: Sheet) -> None:
    sheet.type("C3", "2020-01-02")
    page = open_page(BUYER, sheet)

    expect(_cell(page, FIRST + 1, DUE)).to_have_css("background-color", "rgb(255, 0, 0)")
    expect(_cell(page, FIRST, DUE)).not_to_have_css("background-color", "rgb(255, 0, 0)")
    _type(page, FIRST + 1, STATUS, "Done")
    expect(_cell(page, FIRST + 1, DUE)).not_to_have_css("background-color", "rgb(255, 0, 0)")


def test_inserted_row_stands_below_with_the_same_dropdown(open_page: OpenPage, sheet: Sheet) -> None:
    page = open_page(BUYER, sheet)
    _cell(page, FIRST, MILESTONE).click()
    page.get_by_test_id("insert-row").click()

    _becomes(lambda: sheet.column("A"), ["Kick-off", "", "Security review", "Board approval"])
    expect(_cell(page, FIRST + 2, MILESTONE)).to_have_text("Security review")
    _cell(page, FIRST + 1, STATUS).dblclick()
    expect(page.get_by_test_id("choices")).to_contain_text("In progress")


def test_deleted_row_comes_back_with_undo(open_page: OpenPage, sheet: Sheet) -> None:
    page = open_page(BUYER, sheet)
    _cell(page, FIRST, MILESTONE).click()
    page.get_by_test_id("delete-row").click()
    _becomes(lambda: sheet.column("A"), ["Security review", "Board approval"])

    page.get_by_test_id("undo").click()
    _becomes(lambda: sheet.column("A"), ["Kick-off", "Security review", "Board approval"])
    assert sheet.column("D") == ["Done", "Not started", "Not started"]


def test_sorting_moves_whole_rows_below_the_header(open_page: OpenPage, sheet: Sheet) -> None:
    page = open_page(BUYER, sheet)
    _cell(page, FIRST, OWNER).click()
    page.get_by_test_id("sort-asc").click()

    _becomes(lambda: sheet.column("B"), ["Dana Fischer", "Mia Wolf", "Sam Ode"])
    assert sheet.column("A") == ["Board approval", "Security review", "Kick-off"]
    assert sheet.value("A1") == "Milestone"


def test_undo_and_redo_follow_the_keys(open_page: OpenPage, sheet: Sheet) -> None:
    page = open_page(BUYER, sheet)
    _type(page, FIRST + 2, DUE, "2027-03-01")
    _becomes(lambda: sheet.value("C4"), "2027-03-01")

    expect(page.get_by_test_id("undo")).to_be_enabled()
    page.keyboard.press("Control+z")
    _becomes(lambda: sheet.value("C4"), "2027-02-10")
    expect(page.get_by_test_id("redo")).to_be_enabled()
    page.keyboard.press("Control+y")
    _becomes(lambda: sheet.value("C4"), "2027-03-01")


def test_undo_never_overwrites_what_somebody_else_typed_since(open_page: OpenPage, sheet: Sheet) -> None:
    page = open_page(BUYER, sheet)
    _type(page, FIRST, OWNER, "Jo Lee")
    _becomes(lambda: sheet.value("B2"), "Jo Lee")
    expect(page.get_by_test_id("undo")).to_be_enabled()
    sheet.type("B2", "Ana Ruiz")
    expect(_cell(page, FIRST, OWNER)).to_have_text("Ana Ruiz")

    page.get_by_test_id("undo").click()
    expect(page.get_by_test_id("toast")).to_contain_text("Not undone")
    assert sheet.value("B2") == "Ana Ruiz"


def test_block_is_copied_with_its_dropdown(open_page: OpenPage, sheet: Sheet) -> None:
    page = open_page(BUYER, sheet)
    _cell(page, FIRST, MILESTONE).click()
    _cell(page, FIRST + 1, OWNER).click(modifiers=["Shift"])
    page.keyboard.press("Control+c")
    _cell(page, FIRST + 4, MILESTONE).click()
    page.keyboard.press("Control+v")

    _becomes(lambda: sheet.column("A")[4:], ["Kick-off", "Security review"])
    assert sheet.column("B")[4:] == ["Sam Ode", "Mia Wolf"]


def test_delete_key_clears_the_selected_cells_only(open_page: OpenPage, sheet: Sheet) -> None:
    page = open_page(BUYER, sheet)
    _cell(page, FIRST, OWNER).click()
    _cell(page, FIRST + 1, OWNER).click(modifiers=["Shift"])
    page.keyboard.press("Delete")

    _becomes(lambda: sheet.column("B"), ["", "", "Dana Fischer"])
    assert sheet.column("A") == ["Kick-off", "Security review", "Board approval"]


def test_comment_is_anchored_answered_and_resolved(open_page: OpenPage, sheet: Sheet) -> None:
    page = open_page(BUYER, sheet)
    _cell(page, FIRST + 1, DUE).click()
    page.get_by_test_id("add-comment").click()
    page.get_by_test_id("new-comment").fill("Mia is on holiday")
    page.get_by_test_id("send-comment").click()
    thread = page.get_by_test_id("thread")
    expect(thread).to_contain_text("Plan, C3")
    expect(_cell(page, FIRST + 1, DUE)).to_have_class(re.compile(r"\bcommented\b"))

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
    _type(buyer, FIRST + 2, DUE, "2027-02-24")

    expect(_cell(seller, FIRST + 2, DUE)).to_have_text("2027-02-24")


def test_live_changes_leave_the_cell_under_edit_alone(open_page: OpenPage, sheet: Sheet) -> None:
    page = open_page(BUYER, sheet)
    _cell(page, FIRST + 1, OWNER).dblclick()
    page.keyboard.type(" and Jo")
    sheet.type("B3", "Somebody")
    sheet.type("E3", "Slipped 3 working days")

    expect(_cell(page, FIRST + 1, SIGNAL)).to_have_text("Slipped 3 working days")
    expect(page.get_by_test_id("toast")).to_contain_text("Signal updated")
    expect(_cell(page, FIRST + 1, OWNER).locator("textarea")).to_have_value("Mia Wolf and Jo")
    page.keyboard.press("Enter")
    _becomes(lambda: sheet.value("B3"), "Mia Wolf and Jo")


def test_edit_lands_on_its_row_though_a_row_was_inserted_above(open_page: OpenPage, sheet: Sheet) -> None:
    page = open_page(BUYER, sheet)
    _cell(page, FIRST + 1, OWNER).dblclick()
    page.keyboard.type("!")
    rows = {"sheetId": sheet.sheet_id, "dimension": "ROWS", "startIndex": 1, "endIndex": 2}
    sheet.update({"insertDimension": {"range": rows, "inheritFromBefore": False}})
    expect(_cell(page, FIRST + 1, MILESTONE)).to_have_text("Kick-off")

    page.keyboard.press("Enter")
    _becomes(lambda: sheet.column("B"), ["", "Sam Ode", "Mia Wolf!", "Dana Fischer"])


def test_cell_of_the_robot_asks_before_it_is_edited(open_page: OpenPage, sheet: Sheet) -> None:
    sheet.type("E2", "On track")
    page = open_page(BUYER, sheet)
    _type(page, FIRST, SIGNAL, "mine")
    expect(page.get_by_test_id("confirm")).to_contain_text("This cell is kept by closeplan. Edit anyway?")
    page.get_by_role("button", name="Cancel").click()
    expect(_cell(page, FIRST, SIGNAL)).to_have_text("On track")

    _type(page, FIRST, SIGNAL, "mine")
    page.get_by_test_id("confirm-yes").click()
    _becomes(lambda: sheet.value("E2"), "mine")


def test_refused_edit_is_taken_back_with_googles_words(open_page: OpenPage, sheet: Sheet) -> None:
    sheet.share(READER, "reader")
    page = open_page(READER, sheet)
    _type(page, FIRST, OWNER, "Me")

    expect(page.get_by_test_id("problem")).to_contain_text("The caller does not have permission")
    expect(_cell(page, FIRST, OWNER)).to_have_text("Sam Ode")
    assert sheet.value("B2") == "Sam Ode"


def test_person_added_in_the_share_dialog_can_open_the_file(open_page: OpenPage, sheet: Sheet) -> None:
    page = open_page(SELLER, sheet)
    page.get_by_test_id("share").click()
    page.get_by_test_id("share-email").fill("procurement@acme.example")
    page.get_by_test_id("share-role").select_option("commenter")
    page.get_by_test_id("share-add").click()
    expect(page.get_by_test_id("permissions")).to_contain_text("procurement@acme.example")

    other = open_page("procurement@acme.example", sheet)
    expect(_cell(other, FIRST, MILESTONE)).to_have_text("Kick-off")


def test_grid_works_by_keyboard_alone(open_page: OpenPage, sheet: Sheet) -> None:
    page = open_page(BUYER, sheet)
    page.get_by_test_id("grid").focus()
    for key in ("ArrowDown", "ArrowRight", "Enter"):
        page.keyboard.press(key)
    page.keyboard.type(" the second")
    page.keyboard.press("Enter")
    _becomes(lambda: sheet.value("B2"), "Sam Ode the second")

    page.keyboard.type("Lena")
    page.keyboard.press("Tab")
    _becomes(lambda: sheet.value("B3"), "Lena")
    expect(page.get_by_test_id("cell-name")).to_have_text("C3")


def test_cut_row_part_moves_with_its_comment(open_page: OpenPage, sheet: Sheet) -> None:
    at = {"sheetId": sheet.sheet_id, "rowIndex": FIRST, "columnIndex": OWNER}
    sheet.update({"insertComment": {"content": "<i>Who is Sam?</i>", "coordinate": at}})
    page = open_page(BUYER, sheet)
    expect(page.get_by_test_id("thread")).to_contain_text("<i>Who is Sam?</i>")
    _cell(page, FIRST, OWNER).click()
    page.keyboard.press("Control+x")
    _cell(page, FIRST + 5, OWNER).click()
    page.keyboard.press("Control+v")

    _becomes(lambda: sheet.column("B"), ["", "Mia Wolf", "Dana Fischer", "", "", "Sam Ode"])
    page.get_by_test_id("undo").click()
    _becomes(lambda: sheet.column("B"), ["Sam Ode", "Mia Wolf", "Dana Fischer"])


def test_fill_handle_repeats_a_cell_downwards(open_page: OpenPage, sheet: Sheet) -> None:
    page = open_page(BUYER, sheet)
    _cell(page, FIRST, OWNER).click()
    corner = page.locator(".jss_corner").bounding_box()
    target = _cell(page, FIRST + 2, OWNER).bounding_box()
    assert corner
    assert target
    page.mouse.move(corner["x"] + 2, corner["y"] + 2)
    page.mouse.down()
    page.mouse.move(target["x"] + 20, target["y"] + 10, steps=6)
    page.mouse.up()

    _becomes(lambda: sheet.column("B"), ["Sam Ode", "Sam Ode", "Sam Ode"])


def test_rows_from_another_spreadsheet_are_pasted_as_cells(open_page: OpenPage, sheet: Sheet) -> None:
    page = open_page(BUYER, sheet)
    _cell(page, FIRST + 3, MILESTONE).click()
    page.evaluate(
        """text => {
            const clipboard = new DataTransfer();
            clipboard.setData("text/plain", text);
            const paste = new ClipboardEvent("paste", {clipboardData: clipboard, bubbles: true, cancelable: true});
            document.getElementById("grid").dispatchEvent(paste);
        }""",
        'DPA\tJo Lee\t2027-01-12\n"Two\nlines"\tPat\t2027-01-13\n',
    )

    _becomes(lambda: sheet.column("A")[3:], ["DPA", "Two\nlines"])
    assert sheet.value("C5", "UNFORMATTED_VALUE") == 46399
    assert sheet.column("B")[3:] == ["Jo Lee", "Pat"]


def test_hidden_columns_stay_out_of_sight_and_notes_show_on_hover(open_page: OpenPage, sheet: Sheet) -> None:
    owners = {"sheetId": sheet.sheet_id, "dimension": "COLUMNS", "startIndex": OWNER, "endIndex": OWNER + 1}
    start_cell = {"sheetId": sheet.sheet_id, "rowIndex": FIRST, "columnIndex": MILESTONE}
    note = {"rows": [{"values": [{"note": "Agreed on the call"}]}], "fields": "note", "start": start_cell}
    hidden = {"range": owners, "properties": {"hiddenByUser": True}, "fields": "hiddenByUser"}
    sheet.update({"updateDimensionProperties": hidden}, {"updateCells": note})
    page = open_page(BUYER, sheet)

    expect(_cell(page, FIRST, OWNER)).to_be_hidden()
    _cell(page, FIRST, MILESTONE).hover()
    expect(page.get_by_test_id("hover")).to_contain_text("Agreed on the call")


def test_selected_column_sorts_its_table_and_never_deletes_every_row(
    open_page: OpenPage, sheet: Sheet
) -> None:
    page = open_page(BUYER, sheet)
    page.locator('[data-testid=grid] thead td[data-x="1"]').click()
    page.get_by_test_id("delete-row").click()
    expect(page.get_by_test_id("toast")).to_contain_text("Select the rows to delete")

    page.get_by_test_id("sort-desc").click()
    _becomes(lambda: sheet.column("B"), ["Sam Ode", "Mia Wolf", "Dana Fischer"])
    assert sheet.value("B1") == "Owner"


def test_moved_date_in_the_demo_shows_the_reaction_without_a_reload(browser: Browser, tmp_path: Path) -> None:
    with running_demo(tmp_path / "data") as demo:
        plan = PlanSheet(demo["workspace"], demo["spreadsheet_id"])
        _, columns = plan.header()
        name, row = next((name, row) for name, row in plan.rows().items() if row["Status"] == "Not started")
        page = browser.new_page(viewport={"width": 1280, "height": 800})
        page.goto(demo["sheet"])
        y = int(row["_row"]) - 1
        _type(page, y, columns["Due"] - 1, "2027-03-24")

        expect(page.get_by_text("Signal updated").first).to_be_visible()
        expect(_cell(page, y, columns["Signal"] - 1)).to_contain_text("Slipped")
        slipped = page.get_by_test_id("thread").filter(has_text=f"{name} slipped")
        expect(slipped).to_contain_text("Due")
        page.get_by_test_id("tab-History").click()
        expect(_cell(page, 1, 2)).to_have_text(name)
        page.close()
