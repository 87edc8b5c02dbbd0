"""Systems that hold meetings and calls."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from closeplan.calls.model import Person, Transcript


@dataclass(frozen=True, kw_only=True)
class ArrivedCall:
    """A call as its source gives it, one type for all. `id` is the source's; `host` the address of who held it on the
    seller's side, empty where nobody knows. `people` were there or invited, with addresses where the source has them;
    `transcript` carries the words. `started` is aware. `version` grows when the source changed the words.
    """

    source: str
    id: str
    title: str
    started: datetime | None
    host: str
    people: tuple[Person, ...]
    transcript: Transcript
    url: str = ""
    version: int = 1


@dataclass(frozen=True, kw_only=True)
class CallNews:
    """That a call's transcript is there. `seen` is what `fetch` needs beside the id; never a token."""

    id: str
    at: datetime | None = None
    seen: Mapping[str, str] = field(default_factory=dict)


class CallSource(Protocol):
    """One account of a meeting or telephone system. RetryLaterError where the transcript is not ready or the system is down,
    NotFoundError where it has none, ForbiddenError where closeplan may not read it.
    """

    @property
    def name(self) -> str:
        """Its name in settings and addresses, such as `zoom`."""

    def fetch(self, news: CallNews) -> ArrivedCall:
        """The call with its words and people."""

    def since(self, moment: datetime) -> Sequence[CallNews]:
        """Calls with a transcript since then, the earliest first: what a lost notification did not tell."""

    def listen(self, now: datetime) -> None:
        """See that the source tells of new calls: make or renew what has to be renewed. Nothing to do is fine."""
