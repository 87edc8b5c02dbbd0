"""A slip as an entry in the deal's history. CRMs are the seller's side; the words are English."""

from __future__ import annotations

from datetime import date

from closeplan.crm.model import Activity
from closeplan.plan.ledger import LedgerEntry, Void
from closeplan.plan.wording import ENGLISH_WORDS, on_one_line, quoted


def is_slip(entry: LedgerEntry) -> bool:
    """Whether it is a milestone's due or the go-live day that moved later, and that counts."""
    is_move = entry.is_due_move or (_is_go_live(entry) and entry.void is Void.COUNTS)
    return is_move and (entry.slip or 0) > 0


def slip_entry(entry: LedgerEntry, *, plan_url: str = "") -> Activity:
    """The entry of a slip: what moved, by how much, who moved it, and what that does to go-live. The subject carries the
    ledger's number, so that no two are the same.
    """
    words, change = ENGLISH_WORDS, entry.change
    days = words.working_days(entry.slip or 0)
    name = "Go-live" if _is_go_live(entry) else quoted(change.item) or "A milestone"
    now, was = (words.day(date.fromisoformat(day)) for day in (change.now, change.was))
    lines = [
        f"{name} is due {now}, {days} later than before ({was}).",
        "" if _is_go_live(entry) else _effect(entry.go_live_effect),
        f"Moved by {on_one_line(entry.who)}." if entry.who else "",
        f"Reason given: {quoted(entry.reason)}" if entry.reason else "",
        f"The plan: {plan_url}" if plan_url else "",
    ]
    return Activity(
        subject=f"Slip {entry.id}: {name} moved {days}, to {now}",
        text="\n".join(line for line in lines if line),
        at=entry.seen_at,
    )


def _is_go_live(entry: LedgerEntry) -> bool:
    return entry.change.table is None and entry.change.field == "go_live"


def _effect(days: int) -> str:
    if days > 0:
        return f"Go-live can be {ENGLISH_WORDS.working_days(days)} later because of it."
    return "Go-live holds."
