"""Whether a deal is fit for commit, as its plan was last seen."""

from __future__ import annotations

from dataclasses import dataclass

from closeplan.plan.commit import Check, commit_gate
from closeplan.records import PlanRecord
from closeplan.services.stored_plan import StoredPlan


@dataclass(frozen=True, kw_only=True)
class Fitness:
    """The use case with what it needs."""

    stored: StoredPlan

    def __call__(self, record: PlanRecord) -> tuple[Check, ...]:
        """Every check of the commit gate, passed or not."""
        return commit_gate(self.stored(record))
