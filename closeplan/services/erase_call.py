"""Erase a call for good."""

from __future__ import annotations

from dataclasses import dataclass

from closeplan.plan.suggestions import Decision
from closeplan.ports import Clock, Jobs, PlanStore
from closeplan.ports.calls import CallBook
from closeplan.ports.suggestions import SuggestionBook
from closeplan.records import DuePlan, PlanRecord
from closeplan.records.suggestions import FiledSuggestion
from closeplan.services.ingest import proposals_of
from closeplan.services.stored_plan import StoredPlan


@dataclass(frozen=True, kw_only=True)
class EraseCall:
    """Erases a call: its words, what was found in it, and what it alone proposes. What the seller decided stays decided,
    and what they accepted stays in the document, which is theirs.
    """

    plans: PlanStore
    calls: CallBook
    book: SuggestionBook
    stored: StoredPlan
    clock: Clock
    jobs: Jobs

    def __call__(self, record: PlanRecord, call_id: str, *, by: str) -> bool:
        """Erase it for good; False where the plan has no such call."""
        if not self.calls.has_call(record.id, call_id):
            return False
        erased = self.calls.erase_call(record.id, call_id, self._said_elsewhere(record, call_id))
        if record.document_id:
            self.plans.queue_plan(DuePlan(plan_id=record.id, version=0, who=by, seen_at=self.clock.now()))
            self.jobs.reconcile(record.id)
        return erased

    def _said_elsewhere(self, record: PlanRecord, call_id: str) -> list[FiledSuggestion]:
        """What the plan's other calls propose once this one's open proposals are gone."""
        everything = self.book.suggestions(record.id)
        gone = [
            one for one in everything if one.suggestion.said.call == call_id and one.decision is Decision.OPEN
        ]
        if not gone:
            return []
        plan, left = self.stored(record).plan, [one for one in everything if one not in gone]
        still: list[FiledSuggestion] = []
        for other in self.calls.calls(record.id):
            if other.id != call_id:
                kept = self.calls.kept_call(record.id, other.id)
                made = proposals_of(kept, record, plan, [*left, *still])
                still += [FiledSuggestion(suggestion=one, made_at=other.added_at) for one in made]
        return still
