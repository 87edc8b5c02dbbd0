"""Rows that are no items, told from items whose words look like theirs."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from closeplan.plan.model import Plan
from sheets_schema.headings import decoration, heading_text, is_total
from sheets_schema.read import read_document
from tests.unit.sheets_schema.sheet import Sheet

HEADER = 8


def names(sheet: Sheet, acme: Plan, mint: Callable[[], str]) -> list[str]:
    return [row.name for row in read_document(sheet.get(), acme, mint).plan.milestones]


def add(sheet: Sheet, **cells: str | int) -> None:
    """A row below the last milestone, by our column keys."""
    tab = sheet.tab("Plan")
    row = HEADER + 5
    headers = {"workstream": 0, "name": 1, "owner": 2, "side": 3, "due": 5, "status": 6}
    for key, text in cells.items():
        tab.put(row, headers[key], text)


@pytest.mark.parametrize(
    "cells",
    [
        {"name": "Milestone", "owner": "Owner", "status": "Status"},
        {"name": "MILESTONE:", "owner": "owner"},
        {"name": "Meilenstein", "owner": "Verantwortlich", "due": "Fällig"},
        {"name": "Task", "owner": "Responsible", "due": "Deadline", "status": "Status"},
        {"workstream": "Legal"},
        {"name": "Total", "status": "2 of 4"},
        {"name": "合計"},
        {"name": 12},
        {"workstream": "Total", "name": 12, "status": "2 of 4"},
    ],
)
def test_headers_headings_and_totals_are_no_milestones(
    cells: dict[str, str | int], sheet: Sheet, acme: Plan, mint: Callable[[], str]
) -> None:
    add(sheet, **cells)

    assert names(sheet, acme, mint) == [row.name for row in acme.milestones]


@pytest.mark.parametrize(
    "cells",
    [
        {"name": "Task", "status": "Done"},
        {"name": "Next step", "owner": "Lead", "due": "2027-02-01", "status": "Done"},
        {"name": "Total cost of ownership agreed"},
        {"name": "Total", "owner": "Mia Wolf"},
        {"name": "Milestone"},
        {"name": "Go-live 2"},
        {"name": "=1+1 34"},
        {"name": "+49 89 123"},
        {"name": "12", "workstream": "Legal"},
        {"name": "Total", "workstream": "Legal"},
        {"name": "Legal", "workstream": "Legal"},
    ],
)
def test_milestones_that_look_like_them_stay_milestones(
    cells: dict[str, str | int], sheet: Sheet, acme: Plan, mint: Callable[[], str]
) -> None:
    add(sheet, **cells)

    assert names(sheet, acme, mint)[-1] == cells["name"]


@pytest.mark.parametrize(
    ("text", "heading"),
    [
        ("▶ Cadrage", "Cadrage"),
        ("— Governance —", "Governance"),
        ("PHASE: GOVERNANCE", "Governance"),
        ("■現状把握", "現状把握"),
        ("Phase 2: Closing", "Closing"),
        ("LEGAL", "Legal"),
        ("IT", "IT"),
        ("Go-live (Berlin)", "Go-live (Berlin)"),
        ("1. Kick-off", "1. Kick-off"),
        ("***", "***"),
        ("What's next?", "What's next?"),
    ],
)
def test_headings_lose_their_decoration(text: str, heading: str) -> None:
    assert heading_text(text) == heading


def test_decoration_is_what_stands_around_the_words() -> None:
    assert decoration("▶ Cadrage") == ("▶ ", "")
    assert decoration("— Live —") == ("— ", " —")
    assert decoration("Legal") == ("", "")


@pytest.mark.parametrize(("text", "total"), [("Total: 22", True), ("22", False), ("Totals due", False)])
def test_totals_only_count(text: str, total: bool) -> None:
    assert is_total(text) is total
