"""files.*: create, copy, read, find, change, trash and delete."""

from __future__ import annotations

import base64
from dataclasses import replace
from typing import Any

from local_workspace.auth import is_anonymous
from local_workspace.call import Call
from local_workspace.drive import query, resources
from local_workspace.drive.access import drive_file
from local_workspace.drive.model import (
    FOLDER,
    SPREADSHEET,
    DriveFile,
    Grant,
    files_of,
    find_file,
    grants_of,
    new_id,
    record_change,
    save_file,
    save_grant,
    time_text,
    touch,
)
from local_workspace.drive.refusals import insufficient_rights, invalid, no_storage_quota
from local_workspace.sheets import Spreadsheet
from local_workspace.storage import Touch

_SETTABLE = ("name", "description", "starred", "folderColorRgb", "originalFilename")
_MAPS = ("properties", "appProperties")
_ORDERS = {"name", "name_natural", "createdTime", "modifiedTime", "recency", "folder", "starred"}


def get(call: Call) -> dict[str, Any]:
    """files.get"""
    return resources.file(call, drive_file(call))


def create(call: Call) -> dict[str, Any]:
    """files.create, of metadata: an empty sheet, folder or file."""
    may_own_files(call)
    body = call.body
    file_id = body.get("id") or new_id()
    if find_file(call.db, file_id):
        raise invalid("A file already exists with the provided ID.", reason="fileIdInUse")
    mime_type = body.get("mimeType", "application/octet-stream")
    made = add_file(call, file_id, mime_type, body.get("name", "Untitled"))
    if mime_type == SPREADSHEET:
        call.db.save_document(file_id, Spreadsheet.new(file_id, made.name))
    return resources.file(call, made)


def may_own_files(call: Call) -> None:
    """Refuse callers that can't own a file."""
    if call.actor.is_service_account:
        raise no_storage_quota()
    if is_anonymous(call.actor):
        raise insufficient_rights()


def add_file(call: Call, file_id: str, mime_type: str, name: str) -> DriveFile:
    """A new file of the caller's with what the body says about it."""
    when = time_text(call.now)
    root = resources.root_folder(call.actor)
    body = call.body if call.method.api == "drive" else {}
    parents = [root if parent == "root" else parent for parent in body.get("parents", [])] or [root]
    for parent in parents:
        if parent != root:
            drive_file(call, "writer", parent)
    resource = {
        **{key: body[key] for key in _SETTABLE if key in body},
        **{key: _merged({}, body[key]) for key in _MAPS if key in body},
        "name": name,
        "parents": parents,
        "createdTime": body.get("createdTime", when),
        "modifiedTime": when,
    }
    made = DriveFile(file_id, mime_type, call.actor.email, 0, trashed=False, resource=resource)
    save_file(call.db, made)
    save_grant(call.db, Grant(file_id, call.actor.user_id, "user", "owner", call.actor.email))
    return touch(call.db, made, call.actor, call.now, content=True)


def copy(call: Call) -> dict[str, Any]:
    """files.copy: a new file of the caller's; permissions and comments stay behind."""
    source = drive_file(call)
    may_own_files(call)
    if source.mime_type == FOLDER:
        raise invalid("This file cannot be copied by the user.", reason="cannotCopyFile")
    file_id = call.body.get("id") or new_id()
    made = add_file(call, file_id, source.mime_type, call.body.get("name") or f"Copy of {source.name}")
    if source.mime_type == SPREADSHEET:
        twin = call.db.document(source.id).copy()
        twin.spreadsheet_id = file_id
        twin.title = made.name
        twin.threads.clear()
        twin.anchors.clear()
        call.db.save_document(file_id, twin)
    return resources.file(call, made)


def update(call: Call) -> dict[str, Any]:
    """files.update, of metadata."""
    file = drive_file(call, "writer")
    body = call.body
    if "trashed" in body and body["trashed"] != file.trashed:
        drive_file(call, "owner")
    changes: dict[str, Any] = {key: body[key] for key in _SETTABLE if key in body}
    changes |= {key: _merged(file.resource.get(key, {}), body[key]) for key in _MAPS if key in body}
    changes["parents"] = _moved(call, file)
    trashed = body.get("trashed", file.trashed)
    if trashed != file.trashed:
        changes["trashedTime"] = time_text(call.now) if trashed else None
    changed = replace(file.with_resource(**changes), trashed=trashed)
    if "name" in body and file.mime_type == SPREADSHEET:
        document = call.db.document_to_edit(file.id)
        document.title = body["name"]
        call.db.save_document(file.id, document)
    return resources.file(call, touch(call.db, changed, call.actor, call.now, content="name" in body))


