"""The ledger as people read it in the History tab."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, tzinfo

from closeplan.plan.document import HistoryLine
from closeplan.plan.ledger import ANYONE, Change, ChangeKind, LedgerEntry, Void
from closeplan.plan.model import Network
from closeplan.plan.signals import Table
from closeplan.plan.slips import before_go_live
from closeplan.plan.wording import ENGLISH_WORDS, Words, on_one_line, quoted

HISTORY_FIELDS = frozenset({"go_live", "start", "due", "status", "owner", "confirmed_by"})
"""The changes that matter to both sides later; a note or a wording is nobody's history."""


def history_lines(
    entries: Iterable[LedgerEntry],
    network: Network | None,
    words: Words = ENGLISH_WORDS,
    zone: tzinfo = UTC,
) -> tuple[HistoryLine, ...]:
    """The entries that belong in the History tab, oldest first, as its rows; moments they tell of are in `zone`.

    A move that was taken back at once has no line, and a restored version one line for all it brought back.
    """
    steps = before_go_live(network) if network else frozenset()
    return tuple(
        _line(entry, words, zone, absorbs=entry.change.row in steps and _in_time(entry, network))
        for entry in entries
        if belongs_in_history(entry)
    )


def retold_lines(
    entries: Iterable[LedgerEntry], network: Network | None, words: Words = ENGLISH_WORDS
) -> tuple[tuple[HistoryLine, HistoryLine], ...]:
    """The lines of moves that were told and then taken back: as they stand, and as they should: without a slip."""
    taken_back = [replace(e, void=Void.COUNTS) for e in entries if e.on_sheet and e.void is Void.TAKEN_BACK]
    return tuple(
        (line, replace(line, slip="", effect=words.t("history.taken_back")))
        for line in history_lines(taken_back, network, words)
    )


def belongs_in_history(entry: LedgerEntry) -> bool:
    """Whether the History tab tells of this entry."""
    told = entry.change.kind is not ChangeKind.CHANGED or entry.change.field in HISTORY_FIELDS
    return told and entry.void is Void.COUNTS


def _line(entry: LedgerEntry, words: Words, zone: tzinfo, *, absorbs: bool) -> HistoryLine:
    change = entry.change
    item = quoted(change.item) if change.table else words.t("history.plan")
    field, was, now = _what(change, words, zone)
    slip = words.signed_working_days(entry.slip) if entry.slip else ""
    return HistoryLine(
        when=entry.seen_at,
        who=words.t("anyone") if entry.who == ANYONE else entry.who,
        item=item,
        field=field,
        was=was,
        now=now,
        slip=slip,
        effect=_effect(entry, words, absorbs=absorbs),
    )


def _what(change: Change, words: Words, zone: tzinfo) -> tuple[str, str, str]:
    if change.kind is ChangeKind.CHANGED:
        return (
            words.t(f"field.{change.field}"),
            _value(change, change.was, words),
            _value(change, change.now, words),
        )
    if change.kind is ChangeKind.RESTORED:
        return words.t("history.restored"), "", _version(change, words, zone)
    if change.kind is ChangeKind.SIGNED_OFF:
        # whole: who asked was told that both companies read it here
        return words.t(f"history.{change.field}"), "", on_one_line(change.now)
    field = words.t(f"history.row.{change.table}")
    return field, "", words.t("history.added" if change.kind is ChangeKind.ADDED else "history.removed")


def _version(change: Change, words: Words, zone: tzinfo) -> str:
    """Which version came back: that of the moment when its last change was seen."""
    if not change.now:
        return words.t("history.first_version")
    moment = datetime.fromisoformat(change.now).astimezone(zone)
    return words.t("history.version", day=words.day(moment.date()), time=f"{moment:%H:%M}")


def _value(change: Change, text: str, words: Words) -> str:
    if change.field != "status":
        return quoted(text)
    labels = words.statuses if change.table is Table.TIMELINE else words.risk_statuses
    return labels.get(text, quoted(text))


def _in_time(entry: LedgerEntry, network: Network | None) -> bool:
    """Whether the date moved to is not after go-live: no float absorbs what is."""
    return network is not None and entry.is_due_move and entry.change.now <= network.go_live.isoformat()


def _effect(entry: LedgerEntry, words: Words, *, absorbs: bool) -> str:
    if entry.go_live_effect:
        return words.t("history.go_live", days=words.signed_working_days(entry.go_live_effect))
    # float absorbs only what lies on the way to go-live: neither a row people added, nor what comes after
    return words.t("history.absorbed") if absorbs and (entry.slip or 0) > 0 else ""
