"""Files and permissions as the store keeps them."""

from __future__ import annotations

import json
import re
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
SHORTCUT = "application/vnd.google-apps.shortcut"
DOCUMENT = "application/vnd.google-apps.document"
EDITOR_TYPES = "application/vnd.google-apps."
ANYONE_ID = "anyoneWithLink"

NO_RESPONSE = "NO_RESPONSE"
_EMAIL = re.compile(r"^[^\s@]+@[^\s@]+$")
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
    return [_file(row) for row in rows if db.sees(row["id"])]


def children_of(db: Transaction, folder_id: str) -> list[DriveFile]:
    """Every file that lies in a folder, whoever may see it."""
    rows = db.rows(
        "SELECT f.* FROM files f, json_each(f.resource, '$.parents') AS parent WHERE parent.value = ?",
        folder_id,
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
        " mime_type = excluded.mime_type, trashed = excluded.trashed, resource = excluded.resource",
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
    """The strongest role that the actor has on a file, by name or by link, if their app sees it."""
    if not db.sees(file_id):
        return None
    rows = db.rows(
        "SELECT role FROM permissions WHERE file_id = ? AND (type = 'anyone' OR (email = ? AND email <> ''))",
        file_id,
        actor.email,
    )
    return max((row["role"] for row in rows), key=rank, default=None)


def touch(  # noqa: PLR0913 - a write is all of these
    db: Transaction, file: DriveFile, actor: Actor, now: datetime, *, content: bool, event: str = ""
) -> DriveFile:
    """Count one accepted write: version, change logs, and where content changed its time and author.

    `event` is what a channel on the file is told: `trash`, `untrash`, or names of what changed.
    """
    touched = replace(file, version=file.version + 1)
    if content:
        when = time_text(now)
        touched = touched.with_resource(modifiedTime=when, lastModifyingUser=actor.email or None)
        if file.mime_type.startswith(EDITOR_TYPES):
            record_revision(db, file.id, actor, now)
        if not event:
            _reset_approvals(db, file.id, now)
    save_file(db, touched)
    for grant in grants_of(db, file.id):
        if grant.email:
            record_change(db, grant.email, file.id, now)
    tell_watchers(db, file.id, event or ("content" if content else "properties"))
    db.touches.append(Touch(file.id, touched.version, actor.name or "Anonymous"))
    return touched


def _reset_approvals(db: Transaction, file_id: str, now: datetime) -> None:
    """Who approved what has been changed since is asked again, where the approval says so."""
    for row in db.rows(
        "SELECT resource FROM approvals WHERE file_id = ? AND status = 'IN_PROGRESS'", file_id
    ):
        approval = json.loads(row["resource"])
        if (
            approval["fileContentChangeBehavior"] == "RESET_APPROVAL"
            and "APPROVED" in approval["reviewers"].values()
        ):
            approval["reviewers"] = dict.fromkeys(approval["reviewers"], NO_RESPONSE)
            save_approval(db, approval | {"modifyTime": time_text(now)})


def save_approval(db: Transaction, approval: dict[str, Any]) -> None:
    """Insert or overwrite an approval."""
    db.run(
        "INSERT INTO approvals (id, file_id, status, resource) VALUES (?, ?, ?, ?)"
        " ON CONFLICT (id) DO UPDATE SET status = excluded.status, resource = excluded.resource",
        approval["approvalId"],
        approval["targetFileId"],
        approval["status"],
        json.dumps(approval),
    )


def lock(file: DriveFile, actor: Actor, now: datetime) -> DriveFile:
    """The file with its content read-only, as an approval makes it."""
    restriction = {
        "readOnly": True,
        "type": "globalContentRestriction",
        "restrictionTime": time_text(now),
        "reason": "",
        "_by": actor.email,
    }
    return file.with_resource(contentRestrictions=[restriction])


def is_locked(file: DriveFile) -> bool:
    """Whether nobody may edit the content for now."""
    return any(item.get("readOnly") for item in file.resource.get("contentRestrictions", ()))


def is_email(text: str) -> bool:
    """Whether it has the form of an address."""
    return bool(_EMAIL.match(text))


def tell_watchers(db: Transaction, file_id: str, event: str) -> None:
    """Note for the channels on one file what happened to it since their last message."""
    for row in db.rows("SELECT channel_id, changed FROM file_channels WHERE file_id = ?", file_id):
        if event in {"trash", "untrash", "remove"}:
            state, changed = event, row["changed"]
        else:
            names = {*row["changed"].split(","), *event.split(",")} - {""}
            state, changed = "update", ",".join(sorted(names))
        db.run(
            "UPDATE file_channels SET state = ?, changed = ? WHERE channel_id = ?",
            state,
            changed,
            row["channel_id"],
        )


def set_star(db: Transaction, actor: Actor, file_id: str, *, on: bool) -> None:
    """Star a file for one person, or take their star away."""
    if on:
        db.run("INSERT OR IGNORE INTO stars (person, file_id) VALUES (?, ?)", actor.email, file_id)
    else:
        db.run("DELETE FROM stars WHERE person = ? AND file_id = ?", actor.email, file_id)


def record_change(db: Transaction, email: str, file_id: str, now: datetime, *, removed: bool = False) -> None:
    """Put a file at the end of a person's change log, where it stands once."""
    db.run(
        "INSERT OR REPLACE INTO changes (person, file_id, removed, time) VALUES (?, ?, ?, ?)",
        email,
        file_id,
        int(removed),
        time_text(now),
    )


def record_revision(
    db: Transaction, file_id: str, actor: Actor, now: datetime, *, merged: bool = True
) -> int:
    """Add a revision, or stretch the last one: edits close in time are one, named after the last editor."""
    last = db.row("SELECT id, time FROM revisions WHERE file_id = ? ORDER BY id DESC LIMIT 1", file_id)
    number = 1
    if last is not None:
        close = (now - datetime.fromisoformat(last["time"])).total_seconds() < _MERGE_SECONDS
        number = last["id"] + (0 if merged and close else 1)
    db.run(
        "INSERT OR REPLACE INTO revisions (file_id, id, person, time) VALUES (?, ?, ?, ?)",
        file_id,
        number,
        actor.email,
        time_text(now),
    )
    return number