def _merged(old: dict[str, str], new: dict[str, str | None]) -> dict[str, str]:
    """A property map after a change: null removes a key."""
    return {key: value for key, value in {**old, **new}.items() if value is not None}


def _moved(call: Call, file: DriveFile) -> list[str]:
    root = resources.root_folder(call.actor)
    parents = list(file.resource.get("parents", []))
    gone = (call.params.get("removeParents") or "").split(",")
    came = [parent for parent in (call.params.get("addParents") or "").split(",") if parent]
    for parent in came:
        if parent not in {"root", root}:
            drive_file(call, "writer", parent)
    kept = [parent for parent in parents if parent not in gone and not (parent == root and "root" in gone)]
    return kept + [root if parent == "root" else parent for parent in came]


def delete(call: Call) -> None:
    """files.delete: for good, a folder with what its owner has in it."""
    remove(call, drive_file(call, "owner"))


def remove(call: Call, file: DriveFile) -> None:
    """Take a file out of the store and tell everybody who saw it."""
    if file.mime_type == FOLDER:
        for child in files_of(call.db, file.owner):
            if file.id in child.resource.get("parents", []) and child.owner == file.owner:
                remove(call, child)
    for grant in grants_of(call.db, file.id):
        if grant.email:
            record_change(call.db, grant.email, file.id, call.now, removed=True)
    call.db.run("DELETE FROM files WHERE id = ?", file.id)
    call.db.forget_document(file.id)
    call.db.touches.append(Touch(file.id, file.version + 1, call.actor.name))


def empty_trash(call: Call) -> None:
    """files.emptyTrash"""
    for file in files_of(call.db, call.actor.email):
        if file.trashed and file.owner == call.actor.email and find_file(call.db, file.id):
            remove(call, file)


def generate_ids(call: Call) -> dict[str, Any]:
    """files.generateIds"""
    ids = [new_id(33) for _ in range(min(call.params["count"], 1000))]
    return {"kind": "drive#generatedIds", "space": call.params["space"], "ids": ids}


def find(call: Call) -> dict[str, Any]:
    """files.list: the files that the caller has a permission of their own on."""
    text = call.params.get("q") or ""
    test = query.parse(text, resources.root_folder(call.actor)) if text.strip() else None
    shown = [resources.file(call, file) for file in files_of(call.db, call.actor.email)]
    hits = [item for item in shown if test is None or test(item)]
    _order(hits, call.params.get("orderBy") or "modifiedTime desc")
    start = read_offset(call.params.get("pageToken"))
    size = min(call.params["pageSize"], 1000)
    answer: dict[str, Any] = {
        "kind": "drive#fileList",
        "incompleteSearch": False,
        "files": hits[start : start + size],
    }
    if start + size < len(hits):
        answer["nextPageToken"] = write_offset(start + size)
    return answer


def _order(hits: list[dict[str, Any]], order_by: str) -> None:
    for part in reversed([part.split() for part in order_by.split(",") if part.strip()]):
        key, descending = part[0], part[1:] == ["desc"]
        if key not in _ORDERS or part[1:] not in ([], ["desc"]):
            raise invalid(f"Invalid Value: {key}", "orderBy")
        hits.sort(key=lambda item, key=key: _sort_value(item, key), reverse=descending)  # type: ignore[misc]


def _sort_value(item: dict[str, Any], key: str) -> Any:
    if key == "folder":
        return item["mimeType"] != FOLDER
    if key in {"name", "name_natural"}:
        return item["name"].lower()
    return item["modifiedTime" if key == "recency" else key]


def read_offset(token: str | None) -> int:
    """The position that a page token of ours stands for."""
    if not token:
        return 0
    try:
        return int(base64.urlsafe_b64decode(token).decode())
    except ValueError as wrong:
        raise invalid("Invalid Value", "pageToken") from wrong


def write_offset(position: int) -> str:
    """An opaque page token for a position."""
    return base64.urlsafe_b64encode(str(position).encode()).decode()
