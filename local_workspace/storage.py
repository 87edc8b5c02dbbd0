"""What the local Workspace keeps: one SQLite file, and the documents of it in memory.

Requests are transactions one after another. Python runs one thread at a time anyway, and one writer
makes every order of edits to a file a possible one. An acknowledged request is in the write-ahead
log, so killing the process loses nothing.
"""

from __future__ import annotations

import json
import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from local_workspace.docs.document import Document
from local_workspace.sheets import Spreadsheet

AnyDocument = Spreadsheet | Document

_SCHEMA = """
CREATE TABLE IF NOT EXISTS files (
    id TEXT PRIMARY KEY,
    mime_type TEXT NOT NULL,
    owner TEXT NOT NULL,
    version INTEGER NOT NULL,
    trashed INTEGER NOT NULL,
    resource TEXT NOT NULL      -- JSON: what people may set, and times
);
CREATE TABLE IF NOT EXISTS documents (
    file_id TEXT PRIMARY KEY REFERENCES files (id) ON DELETE CASCADE,
    body TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS permissions (
    file_id TEXT NOT NULL REFERENCES files (id) ON DELETE CASCADE,
    id TEXT NOT NULL,
    type TEXT NOT NULL,         -- user | anyone
    role TEXT NOT NULL,
    email TEXT NOT NULL,        -- empty for anyone
    extra TEXT NOT NULL,        -- JSON
    PRIMARY KEY (file_id, id)
);
CREATE INDEX IF NOT EXISTS permissions_by_person ON permissions (email);
-- One entry per person and file: a new change replaces the one before it.
CREATE TABLE IF NOT EXISTS changes (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    person TEXT NOT NULL,
    file_id TEXT NOT NULL,
    removed INTEGER NOT NULL,
    time TEXT NOT NULL,
    UNIQUE (person, file_id)
);
CREATE INDEX IF NOT EXISTS changes_by_person ON changes (person, seq);
CREATE TABLE IF NOT EXISTS revisions (
    file_id TEXT NOT NULL REFERENCES files (id) ON DELETE CASCADE,
    id INTEGER NOT NULL,
    person TEXT NOT NULL,       -- empty for someone with the link
    time TEXT NOT NULL,
    PRIMARY KEY (file_id, id)
);
CREATE TABLE IF NOT EXISTS channels (
    id TEXT PRIMARY KEY,
    person TEXT NOT NULL,
    address TEXT NOT NULL,
    token TEXT NOT NULL,
    resource_id TEXT NOT NULL,
    resource_uri TEXT NOT NULL,
    expiration INTEGER NOT NULL, -- milliseconds since 1970
    messages INTEGER NOT NULL,   -- how many were delivered or given up
    seen INTEGER NOT NULL        -- the change up to which the receiver was told
);
CREATE TABLE IF NOT EXISTS settings (name TEXT PRIMARY KEY, value TEXT NOT NULL);
-- What a token with drive.file sees: files that such a token made, or that a person opened with the app.
CREATE TABLE IF NOT EXISTS opened (
    file_id TEXT NOT NULL,      -- stays when the file goes: its removal is told
    person TEXT NOT NULL,       -- empty for everybody who has access
    PRIMARY KEY (file_id, person)
);
CREATE INDEX IF NOT EXISTS permissions_that_end ON permissions (file_id)
    WHERE json_extract(extra, '$.expirationTime') IS NOT NULL;
-- What a channel of `files.watch` waits for; channels without an entry wait for any change.
CREATE TABLE IF NOT EXISTS file_channels (
    channel_id TEXT PRIMARY KEY REFERENCES channels (id) ON DELETE CASCADE,
    file_id TEXT NOT NULL,
    state TEXT NOT NULL,        -- what happened since the last message: update | trash | untrash | remove
    changed TEXT NOT NULL       -- and to what of the file: content,properties,permissions,parents
);
CREATE INDEX IF NOT EXISTS file_channels_by_file ON file_channels (file_id);
-- A revision's content (of uploaded files) and what people set on it.
CREATE TABLE IF NOT EXISTS contents (
    file_id TEXT NOT NULL REFERENCES files (id) ON DELETE CASCADE,
    revision INTEGER NOT NULL,
    facts TEXT NOT NULL,        -- JSON, in the names of Drive's Revision
    body BLOB,
    PRIMARY KEY (file_id, revision)
);
CREATE TABLE IF NOT EXISTS uploads (
    id TEXT PRIMARY KEY,
    person TEXT NOT NULL,
    target TEXT NOT NULL,       -- the file to be replaced; empty for a new one
    time TEXT NOT NULL,
    facts TEXT NOT NULL         -- JSON
);
CREATE TABLE IF NOT EXISTS upload_pieces (
    upload_id TEXT NOT NULL REFERENCES uploads (id) ON DELETE CASCADE,
    start INTEGER NOT NULL,
    body BLOB NOT NULL
);
CREATE INDEX IF NOT EXISTS upload_pieces_by_upload ON upload_pieces (upload_id);
CREATE TABLE IF NOT EXISTS approvals (
    id TEXT PRIMARY KEY,
    file_id TEXT NOT NULL REFERENCES files (id) ON DELETE CASCADE,
    status TEXT NOT NULL,
    resource TEXT NOT NULL      -- JSON: the Approval with addresses for users
);
CREATE INDEX IF NOT EXISTS approvals_by_file ON approvals (file_id);
CREATE TABLE IF NOT EXISTS stars (
    person TEXT NOT NULL,
    file_id TEXT NOT NULL REFERENCES files (id) ON DELETE CASCADE,
    PRIMARY KEY (person, file_id)
);
CREATE TABLE IF NOT EXISTS mailboxes (
    owner TEXT PRIMARY KEY,
    history INTEGER NOT NULL    -- grows with each change to the mailbox
);
CREATE TABLE IF NOT EXISTS mails (
    owner TEXT NOT NULL,
    id TEXT NOT NULL,
    thread_id TEXT NOT NULL,
    draft_id TEXT NOT NULL,     -- empty for anything but a draft
    history INTEGER NOT NULL,
    time INTEGER NOT NULL,      -- milliseconds since 1970
    labels TEXT NOT NULL,       -- JSON list of label ids
    message_id TEXT NOT NULL,
    raw BLOB NOT NULL,
    PRIMARY KEY (owner, id)
);
CREATE INDEX IF NOT EXISTS mails_by_message ON mails (owner, message_id);
CREATE TABLE IF NOT EXISTS mail_labels (
    owner TEXT NOT NULL,
    id TEXT NOT NULL,
    resource TEXT NOT NULL,
    PRIMARY KEY (owner, id)
);
-- One row per person and event: the organizer's copy, and one for each attendee.
CREATE TABLE IF NOT EXISTS calendar_events (
    owner TEXT NOT NULL,
    id TEXT NOT NULL,
    seq INTEGER NOT NULL,       -- grows with each change: a sync token is the last one seen
    resource TEXT NOT NULL,
    PRIMARY KEY (owner, id)
);
CREATE INDEX IF NOT EXISTS calendar_events_by_seq ON calendar_events (seq);
CREATE TABLE IF NOT EXISTS meet_spaces (
    id TEXT PRIMARY KEY,
    code TEXT NOT NULL UNIQUE,
    owner TEXT NOT NULL,
    config TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS meet_records (
    id TEXT PRIMARY KEY,
    space_id TEXT NOT NULL REFERENCES meet_spaces (id),
    owner TEXT NOT NULL,
    start TEXT NOT NULL,
    resource TEXT NOT NULL      -- JSON: the record with all that belongs to it
);
CREATE TABLE IF NOT EXISTS meet_people (
    record_id TEXT NOT NULL REFERENCES meet_records (id) ON DELETE CASCADE,
    email TEXT NOT NULL,
    PRIMARY KEY (record_id, email)
);
"""


