"""The one-page brief: what it says now, and the Doc that keeps saying it."""

from __future__ import annotations

from dataclasses import dataclass

from closeplan.plan.brief import Brief, Density, brief
from closeplan.ports import PlanDocuments, PlanStore
from closeplan.services.stored_plan import StoredPlan


@dataclass(frozen=True, kw_only=True)
class ReadBrief:
    """What a plan's brief says now, from what was last read of the plan; no request to anybody."""

    store: PlanStore
    stored: StoredPlan
    documents: PlanDocuments

    def __call__(self, plan_id: str, density: Density = Density.ROOMY) -> Brief:
        """The brief of a plan; NotFoundError where there is none, or nobody has looked at it yet."""
        record = self.store.plan(plan_id)
        url = self.documents[record.kind].url(record.document_id) if record.document_id else ""
        return brief(record.deal, self.stored(record), record.signals, url=url, density=density)
