"""Watched folders and the transcripts in them, in SQL."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from sqlalchemy import Connection, Row, delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from addon.adapters.store.call_file_tables import call_files, call_folders
from addon.adapters.store.engine import Database
from closeplan.errors import ConflictError
from closeplan.records.call_files import CallFile, CallFolder, FileState

_KEPT = frozenset((FileState.TAKEN, FileState.IGNORED))
"""What is known of files in these states outlives their folder's being watched."""


class CallFileShelf(Database):
    """`closeplan.ports.call_files.CallFileBook`: a part of the store."""

    def call_folders(self) -> list[CallFolder]:
        query = select(call_folders).order_by(call_folders.c.name, call_folders.c.id)
        with self._read() as connection:
            return [CallFolder(**row) for row in connection.execute(query).mappings()]

    def put_call_folder(self, folder: CallFolder) -> None:
        with self._write() as connection:
            mine = (call_folders.c.id == folder.id) & (call_folders.c.seller == folder.seller)
            connection.execute(delete(call_folders).where(mine))
            try:
                connection.execute(insert(call_folders).values(asdict(folder)))
            except IntegrityError as error:
                told = "another seller's transcripts are read from this folder; an admin can have it read for all"
                raise ConflictError(told) from error

    def remove_call_folder(self, folder_id: str, seller: str) -> bool:
        mine = (call_folders.c.id == folder_id) & (call_folders.c.seller == seller)
        waiting = (call_files.c.folder_id == folder_id) & call_files.c.state.not_in(_KEPT)
        with self._write() as connection:
            removed = connection.execute(delete(call_folders).where(mine)).rowcount
            if removed:
                connection.execute(delete(call_files).where(waiting))
        return bool(removed)

    def tell_of_folder(self, folder_id: str, told: str) -> None:
        other = (call_folders.c.id == folder_id) & (call_folders.c.told != told)
        with self._write() as connection:
            connection.execute(update(call_folders).where(other).values(told=told))

    def hear_of_file(self, file: CallFile) -> bool:
        query = select(call_files.c.version, call_files.c.state).where(call_files.c.id == file.id)
        with self._write() as connection:
            known = connection.execute(query.with_for_update()).first()
            if known is None:
                connection.execute(insert(call_files).values(asdict(file)))
                return True
            if known.version >= file.version or known.state == FileState.IGNORED:
                return False
            news: dict[str, Any] = {
                "version": file.version,
                "name": file.name,
                "seen_at": file.seen_at,
                "state": FileState.DUE,
            }
            connection.execute(update(call_files).where(call_files.c.id == file.id).values(news))
        return True

    def call_file(self, file_id: str) -> CallFile | None:
        with self._read() as connection:
            row = connection.execute(select(call_files).where(call_files.c.id == file_id)).first()
        return _file(row) if row is not None else None

    def call_files(self, state: FileState) -> list[CallFile]:
        query = select(call_files).where(call_files.c.state == state).order_by(call_files.c.seen_at.desc())
        with self._read() as connection:
            return [_file(row) for row in connection.execute(query)]

    def settle_call_file(self, file: CallFile) -> bool:
        same = (call_files.c.id == file.id) & (call_files.c.version == file.version)
        with self._write() as connection:
            return bool(connection.execute(update(call_files).where(same).values(asdict(file))).rowcount)

    def drop_call_file(self, file_id: str) -> None:
        with self._write() as connection:
            connection.execute(delete(call_files).where(call_files.c.id == file_id))


def move_seller(connection: Connection, was: str, now: str) -> None:
    """Their folders and what waits in them go with a seller to another address."""
    for table in (call_folders, call_files):
        connection.execute(update(table).where(table.c.seller == was).values(seller=now))


def forget_seller(connection: Connection, seller: str) -> None:
    """Nobody's folders are watched for a seller who left: whoever takes over the plans shares one of their own."""
    connection.execute(delete(call_folders).where(call_folders.c.seller == seller))
    waiting = (call_files.c.seller == seller) & call_files.c.state.not_in(_KEPT)
    connection.execute(delete(call_files).where(waiting))


def _file(row: Row[Any]) -> CallFile:
    cells = dict(row._mapping)  # noqa: SLF001 - SQLAlchemy's own name for a row's cells by column
    return CallFile(**{**cells, "state": FileState(cells["state"])})
