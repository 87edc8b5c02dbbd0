"""What people ask to be written into a Doc lands in its cells, as text, and nothing else changes."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from closeplan.plan.edits import CellEdit, Edit, RowEdit, with_edits
from closeplan.plan.languages import LANGUAGES
from closeplan.plan.model import RiskKind, Role, Side, Status
from closeplan.plan.signals import Table
from local_workspace.docs import batch_update
from sheets_schema.doc.edit import DocEdits, doc_edits
from tests.unit.sheets_schema.discovery import check_doc_body
from tests.unit.sheets_schema.doc_files import DANA, NOW, File
from tests.unit.sheets_schema.plans import plan

TEXTS = ("=IMPORTXML(1)", "<script>", "\u202eright to left\u202c", "👩‍👩‍👧 🚀", "two\nlines", "x" * 5_000)
CELLS: tuple[Edit, ...] = (
    CellEdit(table=Table.TIMELINE, row="security-review", field="due", value=date(2027, 2, 5)),
    CellEdit(table=Table.TIMELINE, row="security-review", field="name", value="Security review 🚀"),
    CellEdit(table=Table.TIMELINE, row="contract", field="status", value=Status.BLOCKED),
    CellEdit(table=Table.TIMELINE, row="training", field="owner", value="=Ann Lee"),
    CellEdit(table=Table.TIMELINE, row="kickoff", field="owner", value=None),
    CellEdit(table=Table.STAKEHOLDERS, row="mia", field="role", value=Role.LEGAL),
    CellEdit(table=Table.RISKS, row="r1", field="response", value="<b>"),
    CellEdit(table=None, row="", field="go_live", value=date(2027, 4, 7)),
    CellEdit(table=None, row="", field="objective", value="Halve the ramp time"),
    RowEdit(
        table=Table.TIMELINE,
        id="pilot",
        values={"name": "Pilot 🚀", "workstream": "Rollout", "side": Side.BUYER, "due": date(2027, 3, 1), "status": Status.NOT_STARTED},
    ),
    RowEdit(table=Table.STAKEHOLDERS, id="carla", values={"name": "Carla", "role": Role.ECONOMIC_BUYER}),
    RowEdit(table=Table.RISKS, id="ask-1", values={"description": "Who signs?", "kind": RiskKind.OPEN_QUESTION}),
    RowEdit(table=Table.RISKS, id="ask-2", values={"description": "When?", "kind": RiskKind.OPEN_QUESTION}),
)  # fmt: skip


def write(file: File, *edits: Edit) -> DocEdits:
    wanted = doc_edits(file.read(plan()), edits, now=NOW, language=file.language)
    if wanted.requests:
        check_doc_body(wanted.body)
        batch_update(file.doc, wanted.requests, DANA, NOW)
    return wanted


@settings(max_examples=15, deadline=None)
@given(
    chosen=st.lists(st.sampled_from(CELLS), unique_by=id, max_size=13), language=st.sampled_from(LANGUAGES)
)
def test_any_edits_read_back_in_every_language_and_change_nothing_else(
    chosen: list[Edit], language: str
) -> None:
    file = File(plan(), language=language)
    before = file.read().plan
    assert write(file, *chosen).result.done == tuple(chosen)

    assert file.read(before).plan == with_edits(before, chosen)
    assert not write(file, *chosen).requests


@pytest.mark.parametrize("text", TEXTS)
def test_whatever_people_say_stays_text(text: str) -> None:
    file = File(plan())
    write(file, CellEdit(table=Table.TIMELINE, row="training", field="notes", value=text))
    row = file.read(plan()).plan.milestone("training")
    assert row is not None
    assert row.notes == text


def test_what_is_gone_was_changed_or_is_missing_is_refused_with_why() -> None:
    file = File(plan())
    refused: list[tuple[dict[str, Any], str]] = [
        ({"row": "nobody", "field": "owner", "value": "Ann"}, "no longer in the document"),
        (
            {"row": "contract", "field": "due", "value": date(2027, 3, 5), "was": date(2027, 1, 1)},
            "26 Feb 2027",
        ),
    ]
    for values, why in refused:
        result = write(file, CellEdit(table=Table.TIMELINE, **values))
        assert why in result.result.refused[0][1]
        assert not result.requests


def test_of_edits_that_belong_together_none_is_written_where_one_was_changed_meanwhile() -> None:
    file = File(plan())
    stale = CellEdit(
        table=Table.TIMELINE, row="contract", field="due", value=date(2027, 3, 5), was=date(2027, 1, 1)
    )
    wanted = doc_edits(file.read(plan()), [CELLS[0], stale], now=NOW, language=file.language, together=True)

    assert not wanted.requests
    assert [edit for edit, _ in wanted.result.causes] == [stale]
    assert [edit for edit, _ in wanted.result.refused] == [CELLS[0], stale]
