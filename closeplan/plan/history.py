"""The ledger as people read it in the History tab."""

from __future__ import annotations

from collections.abc import Iterable

from closeplan.plan.document import HistoryLine
from closeplan.plan.ledger import Change, ChangeKind, LedgerEntry
from closeplan.plan.model import Network
from closeplan.plan.signals import Table
from closeplan.plan.slips import before_go_live
from closeplan.plan.wording import RISK_STATUSES, STATUSES, quoted, signed_working_days, t

HISTORY_FIELDS = frozenset({"go_live", "start", "due", "status", "owner", "confirmed_by"})
"""The changes that matter to both sides later; a note or a wording is nobody's history."""


def history_lines(entries: Iterable[LedgerEntry], network: Network | None) -> tuple[HistoryLine, ...]:
    """The entries that belong in the History tab, oldest first, as its rows."""
    steps = before_go_live(network) if network else frozenset()
    return tuple(
        _line(entry, on_the_way=entry.change.row in steps)
        for entry in entries
        if belongs_in_history(entry.change)
    )


def belongs_in_history(change: Change) -> bool:
    """Whether the History tab tells of this change."""
    return change.kind is not ChangeKind.CHANGED or change.field in HISTORY_FIELDS


def _line(entry: LedgerEntry, *, on_the_way: bool) -> HistoryLine:
    change = entry.change
    item = quoted(change.item) if change.table else t("history.plan")
    field, was, now = _what(change)
    slip = signed_working_days(entry.slip) if entry.slip else ""
    return HistoryLine(
        when=entry.seen_at,
        who=entry.who,
        item=item,
        field=field,
        was=was,
        now=now,
        slip=slip,
        effect=_effect(entry, on_the_way=on_the_way),
    )


def _what(change: Change) -> tuple[str, str, str]:
    if change.kind is ChangeKind.CHANGED:
        return t(f"field.{change.field}"), _value(change, change.was), _value(change, change.now)
    field = t(f"history.row.{change.table}")
    return field, "", t("history.added" if change.kind is ChangeKind.ADDED else "history.removed")


def _value(change: Change, text: str) -> str:
    if change.field != "status":
        return quoted(text)
    labels = STATUSES if change.table is Table.TIMELINE else RISK_STATUSES
    return labels.get(text, quoted(text))


def _effect(entry: LedgerEntry, *, on_the_way: bool) -> str:
    if entry.go_live_effect:
        return t("history.go_live", days=signed_working_days(entry.go_live_effect))
    # float absorbs only what lies on the way to go-live: neither a row people added, nor what comes after
    absorbed = on_the_way and entry.is_due_move and (entry.slip or 0) > 0
    return t("history.absorbed") if absorbed else ""
