"""Bringing a database's schema up to date: forward only, and by one process at a time.

A new database gets the tables as they stand today; a test holds that the migrations lead to the very same.
"""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import (
    Column,
    Connection,
    Engine,
    MetaData,
    PrimaryKeyConstraint,
    String,
    Table,
    insert,
    inspect,
    select,
    text,
)

from addon.adapters.store.people_tables import members

HEAD = "0008"
"""The newest revision; kept here so that a start with a current schema need not load the migrations."""

LOCK = 6_287_115_903_441
"""PostgreSQL's advisory lock that one upgrade holds; any number nobody else takes."""


_VERSIONS = Table(
    "alembic_version",
    MetaData(),
    Column("version_num", String(32), nullable=False),
    PrimaryKeyConstraint("version_num", name="alembic_version_pkc"),
)
"""Alembic's own table, as Alembic makes it."""


def upgrade(engine: Engine) -> None:
    """Make an empty database's tables, or run the migrations that are missing; one query where none is."""
    with engine.connect() as connection:
        if _revision(connection) == HEAD:
            return
    with engine.begin() as connection:  # on SQLite this alone keeps other writers out
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
        revision = _revision(connection)
        if revision is None:
            create(connection)
        elif revision != HEAD:
            run_migrations(connection)


def _revision(connection: Connection) -> str | None:
    if not inspect(connection).has_table(_VERSIONS.name):
        return None
    return connection.execute(select(_VERSIONS.c.version_num)).scalar()


def create(connection: Connection) -> None:
    """Make every table as the migrations would leave it, without loading them: they stay in memory for good."""
    members.metadata.create_all(connection, checkfirst=False)
    _VERSIONS.create(connection)
    connection.execute(insert(_VERSIONS).values(version_num=HEAD))


def run_migrations(connection: Connection, to: str = "head") -> None:
    """Run what is missing up to a revision, in the connection's transaction."""
    from alembic import command  # noqa: PLC0415 - only a start that migrates pays for loading it
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    command.upgrade(config, to)
