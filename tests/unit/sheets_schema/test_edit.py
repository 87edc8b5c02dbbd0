"""What people ask to be written lands in their own cells, as text, and nothing else changes."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from closeplan.plan.edits import CellEdit, Edit, EditResult, RowEdit
from closeplan.plan.model import Plan, RiskCategory, RiskKind, Role, Side, Status
from closeplan.plan.signals import Table
from local_workspace.fields import FieldMask
from local_workspace.people import Actor
from local_workspace.sheets import Spreadsheet, batch_update, render
from sheets_schema.edit import EDIT_FIELDS, SheetEditing
from sheets_schema.read import read_document
from sheets_schema.write import creation_requests
from tests.unit.sheets_schema.plans import draft, plan

SAM = Actor("sam@northwind.example", "Sam Hill")
DANA = Actor("dana@acme.example", "Dana Fischer")
NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
HEADER = 8


def mint() -> Callable[[], str]:
    return map("new-{}".format, itertools.count(1)).__next__


def cell(row: str, field_: str, value: Any, table: Table | None = Table.TIMELINE, **more: Any) -> CellEdit:
    return CellEdit(table=table, row=row, field=field_, value=value, **more)


@dataclass
class Book:
    """A plan's Sheet as the Workspace keeps it; `meanwhile` is what Dana does between a read and a write."""

    of: Plan = field(default_factory=plan)
    language: str = "en"
    meanwhile: list[dict[str, Any]] = field(default_factory=list)
    document: Spreadsheet = field(init=False)
    sent: list[list[dict[str, Any]]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.document = Spreadsheet.new("sheet-1", self.of.title)
        batch_update(self.document, creation_requests(draft(self.of, language=self.language)), SAM, NOW)

    def raw(self) -> dict[str, Any]:
        mask = FieldMask.parse(EDIT_FIELDS)
        answer: dict[str, Any] = mask.apply(render(self.document, comments=False, viewer=SAM, fields=mask))
        return answer

    def plan(self) -> Plan:
        return read_document(self.raw(), self.of, mint(), now=NOW, language=self.language).plan

    def edit(self, *edits: Edit) -> EditResult:
        work = SheetEditing(edits, self.of, mint(), now=NOW, language=self.language)
        raw = self.raw()
        while requests := work.step(raw):
            if self.meanwhile:
                batch_update(self.document, self.meanwhile, DANA, NOW)
                self.meanwhile = []
            self.sent.append(requests)
            batch_update(self.document, requests, SAM, NOW)
            raw = self.raw()
        return work.result


@pytest.fixture
def book() -> Book:
    return Book()


def test_values_of_every_kind_stand_in_their_cells_after_one_request(book: Book) -> None:
    edits = (
        cell("security-review", "due", date(2027, 2, 5)),
        cell("training", "owner", "Ann Lee"),
        cell("contract", "status", Status.BLOCKED),
        cell("mia", "role", Role.LEGAL, Table.STAKEHOLDERS),
        cell("r1", "response", "Ask the CFO", Table.RISKS),
        cell("", "go_live", date(2027, 4, 7), None),
        cell("", "objective", "Halve the ramp time", None),
    )
    assert book.edit(*edits) == EditResult(done=edits)

    found = book.plan()
    assert len(book.sent) == 1
    expected = plan(
        milestones=tuple(
            replace(
                m,
                **{
                    "security-review": {"due": date(2027, 2, 5)},
                    "training": {"owner": "Ann Lee"},
                    "contract": {"status": Status.BLOCKED},
                }.get(m.id, {}),
            )
            for m in plan().milestones
        ),
        stakeholders=tuple(replace(s, role=Role.LEGAL) if s.id == "mia" else s for s in plan().stakeholders),
        risks=tuple(replace(r, response="Ask the CFO") if r.id == "r1" else r for r in plan().risks),
        go_live=date(2027, 4, 7),
        objective="Halve the ramp time",
    )
    assert found == expected
    assert book.edit(*edits).done == edits
    assert len(book.sent) == 1


def test_a_new_row_stands_below_the_last_one_and_once(book: Book) -> None:
    risk = RowEdit(
        table=Table.RISKS,
        id="q-1",
        values={
            "kind": RiskKind.OPEN_QUESTION,
            "description": "Who signs?",
            "category": RiskCategory.BUDGET,
            "due": date(2027, 1, 15),
        },
    )
    assert book.edit(risk).done == (risk,)
    assert book.edit(risk).done == (risk,)

    found = book.plan()
    assert [row.id for row in found.risks] == ["r1", "r2", "q-1"]
    assert (found.risks[2].kind, found.risks[2].due) == (RiskKind.OPEN_QUESTION, date(2027, 1, 15))
    assert replace(found, risks=plan().risks) == plan()
