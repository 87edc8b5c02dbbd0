"""Meeting spaces and what was kept of the conferences in them."""

from __future__ import annotations

import json
import secrets
import sqlite3
import string
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from local_workspace.storage import Transaction

_DEFAULTS = {"accessType": "TRUSTED", "entryPointAccess": "ALL", "moderation": "OFF"}


@dataclass(frozen=True, slots=True)
class Space:
    """A place to meet; the code is what people type."""

    id: str
    code: str
    owner: str
    config: dict[str, Any]

    @property
    def name(self) -> str:
        """The resource name."""
        return f"spaces/{self.id}"


@dataclass(frozen=True, slots=True)
class Record:
    """A finished conference with all that belongs to it; each list holds Meet's own resources."""

    id: str
    space_id: str
    owner: str
    start: str
    resource: dict[str, Any]
    people: list[str] = field(default_factory=list)

    def parts(self, kind: str) -> list[dict[str, Any]]:
        """The participants, sessions, transcripts, entries or smartNotes, by their names."""
        found: list[dict[str, Any]] = self.resource.get(kind, [])
        return found


def create_space(db: Transaction, email: str, code: str = "", config: dict[str, Any] | None = None) -> Space:
    """A new space of that person."""
    space = Space(secrets.token_urlsafe(9), code or new_code(), email, {**_DEFAULTS, **(config or {})})
    save_space(db, space)
    return space


def save_space(db: Transaction, space: Space) -> None:
    """Write a space, new or changed."""
    db.run(
        "INSERT INTO meet_spaces (id, code, owner, config) VALUES (?, ?, ?, ?)"
        " ON CONFLICT (id) DO UPDATE SET config = excluded.config",
        space.id,
        space.code,
        space.owner,
        json.dumps(space.config),
    )


def find_space(db: Transaction, id_or_code: str) -> Space | None:
    """A space by its id, or by its code in any case, with or without the dashes."""
    bare = id_or_code.lower().replace("-", "")
    row = db.row("SELECT * FROM meet_spaces WHERE id = ? OR REPLACE(code, '-', '') = ?", id_or_code, bare)
    return None if row is None else Space(row["id"], row["code"], row["owner"], json.loads(row["config"]))


def may_see(db: Transaction, space: Space, email: str) -> bool:
    """Whether somebody has to do with a space: it is theirs, they met there, or they are invited."""
    if email == space.owner:
        return True
    met = db.row(
        "SELECT 1 FROM meet_people JOIN meet_records ON meet_records.id = record_id"
        " WHERE space_id = ? AND email = ?",
        space.id,
        email,
    )
    invited = db.row(
        "SELECT 1 FROM calendar_events WHERE owner = ?"
        " AND json_extract(resource, '$.conferenceData.conferenceId') = ?",
        email,
        space.code,
    )
    return met is not None or invited is not None


def meeting_uri(base_url: str, code: str) -> str:
    """The link of a local meeting: it must not lead to a real one."""
    return f"{base_url}/meet/{code}"


def new_code() -> str:
    """A fresh meeting code, such as abc-mnop-xyz."""
    return "-".join("".join(secrets.choice(string.ascii_lowercase) for _ in range(n)) for n in (3, 4, 3))


def save_record(db: Transaction, record: Record) -> None:
    """Keep a finished conference."""
    db.run(
        "INSERT INTO meet_records (id, space_id, owner, start, resource) VALUES (?, ?, ?, ?, ?)",
        record.id,
        record.space_id,
        record.owner,
        record.start,
        json.dumps(record.resource),
    )
    for email in {record.owner, *record.people}:
        db.run("INSERT INTO meet_people (record_id, email) VALUES (?, ?)", record.id, email)


def records_of(db: Transaction, email: str, now: datetime) -> list[Record]:
    """The conferences that somebody organised or was in, the latest first; old ones are gone."""
    rows = db.rows(
        "SELECT meet_records.* FROM meet_records JOIN meet_people ON record_id = meet_records.id"
        " WHERE email = ? ORDER BY start DESC, meet_records.id",
        email,
    )
    return [record for record in map(_record, rows) if _lives(record, now)]


def find_record(db: Transaction, email: str, record_id: str, now: datetime) -> Record | None:
    """A conference by id, if that person may see it."""
    row = db.row(
        "SELECT meet_records.* FROM meet_records JOIN meet_people ON record_id = meet_records.id"
        " WHERE email = ? AND meet_records.id = ?",
        email,
        record_id,
    )
    record = None if row is None else _record(row)
    return record if record is not None and _lives(record, now) else None


def _lives(record: Record, now: datetime) -> bool:
    return datetime.fromisoformat(record.resource["expireTime"]) > now


def _record(row: sqlite3.Row) -> Record:
    return Record(row["id"], row["space_id"], row["owner"], row["start"], json.loads(row["resource"]))
