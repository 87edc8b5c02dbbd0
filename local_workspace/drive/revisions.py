"""revisions.*: who saved a file when, and of uploaded files what it held then."""

from __future__ import annotations

import json
import sqlite3
from typing import Any

from local_workspace.auth import ANONYMOUS, person
from local_workspace.call import Call, Download
from local_workspace.convert import EXPORT_FORMATS
from local_workspace.drive import content, resources
from local_workspace.drive.access import drive_file
from local_workspace.drive.listing import read_offset, write_offset
from local_workspace.drive.model import DriveFile, touch
from local_workspace.drive.refusals import insufficient_rights, invalid, thing_not_found
from local_workspace.errors import unimplemented

_ROWS = (
    "SELECT r.*, c.facts, c.body IS NOT NULL AS has_body FROM revisions r"
    " LEFT JOIN contents c ON c.file_id = r.file_id AND c.revision = r.id WHERE r.file_id = ?"
)
_PUBLISHING = ("published", "publishAuto", "publishedOutsideDomain")


def find(call: Call) -> dict[str, Any]:
    """revisions.list: edits close in time are one revision, named after its last editor."""
    file = drive_file(call, "writer")
    start, size = read_offset(call.params.get("pageToken")), min(call.params.get("pageSize") or 200, 1000)
    rows = call.db.rows(_ROWS + " ORDER BY r.id", file.id)
    shown = [_shown(call, file, row, head=row is rows[-1]) for row in rows[start : start + size]]
    answer: dict[str, Any] = {"kind": "drive#revisionList", "revisions": shown}
    if start + size < len(rows):
        answer["nextPageToken"] = write_offset(start + size)
    return answer


def get(call: Call) -> dict[str, Any] | Download:
    """revisions.get: what is known of a revision, or with `alt=media` its content."""
    file = drive_file(call, "writer")
    row = _row(call, file)
    if not call.media:
        return _shown(call, file, row, head=row["id"] == _newest(call, file))
    if not row["has_body"]:
        raise content.no_bytes()
    kept = call.db.row("SELECT body FROM contents WHERE file_id = ? AND revision = ?", file.id, row["id"])
    assert kept is not None
    return Download(bytes(kept["body"]), json.loads(row["facts"])["mimeType"])


def update(call: Call) -> dict[str, Any]:
    """revisions.update: keep a revision for ever, or no longer; publishing there is none."""
    file = drive_file(call, "writer")
    row = _row(call, file)
    for name in _PUBLISHING:
        if call.body.get(name):
            raise unimplemented(f"drive.revisions.update with {name}")
    if "keepForever" in call.body:
        if not row["has_body"]:
            raise invalid("Only revisions of files with binary content can be kept forever.", "keepForever")
        facts = {**json.loads(row["facts"]), "keepForever": call.body["keepForever"]}
        call.db.run(
            "UPDATE contents SET facts = ? WHERE file_id = ? AND revision = ?",
            json.dumps(facts),
            file.id,
            row["id"],
        )
        touch(call.db, file, call.actor, call.now, content=False)
    return _shown(call, file, _row(call, file), head=row["id"] == _newest(call, file))


def delete(call: Call) -> None:
    """revisions.delete, of uploaded files, and never the last that is left."""
    file = drive_file(call, "writer")
    row = _row(call, file)
    kept = call.db.rows("SELECT revision FROM contents WHERE file_id = ? AND body IS NOT NULL", file.id)
    if not row["has_body"] or len(kept) == 1:
        raise insufficient_rights()
    for table, column in (("contents", "revision"), ("revisions", "id")):
        call.db.run(f"DELETE FROM {table} WHERE file_id = ? AND {column} = ?", file.id, row["id"])  # noqa: S608 - two fixed names
    touch(call.db, content.with_head(call.db, file), call.actor, call.now, content=False)


def _newest(call: Call, file: DriveFile) -> int:
    row = call.db.row("SELECT max(id) AS id FROM revisions WHERE file_id = ?", file.id)
    return int(row["id"]) if row and row["id"] else 0


def _row(call: Call, file: DriveFile) -> sqlite3.Row:
    wanted = call.params["revisionId"]
    row = call.db.row(
        _ROWS + " AND (CAST(r.id AS TEXT) = ? OR ? = 'head') ORDER BY r.id DESC LIMIT 1",
        file.id,
        wanted,
        wanted,
    )
    if row is None:
        raise thing_not_found("Revision", wanted, "revisionId")
    return row


def _shown(call: Call, file: DriveFile, row: sqlite3.Row, *, head: bool) -> dict[str, Any]:
    facts = json.loads(row["facts"]) if row["facts"] else {}
    shown: dict[str, Any] = {
        "kind": "drive#revision",
        "id": str(row["id"]),
        "mimeType": file.mime_type,
        "modifiedTime": row["time"],
        "published": False,
        **({"keepForever": False} if not facts else {}),
        **{name: value for name, value in facts.items() if not name.startswith("sha")},
    }
    if head and file.mime_type in EXPORT_FORMATS:
        # what a document was before is not kept, so only the newest can be had
        shown["exportLinks"] = resources.export_links(call.base_url, file)
    if row["person"] != ANONYMOUS.email:
        shown["lastModifyingUser"] = resources.user(person(row["person"]), call.actor)
    return shown
