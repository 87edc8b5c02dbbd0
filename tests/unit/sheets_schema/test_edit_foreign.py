"""Edits in somebody's own layout: in its own words, columns and places, or refused where it has none."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from closeplan.plan.edits import CellEdit, Edit, EditResult, RowEdit, with_edits
from closeplan.plan.model import Plan, Status
from closeplan.plan.signals import Table
from local_workspace.sheets import Spreadsheet, batch_update
from sheets_schema.edit import EDIT_FIELDS, SheetEditing
from sheets_schema.read import read_document
from tests.foreign_plans import foreign_grid, foreign_names, needs_foreign_plans
from tests.unit.sheets_schema.test_foreign_reading import NOW, SAM, adopted, mint, seen

pytestmark = needs_foreign_plans


def _edit(document: Spreadsheet, language: str, known: Plan, *edits: Edit) -> EditResult:
    work = SheetEditing(edits, known, mint(), now=NOW, language=language)
    raw = seen(document, EDIT_FIELDS)
    while requests := work.step(raw):
        batch_update(document, requests, SAM, NOW)
        raw = seen(document, EDIT_FIELDS)
    return work.result


def _plan(document: Spreadsheet, language: str, known: Plan | None = None) -> Plan:
    return read_document(seen(document), known, mint(), now=NOW, language=language).plan


@pytest.mark.parametrize("name", foreign_names())
def test_every_layout_takes_edits_or_says_why_not_and_nothing_else_changes(name: str) -> None:
    grid: dict[str, Any] = foreign_grid(name)
    language = grid["language"]
    document = adopted(grid, name)
    before = _plan(document, language)
    row = before.milestones[len(before.milestones) // 2]
    wished: dict[str, Any] = {
        "due": date(2027, 5, 14),
        "owner": "=Ann Lee",
        "status": Status.DONE,
        "notes": "<b>",
    }
    edits: list[Edit] = [
        *(
            CellEdit(table=Table.TIMELINE, row=row.id, field=key, value=value)
            for key, value in wished.items()
        ),
        RowEdit(table=Table.TIMELINE, id="pilot-1", values={"name": "=Pilot"}),
    ]
    result = _edit(document, language, before, *edits)

    after = _plan(document, language, before)
    assert all(why for _, why in result.refused)
    assert any(isinstance(edit, RowEdit) for edit in result.done)
    pilot = after.milestone("pilot-1")
    assert pilot is not None
    assert pilot.name == "=Pilot"
    cells = [edit for edit in result.done if isinstance(edit, CellEdit)]
    others = [one for one in after.milestones if one.id != "pilot-1"]
    assert others == list(with_edits(before, cells).milestones)
    assert (after.stakeholders, after.risks) == (before.stakeholders, before.risks)
