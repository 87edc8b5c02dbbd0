"""Copies of events: each person who is in an event has one, under the same id."""

from __future__ import annotations

import json
import secrets
import sqlite3
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from local_workspace.auth import is_anonymous
from local_workspace.calendar import recurrence
from local_workspace.calendar.refusals import not_found
from local_workspace.calendar.times import moment, stamp
from local_workspace.call import Call
from local_workspace.envelopes import unauthenticated
from local_workspace.storage import Touch, Transaction

Event = dict[str, Any]
_SIGNS = "0123456789abcdefghijklmnopqrstuv"


@dataclass(frozen=True, slots=True)
class Copy:
    """One person's copy of an event, and when it last changed in the order of all changes."""

    seq: int
    event: Event


def owner(call: Call, parameter: str = "calendarId") -> str:
    """Whose calendar a call means: the caller's own, or there is none such for them."""
    if is_anonymous(call.actor):
        raise unauthenticated(missing=False)
    if call.params.get(parameter, "primary").lower() not in {"primary", call.actor.email}:
        raise not_found()
    return call.actor.email


def new_id() -> str:
    """A fresh event id, base32hex as Google's."""
    return "".join(secrets.choice(_SIGNS) for _ in range(26))


def find(db: Transaction, email: str, event_id: str) -> Event | None:
    """A person's copy of an event, or of one instance of a recurring one."""
    row = db.row("SELECT * FROM calendar_events WHERE owner = ? AND id = ?", email, event_id)
    if row is not None:
        return _copy(row).event
    parts = recurrence.INSTANCE_ID.fullmatch(event_id)
    series = find(db, email, parts["event"]) if parts else None
    if parts is None or series is None or "recurrence" not in series or is_cancelled(series):
        return None
    return recurrence.instance(series, parts["original"])


def all_copies(db: Transaction, email: str, after: int = 0) -> list[Copy]:
    """A person's events that changed after a place in the order of changes, the oldest change first."""
    rows = db.rows("SELECT * FROM calendar_events WHERE owner = ? AND seq > ? ORDER BY seq", email, after)
    return [_copy(row) for row in rows]


def exceptions(db: Transaction, email: str, series_id: str) -> list[Event]:
    """The instances of a recurring event that were changed or cancelled on their own."""
    rows = db.rows(
        "SELECT * FROM calendar_events WHERE owner = ? AND json_extract(resource, '$.recurringEventId') = ?",
        email,
        series_id,
    )
    return [_copy(row).event for row in rows]


def latest(db: Transaction) -> int:
    """The place of the latest change in the order of all changes."""
    row = db.row("SELECT MAX(seq) AS seq FROM calendar_events")
    return int(row["seq"] or 0) if row else 0


def save(db: Transaction, email: str, event: Event, now: datetime) -> Event:
    """Write a person's copy; its `updated` moves on with every write, since the etag is made of it."""
    row = db.row("SELECT * FROM calendar_events WHERE owner = ? AND id = ?", email, event["id"])
    before = moment(_copy(row).event["updated"]) if row is not None else None
    if before is not None and now < before + timedelta(milliseconds=1):
        now = before + timedelta(milliseconds=1)
    event = {**event, "updated": stamp(now)}
    db.run(
        "INSERT OR REPLACE INTO calendar_events (owner, id, seq, resource) VALUES (?, ?, ?, ?)",
        email,
        event["id"],
        latest(db) + 1,
        json.dumps(event),
    )
    db.touches.append(Touch(f"calendar/{email}", 0, ""))
    return event


def etag(text: str) -> str:
    """The etag of something that was last changed at that time."""
    return f'"{int(moment(text).timestamp() * 1000) * 2}"'


def is_cancelled(event: Event) -> bool:
    """Whether an event was deleted."""
    return bool(event["status"] == "cancelled")


def attendee(event: Event, email: str) -> Event | None:
    """The entry of a person among the attendees."""
    return next((entry for entry in event.get("attendees", ()) if entry["email"] == email), None)


def _copy(row: sqlite3.Row) -> Copy:
    return Copy(row["seq"], json.loads(row["resource"]))
