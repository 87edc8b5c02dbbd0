"""A slip as an entry in the deal's history. CRMs are the seller's side; the words are English."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from closeplan.crm.model import Activity
from closeplan.plan.ledger import LedgerEntry, Void
from closeplan.plan.signals import Table
from closeplan.plan.wording import ENGLISH_WORDS, on_one_line, quoted


def is_slip(entry: LedgerEntry) -> bool:
    """Whether it is a milestone's due or the go-live day that moved later, and that counts."""
    return entry.void is Void.COUNTS and _moved_later(entry)


def slip_number(entry: LedgerEntry, ledger: Iterable[LedgerEntry]) -> int:
    """Which of the plan's slips it is, from 1. One that counts no more keeps its number, so that the others keep theirs."""
    return sum(_moved_later(one) for one in ledger if one.id <= entry.id)


def slip_entry(entry: LedgerEntry, number: int, *, days_late: int = 0, plan_url: str = "") -> Activity:
    """The entry of a slip: what moved, by how much, who moved it, and what that does to go-live. The subject carries the
    slip's number in its plan, so that no two are the same. `days_late` are the working days by which the plan ends after its
    go-live as it stands now, whatever made it so.
    """
    words, change = ENGLISH_WORDS, entry.change
    days = words.working_days(entry.slip or 0)
    name = "Go-live" if _is_go_live(entry) else quoted(change.item) or "A milestone"
    now, was = (words.day(date.fromisoformat(day)) for day in (change.now, change.was))
    lines = [
        f"{name} is due {now}, {days} later than before ({was}).",
        "" if _is_go_live(entry) else _effect(entry.go_live_effect),
        _out_of_reach(days_late) if days_late > 0 else "",
        f"Moved by {on_one_line(entry.who)}." if entry.who else "",
        f"Reason given: {quoted(entry.reason)}" if entry.reason else "",
        f"The plan: {plan_url}" if plan_url else "",
    ]
    return Activity(
        subject=f"Slip {number}: {name} moved {days}, to {now}",
        text="\n".join(line for line in lines if line),
        at=entry.seen_at,
    )


def _moved_later(entry: LedgerEntry) -> bool:
    is_due = entry.change.table is Table.TIMELINE and entry.change.field == "due"
    return (is_due or _is_go_live(entry)) and (entry.slip or 0) > 0


def _is_go_live(entry: LedgerEntry) -> bool:
    return entry.change.table is None and entry.change.field == "go_live"


def _effect(days: int) -> str:
    if days > 0:
        return f"Go-live can be {ENGLISH_WORDS.working_days(days)} later because of it."
    return "It does not move go-live."


def _out_of_reach(days: int) -> str:
    return f"As the plan stands, go-live is out of reach by {ENGLISH_WORDS.working_days(days)}."
