"""Put people who were named on a call on the stakeholder map at once, as the seller and where the seller's policy says so."""

from __future__ import annotations

from dataclasses import dataclass, replace

from closeplan.errors import Mistake
from closeplan.plan.edits import Edit
from closeplan.plan.ledger import ChangeKind
from closeplan.plan.rules.people import plain
from closeplan.plan.signals import Table
from closeplan.plan.suggestions import Decision, edits_of
from closeplan.ports import Clock, PlanStore
from closeplan.ports.suggestions import SuggestionBook
from closeplan.records import PlanRecord
from closeplan.records.suggestions import FiledSuggestion
from closeplan.services.call_facts import is_mentioned
from closeplan.services.edit_plan import EditPlan
from closeplan.services.stored_plan import StoredPlan

BY_POLICY = "put on the map at once, as the policy says"
"""The reason that is kept with such a decision."""


@dataclass(frozen=True, kw_only=True)
class Mapped:
    """Who was put on the map, and why others could not be: they wait as proposals."""

    names: tuple[str, ...] = ()
    problems: tuple[Mistake, ...] = ()


@dataclass(frozen=True, kw_only=True)
class MapMentioned:
    """The use case with what it needs."""

    store: PlanStore
    book: SuggestionBook
    stored: StoredPlan
    clock: Clock

    def __call__(self, record: PlanRecord, call_id: str, edit: EditPlan | None) -> Mapped:
        """Put the people that call proposes on the map, in one request. Where nobody's `edit` is at hand, or it raises, they
        wait for the seller; who was taken off the map before waits too. Repeating it adds nobody twice.
        """
        named = self._named(record, call_id)
        if not named or edit is None:
            return Mapped()
        plan = self.stored(record).plan
        rows: dict[int, FiledSuggestion] = {}
        edits: list[Edit] = []
        for filed in named:
            for row in edits_of(filed.suggestion, plan):
                edits.append(row)
                rows[id(row)] = filed
        result = edit(record.id, edits, record.owner)
        done = [rows[id(row)] for row in result.done]
        for filed in done:
            self._decided(record, filed)
        problems = tuple(Mistake(rows[id(row)].suggestion.name, why) for row, why in result.undone)
        return Mapped(names=tuple(filed.suggestion.name for filed in done), problems=problems)

    def _named(self, record: PlanRecord, call_id: str) -> list[FiledSuggestion]:
        gone = {
            plain(entry.change.item)
            for entry in self.store.ledger(record.id)
            if entry.change.kind is ChangeKind.REMOVED and entry.change.table is Table.STAKEHOLDERS
        }
        return [
            filed
            for filed in self.book.suggestions(record.id, decision=Decision.OPEN)
            if filed.suggestion.said.call == call_id
            and is_mentioned(filed.suggestion)
            and plain(filed.suggestion.name) not in gone
        ]

    def _decided(self, record: PlanRecord, filed: FiledSuggestion) -> None:
        decided = replace(
            filed,
            decision=Decision.ACCEPTED,
            decided_by=record.owner,
            decided_at=self.clock.now(),
            reason=BY_POLICY,
        )
        self.book.decide(record.id, decided)
