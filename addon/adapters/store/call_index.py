"""The index over what calls said. The database itself keeps it: whatever writes or erases turns, it is right at once.

A change of it is a migration with statements of its own; these are as `0007_call_search` makes them.
"""

from __future__ import annotations

from contextlib import closing
from typing import Any

from sqlalchemy import Connection, Engine, Table, event, text

from addon.adapters.store.call_tables import call_turns

_MERGED = 1_000
"""Pages of the index that one step of merging writes."""

_SOMETHING = 2
"""Rows that a step writes which had something left to merge (https://www.sqlite.org/fts5.html, the 'merge' command)."""

SQLITE = (
    """CREATE VIRTUAL TABLE call_words USING fts5(
        plan_id, speaker, text, content='call_turns', content_rowid='id', tokenize='porter unicode61 remove_diacritics 2')""",
    """CREATE TRIGGER call_words_added AFTER INSERT ON call_turns BEGIN
        INSERT INTO call_words(rowid, plan_id, speaker, text) VALUES (new.id, new.plan_id, new.speaker, new.text);
    END""",
    """CREATE TRIGGER call_words_erased AFTER DELETE ON call_turns BEGIN
        INSERT INTO call_words(call_words, rowid, plan_id, speaker, text)
        VALUES ('delete', old.id, old.plan_id, old.speaker, old.text);
    END""",
    """CREATE TRIGGER call_words_changed AFTER UPDATE ON call_turns BEGIN
        INSERT INTO call_words(call_words, rowid, plan_id, speaker, text)
        VALUES ('delete', old.id, old.plan_id, old.speaker, old.text);
        INSERT INTO call_words(rowid, plan_id, speaker, text) VALUES (new.id, new.plan_id, new.speaker, new.text);
    END""",
    "INSERT INTO call_words(call_words) VALUES ('rebuild')",
)

POSTGRES = (
    # A lexeme list may hold a megabyte; nobody says as much in one turn, and a broken file must not fail here.
    r"""ALTER TABLE call_turns ADD COLUMN search tsvector GENERATED ALWAYS AS (to_tsvector('english',
        regexp_replace(normalize(speaker || ' ' || left(text, 100000), NFKD), '[\u0300-\u036f]', '', 'g'))) STORED""",
    # no list of what is still to be indexed: each search would have to read it
    "CREATE INDEX ix_call_turns_search ON call_turns USING gin (search) WITH (fastupdate = off)",
)


def make_call_index(connection: Connection) -> None:
    """Make the index over the turns that stand."""
    for statement in SQLITE if connection.dialect.name == "sqlite" else POSTGRES:
        connection.execute(text(statement.replace(":", r"\:")))


def forget_words(engine: Engine) -> None:
    """Take the words of erased turns out of SQLite's file too, where FTS5 only marked them as gone.

    Segments are merged a few pages at a time, each in a transaction of its own: others may write in between.
    """
    if engine.dialect.name != "sqlite":
        return
    pages = -_MERGED  # below zero: all segments become one, not only those of a level that is full
    while _merged(engine, pages) >= _SOMETHING:
        pages = _MERGED
    with closing(
        engine.raw_connection()
    ) as connection:  # outside a transaction, where a checkpoint may not stand
        connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _merged(engine: Engine, pages: int) -> int:
    """How many rows one step of merging wrote."""
    with engine.begin() as connection:
        driver: Any = connection.connection.driver_connection
        before = driver.total_changes
        connection.execute(
            text("INSERT INTO call_words(call_words, rank) VALUES ('merge', :pages)"), {"pages": pages}
        )
        return int(driver.total_changes - before)


@event.listens_for(call_turns, "after_create")
def _make(_table: Table, connection: Connection, **_: Any) -> None:
    make_call_index(connection)
