"""What people wish of a plan's dates, and the dates proposed for it. A proposal is a preview, never a deed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

from closeplan.plan.edits import CellEdit, Value
from closeplan.plan.model import Milestone, Plan
from closeplan.plan.schedule import Conflict
from closeplan.plan.signals import Table


@dataclass(frozen=True, kw_only=True)
class Wishes:
    """What people wish: a milestone's due date, the working days a step takes (both by id), another go-live."""

    dues: Mapping[str, date] = field(default_factory=dict)
    days: Mapping[str, int] = field(default_factory=dict)
    go_live: date | None = None


class Why(StrEnum):
    """Why a milestone moves."""

    WISHED = "wished"
    OVERDUE = "overdue"
    AFTER = "after"
    """It waits for another milestone, or for go-live."""
    BEFORE = "before"
    """Another milestone waits for it, or go-live does."""
    LIMIT = "limit"
    """The deal itself says not before, or not after, a day."""


@dataclass(frozen=True, kw_only=True)
class Move:
    """One milestone's dates as they stand and as proposed; `start` is None where the document has none.

    `days` are working days of its side from `due_was` to `due`, negative where it is to be earlier, 0 where only the
    start moves or there was no date. `because` is the id of what it waits for, or what waits for it. `confirmed_by`
    is who had agreed to the date that would no longer stand: they have to be asked again. `words_was` is what the due cell
    says where people put the date, or that there is none, in words.
    """

    id: str
    name: str
    start_was: date | None
    start: date | None
    due_was: date | None
    due: date
    days: int
    why: Why
    because: str = ""
    confirmed_by: str = ""
    words_was: str = ""

    @property
    def moves_due(self) -> bool:
        """Whether the due date changes, not the start alone."""
        return self.due != self.due_was


@dataclass(frozen=True, kw_only=True)
class Replan:
    """The proposal. `go_live` is the day wished, or the document's; None where nobody named one.

    `earliest_go_live` is set where that day can't be kept even so: the first day that can, `days_late` working days of
    both sides later, and `conflicts` say what doesn't fit and what would help. `unkept` are the wished dates that can't
    be kept, by milestone.
    """

    moves: tuple[Move, ...]
    go_live: date | None
    earliest_go_live: date | None = None
    days_late: int = 0
    conflicts: tuple[Conflict, ...] = ()
    unkept: Mapping[str, date] = field(default_factory=dict)


def applied(plan: Plan, moves: Iterable[Move]) -> Plan:
    """The plan as it would read with these moves made: who confirmed a date that no longer stands is asked again."""
    to = {move.id: move for move in moves}
    return replace(plan, milestones=tuple(_moved(row, to.get(row.id)) for row in plan.milestones))


def edits_of(moves: Iterable[Move]) -> tuple[CellEdit, ...]:
    """The cells to write for these moves, each only where it still says what the proposal was made from. A confirmation
    of the date that goes is taken out with it: it was of another date.
    """
    return tuple(edit for move in moves for edit in _cells(move))


def edits_back(moves: Iterable[Move]) -> tuple[CellEdit, ...]:
    """The cells to write to take these moves back, each only where nobody has changed it since."""
    return tuple(
        replace(edit, value=_former(edit, move), was=edit.value) for move in moves for edit in _cells(move)
    )


def _moved(row: Milestone, move: Move | None) -> Milestone:
    if move is None:
        return row
    confirmed_by = "" if move.confirmed_by else row.confirmed_by
    return replace(row, start=move.start, due=move.due, due_text="", confirmed_by=confirmed_by)


def _former(edit: CellEdit, move: Move) -> Value:
    was: dict[str, Value] = {"start": move.start_was, "confirmed_by": move.confirmed_by}
    return was.get(edit.field, move.words_was or move.due_was)


def _cells(move: Move) -> Iterable[CellEdit]:
    changed: tuple[tuple[str, Value, Value], ...] = (
        ("start", move.start_was, move.start),
        ("due", move.due_was, move.due),
        ("confirmed_by", move.confirmed_by or None, None),
    )
    for name, was, now in changed:
        if was != now:
            yield CellEdit(table=Table.TIMELINE, row=move.id, field=name, value=now, was=was)
