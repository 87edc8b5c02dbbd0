"""Read one file of a watched folder: find its plan, take the call in, or say why not."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

import structlog

from closeplan.calls.file_kinds import GOOGLE_DOC, MOST_BYTES, as_file_name
from closeplan.calls.model import Transcript
from closeplan.calls.reading import read_transcript
from closeplan.calls.whose_plan import Candidate, plan_meant
from closeplan.errors import (
    CloseplanError,
    ForbiddenError,
    InputError,
    Mistake,
    NotFoundError,
    RefusedError,
    RetryLaterError,
)
from closeplan.plan.zones import zone_of
from closeplan.ports import Clock, Jobs, PlanStore
from closeplan.ports.call_files import CallFileBook, TranscriptFiles
from closeplan.ports.calls import CallBook
from closeplan.records import PlanRecord
from closeplan.records.call_files import CallFile, CallFolder, DriveFile, FileState
from closeplan.services.ingest import EraseCall, HandedIn, Ingest

SETTLED = timedelta(seconds=10)
"""A Doc that was typed in more recently is still being written: half a call is none."""

UNPLACED = "closeplan can't tell which plan it belongs to"

log = structlog.get_logger(__name__)


@dataclass(frozen=True, kw_only=True)
class ReadCallFile:
    """The use case with what it needs. `folder_of` knows the watched folders."""

    book: CallFileBook
    drive: TranscriptFiles
    folder_of: Callable[[str], CallFolder | None]
    plans: PlanStore
    calls: CallBook
    ingest: Ingest
    erase: EraseCall
    clock: Clock
    time_zone: str
    jobs: Jobs

    def __call__(self, file_id: str) -> None:
        """Read the file if it waits. What can't be read is told to people and not tried again until the file changes;
        RetryLaterError where it may work later.
        """
        file = self.book.call_file(file_id)
        if file is None or file.state is not FileState.DUE:
            return
        try:
            found = self.drive.look(file_id)
            if self._is_of_interest(file, found):
                self._take(file, found)
            else:
                self.book.drop_call_file(file_id)
        except NotFoundError:
            self.book.drop_call_file(file_id)
        except (InputError, ForbiddenError, RefusedError) as error:
            self._settle(file, FileState.PROBLEM, told=str(error))
        except CloseplanError:
            raise
        except Exception:
            # a file that trips the reader would trip it every time
            log.exception("a transcript could not be read", file=file_id)
            told = "closeplan could not read this file; it was noted. Everything else goes on"
            self._settle(file, FileState.PROBLEM, told=told)

    def _is_of_interest(self, file: CallFile, found: DriveFile) -> bool:
        """Whether it is there, and was changed since its folder is watched."""
        folder = self.folder_of(file.folder_id)
        return (
            not found.trashed
            and folder is not None
            and found.changed_at >= folder.since.replace(microsecond=0)
        )

    def _take(self, file: CallFile, found: DriveFile) -> None:
        if found.size > MOST_BYTES:
            told = f"has {found.size // 1_000_000} MB; a transcript has {MOST_BYTES // 1_000_000} at most"
            raise InputError([Mistake(found.name, told)])
        self._wait_until_written(found)
        data = self.drive.read(found)
        name = as_file_name(found.name)
        transcript = read_transcript(data, name)
        record = self._plan(file, transcript)
        if record is None:
            self._settle(file, FileState.UNPLACED, told=UNPLACED)
            return
        day = transcript.day or self._day(found)
        given = HandedIn(data=data, name=name, source=f"drive:{found.id}", by=record.owner, day=day)
        try:
            taken = self.ingest(record, given)
        except NotFoundError as error:
            # nobody has looked at the plan yet, which is a matter of seconds
            raise RetryLaterError(str(error)) from error
        self._replace(record, given.source, taken.record.id)
        self.jobs.after_call(record.id, taken.record.id)
        told = "; ".join(str(problem) for problem in taken.problems[:3])
        placed = replace(file, plan_id=record.id, call_id=taken.record.id)
        self._settle(placed, FileState.TAKEN, told=told)

    def _wait_until_written(self, found: DriveFile) -> None:
        left = SETTLED - (self.clock.now() - found.changed_at)
        if found.mime_type == GOOGLE_DOC and timedelta(0) < left <= SETTLED:
            raise RetryLaterError("the Doc is being written", after=left.total_seconds())

    def _plan(self, file: CallFile, transcript: Transcript) -> PlanRecord | None:
        """Where a person or the folder put it, else the plan its people and title tell."""
        candidates = {record.id: record for record in self._candidates(file)}
        if file.plan_id:
            return candidates.get(file.plan_id)
        meant = plan_meant(transcript, [_candidate(record) for record in candidates.values()])
        return candidates[meant] if meant else None

    def _candidates(self, file: CallFile) -> Sequence[PlanRecord]:
        everybodys = self.plans.plans_of(file.seller) if file.seller else self.plans.plans()
        return [record for record in everybodys if record.document_id and not record.gone]

    def _day(self, found: DriveFile) -> date:
        """A transcript that names no day was written on it."""
        return found.changed_at.astimezone(zone_of(self.time_zone)).date()

    def _replace(self, record: PlanRecord, source: str, call_id: str) -> None:
        """What the file said before it was changed is no call of its own."""
        for one in self.calls.calls(record.id):
            if one.source == source and one.id != call_id:
                self.erase(record, one.id, by=record.owner)

    def _settle(self, file: CallFile, state: FileState, *, told: str) -> None:
        self.book.settle_call_file(replace(file, state=state, told=told))


def _candidate(record: PlanRecord) -> Candidate:
    there = record.snapshot.plan if record.snapshot else record.deal
    return Candidate(plan_id=record.id, buyer=record.deal.buyer, people=tuple(there.stakeholders))
