"""What sellers dismissed and what they have seen, in SQL."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Delete, Row, delete, insert, select

from addon.adapters.store.engine import Database
from addon.adapters.store.people_tables import dismissals, visits
from closeplan.records.signals import Dismissal, Visit


class DismissalBook(Database):
    """`closeplan.ports.signals.Dismissals`: a part of the store."""

    def dismiss(self, plan_id: str, dismissal: Dismissal) -> None:
        with self._write() as connection:
            connection.execute(_of(plan_id, dismissal.key))
            row = {
                "plan_id": plan_id,
                "key": dismissal.key,
                "cause": dismissal.cause,
                "short": dismissal.short,
                "reason": dismissal.reason,
                "who": dismissal.who,
                "at": dismissal.at,
            }
            connection.execute(insert(dismissals).values(row))

    def bring_back(self, plan_id: str, key: str) -> bool:
        with self._write() as connection:
            return bool(connection.execute(_of(plan_id, key)).rowcount)

    def dismissals(self, plan_id: str) -> list[Dismissal]:
        mine = dismissals.c.plan_id == plan_id
        query = select(dismissals).where(mine).order_by(dismissals.c.at.desc(), dismissals.c.key)
        with self._read() as connection:
            return [_dismissal(row) for row in connection.execute(query)]


class VisitBook(Database):
    """`closeplan.ports.signals.Visits`: a part of the store."""

    def visit(self, plan_id: str, email: str) -> Visit | None:
        query = select(visits).where(visits.c.plan_id == plan_id, visits.c.email == email)
        with self._read() as connection:
            row = connection.execute(query).first()
        return Visit(entry_id=row.entry_id, at=row.at) if row is not None else None

    def save_visit(self, plan_id: str, email: str, visit: Visit) -> None:
        mine = (visits.c.plan_id == plan_id) & (visits.c.email == email)
        with self._write() as connection:
            later = select(visits.c.entry_id).where(mine, visits.c.entry_id > visit.entry_id)
            if connection.execute(later).first() is not None:
                return
            connection.execute(delete(visits).where(mine))
            row = {"plan_id": plan_id, "email": email, "entry_id": visit.entry_id, "at": visit.at}
            connection.execute(insert(visits).values(row))


def _of(plan_id: str, key: str) -> Delete:
    return delete(dismissals).where(dismissals.c.plan_id == plan_id, dismissals.c.key == key)


def _dismissal(row: Row[Any]) -> Dismissal:
    return Dismissal(key=row.key, cause=row.cause, short=row.short, reason=row.reason, who=row.who, at=row.at)
