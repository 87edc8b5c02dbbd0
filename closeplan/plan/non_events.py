"""Changes that count for nothing: a date taken back at once, and an old version of the document restored.

The ledger keeps every change that was seen. What is void there is neither a move nor a slip.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta

from closeplan.plan.ledger import Change, ChangeKind, LedgerEntry, Void
from closeplan.plan.signals import Table

DATE_FIELDS = frozenset({"start", "due", "go_live"})

_Key = tuple[Table | None, str, str]
_ROW = ""
"""The field under which a row's standing itself is kept."""
_STANDS, _GONE = "stands", "gone"

_NO_CONTENT = frozenset({ChangeKind.RESTORED, ChangeKind.SIGNED_OFF})
"""What tells of the plan and is no content of it, so that no older version can lack it."""


@dataclass(frozen=True, kw_only=True)
class Settled:
    """A pass's new entries as they count, and the earlier ones, by id, that count no more because of them."""

    entries: tuple[LedgerEntry, ...]
    voided: Mapping[int, Void] = field(default_factory=dict)


def taken_back(ledger: Sequence[LedgerEntry], entries: Iterable[LedgerEntry], quiet: timedelta) -> Settled:
    """Void each date move that returns to where the date stood less than `quiet` ago, with the moves between.

    `ledger` is what was known before, oldest first; `entries` are this pass's.
    """
    settled: list[LedgerEntry] = []
    voided: dict[int, Void] = {}
    for entry in entries:
        between = _round_trip(ledger, entry, quiet)
        settled.append(replace(entry, void=Void.TAKEN_BACK) if between else entry)
        voided |= {move.id: Void.TAKEN_BACK for move in between}
    return Settled(entries=tuple(settled), voided=voided)


def _round_trip(ledger: Sequence[LedgerEntry], back: LedgerEntry, quiet: timedelta) -> list[LedgerEntry]:
    """The moves that this one undoes: the longest run of the same date's latest moves that began at its new value."""
    if back.change.field not in DATE_FIELDS or back.void is not Void.COUNTS:
        return []
    run: list[LedgerEntry] = []
    undone: list[LedgerEntry] = []
    for entry in reversed(ledger):
        if back.seen_at - entry.seen_at > quiet:
            break
        if _key(entry.change) != _key(back.change):
            continue
        if entry.change.kind is not ChangeKind.CHANGED or entry.void is not Void.COUNTS:
            break  # the row was added meanwhile, or what lies before is settled already
        run.append(entry)
        if entry.change.was == back.change.now:
            undone = list(run)
    return undone


def restored(
    ledger: Sequence[LedgerEntry], entries: Sequence[LedgerEntry], told: Mapping[int, bool]
) -> Settled:
    """Recognise an old version that was restored: everything since then is undone, History lines included.

    `told` are the ids of the ledger entries whose History line was written, with whether it still stands: a restored
    version takes the lines since then along, all of them, and hardly anything else does. The changes that restoring
    made are void, and one entry tells of it: its `now` is when the last change that the version still holds was seen,
    empty for the plan as first made.
    """
    found = _since(ledger, entries, told)
    if found is None or not entries:
        return Settled(entries=tuple(entries))
    first, undone = found
    version = Change(
        kind=ChangeKind.RESTORED,
        table=None,
        row="",
        item="",
        now=ledger[first - 1].seen_at.isoformat() if first else "",
    )
    event = replace(entries[0], change=version, slip=None, go_live_effect=0, certainty=1.0)
    rest = (
        replace(e, void=Void.RESTORED) if undone.get(_key(e.change)) == _now(e.change) else e for e in entries
    )
    return Settled(entries=(event, *rest))


def _since(
    ledger: Sequence[LedgerEntry], entries: Sequence[LedgerEntry], told: Mapping[int, bool]
) -> tuple[int, dict[_Key, str]] | None:
    """Where in the ledger the restored version ends, and what each field was then."""
    now = {_key(entry.change): _now(entry.change) for entry in entries}
    stands = max((at for at, entry in enumerate(ledger) if told.get(entry.id)), default=-1)
    for first, entry in enumerate(ledger):
        if first > stands and told.get(entry.id) is False:
            undone = _undone(ledger[first:])
            if undone and all(now.get(key) == value for key, value in undone.items()):
                return first, undone
    return None


def _undone(later: Iterable[LedgerEntry]) -> dict[_Key, str]:
    """What each field that changed was before: the net change, undone. Rows that came or went stand for all their
    fields.
    """
    before: dict[_Key, str] = {}
    after: dict[_Key, str] = {}
    for entry in later:
        if entry.change.kind not in _NO_CONTENT:
            before.setdefault(_key(entry.change), _was(entry.change))
            after[_key(entry.change)] = _now(entry.change)
    net = {key: value for key, value in before.items() if value != after[key]}
    rows = {key[:2] for key in before if key[2] == _ROW and key[0] is not None}
    return {key: value for key, value in net.items() if key[2] == _ROW or key[:2] not in rows}


def _key(change: Change) -> _Key:
    return (change.table, change.row, change.field)


def _was(change: Change) -> str:
    return {ChangeKind.ADDED: _GONE, ChangeKind.REMOVED: _STANDS}.get(change.kind, change.was)


def _now(change: Change) -> str:
    return {ChangeKind.ADDED: _STANDS, ChangeKind.REMOVED: _GONE}.get(change.kind, change.now)
