"""What changed in a plan since somebody last looked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from closeplan.plan.changes import RowChange, changes
from closeplan.plan.ledger import LedgerEntry
from closeplan.ports import Clock, PlanStore
from closeplan.ports.signals import Visits
from closeplan.records import PlanRecord
from closeplan.records.signals import Visit

MOST_SHOWN = 50
"""Entries that "show all" goes back."""


@dataclass(frozen=True, kw_only=True)
class SinceThen:
    """The changes since `since`; None where the person never looked before, so that everything counts as new."""

    since: datetime | None
    changes: tuple[RowChange, ...]


@dataclass(frozen=True, kw_only=True)
class WhatChanged:
    """The use case with what it needs."""

    store: PlanStore
    visits: Visits
    clock: Clock

    def __call__(self, record: PlanRecord, email: str) -> SinceThen:
        """What is new for that person, who has seen it with this."""
        ledger = self.store.ledger(record.id)
        seen = self.visits.visit(record.id, email)
        after = seen.entry_id if seen else 0
        found = changes(entry for entry in ledger if entry.id > after)
        last = ledger[-1].id if ledger else after
        self.visits.save_visit(record.id, email, Visit(entry_id=last, at=self.clock.now()))
        return SinceThen(since=seen.at if seen else None, changes=found)

    def latest(self, record: PlanRecord) -> tuple[LedgerEntry, ...]:
        """The latest entries, newest first, those included that count for nothing."""
        return tuple(reversed(self.store.ledger(record.id)[-MOST_SHOWN:]))
