"""permissions.*: sharing with people and with everyone who has the link."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from local_workspace.auth import person
from local_workspace.call import Call
from local_workspace.drive import notices, resources
from local_workspace.drive.access import drive_file
from local_workspace.drive.inheritance import pass_on
from local_workspace.drive.listing import read_offset, write_offset
from local_workspace.drive.model import (
    DriveFile,
    Grant,
    grants_of,
    is_email,
    rank,
    record_change,
    save_file,
    save_grant,
    time_text,
    touch,
)
from local_workspace.drive.refusals import insufficient_rights, invalid, required, thing_not_found
from local_workspace.errors import unimplemented

_ROLES = {"owner", "writer", "commenter", "reader"}
_KINDS = {"user", "anyone", "group", "domain"}
_LONGEST_SHARE = timedelta(days=366)
_EXTRAS = ("allowFileDiscovery", "expirationTime", "pendingOwner", "view")


def create(call: Call) -> dict[str, Any]:
    """permissions.create: an address that has access already gets the new role if it is stronger."""
    _refuse_admins(call)
    file = _shareable(call)
    grant = _asked_for(call, file)
    known = next((old for old in grants_of(call.db, file.id) if old.id == grant.id), None)
    if known is not None and rank(known.role) >= rank(grant.role):
        grant = known
    if grant.role == "owner":
        file = _transfer(call, file, grant.email)
    save_grant(call.db, grant)
    touch(call.db, file, call.actor, call.now, content=False, event="permissions")
    pass_on(call.db, file, call.actor, call.now)
    if grant.type == "user" and call.params.get("sendNotificationEmail") is not False:
        notices.shared(call, file, grant)
    return resources.permission(grant)


def _refuse_admins(call: Call) -> None:
    if call.params.get("useDomainAdminAccess"):
        raise unimplemented(f"{call.method.id} with useDomainAdminAccess")


def _shareable(call: Call) -> DriveFile:
    """The file, if the caller may share it: writers may unless the owner keeps that to themselves."""
    file = drive_file(call, "writer")
    return file if file.resource.get("writersCanShare", True) else drive_file(call, "owner")


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
    if kind == "user" and not is_email(email):
        raise invalid("The specified emailAddress is invalid or not applicable for the given permission type.",
                      "permission.emailAddress")  # fmt: skip
    if kind == "anyone" and role == "owner":
        raise invalid("The owner role is not valid for this permission type.", "permission.role")
    extra = {name: body[name] for name in _EXTRAS if name in body}
    _check_expiration(call, kind, role)
    if kind == "anyone":
        extra.setdefault("allowFileDiscovery", False)
    else:
        extra |= {"_time": time_text(call.now), "_by": call.actor.email}
    return Grant(file.id, resources.permission_id(email), kind, role, email, extra)


def _check_expiration(call: Call, kind: str, role: str) -> None:
    """Refuse an end that Drive does: only people's shares end, within a year, and no owner's."""
    if "expirationTime" not in call.body:
        return
    if kind != "user" or role == "owner":
        raise invalid("Expiration dates cannot be set on this item.", "permission.expirationTime",
                      "cannotSetExpiration")  # fmt: skip
    end = _moment(call.body["expirationTime"])
    if not call.now < end <= call.now + _LONGEST_SHARE:
        raise invalid("Expiration dates must be in the future, and within a year.", "permission.expirationTime",
                      "expirationDateInvalid")  # fmt: skip


def _moment(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as wrong:
        raise invalid(f"Invalid value: {text}", "permission.expirationTime") from wrong
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _transfer(call: Call, file: DriveFile, email: str) -> DriveFile:
    """Give a file to somebody else; the owner before stays as a writer."""
    if call.actor.email != file.owner and not _is_offered(call, file, email):
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
    if call.params.get("moveToNewOwnersRoot"):
        given = given.with_resource(parents=[resources.root_folder(person(email))])
    save_file(call.db, given)
    return given


def _is_offered(call: Call, file: DriveFile, email: str) -> bool:
    """Whether the caller takes what the owner offered them with `pendingOwner`."""
    offered = [grant.email for grant in grants_of(call.db, file.id) if grant.extra.get("pendingOwner")]
    return call.actor.email == email and email in offered


def get(call: Call) -> dict[str, Any]:
    """permissions.get"""
    return resources.permission(_grant(call, drive_file(call, "writer")))


def find(call: Call) -> dict[str, Any]:
    """permissions.list: for those who may share, as in Drive."""
    file = drive_file(call, "writer")
    shown = [resources.permission(grant) for grant in grants_of(call.db, file.id)]
    start, size = read_offset(call.params.get("pageToken")), call.params.get("pageSize") or 100
    answer: dict[str, Any] = {"kind": "drive#permissionList", "permissions": shown[start : start + size]}
    if start + size < len(shown):
        answer["nextPageToken"] = write_offset(start + size)
    return answer


def update(call: Call) -> dict[str, Any]:
    """permissions.update: another role."""
    _refuse_admins(call)
    file = _shareable(call)
    grant = _grant(call, file)
    role = call.body.get("role", grant.role)
    if role not in _ROLES:
        raise invalid("The specified role is invalid or not supported.", "permission.role")
    if grant.role == "owner" and role != "owner":
        raise insufficient_rights()
    _check_expiration(call, grant.type, role)
    if role == "owner":
        file = _transfer(call, file, grant.email)
    if call.body.get("pendingOwner"):
        _check_offer(call, file, grant, role)
    changed = replace(grant, role=role, extra=_extra(call, grant))
    save_grant(call.db, changed)
    touch(call.db, file, call.actor, call.now, content=False, event="permissions")
    pass_on(call.db, file, call.actor, call.now)
    return resources.permission(changed)


def _check_offer(call: Call, file: DriveFile, grant: Grant, role: str) -> None:
    """The owner offers a file to a person who can write in it already."""
    if call.actor.email != file.owner:
        raise insufficient_rights()
    if grant.type != "user" or role != "writer":
        raise invalid("A pending owner must be a user with the role writer.", "permission.pendingOwner")


def _extra(call: Call, grant: Grant) -> dict[str, Any]:
    extra = {**grant.extra, **{name: call.body[name] for name in _EXTRAS if name in call.body}}
    if call.body.get("role") == "owner" or call.body.get("pendingOwner") is False:
        extra.pop("pendingOwner", None)
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
    touch(call.db, file, call.actor, call.now, content=False, event="permissions")
    pass_on(call.db, file, call.actor, call.now)
    if grant.email:
        record_change(call.db, grant.email, file.id, call.now, removed=True)


def _grant(call: Call, file: DriveFile) -> Grant:
    wanted = call.params["permissionId"]
    for grant in grants_of(call.db, file.id):
        if grant.id == wanted:
            return grant
    raise thing_not_found("Permission", wanted, "permissionId")
