"""One small call for every public method of gspread, each with what must be true of its answer."""

# mypy: disable-error-code="func-returns-value"
# some of gspread's methods answer None: that they were not refused is what they answer

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import gspread
from google.oauth2.credentials import Credentials
from gspread.utils import ExportFormat

from tests.running import BUYER, gspread_as


@dataclass
class At:
    """What a call works on: a client, a spreadsheet of its own, and its first tab with a small table."""

    client: gspread.Client
    book: gspread.Spreadsheet
    sheet: gspread.Worksheet
    base: str

    def again(self) -> gspread.Worksheet:
        """The first tab as the server has it now."""
        return self.client.open_by_key(self.book.id).get_worksheet(0)

    def buyer_permission(self) -> dict[str, Any]:
        """The buyer's permission, shared when it isn't yet."""
        self.book.share(BUYER, perm_type="user", role="writer", notify=False)
        return next(each for each in self.book.list_permissions() if each.get("emailAddress") == BUYER)


Call = Callable[[At], Any]
"""Truthy when the method did what it is for."""


def done(*_answers: Any) -> bool:
    """The calls before were made, and none was refused."""
    return True


TABLE: list[list[Any]] = [["name", "days", "done"], ["b", 2, True], ["a", 1, False], ["c", 3, True]]


def replies(answer: Any) -> bool:
    return bool(answer["spreadsheetId"])


def _offered(at: At) -> bool:
    at.book.transfer_ownership(at.buyer_permission()["id"])
    return bool(at.buyer_permission()["pendingOwner"])


def _accepted(at: At) -> bool:
    """Ownership is offered first; the other one takes it."""
    permission = at.buyer_permission()["id"]
    at.book.transfer_ownership(permission)
    gspread_as(BUYER, at.base).open_by_key(at.book.id).accept_ownership(permission)
    roles = {each["emailAddress"]: each["role"] for each in at.book.list_permissions()}
    return roles[BUYER] == "owner"


CLIENT: Mapping[str, Call] = {
    "copy": lambda at: at.client.copy(at.book.id, "twin").sheet1.acell("A2").value == "b",
    "create": lambda at: at.client.create("fresh").title == "fresh",
    "del_spreadsheet": lambda at: done(at.client.del_spreadsheet(at.client.create("gone").id)),
    "expiry": lambda at: gspread.Client(auth=Credentials(token="local:sam@northwind.example")).expiry is None,
    "export": lambda at: at.client.export(at.book.id, ExportFormat.CSV).startswith(b"name,days"),
    "get_file_drive_metadata": lambda at: (
        at.client.get_file_drive_metadata(at.book.id)["name"] == at.book.title
    ),
    "import_csv": lambda at: (
        done(at.client.import_csv(at.book.id, "x,y\n1,2")) and at.again().acell("B2").value == "2"
    ),
    "insert_permission": lambda at: at.client.insert_permission(
        at.book.id, BUYER, perm_type="user", role="reader", notify=False
    ).json()["id"],
    "list_permissions": lambda at: at.client.list_permissions(at.book.id)[0]["role"] == "owner",
    "list_spreadsheet_files": lambda at: (
        at.book.id in [each["id"] for each in at.client.list_spreadsheet_files(at.book.title)]
    ),
    "open": lambda at: at.client.open(at.book.title).title == at.book.title,
    "open_by_key": lambda at: at.client.open_by_key(at.book.id).id == at.book.id,
    "open_by_url": lambda at: (
        at.client.open_by_url(f"https://docs.google.com/spreadsheets/d/{at.book.id}/edit").id == at.book.id
    ),
    "openall": lambda at: at.book.id in [each.id for each in at.client.openall(at.book.title)],
    "remove_permission": lambda at: (
        done(at.client.remove_permission(at.book.id, at.buyer_permission()["id"]))
        and len(at.book.list_permissions()) == 1
    ),
    "set_timeout": lambda at: done(at.client.set_timeout(30)),
}

