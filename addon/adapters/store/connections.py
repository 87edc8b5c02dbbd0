"""What vendors gave us to act with, in SQL."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Row, delete, insert, select

from addon.adapters.store.engine import Database
from addon.adapters.store.vendor_tables import connections
from closeplan.records.connections import Connection


class ConnectionShelf(Database):
    """`closeplan.ports.connections.ConnectionBook`: a part of the store."""

    def connection(self, vendor: str) -> Connection | None:
        query = select(connections).where(connections.c.vendor == vendor)
        with self._read() as connection:
            row = connection.execute(query).first()
        return _connection(row) if row is not None else None

    def connections(self) -> list[Connection]:
        with self._read() as connection:
            return [_connection(row) for row in connection.execute(select(connections).order_by("vendor"))]

    def put_connection(self, connection: Connection) -> None:
        with self._write() as cursor:
            cursor.execute(delete(connections).where(connections.c.vendor == connection.vendor))
            cursor.execute(insert(connections).values(vars(connection)))

    def renew_connection(self, connection: Connection, instead_of: Connection) -> bool:
        same = (connections.c.vendor == instead_of.vendor) & (
            connections.c.access_token == instead_of.access_token
        )
        with self._write() as cursor:
            return bool(cursor.execute(connections.update().where(same).values(vars(connection))).rowcount)

    def remove_connection(self, vendor: str) -> bool:
        with self._write() as cursor:
            return bool(cursor.execute(delete(connections).where(connections.c.vendor == vendor)).rowcount)


def _connection(row: Row[Any]) -> Connection:
    return Connection(**row._mapping)  # noqa: SLF001 - SQLAlchemy's own name for a row's cells by column
