"""Who may do what to a file, and how each API says no."""

from __future__ import annotations

from local_workspace.call import Call
from local_workspace.drive.model import DriveFile, find_file, is_locked, rank, role_of
from local_workspace.drive.refusals import file_not_found, insufficient_rights
from local_workspace.errors import ApiError, not_found


def drive_file(call: Call, role: str = "reader", file_id: str | None = None) -> DriveFile:
    """The file of a Drive call, if the caller has that role on it; else Drive's 404 or 403."""
    wanted = call.params["fileId"] if file_id is None else file_id
    file = find_file(call.db, wanted)
    has = role_of(call.db, call.actor, wanted)
    if file is None or has is None:
        raise file_not_found(wanted)
    if rank(has) < rank(role):
        raise insufficient_rights()
    return file


def sheets_file(call: Call, role: str = "reader", file_id: str | None = None) -> DriveFile:
    """The file of a Sheets call, if the caller has that role on it; else Sheets' 404 or 403."""
    wanted = call.params["spreadsheetId"] if file_id is None else file_id
    file = find_file(call.db, wanted)
    if file is None or not call.db.sees(wanted) or not call.db.has_document(wanted):
        raise not_found()
    locked = rank(role) >= rank("writer") and is_locked(file)
    if locked or rank(role_of(call.db, call.actor, wanted)) < rank(role):
        raise ApiError(403, "PERMISSION_DENIED", "The caller does not have permission")
    return file
