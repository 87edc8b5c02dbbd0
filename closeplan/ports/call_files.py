"""Transcripts on a drive: looked at and read there, and remembered here."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Protocol

from closeplan.records.call_files import CallFile, CallFolder, DriveFile, DriveFolder, FileState


class TranscriptFiles(Protocol):
    """Files on a drive, as whoever it acts for."""

    def folder(self, folder_id: str) -> DriveFolder:
        """A folder; NotFoundError where it can't be seen, InputError where it is none. One request."""

    def look(self, file_id: str) -> DriveFile:
        """A file's facts; NotFoundError where it can't be seen. One request."""

    def listed(self, folder_id: str, since: datetime) -> Iterator[DriveFile]:
        """What lies in the folder and was changed since then, the latest first; a request for each thousand."""

    def read(self, file: DriveFile) -> bytes:
        """Its content, a Doc's as plain text; one request."""


class CallFileBook(Protocol):
    """Watched folders and their files; each method is one transaction."""

    def call_folders(self) -> list[CallFolder]:
        """Every folder that somebody has watched, in the order of their names."""

    def put_call_folder(self, folder: CallFolder) -> None:
        """Watch it, or change how; ConflictError where another seller has it watched."""

    def remove_call_folder(self, folder_id: str, seller: str) -> bool:
        """Watch it no more, and forget its files that are no call yet; False where that seller has no such folder."""

    def tell_of_folder(self, folder_id: str, told: str) -> None:
        """Keep why the folder can't be looked through, or that it can; one that is not watched is fine."""

    def hear_of_file(self, file: CallFile) -> bool:
        """Note a file that is there or was changed; True where it is to be read now. One known at this version or a later
        one stays as it is, one that a person put aside stays aside.
        """

    def call_file(self, file_id: str) -> CallFile | None:
        """The file of that id."""

    def call_files(self, state: FileState) -> list[CallFile]:
        """All in that state, the latest first."""

    def settle_call_file(self, file: CallFile) -> bool:
        """Keep what became of it; False, and nothing kept, where a later version was heard of meanwhile."""

    def drop_call_file(self, file_id: str) -> None:
        """Forget a file that is gone; one that is unknown is fine."""
