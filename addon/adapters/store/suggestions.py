"""Suggestions from calls, in SQL."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import cache
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import Row, insert, select, update

from addon.adapters.store.engine import Database
from addon.adapters.store.people_tables import suggestions
from closeplan.errors import NotFoundError
from closeplan.plan.suggestions import Decision, Suggestion
from closeplan.records.suggestions import FiledSuggestion


@cache
def _contents() -> TypeAdapter[Suggestion]:
    return TypeAdapter(Suggestion)


class SuggestionShelf(Database):
    """`closeplan.ports.suggestions.SuggestionBook`: a part of the store."""

    def file_suggestions(self, plan_id: str, found: Sequence[Suggestion], at: datetime) -> int:
        with self._write() as connection:
            query = select(suggestions.c.id).where(suggestions.c.plan_id == plan_id)
            known = set(connection.execute(query).scalars())
            new = {one.id: one for one in found if one.id not in known}
            rows = [
                {
                    "plan_id": plan_id,
                    "id": one.id,
                    "content": _contents().dump_json(one).decode(),
                    "made_at": at,
                }
                for one in new.values()
            ]
            if rows:
                connection.execute(insert(suggestions), rows)
        return len(rows)

    def suggestions(self, plan_id: str) -> list[FiledSuggestion]:
        query = select(suggestions).where(suggestions.c.plan_id == plan_id)
        ordered = query.order_by(suggestions.c.made_at, suggestions.c.id)
        with self._read() as connection:
            return [_filed(row) for row in connection.execute(ordered)]

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


def _filed(row: Row[Any]) -> FiledSuggestion:
    return FiledSuggestion(
        suggestion=_contents().validate_json(row.content),
        made_at=row.made_at,
        decision=Decision(row.status),
        decided_by=row.decided_by,
        decided_at=row.decided_at,
        reason=row.reason,
    )
