"""Threads that meet vendors: one a vendor, so that one that answers late keeps neither plans nor other vendors waiting."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping

import structlog

from closeplan.errors import CloseplanError

FINISH_SECONDS = 5.0
"""How long a stop waits for requests in hand; what they were about is then tried again at the next start."""

log = structlog.get_logger(__name__)


class Couriers:
    """Does work for vendors beside whoever asks for it. `work` maps its name to what does it for a vendor; `stopped` is set
    once no more is to be begun.
    """

    def __init__(self, work: Mapping[str, Callable[[str], object]], stopped: threading.Event) -> None:
        self._work, self._stopped = work, stopped
        self._lock = threading.Lock()
        self._couriers: dict[str, _Courier] = {}

    def asked(self, name: str) -> Callable[[str], None]:
        """A job handler that has the work of that name done soon for the vendor it is given."""
        return lambda vendor: self._courier(vendor).ask(name)

    def stop(self) -> None:
        """Begin nothing more, and wait a little for what is in hand."""
        self._stopped.set()
        deadline = time.monotonic() + FINISH_SECONDS
        for courier in list(self._couriers.values()):
            courier.wake()
            courier.join(max(0.0, deadline - time.monotonic()))

    def _courier(self, vendor: str) -> _Courier:
        with self._lock:
            if vendor not in self._couriers:
                self._couriers[vendor] = _Courier(vendor, self._work, self._stopped)
                self._couriers[vendor].start()
            return self._couriers[vendor]


class _Courier(threading.Thread):
    """Does one vendor's work, each kind of it once however often it was asked for."""

    def __init__(
        self, vendor: str, work: Mapping[str, Callable[[str], object]], stopped: threading.Event
    ) -> None:
        super().__init__(name=f"courier-{vendor}", daemon=True)
        self._vendor, self._work, self._stopped = vendor, work, stopped
        self._asked: dict[str, None] = {}
        self._news = threading.Condition()

    def ask(self, name: str) -> None:
        with self._news:
            self._asked[name] = None
            self._news.notify()

    def wake(self) -> None:
        with self._news:
            self._news.notify()

    def run(self) -> None:
        while (name := self._next()) is not None:
            try:
                self._work[name](self._vendor)
            except CloseplanError as error:
                log.warning("will be tried again", job=name, vendor=self._vendor, reason=str(error))
            except Exception:  # the next time it may go well, and the thread has to be there for it
                log.exception("will be tried again", job=name, vendor=self._vendor)

    def _next(self) -> str | None:
        """The name of what is to be done, None where it is time to stop."""
        with self._news:
            self._news.wait_for(lambda: self._asked or self._stopped.is_set())
            if self._stopped.is_set():
                return None
            name = next(iter(self._asked))
            del self._asked[name]
            return name
