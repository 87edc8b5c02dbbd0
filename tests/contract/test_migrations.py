"""A new database is made without the migrations, so both ways must lead to the very same tables."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from alembic.migration import MigrationContext
from sqlalchemy import Connection, Engine, inspect, text
from sqlalchemy.exc import DBAPIError

from addon.adapters.store import migrate
from addon.adapters.store.engine import open_engine


def schema_after(make: Callable[[Connection], None], engine: Engine) -> dict[str, Any]:
    """Every table with its columns, keys and indexes, and Alembic's revision; taken back at the end."""
    with engine.connect() as connection:
        make(connection)
        look = inspect(connection)
        found: dict[str, Any] = {"revision": MigrationContext.configure(connection).get_current_revision()}
        for name in look.get_table_names():
            columns = [{**column, "type": repr(column["type"])} for column in look.get_columns(name)]
            unique, indexes, foreign = (
                sorted(things, key=repr)
                for things in (
                    look.get_unique_constraints(name),
                    look.get_indexes(name),
                    look.get_foreign_keys(name),
                )
            )
            found[name] = (columns, look.get_pk_constraint(name), unique, indexes, foreign)
        return found


def test_a_new_database_has_what_the_migrations_make(database_url: str) -> None:
    engine = open_engine(database_url)
    created, migrated = (schema_after(make, engine) for make in (migrate.create, migrate.run_migrations))
    engine.dispose()
    assert created == migrated
    assert created["revision"] == migrate.HEAD


def test_tables_of_somebody_else_are_left_alone(database_url: str) -> None:
    engine = open_engine(database_url)
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE plans (mine INTEGER)"))
    with pytest.raises(DBAPIError):
        migrate.upgrade(engine)
    with engine.connect() as connection:
        assert inspect(connection).get_table_names() == ["plans"]
    engine.dispose()


def test_an_older_database_gains_what_is_missing_and_loses_nothing(database_url: str) -> None:
    engine = open_engine(database_url)
    with engine.begin() as connection:
        migrate.run_migrations(connection, to="0001")
        row = {"id": "acme", "deal": "{}", "owner": "sam@northwind.example", "robot": "robot@closeplan.local"}
        columns = ", ".join(row)
        connection.execute(text(f"INSERT INTO plans ({columns}) VALUES (:id, :deal, :owner, :robot)"), row)
    migrate.upgrade(engine)
    with engine.connect() as connection:
        assert MigrationContext.configure(connection).get_current_revision() == migrate.HEAD
        assert connection.execute(text("SELECT id, kind FROM plans")).all() == [("acme", "sheet")]
    engine.dispose()
