"""The ledger as people read it in the History tab."""

from __future__ import annotations

from collections.abc import Iterable

from closeplan.plan.document import HistoryLine
from closeplan.plan.ledger import Change, ChangeKind, LedgerEntry
from closeplan.plan.model import Network
from closeplan.plan.signals import Table
from closeplan.plan.slips import before_go_live
from closeplan.plan.wording import ENGLISH_WORDS, Words, quoted

HISTORY_FIELDS = frozenset({"go_live", "start", "due", "status", "owner", "confirmed_by"})
"""The changes that matter to both sides later; a note or a wording is nobody's history."""


def history_lines(
    entries: Iterable[LedgerEntry], network: Network | None, words: Words = ENGLISH_WORDS
) -> tuple[HistoryLine, ...]:
    """The entries that belong in the History tab, oldest first, as its rows."""
    steps = before_go_live(network) if network else frozenset()
    return tuple(
        _line(entry, words, on_the_way=entry.change.row in steps)
        for entry in entries
        if belongs_in_history(entry.change)
    )


def belongs_in_history(change: Change) -> bool:
    """Whether the History tab tells of this change."""
    return change.kind is not ChangeKind.CHANGED or change.field in HISTORY_FIELDS


def _line(entry: LedgerEntry, words: Words, *, on_the_way: bool) -> HistoryLine:
    change = entry.change
    item = quoted(change.item) if change.table else words.t("history.plan")
    field, was, now = _what(change, words)
    slip = words.signed_working_days(entry.slip) if entry.slip else ""
    return HistoryLine(
        when=entry.seen_at,
        who=entry.who,
        item=item,
        field=field,
        was=was,
        now=now,
        slip=slip,
        effect=_effect(entry, words, on_the_way=on_the_way),
    )


def _what(change: Change, words: Words) -> tuple[str, str, str]:
    if change.kind is ChangeKind.CHANGED:
        return (
            words.t(f"field.{change.field}"),
            _value(change, change.was, words),
            _value(change, change.now, words),
        )
    field = words.t(f"history.row.{change.table}")
    return field, "", words.t("history.added" if change.kind is ChangeKind.ADDED else "history.removed")


def _value(change: Change, text: str, words: Words) -> str:
    if change.field != "status":
        return quoted(text)
    labels = words.statuses if change.table is Table.TIMELINE else words.risk_statuses
    return labels.get(text, quoted(text))


def _effect(entry: LedgerEntry, words: Words, *, on_the_way: bool) -> str:
    if entry.go_live_effect:
        return words.t("history.go_live", days=words.signed_working_days(entry.go_live_effect))
    # float absorbs only what lies on the way to go-live: neither a row people added, nor what comes after
    absorbed = on_the_way and entry.is_due_move and (entry.slip or 0) > 0
    return words.t("history.absorbed") if absorbed else ""
