"""Inserting what may be there already, on both databases."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection


def insert_into(connection: Connection, table: Any) -> Any:
    """An INSERT that can say ON CONFLICT; both dialects spell it alike but keep a class each. Only the one in
    use is loaded.
    """
    if connection.dialect.name == "postgresql":
        from sqlalchemy.dialects.postgresql import insert  # noqa: PLC0415
    else:
        from sqlalchemy.dialects.sqlite import insert  # type: ignore[assignment]  # noqa: PLC0415
    return insert(table)
