"""The ledger's lines: every change that was seen, in the order it was seen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from closeplan.plan.signals import Table


class ChangeKind(StrEnum):
    """What happened to a row or field."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    RESTORED = "restored"
    """An old version of the whole document came back; `now` is that version's moment, ISO 8601."""
    SIGNED_OFF = "signed_off"
    """Somebody acknowledged or declined the timeline, or asked about it; `field` is the decision, `now` who and what."""


@dataclass(frozen=True, kw_only=True)
class Change:
    """One difference between two snapshots of a plan.

    `table` is None for the top block. `row` is the row's id and `item` its name as people know it.
    `field` is the model's field name, empty for ADDED and REMOVED. `was` and `now` are the values as text:
    ISO 8601 for dates, the enum's value for statuses, the person's own words otherwise.
    """

    kind: ChangeKind
    table: Table | None
    row: str
    item: str
    field: str = ""
    was: str = ""
    now: str = ""
    workstream: str = ""


class Void(StrEnum):
    """Why an entry counts for nothing, neither as a move nor as a slip."""

    COUNTS = ""
    TAKEN_BACK = "taken_back"
    """Undone within the quiet period: the move and its return are one non-event."""
    RESTORED = "restored"
    """An old version of the document was restored: nobody moved this date."""


@dataclass(frozen=True, kw_only=True)
class LedgerEntry:
    """A change with who, when it was seen, and what it means.

    `slip` is working days of the milestone's calendar, positive later, negative earlier, None where the change
    is no date move or one of the dates is missing. `go_live_effect` is working days the go-live moment moves
    because of this change, 0 where float absorbs it. `seen_at` is aware, in UTC. `certainty` is how sure the reader
    was that the row is the one of that id; `void` says why the entry counts for nothing, if it does.
    `id` is given by the store, 0 before that.
    """

    change: Change
    who: str
    seen_at: datetime
    slip: int | None = None
    go_live_effect: int = 0
    reason: str = ""
    id: int = 0
    on_sheet: bool = False
    certainty: float = 1.0
    void: Void = Void.COUNTS

    @property
    def is_due_move(self) -> bool:
        """Whether a milestone's readable due date became another readable due date, and that counts."""
        return (
            self.void is Void.COUNTS
            and self.slip is not None
            and self.change.table is Table.TIMELINE
            and self.change.field == "due"
        )


ANYONE = "someone with the link"
"""Who, where Drive names nobody."""


@dataclass(frozen=True, kw_only=True)
class Baseline:
    """The dates a milestone was agreed with: those of generation, or of the first time it was seen with a due date."""

    id: str
    start: date | None
    due: date | None
