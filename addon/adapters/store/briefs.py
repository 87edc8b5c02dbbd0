"""What is remembered of briefs, in SQL."""

from __future__ import annotations

from dataclasses import asdict

from sqlalchemy import delete, insert, select

from addon.adapters.store.engine import Database
from addon.adapters.store.people_tables import briefs
from closeplan.records.briefs import BriefRecord


class BriefBook(Database):
    """`closeplan.ports.brief.BriefStore`: a part of the store."""

    def brief(self, plan_id: str) -> BriefRecord | None:
        with self._read() as connection:
            row = connection.execute(select(briefs).where(briefs.c.plan_id == plan_id)).mappings().first()
        return BriefRecord(**row) if row is not None else None

    def save_brief(self, record: BriefRecord) -> None:
        with self._write() as connection:
            connection.execute(delete(briefs).where(briefs.c.plan_id == record.plan_id))
            connection.execute(insert(briefs).values(asdict(record)))
