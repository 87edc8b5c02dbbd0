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
from local_workspace.tables import SCHEMA

AnyDocument = Spreadsheet | Document


# The documents in memory are the truth of one process: a second one on the same folder is kept out.
_PRAGMAS = ("locking_mode = EXCLUSIVE", "journal_mode = WAL", "synchronous = NORMAL", "foreign_keys = ON")


class FolderInUseError(RuntimeError):
    """Another Workspace runs on this data folder."""

    def __init__(self, folder: Path) -> None:
        """`folder` is the data folder that was asked for."""
        super().__init__(f"{folder} can't be opened: does another Workspace run on it?")


@dataclass(frozen=True, slots=True)
class Touch:
    """What a committed request changed: a file, its new version and who changed it; or a mailbox or a calendar."""

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

    def made_by_app(self, file_id: str, *, surely: bool = False) -> None:
        """A file that was just made stays visible to an app that sees no others."""
        if surely or self.only_opened_by is not None:
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
            self._connection.executescript(SCHEMA)
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
