"""changes.* and channels.stop: each person's log of changed files, and being told of it."""

from __future__ import annotations

from typing import Any

from local_workspace import channels
from local_workspace.auth import is_anonymous
from local_workspace.call import Call
from local_workspace.drive import resources
from local_workspace.drive.access import drive_file
from local_workspace.drive.model import find_file, role_of
from local_workspace.drive.refusals import DriveError, insufficient_rights, invalid
from local_workspace.drive.shared_drives import refuse_shared_drives


def get_start_page_token(call: Call) -> dict[str, Any]:
    """changes.getStartPageToken: where the next change will stand."""
    refuse_shared_drives(call)
    return {"kind": "drive#startPageToken", "startPageToken": str(channels.last_change(call.db) + 1)}


def find(call: Call) -> dict[str, Any]:
    """changes.list: one entry a file, the oldest first."""
    refuse_shared_drives(call)
    start = _position(call)
    size = min(call.params["pageSize"], 1000)
    rows = call.db.rows(
        "SELECT * FROM changes WHERE person = ? AND seq >= ? AND (removed = 0 OR ?)"
        " AND (? OR file_id IN (SELECT file_id FROM opened WHERE opened.person IN ('', changes.person)))"
        " ORDER BY seq LIMIT ?",
        call.actor.email,
        start,
        int(call.params["includeRemoved"]),
        call.db.only_opened_by is None,
        size + 1,
    )
    answer: dict[str, Any] = {
        "kind": "drive#changeList",
        "changes": [_change(call, row["file_id"], row["time"], bool(row["removed"])) for row in rows[:size]],
    }
    if len(rows) > size:
        answer["nextPageToken"] = str(rows[size]["seq"])
    else:
        answer["newStartPageToken"] = str(channels.last_change(call.db) + 1)
    return answer


def _position(call: Call) -> int:
    token = call.params["pageToken"]
    if not token.isdecimal() or int(token) > channels.last_change(call.db) + 1:
        raise invalid("Invalid Value", "pageToken")
    return int(token)


def _change(call: Call, file_id: str, time: str, removed: bool) -> dict[str, Any]:
    change: dict[str, Any] = {
        "kind": "drive#change",
        "changeType": "file",
        "type": "file",
        "time": time,
        "removed": removed,
        "fileId": file_id,
    }
    file = None if removed else find_file(call.db, file_id)
    if file is not None and role_of(call.db, call.actor, file_id):
        change["file"] = resources.file(call, file)
    return change


def watch(call: Call) -> dict[str, Any]:
    """changes.watch: open a channel on the caller's own log."""
    refuse_shared_drives(call)
    if is_anonymous(call.actor):
        raise insufficient_rights()
    _position(call)
    return _open(call, f"/drive/v3/changes?alt=json&pageToken={call.params['pageToken']}")


def watch_file(call: Call) -> dict[str, Any]:
    """files.watch: open a channel on one file, for a day at most."""
    if is_anonymous(call.actor):
        raise insufficient_rights()
    file = drive_file(call)
    return _open(call, f"/drive/v3/files/{file.id}?alt=json", file.id)


def _open(call: Call, path: str, file_id: str = "") -> dict[str, Any]:
    _check_channel(call.body)
    now_ms = int(call.now.timestamp() * 1000)
    channel = channels.new_channel(call.body, call.actor.email, call.base_url + path, now_ms, file_id)
    if channel.expiration <= now_ms:
        raise invalid("Invalid Value", "expiration")
    if not channels.add(call.db, channel):
        raise invalid(f"Channel id {channel.id} not unique", reason="channelIdNotUnique")
    if file_id:
        channels.aim(call.db, channel, file_id)
    return channels.resource(channel)


def _check_channel(body: dict[str, Any]) -> None:
    if not body.get("id") or len(body["id"]) > 64:
        raise invalid("entity.id is missing or longer than 64 characters", "entity.id", "required")
    if body.get("type") not in {"web_hook", "webhook"}:
        raise invalid(f"Unknown channel type: {body.get('type', '')}", "entity.type", "channelTypeUnknown")
    address = body.get("address", "")
    if not channels.is_allowed_address(address):
        raise DriveError(
            401,
            "UNAUTHENTICATED",
            f"WebHook callback must be HTTPS: {address}",
            reason="push.webhookUrlNotHttps",
        )


def stop(call: Call) -> None:
    """channels.stop, by the person who opened it."""
    channel_id = call.body.get("id", "")
    if not channels.remove(call.db, channel_id, call.body.get("resourceId", ""), call.actor.email):
        raise DriveError(
            404, "NOT_FOUND", f"Channel '{channel_id}' not found for project '0'", reason="notFound"
        )
