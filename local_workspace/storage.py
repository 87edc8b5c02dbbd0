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

from local_workspace.sheets import Spreadsheet

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

    def __init__(self, connection: sqlite3.Connection, documents: dict[str, Spreadsheet]) -> None:
        """`documents` is the shared cache; what this transaction writes leaves it on failure."""
        self._connection = connection
        self._documents = documents
        self._edited: set[str] = set()
        self.touches: list[Touch] = []
        self.announce = False

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

    def document(self, file_id: str) -> Spreadsheet:
        """A spreadsheet, for reading."""
        known = self._documents.get(file_id)
        if known is None:
            row = self.row("SELECT body FROM documents WHERE file_id = ?", file_id)
            if row is None:
                raise KeyError(file_id)
            known = self._documents[file_id] = Spreadsheet.from_json(json.loads(row["body"]))
        return known

    def has_document(self, file_id: str) -> bool:
        """Whether the file is a spreadsheet."""
        return (
            file_id in self._documents
            or self.row("SELECT 1 FROM documents WHERE file_id = ?", file_id) is not None
        )

    def document_to_edit(self, file_id: str) -> Spreadsheet:
        """A spreadsheet that `save_document` will be called for."""
        self._edited.add(file_id)
        return self.document(file_id)

    def save_document(self, file_id: str, document: Spreadsheet) -> None:
        """Write a spreadsheet through to the store."""
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
        self._documents: dict[str, Spreadsheet] = {}
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

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            self._connection.close()
