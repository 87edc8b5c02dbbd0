"""The one clock of a Workspace: everything that asks the time asks it, and tests may move it forward."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta
from typing import Any

from local_workspace.errors import bad_request
from local_workspace.storage import Storage

_KEPT = "clock ahead, in seconds"
_LONGEST = timedelta(days=3660)


class Clock:
    """This machine's time plus how far it was moved ahead; it never goes back, restarts included."""

    def __init__(self, storage: Storage | None = None) -> None:
        """With a store, how far the clock is ahead outlives the process."""
        self._storage = storage
        self._lock = threading.Lock()
        self._ahead = timedelta(seconds=float(storage.kept(_KEPT) or 0) if storage else 0)
        self._latest = datetime.min.replace(tzinfo=UTC)

    def now(self) -> datetime:
        """The time, in UTC."""
        with self._lock:
            # this machine's clock may be set back; the Workspace's is not
            self._latest = max(self._latest, datetime.now(UTC) + self._ahead)
            return self._latest

    def advance(self, by: timedelta) -> None:
        """Move forward; whoever waits for a time is woken."""
        with self._lock:
            moved = self._ahead + by
            if by < timedelta(0) or moved > _LONGEST:
                raise bad_request("Time moves forward only, and ten years at most.")
            self._ahead = moved
        if self._storage is not None:
            self._storage.keep(_KEPT, str(moved.total_seconds()))

    def move(self, body: Any) -> None:
        """What `POST /_control/time` asks for: `advance_seconds`, or a time as `now`."""
        try:
            if "now" in body:
                asked = datetime.fromisoformat(body["now"])
                by = (asked if asked.tzinfo else asked.replace(tzinfo=UTC)) - self.now()
            else:
                by = timedelta(seconds=float(body["advance_seconds"]))
        except (KeyError, TypeError, ValueError, OverflowError) as wrong:
            raise bad_request('Say {"advance_seconds": number} or {"now": "ISO 8601"}.') from wrong
        self.advance(by)

    def report(self) -> dict[str, Any]:
        """The time, and how far it is ahead of this machine's."""
        return {"now": self.now().isoformat(), "ahead_seconds": self._ahead.total_seconds()}
