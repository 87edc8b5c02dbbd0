"""The cards that say what changed in a plan since somebody last looked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from addon.cards.parts import Card, Widget, button, buttons, card, fact, paragraph, section
from addon.cards.signals import Ways
from closeplan.plan.bidi import closed
from closeplan.plan.changes import FieldChange, RowChange
from closeplan.plan.ledger import ChangeKind, LedgerEntry, Void
from closeplan.plan.wording import ENGLISH_WORDS, on_one_line

MOST_ROWS = 40
"""Rows a card tells; the rest is in the document's History."""

_KINDS = {
    ChangeKind.ADDED: "New",
    ChangeKind.REMOVED: "Removed",
    ChangeKind.RESTORED: "An old version was restored",
    ChangeKind.SIGNED_OFF: "Answer to the timeline",
}
_VOIDS = {Void.TAKEN_BACK: " · taken back at once", Void.RESTORED: " · an old version came back"}


def changes_card(name: str, plan_id: str, since: date | None, told: Sequence[RowChange], url: Ways) -> Card:
    """What changed since that day, by row; the first look says what changed since the beginning."""
    when = ENGLISH_WORDS.day(since) if since else "the beginning"
    show_all = buttons(button("Show the last 50 entries", url("changes"), {"planId": plan_id, "all": "yes"}))
    if not told:
        words = f"Nothing changed since {when}."
        return card("What changed", [section("", [paragraph(words), show_all])], name)
    rows = [_row(one) for one in told[:MOST_ROWS]]
    if len(told) > MOST_ROWS:
        rows.append(paragraph(f"{len(told) - MOST_ROWS} more rows changed: see History in the document."))
    return card("What changed", [section(f"Since {when}", rows), section("", [show_all])], name)


def all_card(name: str, entries: Iterable[LedgerEntry]) -> Card:
    """The latest entries one by one, newest first."""
    rows = [
        fact(f"{ENGLISH_WORDS.day(entry.seen_at.date())} · {entry.who}", _entry(entry), entry.reason)
        for entry in entries
    ]
    return card("The last entries", [section("", rows or [paragraph("Nothing has changed yet.")])], name)


def _row(change: RowChange) -> Widget:
    """One row: its name, the net of each field, what it does to go-live, who and why."""
    told = [_KINDS[change.kind]] if change.kind in _KINDS else []
    told += [_answer(one) if change.kind is ChangeKind.SIGNED_OFF else _field(one) for one in change.fields]
    if change.go_live_effect:
        told.append(f"Go-live {ENGLISH_WORDS.moved_by(change.go_live_effect)}")
    who = " · ".join(
        [", ".join(map(closed, change.who)), *(f"“{closed(reason)}”" for reason in change.reasons)]
    )
    return fact(change.item or "The plan", " · ".join(told), who)


def _answer(change: FieldChange) -> str:
    """What somebody said to the timeline: nothing stood there before, and an objection is more than a value."""
    return f"{_label(change.field)}: {closed(on_one_line(change.now))}"


def _field(change: FieldChange) -> str:
    slip = f" ({ENGLISH_WORDS.moved_by(change.slip)})" if change.slip else ""
    times = f", {change.moves} moves" if change.moves > 1 else ""
    return f"{_label(change.field)}: {_value(change.was)} → {_value(change.now)}{slip}{times}"


def _entry(entry: LedgerEntry) -> str:
    change = entry.change
    what = change.item or "The plan"
    if change.kind in _KINDS:
        said = f": {_value(change.now)}" if change.kind is ChangeKind.SIGNED_OFF else ""
        return f"{what} · {_KINDS[change.kind]}{said}"
    slip = f" ({ENGLISH_WORDS.moved_by(entry.slip)})" if entry.slip else ""
    moved = f"{_label(change.field)}: {_value(change.was)} → {_value(change.now)}{slip}"
    return f"{what} · {moved}{_VOIDS.get(entry.void, '')}"


def _label(field: str) -> str:
    return field.replace("_", " ").capitalize()


def _value(text: str) -> str:
    """A value of the ledger: dates as people read them, words as they are."""
    try:
        return ENGLISH_WORDS.day(date.fromisoformat(text)) if len(text) == 10 else _short(text)
    except ValueError:
        return _short(text)


def _short(text: str) -> str:
    line = " ".join(text.split())
    return closed(line if len(line) <= 80 else line[:79] + "…") or "empty"
