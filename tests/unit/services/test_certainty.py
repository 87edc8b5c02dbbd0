from __future__ import annotations

from datetime import UTC, datetime

from closeplan.plan.document import Reading
from closeplan.plan.ledger import Change, ChangeKind, LedgerEntry
from closeplan.plan.model import Plan
from closeplan.plan.signals import Table
from closeplan.services.reconcile import _as_sure_as


def _entry(table: Table | None, row: str) -> LedgerEntry:
    change = Change(kind=ChangeKind.CHANGED, table=table, row=row, item="Review", field="due")
    return LedgerEntry(change=change, who="Dana", seen_at=datetime(2026, 11, 23, tzinfo=UTC))


def test_an_entry_is_as_certain_as_the_row_it_is_told_of() -> None:
    reading = Reading(plan=Plan(), certainty={(Table.TIMELINE, "review"): 0.62})

    assert _as_sure_as(reading, _entry(Table.TIMELINE, "review")).certainty == 0.62
    assert _as_sure_as(reading, _entry(Table.RISKS, "review")).certainty == 1
    assert _as_sure_as(reading, _entry(Table.TIMELINE, "other")).certainty == 1
    assert _as_sure_as(reading, _entry(None, "")).certainty == 1
