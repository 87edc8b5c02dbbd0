"""Bring to a vendor what waits for it. A vendor that is down is left alone for a while, and loses nothing however long it is."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

import structlog

from closeplan.errors import CloseplanError, ConflictError
from closeplan.ports.deliveries import DeliveryBook, Handler
from closeplan.ports.process import Checkpoints, Clock
from closeplan.records.deliveries import Delivery
from closeplan.services.vendor_health import VendorHealth, is_outage, is_turned_away

MOST_AT_ONCE = 200
"""Deliveries that are taken in hand together, for a vendor that takes no more at once."""

HELD = timedelta(hours=1)
"""For so long what is in hand is nobody else's: longer than so many take at the pace that the slowest vendor allows. Only where
a whole machine died does anything wait so long; what a killed process had in hand is free at the next start.
"""

TRIES = 6
"""After so many failures that nobody foresaw a delivery is a dead letter."""

ERROR_TRIES = 12
"""After so many server's errors at it alone, each after the vendor had taken others, it is one, too: it is to blame, and not the
vendor. They are more because a vendor that limps fails at random.
"""

LONGEST_WORDS = 400

log = structlog.get_logger(__name__)


@dataclass(frozen=True, kw_only=True)
class Brought:
    """What came of one run: how many arrived, are dead letters, and wait for a better moment."""

    arrived: int = 0
    dead: int = 0
    put_off: int = 0

    def __add__(self, other: Brought) -> Brought:
        return Brought(
            arrived=self.arrived + other.arrived,
            dead=self.dead + other.dead,
            put_off=self.put_off + other.put_off,
        )


@dataclass(frozen=True, kw_only=True)
class Deliver:
    """The use case with what it needs. `handlers` are asked for once something is due; kinds in `one_by_one`, which no vendor
    takes in batches, are handed over and settled each for itself. `batch` is how many a vendor takes in one request, where
    it has such; `is_stopping` ends a run early.
    """

    book: DeliveryBook
    health: VendorHealth
    handlers: Callable[[], Mapping[str, Handler]]
    clock: Clock
    checkpoints: Checkpoints
    one_by_one: frozenset[str] = frozenset()
    batch: Callable[[str], int] = lambda _vendor: 1
    is_stopping: Callable[[], bool] = lambda: False

    def __call__(self, vendor: str) -> Brought:
        """Bring what is due, until nothing is or the vendor fails. One that was down is met with a single delivery first, then
        with twice as many each time.
        """
        most_at_once = max(MOST_AT_ONCE, self.batch(vendor))
        most = 1 if self.health.is_down(vendor) else most_at_once
        total = Brought()
        while not self.is_stopping() and not self.health.is_left_alone(vendor):
            now = self.clock.now()
            taken = self.book.claim(vendor, now, now + HELD, most)
            if not taken:
                break
            self.checkpoints.reach("deliver:claimed")
            total += self._bring(vendor, taken)
            most = min(most_at_once, 2 * most)
        if total != Brought():
            log.info("brought to a vendor", vendor=vendor, **vars(total))
        return total

    def _bring(self, vendor: str, taken: Sequence[Delivery]) -> Brought:
        """What one claim holds, a batch a kind; once the vendor fails, the rest is given back untried."""
        total = Brought()
        batches = self._batches(taken)
        for index, batch in enumerate(batches):
            total += self._together(vendor, batch)
            if self.health.is_left_alone(vendor):
                self.book.release([one for rest in batches[index + 1 :] for one in rest])
                break
        return total

    def _batches(self, taken: Sequence[Delivery]) -> list[list[Delivery]]:
        """By kind, the kind of the earliest first. What failed with others goes alone: so the one that is to blame is found."""
        batches: dict[tuple[str, int], list[Delivery]] = {}
        for one in taken:
            goes_alone = one.unsure or one.kind in self.one_by_one
            batches.setdefault((one.kind, one.id if goes_alone else 0), []).append(one)
        return list(batches.values())

    def _together(self, vendor: str, batch: Sequence[Delivery]) -> Brought:
        """A batch of one kind; where it fails as a whole and the vendor is not to blame, each alone."""
        try:
            problems = self._handed(vendor, batch)
        except Exception as error:  # noqa: BLE001 - whatever went wrong, nothing is lost and the others go on
            if is_outage(error):
                return self._left(vendor, batch, error)
            if len(batch) == 1:
                return self._failed(vendor, batch[0], error)
        else:
            self.checkpoints.reach("deliver:answered")
            return self._settled(vendor, batch, problems)
        return self._each(vendor, batch)

    def _each(self, vendor: str, batch: Sequence[Delivery]) -> Brought:
        """One after the other: some may have arrived before the batch failed."""
        total = Brought()
        for index, one in enumerate(batch):
            total += self._together(vendor, [replace(one, unsure=True)])
            if self.health.is_left_alone(vendor):
                now, told = self.clock.now(), "tried with others that failed"
                rest = batch[index + 1 :]
                self.book.put_off(rest, now, told, counts=False)
                return total + Brought(put_off=len(rest))
        return total

    def _handed(self, vendor: str, batch: Sequence[Delivery]) -> Mapping[int, str]:
        handler = self.handlers().get(batch[0].kind)
        if handler is None:
            return {one.id: f"closeplan does not know how to bring “{one.kind}”" for one in batch}
        return handler(vendor, batch)

    def _settled(self, vendor: str, batch: Sequence[Delivery], problems: Mapping[int, str]) -> Brought:
        """The vendor answered: what it did not name arrived."""
        self.health.answers(vendor)
        done = [one for one in batch if one.id not in problems]
        dead = {one.id: _line(problems[one.id]) for one in batch if one.id in problems}
        self.book.delivered(done, self.clock.now())
        self.book.give_up(dead)
        for number, told in dead.items():
            log.warning("a dead letter", vendor=vendor, delivery=number, reason=told)
        return Brought(arrived=len(done), dead=len(dead))

    def _left(self, vendor: str, batch: Sequence[Delivery], error: Exception) -> Brought:
        """The vendor can't be met now. Where it had just taken others and fails at a single one, that counts against the
        delivery: else one that a vendor can't digest would hold up the others for good.
        """
        alone = len(batch) == 1 and not self.health.is_down(vendor) and self.health.is_about_one(error)
        if alone and batch[0].attempts + 1 >= ERROR_TRIES:
            return self._settled(vendor, batch, {batch[0].id: _line(str(error))})
        self.health.fails(vendor, error)
        # due again behind all others; until when nothing is tried is the vendor's matter
        # one by one means several requests each, of which the first may have been done
        unsure = batch[0].kind in self.one_by_one or not is_turned_away(error)
        self.book.put_off(batch, self.clock.now(), _line(str(error)), counts=alone, unsure=unsure)
        return Brought(put_off=len(batch))

    def _failed(self, vendor: str, one: Delivery, error: Exception) -> Brought:
        """One delivery alone that is refused, or at which we fail ourselves."""
        is_known = isinstance(error, CloseplanError)
        told = (
            _line(str(error)) if is_known else f"closeplan failed ({type(error).__name__}); the log says more"
        )
        if not is_known:
            log.error("a delivery failed", vendor=vendor, kind=one.kind, delivery=one.id, exc_info=error)
        is_final = is_known and not isinstance(error, ConflictError)
        if is_final or one.attempts + 1 >= TRIES:
            return self._settled(vendor, [one], {one.id: told})
        self.book.put_off([one], self.health.later(one.attempts), told, counts=True)
        return Brought(put_off=1)


def _line(text: str) -> str:
    return " ".join(text.split())[:LONGEST_WORDS]
