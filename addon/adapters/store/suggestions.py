"""Suggestions from calls, in SQL."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import cache
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import Connection, Row, delete, insert, select, update

from addon.adapters.store.engine import Database
from addon.adapters.store.people_tables import suggestions
from closeplan.errors import NotFoundError
from closeplan.plan.suggestions import Decision, Suggestion, without_words
from closeplan.records.suggestions import FiledSuggestion


@cache
def _contents() -> TypeAdapter[Suggestion]:
    return TypeAdapter(Suggestion)


class SuggestionShelf(Database):
    """`closeplan.ports.suggestions.SuggestionBook`: a part of the store."""

    def file_suggestions(self, plan_id: str, found: Sequence[Suggestion], at: datetime) -> int:
        with self._write() as connection:
            return file_new(connection, plan_id, found, at)

    def suggestions(
        self, plan_id: str, *, decision: Decision | None = None, newest: int | None = None
    ) -> list[FiledSuggestion]:
        query = select(suggestions).where(suggestions.c.plan_id == plan_id)
        if decision is not None:
            query = query.where(suggestions.c.status == decision.value)
        ordered = query.order_by(suggestions.c.made_at.desc(), suggestions.c.id.desc()).limit(newest)
        with self._read() as connection:
            return [_filed(row) for row in connection.execute(ordered)][::-1]

    def suggestion(self, plan_id: str, suggestion_id: str) -> FiledSuggestion:
        mine = (suggestions.c.plan_id == plan_id) & (suggestions.c.id == suggestion_id)
        with self._read() as connection:
            row = connection.execute(select(suggestions).where(mine)).first()
        if row is None:
            raise NotFoundError("there is no such suggestion for this plan")
        return _filed(row)

    def decide(self, plan_id: str, decided: FiledSuggestion) -> bool:
        mine = (suggestions.c.plan_id == plan_id) & (suggestions.c.id == decided.suggestion.id)
        still_open = update(suggestions).where(mine, suggestions.c.status == Decision.OPEN.value)
        values = {
            "status": decided.decision.value,
            "decided_by": decided.decided_by,
            "decided_at": decided.decided_at,
            "reason": decided.reason,
        }
        with self._write() as connection:
            return bool(connection.execute(still_open.values(values)).rowcount)


def file_new(connection: Connection, plan_id: str, found: Sequence[Suggestion], at: datetime) -> int:
    """Keep those of `found` that the plan has not yet, in the connection's transaction, and say how many."""
    query = select(suggestions.c.id).where(suggestions.c.plan_id == plan_id)
    known = set(connection.execute(query).scalars())
    new = {one.id: one for one in found if one.id not in known}
    rows = [{"plan_id": plan_id, "id": one.id, "content": _text(one), "made_at": at} for one in new.values()]
    if rows:
        connection.execute(insert(suggestions), rows)
    return len(rows)


def take_back(connection: Connection, plan_id: str, call_id: str) -> None:
    """Take back what a call suggests and nobody decided, in the connection's transaction."""
    is_open = (suggestions.c.plan_id == plan_id) & (suggestions.c.status == Decision.OPEN.value)
    rows = connection.execute(select(suggestions).where(is_open)).all()
    ids = [row.id for row in rows if _filed(row).suggestion.said.call == call_id]
    if ids:
        connection.execute(delete(suggestions).where(is_open, suggestions.c.id.in_(ids)))


def forget_call(connection: Connection, plan_id: str, call_id: str) -> None:
    """Take back what a call suggests and nobody decided, in the connection's transaction; what was decided loses who said
    it and their words.
    """
    rows = connection.execute(select(suggestions).where(suggestions.c.plan_id == plan_id)).all()
    for filed in map(_filed, rows):
        one = filed.suggestion
        if one.said.call != call_id:
            continue
        mine = (suggestions.c.plan_id == plan_id) & (suggestions.c.id == one.id)
        if filed.decision is Decision.OPEN:
            connection.execute(delete(suggestions).where(mine))
        else:
            kept = _text(without_words(one))
            connection.execute(update(suggestions).where(mine).values(content=kept))


def _text(one: Suggestion) -> str:
    return _contents().dump_json(one).decode()


def _filed(row: Row[Any]) -> FiledSuggestion:
    return FiledSuggestion(
        suggestion=_contents().validate_json(row.content),
        made_at=row.made_at,
        decision=Decision(row.status),
        decided_by=row.decided_by,
        decided_at=row.decided_at,
        reason=row.reason,
    )
