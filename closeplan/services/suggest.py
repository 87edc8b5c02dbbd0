"""Suggestions from calls: filed for a plan, accepted into its document as the seller, or rejected with a reason."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from closeplan.calls.proposals.making import is_overtaking
from closeplan.errors import InputError, Mistake
from closeplan.plan.edits import EditResult
from closeplan.plan.model import Plan
from closeplan.plan.suggestion_file import parse_suggestions
from closeplan.plan.suggestions import (
    OF_ONE_VALUE,
    Decision,
    Suggestion,
    SuggestionKind,
    edits_of,
    is_settled,
    standing,
)
from closeplan.ports import Clock
from closeplan.ports.suggestions import SuggestionBook
from closeplan.records import PlanRecord
from closeplan.records.suggestions import FiledSuggestion
from closeplan.services.edit_plan import EditPlan
from closeplan.services.stored_plan import StoredPlan


@dataclass(frozen=True, kw_only=True)
class FileSuggestions:
    """Takes suggestions in. The seller decides on them; until then no document says anything of them."""

    book: SuggestionBook
    stored: StoredPlan
    clock: Clock

    def __call__(self, record: PlanRecord, data: object) -> int:
        """File what `data` (see `suggestion_file`) suggests and say how many are new. InputError lists every mistake."""
        found = parse_suggestions(data, self.stored(record).plan)
        return self.book.file_suggestions(record.id, found, self.clock.now())


@dataclass(frozen=True, kw_only=True)
class Accepted:
    """What came of accepting: nothing was written where somebody had changed the cell since it was shown (`changed`), or
    where an edit was refused; then the suggestion stays open.
    """

    result: EditResult
    changed: bool = False

    @property
    def stands(self) -> bool:
        """Whether it stands in the document, but for cells the document has no column for."""
        return not self.changed and not self.result.undone


@dataclass(frozen=True, kw_only=True)
class DecideSuggestions:
    """The seller's side of it, with what it needs."""

    book: SuggestionBook
    stored: StoredPlan
    edit: EditPlan
    clock: Clock

    def plan(self, record: PlanRecord) -> Plan:
        """The plan that the suggestions are about, as it was last read."""
        return self.stored(record).plan

    def waiting(self, record: PlanRecord) -> list[Suggestion]:
        """Those nobody has decided on, the surest first; of several values for one cell only what was said last, and nothing
        that the plan says by now.
        """
        waiting = [filed.suggestion for filed in latest(self.book.suggestions(record.id))]
        if not waiting:
            return []
        plan = self.plan(record)
        return sorted((one for one in waiting if not is_settled(one, plan)), key=lambda one: -one.certainty)

    def find(self, record: PlanRecord, suggestion_id: str) -> FiledSuggestion:
        """One of them, decided or not; NotFoundError if the plan has none of that id."""
        return self.book.suggestion(record.id, suggestion_id)

    def accept(self, record: PlanRecord, wished: Suggestion, *, seen: str, by: str) -> Accepted:
        """Write it as the seller wishes it. `seen` is what its cell said when they decided. Accepting what was decided before
        changes nothing.
        """
        filed = self.find(record, wished.id)
        if filed.decision is not Decision.OPEN:
            return Accepted(result=EditResult())
        plan = self.plan(record)
        if standing(wished, plan) != seen:
            return Accepted(result=EditResult(), changed=True)
        edits = edits_of(wished, plan)
        done = Accepted(result=self.edit(record.id, edits, by, together=len(edits) > 1))
        if done.stands:
            self.close(record, wished.id, Decision.ACCEPTED, by=by)
        return done

    def reject(self, record: PlanRecord, suggestion_id: str, *, reason: str, by: str) -> bool:
        """Close it, with why; False where it was decided before."""
        closed = self.close(record, suggestion_id, Decision.REJECTED, by=by, reason=reason_of(reason))
        if closed:
            self.edit.look_soon(record.id, by)  # what was rejected is no signal any more
        return closed

    def close(
        self, record: PlanRecord, suggestion_id: str, decision: Decision, *, by: str, reason: str = ""
    ) -> bool:
        """Keep the decision on it and write nothing; False where it was decided before."""
        filed = self.find(record, suggestion_id)
        now = self.clock.now()
        decided = replace(filed, decision=decision, decided_by=by, decided_at=now, reason=reason)
        return self.book.decide(record.id, decided)


def reason_of(typed: str) -> str:
    """The reason somebody typed for a rejection; InputError where there is none."""
    if not typed.strip():
        raise InputError([Mistake("Why", "is missing: what is learned from a rejection is its reason")])
    return typed.strip()


def latest(filed: Sequence[FiledSuggestion]) -> list[FiledSuggestion]:
    """The open ones, less those that a later call overtook: another value for the same cell, waiting or accepted, or the same
    promise for another day, whatever became of that.
    """
    last: dict[tuple[SuggestionKind, str], date] = {}
    for one in filed:
        said, about = one.suggestion.said, (one.suggestion.kind, one.suggestion.milestone)
        if said.day and one.decision is not Decision.REJECTED:
            last[about] = max(last.get(about, said.day), said.day)
    steps = [one.suggestion for one in filed if one.suggestion.kind is SuggestionKind.ADD_MILESTONE]
    return [
        one
        for one in filed
        if one.decision is Decision.OPEN
        and not _is_overtaken(one.suggestion, last)
        and not any(is_overtaking(step, one.suggestion) for step in steps)
    ]


def _is_overtaken(one: Suggestion, last: Mapping[tuple[SuggestionKind, str], date]) -> bool:
    day = one.said.day
    return one.kind in OF_ONE_VALUE and day is not None and day < last[one.kind, one.milestone]
