"""Read one file of a watched folder: find its plan, take the call in, or say why not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from closeplan.calls.file_kinds import GOOGLE_DOC, MOST_BYTES, as_file_name
from closeplan.calls.reading import read_transcript
from closeplan.errors import InputError, Mistake, NotFoundError, RetryLaterError
from closeplan.plan.zones import zone_of
from closeplan.ports import Clock
from closeplan.ports.call_files import CallFileBook, TranscriptFiles
from closeplan.records.call_files import CallFile, CallFolder, DriveFile, FileState
from closeplan.services.ingest import HandedIn
from closeplan.services.take_call import UNPLACED, TakeCall

SETTLED = timedelta(seconds=10)
"""A Doc that was typed in more recently is still being written: half a call is none."""


@dataclass(frozen=True, kw_only=True)
class ReadCallFile:
    """The use case with what it needs. `folder_of` knows the watched folders."""

    book: CallFileBook
    drive: TranscriptFiles
    folder_of: Callable[[str], CallFolder | None]
    take: TakeCall
    clock: Clock
    time_zone: str

    def __call__(self, file_id: str) -> None:
        """Read the file if it waits. What can't be read is told to people and not tried again until the file changes;
        RetryLaterError where it may work later.
        """
        file = self.book.call_file(file_id)
        if file is not None and file.state is FileState.DUE:
            self.take.told_of_problems(file, lambda: self._read(file))

    def _read(self, file: CallFile) -> None:
        try:
            found = self.drive.look(file.id)
            if self._is_of_interest(file, found):
                self._take(file, found)
            else:
                self.book.drop_call_file(file.id)
        except NotFoundError:
            self.book.drop_call_file(file.id)

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
        record = self.take.plan(file, transcript)
        if record is None:
            self.take.settle(file, FileState.UNPLACED, told=UNPLACED)
            return
        day = transcript.day or self._day(found)
        given = HandedIn(data=data, name=name, source=f"drive:{found.id}", by=record.owner, day=day)
        self.take(file, record, given)

    def _wait_until_written(self, found: DriveFile) -> None:
        left = SETTLED - (self.clock.now() - found.changed_at)
        if found.mime_type == GOOGLE_DOC and timedelta(0) < left <= SETTLED:
            raise RetryLaterError("the Doc is being written", after=left.total_seconds())

    def _day(self, found: DriveFile) -> date:
        """A transcript that names no day was written on it."""
        return found.changed_at.astimezone(zone_of(self.time_zone)).date()
