"""What a plan's ledger teaches, beside what such steps did in other deals."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from closeplan.plan.ledger import LedgerEntry
from closeplan.plan.lessons import PastDeal, PlanStory, past_slips, story
from closeplan.ports import PlanStore
from closeplan.records import PlanRecord


@dataclass(frozen=True, kw_only=True)
class Lesson:
    """One plan's ledger and its story."""

    record: PlanRecord
    entries: tuple[LedgerEntry, ...]
    story: PlanStory


@dataclass(frozen=True, kw_only=True)
class Learn:
    """The use case with what it needs."""

    store: PlanStore

    def __call__(self, plan_id: str = "") -> Iterator[Lesson]:
        """The lesson of one plan, or of every plan that was read; NotFoundError if there is no such plan."""
        asked = [self.store.plan(plan_id)] if plan_id else self.store.plans()
        deals = {record.id: deal for record in self.store.plans() if (deal := _deal(record))}
        for record in asked:
            if record.id in deals:
                past = past_slips(deal for other, deal in deals.items() if other != record.id)
                ledger = self.store.ledger(record.id)
                told = story(deals[record.id], ledger, past)
                yield Lesson(record=record, entries=tuple(ledger), story=told)


def _deal(record: PlanRecord) -> PastDeal | None:
    if record.snapshot is None:
        return None
    return PastDeal(plan=record.snapshot.plan, baseline=record.snapshot.baseline, network=record.deal.network)
