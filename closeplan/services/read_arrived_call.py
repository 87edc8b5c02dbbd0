"""Read one call that a meeting or telephone system told of: fetch it, find its plan, take it in, or ask."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from closeplan.calls.file_kinds import as_file_name
from closeplan.calls.identity import fingerprint
from closeplan.calls.model import Person, Transcript
from closeplan.calls.outsiders import OwnPeople, is_internal, outsiders, with_sides
from closeplan.errors import NotFoundError, OutsideError, RefusedError
from closeplan.plan.wording import on_one_line
from closeplan.plan.zones import zone_of
from closeplan.ports import Clock
from closeplan.ports.call_files import CallFileBook
from closeplan.ports.call_sources import ArrivedCall, CallNews, CallSource
from closeplan.ports.people import Members
from closeplan.records import PlanRecord
from closeplan.records.call_files import CallFile, FileState
from closeplan.services.ingest import HandedIn
from closeplan.services.take_call import UNPLACED, TakeCall

LONGEST_WAIT = timedelta(days=7)
"""A transcript that did not come by then, whatever the reason, is told to people: they may have it read again."""

_MOST_NAMED = 4


@dataclass(frozen=True, kw_only=True)
class ReadArrivedCall:
    """The use case with what it needs. `source_of` gives the systems that are set up, by name; `domains` are the seller's own.

    A call belongs to who held it: only plans that they own are thought of. One held by somebody whom closeplan does not know, or
    with nobody from outside, is none of our business: it is left alone, and nothing is kept of it but its id.
    """

    book: CallFileBook
    source_of: Callable[[str], CallSource]
    take: TakeCall
    members: Members
    domains: frozenset[str]
    clock: Clock
    time_zone: str

    def __call__(self, file_id: str) -> None:
        """Read the call if it waits. What can't be read is told to people; RetryLaterError where it may work later."""
        file = self.book.call_file(file_id)
        if file is not None and file.state is FileState.DUE:
            self.take.told_of_problems(file, lambda: self._read(file))

    def _read(self, file: CallFile) -> None:
        source = self.source_of(file.folder_id)
        try:
            call = source.fetch(CallNews(id=file.id.removeprefix(f"{file.folder_id}:"), host=file.seller))
        except NotFoundError:
            self._leave(file)
        except RefusedError:
            raise
        except OutsideError as error:
            if self.clock.now() - file.seen_at < LONGEST_WAIT:
                raise
            told = f"its transcript did not come in {LONGEST_WAIT.days} days: {error}"
            self.take.settle(file, FileState.PROBLEM, told=told)
        else:
            self._take(file, call)

    def _take(self, file: CallFile, call: ArrivedCall) -> None:
        own = OwnPeople.of(self._members(), self.domains)
        host = self.members.member(call.host.lower()) if call.host else None
        seller = host.email if host else file.seller
        is_strangers = bool(call.host) and host is None and not file.seller
        transcript = with_sides(call.transcript, own)
        if (
            is_strangers
            or is_internal(transcript, own)
            or not fingerprint(transcript.turns, transcript.notes)
        ):
            self._leave(file)
            return
        outside = outsiders(transcript, own)
        waits = replace(file, seller=seller, name=_titled(call))
        record = self.take.plan(waits, transcript, outside=outside)
        if record is None:
            self.take.settle(waits, FileState.UNPLACED, told=f"{self._seen(call, outside)}. {UNPLACED}")
            return
        self.take(waits, record, self._given(file, call, transcript, record))

    def _given(
        self, file: CallFile, call: ArrivedCall, transcript: Transcript, record: PlanRecord
    ) -> HandedIn:
        """A call that says no day was held when it was first heard of."""
        says = transcript.started or transcript.day
        day = None if says else file.seen_at.astimezone(zone_of(self.time_zone)).date()
        return HandedIn(
            transcript=transcript,
            name=as_file_name(_titled(call)),
            source=file.id,
            by=record.owner,
            day=day,
            guessed=not file.plan_id and not self.take.fits(record, transcript),
        )

    def _leave(self, file: CallFile) -> None:
        """Nothing is to be read, now or later, and what the call was called is nobody's business."""
        self.take.settle(replace(file, name="", plan_id=""), FileState.IGNORED, told="")

    def _members(self) -> list[Person]:
        return [Person(name=one.name, email=one.email) for one in self.members.members()]

    def _seen(self, call: ArrivedCall, outside: Sequence[Person]) -> str:
        """What tells a person which call it was."""
        day = self._day(call)
        names = [one.name or one.email for one in outside]
        more = f" and {len(names) - _MOST_NAMED} more" if len(names) > _MOST_NAMED else ""
        people = f"with {', '.join(names[:_MOST_NAMED])}{more}" if names else ""
        return ", ".join(filter(None, (day.isoformat() if day else "", people))) or "Nobody is named"

    def _day(self, call: ArrivedCall) -> date | None:
        return call.started.astimezone(zone_of(self.time_zone)).date() if call.started else None


def _titled(call: ArrivedCall) -> str:
    return on_one_line(call.title)[:300] or f"Call ({call.source})"
