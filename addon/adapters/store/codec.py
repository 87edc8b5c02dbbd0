"""Deals and snapshots as JSON text, and rows as the house's records.

Text written by an older or newer closeplan is read too: unknown keys are ignored, missing ones take
their default.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC
from functools import cache
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import Row, RowMapping

from closeplan.plan.document import AnnotationRecord, DocumentKind, Snapshot
from closeplan.plan.ledger import Change, ChangeKind, LedgerEntry, Void
from closeplan.plan.model import Deal
from closeplan.plan.signals import Signal, Table
from closeplan.records import Channel, DuePlan, PlanRecord


@cache
def _deals() -> TypeAdapter[Deal]:
    return TypeAdapter(Deal)


@cache
def _snapshots() -> TypeAdapter[Snapshot]:
    return TypeAdapter(Snapshot)


@cache
def _signals() -> TypeAdapter[tuple[Signal, ...]]:
    return TypeAdapter(tuple[Signal, ...])


def signals_text(signals: Sequence[Signal]) -> str:
    """The signals as JSON."""
    return _signals().dump_json(tuple(signals)).decode()


def deal_text(deal: Deal) -> str:
    """The deal as JSON."""
    return _deals().dump_json(deal).decode()


def read_deal(text: str) -> Deal:
    """The deal that `deal_text` wrote."""
    return _deals().validate_json(text)


def snapshot_text(snapshot: Snapshot) -> str:
    """The snapshot as JSON, its moment in UTC."""
    plain = replace(snapshot, taken_at=snapshot.taken_at.astimezone(UTC), baseline=dict(snapshot.baseline))
    return _snapshots().dump_json(plain).decode()


def read_snapshot(text: str) -> Snapshot:
    """The snapshot that `snapshot_text` wrote."""
    snapshot = _snapshots().validate_json(text)
    return replace(snapshot, taken_at=snapshot.taken_at.astimezone(UTC))


def plan_row(record: PlanRecord) -> dict[str, Any]:
    """A plan as columns."""
    return {
        "id": record.id,
        "deal": deal_text(record.deal),
        "owner": record.owner,
        "robot": record.robot,
        "document_id": record.document_id or None,
        "snapshot": snapshot_text(record.snapshot) if record.snapshot else None,
        "own_version": record.own_version,
        "gone": record.gone,
        "kind": record.kind.value,
        "signals": signals_text(record.signals) if record.signals else None,
        "made_at": record.made_at,
    }


def read_plan(row: Row[Any]) -> PlanRecord:
    """A plan from its columns."""
    return PlanRecord(
        id=row.id,
        deal=read_deal(row.deal),
        owner=row.owner,
        robot=row.robot,
        document_id=row.document_id or "",
        snapshot=read_snapshot(row.snapshot) if row.snapshot else None,
        own_version=row.own_version,
        gone=row.gone,
        kind=DocumentKind(row.kind),
        signals=_signals().validate_json(row.signals) if row.signals else (),
        made_at=row.made_at,
    )


def entry_row(plan_id: str, entry: LedgerEntry) -> dict[str, Any]:
    """A ledger entry as columns, all but the id that the database gives."""
    change = entry.change
    return {
        "plan_id": plan_id,
        "kind": change.kind.value,
        "table": change.table.value if change.table else None,
        "row": change.row,
        "item": change.item,
        "field": change.field,
        "was": change.was,
        "now": change.now,
        "workstream": change.workstream,
        "who": entry.who,
        "seen_at": entry.seen_at,
        "slip": entry.slip,
        "go_live_effect": entry.go_live_effect,
        "reason": entry.reason,
        "on_sheet": entry.on_sheet,
        "certainty": entry.certainty,
        "void": entry.void.value,
    }


def read_entry(cells: RowMapping) -> LedgerEntry:
    """A ledger entry from its columns."""
    change = Change(
        kind=ChangeKind(cells["kind"]),
        table=Table(cells["table"]) if cells["table"] else None,
        row=cells["row"],
        item=cells["item"],
        field=cells["field"],
        was=cells["was"],
        now=cells["now"],
        workstream=cells["workstream"],
    )
    return LedgerEntry(
        change=change,
        who=cells["who"],
        seen_at=cells["seen_at"],
        slip=cells["slip"],
        go_live_effect=cells["go_live_effect"],
        reason=cells["reason"],
        id=cells["id"],
        on_sheet=cells["on_sheet"],
        certainty=cells["certainty"],
        void=Void(cells["void"]),
    )


def annotation_row(plan_id: str, position: int, record: AnnotationRecord) -> dict[str, Any]:
    """An annotation as columns."""
    return {
        "plan_id": plan_id,
        "key": record.key,
        "position": position,
        "cause": record.cause,
        "thread_id": record.thread_id,
        "dismissed": record.dismissed,
        "resolved": record.resolved,
    }


def read_annotation(row: Row[Any]) -> AnnotationRecord:
    """An annotation from its columns."""
    return AnnotationRecord(
        key=row.key,
        cause=row.cause,
        thread_id=row.thread_id,
        dismissed=row.dismissed,
        resolved=row.resolved,
    )


def read_due(row: Row[Any]) -> DuePlan:
    """A waiting plan from its columns."""
    return DuePlan(plan_id=row.plan_id, version=row.version, who=row.who, seen_at=row.seen_at)


def read_channel(row: Row[Any]) -> Channel:
    """A channel from its columns."""
    return Channel(
        id=row.id,
        robot=row.robot,
        token_hash=row.token_hash,
        resource_id=row.resource_id,
        expires_at=row.expires_at,
        address=row.address,
        stopped=row.stopped,
    )
