"""pygsheets and gspread-formatting, unmodified, work against the local Workspace."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import gspread
import gspread_formatting as formatting
import httplib2
import pygsheets
import pytest
from google.oauth2.credentials import Credentials

from tests.integration.workspace_clients import running_workspace
from tests.running import BUYER, SELLER, gspread_as

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::UserWarning")
ROWS: list[list[Any]] = [["name", "days"], ["b", 2], ["a", 1], ["c", 3]]


class LocalHttp(httplib2.Http):
    """Google's hosts are the Workspace's address."""

    base = ""

    def request(self, uri: str, *args: Any, **kwargs: Any) -> Any:
        for host in ("https://sheets.googleapis.com", "https://www.googleapis.com"):
            uri = uri.replace(host, self.base, 1)
        return super().request(uri, *args, **kwargs)


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with running_workspace(tmp_path_factory.mktemp("clients")) as process:
        yield process.ready["workspace"]


@pytest.fixture
def pygs(base: str) -> Any:
    http = LocalHttp()
    http.base = base
    return pygsheets.client.Client(Credentials(token=f"local:{SELLER}"), http=http, check=False)


@pytest.fixture
def tab(pygs: Any) -> Any:
    """pygsheets' first tab of a new spreadsheet, with a small table."""
    sheet = pygs.create("pygsheets").sheet1
    sheet.update_values("A1", ROWS)
    return sheet


@pytest.fixture
def sheet(base: str) -> gspread.Worksheet:
    made = gspread_as(SELLER, base).create("formats").sheet1
    made.update(ROWS, "A1")
    return made


def test_pygsheets_opens_lists_and_deletes(pygs: Any) -> None:
    book = pygs.create("by pygsheets")
    assert pygs.open_by_key(book.id).title == "by pygsheets"
    assert pygs.open("by pygsheets").id == book.id
    assert "by pygsheets" in pygs.spreadsheet_titles()
    book.delete()
    with pytest.raises(pygsheets.SpreadsheetNotFound):
        pygs.open("by pygsheets")


def test_pygsheets_reads_and_writes_values(tab: Any) -> None:
    assert tab.get_values("A2", "B3") == [["b", "2"], ["a", "1"]]
    assert tab.get_all_records()[0] == {"name": "b", "days": 2}
    assert tab.get_row(2, include_tailing_empty=False) == ["b", "2"]
    assert tab.get_col(1, include_tailing_empty=False) == ["name", "b", "a", "c"]
    tab.append_table(["d", 4])
    tab.update_values_batch(["D1", "D2"], [[["x"]], [["y"]]])
    assert tab.get_value("A5") == "d"
    assert tab.get_value("D2") == "y"


def test_pygsheets_edits_cells(tab: Any) -> None:
    cell = tab.cell("B2")
    cell.value = 12
    cell.set_text_format("bold", True).set_number_format(pygsheets.FormatType.NUMBER, "0.00")
    cell.note = "checked"
    cell.color = (1.0, 0.0, 0.0, 0.0)
    cell.update()
    again = tab.cell("B2")
    assert again.value == "12.00"
    assert again.note == "checked"
    assert again.text_format["bold"] is True


def test_pygsheets_changes_the_grid(tab: Any) -> None:
    tab.insert_rows(1, number=1, values=["new", 9])
    assert tab.get_value("A2") == "new"
    tab.delete_rows(2)
    tab.insert_cols(1)
    tab.delete_cols(2)
    tab.resize(rows=20, cols=6)
    tab.add_rows(2)
    tab.add_cols(1)
    tab.adjust_column_width(1, pixel_size=150)
    tab.hide_dimensions(2, dimension="ROWS")
    tab.show_dimensions(2, dimension="ROWS")
    tab.frozen_rows = 1
    tab.refresh()
    assert (tab.rows, tab.cols, tab.frozen_rows) == (22, 7, 1)


def test_pygsheets_sorts_finds_replaces_and_merges(tab: Any) -> None:
    tab.sort_range("A2", "B4", basecolumnindex=0, sortorder="ASCENDING")
    assert tab.get_col(1, include_tailing_empty=False)[1:] == ["a", "b", "c"]
    assert tab.find("c", matchEntireCell=True)[0].label == "A4"
    tab.replace("c", "see", matchEntireCell=True)
    assert tab.get_value("A4") == "see"
    tab.merge_cells("D1", "E2")
    tab.clear("A1", "B1")
    assert tab.get_value("A1") == ""


