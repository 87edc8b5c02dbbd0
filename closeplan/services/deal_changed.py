"""What follows when a plan's deal is not as it was: signals are looked at anew, and the deal is brought up to date."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from closeplan.ports import Clock, Jobs, PlanStore
from closeplan.records import DuePlan
from closeplan.records.crm import CrmLink
from closeplan.records.deliveries import NewDelivery


@dataclass(frozen=True, kw_only=True)
class DealChanged:
    """The use case with what it needs. `syncing` is what brings a deal up to date; `post` keeps deliveries."""

    store: PlanStore
    jobs: Jobs
    clock: Clock
    post: Callable[[Sequence[NewDelivery]], None]
    syncing: Callable[[CrmLink], Sequence[NewDelivery]]

    def sync(self, links: Sequence[CrmLink]) -> None:
        """Bring those deals up to date soon; what people edited there is found by it."""
        if links:
            self.post([delivery for link in links for delivery in self.syncing(link)])

    def look(self, plan_id: str) -> None:
        """Look at the plan soon: its signals may be others now."""
        self.store.queue_plan(DuePlan(plan_id=plan_id, version=0, who="", seen_at=self.clock.now()))
        self.jobs.reconcile(plan_id)
