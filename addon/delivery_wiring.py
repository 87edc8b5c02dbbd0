"""How what meets vendors is put together from the parts of one backend."""

from __future__ import annotations

import random
import threading
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cached_property
from typing import TYPE_CHECKING

from addon.couriers import Couriers
from closeplan.errors import CloseplanError
from closeplan.services.deliver import Brought, Deliver
from closeplan.services.integrations import Integrations, Vendor
from closeplan.services.listen import ListenTo
from closeplan.services.vendor_health import VendorHealth

if TYPE_CHECKING:
    from addon.wiring import Parts
    from closeplan.ports.deliveries import Listener

ONE_BY_ONE = frozenset({"crm_contacts", "crm_activity"})
"""Kinds of deliveries that no CRM takes several of in one request of ours."""

REMEMBERED = timedelta(days=30)
"""For so long after its arrival the same event is known to have arrived."""


@dataclass(frozen=True)
class DeliveryWiring:
    """Deliveries and news of the vendors that are set up."""

    parts: Parts
    stopped: threading.Event = field(default_factory=threading.Event)

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The vendors that are set up, in the table's order."""
        return tuple(row.name for row in self.parts.vendors.set_up())

    @cached_property
    def couriers(self) -> Couriers:
        """Who meets vendors in a process that serves."""
        return Couriers({"deliver": self.deliver, "listen_to": self.listen_to}, self.stopped)

    def deliver(self, vendor: str) -> Brought:
        """Bring what is due there. What waits for a vendor that is not set up any more goes on waiting."""
        return self._deliver(vendor) if vendor in self.names else Brought()

    def listen_to(self, vendor: str) -> None:
        """Ask there for news."""
        if vendor in self.names:
            self._listen_to(vendor)

    def ask_due(self) -> None:
        """Have brought what is due, however it was forgotten."""
        if self.names:
            for vendor in self.parts.store.due_vendors(self.parts.clock.now()):
                if vendor in self.names:
                    self.parts.jobs.deliver(vendor)

    def ask_news(self) -> None:
        """Have every vendor asked."""
        for vendor in self.names:
            self.parts.jobs.listen_to(vendor)

    def forget(self) -> None:
        """Forget what arrived long ago."""
        self.parts.store.forget_done(self.parts.clock.now() - REMEMBERED)

    @cached_property
    def health(self) -> VendorHealth:
        """How vendors are met."""
        return VendorHealth(book=self.parts.store, clock=self.parts.clock, jitter=random.random)

    @property
    def integrations(self) -> Integrations:
        """What an admin sees and does about vendors."""
        store, names, rows = self.parts.store, self.names, self.parts.vendors.rows
        return Integrations(
            book=store,
            plans=store,
            clock=self.parts.clock,
            vendors=[Vendor(name=row.name, title=row.title, is_set_up=row.name in names) for row in rows],
            wake=self.parts.vendors.post.wake,
            account_of=lambda vendor: found.account if (found := store.connection(vendor)) else None,
            may_connect=self.parts.vendors.oauth.can_connect,
        )

    @cached_property
    def _deliver(self) -> Deliver:
        return Deliver(
            book=self.parts.store,
            health=self.health,
            handlers=self.parts.vendors.handlers,
            clock=self.parts.clock,
            checkpoints=self.parts.checkpoints,
            one_by_one=ONE_BY_ONE,
            batch=self._batch,
            is_stopping=self.stopped.is_set,
        )

    def _batch(self, vendor: str) -> int:
        """How many deals a CRM takes in one request; what keeps it from being set up is told of the deliveries themselves."""
        try:
            return self.parts.vendors.crm(vendor).batch if vendor in self.parts.vendors.crms else 1
        except CloseplanError:
            return 1

    @cached_property
    def _listen_to(self) -> ListenTo:
        return ListenTo(health=self.health, listener=self._listener)

    def _listener(self, vendor: str) -> Listener | None:
        kinds = {row.name: row.kind for row in self.parts.vendors.set_up()}
        return self.parts.vendors.listeners().get(kinds[vendor])