def test_pygsheets_names_protects_validates_and_marks(tab: Any) -> None:
    tab.create_named_range("block", start="A1", end="B4", returnas="json")
    assert tab.get_named_range("block").range == "A1:B4"
    tab.delete_named_range("block")
    protected = tab.create_protected_range("A1", "A2")
    tab.remove_protected_range(protected.protect_id)
    tab.set_data_validation("A2", "A4", condition_type="ONE_OF_LIST", condition_values=["a", "b"])
    tab.add_conditional_formatting(
        "B2", "B4", "NUMBER_GREATER", {"textFormat": {"bold": True}}, condition_values=["1"]
    )
    tab.set_basic_filter("A1", "B4")
    tab.clear_basic_filter()
    tab.create_developer_metadata("row", "7")
    assert tab.get_developer_metadata("row")[0].value == "7"


def test_pygsheets_adds_shares_and_removes_tabs(tab: Any) -> None:
    book = tab.spreadsheet
    more = book.add_worksheet("more", rows=5, cols=4)
    more.title = "renamed"
    more.index = 0
    tab.copy_to(book.id)
    assert book.worksheet_by_title("renamed").rows == 5
    book.del_worksheet(more)
    book.share(BUYER, role="reader", type="user", emailMessage="see")
    assert {each["role"] for each in book.permissions} == {"owner", "reader"}
    book.remove_permission(BUYER)


def test_formatting_sets_reads_and_keeps_cell_formats(sheet: gspread.Worksheet) -> None:
    wanted = formatting.cellFormat(
        backgroundColor=formatting.color(1, 0.5, 0),
        textFormat=formatting.textFormat(bold=True, fontSize=14),
        horizontalAlignment="CENTER",
        numberFormat=formatting.numberFormat("NUMBER", "0.00"),
    )
    formatting.format_cell_range(sheet, "A1:B1", wanted)
    found = formatting.get_user_entered_format(sheet, "B1")
    assert found.textFormat.bold is True
    assert found.horizontalAlignment == "CENTER"
    assert formatting.get_effective_format(sheet, "B1").textFormat.fontSize == 14
    assert formatting.get_default_format(sheet.spreadsheet).textFormat.fontSize == 10


def test_formatting_freezes_sizes_and_batches(sheet: gspread.Worksheet) -> None:
    formatting.set_frozen(sheet, rows=1, cols=1)
    formatting.set_row_height(sheet, "1", 42)
    with formatting.batch_updater(sheet.spreadsheet) as batch:
        batch.set_column_width(sheet, "A:B", 180)
        batch.format_cell_range(
            sheet, "A2:A4", formatting.cellFormat(textFormat=formatting.textFormat(italic=True))
        )
    assert formatting.get_frozen_row_count(sheet) == 1
    assert formatting.get_user_entered_format(sheet, "A3").textFormat.italic is True


def test_formatting_validates(sheet: gspread.Worksheet) -> None:
    rule = formatting.DataValidationRule(
        formatting.BooleanCondition("ONE_OF_LIST", ["a", "b", "c"]), showCustomUi=True, strict=True
    )
    formatting.set_data_validation_for_cell_range(sheet, "A2:A4", rule)
    found = formatting.get_data_validation_rule(sheet, "A3")
    assert [value.userEnteredValue for value in found.condition.values] == ["a", "b", "c"]
    formatting.set_data_validation_for_cell_range(sheet, "A2:A4", None)
    assert formatting.get_data_validation_rule(sheet, "A3") is None


def test_formatting_keeps_conditional_rules(sheet: gspread.Worksheet) -> None:
    rules = formatting.get_conditional_format_rules(sheet)
    rules.append(
        formatting.ConditionalFormatRule(
            ranges=[formatting.GridRange.from_a1_range("B2:B4", sheet)],
            booleanRule=formatting.BooleanRule(
                condition=formatting.BooleanCondition("NUMBER_GREATER", ["1"]),
                format=formatting.cellFormat(textFormat=formatting.textFormat(bold=True)),
            ),
        )
    )
    rules.save()
    again = formatting.get_conditional_format_rules(sheet)
    assert again[0].booleanRule.condition.type == "NUMBER_GREATER"
    again.clear()
    again.save()
    assert list(formatting.get_conditional_format_rules(sheet)) == []
