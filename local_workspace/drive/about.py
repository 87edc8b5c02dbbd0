"""about.get and revisions.*: who the caller is, and who saved a file when."""

from __future__ import annotations

import sqlite3
from typing import Any

from local_workspace.auth import ANONYMOUS, person
from local_workspace.call import Call
from local_workspace.drive import resources
from local_workspace.drive.access import drive_file
from local_workspace.drive.model import DriveFile
from local_workspace.drive.refusals import thing_not_found


def get(call: Call) -> dict[str, Any]:
    """about.get"""
    limit = "0" if call.actor.is_service_account else str(15 * 2**30)
    return {
        "kind": "drive#about",
        "user": resources.user(call.actor, call.actor),
        "storageQuota": {"limit": limit, "usage": "0", "usageInDrive": "0", "usageInDriveTrash": "0"},
        "maxUploadSize": "5242880000000",
        "appInstalled": True,
        "canCreateDrives": False,
        "canCreateTeamDrives": False,
    }


def find_revisions(call: Call) -> dict[str, Any]:
    """revisions.list: edits close in time are one revision, named after its last editor."""
    file = drive_file(call, "writer")
    rows = call.db.rows("SELECT * FROM revisions WHERE file_id = ? ORDER BY id", file.id)
    return {"kind": "drive#revisionList", "revisions": [_revision(call, file, row) for row in rows]}


def get_revision(call: Call) -> dict[str, Any]:
    """revisions.get"""
    file = drive_file(call, "writer")
    wanted = call.params["revisionId"]
    row = call.db.row(
        "SELECT * FROM revisions WHERE file_id = ? AND (CAST(id AS TEXT) = ? OR ? = 'head')"
        " ORDER BY id DESC LIMIT 1",
        file.id,
        wanted,
        wanted,
    )
    if row is None:
        raise thing_not_found("Revision", wanted, "revisionId")
    return _revision(call, file, row)


def _revision(call: Call, file: DriveFile, row: sqlite3.Row) -> dict[str, Any]:
    shown: dict[str, Any] = {
        "kind": "drive#revision",
        "id": str(row["id"]),
        "mimeType": file.mime_type,
        "modifiedTime": row["time"],
        "published": False,
    }
    if row["person"] != ANONYMOUS.email:
        shown["lastModifyingUser"] = resources.user(person(row["person"]), call.actor)
    return shown
