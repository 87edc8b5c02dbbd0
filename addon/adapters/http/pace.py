"""Not asking more often than a vendor allows."""

from __future__ import annotations

import math
import threading
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

from closeplan.errors import RetryLaterError


@dataclass(frozen=True)
class Rate:
    """At most `calls` requests within any `seconds`."""

    calls: int
    seconds: float


class Pace:
    """Waits before each request until every rate allows it; shared by the threads of one process. Several processes have a
    pace each, so that together they may ask too often: the vendor's 429 then makes them wait. `most` seconds are waited in place:
    where an hour's requests are used up, the rest is the queue's.
    """

    def __init__(
        self,
        *rates: Rate,
        now: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], object] = time.sleep,
        most: float = math.inf,
    ) -> None:
        self._windows = [(rate, deque[float](maxlen=rate.calls)) for rate in rates]
        self._now, self._sleep, self._most = now, sleep, most
        self._lock = threading.Lock()
        self._not_before = 0.0

    def wait(self) -> None:
        """Return when the next request may go; RetryLaterError where that takes too long."""
        while (left := self._take()) > 0:
            if left > self._most:
                raise RetryLaterError("asked as often as the vendor allows for now", status=429, after=left)
            self._sleep(left)

    def hold(self, seconds: float) -> None:
        """The vendor asks for so much patience: nothing goes before."""
        with self._lock:
            self._not_before = max(self._not_before, self._now() + seconds)

    def _take(self) -> float:
        """Take a place and return 0, or the seconds until there may be one."""
        with self._lock:
            now = self._now()
            free_at = max(
                self._not_before,
                *(taken[0] + rate.seconds for rate, taken in self._windows if len(taken) == rate.calls),
                now,
            )
            if free_at > now:
                return free_at - now
            for _rate, taken in self._windows:
                taken.append(now)
            return 0.0
