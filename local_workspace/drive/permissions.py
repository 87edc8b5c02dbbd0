"""permissions.*: sharing with people and with everyone who has the link."""

from __future__ import annotations

import logging
import re
from dataclasses import replace
from typing import Any

from local_workspace.call import Call
from local_workspace.drive import resources
from local_workspace.drive.access import drive_file
from local_workspace.drive.model import (
    DriveFile,
    Grant,
    grants_of,
    rank,
    record_change,
    save_file,
    save_grant,
    touch,
)
from local_workspace.drive.refusals import insufficient_rights, invalid, required, thing_not_found
from local_workspace.errors import unimplemented

_log = logging.getLogger(__name__)
_EMAIL = re.compile(r"^[^\s@]+@[^\s@]+$")
_ROLES = {"owner", "writer", "commenter", "reader"}
_KINDS = {"user", "anyone", "group", "domain"}
_EXTRAS = ("allowFileDiscovery", "expirationTime", "view")


def create(call: Call) -> dict[str, Any]:
    """permissions.create: an address that has access already gets the new role if it is stronger."""
    file = drive_file(call, "writer")
    grant = _asked_for(call, file)
    known = next((old for old in grants_of(call.db, file.id) if old.id == grant.id), None)
    if known is not None and rank(known.role) >= rank(grant.role):
        grant = known
    if grant.role == "owner":
        file = _transfer(call, file, grant.email)
    save_grant(call.db, grant)
    touch(call.db, file, call.actor, call.now, content=False)
    if grant.type == "user" and call.params.get("sendNotificationEmail") is not False:
        _log.info("mail to %s: %s shared %s with you", grant.email, call.actor.email, file.name)
    return resources.permission(grant)


def _asked_for(call: Call, file: DriveFile) -> Grant:
    """The permission that the body describes."""
    body = call.body
    kind, role = body.get("type"), body.get("role")
    if kind is None or role is None:
        raise required("permission.type" if kind is None else "permission.role")
    if kind not in _KINDS or role not in _ROLES:
        wrong = "type" if kind not in _KINDS else "role"
        raise invalid(f"The specified {wrong} is invalid or not supported.", f"permission.{wrong}")
    if kind in {"group", "domain"}:
        raise unimplemented(f"drive.permissions.create of type {kind}")
    email = str(body.get("emailAddress", "")).lower() if kind == "user" else ""
    if kind == "user" and not _EMAIL.match(email):
        raise invalid("The specified emailAddress is invalid or not applicable for the given permission type.",
                      "permission.emailAddress")  # fmt: skip
    if kind == "anyone" and role == "owner":
        raise invalid("The owner role is not valid for this permission type.", "permission.role")
    extra = {name: body[name] for name in _EXTRAS if name in body}
    if kind == "anyone":
        extra.setdefault("allowFileDiscovery", False)
    return Grant(file.id, resources.permission_id(email), kind, role, email, extra)


def _transfer(call: Call, file: DriveFile, email: str) -> DriveFile:
    """Give a file to somebody else; the owner before stays as a writer."""
    if call.actor.email != file.owner:
        raise insufficient_rights()
    if not call.params.get("transferOwnership"):
        raise invalid(
            "The transferOwnership parameter must be enabled when the permission role is 'owner'.",
            "transferOwnership",
            "forbidden",
        )
    for grant in grants_of(call.db, file.id):
        if grant.role == "owner" and grant.email != email:
            save_grant(call.db, replace(grant, role="writer"))
    given = replace(file, owner=email)
    save_file(call.db, given)
    return given


def get(call: Call) -> dict[str, Any]:
    """permissions.get"""
    return resources.permission(_grant(call, drive_file(call, "writer")))


def find(call: Call) -> dict[str, Any]:
    """permissions.list: for those who may share, as in Drive."""
    file = drive_file(call, "writer")
    shown = [resources.permission(grant) for grant in grants_of(call.db, file.id)]
    return {"kind": "drive#permissionList", "permissions": shown}


def update(call: Call) -> dict[str, Any]:
    """permissions.update: another role."""
    file = drive_file(call, "writer")
    grant = _grant(call, file)
    role = call.body.get("role", grant.role)
    if role not in _ROLES:
        raise invalid("The specified role is invalid or not supported.", "permission.role")
    if grant.role == "owner" and role != "owner":
        raise insufficient_rights()
    if role == "owner":
        file = _transfer(call, file, grant.email)
    changed = replace(grant, role=role, extra=_extra(call, grant))
    save_grant(call.db, changed)
    touch(call.db, file, call.actor, call.now, content=False)
    return resources.permission(changed)


def _extra(call: Call, grant: Grant) -> dict[str, Any]:
    extra = {**grant.extra, **{name: call.body[name] for name in _EXTRAS if name in call.body}}
    if call.params.get("removeExpiration"):
        extra.pop("expirationTime", None)
    return extra


def delete(call: Call) -> None:
    """permissions.delete: by a writer, or by the person themselves; never the owner's."""
    file = drive_file(call)
    grant = _grant(call, file)
    if grant.email != call.actor.email:
        drive_file(call, "writer")
    if grant.role == "owner":
        raise insufficient_rights()
    call.db.run("DELETE FROM permissions WHERE file_id = ? AND id = ?", file.id, grant.id)
    touch(call.db, file, call.actor, call.now, content=False)
    if grant.email:
        record_change(call.db, grant.email, file.id, call.now, removed=True)


def _grant(call: Call, file: DriveFile) -> Grant:
    wanted = call.params["permissionId"]
    for grant in grants_of(call.db, file.id):
        if grant.id == wanted:
            return grant
    raise thing_not_found("Permission", wanted, "permissionId")
