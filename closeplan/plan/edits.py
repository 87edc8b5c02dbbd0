"""What a person asks closeplan to write into a plan's own cells: answers to questions, accepted suggestions, new dates.

Only a person's click makes an edit, and it is written as that person: the robot never writes there.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from closeplan.plan.model import (
    DecisionPower,
    Engagement,
    RiskCategory,
    RiskKind,
    RiskStatus,
    Role,
    Side,
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
    """What came of edits: those that are in the document now, and those that are not, each with why in words."""

    done: tuple[Edit, ...] = ()
    refused: tuple[tuple[Edit, str], ...] = ()
