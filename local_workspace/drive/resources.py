"""Files, people and permissions as Drive shows them to one viewer."""

from __future__ import annotations

import hashlib
from typing import Any
from urllib.parse import quote

from local_workspace.auth import person
from local_workspace.call import Call
from local_workspace.convert import EXPORT_FORMATS
from local_workspace.drive.model import (
    ANYONE_ID,
    FOLDER,
    DriveFile,
    Grant,
    grants_of,
    is_locked,
    rank,
    role_of,
)
from local_workspace.people import Actor

_WRITER = (
    "canAddChildren", "canChangeCopyRequiresWriterPermission", "canEdit", "canModifyContent",
    "canReadRevisions", "canRename", "canShare", "canStartApproval",
)  # fmt: skip
_OWNER = ("canDelete", "canTrash", "canUntrash", "canMoveItemWithinDrive")
_READER = ("canCopy", "canDownload", "canListChildren")
_HIDDEN = {"lastModifyingUser", "starred"}


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
        **{name: value for name, value in item.resource.items() if name not in _HIDDEN},
        "mimeType": item.mime_type,
        "starred": _is_starred(call, item),
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
        "writersCanShare": item.resource.get("writersCanShare", True),
        "viewersCanCopyContent": not item.resource.get("copyRequiresWriterPermission", False),
        "copyRequiresWriterPermission": item.resource.get("copyRequiresWriterPermission", False),
        "permissionIds": [grant.id for grant in grants],
    }
    if viewer.email != item.owner:
        _as_guest(call, item, grants, shown)
    if "contentRestrictions" in item.resource:
        shown["contentRestrictions"] = _restrictions(item, viewer)
    if "md5Checksum" in item.resource:
        shown["webContentLink"] = f"{call.base_url}/drive/v3/files/{item.id}?alt=media"
    elif item.mime_type in EXPORT_FORMATS:
        shown["exportLinks"] = export_links(call.base_url, item)
    modifier = item.resource.get("lastModifyingUser")
    if modifier is not None:
        shown["lastModifyingUser"] = user(person(modifier), viewer)
        shown["modifiedByMe"] = modifier == viewer.email
    if rank(role) >= rank("writer"):
        shown["permissions"] = [permission(grant) for grant in grants]
    return shown


def _is_starred(call: Call, item: DriveFile) -> bool:
    return (
        call.db.row("SELECT 1 FROM stars WHERE person = ? AND file_id = ?", call.actor.email, item.id)
        is not None
    )


def _as_guest(call: Call, item: DriveFile, grants: list[Grant], shown: dict[str, Any]) -> None:
    """What a file that somebody else owns shows and does not show: its folder only to whom that is shared with."""
    parents = [parent for parent in shown.pop("parents", ()) if role_of(call.db, call.actor, parent)]
    shown |= {"parents": parents} if parents else {}
    own = next((grant for grant in grants if grant.email and grant.email == call.actor.email), None)
    if own is not None and "_time" in own.extra:
        shown["sharedWithMeTime"] = own.extra["_time"]
        shown["sharingUser"] = user(person(own.extra["_by"] or item.owner), call.actor)


def _restrictions(item: DriveFile, viewer: Actor) -> list[dict[str, Any]]:
    shown = []
    for one in item.resource["contentRestrictions"]:
        plain = {name: value for name, value in one.items() if name != "_by"}
        shown.append(plain | ({"restrictingUser": user(person(one["_by"]), viewer)} if "_by" in one else {}))
    return shown


def export_links(base_url: str, item: DriveFile) -> dict[str, str]:
    """Where each format that a document can be had in is fetched."""
    path = f"{base_url}/drive/v3/files/{item.id}/export?mimeType="
    return {target: path + quote(target, safe="") for target in EXPORT_FORMATS[item.mime_type]}


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
    if item.mime_type != FOLDER:
        shown["canListChildren"] = shown["canAddChildren"] = False
    else:
        shown["canCopy"] = shown["canDownload"] = shown["canStartApproval"] = False
    if level < rank("writer") and item.resource.get("copyRequiresWriterPermission"):
        shown["canCopy"] = shown["canDownload"] = False
    if level < rank("owner") and not item.resource.get("writersCanShare", True):
        shown["canShare"] = False
    if is_locked(item):
        shown["canModifyContent"] = shown["canEdit"] = False
    shown["canTrash"] = shown["canTrash"] and not item.trashed
    shown["canUntrash"] = shown["canUntrash"] and item.trashed
    return shown


def permission(grant: Grant) -> dict[str, Any]:
    """Drive's `Permission`."""
    shown: dict[str, Any] = {
        "kind": "drive#permission",
        "id": grant.id,
        "type": grant.type,
        "role": grant.role,
        **{name: value for name, value in grant.extra.items() if not name.startswith("_")},
    }
    if grant.type == "user":
        who = person(grant.email)
        shown |= {"emailAddress": who.email, "displayName": who.name, "deleted": False}
        shown["pendingOwner"] = bool(grant.extra.get("pendingOwner"))
    return shown


def permission_id(email: str) -> str:
    """The id of a person's permission: the same on every file."""
    return person(email).user_id if email else ANYONE_ID
