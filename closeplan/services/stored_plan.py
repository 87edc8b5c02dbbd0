"""A plan as it was last looked at, for those who ask between two looks: no request to anybody."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import tzinfo

from closeplan.errors import NotFoundError
from closeplan.plan.acknowledgement import SignOff, open_questions, signers
from closeplan.plan.languages import words_for
from closeplan.plan.rules import RuleContext
from closeplan.plan.rules.context import NO_CALLS, NO_CRM, CallFacts, CrmFacts
from closeplan.plan.zones import zone_of
from closeplan.ports import Clock, PlanStore
from closeplan.records import PlanRecord
from closeplan.services.generate import local_day


@dataclass(frozen=True, kw_only=True)
class StoredPlan:
    """The use case with what it needs; `time_zone` is the installation's."""

    store: PlanStore
    clock: Clock
    time_zone: str
    signed_off: Callable[[str], Sequence[SignOff]] = lambda _plan_id: ()
    calls: Callable[[str], CallFacts] = lambda _plan_id: NO_CALLS
    crm: Callable[[PlanRecord], CrmFacts] = lambda _record: NO_CRM

    def __call__(self, record: PlanRecord) -> RuleContext:
        """All that is known of the plan; NotFoundError where nobody has looked at it yet."""
        if record.snapshot is None:
            raise NotFoundError("closeplan has not looked at this plan yet; try again in a moment")
        plan, ledger = record.snapshot.plan, self.store.ledger(record.id)
        network = record.deal.network
        last = ledger[-1].seen_at if ledger else record.made_at
        said = self.signed_off(record.id)
        by_now = signers(said, plan)
        return RuleContext(
            plan=plan,
            network=replace(network, go_live=plan.go_live) if plan.go_live else network,
            baseline=record.snapshot.baseline,
            entries=tuple(ledger),
            companies=(record.deal.buyer, record.deal.seller),
            today=local_day(self.clock.now(), self.time_zone),
            words=words_for(record.deal.language),
            seller=record.owner,
            filling_in=record.is_filling_in(self.clock.now()),
            last_edit=last.astimezone(self.zone).date() if last else None,
            signed=by_now.signed,
            lapsed=by_now.lapsed,
            questions=open_questions(said),
            calls=self.calls(record.id),
            crm=self.crm(record),
        )

    @property
    def zone(self) -> tzinfo:
        """The installation's time zone."""
        return zone_of(self.time_zone)