SPREADSHEET: Mapping[str, Call] = {
    "accept_ownership": _accepted,
    "add_worksheet": lambda at: at.book.add_worksheet("more", rows=4, cols=3).row_count == 4,
    "batch_update": lambda at: replies(
        at.book.batch_update(
            {"requests": [{"findReplace": {"find": "b", "replacement": "z", "allSheets": True}}]}
        )
    ),
    "creationTime": lambda at: at.book.creationTime,
    "del_worksheet": lambda at: replies(at.book.del_worksheet(at.book.add_worksheet("x", 1, 1))),
    "del_worksheet_by_id": lambda at: replies(
        at.book.del_worksheet_by_id(at.book.add_worksheet("x", 1, 1).id)
    ),
    "duplicate_sheet": lambda at: (
        at.book.duplicate_sheet(at.sheet.id, new_sheet_name="twin").acell("A2").value == "b"
    ),
    "export": lambda at: at.book.export(ExportFormat.TSV).startswith(b"name\tdays"),
    "fetch_sheet_metadata": lambda at: at.book.fetch_sheet_metadata()["sheets"],
    "get_lastUpdateTime": lambda at: at.book.get_lastUpdateTime(),
    "get_worksheet": lambda at: at.book.get_worksheet(0).id == at.sheet.id,
    "get_worksheet_by_id": lambda at: at.book.get_worksheet_by_id(at.sheet.id).title == at.sheet.title,
    "id": lambda at: at.book.id,
    "lastUpdateTime": lambda at: at.book.lastUpdateTime,
    "list_named_ranges": lambda at: (
        at.sheet.define_named_range("A1:B2", "block") and at.book.list_named_ranges()
    ),
    "list_permissions": lambda at: len(at.book.list_permissions()) == 1,
    "list_protected_ranges": lambda at: (
        at.sheet.add_protected_range("A1:B2") and at.book.list_protected_ranges(at.sheet.id)
    ),
    "locale": lambda at: at.book.locale == "en_US",
    "named_range": lambda at: (
        at.sheet.define_named_range("A1:B2", "block") and len(at.book.named_range("block")) == 4
    ),
    "remove_permissions": lambda at: at.buyer_permission() and at.book.remove_permissions(BUYER),
    "reorder_worksheets": lambda at: (
        replies(at.book.reorder_worksheets([at.book.add_worksheet("last", 1, 1), at.sheet]))
        and at.again().title == "last"
    ),
    "share": lambda at: at.book.share(BUYER, perm_type="user", role="commenter", notify=False).ok,
    "sheet1": lambda at: at.book.sheet1.id == at.sheet.id,
    "timezone": lambda at: at.book.timezone == "Etc/GMT",
    "title": lambda at: at.book.title,
    "transfer_ownership": _offered,
    "update_drive_metadata": lambda at: done(at.book.update_drive_metadata()),
    "update_locale": lambda at: (
        replies(at.book.update_locale("de_DE")) and at.client.open_by_key(at.book.id).locale == "de_DE"
    ),
    "update_timezone": lambda at: (
        replies(at.book.update_timezone("Europe/Berlin"))
        and at.client.open_by_key(at.book.id).timezone == "Europe/Berlin"
    ),
    "update_title": lambda at: replies(at.book.update_title("renamed")) and at.book.title == "renamed",
    "url": lambda at: at.book.id in at.book.url,
    "values_append": lambda at: (
        at.book.values_append("A1", {"valueInputOption": "RAW"}, {"values": [["d", 4]]})["updates"][
            "updatedCells"
        ]
        == 2
    ),
    "values_batch_clear": lambda at: at.book.values_batch_clear(body={"ranges": ["A1:B2"]})["clearedRanges"],
    "values_batch_get": lambda at: (
        at.book.values_batch_get(["A2", "B2"])["valueRanges"][1]["values"] == [["2"]]
    ),
    "values_batch_update": lambda at: (
        at.book.values_batch_update(
            {"valueInputOption": "USER_ENTERED", "data": [{"range": "E1", "values": [["1%"]]}]}
        )["totalUpdatedCells"]
        == 1
    ),
    "values_clear": lambda at: at.book.values_clear("A1:B2")["clearedRange"],
    "values_get": lambda at: at.book.values_get("A2:B2")["values"] == [["b", "2"]],
    "values_update": lambda at: (
        at.book.values_update("E1", {"valueInputOption": "RAW"}, {"values": [[1]]})["updatedCells"] == 1
    ),
    "worksheet": lambda at: at.book.worksheet(at.sheet.title).id == at.sheet.id,
    "worksheets": lambda at: len(at.book.worksheets()) == 1,
}

CELL: Mapping[str, Call] = {
    "address": lambda at: at.sheet.cell(2, 2).address == "B2",
    "col": lambda at: at.sheet.acell("B2").col == 2,
    "from_address": lambda at: gspread.Cell.from_address("B2", "x").row == 2,
    "numeric_value": lambda at: at.sheet.acell("B2").numeric_value == 2,
    "row": lambda at: at.sheet.acell("B2").row == 2,
}
