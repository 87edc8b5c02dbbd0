"""The tables of watched folders and the transcripts in them."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Index, String, Table

from addon.adapters.store.tables import UtcTime, Words, metadata

call_folders = Table(
    "call_folders",
    metadata,
    Column("id", String, primary_key=True),  # Drive's
    Column("seller", String, nullable=False),
    Column("name", Words, nullable=False),
    Column("since", UtcTime, nullable=False),
    Column("plan_id", String, nullable=False, server_default=""),  # empty: each file says by its people
    Column("told", Words, nullable=False, server_default=""),  # why it can't be looked through, for people
)

call_files = Table(
    "call_files",
    metadata,
    Column("id", String, primary_key=True),  # Drive's
    Column("folder_id", String, nullable=False),
    Column("seller", String, nullable=False),  # empty: the installation's folder
    Column("name", Words, nullable=False),
    Column("version", BigInteger, nullable=False),
    Column("seen_at", UtcTime, nullable=False),
    Column("state", String, nullable=False),
    Column("plan_id", String, nullable=False, server_default=""),
    Column("call_id", String, nullable=False, server_default=""),
    Column("told", Words, nullable=False, server_default=""),
    Index("ix_call_files_state", "state", "seen_at"),
)
