"""files.*: create, copy, read, find, change, trash and delete."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from local_workspace.auth import is_anonymous
from local_workspace.call import Call, Download
from local_workspace.docs.document import Document
from local_workspace.drive import content, resources
from local_workspace.drive.access import drive_file
from local_workspace.drive.inheritance import inherit, pass_on
from local_workspace.drive.model import (
    DOCUMENT,
    FOLDER,
    SHORTCUT,
    SPREADSHEET,
    DriveFile,
    Grant,
    files_of,
    find_file,
    grants_of,
    is_locked,
    new_id,
    record_change,
    save_file,
    save_grant,
    set_star,
    tell_watchers,
    time_text,
    touch,
)
from local_workspace.drive.refusals import (
    DriveError,
    insufficient_rights,
    invalid,
    no_storage_quota,
    required,
)
from local_workspace.sheets import Spreadsheet
from local_workspace.storage import Touch

Finish = Callable[[Call, bytes, str], dict[str, Any]]
"""Makes or changes a file once all of its content is there."""

_SETTABLE = (
    "name", "description", "folderColorRgb", "originalFilename", "shortcutDetails", "contentHints", "contentRestrictions",
    "copyRequiresWriterPermission", "writersCanShare", "viewedByMeTime", "modifiedTime",
)  # fmt: skip
_MAPS = ("properties", "appProperties")


def get(call: Call) -> dict[str, Any] | Download:
    """files.get: what is known of a file, or with `alt=media` its content."""
    file = drive_file(call)
    if call.media:
        return content.download(call.db, file)
    return resources.file(call, file)


def create(call: Call) -> dict[str, Any]:
    """files.create, of metadata: an empty document, a folder, a shortcut or an empty file."""
    may_own_files(call)
    mime_type = call.body.get("mimeType") or content.OCTETS
    made = new_file(call, mime_type)
    if mime_type == SPREADSHEET:
        call.db.save_document(made.id, Spreadsheet.new(made.id, made.name))
    elif mime_type == DOCUMENT:
        call.db.save_document(made.id, Document.new(made.id, made.name))
    elif mime_type == SHORTCUT:
        made = _pointed(call, made)
    elif not content.is_editor_type(mime_type):
        made = content.store(call, made, b"")
    return resources.file(call, made)


def _pointed(call: Call, shortcut: DriveFile) -> DriveFile:
    """A shortcut that knows what kind of file it leads to."""
    details = shortcut.resource.get("shortcutDetails", {})
    if "targetId" not in details:
        raise required("shortcutDetails.targetId")
    target = drive_file(call, "reader", details["targetId"])
    known = shortcut.with_resource(shortcutDetails={**details, "targetMimeType": target.mime_type})
    save_file(call.db, known)
    return known


def create_with(call: Call, media: bytes, mime_type: str) -> dict[str, Any]:
    """files.create of a file that comes with its content, converted where another type is asked for."""
    wanted = call.body.get("mimeType") or mime_type
    if not content.is_editor_type(wanted):
        return resources.file(call, content.store(call, new_file(call, wanted), media))
    content.check_conversion(mime_type, wanted)
    made = new_file(call, wanted)
    content.convert(call, made, media, mime_type)
    return resources.file(call, made)


def new_file(call: Call, mime_type: str) -> DriveFile:
    file_id = call.body.get("id") or new_id()
    if find_file(call.db, file_id):
        raise DriveError(
            409, "ALREADY_EXISTS", "A file already exists with the provided ID.", reason="fileIdInUse"
        )
    return add_file(call, file_id, mime_type, call.body.get("name") or "Untitled")


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
    # the properties of an app are private to it: who writes some at birth is the app, whatever its token may do
    call.db.made_by_app(file_id, surely="appProperties" in body)
    if body.get("starred"):
        set_star(call.db, call.actor, file_id, on=True)
    save_grant(call.db, Grant(file_id, call.actor.user_id, "user", "owner", call.actor.email))
    inherit(call.db, made, call.now)
    return touch(call.db, made, call.actor, call.now, content=True)


def may_update(call: Call) -> DriveFile:
    """The file of an update, if the caller may make this one; else Drive's refusal."""
    body = call.body
    moves = call.params.get("addParents") or call.params.get("removeParents")
    only_own = set(body) <= {"starred"} and bool(body) and not moves and call.upload is None
    file = drive_file(call, "reader" if only_own else "writer")
    if "trashed" in body and body["trashed"] != file.trashed:
        drive_file(call, "owner")
    if call.upload is not None and is_locked(file):
        raise insufficient_rights()
    mime_type = body.get("mimeType") or file.mime_type
    editors = content.is_editor_type(file.mime_type) or content.is_editor_type(mime_type)
    if mime_type != file.mime_type and editors:
        raise invalid("The provided MIME type cannot be set on this file.", "file.mimeType")
    return file


