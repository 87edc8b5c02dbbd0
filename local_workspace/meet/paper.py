"""The Docs files that Meet writes after a meeting: the organizer's, and the participants may read them."""

from __future__ import annotations

from datetime import datetime

from local_workspace import docs
from local_workspace.auth import person
from local_workspace.docs import Document
from local_workspace.drive.model import (
    DOCUMENT,
    DriveFile,
    Grant,
    new_id,
    save_file,
    save_grant,
    time_text,
    touch,
)
from local_workspace.drive.resources import root_folder
from local_workspace.people import Actor
from local_workspace.storage import Transaction


def write(  # noqa: PLR0913, PLR0917 - a file is all of these
    db: Transaction, owner: Actor, title: str, lines: list[str], readers: list[str], now: datetime
) -> str:
    """A Doc with these lines; its id."""
    document = Document.new(new_id(), title)
    insert = {"insertText": {"location": {"index": 1}, "text": "\n".join(lines)}}
    docs.batch_update(document, [insert], owner, now)
    when = time_text(now)
    about = {"name": title, "parents": [root_folder(owner)], "createdTime": when, "modifiedTime": when}
    file = DriveFile(document.document_id, DOCUMENT, owner.email, 0, trashed=False, resource=about)
    save_file(db, file)
    db.save_document(file.id, document)
    save_grant(db, Grant(file.id, owner.user_id, "user", "owner", owner.email))
    for email in sorted(set(readers) - {owner.email}):
        save_grant(db, Grant(file.id, person(email).user_id, "user", "reader", email))
    touch(db, file, owner, now, content=True)
    return file.id
