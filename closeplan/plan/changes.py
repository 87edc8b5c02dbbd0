"""What changed in a plan over a stretch of its ledger, told by row: where each field began and where it stands."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from closeplan.plan.ledger import ChangeKind, LedgerEntry, Void
from closeplan.plan.signals import Table


@dataclass(frozen=True, kw_only=True)
class FieldChange:
    """One field's net change, as the ledger's text. `slip` is in working days, None where it is no date move; `moves`
    how often it changed on the way.
    """

    field: str
    was: str
    now: str
    slip: int | None = None
    moves: int = 1


@dataclass(frozen=True, kw_only=True)
class RowChange:
    """What became of one row, or of the top block (`table` None). `kind` is CHANGED where it stood before and stands
    now. `who` are those who changed it, in the order they first did; `reasons` what they gave, oldest first;
    `go_live_effect` the working days by which go-live moves for it.
    """

    table: Table | None
    row: str
    item: str
    kind: ChangeKind
    fields: tuple[FieldChange, ...]
    who: tuple[str, ...]
    reasons: tuple[str, ...]
    last_at: datetime
    go_live_effect: int = 0


_OF_THE_WHOLE = frozenset({ChangeKind.RESTORED, ChangeKind.SIGNED_OFF})
"""Kinds that are told one by one: they are about the plan and not one of its cells."""


def changes(entries: Iterable[LedgerEntry]) -> tuple[RowChange, ...]:
    """The net changes, those that move go-live most first, then the latest. What counts for nothing is left out, and so
    is what went to and fro, and a row that came and went.
    """
    rows: dict[tuple[Table | None, str, int], list[LedgerEntry]] = {}
    for entry in entries:
        if entry.void is Void.COUNTS:
            alone = entry.id if entry.change.kind in _OF_THE_WHOLE else 0
            rows.setdefault((entry.change.table, entry.change.row, alone), []).append(entry)
    told = [found for of_row in rows.values() if (found := _row_change(of_row)) is not None]
    told.sort(key=lambda one: (abs(one.go_live_effect), one.last_at), reverse=True)
    return tuple(told)


def _row_change(entries: Sequence[LedgerEntry]) -> RowChange | None:
    first, last = entries[0], entries[-1]
    kind, came = last.change.kind, first.change.kind is ChangeKind.ADDED
    if kind is ChangeKind.REMOVED and came:
        return None
    if kind is ChangeKind.CHANGED and came:
        kind = ChangeKind.ADDED
    fields = () if kind is ChangeKind.REMOVED else tuple(_net(entries))
    if kind is ChangeKind.CHANGED and not fields:
        return None
    return RowChange(
        table=last.change.table,
        row=last.change.row,
        item=last.change.item,
        kind=kind,
        fields=fields,
        who=tuple(dict.fromkeys(entry.who for entry in entries)),
        reasons=tuple(entry.reason for entry in entries if entry.reason),
        last_at=last.seen_at,
        go_live_effect=sum(entry.go_live_effect for entry in entries),
    )


def _net(entries: Sequence[LedgerEntry]) -> Iterable[FieldChange]:
    """Each field's first value against its last one."""
    fields: dict[str, list[LedgerEntry]] = {}
    for entry in entries:
        if entry.change.kind is ChangeKind.CHANGED or entry.change.kind in _OF_THE_WHOLE:
            fields.setdefault(entry.change.field, []).append(entry)
    for name, moved in fields.items():
        was, now = moved[0].change.was, moved[-1].change.now
        if was != now:
            slips = [entry.slip for entry in moved if entry.slip is not None]
            slip = sum(slips) if len(slips) == len(moved) else None
            yield FieldChange(field=name, was=was, now=now, slip=slip, moves=len(moved))
