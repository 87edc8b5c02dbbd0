"""Write into a plan what a person decided, and have the plan looked at again at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from closeplan.errors import ConflictError
from closeplan.plan.edits import Edit, EditResult
from closeplan.ports import Clock, Jobs, PlanStore
from closeplan.ports.editing import PlanEditors
from closeplan.records import DuePlan

EditCells = Callable[[str, Sequence[Edit], str], EditResult]
"""Writes edits into a plan's document, as the person named."""


@dataclass(frozen=True, kw_only=True)
class EditPlan:
    """The use case with what it needs; `editors` act as the person who decided."""

    store: PlanStore
    editors: PlanEditors
    clock: Clock
    jobs: Jobs

    def __call__(self, plan_id: str, edits: Sequence[Edit], by: str, *, together: bool = False) -> EditResult:
        """Write the edits as `by` and say what came of each. The document is looked at soon after, as after any edit, so
        that its signals settle. `together`: all of them or none. ConflictError where the plan has no document.
        """
        record = self.store.plan(plan_id)
        if not record.document_id:
            raise ConflictError(f"plan '{plan_id}' has no document yet")
        if not edits:
            return EditResult()
        now = self.clock.now()
        known = record.snapshot.plan if record.snapshot else None
        language = record.deal.language
        editor = self.editors[record.kind]
        result = editor.edit(record.document_id, edits, known, now=now, language=language, together=together)
        self.look_soon(plan_id, by)
        return result

    def look_soon(self, plan_id: str, by: str) -> None:
        """Have the plan looked at again; what is found then was done by `by`, where nobody else is named."""
        self.store.queue_plan(DuePlan(plan_id=plan_id, version=0, who=by, seen_at=self.clock.now()))
        self.jobs.reconcile(plan_id)
