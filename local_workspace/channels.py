"""Notification channels: who wants to be told, where, until when, and up to which change they were."""

from __future__ import annotations

import hashlib
import ipaddress
import sqlite3
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from local_workspace.storage import Transaction

DEFAULT_LIFE_MS = 3600 * 1000
LONGEST_LIFE_MS = 7 * 24 * 3600 * 1000
LONGEST_LIFE_OF_FILES_MS = 24 * 3600 * 1000


@dataclass(frozen=True, slots=True)
class Channel:
    """A channel of `changes.watch` or `files.watch`; `expiration` is milliseconds since 1970, `seen` a place in the log."""

    id: str
    person: str
    address: str
    token: str
    resource_id: str
    resource_uri: str
    expiration: int
    messages: int = 0
    seen: int = 0


@dataclass(frozen=True, slots=True)
class Due:
    """A channel that has something to be told, the change it will be told up to, and how it is put."""

    channel: Channel
    latest: int
    state: str = "change"
    changed: str = ""


def is_allowed_address(address: str) -> bool:
    """Whether Google would post there: https; and, on one's own machine, http."""
    try:
        parts = urlsplit(address)
        host = parts.hostname or ""
    except ValueError:
        return False
    if parts.scheme == "https":
        return bool(host)
    return parts.scheme == "http" and (host == "localhost" or _is_loopback(host))


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def new_channel(
    body: dict[str, Any], person: str, resource_uri: str, now_ms: int, file_id: str = ""
) -> Channel:
    """The channel that a watch request asks for; a life beyond Google's longest is cut."""
    longest = LONGEST_LIFE_OF_FILES_MS if file_id else LONGEST_LIFE_MS
    watched = f"file {file_id}" if file_id else f"changes of {person}"
    wanted = int(body["expiration"]) if "expiration" in body else now_ms + DEFAULT_LIFE_MS
    return Channel(
        id=body["id"],
        person=person,
        address=body["address"],
        token=body.get("token", ""),
        resource_id=hashlib.sha256(watched.encode()).hexdigest()[:27],
        resource_uri=resource_uri,
        expiration=min(wanted, now_ms + longest),
    )


def resource(channel: Channel) -> dict[str, Any]:
    """The `Channel` that a watch answers with."""
    shown = {
        "kind": "api#channel",
        "id": channel.id,
        "resourceId": channel.resource_id,
        "resourceUri": channel.resource_uri,
        "expiration": str(channel.expiration),
    }
    return {**shown, "token": channel.token} if channel.token else shown


def last_change(db: Transaction) -> int:
    """The place of the newest change in anybody's log."""
    row = db.row("SELECT seq FROM sqlite_sequence WHERE name = 'changes'")
    return int(row["seq"]) if row else 0


def add(db: Transaction, channel: Channel) -> bool:
    """Open a channel that tells of changes from now on; False if its id is taken."""
    db.announce = True
    return bool(
        db.run(
            "INSERT OR IGNORE INTO channels VALUES (?, ?, ?, ?, ?, ?, ?, 0, ?)",
            channel.id,
            channel.person,
            channel.address,
            channel.token,
            channel.resource_id,
            channel.resource_uri,
            channel.expiration,
            last_change(db),
        )
    )


def aim(db: Transaction, channel: Channel, file_id: str) -> None:
    """Have a channel that was just added tell of one file only."""
    sql = "INSERT INTO file_channels (channel_id, file_id, state, changed) VALUES (?, ?, 'update', '')"
    db.run(sql, channel.id, file_id)


def remove(db: Transaction, channel_id: str, resource_id: str, person: str) -> bool:
    """Close a channel; False if the person has no such one."""
    sql = "DELETE FROM channels WHERE id = ? AND resource_id = ? AND person = ?"
    return bool(db.run(sql, channel_id, resource_id, person))


def remove_expired(db: Transaction, now_ms: int) -> None:
    """Close the channels whose time is over."""
    db.run("DELETE FROM channels WHERE expiration <= ?", now_ms)


def expire(db: Transaction, *, id: str = "", user: str = "") -> None:  # noqa: A002 - the order's own word
    """Close channels before their time: one, a person's, or all of them; nobody is told, as with Google."""
    db.run("DELETE FROM channels WHERE ? IN ('', id) AND ? IN ('', person)", id, user)


_DUE = """
SELECT c.*, coalesce(f.state, 'change') AS state, coalesce(f.changed, '') AS changed, coalesce(
    (SELECT max(seq) FROM changes WHERE person = c.person AND (f.file_id IS NULL OR file_id = f.file_id)), 0
) AS latest
FROM channels c LEFT JOIN file_channels f ON f.channel_id = c.id
"""


def due(db: Transaction) -> list[Due]:
    """Channels that miss their `sync` or a change."""
    found = [Due(_channel(row), row["latest"], row["state"], row["changed"]) for row in db.rows(_DUE)]
    return [item for item in found if item.channel.messages == 0 or item.latest > item.channel.seen]


def delivered(db: Transaction, channel: Channel, seen: int) -> None:
    """Note that a message got through or was given up."""
    sql = "UPDATE channels SET messages = messages + 1, seen = max(seen, ?) WHERE id = ? AND resource_id = ?"
    db.run(sql, seen, channel.id, channel.resource_id)
    # what happened while the message was under way is still to be told
    db.run(
        "UPDATE file_channels SET state = 'update', changed = '' WHERE channel_id = ? AND NOT EXISTS"
        " (SELECT 1 FROM changes WHERE person = ? AND file_id = file_channels.file_id AND seq > ?)",
        channel.id,
        channel.person,
        seen,
    )


def _channel(row: sqlite3.Row) -> Channel:
    return Channel(**{name: row[name] for name in Channel.__slots__})
