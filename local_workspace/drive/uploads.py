"""Uploads to Drive: in one piece, with metadata in one body, or resumable in several pieces."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from email.message import Message
from email.parser import BytesParser
from typing import Any

from flask import Request

from local_workspace.call import Call, Handler, Reply, Upload
from local_workspace.drive import files, resources
from local_workspace.drive.access import drive_file
from local_workspace.drive.model import new_id, time_text
from local_workspace.drive.old_files import old_file
from local_workspace.drive.refusals import invalid, thing_not_found

_KINDS = {"media", "multipart", "resumable"}
_PIECE = re.compile(r"bytes (?:(\d+)-(\d+)|\*)/(\d+|\*)$")
_OCTETS = "application/octet-stream"
_LIFE = timedelta(days=7)


def verb(request: Request) -> str:
    """The HTTP method that a request counts as: pieces are PUT to where a resumable upload was begun."""
    if request.method == "PUT" and request.path.startswith("/upload/drive/") and "upload_id" in request.args:
        return "POST" if request.path.endswith("/files") else "PATCH"
    return request.method


def read(request: Request) -> tuple[Any, Upload]:
    """The metadata and the rest of an upload request."""
    raw = request.get_data(cache=False)
    kind = request.args.get("uploadType", "")
    if kind not in _KINDS:
        raise invalid(f"Invalid upload type: {kind}", "uploadType", "invalidParameter")
    session = request.args.get("upload_id", "")
    mime_type = request.headers.get("Content-Type", "")
    metadata: Any = {}
    if kind == "multipart":
        metadata, raw, mime_type = _parts(raw, mime_type)
    elif kind == "resumable" and not session:
        metadata, raw = _json(raw), b""
        mime_type = request.headers.get("X-Upload-Content-Type", "")
    headers = {name.lower(): value for name, value in request.headers.items()}
    mime_type = mime_type.partition(";")[0].strip() or _OCTETS
    return metadata, Upload(kind, raw, mime_type, headers, request.url, session)


def _parts(raw: bytes, content_type: str) -> tuple[Any, bytes, str]:
    """Metadata, content and its type: the two parts of a `multipart/related` body."""
    message = BytesParser().parsebytes(f"Content-Type: {content_type}\r\n\r\n".encode() + raw)
    parts = message.get_payload()
    if not isinstance(parts, list) or len(parts) != 2:
        raise invalid("Malformed multipart body.", reason="badContent")
    metadata, media = (part for part in parts if isinstance(part, Message))
    return _json(_bytes(metadata)), _bytes(media), str(media.get("Content-Type", ""))


def _bytes(part: Message) -> bytes:
    decoded = part.get_payload(decode=True)
    return decoded if isinstance(decoded, bytes) else b""


def _json(raw: bytes) -> Any:
    try:
        return json.loads(raw) if raw.strip() else {}
    except ValueError as wrong:
        raise invalid("Parse Error", reason="parseError") from wrong


def create(call: Call) -> dict[str, Any] | Reply:
    """files.create with content."""
    files.may_own_files(call)
    return _receive(call, files.create_with)


def update(call: Call) -> dict[str, Any] | Reply:
    """files.update with content; v2's, which gspread uses, puts it in place of what was there."""
    files.may_update(call)
    shown = _receive(call, files.update_with)
    return old_file(shown, call.base_url) if call.method.http == "PUT" and isinstance(shown, dict) else shown


HANDLERS: Mapping[str, Handler] = {"drive.files.create": create, "drive.files.update": update}


def _receive(call: Call, finish: files.Finish) -> dict[str, Any] | Reply:
    upload = call.upload
    assert upload is not None
    if upload.kind != "resumable":
        return finish(call, upload.content, upload.mime_type)
    return _piece(call, upload, finish) if upload.session else _begin(call, upload)


def _begin(call: Call, upload: Upload) -> Reply:
    """Open a session; what the caller says of the file is kept for its end."""
    call.db.run("DELETE FROM uploads WHERE time < ?", time_text(call.now - _LIFE))
    session = new_id(60, "A")
    facts = {
        "body": call.body,
        "mimeType": upload.mime_type,
        "size": upload.headers.get("x-upload-content-length"),
    }
    call.db.run(
        "INSERT INTO uploads (id, person, target, time, facts) VALUES (?, ?, ?, ?, ?)",
        session,
        call.actor.email,
        call.params.get("fileId") or "",
        time_text(call.now),
        json.dumps(facts),
    )
    location = f"{upload.url}&upload_id={session}"
    return Reply(200, {"Location": location, "X-GUploader-UploadID": session})


def _piece(call: Call, upload: Upload, finish: files.Finish) -> dict[str, Any] | Reply:
    """Take one piece of a session's content; the last one makes the file."""
    target = call.params.get("fileId") or ""
    row = call.db.row(
        "SELECT facts, (SELECT coalesce(sum(length(body)), 0) FROM upload_pieces WHERE upload_id = id) AS size"
        " FROM uploads WHERE id = ? AND person = ? AND target = ?",
        upload.session,
        call.actor.email,
        target,
    )
    if row is None:
        raise thing_not_found("Upload", upload.session, "upload_id")
    facts, had = json.loads(row["facts"]), row["size"]
    if "done" in facts:
        return resources.file(call, drive_file(call, file_id=facts["done"]))
    first, total = _range(upload, had, facts["size"])
    # what arrived before is not taken twice
    fresh = upload.content[had - first :]
    call.db.run(
        "INSERT INTO upload_pieces (upload_id, start, body) VALUES (?, ?, ?)", upload.session, had, fresh
    )
    have = had + len(fresh)
    if total is None or have < total:
        return Reply(308, {"Range": f"bytes=0-{have - 1}"} if have else {})
    pieces = call.db.rows(
        "SELECT body FROM upload_pieces WHERE upload_id = ? ORDER BY start, rowid", upload.session
    )
    call.db.run("DELETE FROM upload_pieces WHERE upload_id = ?", upload.session)
    whole = b"".join(piece["body"] for piece in pieces)
    shown = finish(replace(call, body=facts["body"]), whole, facts["mimeType"])
    # whoever did not hear this answer may ask for it again
    call.db.run(
        "UPDATE uploads SET facts = ? WHERE id = ?", json.dumps({"done": shown["id"]}), upload.session
    )
    return shown


def _range(upload: Upload, have: int, announced: str | None) -> tuple[int, int | None]:
    """Where the piece begins, and the size of the whole if it is known."""
    text = upload.headers.get("content-range")
    if text is None:
        return 0, len(upload.content)
    found = _PIECE.match(text)
    if found is None:
        raise invalid(f"Failed to parse Content-Range header: {text}", "Content-Range", "badRequest")
    first, last, total = found.groups()
    known = int(total) if total != "*" else None
    if first is None:
        return have, known if known is not None else _number(announced)
    if int(first) > have or int(last) + 1 - int(first) != len(upload.content):
        wanted = int(last) + 1 - int(first)
        raise invalid(
            f"Invalid request. There were {len(upload.content)} byte(s) in the request body. There should have"
            f" been {wanted} byte(s) (starting at offset {first} and ending at offset {last}) according to the"
            " Content-Range header.",
            reason="badRequest",
        )
    return int(first), known


def _number(text: str | None) -> int | None:
    return int(text) if text and text.isdecimal() else None
