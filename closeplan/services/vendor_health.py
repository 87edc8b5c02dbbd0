"""How vendors are met: when one is down, how long it is left alone, and since when it answers again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import structlog

from closeplan.errors import OutsideError, RefusedError, RetryLaterError, SettingsError
from closeplan.ports.deliveries import DeliveryBook
from closeplan.ports.process import Clock
from closeplan.records.deliveries import VendorState

FIRST_WAIT = timedelta(seconds=5)
LONGEST_WAIT = timedelta(minutes=10)
"""A vendor that is down is tried again after the first wait, then after twice as long each time, at most after this."""

LONGEST_ASKED = timedelta(days=1)
"""More patience than until tomorrow, when daily limits start anew, is not believed."""

_NOTED_EVERY = timedelta(minutes=1)
_LONGEST_WORDS = 400

log = structlog.get_logger(__name__)


def is_outage(error: Exception) -> bool:
    """Whether the vendor can't be met at all now, or we are not set up to, rather than refusing one request. One that sends us
    elsewhere (3xx) has moved or is being mended: whatever is asked, it is not done there.
    """
    if isinstance(error, RetryLaterError | SettingsError):
        return True
    if not isinstance(error, OutsideError) or isinstance(error, RefusedError):
        return False
    return error.status == 0 or _is_its_own(error.status)


def _is_its_own(status: int) -> bool:
    """Whether a status speaks of the vendor rather than of what was asked."""
    return 300 <= status < 400 or status >= 500


def is_turned_away(error: Exception) -> bool:
    """Whether the request surely was not done: too many of them, no valid token, or we did not even ask."""
    return isinstance(error, SettingsError) or (
        isinstance(error, OutsideError) and error.status in {401, 429}
    )


@dataclass(frozen=True, kw_only=True)
class VendorHealth:
    """The use case with what it needs. `jitter` gives numbers from 0 to 1, so that many servers don't come back as one."""

    book: DeliveryBook
    clock: Clock
    jitter: Callable[[], float]

    def is_down(self, vendor: str) -> bool:
        """Whether it did not answer when it was last met."""
        return self._state(vendor).down_since is not None

    def is_left_alone(self, vendor: str) -> bool:
        """Whether nothing is to be tried there yet."""
        until = self._state(vendor).until
        return until is not None and until > self.clock.now()

    def is_about_one(self, error: Exception) -> bool:
        """Whether such a failure may be one request's own fault: a server's error or another address may, a limit or a closed
        door is not.
        """
        return isinstance(error, OutsideError) and _is_its_own(error.status)

    def answers(self, vendor: str) -> None:
        """It took something just now. What it does not let us hear it still may not."""
        state, now = self._state(vendor), self.clock.now()
        if state.down_since is not None:
            self._met(state)
        elif state.met_at is None or now - state.met_at >= _NOTED_EVERY:
            self.book.put_vendor_state(replace(state, met_at=now))

    def heard(self, vendor: str) -> None:
        """It told its news. That says nothing of what it takes: while something waits there, only an arrival ends an outage."""
        state, backlog = self._state(vendor), self.book.backlogs().get(vendor)
        if state.down_since is None or backlog is None or not backlog.waiting:
            self._met(state)

    def fails(self, vendor: str, error: Exception) -> None:
        """It can't be met now, and is left alone for a while."""
        state, now = self._state(vendor), self.clock.now()
        until = now + self._wait(state.failures, error)
        told = " ".join(str(error).split())[:_LONGEST_WORDS]
        log.warning("a vendor is left alone", vendor=vendor, until=until.isoformat(), reason=told)
        self.book.put_vendor_state(
            replace(
                state,
                down_since=state.down_since or now,
                until=until,
                failures=state.failures + 1,
                told=told,
            )
        )

    def refuses(self, vendor: str, error: Exception) -> None:
        """It answers, and does not let us do what keeps us informed; for an admin to see."""
        told = " ".join(str(error).split())[:_LONGEST_WORDS]
        self.book.put_vendor_state(VendorState(vendor=vendor, met_at=self.clock.now(), told=told))

    def later(self, failures: int) -> datetime:
        """When to try again after so many failures."""
        return self.clock.now() + self._wait(failures, None)

    def _met(self, state: VendorState) -> None:
        now = self.clock.now()
        if state.down_since is not None:
            log.info("a vendor answers again", vendor=state.vendor, after=str(now - state.down_since))
        self.book.put_vendor_state(VendorState(vendor=state.vendor, met_at=now))

    def _wait(self, failures: int, error: Exception | None) -> timedelta:
        """What the vendor asks for is the least: one that asks for a second each time is not asked each second for an hour."""
        longest = min(FIRST_WAIT * (1 << min(failures, 20)), LONGEST_WAIT)
        own = longest * (0.5 + self.jitter() / 2)
        asked = (error.after or 0.0) if isinstance(error, RetryLaterError) else 0.0
        return max(own, timedelta(seconds=min(asked, LONGEST_ASKED.total_seconds())))

    def _state(self, vendor: str) -> VendorState:
        return self.book.vendor_states().get(vendor, VendorState(vendor=vendor))
