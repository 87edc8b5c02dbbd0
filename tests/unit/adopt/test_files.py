"""Workbooks from files: Excel, CSV in its dialects, the JSON grid, and Google's own form."""

from __future__ import annotations

import io
import json
from datetime import date, datetime
from typing import Any

import pytest
from openpyxl import Workbook as ExcelWorkbook

from closeplan.errors import InputError
from closeplan.plan.signals import Table
from sheets_schema.adopt.files import read_bytes
from sheets_schema.adopt.recognise import recognise
from sheets_schema.adopt.workbook import from_spreadsheet
from tests.foreign_plans import raw_spreadsheet
from tests.unit.adopt import known_answers
from tests.unit.adopt.known_answers import TODAY, load, propose

ROWS = [
    ["Aufgabe", "Zuständig", "Fällig", "Erledigt"],
    ["Vertrag; geprüft", "Jürgen Öztürk", "2027-03-01", "ja"],
    ["Datenübernahme", "Zoë Faß", "2027-03-15", "nein"],
]


def text(delimiter: str) -> str:
    return "\r\n".join(delimiter.join(f'"{cell}"' for cell in row) for row in ROWS) + "\r\n"


@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_table_of_text_is_read_in_any_dialect(delimiter: str, encoding: str) -> None:
    page = read_bytes(text(delimiter).encode(encoding), "plan.csv").pages[0]
    assert page.cells[0] == ("Aufgabe", "Zuständig", "Fällig", "Erledigt")
    assert page.cells[1] == ("Vertrag; geprüft", "Jürgen Öztürk", date(2027, 3, 1), "ja")


def test_japanese_excel_writes_shift_jis() -> None:
    page = read_bytes("タスク,担当,期限\n契約,山田 花子,2027/3/1\n".encode("cp932"), "plan.csv").pages[0]
    assert page.cells[1] == ("契約", "山田 花子", "2027/3/1")


def test_excel_says_its_own_delimiter() -> None:
    page = read_bytes(b"sep=;\r\nTask;Owner\r\na, b;c\r\n", "plan.csv").pages[0]
    assert page.cells == (("Task", "Owner"), ("a, b", "c"))


def test_excel_workbooks_keep_dates_numbers_and_check_boxes() -> None:
    book = ExcelWorkbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Plan"
    for row in (["Task", "Due", "Done", "Days"], ["Pilot", datetime(2027, 3, 1), True, 5.0]):  # noqa: DTZ001
        sheet.append(row)
    sheet.merge_cells("A3:D3")
    sheet["A3"] = "Phase 2"
    book.create_sheet("Empty")
    content = io.BytesIO()
    book.save(content)
    pages = read_bytes(content.getvalue(), "plan.XLSX").pages
    assert pages[0].cells[1] == ("Pilot", date(2027, 3, 1), True, 5)
    assert pages[0].cells[2] == ("Phase 2", None, None, None)
    assert pages[1].title == "Empty"


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("plan.xlsx", b"PK\x03\x04 damaged", "no Excel workbook"),
        ("plan.xlsx", b"", "no Excel workbook"),
        ("plan.json", b"{", "is not JSON"),
        ("plan.json", b"[" * 100_000, "is not JSON"),
        ("plan.json", b"[1]", "no list 'sheets'"),
        ("plan.json", b'{"sheets": [{"cells": [[{"date": "2027-02-31"}]]}]}', "sheets[0].cells[0][0]"),
        ("plan.json", b'{"sheets": [{"cells": [[{}]]}]}', "is neither text"),
        ("plan.json", b'{"sheets": [{"cells": [3]}]}', "sheets[0].cells[0]"),
        ("plan.csv", b"a\0b,c", "binary"),
        ("plan.pdf", b"%PDF", "neither .xlsx"),
    ],
)
def test_a_broken_file_is_told_with_its_place(name: str, content: bytes, message: str) -> None:
    with pytest.raises(InputError) as failed:
        read_bytes(content, name)
    assert str(failed.value).startswith(name)
    assert message in str(failed.value)


@pytest.mark.parametrize("path", known_answers.own(), ids=lambda path: path.stem)
def test_google_sheets_form_means_the_same_as_the_grid(path: Any) -> None:
    plan = load(path)
    raw = json.loads(json.dumps(raw_spreadsheet(plan)))
    assert recognise(from_spreadsheet(raw), TODAY) == propose(plan)


def test_a_csv_export_means_the_same_as_its_grid() -> None:
    plan = load(known_answers.OWN / "en-jira-export.json")
    lines = [",".join(_quoted(cell) for cell in row) for row in plan["sheets"][0]["cells"]]
    book = read_bytes("\n".join(lines).encode(), "jira.csv")
    proposal = recognise(book, TODAY)
    assert proposal.timeline
    assert [column.field for column in proposal.timeline.columns] == [
        column.field for column in propose(plan).tables[0].columns
    ]
    assert proposal.timeline.table is Table.TIMELINE


def _quoted(cell: Any) -> str:
    return "" if cell is None else f'"{cell["date"] if isinstance(cell, dict) else cell}"'
