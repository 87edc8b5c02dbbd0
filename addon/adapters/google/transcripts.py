"""Transcripts in Drive: Docs as plain text, other files as their bytes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

from addon.adapters.google.clients import PerThread
from addon.adapters.google.faults import translated
from closeplan.calls.file_kinds import GOOGLE_DOC
from closeplan.errors import InputError, Mistake
from closeplan.records.call_files import DriveFile, DriveFolder

FOLDER = "application/vnd.google-apps.folder"
FILE_FIELDS = "id,name,mimeType,version,modifiedTime,size,parents,trashed"
FOLDER_FIELDS = (
    "id,name,mimeType,trashed,owners(emailAddress),sharingUser(emailAddress),permissions(emailAddress)"
)
RETRIES = 4
PAGE = 1000


class GoogleTranscripts:
    """`closeplan.ports.call_files.TranscriptFiles` in Drive, with the robot's token or that of a click."""

    def __init__(self, client: Callable[[], PerThread]) -> None:
        self._client = client

    def folder(self, folder_id: str) -> DriveFolder:
        with translated("looking at the folder"):
            found = self._files().get(fileId=folder_id, fields=FOLDER_FIELDS, supportsAllDrives=True)
            folder = found.execute(num_retries=RETRIES)
        if folder["mimeType"] != FOLDER:
            told = f"“{folder['name']}” is a file; give the folder that it lies in"
            raise InputError([Mistake("Folder", told)])
        users = [*folder.get("owners", ()), folder.get("sharingUser", {}), *folder.get("permissions", ())]
        people = (str(user.get("emailAddress", "")).lower() for user in users)
        return DriveFolder(id=folder["id"], name=folder["name"], people=frozenset(filter(None, people)))

    def look(self, file_id: str) -> DriveFile:
        with translated("looking at the file"):
            found = self._files().get(fileId=file_id, fields=FILE_FIELDS, supportsAllDrives=True)
            return _file(found.execute(num_retries=RETRIES))

    def listed(self, folder_id: str, since: datetime) -> Iterator[DriveFile]:
        quoted = folder_id.replace("\\", "\\\\").replace("'", "\\'")
        moment = since.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S")
        query = f"'{quoted}' in parents and trashed = false and modifiedTime > '{moment}'"
        token: dict[str, str] | None = {}
        while token is not None:
            with translated("looking through the folder"):
                page = self._page(query, token)
            yield from map(_file, page.get("files", ()))
            token = {"pageToken": page["nextPageToken"]} if "nextPageToken" in page else None

    def _page(self, query: str, token: dict[str, str]) -> dict[str, Any]:
        asked = self._files().list(
            q=query,
            orderBy="modifiedTime desc",
            pageSize=PAGE,
            fields=f"nextPageToken,files({FILE_FIELDS})",
            supportsAllDrives=True,
            includeItemsFromAllDrives=True,
            **token,
        )
        found: dict[str, Any] = asked.execute(num_retries=RETRIES)
        return found

    def read(self, file: DriveFile) -> bytes:
        with translated("reading the file"):
            if file.mime_type == GOOGLE_DOC:
                asked = self._files().export_media(fileId=file.id, mimeType="text/plain")
            else:
                asked = self._files().get_media(fileId=file.id, supportsAllDrives=True)
            return bytes(asked.execute(num_retries=RETRIES))

    def _files(self) -> Any:
        return self._client().drive().files()


def _file(found: dict[str, Any]) -> DriveFile:
    return DriveFile(
        id=str(found["id"]),
        name=str(found.get("name", "")),
        mime_type=str(found.get("mimeType", "")),
        version=int(found.get("version") or 0),
        changed_at=datetime.fromisoformat(str(found["modifiedTime"])),
        size=int(found.get("size") or 0),
        parents=tuple(found.get("parents", ())),
        trashed=bool(found.get("trashed")),
    )
