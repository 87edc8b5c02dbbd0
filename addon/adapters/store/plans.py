"""Plans with their ledger and annotations, in SQL."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select, update

from addon.adapters.store import codec
from addon.adapters.store.crm import give_deals_back
from addon.adapters.store.engine import Database
from addon.adapters.store.tables import annotation_table, ledger, plans
from closeplan.errors import ConflictError, NotFoundError
from closeplan.plan.document import AnnotationRecord, Snapshot
from closeplan.plan.ledger import LedgerEntry, Void
from closeplan.plan.model import Deal
from closeplan.plan.signals import Signal
from closeplan.ports import NONE_VOIDED
from closeplan.records import PlanRecord


class Plans(Database):
    """The part of the store that knows plans."""

    def add_plan(self, record: PlanRecord) -> None:
        try:
            with self._write() as connection:
                connection.execute(insert(plans).values(codec.plan_row(record)))
        except ConflictError as error:
            raise ConflictError(f"there is a plan '{record.id}' or one for its document already") from error

    def replace_plan(self, record: PlanRecord) -> None:
        unmade = update(plans).where(plans.c.id == record.id, plans.c.document_id.is_(None))
        with self._write() as connection:
            if not connection.execute(unmade.values(codec.plan_row(record))).rowcount:
                raise ConflictError(f"plan '{record.id}' has its document already, or there is none")

    def set_document(self, plan_id: str, document_id: str) -> None:
        with self._write() as connection:
            _change(connection, plan_id, document_id=document_id or None)
            if not document_id:
                give_deals_back(connection, plan_id)

    def set_deal(self, plan_id: str, deal: Deal) -> None:
        with self._write() as connection:
            _change(connection, plan_id, deal=codec.deal_text(deal))

    def plan(self, plan_id: str) -> PlanRecord:
        with self._read() as connection:
            row = connection.execute(select(plans).where(plans.c.id == plan_id)).first()
        if row is None:
            raise _no_plan(plan_id)
        return codec.read_plan(row)

    def plans(self) -> list[PlanRecord]:
        with self._read() as connection:
            rows = connection.execute(select(plans).order_by(plans.c.seq)).all()
        return [codec.read_plan(row) for row in rows]

    def plans_of(self, owner: str) -> list[PlanRecord]:
        own = select(plans).where(func.lower(plans.c.owner) == owner.lower()).order_by(plans.c.seq)
        with self._read() as connection:
            rows = connection.execute(own).all()
        return [codec.read_plan(row) for row in rows]

    def plan_of_document(self, document_id: str) -> PlanRecord | None:
        with self._read() as connection:
            row = connection.execute(select(plans).where(plans.c.document_id == document_id)).first()
        return codec.read_plan(row) if row is not None else None

    def save_pass(
        self,
        plan_id: str,
        snapshot: Snapshot,
        entries: Sequence[LedgerEntry],
        voided: Mapping[int, Void] = NONE_VOIDED,
    ) -> list[LedgerEntry]:
        with self._write() as connection:
            _change(connection, plan_id, snapshot=codec.snapshot_text(snapshot))
            for entry_id, void in voided.items():
                mine = (ledger.c.plan_id == plan_id) & (ledger.c.id == entry_id)
                connection.execute(update(ledger).where(mine).values(void=void.value))
            return _append(connection, plan_id, entries)

    def save_written(
        self, plan_id: str, annotations: Sequence[AnnotationRecord], on_sheet: Sequence[int], own_version: int
    ) -> None:
        with self._write() as connection:
            _change(connection, plan_id, own_version=own_version)
            _replace_annotations(connection, plan_id, annotations)
            connection.execute(
                update(ledger)
                .where(ledger.c.plan_id == plan_id, ledger.c.id.in_(on_sheet))
                .values(on_sheet=True)
            )

    def set_reason(self, entry_id: int, reason: str) -> None:
        with self._write() as connection:
            done = connection.execute(update(ledger).where(ledger.c.id == entry_id).values(reason=reason))
            if not done.rowcount:
                raise NotFoundError(f"no ledger entry {entry_id}")

    def ledger(self, plan_id: str) -> list[LedgerEntry]:
        query = select(ledger).where(ledger.c.plan_id == plan_id).order_by(ledger.c.id)
        with self._read() as connection:
            return [codec.read_entry(cells) for cells in connection.execute(query).mappings()]

    def annotations(self, plan_id: str) -> list[AnnotationRecord]:
        query = (
            select(annotation_table)
            .where(annotation_table.c.plan_id == plan_id)
            .order_by(annotation_table.c.position)
        )
        with self._read() as connection:
            return [codec.read_annotation(row) for row in connection.execute(query)]

    def save_signals(self, plan_id: str, signals: Sequence[Signal]) -> None:
        with self._write() as connection:
            _change(connection, plan_id, signals=codec.signals_text(signals))

    def set_gone(self, plan_id: str, gone: bool) -> None:
        with self._write() as connection:
            _change(connection, plan_id, gone=gone)


def _no_plan(plan_id: str) -> NotFoundError:
    return NotFoundError(f"no plan '{plan_id}'")


def _change(connection: Connection, plan_id: str, **values: Any) -> None:
    """Set columns of a plan; on PostgreSQL this also keeps others off the plan until the end."""
    if not connection.execute(update(plans).where(plans.c.id == plan_id).values(**values)).rowcount:
        raise _no_plan(plan_id)


def _append(connection: Connection, plan_id: str, entries: Sequence[LedgerEntry]) -> list[LedgerEntry]:
    if not entries:
        return []
    ids = connection.execute(
        insert(ledger).returning(ledger.c.id, sort_by_parameter_order=True),
        [codec.entry_row(plan_id, entry) for entry in entries],
    ).scalars()
    return [replace(entry, id=entry_id) for entry, entry_id in zip(entries, ids, strict=True)]


def _replace_annotations(connection: Connection, plan_id: str, records: Sequence[AnnotationRecord]) -> None:
    connection.execute(delete(annotation_table).where(annotation_table.c.plan_id == plan_id))
    rows = [codec.annotation_row(plan_id, position, record) for position, record in enumerate(records)]
    if rows:
        connection.execute(insert(annotation_table), rows)