# The documents in memory are the truth of one process: a second one on the same folder is kept out.
_PRAGMAS = ("locking_mode = EXCLUSIVE", "journal_mode = WAL", "synchronous = NORMAL", "foreign_keys = ON")


class FolderInUseError(RuntimeError):
    """Another Workspace runs on this data folder."""

    def __init__(self, folder: Path) -> None:
        """`folder` is the data folder that was asked for."""
        super().__init__(f"{folder} can't be opened: does another Workspace run on it?")


@dataclass(frozen=True, slots=True)
class Touch:
    """A file that a committed request changed: its new version, and who changed it."""

    file_id: str
    version: int
    by: str


class Transaction:
    """One request's view of the store."""

    def __init__(self, connection: sqlite3.Connection, documents: dict[str, AnyDocument]) -> None:
        """`documents` is the shared cache; what this transaction writes leaves it on failure."""
        self._connection = connection
        self._documents = documents
        self._edited: set[str] = set()
        self.touches: list[Touch] = []
        self.announce = False
        self.only_opened_by: str | None = None
        """The person whose app sees only what it made or was given; None when everything may be seen."""

    def rows(self, sql: str, *values: Any) -> list[sqlite3.Row]:
        """All rows of a query."""
        return self._connection.execute(sql, values).fetchall()

    def row(self, sql: str, *values: Any) -> sqlite3.Row | None:
        """The first row of a query."""
        found: sqlite3.Row | None = self._connection.execute(sql, values).fetchone()
        return found

    def run(self, sql: str, *values: Any) -> int:
        """Run a statement; the number of rows it touched."""
        return self._connection.execute(sql, values).rowcount

    def sees(self, file_id: str) -> bool:
        """Whether the caller's app may know of a file at all."""
        if self.only_opened_by is None:
            return True
        sql = "SELECT 1 FROM opened WHERE file_id = ? AND person IN ('', ?)"
        return self.row(sql, file_id, self.only_opened_by) is not None

    def made_by_app(self, file_id: str) -> None:
        """A file that was just made stays visible to an app that sees no others."""
        if self.only_opened_by is not None:
            self.open_with_app(file_id, "")

    def open_with_app(self, file_id: str, person: str) -> None:
        """Let the app see a file when it acts for a person."""
        self.run("INSERT OR IGNORE INTO opened (file_id, person) VALUES (?, ?)", file_id, person)

    def document(self, file_id: str) -> Spreadsheet:
        """A spreadsheet, for reading."""
        known = self.any_document(file_id)
        if not isinstance(known, Spreadsheet):
            raise KeyError(file_id)
        return known

    def has_document(self, file_id: str) -> bool:
        """Whether the file is a spreadsheet."""
        return isinstance(self.any_document(file_id), Spreadsheet)

    def text(self, file_id: str) -> Document:
        """A Doc, for reading."""
        known = self.any_document(file_id)
        if not isinstance(known, Document):
            raise KeyError(file_id)
        return known

    def has_text(self, file_id: str) -> bool:
        """Whether the file is a Doc."""
        return isinstance(self.any_document(file_id), Document)

    def text_to_edit(self, file_id: str) -> Document:
        """A Doc that `save_document` will be called for."""
        self._edited.add(file_id)
        return self.text(file_id)

    def any_document(self, file_id: str, *, to_edit: bool = False) -> AnyDocument | None:
        """The spreadsheet or Doc of a file, if it is one; `to_edit` says that `save_document` will be called."""
        if to_edit:
            self._edited.add(file_id)
        known = self._documents.get(file_id)
        if known is None:
            row = self.row("SELECT body FROM documents WHERE file_id = ?", file_id)
            if row is None:
                return None
            stored = json.loads(row["body"])
            known = Document.from_json(stored) if "text" in stored else Spreadsheet.from_json(stored)
            self._documents[file_id] = known
        return known

    def document_to_edit(self, file_id: str) -> Spreadsheet:
        """A spreadsheet that `save_document` will be called for."""
        self._edited.add(file_id)
        return self.document(file_id)

    def save_document(self, file_id: str, document: AnyDocument) -> None:
        """Write a spreadsheet or a Doc through to the store."""
        self._edited.add(file_id)
        self._documents[file_id] = document
        # the engine's own plain data has no cycles, and looking for them costs a third of the time
        body = json.dumps(document.to_json(), ensure_ascii=False, separators=(",", ":"), check_circular=False)
        self.run("INSERT OR REPLACE INTO documents (file_id, body) VALUES (?, ?)", file_id, body)

    def forget_document(self, file_id: str) -> None:
        """Drop a deleted file's document from memory; its row goes with the file's."""
        self._edited.add(file_id)
        self._documents.pop(file_id, None)

    def undo(self) -> None:
        """Forget what was edited in memory: the next reader takes it from the store again."""
        for file_id in self._edited:
            self._documents.pop(file_id, None)


