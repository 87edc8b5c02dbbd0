"""Columns under headers nobody knows: what their cells and the rest of the table say, and never for sure."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sheets_schema.adopt.answer import to_json
from sheets_schema.adopt.recognise import recognise
from sheets_schema.adopt.workbook import from_grid

TODAY = date(2026, 11, 23)
SURE = 0.8
UNKNOWN = ("Blorp", "Quanta", "Zivvy", "Morkel", "Drasta", "Fenwo", "Hulip")
ROWS: list[list[Any]] = [
    ["Prepare", "Agree the criteria together", "Ana Roth", "2027-01-04", "2027-01-08", "grommed", None],
    ["Prepare", "Hand over sample data", "Ben Okafor", "2027-01-11", "2027-01-22", "grommed", None],
    ["Prove", "Pilot with twelve users", "Ana Roth", "2027-02-01", "2027-02-26", "flurbing", "Two on leave"],
    ["Prove", "Read out the results", "Ben Okafor", "2027-03-01", "2027-03-05", "snarked", None],
    [
        "Buy",
        "Review of the contract",
        "Cleo Marsh",
        "2027-03-08",
        "2027-03-19",
        "snarked",
        "Clause nine open",
    ],
    ["Buy", "Signature of both sides", "Cleo Marsh", "2027-03-22", "2027-03-26", "snarked", None],
]
FIELDS = ("workstream", "milestone", "owner", "start", "due", "status", "notes")


def understood(names: list[str], order: list[int]) -> dict[str, Any]:
    cells = [[row[at] for at in order] for row in ROWS]
    for row in cells:
        row[:] = [{"date": value} if value and value[:3] == "202" else value for value in row]
    grid = {"sheets": [{"title": "X", "cells": [names, *cells]}], "locale": "en-GB"}
    found = to_json(recognise(from_grid(grid), TODAY))["timeline"]
    assert found
    assert found["header_row"] == 0
    columns: dict[str, Any] = found["columns"]
    return columns


def test_a_table_is_understood_by_its_cells_alone() -> None:
    columns = understood(list(UNKNOWN), list(range(7)))
    assert tuple(columns[str(at)][0] for at in range(7)) == FIELDS
    assert max(certainty for _, certainty in columns.values()) <= SURE


@settings(max_examples=60, deadline=None)
@given(st.permutations(range(7)))
def test_the_order_of_columns_changes_no_guess(order: list[int]) -> None:
    columns = understood(list(UNKNOWN), order)
    assert [columns.get(str(at), ("",))[0] for at in range(7)] == [FIELDS[source] for source in order]


@pytest.mark.parametrize(
    ("title", "day"),
    [
        ("Gemeinsamer Fahrplan bis zum Go-Live am 01.09.2027", "2027-09-01"),
        ("Joint plan until go-live on 1 September 2027", "2027-09-01"),
        ("Feuille de route jusqu'au démarrage du 1 septembre 2027", "2027-09-01"),
        ("導入計画(2027年9月1日 本番稼働)", "2027-09-01"),
        ("Contract signed on 1 September 2027", None),
        ("Go-live plan, as of 12.01.2027 at the latest review meeting", None),
    ],
)
def test_go_live_is_read_from_a_title(title: str, day: str | None) -> None:
    grid = {"sheets": [{"title": "X", "cells": [[title, None], ["", None]]}], "locale": "de-DE"}
    assert to_json(recognise(from_grid(grid), TODAY))["facts"].get("go_live") == day


def test_why_may_stand_beside_go_live() -> None:
    row = ["Livegang", "1 september 2027", "Waarom", "Nieuw boekjaar"]
    grid = {"sheets": [{"title": "X", "cells": [row]}], "locale": "nl-NL"}
    facts = to_json(recognise(from_grid(grid), TODAY))["facts"]
    assert facts == {"go_live": "2027-09-01", "why_this_date": "Nieuw boekjaar"}
