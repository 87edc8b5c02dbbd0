"""Answer a question from the calls of one deal, or of all the plans that somebody may see."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from closeplan.calls.answers import Answer, answer_from, understand_question
from closeplan.calls.answers.answering import NO_ANSWER, mentioned
from closeplan.calls.model import Person
from closeplan.ports.call_search import CallSearch
from closeplan.ports.calls import CallBook
from closeplan.ports.people import Members
from closeplan.records import Member, PlanRecord
from closeplan.records.people import may_see

_LATEST = 12
"""Calls of a deal, the newest, whose people a question may mean by a title."""


class AskedPlans(Protocol):
    """What is needed of the store of plans."""

    def plans(self) -> list[PlanRecord]:
        """All of them."""


@dataclass(frozen=True, kw_only=True)
class AskCalls:
    """The use case with what it needs. Who may be answered is decided by the plans that are handed in."""

    search: CallSearch
    calls: CallBook
    plans: AskedPlans
    members: Members

    def of_deal(self, question: str, record: PlanRecord) -> Answer:
        """The answer of one plan's calls."""
        return self._ask(question, [record.id], self._people(record), record.deal.language)

    def of_all(self, question: str, member: Member) -> Answer:
        """The answer of the calls of every plan that member may see."""
        return self._ask(question, self._seen(member), [], "en")

    def _ask(
        self, question: str, plan_ids: Collection[str] | None, people: Sequence[Person], language: str
    ) -> Answer:
        asked = understand_question(question, people, language)
        if not asked.notions:
            return NO_ANSWER
        turns, often = self.search.turns_about(asked.notions, plan_ids)
        return answer_from(question, turns, often, people, language)

    def _people(self, record: PlanRecord) -> list[Person]:
        """Those of the plan's map, and those who were on its calls or spoken of, with their titles."""
        kept = self.calls.kept_calls(record.id, newest=_LATEST)
        mapped = record.snapshot.plan.stakeholders if record.snapshot else ()
        there = [Person(name=one.name, email=one.email, side=one.side, role=one.role) for one in mapped]
        return [
            *(person for one in kept for person in one.call.people),
            *mentioned(person for one in kept for person in one.findings.stakeholders),
            *there,
        ]

    def _seen(self, member: Member) -> Collection[str] | None:
        """The ids of the plans that member may see; None where these are all there are."""
        owners = {one.email: one for one in self.members.members()}
        plans = self.plans.plans()
        seen = [
            record.id
            for record in plans
            if not record.is_released and may_see(member, _owner(record, owners))
        ]
        return None if len(seen) == len(plans) else seen


def _owner(record: PlanRecord, members: Mapping[str, Member]) -> Member:
    address = record.owner.lower()
    return members.get(address) or Member(email=address)
