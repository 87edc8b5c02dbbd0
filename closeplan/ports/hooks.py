"""Messages that vendors post to us, whoever they are: checked, read, and handed over."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, kw_only=True)
class HookRequest:
    """A request as it came. `url` is the whole address as the sender knows it (our public one, with the query as it came),
    `body` the raw bytes, `headers` by lower-case name.
    """

    method: str
    url: str
    headers: Mapping[str, str]
    body: bytes
    query: Mapping[str, str] = field(default_factory=dict)

    def header(self, name: str) -> str:
        """A header, empty where there is none."""
        return self.headers.get(name.lower(), "")


@dataclass(frozen=True, kw_only=True)
class HookEvent:
    """One thing that a message tells. `id` is the same whenever it is told again; `about` is the deal's or call's id there;
    `kind` is `deal` or `call`; `seen` is what the source needs to fetch it, never a token.
    """

    id: str
    kind: str
    about: str
    at: datetime | None = None
    seen: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class HookAnswer:
    """What to answer, and what was told. `body` is JSON where it is a mapping, plain text where it is a string."""

    events: tuple[HookEvent, ...] = ()
    status: int = 204
    body: Mapping[str, object] | str | None = None


class HookSender(Protocol):
    """Somebody who posts messages to `/webhooks/<name>`."""

    @property
    def most_bytes(self) -> int:
        """The largest body it ever sends; more is refused unread."""

    def verify(self, request: HookRequest, now: datetime) -> None:
        """ForbiddenError, with the reason for the log, where it is not proven that the sender sent this now. It compares in
        constant time, and refuses everything where no secret is set.
        """

    def read(self, request: HookRequest) -> HookAnswer:
        """What a verified message tells. InputError where it can't be read; kinds of messages that nobody asked for are
        answered and tell nothing.
        """
