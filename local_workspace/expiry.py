"""Permissions that end: taken away once their time is over, and told of like any other loss."""

from __future__ import annotations

import json
from datetime import UTC, datetime

from local_workspace.drive.model import record_change
from local_workspace.storage import Touch, Transaction

_ENDING = "SELECT * FROM permissions WHERE json_extract(extra, '$.expirationTime') IS NOT NULL"


def lapse(db: Transaction, now: datetime) -> None:
    """Take away every permission whose `expirationTime` has come."""
    for row in db.rows(_ENDING):
        if _moment(json.loads(row["extra"])["expirationTime"]) <= now:
            db.run("DELETE FROM permissions WHERE file_id = ? AND id = ?", row["file_id"], row["id"])
            if row["email"]:
                record_change(db, row["email"], row["file_id"], now, removed=True)
            version = db.row("SELECT version FROM files WHERE id = ?", row["file_id"])
            db.touches.append(Touch(row["file_id"], version["version"] if version else 0, ""))


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
