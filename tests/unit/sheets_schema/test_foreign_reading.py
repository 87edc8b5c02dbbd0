"""Somebody's own layout, once it is marked, is read like ours: every item with its owner, side, dates and workstream."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from closeplan.plan.adoption import Adoption
from closeplan.plan.document import DocumentUpdate
from closeplan.plan.model import Plan, Side
from local_workspace.fields import FieldMask
from local_workspace.people import Actor
from local_workspace.sheets import Spreadsheet, batch_update, render
from local_workspace.sheets.create import build
from sheets_schema.annotate import update_requests
from sheets_schema.grid import Grid
from sheets_schema.labels import Tab
from sheets_schema.marking import LOOK_FIELDS, adoption_requests
from sheets_schema.read import READ_FIELDS, read_document
from tests.adoption import proposal_of
from tests.foreign_plans import create_body, foreign_grid, foreign_names, needs_foreign_plans

pytestmark = needs_foreign_plans

SAM = Actor("sam@northwind.example", "Sam Reed")
NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)

SIDE_WORDS = {
    "en-corvel-one-pager": {"Corvel": Side.BUYER, "Routewise": Side.SELLER},
    "en-lumora-map": {"Customer Side": Side.BUYER, "Our Side": Side.SELLER},
    "en-t-minus-checklist": {"C": Side.BUYER, "P": Side.SELLER, "S": Side.BOTH},
    "pt-quadro-deitado": {"nós": Side.BUYER, "vocês": Side.SELLER},
}
"""What a person who adopts these says of their words for the sides."""


def adopted(grid: dict[str, Any], name: str) -> Spreadsheet:
    document = build(create_body(grid), name)
    adoption = Adoption(
        plan_id="acme",
        language=grid["language"],
        proposal=proposal_of(grid),
        side_words=SIDE_WORDS.get(name, {}),
    )
    batch_update(document, adoption_requests(seen(document, LOOK_FIELDS), adoption, mint()), SAM, NOW)
    return document


def seen(document: Spreadsheet, fields: str = READ_FIELDS) -> dict[str, Any]:
    mask = FieldMask.parse(fields)
    answer: dict[str, Any] = mask.apply(render(document, comments=True, viewer=SAM, fields=mask))
    return answer


def mint() -> Callable[[], str]:
    return map("row-{}".format, itertools.count(1)).__next__


def expected(grid: dict[str, Any], table: str, field: str) -> list[Any]:
    """What the truth's cells of a field hold, row by row; several owner columns side by side."""
    truth = grid["truth"][table]
    cells = grid["sheets"][truth["sheet"]]["cells"]
    cells = [list(row) for row in zip(*cells, strict=True)] if truth.get("transposed") else cells
    columns = [int(at) for at, name in truth["columns"].items() if name == field]
    return [[cells[row][at] for at in columns if cells[row][at] not in (None, "")] for row in truth["rows"]]


@pytest.mark.parametrize("name", foreign_names())
def test_milestones_are_read_with_names_owners_and_sides(name: str) -> None:
    grid = foreign_grid(name)
    plan = read_document(seen(adopted(grid, name)), None, mint(), now=NOW, language=grid["language"]).plan

    names = [" ".join(map(str, cells)) for cells in expected(grid, "timeline", "milestone")]
    assert [row.name for row in plan.milestones] == names
    owners = expected(grid, "timeline", "owner")
    assert [row.owner for row in plan.milestones] == [" / ".join(cells) for cells in owners]
    if grid["truth"]["timeline"].get("owner_sides"):
        assert {len(cells) for cells in owners} <= {1, 2}
        both = [row.side is Side.BOTH for row in plan.milestones]
        assert both == [len(cells) == 2 for cells in owners]
    elif "side" in grid["truth"]["timeline"]["columns"].values():
        assert all(row.side for row in plan.milestones)


@pytest.mark.parametrize("name", foreign_names())
def test_dates_are_the_days_they_are_and_those_in_words_fall_into_the_plan(name: str) -> None:
    grid = foreign_grid(name)
    plan = read_document(seen(adopted(grid, name)), None, mint(), now=NOW, language=grid["language"]).plan

    for row, cells in zip(plan.milestones, expected(grid, "timeline", "due"), strict=True):
        (cell,) = cells
        if isinstance(cell, dict):
            assert row.due == date.fromisoformat(cell["date"])
        elif isinstance(cell, int):
            assert row.due == date(1899, 12, 30) + timedelta(days=cell)
        else:
            assert row.due_text == cell
            assert row.due is not None
            assert date(2026, 11, 23) < row.due < date(2027, 8, 1)


