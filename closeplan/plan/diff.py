"""What changed between two snapshots of a plan.

Rows are matched by id within their table, so sorting or moving rows is no change. Values are compared as the
text people would read: ISO dates, an enum's value, or a person's own words where those could not be read.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from closeplan.plan.ledger import Change, ChangeKind
from closeplan.plan.model import Metric, Milestone, Plan, Risk, Role, Stakeholder
from closeplan.plan.signals import Table

Row = Milestone | Stakeholder | Risk

FIELDS: Mapping[Table, tuple[str, ...]] = MappingProxyType(
    {
        Table.TIMELINE: (
            "workstream",
            "name",
            "owner",
            "side",
            "start",
            "due",
            "status",
            "confirmed_by",
            "evidence",
            "notes",
        ),
        Table.STAKEHOLDERS: (
            "name",
            "email",
            "side",
            "role",
            "power",
            "engagement",
            "cares_about",
            "questions",
        ),
        Table.RISKS: ("kind", "category", "description", "owner", "response", "due", "status"),
    }
)
"""The fields people own, in the document's order."""

PLAN_FIELDS = ("go_live", "why", "objective", "metrics", "cost_of_inaction", "acknowledged_by")
"""The top block, in the document's order."""


def diff(was: Plan | None, now: Plan) -> tuple[Change, ...]:
    """Every change from `was` to `now`, in document order; a first read (`was` None) changes nothing."""
    if was is None:
        return ()
    changes = list(_top_block(was, now))
    for table in Table:
        changes.extend(_table(table, rows_of(was, table), rows_of(now, table)))
    return tuple(changes)


def rows_of(plan: Plan, table: Table) -> tuple[Row, ...]:
    """The rows of a table that stand: those in which a person wrote anything."""
    rows: Mapping[Table, Sequence[Row]] = {
        Table.TIMELINE: plan.milestones,
        Table.STAKEHOLDERS: plan.stakeholders,
        Table.RISKS: plan.risks,
    }
    return tuple(row for row in rows[table] if stands(table, row))


def stands(table: Table, row: Row) -> bool:
    """Whether any of the row's fields says something; a row that is empty does not exist."""
    name = row.description if isinstance(row, Risk) else row.name
    # nearly every row has a name, and every rule asks
    return bool(name.strip()) or any(field_text(row, field) for field in FIELDS[table])


def field_text(row: Row | Plan, field: str) -> str:
    """A field as text: what it was read as, else what was typed."""
    value = getattr(row, field)
    typed: str = getattr(row, f"{field}_text", "")
    if value is None or (value is Role.OTHER and typed):
        return typed.strip()
    return _text(value)


def item_name(table: Table, row: Row) -> str:
    """What people call the row."""
    named = {
        Table.TIMELINE: ("name", "workstream"),
        Table.STAKEHOLDERS: ("name", "email"),
        Table.RISKS: ("description",),
    }[table]
    return next((text for field in named if (text := field_text(row, field))), row.id)


def _text(value: date | StrEnum | str | tuple[Metric, ...]) -> str:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return "; ".join(f"{m.name}: {m.baseline} → {m.target}" for m in value)
    return str(value).strip()


def _top_block(was: Plan, now: Plan) -> Iterator[Change]:
    for field in PLAN_FIELDS:
        before, after = field_text(was, field), field_text(now, field)
        if before != after:
            yield Change(
                kind=ChangeKind.CHANGED, table=None, row="", item="", field=field, was=before, now=after
            )


def _table(table: Table, was: Sequence[Row], now: Sequence[Row]) -> Iterator[Change]:
    before, after = _by_id(was), _by_id(now)
    for row_id, row in after.items():
        if row_id in before:
            yield from _row(table, before[row_id], row)
        else:
            yield _whole_row(ChangeKind.ADDED, table, row)
    for row_id, row in before.items():
        if row_id not in after:
            yield _whole_row(ChangeKind.REMOVED, table, row)


def _by_id(rows: Sequence[Row]) -> dict[str, Row]:
    # ids are the reader's to keep apart; should two rows still share one, the upper row is the row
    found: dict[str, Row] = {}
    for row in rows:
        found.setdefault(row.id, row)
    return found


def _row(table: Table, was: Row, now: Row) -> Iterator[Change]:
    if was == now:
        return  # most rows of most readings
    for field in FIELDS[table]:
        before, after = field_text(was, field), field_text(now, field)
        if before != after:
            yield Change(
                kind=ChangeKind.CHANGED,
                table=table,
                row=now.id,
                item=item_name(table, now),
                field=field,
                was=before,
                now=after,
                workstream=_workstream(now),
            )


def _whole_row(kind: ChangeKind, table: Table, row: Row) -> Change:
    return Change(kind=kind, table=table, row=row.id, item=item_name(table, row), workstream=_workstream(row))


def _workstream(row: Row) -> str:
    return row.workstream if isinstance(row, Milestone) else ""