class Storage:
    """The store of one data folder."""

    def __init__(self, folder: Path) -> None:
        """Open or make `workspace.sqlite` in the folder."""
        folder.mkdir(parents=True, exist_ok=True)
        self._lock = threading.RLock()
        self._documents: dict[str, AnyDocument] = {}
        self._listeners: list[Callable[[list[Touch]], None]] = []
        self._connection = sqlite3.connect(
            folder / "workspace.sqlite", isolation_level=None, check_same_thread=False, timeout=2
        )
        self._connection.row_factory = sqlite3.Row
        try:
            for pragma in _PRAGMAS:
                self._connection.execute(f"PRAGMA {pragma}")
            self._connection.executescript(_SCHEMA)
        except sqlite3.OperationalError as wrong:
            self._connection.close()
            raise FolderInUseError(folder) from wrong

    def listen(self, listener: Callable[[list[Touch]], None]) -> None:
        """Call `listener` with the touched files after each commit that touched some."""
        self._listeners.append(listener)

    @contextmanager
    def transaction(self) -> Iterator[Transaction]:
        """All or nothing; listeners hear of it when it is durable."""
        with self._lock:
            transaction = Transaction(self._connection, self._documents)
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield transaction
            except BaseException:
                self._connection.execute("ROLLBACK")
                transaction.undo()
                raise
            self._connection.execute("COMMIT")
        if transaction.touches or transaction.announce:
            for listener in self._listeners:
                listener(transaction.touches)

    def kept(self, name: str) -> str | None:
        """What was kept under a name."""
        with self.transaction() as db:
            row = db.row("SELECT value FROM settings WHERE name = ?", name)
        return str(row["value"]) if row else None

    def keep(self, name: str, value: str) -> None:
        """Keep a value; whoever waits for news looks again."""
        with self.transaction() as db:
            db.run("INSERT OR REPLACE INTO settings (name, value) VALUES (?, ?)", name, value)
            db.announce = True

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            self._connection.close()
