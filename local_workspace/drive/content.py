"""The content of files: bytes kept revision by revision, and documents made of uploads."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from pathlib import PurePath
from typing import Any

from local_workspace import convert as conversions
from local_workspace.call import Call, Download
from local_workspace.drive.model import EDITOR_TYPES, DriveFile, record_revision, touch
from local_workspace.drive.refusals import DriveError, invalid
from local_workspace.errors import ApiError
from local_workspace.storage import Transaction

OCTETS = "application/octet-stream"
_OF_THE_HEAD = ("md5Checksum", "sha1Checksum", "sha256Checksum", "size", "originalFilename")


def is_editor_type(mime_type: str) -> bool:
    """Whether files of the type are Google's own, without bytes to download."""
    return mime_type.startswith(EDITOR_TYPES)


def store(call: Call, file: DriveFile, media: bytes) -> DriveFile:
    """Keep bytes as the file's newest revision; each upload is a revision of its own."""
    number = record_revision(call.db, file.id, call.actor, call.now, merged=False)
    name = file.resource.get("originalFilename") or file.name
    facts: dict[str, Any] = {
        "mimeType": file.mime_type,
        "md5Checksum": hashlib.md5(media, usedforsecurity=False).hexdigest(),
        "sha1Checksum": hashlib.sha1(media, usedforsecurity=False).hexdigest(),
        "sha256Checksum": hashlib.sha256(media).hexdigest(),
        "size": str(len(media)),
        "originalFilename": name,
        "keepForever": bool(call.params.get("keepRevisionForever")),
    }
    call.db.run(
        "INSERT INTO contents (file_id, revision, facts, body) VALUES (?, ?, ?, ?)",
        file.id,
        number,
        json.dumps(facts),
        media,
    )
    return touch(call.db, with_head(call.db, file), call.actor, call.now, content=True)


def with_head(db: Transaction, file: DriveFile) -> DriveFile:
    """The file described by its newest revision."""
    row = db.row(
        "SELECT revision, facts FROM contents WHERE file_id = ? ORDER BY revision DESC LIMIT 1", file.id
    )
    assert row is not None
    facts = json.loads(row["facts"])
    extension = PurePath(facts["originalFilename"]).suffix[1:] or None
    return replace(file, mime_type=facts["mimeType"]).with_resource(
        **{name: facts[name] for name in _OF_THE_HEAD},
        quotaBytesUsed=facts["size"],
        headRevisionId=str(row["revision"]),
        fileExtension=extension,
        fullFileExtension=extension,
    )


def head(db: Transaction, file: DriveFile) -> bytes | None:
    """The newest bytes of a file that has bytes."""
    row = db.row(
        "SELECT body FROM contents WHERE file_id = ? AND body IS NOT NULL ORDER BY revision DESC", file.id
    )
    return bytes(row["body"]) if row else None


def download(db: Transaction, file: DriveFile) -> Download:
    """The newest bytes, or Drive's refusal where there are none."""
    media = head(db, file)
    if media is None:
        raise no_bytes()
    return Download(media, file.mime_type)


def no_bytes() -> DriveError:
    """Google's own kinds of files are exported, not downloaded."""
    return DriveError(
        403,
        "PERMISSION_DENIED",
        "Only files with binary content can be downloaded. Use Export with Docs Editors files.",
        reason="fileNotDownloadable",
        location="alt",
    )


def check_conversion(source: str, target: str) -> None:
    """Refuse, in Drive's words, what can't become a document of that type."""
    if not conversions.can_read(source, target):
        raise invalid(
            "The requested conversion is not supported.", reason="conversionUnsupportedConversionPath"
        )


def convert(call: Call, file: DriveFile, media: bytes, source: str) -> None:
    """Put in place of a file's document what an upload holds."""
    incoming = conversions.Incoming(media, source, file.id, file.name, call.actor, call.now)
    try:
        document = conversions.read(incoming)
    except conversions.UnreadableError as wrong:
        raise ApiError(400, "INVALID_ARGUMENT", f"Bad Request. {wrong}") from wrong
    call.db.save_document(file.id, document)
