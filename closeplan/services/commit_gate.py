"""No plan, no commit: whether a deal of a CRM is fit for commit, for who asks from there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from closeplan.errors import NotFoundError
from closeplan.ports import Clock, PlanStore
from closeplan.ports.crm import CrmBook
from closeplan.records import PlanRecord
from closeplan.services.fitness import Fitness

NO_PLAN = "There is no plan."
_NOT_SEEN = "Nobody has looked at the plan yet."
OUT_OF_REACH = "The plan's document is out of reach."


@dataclass(frozen=True, kw_only=True)
class GateAnswer:
    """Whether that deal of that CRM may be counted on. `plan_url` is empty where it has no plan; `reasons` are whole sentences, one for each
    thing that is missing, and none where it is fit.
    """

    crm: str
    deal_id: str
    commit: bool
    plan_url: str
    reasons: tuple[str, ...]
    checked_at: datetime


@dataclass(frozen=True, kw_only=True)
class CommitGate:
    """The use case with what it needs; `plan_url` is where a person opens a plan."""

    book: CrmBook
    plans: PlanStore
    fitness: Fitness
    clock: Clock
    plan_url: Callable[[PlanRecord], str]

    def __call__(self, crm: str, deal_id: str) -> GateAnswer:
        """By the plan as it was last looked at; a deal that no plan is linked with is never fit."""
        link = self.book.crm_link_of(crm, deal_id)
        record = self._plan(link.plan_id) if link is not None else None
        missing = self._missing(record)
        return GateAnswer(
            crm=crm,
            deal_id=deal_id,
            commit=not missing,
            plan_url=self.plan_url(record) if record else "",
            reasons=missing,
            checked_at=self.clock.now(),
        )

    def _missing(self, record: PlanRecord | None) -> tuple[str, ...]:
        """What the plan lacks."""
        if record is None:
            return (NO_PLAN,)
        if record.gone:
            return (OUT_OF_REACH,)
        try:
            return tuple(check.says for check in self.fitness(record) if not check.passed)
        except NotFoundError:
            return (_NOT_SEEN,)

    def _plan(self, plan_id: str) -> PlanRecord | None:
        """The plan, unless it was let go or never made."""
        try:
            record = self.plans.plan(plan_id)
        except NotFoundError:
            return None
        return None if record.is_released or not record.document_id else record
