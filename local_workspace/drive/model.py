"""Files and permissions as the store keeps them."""

from __future__ import annotations

import json
import secrets
import sqlite3
import string
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

from local_workspace.people import Actor
from local_workspace.storage import Touch, Transaction

SPREADSHEET = "application/vnd.google-apps.spreadsheet"
FOLDER = "application/vnd.google-apps.folder"
ANYONE_ID = "anyoneWithLink"

_RANKS = {"reader": 1, "commenter": 2, "writer": 3, "owner": 4}
_MERGE_SECONDS = 120
_ID_SIGNS = string.ascii_letters + string.digits + "-_"


@dataclass(frozen=True, slots=True)
class DriveFile:
    """A file's facts; `resource` holds name, description, times, parents, properties … in Drive's names."""

    id: str
    mime_type: str
    owner: str
    version: int
    trashed: bool
    resource: dict[str, Any]

    @property
    def name(self) -> str:
        """The title people see."""
        return str(self.resource.get("name", "Untitled"))

    def with_resource(self, **changes: Any) -> DriveFile:
        """A copy with those parts of the resource changed; None removes a part."""
        merged = {**self.resource, **changes}
        return replace(self, resource={key: value for key, value in merged.items() if value is not None})


@dataclass(frozen=True, slots=True)
class Grant:
    """One permission on a file."""

    file_id: str
    id: str
    type: str
    role: str
    email: str
    extra: dict[str, Any] = field(default_factory=dict)


def rank(role: str | None) -> int:
    """How much a role may do; 0 for none."""
    return _RANKS.get(role or "", 0)


def new_id(length: int = 44, prefix: str = "1") -> str:
    """A fresh id that looks like Google's."""
    return prefix + "".join(secrets.choice(_ID_SIGNS) for _ in range(length - len(prefix)))


def time_text(moment: datetime) -> str:
    """RFC 3339 in UTC with milliseconds, as Drive writes it."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.") + f"{moment.microsecond // 1000:03d}Z"


def find_file(db: Transaction, file_id: str) -> DriveFile | None:
    """A file by id, whoever may see it."""
    row = db.row("SELECT * FROM files WHERE id = ?", file_id)
    return _file(row) if row else None


def files_of(db: Transaction, email: str) -> list[DriveFile]:
    """Every file that a person has a permission of their own on."""
    rows = db.rows(
        "SELECT f.* FROM files f JOIN permissions p ON p.file_id = f.id WHERE p.email = ? AND p.email <> ''",
        email,
    )
    return [_file(row) for row in rows]


def _file(row: sqlite3.Row) -> DriveFile:
    return DriveFile(
        id=row["id"],
        mime_type=row["mime_type"],
        owner=row["owner"],
        version=row["version"],
        trashed=bool(row["trashed"]),
        resource=json.loads(row["resource"]),
    )


def save_file(db: Transaction, file: DriveFile) -> None:
    """Insert or overwrite a file's row."""
    db.run(
        "INSERT INTO files (id, mime_type, owner, version, trashed, resource) VALUES (?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (id) DO UPDATE SET owner = excluded.owner, version = excluded.version,"
        " trashed = excluded.trashed, resource = excluded.resource",
        file.id,
        file.mime_type,
        file.owner,
        file.version,
        int(file.trashed),
        json.dumps(file.resource, ensure_ascii=False),
    )


def grants_of(db: Transaction, file_id: str) -> list[Grant]:
    """A file's permissions, the oldest first."""
    rows = db.rows("SELECT * FROM permissions WHERE file_id = ? ORDER BY rowid", file_id)
    return [
        Grant(row["file_id"], row["id"], row["type"], row["role"], row["email"], json.loads(row["extra"]))
        for row in rows
    ]


def save_grant(db: Transaction, grant: Grant) -> None:
    """Insert or change a permission."""
    db.run(
        "INSERT INTO permissions (file_id, id, type, role, email, extra) VALUES (?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (file_id, id) DO UPDATE SET role = excluded.role, extra = excluded.extra",
        grant.file_id,
        grant.id,
        grant.type,
        grant.role,
        grant.email,
        json.dumps(grant.extra),
    )


def role_of(db: Transaction, actor: Actor, file_id: str) -> str | None:
    """The strongest role that the actor has on a file, by name or by link."""
    rows = db.rows(
        "SELECT role FROM permissions WHERE file_id = ? AND (type = 'anyone' OR (email = ? AND email <> ''))",
        file_id,
        actor.email,
    )
    return max((row["role"] for row in rows), key=rank, default=None)


def touch(db: Transaction, file: DriveFile, actor: Actor, now: datetime, *, content: bool) -> DriveFile:
    """Count one accepted write: version, change logs, and where content changed its time and author."""
    touched = replace(file, version=file.version + 1)
    if content:
        when = time_text(now)
        touched = touched.with_resource(modifiedTime=when, lastModifyingUser=actor.email or None)
        _record_revision(db, file.id, actor, now)
    save_file(db, touched)
    for grant in grants_of(db, file.id):
        if grant.email:
            record_change(db, grant.email, file.id, now)
    db.touches.append(Touch(file.id, touched.version, actor.name or "Anonymous"))
    return touched


def record_change(db: Transaction, email: str, file_id: str, now: datetime, *, removed: bool = False) -> None:
    """Put a file at the end of a person's change log, where it stands once."""
    db.run(
        "INSERT OR REPLACE INTO changes (person, file_id, removed, time) VALUES (?, ?, ?, ?)",
        email,
        file_id,
        int(removed),
        time_text(now),
    )


def _record_revision(db: Transaction, file_id: str, actor: Actor, now: datetime) -> None:
    """Add a revision, or stretch the last one: edits close in time are one, named after the last editor."""
    last = db.row("SELECT id, time FROM revisions WHERE file_id = ? ORDER BY id DESC LIMIT 1", file_id)
    number = 1
    if last is not None:
        began = datetime.fromisoformat(last["time"])
        number = last["id"] + (0 if (now - began).total_seconds() < _MERGE_SECONDS else 1)
    db.run(
        "INSERT OR REPLACE INTO revisions (file_id, id, person, time) VALUES (?, ?, ?, ?)",
        file_id,
        number,
        actor.email,
        time_text(now),
    )