def update(call: Call) -> dict[str, Any]:
    """files.update, of metadata."""
    file = may_update(call)
    if set(call.body) == {"starred"}:
        set_star(call.db, call.actor, file.id, on=call.body["starred"])
        record_change(call.db, call.actor.email, file.id, call.now)
        return resources.file(call, file)
    changed = _changed(call, file)
    what = _what_changed(call, file)
    is_content = bool(what & {"name"})
    moves = "parents" in what and inherit(call.db, changed, call.now)
    changed = touch(call.db, changed, call.actor, call.now, content=is_content, event=_event(what))
    if moves:
        pass_on(call.db, changed, call.actor, call.now)
    return resources.file(call, changed)


def update_with(call: Call, media: bytes, mime_type: str) -> dict[str, Any]:
    """files.update with content: another revision of a file, or a document made anew."""
    file = may_update(call)
    if content.is_editor_type(file.mime_type):
        content.check_conversion(mime_type, file.mime_type)
        changed = _changed(call, file)
        content.convert(call, changed, media, mime_type)
        changed = touch(call.db, changed, call.actor, call.now, content=True)
        return resources.file(call, changed)
    wanted = call.body.get("mimeType") or (file.mime_type if mime_type == content.OCTETS else mime_type)
    changed = replace(_changed(call, file), mime_type=wanted)
    return resources.file(call, content.store(call, changed, media))


def _changed(call: Call, file: DriveFile) -> DriveFile:
    """The file with what the body says of it."""
    body = call.body
    changes: dict[str, Any] = {key: body[key] for key in _SETTABLE if key in body}
    changes |= {key: _merged(file.resource.get(key, {}), body[key]) for key in _MAPS if key in body}
    changes["parents"] = _moved(call, file)
    trashed = body.get("trashed", file.trashed)
    if trashed != file.trashed:
        changes["trashedTime"] = time_text(call.now) if trashed else None
    if "starred" in body:
        set_star(call.db, call.actor, file.id, on=body["starred"])
    document = call.db.any_document(file.id, to_edit=True) if "name" in body else None
    if document is not None:
        document.title = body["name"]
        call.db.save_document(file.id, document)
    mime_type = body.get("mimeType") or file.mime_type
    return replace(file.with_resource(**changes), trashed=trashed, mime_type=mime_type)


def _what_changed(call: Call, file: DriveFile) -> set[str]:
    """The names of what an update changes."""
    what = {name for name in call.body if name != "trashed" and call.body[name] != file.resource.get(name)}
    if call.params.get("addParents") or call.params.get("removeParents"):
        what.add("parents")
    if "trashed" in call.body and call.body["trashed"] != file.trashed:
        what.add("trashed" if call.body["trashed"] else "untrashed")
    return what


def _event(what: set[str]) -> str:
    """What a channel on the file is told of an update."""
    if what & {"trashed", "untrashed"}:
        return "trash" if "trashed" in what else "untrash"
    kinds = {"parents" if name == "parents" else "properties" for name in what}
    return ",".join(sorted(kinds)) or "properties"


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
    tell_watchers(call.db, file.id, "remove")
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
