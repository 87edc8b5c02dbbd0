"""The database's tables, the same on SQLite and PostgreSQL.

A plan's deal and snapshot are JSON text: they are read and written whole. What is looked for, ordered or
counted has columns of its own.
"""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import (
    Boolean,
    Column,
    DateTime,
    Dialect,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
    false,
    text,
)
from sqlalchemy.types import BigInteger


class UtcTime(TypeDecorator[datetime]):
    """An aware moment, kept in UTC; SQLite, which knows no zones, holds it as text that sorts."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"a moment needs its zone: {value!r}")
        moment = value.astimezone(UTC)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 - SQLAlchemy passes it
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Words(TypeDecorator[str]):
    """What a person wrote, less what no database can hold: NUL characters, and halves of characters that are no text."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:  # noqa: ARG002 - SQLAlchemy passes it
        return value.replace("\x00", "").encode("utf-8", "replace").decode() if value is not None else None


Serial = BigInteger().with_variant(Integer, "sqlite")
"""A growing number; only a plain INTEGER counts up by itself on SQLite."""

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "ix": "ix_%(table_name)s_%(column_0_name)s",
    }
)


def _plan_id() -> Column[str]:
    return Column("plan_id", String, ForeignKey("plans.id"), nullable=False)


plans = Table(
    "plans",
    metadata,
    Column("seq", Serial, primary_key=True, autoincrement=True),
    Column("id", String, nullable=False, unique=True),
    Column("deal", Text, nullable=False),
    Column("owner", String, nullable=False),
    Column("robot", String, nullable=False),
    Column("document_id", String, unique=True),  # NULL until the document exists
    Column("snapshot", Text),
    Column("own_version", BigInteger, nullable=False, server_default=text("0")),
    Column("gone", Boolean, nullable=False, server_default=false()),
    Column("kind", String, nullable=False, server_default="sheet"),
    Column("signals", Text),  # NULL until it was looked at
    Column("made_at", UtcTime),  # NULL where it was made before this was kept
)

ledger = Table(
    "ledger",
    metadata,
    Column("id", Serial, primary_key=True, autoincrement=True),
    _plan_id(),
    Column("kind", String, nullable=False),
    Column("table", String),  # NULL for the top block
    Column("row", Words, nullable=False),
    Column("item", Words, nullable=False),
    Column("field", String, nullable=False),
    Column("was", Words, nullable=False),
    Column("now", Words, nullable=False),
    Column("workstream", Words, nullable=False),
    Column("who", Words, nullable=False),
    Column("seen_at", UtcTime, nullable=False),
    Column("slip", Integer),
    Column("go_live_effect", Integer, nullable=False, server_default=text("0")),
    Column("reason", Words, nullable=False, server_default=""),
    Column("on_sheet", Boolean, nullable=False, server_default=false()),
    Column("certainty", Float, nullable=False, server_default=text("1")),
    Column("void", String, nullable=False, server_default=""),
    Index("ix_ledger_plan_id", "plan_id", "id"),
)

annotation_table = Table(
    "annotations",
    metadata,
    Column("plan_id", String, ForeignKey("plans.id"), primary_key=True),
    Column("key", String, primary_key=True),
    Column("position", Integer, nullable=False),
    Column("cause", Words, nullable=False),
    Column("thread_id", String, nullable=False),
    Column("dismissed", Boolean, nullable=False),
    Column("resolved", Boolean, nullable=False),
)

feeds = Table(
    "feeds",
    metadata,
    Column("robot", String, primary_key=True),
    Column("token", String, nullable=False),
    Column("dirty", Boolean, nullable=False, server_default=false()),
    # A drain is begun with the next number and notes that number when it is saved: `drained < begun` is
    # the trace of one that died between the two.
    Column("begun", BigInteger, nullable=False, server_default=text("0")),
    Column("drained", BigInteger, nullable=False, server_default=text("0")),
)

due = Table(
    "due",
    metadata,
    Column("seq", Serial, primary_key=True, autoincrement=True),
    Column("plan_id", String, ForeignKey("plans.id"), nullable=False, unique=True),
    Column("version", BigInteger, nullable=False),
    Column("who", Words, nullable=False),
    Column("seen_at", UtcTime, nullable=False),
    Column("claimed_until", UtcTime),
    Column("holder", String),  # the process that claimed it last
    Column("again", Boolean, nullable=False, server_default=false()),  # a look was asked for meanwhile
)

channels = Table(
    "channels",
    metadata,
    Column("id", String, primary_key=True),
    Column("robot", String, nullable=False, index=True),
    Column("token_hash", String, nullable=False),
    Column("resource_id", String, nullable=False),
    Column("expires_at", UtcTime, nullable=False),
    Column("address", String, nullable=False),
    Column("stopped", Boolean, nullable=False, server_default=false()),
)
