"""What may befall a notification on its way, on demand: lost, twice, late, or after the next one."""

from __future__ import annotations

import threading
from collections.abc import Callable

from local_workspace.faults import Faults

_TAKEN = 200
_LONGEST_HELD = 2.0
Post = Callable[[], int]


class Mishaps:
    """Stands between the sender and the post; what it keeps back counts as sent."""

    def __init__(self, faults: Faults) -> None:
        """`faults` says what befalls which notification."""
        self._faults = faults
        self._lock = threading.Lock()
        self._held: dict[str, Post] = {}

    def send(self, channel_id: str, person: str, state: str, post: Post) -> int:
        """Post one notification of a channel, or let happen to it what was ordered; the status."""
        hit = self._faults.strike(f"notification.{state}", person)
        fault = hit[0].fault if hit else ""
        if fault == "lost":
            return _TAKEN
        if fault == "late":
            _later(hit[0].delay_ms / 1000, post)
            return _TAKEN
        if fault == "reordered":
            self._hold(channel_id, post)
            return _TAKEN
        status = post()
        if fault == "doubled":
            post()
        self._release(channel_id)
        return status

    def _hold(self, channel_id: str, post: Post) -> None:
        """Keep a notification until the next one of its channel was sent, if one comes soon."""
        self._release(channel_id)
        with self._lock:
            self._held[channel_id] = post
        _later(_LONGEST_HELD, lambda: self._release(channel_id, post))

    def _release(self, channel_id: str, only: Post | None = None) -> int:
        with self._lock:
            post = self._held.get(channel_id)
            if post is None or (only is not None and post is not only):
                return 0
            del self._held[channel_id]
        return post()


def _later(seconds: float, post: Post) -> None:
    timer = threading.Timer(seconds, post)
    timer.daemon = True
    timer.start()
