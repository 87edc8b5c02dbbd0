"""Whose side the speakers of a call are on, where neither the plan nor an address told: the seller says, the call is read again."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from closeplan.calls.known import known_of
from closeplan.calls.model import Call, Known, Person
from closeplan.plan.model import Side
from closeplan.plan.suggestions import Decision
from closeplan.ports.calls import CallBook
from closeplan.ports.suggestions import SuggestionBook
from closeplan.records import PlanRecord
from closeplan.records.calls import KeptCall
from closeplan.services.ingest import COMPARED, REMEMBERED, proposals_of
from closeplan.services.read_call import ReadCall, Understood
from closeplan.services.stored_plan import StoredPlan


@dataclass(frozen=True, kw_only=True)
class SaySides:
    """The use case with what it needs. Nobody is put on the map by it: what it finds waits for the seller."""

    calls: CallBook
    book: SuggestionBook
    stored: StoredPlan
    read: Callable[[Call, Known], Understood] = field(default_factory=ReadCall)

    def __call__(self, record: PlanRecord, call_id: str, sides: Mapping[str, Side]) -> KeptCall:
        """Keep the call with those of its people on those sides, by name, and what it says and proposes then. What was decided
        stays decided. Saying the same again changes nothing. NotFoundError where the plan has no such call.
        """
        kept = self.calls.kept_call(record.id, call_id)
        call = _with_sides(kept.call, sides)
        plan = self.stored(record).plan
        others = (
            one for one in self.calls.kept_calls(record.id, newest=REMEMBERED) if one.record.id != call_id
        )
        before = [(one.call, one.findings) for one in others if one.record.day <= call.day]
        known = known_of(plan, record.deal, before)
        there = {person.name.casefold() for person in call.people}
        absent = tuple(person for person in known.people if person.name.casefold() not in there)
        found = self.read(call, replace(known, people=(*absent, *call.people)))
        again = KeptCall(record=kept.record, call=call, findings=found.findings)
        filed = [
            one
            for one in self.book.suggestions(record.id, newest=COMPARED)
            if one.decision is not Decision.OPEN or one.suggestion.said.call != call_id
        ]
        self.calls.keep_again(again, proposals_of(again, record, plan, filed))
        return again


def _with_sides(call: Call, sides: Mapping[str, Side]) -> Call:
    def placed(person: Person) -> Person:
        side = sides.get(person.name) if person.side is None else None
        return replace(person, side=side) if side else person

    return replace(
        call,
        people=tuple(map(placed, call.people)),
        speakers={label: placed(person) for label, person in call.speakers.items()},
    )
