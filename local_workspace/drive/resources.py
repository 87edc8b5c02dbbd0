"""Files, people and permissions as Drive shows them to one viewer."""

from __future__ import annotations

import hashlib
from typing import Any

from local_workspace.auth import person
from local_workspace.call import Call
from local_workspace.drive.model import (
    ANYONE_ID,
    FOLDER,
    SPREADSHEET,
    DriveFile,
    Grant,
    grants_of,
    rank,
    role_of,
)
from local_workspace.people import Actor

_WRITER = (
    "canAddChildren", "canChangeCopyRequiresWriterPermission", "canEdit", "canModifyContent",
    "canReadRevisions", "canRename", "canShare", "canStartApproval",
)  # fmt: skip
_OWNER = ("canDelete", "canTrash", "canUntrash")
_READER = ("canCopy", "canDownload", "canListChildren")


def root_folder(actor: Actor) -> str:
    """The id of a person's My Drive."""
    return "0A" + hashlib.sha256(actor.email.encode()).hexdigest()[:15] + "PVA"


def user(who: Actor, viewer: Actor) -> dict[str, Any]:
    """Drive's `User`."""
    return {
        "kind": "drive#user",
        "displayName": who.name,
        "me": who.email == viewer.email,
        "permissionId": who.user_id,
        "emailAddress": who.email,
    }


def file(call: Call, item: DriveFile) -> dict[str, Any]:
    """Drive's `File`, whole; the mask cuts it down afterwards."""
    viewer = call.actor
    role = role_of(call.db, viewer, item.id)
    grants = grants_of(call.db, item.id)
    owner = person(item.owner)
    shown: dict[str, Any] = {
        "kind": "drive#file",
        "id": item.id,
        **{name: value for name, value in item.resource.items() if name != "lastModifyingUser"},
        "mimeType": item.mime_type,
        "starred": item.resource.get("starred", False),
        "trashed": item.trashed,
        "explicitlyTrashed": item.trashed,
        "spaces": ["drive"],
        "version": str(item.version),
        "webViewLink": web_view_link(call.base_url, item),
        "owners": [user(owner, viewer)],
        "ownedByMe": viewer.email == item.owner,
        "shared": len(grants) > 1,
        "capabilities": _capabilities(item, role),
        "isAppAuthorized": True,
        "writersCanShare": True,
        "viewersCanCopyContent": True,
        "copyRequiresWriterPermission": False,
        "permissionIds": [grant.id for grant in grants],
    }
    if viewer.email != item.owner:
        shown.pop("parents", None)
    modifier = item.resource.get("lastModifyingUser")
    if modifier is not None:
        shown["lastModifyingUser"] = user(person(modifier), viewer)
        shown["modifiedByMe"] = modifier == viewer.email
    if rank(role) >= rank("writer"):
        shown["permissions"] = [permission(grant) for grant in grants]
    return shown


def web_view_link(base_url: str, item: DriveFile) -> str:
    """Where a person opens the file: the local page for sheets and everything else alike."""
    kind = "folder" if item.mime_type == FOLDER else "file"
    return f"{base_url}/#/{kind}/{item.id}"


def _capabilities(item: DriveFile, role: str | None) -> dict[str, bool]:
    level = rank(role)
    shown = {name: level >= rank("reader") for name in _READER}
    shown["canComment"] = level >= rank("commenter")
    shown |= {name: level >= rank("writer") for name in _WRITER}
    shown |= {name: level >= rank("owner") for name in _OWNER}
    if item.mime_type == SPREADSHEET:
        shown["canListChildren"] = shown["canAddChildren"] = False
    return shown


def permission(grant: Grant) -> dict[str, Any]:
    """Drive's `Permission`."""
    shown: dict[str, Any] = {
        "kind": "drive#permission",
        "id": grant.id,
        "type": grant.type,
        "role": grant.role,
        **grant.extra,
    }
    if grant.type == "user":
        who = person(grant.email)
        shown |= {"emailAddress": who.email, "displayName": who.name, "deleted": False, "pendingOwner": False}
    return shown


def permission_id(email: str) -> str:
    """The id of a person's permission: the same on every file."""
    return person(email).user_id if email else ANYONE_ID
