"""Deliveries to and from vendors: kept until they are done, whatever fails in between."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

from closeplan.records.deliveries import Backlog, Delivery, DeliveryState, NewDelivery, VendorState


class DeliveryBook(Protocol):
    """Each method is one transaction."""

    def post(self, new: Sequence[NewDelivery], now: datetime) -> None:
        """Keep them. One whose key the vendor has is kept once: an event stays as it is, what `repeats` is due again once
        more after whoever has it in hand is through.
        """

    def claim(self, vendor: str, now: datetime, until: datetime, most: int) -> list[Delivery]:
        """Take up to `most` that are due and nobody holds, until that moment: of each lane the earliest that waits, and
        none of a lane of which one is held or not due yet.
        """

    def delivered(self, done: Sequence[Delivery]) -> None:
        """They arrived."""

    def put_off(self, failed: Sequence[Delivery], due_at: datetime, told: str, *, unsure: bool) -> None:
        """They are to be tried again from that moment on. `unsure` says that they may have arrived."""

    def give_up(self, failed: Mapping[int, str]) -> None:
        """They are dead letters, by id with the reason; their lanes go on."""

    def release(self, claimed: Sequence[Delivery]) -> None:
        """Give them back untried."""

    def due_vendors(self, now: datetime) -> list[str]:
        """Vendors for whom something is due that nobody holds."""

    def deliveries(self, state: DeliveryState, vendor: str | None = None) -> list[Delivery]:
        """Up to 200 in that state, the earliest first."""

    def replay(self, delivery_id: int, now: datetime) -> bool:
        """A dead letter is tried again; False where it is none."""

    def drop_delivery(self, delivery_id: int) -> bool:
        """A dead letter is given up for good; False where it is none."""

    def backlogs(self) -> Mapping[str, Backlog]:
        """How much waits and is dead, by vendor."""

    def forget_done(self, before: datetime) -> int:
        """Forget what arrived before that moment; how many."""

    def vendor_states(self) -> Mapping[str, VendorState]:
        """How each vendor was last met."""

    def put_vendor_state(self, state: VendorState) -> None:
        """Note it."""
