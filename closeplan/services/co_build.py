"""Fill a plan in together: the next question, its answer into the document, and the dates that follow from it.

An answer about days changes what the deal is planned with. The dates in the document stay as people have them until
the seller takes the new ones over.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from closeplan.errors import NotFoundError
from closeplan.plan.answers import Answer, answered, open_question
from closeplan.plan.edits import EditResult, RowEdit, with_edits
from closeplan.plan.model import Deal, Plan
from closeplan.plan.proposed import Move, Replan, Wishes, edits_of
from closeplan.plan.questions import Question, questions
from closeplan.plan.replan import replan
from closeplan.plan.rules import RuleContext
from closeplan.ports import PlanStore
from closeplan.records import PlanRecord
from closeplan.services.edit_plan import EditPlan
from closeplan.services.propose import with_plan
from closeplan.services.stored_plan import StoredPlan

_TRACELESS = frozenset({"takes", "freeze"})
"""Topics whose answer may leave the plan as it is, so that it has to be remembered."""


@dataclass(frozen=True, kw_only=True)
class Answered:
    """What came of an answer: the edits, the questions that are left, and the dates it would move."""

    result: EditResult
    left: tuple[Question, ...]
    replan: Replan | None = None


@dataclass(frozen=True, kw_only=True)
class CoBuild:
    """The use case with what it needs; answers are written as the seller who was told them."""

    store: PlanStore
    stored: StoredPlan
    edit: EditPlan

    def questions(self, record: PlanRecord) -> tuple[Question, ...]:
        """What is open, the most valuable first."""
        return questions(self.stored(record), record.deal.answered)

    def answer(self, record: PlanRecord, question_id: str, answer: Answer, by: str) -> Answered:
        """Write the answer into the document at once. InputError says what would be an answer; NotFoundError where the
        question is answered already.
        """
        context = self.stored(record)
        question = _find(questions(context, record.deal.answered), question_id)
        outcome = answered(context, question, answer)
        result = self.edit(record.id, outcome.edits, by)
        deal = record.deal
        if outcome.network is not None:
            # the document's go-live is people's; the deal keeps the one it was made with
            deal = replace(deal, network=replace(outcome.network, go_live=deal.network.go_live))
        if question.topic in _TRACELESS:
            deal = replace(deal, answered=(*deal.answered, question.id))
        if deal != record.deal:
            self.store.set_deal(record.id, deal)
            self.edit.look_soon(record.id, by)
        after = _after(context, result, deal)
        return Answered(
            result=result,
            left=questions(after, (*deal.answered, question.id)),
            replan=_moved(after, question_id) if outcome.network is not None else None,
        )

    def put_in_document(self, record: PlanRecord, question_ids: Collection[str], by: str) -> EditResult:
        """Put open questions into the Risks tab, for the buyer to answer there; twice is once."""
        rows: list[RowEdit] = [
            open_question(question) for question in self.questions(record) if question.id in question_ids
        ]
        return self.edit(record.id, rows, by)

    def use_dates(self, record: PlanRecord, question_id: str, moves: Sequence[Move], by: str) -> Answered:
        """Write the dates that follow from a question's answer as they were shown, all or none: `replan` is what follows
        from the plan as it is by now, where the document says something else than they were made from.
        """
        context = self.stored(record)
        result = self.edit(record.id, edits_of(moves), by, together=True)
        now = with_plan(context, result.found) if result.found else None
        return Answered(
            result=result,
            left=questions(now or context, record.deal.answered),
            replan=_moved(now, question_id) if now else None,
        )


def _find(asked: Collection[Question], question_id: str) -> Question:
    found = next((question for question in asked if question.id == question_id), None)
    if found is None:
        raise NotFoundError("That question is answered already.")
    return found


def _after(context: RuleContext, result: EditResult, deal: Deal) -> RuleContext:
    """What is known once these edits stand; the document itself is read again a moment later."""
    plan: Plan = with_edits(context.plan, result.done)
    go_live = plan.go_live or deal.network.go_live
    return RuleContext(
        plan=plan,
        network=replace(deal.network, go_live=go_live),
        companies=context.companies,
        today=context.today,
        words=context.words,
    )


def _moved(context: RuleContext, question_id: str) -> Replan | None:
    """The dates that follow from the answer to that question; None where all can stay. A day that was answered is wished:
    what the document says of that milestone gives way to it.
    """
    network = context.network
    if network is None or not network.steps:
        return None
    topic, _, about = question_id.partition(":")
    dues = {step.id: step.on for step in network.steps if step.on and topic == "meets" and step.id == about}
    found = replan(context.plan, network, context.today, Wishes(dues=dues))
    return found if found.moves else None
