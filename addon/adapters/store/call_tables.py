"""The tables of calls. They stand beside the plan's own tables, in the same schema."""

from __future__ import annotations

from sqlalchemy import (
    Column,
    Date,
    Float,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    String,
    Table,
    Text,
)

from addon.adapters.store.tables import Serial, UtcTime, Words, metadata

calls = Table(
    "calls",
    metadata,
    Column("plan_id", String, ForeignKey("plans.id"), primary_key=True),
    Column("id", String, primary_key=True),  # comes of its words: the same call is the same
    Column("name", Words, nullable=False),
    Column("title", Words, nullable=False, server_default=""),
    Column("day", Date, nullable=False),
    Column("zone", String, nullable=False),
    Column("language", String, nullable=False, server_default=""),
    Column("source", Words, nullable=False),
    Column("added_at", UtcTime, nullable=False),
    Column("added_by", String, nullable=False),
    Column("turns", Integer, nullable=False),
    Column("call", Text, nullable=False),  # JSON: people, speakers, notes; all of it but its turns
    Column("findings", Text, nullable=False),  # JSON
    Index("ix_calls_plan_id", "plan_id", "day"),
)

call_turns = Table(
    "call_turns",
    metadata,
    # A number of its own, which stays when SQLite tidies up: an index over the words names rows by it.
    Column("id", Serial, primary_key=True, autoincrement=True),
    Column("plan_id", String, nullable=False),
    Column("call_id", String, nullable=False),
    Column("turn", Integer, nullable=False),
    Column("label", Words, nullable=False),  # as the transcript has it
    Column("speaker", Words, nullable=False),  # the name of the person behind the label
    Column("side", String, nullable=False, server_default=""),  # empty where nobody knows
    Column("at", Float),  # seconds from the call's beginning; NULL where the transcript has no times
    Column("until", Float),
    Column("text", Words, nullable=False),
    ForeignKeyConstraint(["plan_id", "call_id"], ["calls.plan_id", "calls.id"]),
    Index("ux_call_turns_turn", "plan_id", "call_id", "turn", unique=True),
)
