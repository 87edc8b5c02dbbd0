"""Adopting somebody's own spreadsheet, on the local Workspace's engine: what is added, and that nothing else changes."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Any

import pytest

from closeplan.plan.adoption import Adoption
from closeplan.plan.model import Milestone, Risk, Side, Stakeholder
from local_workspace.fields import FieldMask
from local_workspace.people import Actor
from local_workspace.sheets import Spreadsheet, batch_update, render
from local_workspace.sheets.create import build
from sheets_schema.adopt.recognise import recognise
from sheets_schema.adopt.workbook import from_spreadsheet
from sheets_schema.grid import Grid
from sheets_schema.marking import LOOK_FIELDS, adoption_requests, latest_due
from sheets_schema.read import READ_FIELDS, read_document
from sheets_schema.releasing import release_requests
from tests.adoption import proposal_of
from tests.foreign_plans import create_body, foreign_grid, foreign_names, needs_foreign_plans, raw_spreadsheet
from tests.unit.sheets_schema.discovery import check_requests

pytestmark = needs_foreign_plans

SAM = Actor("sam@northwind.example", "Sam Reed")
NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)


def _seen(document: Spreadsheet, fields: str = "") -> dict[str, Any]:
    mask = FieldMask.parse(fields or "properties,namedRanges,sheets")
    answer: dict[str, Any] = mask.apply(render(document, viewer=SAM, fields=mask))
    return answer


def _mint() -> Callable[[], str]:
    return map("row-{}".format, itertools.count(1)).__next__


def _adoption(grid: dict[str, Any]) -> Adoption:
    sides = {"Acme": Side.BUYER, "Northwind": Side.SELLER}
    return Adoption(plan_id="acme", language=grid["language"], proposal=proposal_of(grid), side_words=sides)


def _adopt(document: Spreadsheet, grid: dict[str, Any]) -> list[dict[str, Any]]:
    requests = adoption_requests(_seen(document, LOOK_FIELDS), _adoption(grid), _mint())
    batch_update(document, requests, SAM, NOW)
    return requests


Cells = dict[tuple[int, int, int], Any]


def _filled(seen: dict[str, Any]) -> Cells:
    """Every cell that holds or looks like anything."""
    return {
        (sheet["properties"]["index"], row, column): cell
        for sheet in seen["sheets"]
        for row, line in enumerate(sheet["data"][0].get("rowData", ()))
        for column, cell in enumerate(line.get("values", ()))
        if cell
    }


def _around_cells(seen: dict[str, Any], like: dict[str, Any]) -> Any:
    """The rest of what was there before: sizes of lines, merges, names, properties; neither marks nor new blank lines."""
    sheets = []
    for sheet, before in zip(seen["sheets"], like["sheets"], strict=False):
        kept = {key: value for key, value in sheet.items() if key not in {"data", "developerMetadata"}}
        kept["properties"] = {**sheet["properties"], "gridProperties": None}
        grid = before["properties"]["gridProperties"]
        lines = {"rowMetadata": grid["rowCount"], "columnMetadata": grid["columnCount"]}
        sizes = {
            key: [line.get("pixelSize") for line in sheet["data"][0][key][:many]]
            for key, many in lines.items()
        }
        sheets.append((kept, sizes))
    return seen["properties"], seen.get("namedRanges"), sheets


@pytest.mark.parametrize("name", foreign_names())
def test_nothing_that_people_made_changes_and_undoing_it_leaves_no_trace(name: str) -> None:
    grid = foreign_grid(name)
    document = build(create_body(grid), name)
    before = _seen(document)
    cells, rest = _filled(before), _around_cells(before, before)

    check_requests(_adopt(document, grid))
    adopted = _seen(document)
    assert {at: cell for at, cell in _filled(adopted).items() if at in cells} == cells
    assert _around_cells(adopted, before) == rest

    undone = release_requests(_seen(document, LOOK_FIELDS))
    check_requests(undone)
    batch_update(document, undone, SAM, NOW)
    after = _seen(document)
    assert (_filled(after), _around_cells(after, before)) == (cells, rest)
    assert len(after["sheets"]) == len(before["sheets"])
    assert "closeplan" not in str(after)


@pytest.mark.parametrize("name", foreign_names())
def test_every_item_is_read_with_the_id_it_was_given(name: str) -> None:
    grid = foreign_grid(name)
    document = build(create_body(grid), name)
    _adopt(document, grid)

    reading = read_document(_seen(document, READ_FIELDS), None, _mint(), now=NOW, language=grid["language"])

    plan = reading.plan
    tables: dict[str, Sequence[Milestone | Stakeholder | Risk]] = {
        "timeline": plan.milestones,
        "stakeholders": plan.stakeholders,
        "risks": plan.risks,
    }
    for table, items in tables.items():
        assert len(items) == len((grid["truth"][table] or {"rows": ()})["rows"])
    ids = [item.id for items in tables.values() for item in items]
    assert ids == [f"row-{n}" for n in range(1, len(ids) + 1)]
    assert isinstance(reading.grid, Grid)
    assert reading.grid.repairs == ()


@pytest.mark.parametrize("name", foreign_names())
def test_a_layout_that_closeplan_understood_by_itself_reads_as_one_that_a_person_explained(name: str) -> None:
    grid = foreign_grid(name)
    document = build(create_body(grid), name)
    raw = _seen(document, LOOK_FIELDS)
    proposal = recognise(from_spreadsheet(raw), NOW.date())
    adoption = Adoption(plan_id="acme", language=proposal.language, proposal=proposal)
    batch_update(document, adoption_requests(raw, adoption, _mint()), SAM, NOW)

    reading = read_document(_seen(document, READ_FIELDS), None, _mint(), now=NOW, language=proposal.language)

    rows = reading.plan.milestones
    assert len(rows) == len(grid["truth"]["timeline"]["rows"])
    assert all(row.name and row.due for row in rows)
    if proposal.facts.go_live is None:  # else nobody asks, and `T-30` would count from it
        assert latest_due(raw, proposal, NOW.date()) == max(row.due for row in rows if row.due)


@pytest.mark.parametrize("name", foreign_names())
def test_what_a_document_says_of_the_whole_plan_is_read_where_it_stands(name: str) -> None:
    grid = foreign_grid(name)
    document = build(create_body(grid), name)
    _adopt(document, grid)

    plan = read_document(_seen(document, READ_FIELDS), None, _mint(), now=NOW, language=grid["language"]).plan

    facts = grid["truth"]["facts"]
    if plan.go_live is not None:
        assert str(plan.go_live) == facts["go_live"]
    for said, fact in ((plan.objective, "objective"), (plan.why, "why_this_date")):
        assert said in {"", facts.get(fact)}


def test_tables_below_one_another_share_the_robots_columns_and_those_side_by_side_do_not() -> None:
    below = _robots_columns(foreign_grid("fr-jalons-client-editeur"))
    beside = _robots_columns(foreign_grid("en-corvel-one-pager"))
    assert below == {7: {"timeline:id", "stakeholders:id"}, 8: {"timeline:signal", "stakeholders:signal"}}
    assert sorted(map(len, beside.values())) == [1, 1, 1, 1]


def _robots_columns(grid: dict[str, Any]) -> dict[int, set[str]]:
    found: dict[int, set[str]] = {}
    for request in adoption_requests(raw_spreadsheet(grid), _adoption(grid), _mint()):
        mark = request.get("createDeveloperMetadata", {}).get("developerMetadata", {})
        if mark.get("metadataKey") == "closeplan.column" and mark["metadataValue"].endswith(
            (":id", ":signal")
        ):
            at = mark["location"]["dimensionRange"]["startIndex"]
            found.setdefault(at, set()).add(mark["metadataValue"])
    return found


def test_what_people_merged_or_hid_at_the_edge_stays_theirs_and_a_full_sheet_gets_room() -> None:
    grid = foreign_grid("en-quick-list")
    raw = raw_spreadsheet(grid)
    sheet = raw["sheets"][0]
    width = len(grid["sheets"][0]["cells"][0])
    merge = {"startRowIndex": 0, "endRowIndex": 1, "startColumnIndex": 0, "endColumnIndex": width + 2}
    sheet["merges"] = [merge]
    sheet["data"][0]["columnMetadata"][width + 3] = {"hiddenByUser": True}
    sheet["properties"]["gridProperties"]["columnCount"] = width + 4

    requests = adoption_requests(raw, _adoption(grid), _mint())

    starts = [r["updateCells"]["start"] for r in requests if "updateCells" in r]
    theirs = [start["columnIndex"] for start in starts if start["sheetId"] == 0]
    assert set(theirs) == {width + 4}
    assert [r["appendDimension"]["length"] for r in requests if "appendDimension" in r] == [2]
