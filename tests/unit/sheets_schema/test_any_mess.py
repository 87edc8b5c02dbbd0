"""Whatever mess people make around the milestones: reading never fails, invents none and loses none."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from closeplan.plan.document import Reading
from closeplan.plan.model import Plan
from closeplan.plan.signals import Table
from local_workspace.sheets import Spreadsheet, batch_update
from sheets_schema.flipped import laid
from sheets_schema.grid import Grid, TabGrid
from sheets_schema.labels import Tab
from sheets_schema.read import read_document
from sheets_schema.write import creation_requests
from tests.foreign_plans import foreign_grid, foreign_names, needs_foreign_plans
from tests.unit.sheets_schema.plans import draft, plan
from tests.unit.sheets_schema.test_foreign_reading import NOW, SAM, adopted, seen

Request = dict[str, Any]
Cells = Mapping[int, Any]
"""Values of one row by column."""


class Place(NamedTuple):
    """The timeline as it stands: where its milestones are, and a row and column to make a mess at."""

    tab: TabGrid
    rows: list[int]
    row: int
    word: str

    def start(self, row: int, column: int) -> dict[str, int]:
        return {"sheetId": self.tab.sheet_id, "rowIndex": row, "columnIndex": column}

    def cell(self, row: int, key: str, cell: dict[str, Any], fields: str) -> list[Request]:
        if key not in self.tab.columns:
            return []
        start = self.start(row, self.tab.columns[key])
        return [{"updateCells": {"start": start, "rows": [{"values": [cell]}], "fields": fields}}]

    def text(self, row: int, key: str, text: str) -> list[Request]:
        return self.cell(row, key, {"userEnteredValue": {"stringValue": text}}, "userEnteredValue")

    def line(self, dimension: str, at: int) -> dict[str, Any]:
        place = {"sheetId": self.tab.sheet_id, "dimension": dimension}
        return {"range": {**place, "startIndex": at, "endIndex": at + 1}}

    def new_row(self) -> list[Request]:
        return [{"insertDimension": self.line("ROWS", self.row)}]


def blank_row(table: Place) -> list[Request]:
    return table.new_row()


def header_again(table: Place) -> list[Request]:
    if table.tab.header is None:
        return []
    titles = {key: table.tab.text(table.tab.header, at) for key, at in table.tab.columns.items()}
    return table.new_row() + [r for key in titles for r in table.text(table.row, key, titles[key])]


def sub_heading(table: Place) -> list[Request]:
    return table.new_row() + table.text(table.row, "workstream", table.word)


def total(table: Place) -> list[Request]:
    last = table.rows[-1] + 1
    return [{"insertDimension": table.line("ROWS", last)}, *table.text(last, "name", "Total: 12")]


def other_status(table: Place) -> list[Request]:
    return table.text(table.rows[0], "status", table.word)


def check_box(table: Place) -> list[Request]:
    return table.cell(table.rows[-1], "status", {"userEnteredValue": {"boolValue": True}}, "userEnteredValue")


def other_due(table: Place) -> list[Request]:
    return table.text(table.rows[0], "due", table.word)


def chip(table: Place) -> list[Request]:
    who = {"chip": {"personProperties": {"email": "mia@acme.example"}}}
    cell = {"userEnteredValue": {"stringValue": "@ (" + table.word + ")"}, "chipRuns": [who]}
    return table.cell(table.rows[0], "owner", cell, "userEnteredValue,chipRuns")


def broken_formula(table: Place) -> list[Request]:
    cell = {"userEnteredValue": {"formulaValue": "=1/0"}}
    return table.cell(table.rows[0], "status", cell, "userEnteredValue")


def note(table: Place) -> list[Request]:
    return table.cell(table.rows[0], "due", {"note": table.word}, "note")


def hidden(table: Place) -> list[Request]:
    line = table.line("ROWS", table.rows[0])
    return [
        {
            "updateDimensionProperties": {
                **line,
                "properties": {"hiddenByUser": True},
                "fields": "hiddenByUser",
            }
        }
    ]


def own_column(table: Place) -> list[Request]:
    return [{"insertDimension": table.line("COLUMNS", max(1, table.row % 5))}]


def merged_lane(table: Place) -> list[Request]:
    """Two neighbours merged in the workstream column, as far as they are milestones and have nothing there merged."""
    column = table.tab.columns.get("workstream")
    pairs = [row for row in table.rows if row + 1 in table.rows]
    if column is None or not pairs or table.tab.spans:
        return []
    area = {"startRowIndex": pairs[0], "endRowIndex": pairs[0] + 2}
    area |= {"sheetId": table.tab.sheet_id, "startColumnIndex": column, "endColumnIndex": column + 1}
    return [{"mergeCells": {"range": area, "mergeType": "MERGE_ALL"}}]


MESSES: tuple[Callable[[Place], list[Request]], ...] = (
    *(blank_row, header_again, sub_heading, total, other_status, check_box, other_due, chip, broken_formula),
    *(note, hidden, own_column, merged_lane),
)
messes = st.lists(
    st.tuples(st.sampled_from(MESSES), st.integers(0, 40), st.text(min_size=1, max_size=9)), max_size=7
)


def make(document: Spreadsheet, before: Reading, mess: tuple[Any, int, str]) -> Reading:
    """Make one mess somewhere in the table and read again."""
    make_it, at, word = mess
    assert isinstance(before.grid, Grid)
    tab, rows = before.grid.tabs[Tab.PLAN], sorted(before.grid.rows[Table.TIMELINE].values())
    table = Place(tab=tab, rows=rows, row=rows[at % len(rows)], word=word.replace("\x00", ""))
    requests = laid(make_it(table), before.grid.turned)
    if requests:
        batch_update(document, requests, SAM, NOW)
    return look(document, before.plan)


def look(document: Spreadsheet, known: Plan | None) -> Reading:
    mint: Callable[[], str] = map("new-{}".format, itertools.count(1)).__next__
    return read_document(seen(document), known, mint, now=NOW)


@settings(max_examples=40, deadline=None)
@given(messes)
def test_no_mess_in_our_layout_costs_or_makes_a_milestone(made: list[tuple[Any, int, str]]) -> None:
    document = Spreadsheet.new("sheet-1", plan().title)
    batch_update(document, creation_requests(draft(plan())), SAM, NOW)
    reading = look(document, plan())
    for mess in made:
        reading = make(document, reading, mess)

    rows = [(row.id, row.name) for row in reading.plan.milestones]
    assert rows == [(row.id, row.name) for row in plan().milestones]


@needs_foreign_plans
@pytest.mark.parametrize("name", foreign_names())
@settings(max_examples=3, deadline=None)
@given(messes)
def test_no_mess_in_somebodys_own_layout_costs_or_makes_a_milestone(
    name: str, made: list[tuple[Any, int, str]]
) -> None:
    document = adopted(foreign_grid(name), name)
    first = reading = look(document, None)
    for mess in made:
        reading = make(document, reading, mess)

    for table in ("milestones", "stakeholders", "risks"):
        found = [(row.id, getattr(row, "name", "")) for row in getattr(reading.plan, table)]
        assert found == [(row.id, getattr(row, "name", "")) for row in getattr(first.plan, table)]
