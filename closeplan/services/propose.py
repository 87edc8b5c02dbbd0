"""Propose new dates: the re-plan as a preview, then as edits that the seller makes, then taken back if they wish."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from closeplan.errors import InputError, Mistake
from closeplan.plan.edits import CellEdit, Edit, EditResult
from closeplan.plan.proposed import Move, Replan, Wishes, edits_back, edits_of
from closeplan.plan.replan import replan
from closeplan.plan.wording import ENGLISH_WORDS
from closeplan.records import PlanRecord
from closeplan.services.stored_plan import StoredPlan

EditCells = Callable[[str, Sequence[Edit], str], EditResult]
"""Writes edits into a plan's document, as the person named."""


@dataclass(frozen=True, kw_only=True)
class Written:
    """What came of proposed dates: those that stand in the document now, and those that do not, each with why."""

    done: tuple[Move, ...]
    refused: tuple[tuple[Move, str], ...] = ()


@dataclass(frozen=True, kw_only=True)
class ProposeDates:
    """The use case with what it needs; `edit` acts as the seller."""

    stored: StoredPlan
    edit: EditCells

    def preview(self, record: PlanRecord, wishes: Wishes) -> Replan:
        """What has to move for these wishes, from the plan as it was last looked at; changes nothing. InputError for a
        day that is past.
        """
        context = self.stored(record)
        past = [day for day in (*wishes.dues.values(), wishes.go_live) if day and day < context.today]
        if past:
            raise InputError([Mistake("New date", f"{ENGLISH_WORDS.day(past[0])} is past; pick a later day")])
        return replan(context.plan, context.network or record.deal.network, context.today, wishes)

    def write(self, record: PlanRecord, moves: Sequence[Move], by: str) -> Written:
        """Write the dates, each where the cell still says what the proposal was made from."""
        return _sorted(moves, self.edit(record.id, edits_of(moves), by))

    def take_back(self, record: PlanRecord, moves: Sequence[Move], by: str) -> Written:
        """Write the former dates back where nobody has changed the new ones since."""
        return _sorted(moves, self.edit(record.id, edits_back(moves), by))


def _sorted(moves: Sequence[Move], result: EditResult) -> Written:
    """A move stands once every cell of it does."""
    refused = {edit.row: why for edit, why in result.refused if isinstance(edit, CellEdit)}
    return Written(
        done=tuple(move for move in moves if move.id not in refused),
        refused=tuple((move, refused[move.id]) for move in moves if move.id in refused),
    )
