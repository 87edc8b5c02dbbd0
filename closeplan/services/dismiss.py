"""Dismiss a signal with a reason, or bring it back. The reason stays with the seller's side."""

from __future__ import annotations

from dataclasses import dataclass

from closeplan.errors import InputError, Mistake
from closeplan.plan.signals import Signal
from closeplan.ports import Clock, Jobs, PlanStore
from closeplan.ports.signals import Dismissals
from closeplan.records import DuePlan, PlanRecord
from closeplan.records.signals import Dismissal

MOST_REASON = 2_000
"""Characters of a reason."""


@dataclass(frozen=True, kw_only=True)
class Dismiss:
    """The use case with what it needs."""

    store: PlanStore
    dismissals: Dismissals
    clock: Clock
    jobs: Jobs

    def __call__(self, record: PlanRecord, signal: Signal, reason: str, who: str) -> None:
        """Say no more of it until its cause changes: the document is cleared of it at the look that follows."""
        if not reason.strip():
            raise InputError(
                [Mistake("Why", "is missing; say in a few words why it needs no more attention")]
            )
        if len(reason) > MOST_REASON:
            raise InputError([Mistake("Why", f"is longer than {MOST_REASON} characters")])
        dismissal = Dismissal(
            key=signal.key,
            cause=signal.cause,
            short=signal.short,
            reason=reason.strip(),
            who=who,
            at=self.clock.now(),
        )
        self.dismissals.dismiss(record.id, dismissal)
        left = tuple(one for one in record.signals if not dismissal.hides(one))
        self.store.save_signals(record.id, left)
        self._look_soon(record, who)

    def bring_back(self, record: PlanRecord, key: str, who: str) -> bool:
        """Let the plan tell it again; False where it was not dismissed."""
        if not self.dismissals.bring_back(record.id, key):
            return False
        self._look_soon(record, who)
        return True

    def _look_soon(self, record: PlanRecord, who: str) -> None:
        self.store.queue_plan(DuePlan(plan_id=record.id, version=0, who=who, seen_at=self.clock.now()))
        self.jobs.reconcile(record.id)
