"""The robot's Drive change feed and its notification channels."""

from __future__ import annotations

from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from addon.adapters.google.clients import PerThread
from addon.adapters.google.faults import translated
from closeplan.errors import NotFoundError
from closeplan.records import Channel, FileChange

RETRIES = 4
CHANGE_FIELDS = (
    "nextPageToken,newStartPageToken,changes(changeType,fileId,removed,time,"
    "file(id,version,trashed,name,mimeType,parents,lastModifyingUser(me,emailAddress,displayName)))"
)


class DriveFeed:
    """One robot's view of what changed; every call is one request unless Google asks to retry."""

    def __init__(self, clients: PerThread, robot: str) -> None:
        self._clients = clients
        self._robot = robot

    def start_token(self) -> str:
        with translated("asking Drive where the feed begins"):
            answer = (
                self._clients.drive()
                .changes()
                .getStartPageToken(supportsAllDrives=True)
                .execute(num_retries=RETRIES)
            )
        return str(answer["startPageToken"])

    def changes(self, token: str) -> tuple[list[FileChange], str, bool]:
        with translated("reading Drive's change feed"):
            answer = (
                self._clients.drive()
                .changes()
                .list(
                    pageToken=token,
                    pageSize=1000,
                    spaces="drive",
                    includeRemoved=True,
                    supportsAllDrives=True,
                    includeItemsFromAllDrives=True,
                    fields=CHANGE_FIELDS,
                )
                .execute(num_retries=RETRIES)
            )
        found = [
            _file_change(change) for change in answer.get("changes", []) if change.get("changeType") == "file"
        ]
        return (
            found,
            str(answer.get("nextPageToken") or answer["newStartPageToken"]),
            "nextPageToken" in answer,
        )

    def watch(self, token: str, channel_id: str, secret: str, address: str, expires_at: datetime) -> Channel:
        body = {
            "id": channel_id,
            "type": "web_hook",
            "address": address,
            "token": secret,
            "expiration": str(int(expires_at.timestamp() * 1000)),
        }
        with translated("asking Drive for notifications"):
            answer = (
                self._clients.drive()
                .changes()
                .watch(
                    pageToken=token,
                    body=body,
                    includeRemoved=True,
                    supportsAllDrives=True,
                    includeItemsFromAllDrives=True,
                )
                .execute()  # not retried: a channel id that was taken after all would be refused
            )
        granted = (
            datetime.fromtimestamp(int(answer["expiration"]) / 1000, UTC)
            if "expiration" in answer
            else expires_at
        )
        return Channel(
            id=channel_id,
            robot=self._robot,
            token_hash=sha256(secret.encode()).hexdigest(),
            resource_id=str(answer["resourceId"]),
            expires_at=granted,
            address=address,
        )

    def stop(self, channel: Channel) -> None:
        body = {"id": channel.id, "resourceId": channel.resource_id}
        try:
            with translated("stopping a notification channel"):
                self._clients.drive().channels().stop(body=body).execute(num_retries=RETRIES)
        except NotFoundError:
            return  # it expired or was stopped before: what we want is already true


def _file_change(change: dict[str, Any]) -> FileChange:
    file = change.get("file") or {}
    user = file.get("lastModifyingUser") or {}
    by_robot = bool(user.get("me"))
    return FileChange(
        file_id=str(change["fileId"]),
        version=int(file.get("version") or 0),
        who="" if by_robot else str(user.get("emailAddress") or user.get("displayName") or ""),
        by_robot=by_robot,
        gone=bool(change.get("removed")) or bool(file.get("trashed")),
        at=datetime.fromisoformat(str(change["time"])),
        name=str(file.get("name", "")),
        mime_type=str(file.get("mimeType", "")),
        parents=tuple(file.get("parents", ())),
    )
