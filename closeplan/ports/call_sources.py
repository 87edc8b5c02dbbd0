"""Systems that hold meetings and calls."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from closeplan.calls.model import Person, Transcript


@dataclass(frozen=True, kw_only=True)
class ArrivedCall:
    """A call as its source gives it, one type for all. `id` is the source's; `host` the address of who held it on the
    seller's side, empty where nobody knows. `people` were there or invited, with addresses where the source has them;
    `transcript` carries the words and the same people. `started` is aware.
    """

    source: str
    id: str
    title: str
    started: datetime | None
    host: str
    people: tuple[Person, ...]
    transcript: Transcript


@dataclass(frozen=True, kw_only=True)
class CallNews:
    """That a call may have a transcript. `id` is all that a source needs to find it, never a token; `host` the address of the
    seller's person who held it, where that is known before it is fetched.
    """

    id: str
    host: str = ""


class CallSource(Protocol):
    """One account of a meeting or telephone system. RetryLaterError where the transcript is not ready or the system is down,
    NotFoundError where there is none and none will come, ForbiddenError where closeplan may not read it.
    """

    @property
    def name(self) -> str:
        """Its name in settings and addresses, such as `zoom`."""

    def fetch(self, news: CallNews) -> ArrivedCall:
        """The call with its words and people."""

    def since(self, moment: datetime, hosts: Sequence[str]) -> Iterator[CallNews]:
        """Calls since then that people at those addresses held: what a lost notification did not tell. Their transcripts need
        not be there yet.
        """

    def listen(self, now: datetime) -> None:
        """See that the source tells of new calls: make or renew what has to be renewed. Nothing to do is fine."""
