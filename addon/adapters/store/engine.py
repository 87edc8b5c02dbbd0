"""Opening a database: which driver, how its connections behave, and whose errors it raises."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import (
    ArgumentError,
    DBAPIError,
    IntegrityError,
    NoSuchModuleError,
    OperationalError,
    SQLAlchemyError,
)
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from closeplan.errors import ConflictError, RetryLaterError, SettingsError

BUSY_SECONDS = 10.0
"""How long SQLite waits for another writer."""

READ_ONLY = {"closeplan_read_only": True}


def open_engine(url: str) -> Engine:
    """An engine for `sqlite:///FILE` or `postgresql://...`; SettingsError where it can't be one."""
    try:
        address = _with_driver(make_url(url))
        if address.get_backend_name() == "sqlite":
            return _open_sqlite(address)
        return create_engine(address, pool_size=5, max_overflow=5, pool_pre_ping=True)
    except (ArgumentError, NoSuchModuleError) as error:
        raise SettingsError(f"CLOSEPLAN_DATABASE_URL: not a database this can open ({error})") from error
    except ModuleNotFoundError as error:
        raise SettingsError(
            f"CLOSEPLAN_DATABASE_URL: PostgreSQL needs the extra closeplan[postgres] ({error})"
        ) from error


def _with_driver(address: URL) -> URL:
    backend = address.get_backend_name()
    if backend in {"postgresql", "postgres"}:
        return address.set(drivername="postgresql+psycopg")
    if backend == "sqlite" and address.database not in {None, "", ":memory:"}:
        return address
    raise ArgumentError(f"{backend} is neither PostgreSQL nor a SQLite file")


def _open_sqlite(address: URL) -> Engine:
    Path(str(address.database)).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(address, connect_args={"timeout": BUSY_SECONDS})
    event.listen(engine, "connect", _prepare_connection)
    event.listen(engine, "begin", _begin)
    return engine


def _prepare_connection(connection: sqlite3.Connection, _record: object) -> None:
    connection.isolation_level = None  # transactions begin where _begin says, not where the driver guesses
    _write_ahead(connection)
    connection.execute("PRAGMA synchronous=NORMAL")
    connection.execute("PRAGMA foreign_keys=ON")
    connection.execute("PRAGMA secure_delete=ON")  # what is erased is overwritten, not only unlinked


def _write_ahead(connection: sqlite3.Connection) -> None:
    """Switch a new file to write-ahead logging; SQLite does not wait for other starters by itself here."""
    deadline = time.monotonic() + BUSY_SECONDS
    while True:
        try:
            connection.execute("PRAGMA journal_mode=WAL")
        except sqlite3.OperationalError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.01)
        else:
            return


def _begin(connection: Connection) -> None:
    """A writer takes the lock at once: one that upgrades later could fail instead of waiting."""
    reads = connection.get_execution_options().get("closeplan_read_only", False)
    connection.exec_driver_sql("BEGIN" if reads else "BEGIN IMMEDIATE")


@contextmanager
def our_errors() -> Iterator[None]:
    """Raise the house's errors instead of the driver's."""
    try:
        yield
    except IntegrityError as error:
        raise ConflictError(f"the database refused it: {error.orig}") from error
    except (OperationalError, PoolTimeoutError) as error:
        raise RetryLaterError(f"the database is not available: {_reason(error)}") from error
    except DBAPIError as error:
        if not error.connection_invalidated:
            raise
        raise RetryLaterError(f"the database went away: {_reason(error)}") from error


def _reason(error: SQLAlchemyError) -> str:
    return str(error.orig) if isinstance(error, DBAPIError) else str(error)


class Database:
    """An engine whose transactions raise the house's errors. The parts of the store build on it."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._reader = engine.execution_options(**READ_ONLY)

    @contextmanager
    def _write(self) -> Iterator[Connection]:
        with our_errors(), self._engine.begin() as connection:
            yield connection

    @contextmanager
    def _read(self) -> Iterator[Connection]:
        with our_errors(), self._reader.begin() as connection:
            yield connection

    def close(self) -> None:
        """Close every connection that is not in use."""
        self._engine.dispose()