@pytest.mark.parametrize("name", foreign_names())
def test_workstreams_come_from_the_column_the_rows_above_or_the_sub_heading(name: str) -> None:
    grid = foreign_grid(name)
    plan = read_document(seen(adopted(grid, name)), None, mint(), now=NOW, language=grid["language"]).plan

    truth = grid["truth"]["timeline"]
    if grid["truth"]["workstream_from"] == "subheading":
        headings = {int(row): text for row, text in truth["subheading_rows"].items()}
        wanted = [headings[max(at for at in headings if at < row)] for row in truth["rows"]]
    else:
        wanted, above = [], ""
        for own in expected(grid, "timeline", "workstream"):
            above = " ".join(own) or above
            wanted.append(above)
    assert [row.workstream for row in plan.milestones] == wanted


@pytest.mark.parametrize(
    ("name", "table", "sides"),
    [
        ("en-lumora-map", "stakeholders", [Side.BUYER] * 8 + [Side.SELLER] * 6),
        ("en-corvel-one-pager", "stakeholders", [Side.BUYER] * 8 + [Side.SELLER] * 6),
    ],
)
def test_people_belong_to_the_side_their_heading_or_company_says(
    name: str, table: str, sides: list[Side]
) -> None:
    grid = foreign_grid(name)
    plan = read_document(seen(adopted(grid, name)), None, mint(), now=NOW, language=grid["language"]).plan

    assert [person.side for person in plan.stakeholders] == sides
    assert [[person.name] for person in plan.stakeholders] == expected(grid, table, "name")


@pytest.mark.parametrize("name", foreign_names())
def test_facts_are_read_from_the_rows_that_state_them(name: str) -> None:
    grid = foreign_grid(name)
    plan = read_document(seen(adopted(grid, name)), None, mint(), now=NOW, language=grid["language"]).plan

    facts = grid["truth"]["facts"]
    assert plan.objective == facts.get("objective", "")
    assert plan.why == facts.get("why_this_date", "")
    assert [metric.name for metric in plan.metrics] == facts.get("metrics", [])
    assert plan.cost_of_inaction == facts.get("cost_of_inaction", "")
    assert bool(plan.go_live or plan.go_live_text) == ("go_live" in facts)


SORTED = (
    "en-t-minus-checklist",
    "fr-jalons-client-editeur",
    "en-westmere-raci",
    "de-projektplan-kw",
    "nl-actielijst",
)


@pytest.mark.parametrize("name", foreign_names() and SORTED)
@pytest.mark.parametrize("with_ids", [True, False])
@pytest.mark.parametrize("key", ["due", "name"])
def test_a_sort_through_the_sub_headings_makes_and_costs_no_milestone(
    name: str, with_ids: bool, key: str
) -> None:
    grid = foreign_grid(name)
    document, language = adopted(grid, name), grid["language"]
    before = read_document(seen(document), None, mint(), now=NOW, language=language)
    assert isinstance(before.grid, Grid)
    columns = before.grid.tabs[Tab.PLAN].columns
    truth = grid["truth"]["timeline"]
    area = {"sheetId": 0, "startRowIndex": truth["first_row"], "endRowIndex": truth["last_row"] + 1}
    area |= {"startColumnIndex": 0, "endColumnIndex": columns["id"] + (2 if with_ids else 0)}
    order = [{"dimensionIndex": columns[key], "sortOrder": "ASCENDING"}]
    batch_update(document, [{"sortRange": {"range": area, "sortSpecs": order}}], SAM, NOW)

    after = read_document(seen(document), before.plan, mint(), now=NOW, language=language)
    repaired = update_requests(after, DocumentUpdate(signals={}, outlook="")).requests
    if repaired:
        batch_update(document, repaired, SAM, NOW)
    healed = read_document(seen(document), None, mint(), now=NOW, language=language)

    def rows(plan: Plan) -> list[tuple[str, ...]]:
        return sorted((row.id, row.name, row.owner, str(row.due)) for row in plan.milestones)

    assert rows(after.plan) == rows(before.plan) == rows(healed.plan)
