"""Hear of transcripts: which folders are watched, and which of their files are new or changed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import structlog

from closeplan.calls.file_kinds import folder_id_in, may_hold_call
from closeplan.errors import CloseplanError, ForbiddenError, InputError, Mistake, NotFoundError
from closeplan.ports import Clock, Jobs
from closeplan.ports.call_files import CallFileBook, TranscriptFiles
from closeplan.records import FileChange, PlanRecord
from closeplan.records.call_files import CallFile, CallFolder, DriveFolder, FileState

EVERYTHING = datetime(1970, 1, 1, tzinfo=UTC)
"""Since when a folder's files count where what lay there before counts too."""

OUT_OF_REACH = "closeplan can't see this folder any more: share it again, or stop watching it"

log = structlog.get_logger(__name__)


@dataclass(frozen=True, kw_only=True)
class WatchFolders:
    """Begins and ends to watch folders, for one seller each; `drive` looks as the robot."""

    book: CallFileBook
    drive: TranscriptFiles
    clock: Clock
    jobs: Jobs
    robot: str

    def __call__(
        self, seller: str, where: str, *, plan: PlanRecord | None = None, old_too: bool = False
    ) -> CallFolder:
        """Watch the folder of that id or address: all it gets belongs to the plan, or says by its people to which. With
        `old_too` what lies there already is read as well. InputError says how to share it; ConflictError where another
        seller has it watched.
        """
        found = self.look(seller, where)
        folder = CallFolder(
            id=found.id,
            seller=seller.lower(),
            name=found.name,
            since=EVERYTHING if old_too else self.clock.now(),
            plan_id=plan.id if plan else "",
        )
        self.book.put_call_folder(folder)
        self.jobs.look_through(found.id)
        return folder

    def look(self, seller: str, where: str) -> DriveFolder:
        """The folder of that id or address, if the seller may have it watched; InputError as above."""
        try:
            found = self.drive.folder(folder_id_in(where))
        except NotFoundError:
            found = None
        # the robot may see folders of people who have nothing to do with this seller: their calls are not theirs to read
        if found is None or seller.lower() not in found.people:
            told = f"share it with {self.robot} (viewer) from your own account, then try again"
            raise InputError([Mistake("Folder", told)])
        return found

    def of(self, seller: str) -> list[CallFolder]:
        """Those that a seller has watched."""
        return [folder for folder in self.book.call_folders() if folder.seller == seller.lower()]

    def count(self, folder_id: str) -> int:
        """How many transcripts lie in the folder as of now."""
        found = self.drive.listed(folder_id, EVERYTHING)
        return sum(may_hold_call(file.name, file.mime_type) for file in found)

    def stop(self, seller: str, folder_id: str) -> bool:
        """Watch it no more; what was read of it stays."""
        return self.book.remove_call_folder(folder_id, seller.lower())


@dataclass(frozen=True, kw_only=True)
class HearOfCalls:
    """Notes files of watched folders as they come up in a robot's feed, or in a look through a folder."""

    book: CallFileBook
    drive: TranscriptFiles
    clock: Clock
    jobs: Jobs
    shared: Sequence[str] = ()

    def folders(self) -> Mapping[str, CallFolder]:
        """The watched folders by id; those of the whole installation count since ever."""
        own = {folder.id: folder for folder in self.book.call_folders()}
        everybodys = (CallFolder(id=one, seller="", name="", since=EVERYTHING) for one in self.shared)
        return {**{folder.id: folder for folder in everybodys}, **own}

    def __call__(self, changes: Iterable[FileChange]) -> list[str]:
        """Note what of a feed is a transcript; the ids of files that are to be read. Noting them twice is harmless."""
        others = list(changes)
        folders = self.folders() if others else {}
        due = []
        for change in others if folders else ():
            folder = next((folders[one] for one in change.parents if one in folders), None)
            if change.gone or folder is None:
                self._left(change)
            elif self._is_news(folder, change.file_id, change.name, change.mime_type, change.version):
                due.append(change.file_id)
        return due

    def look_through(self, folder_id: str) -> None:
        """Note what a folder holds that nobody was told of; each file is a job of its own."""
        folder = self.folders().get(folder_id)
        for file in self.drive.listed(folder_id, folder.since) if folder else ():
            if folder and self._is_news(folder, file.id, file.name, file.mime_type, file.version):
                self.jobs.ingest(file.id)

    def heal(self) -> None:
        """Look through every folder, and ask again for what waits. A folder that is out of reach keeps no other waiting."""
        for folder_id in self.folders():
            try:
                self.look_through(folder_id)
                self.book.tell_of_folder(folder_id, "")
            except (NotFoundError, ForbiddenError):
                self.book.tell_of_folder(folder_id, OUT_OF_REACH)
            except CloseplanError as error:
                log.warning("a folder with transcripts was not looked through", reason=str(error))
        for file in self.book.call_files(FileState.DUE):
            self.jobs.ingest(file.id)

    def _is_news(self, folder: CallFolder, file_id: str, name: str, mime_type: str, version: int) -> bool:
        """Note a file of the folder; whether it is a transcript that is to be read now."""
        if not may_hold_call(name, mime_type):
            return False
        noted = CallFile(
            id=file_id,
            folder_id=folder.id,
            seller=folder.seller,
            name=name,
            version=version,
            seen_at=self.clock.now(),
            plan_id=folder.plan_id,
        )
        return self.book.hear_of_file(noted)

    def _left(self, change: FileChange) -> None:
        """A file that was deleted or taken out of its folder waits for nothing any more."""
        known = self.book.call_file(change.file_id)
        if known is not None and known.state is not FileState.TAKEN:
            self.book.drop_call_file(change.file_id)
