"""Marks and cells that are lost, copied or broken never make reading or writing fail."""

from __future__ import annotations

import copy
import functools
import random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from closeplan.plan.document import DocumentUpdate
from closeplan.plan.model import Plan
from closeplan.plan.signals import Table
from sheets_schema import metadata
from sheets_schema.annotate import Mending, update_requests
from sheets_schema.read import read_document
from tests.foreign_plans import foreign_grid, needs_foreign_plans
from tests.unit.sheets_schema.sheet import Sheet
from tests.unit.sheets_schema.test_foreign_reading import NOW, adopted, mint, seen

KEYS = [value for name, value in vars(metadata).items() if name.isupper() and value.startswith("closeplan.")]
VALUES = [
    *(
        "timeline",
        "timeline,stakeholders",
        "plan",
        "history",
        "1",
        "",
        "x",
        "::",
        "timeline:",
        "go_live",
        "metrics",
    ),
    *(
        "timeline:due",
        "timeline:owner:buyer",
        "timeline:owner:nobody",
        "stakeholders:name",
        "risks:description",
    ),
    *(
        "timeline:id",
        "timeline:signal",
        "timeline:subheading",
        "timeline:other",
        '{"a": 3}',
        "[1]",
        "{",
        "due",
    ),
]
CELLS: list[dict[str, Any]] = [
    {"effectiveValue": {"errorValue": {"type": "REF"}}, "formattedValue": "#REF!"},
    {"userEnteredValue": {"stringValue": "@ x"}, "chipRuns": [{"chip": {}}], "formattedValue": ""},
    {
        "userEnteredValue": {"stringValue": "@ x"},
        "chipRuns": [{"startIndex": 3, "chip": {"personProperties": {"email": "a@b.example"}}}],
        "formattedValue": "Ann y",
    },
    {"userEnteredValue": {"numberValue": 1e308}},
    {"userEnteredValue": {"numberValue": -0.5}},
    {},
]


@functools.cache
def _raw(name: str) -> dict[str, Any]:
    return seen(adopted(foreign_grid(name), name))


def _entries(chance: random.Random) -> list[dict[str, str]]:
    return [
        {"metadataKey": chance.choice(KEYS), "metadataValue": chance.choice(VALUES)}
        for _ in range(chance.randint(0, 2))
    ]


def _garble(raw: dict[str, Any], chance: random.Random) -> None:
    raw["developerMetadata"] = _entries(chance) + raw["developerMetadata"][: chance.randint(0, 5)]
    for sheet in raw["sheets"]:
        if chance.random() < 0.4:
            sheet["developerMetadata"] = _entries(chance)
        ends = [chance.randint(0, 30) for _ in range(4)]
        names = ("startRowIndex", "endRowIndex", "startColumnIndex", "endColumnIndex")
        sheet["merges"] = [dict(zip(names, ends, strict=True))]
        (block,) = sheet["data"]
        for line in (*block["rowMetadata"], *block["columnMetadata"]):
            if chance.random() < 0.1:
                line["developerMetadata"] = _entries(chance)
        for row in block.get("rowData", ()):
            if chance.random() < 0.05:
                row.clear()
            values = row.get("values", [])
            values[:] = [chance.choice(CELLS) if chance.random() < 0.03 else cell for cell in values]
        for part in ("rowData", "rowMetadata", "columnMetadata"):
            if chance.random() < 0.1:
                block.pop(part, None)


@needs_foreign_plans
@pytest.mark.parametrize("name", ["fr-jalons-client-editeur", "en-corvel-one-pager", "pt-quadro-deitado"])
@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 2**32))
def test_broken_marks_and_cells_never_make_a_pass_fail(name: str, seed: int) -> None:
    raw = copy.deepcopy(_raw(name))
    _garble(raw, random.Random(seed))

    first = read_document(raw, None, mint(), now=NOW, language="fr")
    again = read_document(raw, first.plan, mint(), now=NOW, language="fr")

    ids = [row.id for row in first.plan.milestones]
    assert len(set(ids)) == len(ids)
    assert [row.name for row in again.plan.milestones] == [row.name for row in first.plan.milestones]
    update = DocumentUpdate(signals={(Table.TIMELINE, row_id): "Overdue" for row_id in ids}, outlook="Late")
    written = update_requests(again, update)
    Mending(again, written.cells, raw)


def test_a_plan_tab_that_was_cleared_reads_as_an_empty_plan(sheet: Sheet, acme: Plan) -> None:
    tab = sheet.tab("Plan")
    tab.rows, tab.row_lines, tab.column_lines = [], [], []

    found = read_document(sheet.get(), acme, mint()).plan
    assert (found.milestones, found.go_live, found.metrics) == ((), None, ())
