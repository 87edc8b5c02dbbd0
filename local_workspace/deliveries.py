"""Posts notifications to their channels' addresses, as Google does: `sync` first, retries on failure."""

from __future__ import annotations

import http.client
import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from email.utils import formatdate
from urllib.parse import urlsplit

from local_workspace import channels, expiry
from local_workspace.channels import Channel, Due
from local_workspace.clock import Clock
from local_workspace.faults import Faults
from local_workspace.mishaps import Mishaps
from local_workspace.storage import Storage, Touch

_log = logging.getLogger(__name__)
_ACCEPTED = {102, 200, 201, 202, 204}
_RETRIED = {500, 502, 503, 504}
_LONGEST_PAUSE = 2.0
_IDLE_LOOK = 5.0
_TIMEOUT = 10


@dataclass(frozen=True, slots=True)
class _Failure:
    """How often a message failed, and when it is tried again (monotonic seconds)."""

    attempts: int
    again_at: float


def headers_of(channel: Channel, state: str, number: int, changed: str = "") -> dict[str, str]:
    """Google's headers of one notification."""
    shown = {
        "Content-Type": "application/json; utf-8",
        "Content-Length": "0",
        "User-Agent": "APIs-Google; local Workspace",
        "X-Goog-Channel-ID": channel.id,
        "X-Goog-Channel-Expiration": formatdate(channel.expiration / 1000, usegmt=True),
        "X-Goog-Resource-ID": channel.resource_id,
        "X-Goog-Resource-URI": channel.resource_uri,
        "X-Goog-Resource-State": state,
        "X-Goog-Message-Number": str(number),
    }
    if changed and state == "update":
        shown["X-Goog-Changed"] = changed
    return {**shown, "X-Goog-Channel-Token": channel.token} if channel.token else shown


def post(channel: Channel, state: str, number: int, changed: str = "") -> int:
    """Post one notification; the status, or 0 where nobody answered."""
    parts = urlsplit(channel.address)
    kind = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
    connection = kind(parts.hostname or "", parts.port, timeout=_TIMEOUT)
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    try:
        connection.request("POST", target, headers=headers_of(channel, state, number, changed))
        return connection.getresponse().status
    except (OSError, http.client.HTTPException):
        return 0
    finally:
        connection.close()


class Deliveries:
    """The background sender: one message in flight a channel, so bursts become few messages."""

    def __init__(
        self, storage: Storage, clock: Clock, faults: Faults, *, attempts: int = 20, first_pause: float = 0.2
    ) -> None:
        """A message is tried `attempts` times, the pause doubling from `first_pause` seconds."""
        self._storage = storage
        self._clock = clock
        self._mishaps = Mishaps(faults)
        self._attempts = attempts
        self._first_pause = first_pause
        self._news = threading.Event()
        self._guard = threading.Lock()
        self._in_flight: set[str] = set()
        self._failures: dict[str, _Failure] = {}
        self._stopped = False

    def start(self) -> None:
        """Begin to send; what was due before a restart is sent now."""
        self._storage.listen(self._wake)
        self._spawn(self._run)

    def stop(self) -> None:
        """Send nothing more."""
        self._stopped = True
        self._news.set()

    def _wake(self, _touches: list[Touch]) -> None:
        self._news.set()

    @staticmethod
    def _spawn(work: Callable[[], None]) -> None:
        threading.Thread(target=work, daemon=True).start()

    def _run(self) -> None:
        while not self._stopped:
            self._news.clear()
            pause = self._send_due()
            self._news.wait(pause)

    def _send_due(self) -> float:
        """Start what can be sent now; the seconds until there may be more."""
        with self._storage.transaction() as db:
            now = self._clock.now()
            expiry.lapse(db, now)
            channels.remove_expired(db, int(now.timestamp() * 1000))
            waiting = channels.due(db)
        self._forget_closed({item.channel.id for item in waiting})
        pause = _IDLE_LOOK
        moment = time.monotonic()
        for item in waiting:
            failure = self._failures.get(item.channel.id)
            if failure is not None and failure.again_at > moment:
                pause = min(pause, failure.again_at - moment)
            elif self._claim(item.channel.id):
                self._spawn(lambda item=item: self._deliver(item))  # type: ignore[misc]
        return pause

    def _forget_closed(self, waiting: set[str]) -> None:
        """Drop what is remembered of channels that were stopped or expired while they failed."""
        with self._guard:
            for channel_id in self._failures.keys() - waiting - self._in_flight:
                del self._failures[channel_id]

    def _claim(self, channel_id: str) -> bool:
        with self._guard:
            free = channel_id not in self._in_flight
            self._in_flight.add(channel_id)
        return free

    def _deliver(self, item: Due) -> None:
        channel = item.channel
        try:
            is_sync = channel.messages == 0
            state, number = "sync" if is_sync else item.state, channel.messages + 1
            status = self._mishaps.send(
                channel.id, channel.person, state, lambda: post(channel, state, number, item.changed)
            )
            if not self._retry(channel, status):
                with self._storage.transaction() as db:
                    channels.delivered(db, channel, channel.seen if is_sync else item.latest)
        finally:
            with self._guard:
                self._in_flight.discard(channel.id)
            self._news.set()

    def _retry(self, channel: Channel, status: int) -> bool:
        """Whether the message is tried again; a message that is not has been taken or is dropped."""
        failure = self._failures.pop(channel.id, None)
        if status in _ACCEPTED:
            return False
        attempts = failure.attempts + 1 if failure else 1
        if status not in _RETRIED | {0} or attempts >= self._attempts:
            _log.warning("notification of channel %s dropped: status %s", channel.id, status)
            return False
        pause = min(self._first_pause * 2 ** (attempts - 1), _LONGEST_PAUSE)
        self._failures[channel.id] = _Failure(attempts, time.monotonic() + pause)
        return True
