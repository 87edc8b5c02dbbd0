"""Unmodified gspread can't tell the local Workspace from Google."""

from __future__ import annotations

from collections.abc import Iterator

import gspread
import pytest

from tests.integration.workspace_clients import running_workspace
from tests.running import BUYER, ROBOT, SELLER, gspread_as


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with running_workspace(tmp_path_factory.mktemp("workspace")) as process:
        yield process.ready["workspace"]


@pytest.fixture
def seller(base: str) -> gspread.Client:
    return gspread_as(SELLER, base)


def test_a_new_spreadsheet_is_opened_by_key_and_by_name(seller: gspread.Client) -> None:
    book = seller.create("Acme plan")

    assert seller.open_by_key(book.id).title == "Acme plan"
    assert seller.open("Acme plan").id == book.id
    assert [sheet.title for sheet in book.worksheets()] == ["Sheet1"]


def test_values_come_back_as_they_were_written(seller: gspread.Client) -> None:
    sheet = seller.create("values").sheet1

    sheet.update([["Milestone", "Days"], ["Kick-off", 3]], "B2")

    assert sheet.get_all_values() == [["", "", ""], ["", "Milestone", "Days"], ["", "Kick-off", "3"]]
    assert sheet.acell("C3").numeric_value == 3
    found = sheet.find("Kick-off")
    assert found is not None
    assert found.address == "B3"


def test_raw_text_never_becomes_a_formula(seller: gspread.Client) -> None:
    sheet = seller.create("raw").sheet1

    sheet.update([['=IMPORTXML("http://x")']], "A1")

    assert sheet.get("A1", value_render_option=gspread.utils.ValueRenderOption.formula) == [
        ['=IMPORTXML("http://x")']
    ]
    assert sheet.acell("A1").value == '=IMPORTXML("http://x")'


def test_tabs_with_any_sign_in_their_title_are_addressed(seller: gspread.Client) -> None:
    book = seller.create("tabs")
    tab = book.add_worksheet("Q1 / it's: 50%", rows=5, cols=4)

    tab.update_acell("D5", "corner")

    assert book.worksheet("Q1 / it's: 50%").get_all_values()[4] == ["", "", "", "corner"]


def test_formats_and_batches_are_taken(seller: gspread.Client) -> None:
    book = seller.create("formats")

    book.sheet1.format("A1:B1", {"textFormat": {"bold": True}})
    book.sheet1.freeze(rows=1)
    book.batch_update({"requests": [{"updateSpreadsheetProperties": {
        "properties": {"title": "renamed"}, "fields": "title"}}]})  # fmt: skip

    assert book.sheet1.frozen_row_count == 1
    assert seller.open("renamed").id == book.id


def test_rows_are_appended_sorted_and_deleted(seller: gspread.Client) -> None:
    sheet = seller.create("rows").sheet1
    sheet.append_rows([["b", 2], ["a", 1], ["c", 3]])

    sheet.sort((1, "asc"))
    sheet.delete_rows(2)

    assert sheet.get_all_values() == [["a", "1"], ["c", "3"]]


def test_shared_spreadsheets_are_seen_by_those_they_are_shared_with(
    base: str, seller: gspread.Client
) -> None:
    book = seller.create("shared")

    book.share(BUYER, perm_type="user", role="writer", notify=False)
    gspread_as(BUYER, base).open("shared").sheet1.update_acell("A1", "from Dana")

    assert book.sheet1.acell("A1").value == "from Dana"
    roles = {each["emailAddress"]: each["role"] for each in book.list_permissions()}
    assert roles == {SELLER: "owner", BUYER: "writer"}


def test_a_copy_has_the_cells_and_its_own_life(seller: gspread.Client) -> None:
    book = seller.create("original")
    book.sheet1.update_acell("A1", "kept")

    twin = seller.copy(book.id, "twin")
    twin.sheet1.update_acell("A1", "changed")

    assert book.sheet1.acell("A1").value == "kept"
    assert book.export(gspread.utils.ExportFormat.CSV) == b"kept"


def test_refusals_are_the_exceptions_that_gspread_knows(base: str, seller: gspread.Client) -> None:
    book = seller.create("private")

    with pytest.raises(gspread.SpreadsheetNotFound):
        seller.open_by_key("no-such-file")
    with pytest.raises(PermissionError):
        gspread_as(BUYER, base).open_by_key(book.id)
    with pytest.raises(gspread.exceptions.APIError, match="Unable to parse range"):
        book.values_get("Nope!A1")
    with pytest.raises(gspread.exceptions.APIError, match="storage quota"):
        gspread_as(ROBOT, base).create("robots own nothing")


def test_a_deleted_spreadsheet_is_gone(seller: gspread.Client) -> None:
    book = seller.create("gone")

    seller.del_spreadsheet(book.id)

    with pytest.raises(gspread.SpreadsheetNotFound):
        seller.open_by_key(book.id)
