"""Access that files have from the folder they lie in, down to the last subfolder.

Drive's answers show one permission a person; so does this: a row of its own on each file, which knows that it comes from
the folder, and the role that the person has on the file itself where that is weaker.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from local_workspace.drive.model import (
    FOLDER,
    DriveFile,
    Grant,
    children_of,
    find_file,
    grants_of,
    rank,
    record_change,
    save_grant,
    touch,
)
from local_workspace.people import Actor
from local_workspace.storage import Transaction

_FROM, _OWN = "_from", "_own"
"""What a row keeps beside the permission: the folder it comes from, and the role on the file itself."""


def inherit(db: Transaction, file: DriveFile, now: datetime) -> bool:
    """Give the file the permissions of its folders and take away those of folders it left; whether any changed."""
    before = {grant.id: grant for grant in grants_of(db, file.id)}
    wanted = {grant_id: own for grant_id, grant in before.items() if (own := _without_folder(grant))}
    for grant in _from_folders(db, file):
        there = wanted.get(grant.id)
        if there is None:
            wanted[grant.id] = grant
        elif rank(there.role) < rank(grant.role):
            own = there.extra.get(_OWN, "" if _FROM in there.extra else there.role)
            wanted[grant.id] = replace(grant, extra={**grant.extra, **({_OWN: own} if own else {})})
    for grant in before.values():
        if grant.id not in wanted:
            db.run("DELETE FROM permissions WHERE file_id = ? AND id = ?", file.id, grant.id)
            if grant.email:
                record_change(db, grant.email, file.id, now, removed=True)
    for grant in wanted.values():
        save_grant(db, grant)
    return wanted != before


def pass_on(db: Transaction, folder: DriveFile, actor: Actor, now: datetime) -> None:
    """Give what lies in a folder the permissions that the folder has now; whoever came or went hears of each file."""
    if folder.mime_type != FOLDER:
        return
    for child in children_of(db, folder.id):
        if inherit(db, child, now):
            touch(db, child, actor, now, content=False, event="permissions")
            pass_on(db, child, actor, now)


def _without_folder(grant: Grant) -> Grant | None:
    """The permission that the person has on the file itself, if any."""
    if _FROM not in grant.extra:
        return grant
    own = grant.extra.get(_OWN)
    extra = {name: value for name, value in grant.extra.items() if name not in {_FROM, _OWN}}
    return replace(grant, role=own, extra=extra) if own else None


def _from_folders(db: Transaction, file: DriveFile) -> Iterable[Grant]:
    """What the folders give: their owner writes in what others put there."""
    for parent in file.resource.get("parents", ()):
        folder = find_file(db, parent)
        if folder is None or folder.mime_type != FOLDER:
            continue
        for grant in grants_of(db, folder.id):
            role = "writer" if grant.role == "owner" else grant.role
            extra = {name: value for name, value in grant.extra.items() if name not in {_OWN, "pendingOwner"}}
            yield replace(grant, file_id=file.id, role=role, extra={**extra, _FROM: folder.id})
