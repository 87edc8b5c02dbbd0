"""Whatever lies in a workbook: recognising it never fails, and what does not matter changes nothing."""

from __future__ import annotations

import copy
import random
import time
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from closeplan.plan.adoption import Proposal, ProposedTable
from closeplan.plan.signals import Table
from sheets_schema.adopt.answer import to_json
from sheets_schema.adopt.recognise import recognise
from sheets_schema.adopt.workbook import Workbook, page
from tests.unit.adopt import known_answers
from tests.unit.adopt.known_answers import TODAY, load, propose

WORDS = [
    "Owner",
    "Due",
    "Task",
    "Status",
    "Risk",
    "Name",
    "Email",
    "Phase",
    "When",
    "期限",
    "担当",
    "Fällig",
    "Échéance",
    "#",
    "1/2",
    "T-30",
    "✅",
    "=1+1",
    "Go-live:",
    "Total",
    "x",
]
CELLS = st.one_of(
    st.none(),
    st.sampled_from(WORDS),
    st.text(max_size=30),
    st.integers(-5, 80_000),
    st.floats(allow_nan=True),
    st.booleans(),
    st.dates(date(2020, 1, 1), date(2035, 1, 1)),
)
GRIDS = st.lists(st.lists(CELLS, max_size=7), max_size=12)
PLANS = known_answers.own()


@settings(max_examples=100, deadline=None)
@given(st.lists(GRIDS, max_size=3))
def test_any_grid_is_read(grids: list[list[list[Any]]]) -> None:
    book = Workbook(pages=tuple(page(f"Sheet{n}", grid) for n, grid in enumerate(grids)))
    proposal = recognise(book, TODAY)
    for table in proposal.tables:
        assert table.rows
        assert all(0 <= column.certainty <= 1 for column in table.columns)
    to_json(proposal)


def fields(table: ProposedTable | None) -> dict[str, str]:
    """Each header's field; headers that come twice are left out."""
    if not table:
        return {}
    names = [column.header for column in table.columns]
    return {c.header: c.field for c in table.columns if c.header and names.count(c.header) == 1}


def all_fields(proposal: Proposal) -> list[dict[str, str]]:
    return [fields(proposal.timeline), fields(proposal.stakeholders), fields(proposal.risks)]


def upright(plan: dict[str, Any]) -> bool:
    truth = plan["truth"]["timeline"]
    return truth["header_row"] is not None and not truth.get("transposed") and "header_top" not in truth


def alone(plan: dict[str, Any]) -> bool:
    return not plan["truth"]["stakeholders"] and not plan["truth"]["risks"]


UPRIGHT = [path for path in PLANS if upright(load(path))]
ALONE = [path for path in UPRIGHT if alone(load(path))]


@pytest.mark.parametrize("path", UPRIGHT, ids=lambda path: path.stem)
def test_blank_rows_and_columns_and_a_title_change_nothing(path: Any) -> None:
    plan = load(path)
    moved = copy.deepcopy(plan)
    for sheet in moved["sheets"]:
        width = len(sheet["cells"][0]) + 1
        title: list[Any] = [None, "Working copy, please do not print", *[None] * (width - 2)]
        sheet["cells"] = [title, [None] * width, *[[None, *row] for row in sheet["cells"]]]
    assert all_fields(propose(moved)) == all_fields(propose(plan))


@pytest.mark.parametrize("path", ALONE, ids=lambda path: path.stem)
def test_the_order_of_columns_changes_little(path: Any) -> None:
    """Where two columns could be the same field, their order may decide; that is one column in twenty at most."""
    plan = load(path)
    mixed = copy.deepcopy(plan)
    order = list(range(len(plan["sheets"][plan["truth"]["timeline"]["sheet"]]["cells"][0])))
    random.Random(7).shuffle(order)
    sheet = mixed["sheets"][plan["truth"]["timeline"]["sheet"]]
    head = plan["truth"]["timeline"]["header_row"]
    sheet["cells"] = sheet["cells"][:head] + [[row[c] for c in order] for row in sheet["cells"][head:]]
    before, after = fields(propose(plan).timeline), fields(propose(mixed).timeline)
    different = [name for name in before if before[name] != after.get(name)]
    assert len(different) <= max(1, len(before) // 20), different


def test_words_of_a_workbook_are_data() -> None:
    rows: list[list[Any]] = [
        ["Task", "Owner", "Due", "Status"],
        ['=IMPORTDATA("http://evil.example")', "Mia Wolf", date(2027, 3, 1), "done"],
        ["<script>alert(1)</script>", "Mia Wolf", date(2027, 3, 2), "open"],
        ["x" * 10_000, "Ben Ode", date(2027, 3, 3), "open"],
        ["\u202eReversed (title)*[a-z]+{3}", "Ben Ode", date(2027, 3, 4), "open"],
    ]
    proposal = recognise(Workbook(pages=(page("Plan", rows),)), TODAY)
    assert proposal.timeline
    assert [column.field for column in proposal.timeline.columns] == ["name", "owner", "due", "status"]
    assert proposal.timeline.rows == (1, 2, 3, 4)


@pytest.mark.parametrize(
    "text", ["1 " * 140 + "x", "A-1 " * 70 + "!", "+1 " * 90, "(" * 300, "a - " * 90, "■" * 300 + "a"]
)
def test_no_text_takes_long(text: str) -> None:
    rows: list[list[Any]] = [
        ["Task", "Owner", "Due"],
        [text, text, text[:60]],
        [text[:39], "Mia Wolf", text[:80]],
    ]
    start = time.process_time()
    recognise(Workbook(pages=(page(text[:70], rows),)), TODAY)
    assert time.process_time() - start < 1


def test_a_plan_of_five_thousand_rows_is_read_in_two_seconds() -> None:
    rows: list[list[Any]] = [["Phase", "Task", "Owner", "Due", "Status", "Comment"]]
    rows += [
        [
            f"Phase {n // 50}",
            f"Check item number {n}",
            f"Mia Wolf{n % 9 * 'x'}",
            date(2027, 3, 1),
            "open",
            f"See {n}",
        ]
        for n in range(5_000)
    ]
    book = Workbook(pages=(page("Plan", rows),))
    start = time.process_time()
    proposal = recognise(book, TODAY)
    assert time.process_time() - start < 2
    assert proposal.timeline
    assert proposal.timeline.table is Table.TIMELINE
    assert len(proposal.timeline.rows) == 5_000


def test_an_empty_workbook_holds_nothing() -> None:
    assert recognise(Workbook(pages=()), TODAY).tables == ()
    assert recognise(Workbook(pages=(page("Sheet1", []),)), TODAY).tables == ()
