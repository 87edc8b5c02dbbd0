"""What a mailbox is made of: its mails, their threads, and the number of its latest change."""

from __future__ import annotations

import json
import secrets
import sqlite3
from dataclasses import dataclass, replace
from datetime import datetime
from email.message import Message
from typing import Any

from local_workspace.auth import is_anonymous
from local_workspace.call import Call
from local_workspace.envelopes import unauthenticated
from local_workspace.errors import bad_request
from local_workspace.gmail import mime
from local_workspace.gmail.refusals import checked_id, delegation_denied, missing
from local_workspace.paging import BadTokenError, Item, one_page
from local_workspace.storage import Touch, Transaction


@dataclass(frozen=True, slots=True)
class Mail:
    """One person's copy of a message, or a draft of theirs."""

    owner: str
    id: str
    thread_id: str
    labels: tuple[str, ...]
    raw: bytes
    time: int
    draft_id: str = ""
    history: int = 0

    @property
    def message(self) -> Message:
        """The parsed message."""
        return mime.parse(self.raw)


@dataclass(frozen=True, slots=True)
class NewMail:
    """What comes into a mailbox; `thread` is the one that its writer names."""

    raw: bytes
    labels: tuple[str, ...]
    now: datetime
    thread: str = ""
    draft_id: str = ""


def owner(call: Call) -> str:
    """Whose mailbox a call means: the caller's own, or it is refused."""
    if is_anonymous(call.actor):
        raise unauthenticated(missing=False)
    wanted = call.params.get("userId") or "me"
    if wanted.lower() not in {"me", call.actor.email}:
        raise delegation_denied(wanted)
    return call.actor.email


def history_of(db: Transaction, email: str) -> int:
    """The number of the mailbox's latest change."""
    row = db.row("SELECT history FROM mailboxes WHERE owner = ?", email)
    return int(row["history"]) if row else 1


def next_history(db: Transaction, email: str) -> int:
    """Count one more change to a mailbox."""
    number = history_of(db, email) + 1
    db.run("INSERT OR REPLACE INTO mailboxes (owner, history) VALUES (?, ?)", email, number)
    db.touches.append(Touch(f"mail/{email}", number, ""))
    return number


def all_mails(db: Transaction, email: str) -> list[Mail]:
    """All mails of a person, the latest first."""
    rows = db.rows("SELECT * FROM mails WHERE owner = ? ORDER BY time DESC, history DESC", email)
    return [_mail(row) for row in rows]


def find_mail(db: Transaction, email: str, mail_id: str) -> Mail:
    """A mail by id; a 404 when the mailbox does not have it."""
    row = db.row("SELECT * FROM mails WHERE owner = ? AND id = ?", email, checked_id(mail_id))
    if row is None:
        raise missing()
    return _mail(row)


def find_draft(db: Transaction, email: str, draft_id: str) -> Mail:
    """A draft by its own id."""
    row = db.row("SELECT * FROM mails WHERE owner = ? AND draft_id = ? AND draft_id != ''", email, draft_id)
    if row is None:
        raise missing()
    return _mail(row)


def thread_mails(db: Transaction, email: str, thread_id: str) -> list[Mail]:
    """The mails of a thread, the oldest first; empty when there is no such thread."""
    rows = db.rows(
        "SELECT * FROM mails WHERE owner = ? AND thread_id = ? ORDER BY time, history", email, thread_id
    )
    return [_mail(row) for row in rows]


def save(db: Transaction, mail: Mail) -> Mail:
    """Write a mail, new or changed, as the mailbox's latest change."""
    mail = replace(mail, history=next_history(db, mail.owner))
    db.run(
        "INSERT OR REPLACE INTO mails (owner, id, thread_id, draft_id, history, time, labels, message_id, raw)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        mail.owner,
        mail.id,
        mail.thread_id,
        mail.draft_id,
        mail.history,
        mail.time,
        json.dumps(mail.labels),
        mime.header(mail.message, "Message-ID"),
        mail.raw,
    )
    return mail


def remove(db: Transaction, mail: Mail) -> None:
    """Delete a mail for good."""
    next_history(db, mail.owner)
    db.run("DELETE FROM mails WHERE owner = ? AND id = ?", mail.owner, mail.id)


def put(db: Transaction, email: str, new: NewMail) -> Mail:
    """A new mail in a mailbox, in the thread it belongs to."""
    mail_id = secrets.token_hex(8)
    thread_id = _thread_for(db, email, mime.parse(new.raw), new.thread) or mail_id
    time = int(new.now.timestamp() * 1000)
    return save(db, Mail(email, mail_id, thread_id, new.labels, new.raw, time, new.draft_id))


def deliver(db: Transaction, recipients: list[str], raw: bytes, now: datetime) -> None:
    """Put a message into the inbox of each recipient."""
    for email in recipients:
        put(db, email, NewMail(raw, ("UNREAD", "INBOX"), now))


def page(call: Call, items: list[Item], size: int) -> tuple[list[Item], str | None]:
    """The page that the call asks for, in Gmail's manner."""
    if size < 1:
        raise bad_request("Invalid maxResults")
    try:
        return one_page(items, call.params.get("pageToken"), min(size, 500))
    except BadTokenError as wrong:
        raise bad_request("Invalid pageToken") from wrong


def _thread_for(db: Transaction, email: str, message: Message, named: str) -> str | None:
    """The thread with the same subject that is named, or that holds a message this one answers."""
    key = mime.subject_key(message)
    if named:
        mails = thread_mails(db, email, checked_id(named))
        if not mails:
            raise missing()
        if any(mime.subject_key(mail.message) == key for mail in mails):
            return mails[0].thread_id
    for reference in reversed(mime.references(message)):
        row = db.row("SELECT * FROM mails WHERE owner = ? AND message_id = ?", email, reference)
        if row is not None and mime.subject_key(_mail(row).message) == key:
            return str(row["thread_id"])
    return None


def _mail(row: sqlite3.Row) -> Mail:
    labels: list[Any] = json.loads(row["labels"])
    return Mail(
        owner=row["owner"],
        id=row["id"],
        thread_id=row["thread_id"],
        labels=tuple(labels),
        raw=bytes(row["raw"]),
        time=row["time"],
        draft_id=row["draft_id"],
        history=row["history"],
    )
