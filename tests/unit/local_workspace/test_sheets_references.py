"""Formulas follow the cells they mean."""

from datetime import UTC, datetime
from typing import Any

import pytest

from local_workspace.people import Actor
from local_workspace.sheets import Spreadsheet, batch_update, render, values_get, values_update
from local_workspace.sheets.references import by_shift
from local_workspace.sheets.shifts import Delete, Insert, Move, Shift

DANA = Actor("dana@acme.example")
NOW = datetime(2026, 11, 23, tzinfo=UTC)
Json = dict[str, Any]


@pytest.mark.parametrize(
    ("formula", "shift", "expected"),
    [
        ("=A5+$B$2", Insert(2, 2), "=A7+$B$2"),
        ("=SUM(A2:A5)", Insert(2, 1), "=SUM(A2:A6)"),  # grows with an insertion inside
        ("=SUM(A2:A5)", Delete(0, 1), "=SUM(A1:A4)"),
        ("=A5", Delete(4, 5), "=#REF!"),
        ("=A2", Move(1, 2, 5), "=A5"),
        ("=SUM(A:A)", Insert(0, 3), "=SUM(A:A)"),  # no row in it
        ('="A5"&A5', Insert(0, 1), '="A5"&A6'),  # a text is no reference
        ("=Other!A5+'Plan'!A5+plan!A5", Insert(0, 1), "=Other!A5+'Plan'!A6+plan!A6"),  # one tab was edited
        ("=LOG10(A5)", Insert(0, 1), "=LOG10(A6)"),  # a function is no reference
        ("=A5_total+B5", Insert(0, 1), "=A5_total+B6"),
    ],
)
def test_references_of_rows(formula: str, shift: Shift, expected: str) -> None:
    assert by_shift("Plan", "ROWS", shift).formula(formula, "Plan") == expected


def insert(doc: Spreadsheet, kind: str, at: int, count: int = 1) -> None:
    where = {"sheetId": 0, "dimension": kind, "startIndex": at, "endIndex": at + count}
    batch_update(doc, [{"insertDimension": {"range": where}}], DANA, NOW)


def delete(doc: Spreadsheet, kind: str, at: int, count: int = 1) -> None:
    where = {"sheetId": 0, "dimension": kind, "startIndex": at, "endIndex": at + count}
    batch_update(doc, [{"deleteDimension": {"range": where}}], DANA, NOW)


def rule_of(doc: Spreadsheet) -> tuple[int, str]:
    """(first row, formula) of the only rule."""
    rule = render(doc, viewer=DANA)["sheets"][0]["conditionalFormats"][0]
    return rule["ranges"][0]["startRowIndex"], rule["booleanRule"]["condition"]["values"][0][
        "userEnteredValue"
    ]


def test_a_conditional_format_keeps_its_formula_at_the_corner_of_its_range() -> None:
    doc = Spreadsheet.new("id", "Plan")
    where = {"startRowIndex": 9, "endRowIndex": 20, "startColumnIndex": 0, "endColumnIndex": 6}
    condition = {"type": "CUSTOM_FORMULA", "values": [{"userEnteredValue": "=$F10<$A$1"}]}
    rule = {"ranges": [where], "booleanRule": {"condition": condition, "format": {}}}
    batch_update(doc, [{"addConditionalFormatRule": {"rule": rule}}], DANA, NOW)

    insert(doc, "ROWS", 3, 2)
    assert rule_of(doc) == (11, "=$F12<$A$1")
    insert(doc, "ROWS", 15)  # inside: the corner stays
    assert rule_of(doc) == (11, "=$F12<$A$1")
    delete(doc, "ROWS", 11)  # the first row of the range goes, the next one takes its place
    assert rule_of(doc) == (11, "=$F12<$A$1")
    insert(doc, "COLUMNS", 2)
    assert rule_of(doc) == (11, "=$G12<$A$1")


def test_a_dropdown_over_a_range_follows_that_range() -> None:
    doc = Spreadsheet.new("id", "Plan")
    values = [{"userEnteredValue": "=Sheet1!$A$2:$A$5"}]
    rule = {"condition": {"type": "ONE_OF_RANGE", "values": values}}
    batch_update(
        doc,
        [{"setDataValidation": {"range": {"startColumnIndex": 2, "endColumnIndex": 3}, "rule": rule}}],
        DANA,
        NOW,
    )

    insert(doc, "ROWS", 3)

    kept = doc.sheet(0).cell(9, 2)["dataValidation"]["condition"]["values"]
    assert kept == [{"userEnteredValue": "=Sheet1!$A$2:$A$6"}]


def test_a_cells_formula_follows_on_every_tab() -> None:
    doc = Spreadsheet.new("id", "Plan")
    batch_update(doc, [{"addSheet": {"properties": {"title": "Other"}}}], DANA, NOW)
    values_update(doc, "Other!A1", {"values": [["=Sheet1!B3", "=B3"]]}, "USER_ENTERED")

    insert(doc, "ROWS", 0)

    assert values_get(doc, "Other!A1:B1", None, "FORMULA")["values"] == [["=Sheet1!B4", "=B3"]]
