"""Deliveries to and from vendors: kept until they are done, whatever fails in between."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from closeplan.records.deliveries import Backlog, Delivery, DeliveryState, NewDelivery, VendorState

Handler = Callable[[str, Sequence[Delivery]], Mapping[int, str]]
"""Brings deliveries of one kind and of different lanes to a vendor: its name and the deliveries in, what is wrong with which out,
by id. Those named become dead letters, all others arrived. Any error is of all of them: RetryLaterError and SettingsError
put them off until the vendor can be met; after another each is tried alone.
"""

Listener = Callable[[str], object]
"""Asks a vendor what happened there that its messages did not tell; the vendor's name in."""


class DeliveryBook(Protocol):
    """Each method is one transaction."""

    def post(self, new: Sequence[NewDelivery], now: datetime) -> None:
        """Keep them. One whose key the vendor has is kept once: an event stays as it is, what `repeats` is due again once
        more after whoever has it in hand is through.
        """

    def claim(self, vendor: str, now: datetime, until: datetime, most: int) -> list[Delivery]:
        """Take up to `most` that are due and nobody holds, until that moment: of each lane the earliest that waits, and
        none of a lane of which one is held or not due yet; those that are due longest first. One that somebody held until
        their time was over is `unsure`.
        """

    def delivered(self, done: Sequence[Delivery], now: datetime) -> None:
        """They arrived. What was posted anew in the meantime is due again."""

    def put_off(
        self, failed: Sequence[Delivery], due_at: datetime, told: str, *, counts: bool, unsure: bool = True
    ) -> None:
        """They are to be tried again from that moment on. Those that may have arrived are `unsure` from now on. Only a try that
        `counts` adds to their `attempts`; a vendor's being down does not.
        """

    def give_up(self, failed: Mapping[int, str]) -> None:
        """They are dead letters, by id with the reason; their lanes go on. What was posted anew in the meantime is due again."""

    def release(self, claimed: Sequence[Delivery]) -> None:
        """Give them back untried."""

    def due_vendors(self, now: datetime) -> list[str]:
        """Vendors for whom something is due that nobody holds, less those where nothing is to be tried yet."""

    def deliveries(self, state: DeliveryState, vendor: str | None = None) -> list[Delivery]:
        """Up to 200 in that state, the earliest first."""

    def left(self, vendor: str, lanes: Sequence[str] = ()) -> list[Delivery]:
        """All that waits or is dead there, of those lanes where any are named, the earliest first."""

    def replay(self, delivery_id: int, now: datetime) -> str:
        """A dead letter is due again as if it were never tried, though it stays `unsure`. The vendor whose it is, empty where
        it is none.
        """

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
