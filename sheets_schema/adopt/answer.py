"""A proposal in the form of the plans with known answers: plain JSON, indices from 0."""

from __future__ import annotations

from typing import Any

from closeplan.plan.adoption import Facts, Proposal, ProposedColumn, ProposedTable
from closeplan.plan.signals import Table

_COUNTED = {Table.TIMELINE: "milestones", Table.STAKEHOLDERS: "people", Table.RISKS: "items"}


def to_json(proposal: Proposal) -> dict[str, Any]:
    """`timeline`, `stakeholders` and `risks` (null where there is none), `facts`, `fact_cells`, `workstream_from`, and
    the timeline's `ignore_columns`. Each column of ours is `[field, certainty]`.
    """
    timeline = proposal.timeline
    return {
        "timeline": _table(timeline),
        "stakeholders": _table(proposal.stakeholders),
        "risks": _table(proposal.risks),
        "facts": _facts(proposal.facts),
        "fact_cells": {fact: [list(cell) for cell in cells] for fact, cells in proposal.facts.cells.items()},
        "workstream_from": proposal.workstream_from.value,
        "ignore_columns": _ignored(timeline) if timeline else [],
    }


def field_name(table: Table, column: ProposedColumn) -> str:
    """A column's field as people call it: a milestone's name is the milestone."""
    return "milestone" if table is Table.TIMELINE and column.field == "name" else column.field


def _table(table: ProposedTable | None) -> dict[str, Any] | None:
    if table is None:
        return None
    ours = [column for column in table.columns if column.field]
    found: dict[str, Any] = {
        "sheet": table.sheet,
        "header_row": table.header_row,
        "columns": {str(c.index): [field_name(table.table, c), c.certainty] for c in ours},
        "first_row": table.rows[0],
        "last_row": table.rows[-1],
        _COUNTED[table.table]: len(table.rows),
        "rows": list(table.rows),
    }
    if table.header_top is not None:
        found["header_top"] = table.header_top
    if table.subheadings:
        found["subheading_rows"] = {str(row): text for row, text in table.subheadings.items()}
    if table.repeated_headers:
        found["repeated_header_rows"] = list(table.repeated_headers)
    sides = {str(column.index): column.side.value for column in ours if column.side}
    if sides:
        found["owner_sides"] = sides
    if table.transposed:
        found["transposed"] = True
    if table.table is not Table.TIMELINE:
        found["ignore_columns"] = _ignored(table)
    return found


def _ignored(table: ProposedTable) -> list[int]:
    """The columns within the table that are none of ours."""
    return [column.index for column in table.columns if not column.field]


def _facts(facts: Facts) -> dict[str, Any]:
    found: dict[str, Any] = {
        "go_live": facts.go_live.isoformat() if facts.go_live else None,
        "objective": facts.objective,
        "why_this_date": facts.why_this_date,
        "metrics": list(facts.metrics),
        "cost_of_inaction": facts.cost_of_inaction,
    }
    return {fact: value for fact, value in found.items() if value}
