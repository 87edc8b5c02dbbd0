"""What a careful person would answer about a home-made plan, as the proposal that adopting it needs."""

from __future__ import annotations

from datetime import date
from typing import Any

from closeplan.plan.adoption import Facts, Proposal, ProposedColumn, ProposedTable, WorkstreamFrom
from closeplan.plan.model import Side
from closeplan.plan.signals import Table


def proposal_of(grid: dict[str, Any]) -> Proposal:
    """The truth of one of the shared files, certain of everything."""
    truth = grid["truth"]
    facts = truth["facts"]
    return Proposal(
        timeline=_table(Table.TIMELINE, truth["timeline"]),
        stakeholders=_table(Table.STAKEHOLDERS, truth["stakeholders"]),
        risks=_table(Table.RISKS, truth["risks"]),
        facts=Facts(
            go_live=date.fromisoformat(facts["go_live"]) if "go_live" in facts else None,
            objective=facts.get("objective", ""),
            why_this_date=facts.get("why_this_date", ""),
            metrics=tuple(facts.get("metrics", ())),
            cost_of_inaction=facts.get("cost_of_inaction", ""),
            cells={name: tuple(map(tuple, cells)) for name, cells in truth["fact_cells"].items()},
        ),
        workstream_from=WorkstreamFrom(truth["workstream_from"]),
        language=grid["language"],
    )


def _table(table: Table, truth: dict[str, Any] | None) -> ProposedTable | None:
    if truth is None:
        return None
    sides = truth.get("owner_sides") or {}
    return ProposedTable(
        table=table,
        sheet=truth["sheet"],
        header_row=truth["header_row"],
        header_top=truth.get("header_top"),
        rows=tuple(truth["rows"]),
        columns=tuple(
            ProposedColumn(
                index=int(index),
                header="",
                field=field,
                certainty=1.0,
                side=Side(sides[index]) if index in sides else None,
            )
            for index, field in truth["columns"].items()
        ),
        subheadings={int(row): text for row, text in (truth.get("subheading_rows") or {}).items()},
        repeated_headers=tuple(truth.get("repeated_header_rows") or ()),
        transposed=bool(truth.get("transposed")),
    )
