"""What follows from a look at a plan for all that shows it elsewhere: CRMs, channels, pages."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import structlog

from closeplan.errors import CloseplanError
from closeplan.ports import PlanStore
from closeplan.records import PlanRecord
from closeplan.records.deliveries import NewDelivery

Teller = Callable[[PlanRecord], Iterable[NewDelivery]]
"""Says what has to be brought to vendors as the plan stands now: nothing where it was brought before."""

log = structlog.get_logger(__name__)


@dataclass(frozen=True, kw_only=True)
class TellVendors:
    """The use case with what it needs. It asks no vendor anything: what is to be told is only kept here."""

    plans: PlanStore
    tellers: Sequence[Teller]
    post: Callable[[Sequence[NewDelivery]], object]

    def __call__(self, plan_id: str) -> None:
        """Keep what there is to tell of the plan. A teller that fails keeps the others from nothing; the next look tells again."""
        record = self.plans.plan(plan_id)
        new: list[NewDelivery] = []
        for teller in self.tellers:
            try:
                new += teller(record)
            except CloseplanError as error:
                log.warning("nothing was told", plan=plan_id, reason=str(error))
        if new:
            self.post(new)
