"""about.get: who the caller is, and what Drive can do for them."""

from __future__ import annotations

from typing import Any

from local_workspace.call import Call
from local_workspace.convert import DOCUMENT, EXPORT_FORMATS, IMPORT_FORMATS, SPREADSHEET
from local_workspace.drive import resources

_USAGE = (
    "SELECT coalesce(sum(length(c.body)), 0) AS used,"
    " coalesce(sum(CASE WHEN f.trashed THEN length(c.body) ELSE 0 END), 0) AS trashed"
    " FROM contents c JOIN files f ON f.id = c.file_id WHERE f.owner = ?"
)


def get(call: Call) -> dict[str, Any]:
    """about.get"""
    limit = "0" if call.actor.is_service_account else str(15 * 2**30)
    row = call.db.row(_USAGE, call.actor.email)
    used, trashed = (str(row["used"]), str(row["trashed"])) if row else ("0", "0")
    return {
        "kind": "drive#about",
        "user": resources.user(call.actor, call.actor),
        "storageQuota": {"limit": limit, "usage": used, "usageInDrive": used, "usageInDriveTrash": trashed},
        "importFormats": dict(IMPORT_FORMATS),
        "exportFormats": dict(EXPORT_FORMATS),
        "maxImportSizes": {SPREADSHEET: str(100 * 2**20), DOCUMENT: str(10 * 2**20)},
        "maxUploadSize": str(60 * 2**20),
        "appInstalled": True,
        "canCreateDrives": False,
        "canCreateTeamDrives": False,
    }
