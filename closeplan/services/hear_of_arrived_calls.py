"""Hear of calls in meeting and telephone systems: what their messages tell, and what a look there finds besides."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import timedelta

from closeplan.errors import CloseplanError
from closeplan.ports import Clock, Jobs
from closeplan.ports.call_files import CallFileBook
from closeplan.ports.call_sources import CallNews, CallSource
from closeplan.ports.hooks import HookEvent
from closeplan.ports.people import Members
from closeplan.records.call_files import CallFile

LOOKED_BACK = timedelta(days=3)
"""How far back a look goes: messages that were lost over a weekend are made up for."""

LONGEST_ID = 1_000
"""Characters of an id; the longest, those of Teams, have some 400."""


@dataclass(frozen=True, kw_only=True)
class HearOfArrivedCalls:
    """Notes calls on the shelf on which files of watched folders wait as well, and has them read; `source_of` gives the systems
    that are set up, by name.
    """

    book: CallFileBook
    source_of: Callable[[str], CallSource]
    members: Members
    clock: Clock
    jobs: Jobs

    def __call__(self, vendor: str, events: Iterable[HookEvent]) -> None:
        """Note the calls that a vendor's message tells of; told again they change nothing. Of calls that others than members
        held nothing is noted. `seen` may name the `host` by address.
        """
        for event in events:
            self._note(vendor, CallNews(id=event.about, host=event.seen.get("host", "")))

    def listen(self, vendor: str) -> None:
        """See that the vendor goes on telling, and look for what it did not tell. Where it can't be made to tell, looking has
        to do.
        """
        source = self.source_of(vendor)
        problem: CloseplanError | None = None
        try:
            source.listen(self.clock.now())
        except CloseplanError as error:
            problem = error
        hosts = [member.email for member in self.members.members()]
        for news in source.since(self.clock.now() - LOOKED_BACK, hosts):
            self._note(vendor, news)
        if problem is not None:
            raise problem

    def _note(self, vendor: str, news: CallNews) -> None:
        host = self.members.member(news.host.lower()) if news.host else None
        if (
            not news.id
            or len(news.id) > LONGEST_ID
            or not news.id.isprintable()
            or (news.host and host is None)
        ):
            return
        noted = CallFile(
            id=f"{vendor}:{news.id}",
            folder_id=vendor,
            seller=host.email if host else "",
            name=f"Call ({vendor})",
            version=1,
            seen_at=self.clock.now(),
        )
        if self.book.hear_of_file(noted):
            self.jobs.ingest(noted.id)
