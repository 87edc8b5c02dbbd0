"""Reading a Sheet: the raw spreadsheet, as Google answers it, into a plan that is known already. CPU of this process."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import cycle, islice
from typing import Any

from bench.figures import Figure, median_cpu_ms
from closeplan.plan.document import DocumentDraft
from closeplan.plan.model import Milestone, Plan, Side, Status
from local_workspace.fields import FieldMask
from local_workspace.people import Actor
from local_workspace.sheets import Spreadsheet, batch_update, render
from sheets_schema.read import READ_FIELDS, read_document
from sheets_schema.write import creation_requests

PROMISED = {40: 5.0, 2000: 150.0}
"""Milliseconds by number of rows."""

TODAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
ROBOT = Actor("robot@closeplan.local", "closeplan", is_service_account=True)


def figures() -> Iterator[Figure]:
    """A quiet Sheet of each size."""
    for rows, promised in PROMISED.items():
        plan = plan_of(rows)
        raw = raw_sheet(plan)

        def read(plan: Plan = plan, raw: dict[str, Any] = raw) -> Plan:
            return read_document(raw, plan, lambda: "new", now=NOW).plan

        assert read() == plan
        yield Figure(f"read {rows:,} rows, CPU", median_cpu_ms(read, runs=9), promised, "ms")


def plan_of(rows: int) -> Plan:
    """A plan of that many milestones, every column filled."""
    statuses = islice(cycle(Status), rows)
    return Plan(
        title="Acme × Northwind: mutual action plan",
        go_live=TODAY + timedelta(days=365),
        milestones=tuple(
            Milestone(
                id=f"m{n}",
                workstream=f"Workstream {n // 8}",
                name=f"Milestone {n}",
                owner="Mia Wolf" if n % 2 else "Sam Reed",
                side=Side.BUYER if n % 2 else Side.SELLER,
                start=TODAY + timedelta(days=n % 300),
                due=TODAY + timedelta(days=n % 300 + 5),
                status=status,
                confirmed_by="Dana Fischer",
                evidence="https://example.com/minutes",
                notes="Agreed in the weekly call",
            )
            for n, status in enumerate(statuses)
        ),
    )


def raw_sheet(plan: Plan) -> dict[str, Any]:
    """That plan's Sheet as the local Workspace answers a read of it."""
    draft = DocumentDraft(
        plan_id="bench",
        plan=plan,
        language="en",
        locale="en_US",
        time_zone="Europe/Berlin",
        today=TODAY,
        robot=ROBOT.email,
    )
    document = Spreadsheet.new("sheet-1", plan.title)
    batch_update(document, creation_requests(draft), ROBOT, NOW)
    mask = FieldMask.parse(READ_FIELDS)
    answer: dict[str, Any] = mask.apply(render(document, comments=True, viewer=ROBOT, fields=mask))
    return answer
