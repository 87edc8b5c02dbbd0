"""Propose new dates: the re-plan as a preview, then as edits that the seller makes, then taken back if they wish."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from closeplan.errors import InputError, Mistake
from closeplan.plan.edits import CellEdit, EditResult
from closeplan.plan.model import Plan
from closeplan.plan.proposed import Move, Replan, Wishes, edits_back, edits_of
from closeplan.plan.replan import replan
from closeplan.plan.rules import RuleContext
from closeplan.plan.wording import ENGLISH_WORDS
from closeplan.records import PlanRecord
from closeplan.services.edit_plan import EditPlan
from closeplan.services.stored_plan import StoredPlan


@dataclass(frozen=True, kw_only=True)
class Written:
    """What came of proposed dates: those that stand in the document now, and those that do not, each with why.

    `anew` is the proposal from the plan as it is by now, where nothing was written because the document says something
    else than the proposal was made from, or does not take a date.
    """

    done: tuple[Move, ...]
    refused: tuple[tuple[Move, str], ...] = ()
    anew: Replan | None = None


@dataclass(frozen=True, kw_only=True)
class ProposeDates:
    """The use case with what it needs; `edit` acts as the seller."""

    stored: StoredPlan
    edit: EditPlan

    def preview(self, record: PlanRecord, wishes: Wishes) -> Replan:
        """What has to move for these wishes, from the plan as it was last looked at; changes nothing. InputError for a
        day that is past.
        """
        context = self.stored(record)
        past = [day for day in (*wishes.dues.values(), wishes.go_live) if day and day < context.today]
        if past:
            raise InputError([Mistake("New date", f"{ENGLISH_WORDS.day(past[0])} is past; pick a later day")])
        return replan(context.plan, context.network or record.deal.network, context.today, wishes)

    def write(self, record: PlanRecord, moves: Sequence[Move], wishes: Wishes, by: str) -> Written:
        """Write the dates that were proposed for `wishes`, all or none: they fit only one another and the plan they were
        made from.
        """
        result = self.edit(record.id, edits_of(moves), by, together=True)
        written = _sorted(moves, result)
        if result.found is None:
            return written
        now = with_plan(self.stored(record), result.found)
        anew = replan(now.plan, now.network or record.deal.network, now.today, wishes)
        return replace(written, anew=anew)

    def take_back(self, record: PlanRecord, moves: Sequence[Move], by: str) -> Written:
        """Write the former dates back where nobody has changed the new ones since."""
        return _sorted(moves, self.edit(record.id, edits_back(moves), by))


def with_plan(context: RuleContext, plan: Plan) -> RuleContext:
    """What is known of a plan, which a document says newly."""
    network = context.network
    if network is not None and plan.go_live:
        network = replace(network, go_live=plan.go_live)
    return replace(context, plan=plan, network=network)


def _sorted(moves: Sequence[Move], result: EditResult) -> Written:
    """A move stands once every cell of it does. Those that were only held back are told by what held them."""
    stays = {edit.row for edit, _ in result.refused if isinstance(edit, CellEdit)}
    causes = {edit.row: why for edit, why in result.causes if isinstance(edit, CellEdit)}
    return Written(
        done=tuple(move for move in moves if move.id not in stays),
        refused=tuple((move, causes[move.id]) for move in moves if move.id in causes),
    )
