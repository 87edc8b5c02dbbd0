"""Deliveries on a real store, with a clock that tests turn and vendors that fail as they are told."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from addon.adapters.store import SqlStore
from addon.processes import NoCheckpoints
from closeplan.ports.deliveries import Handler
from closeplan.ports.process import Checkpoints
from closeplan.records.deliveries import Delivery, DeliveryState, NewDelivery
from closeplan.services.deliver import Brought, Deliver
from closeplan.services.vendor_health import VendorHealth

BEGIN = datetime(2026, 11, 24, 9, tzinfo=UTC)


@dataclass
class TurnedClock:
    """A clock that goes on when it is told to."""

    moment: datetime = BEGIN

    def now(self) -> datetime:
        return self.moment

    def turn(self, **by: float) -> None:
        self.moment += timedelta(**by)


@dataclass
class Vendor:
    """Takes deliveries, by key; `fails` says what is wrong with a delivery, `taken` what arrived, `asked` every batch."""

    taken: list[str] = field(default_factory=list)
    asked: list[list[str]] = field(default_factory=list)
    problems: dict[str, str] = field(default_factory=dict)
    fails: Callable[[Delivery], Exception | None] = lambda _one: None

    def __call__(self, _vendor: str, batch: Sequence[Delivery]) -> Mapping[int, str]:
        self.asked.append([one.key for one in batch])
        for one in batch:
            error = self.fails(one)
            if error is not None:
                raise error
            if one.key not in self.problems:
                self.taken.append(one.key)
        return {one.id: self.problems[one.key] for one in batch if one.key in self.problems}


@dataclass(kw_only=True)
class Round:
    """One store and clock with a vendor each for the kinds `fields` and `notes`, the latter one by one; `others` bring their kinds
    instead.
    """

    store: SqlStore
    clock: TurnedClock = field(default_factory=TurnedClock)
    fields: Vendor = field(default_factory=Vendor)
    notes: Vendor = field(default_factory=Vendor)
    checkpoints: Checkpoints = field(default_factory=NoCheckpoints)
    others: Mapping[str, Handler] = field(default_factory=dict)

    @property
    def health(self) -> VendorHealth:
        return VendorHealth(book=self.store, clock=self.clock, jitter=lambda: 1.0)

    def deliver(self, vendor: str = "crm") -> Brought:
        return Deliver(
            book=self.store,
            health=self.health,
            handlers=lambda: {"fields": self.fields, "notes": self.notes, **self.others},
            clock=self.clock,
            checkpoints=self.checkpoints,
            one_by_one=frozenset({"notes"}),
        )(vendor)

    def post(self, *keys: str, kind: str = "fields", vendor: str = "crm", lane: str = "") -> None:
        """A delivery for each key, in a lane of its own unless one is given."""
        new = [NewDelivery(vendor=vendor, lane=lane or key, kind=kind, key=key) for key in keys]
        self.store.post(new, self.clock.now())

    def wait(self, vendor: str = "crm") -> float:
        """Go on to the moment when the vendor is tried again; after how many seconds."""
        until = self.store.vendor_states()[vendor].until
        assert until is not None
        seconds = (until - self.clock.now()).total_seconds()
        self.clock.moment = until
        return seconds

    def catch_up(self, vendor: str = "crm") -> None:
        """Let time go by until nothing waits, as the clock's errand does."""
        while self.in_state(DeliveryState.WAITING):
            self.deliver(vendor)
            if self.health.is_left_alone(vendor):
                self.wait(vendor)
            self.clock.turn(seconds=3)

    def in_state(self, state: DeliveryState) -> dict[str, str]:
        """What is in that state, by key with what was told."""
        return {one.key: one.told for one in self.store.deliveries(state)}
