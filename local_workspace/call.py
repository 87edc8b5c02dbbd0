"""One validated API request, as the handlers see it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from local_workspace.discovery import Method
from local_workspace.fields import FieldMask
from local_workspace.people import Actor
from local_workspace.storage import Transaction


@dataclass(frozen=True, slots=True)
class Call:
    """Who asks for what, in which transaction, at what time (`now` is UTC)."""

    method: Method
    params: dict[str, Any]
    body: dict[str, Any]
    actor: Actor
    db: Transaction
    now: datetime
    base_url: str
    mask: FieldMask | None = None
    media: bool = False
    """Whether the content itself is asked for (`alt=media`)."""
    upload: Upload | None = None


@dataclass(frozen=True, slots=True)
class Upload:
    """What an upload request carries beside metadata; `headers` have lower-case names."""

    kind: str
    content: bytes
    mime_type: str
    headers: dict[str, str]
    url: str
    session: str


@dataclass(frozen=True, slots=True)
class Download:
    """An answer that is a file and not JSON; one that takes long to make is made after the transaction."""

    content: bytes | Callable[[], bytes]
    mime_type: str

    def made(self) -> bytes:
        """The content, made now if it is not there yet."""
        return self.content() if callable(self.content) else self.content


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer that is neither: the status and headers of a step of a resumable upload."""

    status: int
    headers: dict[str, str]


Handler = Callable[[Call], Any]
"""Answers a call with the response resource, a `Download`, a `Reply`, or None for an empty answer."""
