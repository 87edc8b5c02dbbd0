"""What is to be brought to a vendor, or fetched from one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class DeliveryState(StrEnum):
    """It waits, was done, can't be done until a person looks at it (a dead letter), or a person gave it up."""

    WAITING = "waiting"
    DONE = "done"
    DEAD = "dead"
    DROPPED = "dropped"


@dataclass(frozen=True, kw_only=True)
class NewDelivery:
    """A delivery to be kept. `key` names it among the vendor's: an event keeps its key for good and is delivered once, while
    a `repeats` brings something up to date (its body names what, never how it is) and is due again whenever it is posted.
    Within one `lane` (a deal, a channel) deliveries go one after the other, the earliest first. With `not_before` it waits
    until that moment, and its lane with it: a slip that is taken back meanwhile is never told.
    """

    vendor: str
    lane: str
    kind: str
    key: str
    body: Mapping[str, str] = field(default_factory=dict)
    repeats: bool = False
    not_before: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class Delivery:
    """One that is kept. `due_at` is when it may be tried, or when it arrived; `attempts` are those that failed for no known
    reason, a vendor's being down aside. It may have arrived without our hearing so where `unsure`; `told` is what went
    wrong, for the seller's admin.
    """

    id: int
    vendor: str
    lane: str
    kind: str
    key: str
    body: Mapping[str, str]
    made_at: datetime
    due_at: datetime
    state: DeliveryState = DeliveryState.WAITING
    attempts: int = 0
    unsure: bool = False
    told: str = ""


@dataclass(frozen=True, kw_only=True)
class VendorState:
    """How a vendor was last met. `down_since` is None while it answers; until `until` nothing is tried there. `failures` count
    those in a row; `told` is the last.
    """

    vendor: str
    down_since: datetime | None = None
    until: datetime | None = None
    failures: int = 0
    told: str = ""
    met_at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class Backlog:
    """How much waits for a vendor, how much is dead, and since when the oldest of the waiting does."""

    waiting: int = 0
    dead: int = 0
    oldest: datetime | None = None
