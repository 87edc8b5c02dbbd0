"""What a person asks closeplan to write into a plan's own cells: answers to questions, accepted suggestions, new dates.

Only a person's click makes an edit, and it is written as that person: the robot never writes there.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import reduce
from typing import Any

from closeplan.plan.model import (
    DecisionPower,
    Engagement,
    Metric,
    Milestone,
    Plan,
    Risk,
    RiskCategory,
    RiskKind,
    RiskStatus,
    Role,
    Side,
    Stakeholder,
    Status,
)
from closeplan.plan.signals import Table

Value = (
    str
    | date
    | Side
    | Status
    | Role
    | DecisionPower
    | Engagement
    | RiskKind
    | RiskCategory
    | RiskStatus
    | None
)
"""A cell's new value as the model has it; None empties the cell."""


@dataclass(frozen=True, kw_only=True)
class CellEdit:
    """One cell: the model's `field` of the row `row` in `table`, or of the top block where `table` is None.

    `was` is the value the person saw when they decided, as the model has it; where the cell says something else by
    now, nothing is written and the edit comes back as refused. Left out, the cell is written whatever it says.
    """

    table: Table | None
    row: str
    field: str
    value: Value
    was: Value | bool = False  # False: not looked at


@dataclass(frozen=True, kw_only=True)
class RowEdit:
    """A new row at the end of a table, the model's fields by name. `id` is the row's, so that writing it twice adds
    it once.
    """

    table: Table
    id: str
    values: Mapping[str, Value] = field(default_factory=dict)


Edit = CellEdit | RowEdit


@dataclass(frozen=True, kw_only=True)
class EditResult:
    """What came of edits: those that are in the document now, and those that are not, each with why in words.

    Of edits that belong together none is done where one is refused; `found` is then the plan as the document says it.
    """

    done: tuple[Edit, ...] = ()
    refused: tuple[tuple[Edit, str], ...] = ()
    found: Plan | None = None

    @property
    def undone(self) -> tuple[tuple[Edit, str], ...]:
        """The refused ones of which nothing is in the document. A new row may stand there though one of its cells has no
        column: it is both done and refused.
        """
        done = {id(edit) for edit in self.done}
        return tuple((edit, why) for edit, why in self.refused if id(edit) not in done)

    @property
    def causes(self) -> tuple[tuple[Edit, str], ...]:
        """The refused ones that could not be written by themselves."""
        return tuple((edit, why) for edit, why in self.refused if why != HELD_BACK)


HELD_BACK = "it was left as it is, as what belongs to it can't be written"
"""Why an edit is refused that could be written but for another one that it belongs to."""


def held_back(edits: Iterable[Edit], causes: Iterable[tuple[Edit, str]], found: Plan) -> EditResult:
    """Edits that belong together, none of them written: those that can't be, with why, hold the others back."""
    why = {id(edit): words for edit, words in causes}
    return EditResult(refused=tuple((edit, why.get(id(edit), HELD_BACK)) for edit in edits), found=found)


_ROWS: Mapping[Table, str] = {
    Table.TIMELINE: "milestones",
    Table.STAKEHOLDERS: "stakeholders",
    Table.RISKS: "risks",
}
_BUILT: Mapping[Table, Any] = {
    Table.TIMELINE: Milestone,
    Table.STAKEHOLDERS: Stakeholder,
    Table.RISKS: Risk,
}
_EMPTY: Mapping[Table, Mapping[str, Value]] = {
    Table.TIMELINE: {"name": "", "status": None},
    Table.STAKEHOLDERS: {"name": ""},
    Table.RISKS: {"description": "", "kind": None, "status": None},
}
"""What a row's empty cells mean where the model has another default."""


def with_edits(plan: Plan, edits: Iterable[Edit]) -> Plan:
    """The plan as its document reads once these edits stand, for those who ask before it is read again."""
    return reduce(_with_edit, edits, plan)


def _with_edit(plan: Plan, edit: Edit) -> Plan:
    if isinstance(edit, CellEdit) and edit.table is None:
        return _with_fact(plan, edit)
    assert edit.table is not None
    name = _ROWS[edit.table]
    rows: tuple[Any, ...] = getattr(plan, name)
    changes: dict[str, Any] = {name: _with_row(rows, edit)}
    return replace(plan, **changes)


def _with_row(rows: tuple[Any, ...], edit: Edit) -> tuple[Any, ...]:
    if isinstance(edit, CellEdit):
        return tuple(_with_cell(row, edit) if row.id == edit.row else row for row in rows)
    if any(row.id == edit.id for row in rows):
        return rows
    made = {**_EMPTY[edit.table], **{key: value for key, value in edit.values.items() if value}}
    return (*rows, _BUILT[edit.table](id=edit.id, **made))


def _with_fact(plan: Plan, edit: CellEdit) -> Plan:
    if edit.field == "metrics":
        first = Metric(name=str(edit.value or ""))
        return replace(plan, metrics=(first, *plan.metrics[1:]))
    made: Plan = _with_cell(plan, edit)
    return made


def _with_cell(row: Any, edit: CellEdit) -> Any:
    """The row with that value; words of a cell that could not be read as one are gone with the cell."""
    is_text = isinstance(getattr(row, edit.field), str) and not hasattr(row, f"{edit.field}_text")
    value = "" if edit.value is None and is_text else edit.value
    words = {f"{edit.field}_text": ""} if hasattr(row, f"{edit.field}_text") else {}
    return replace(row, **{edit.field: value}, **words)
