"""What the signals may know of a deal's calls, from what is kept of them: no transcript is read for it."""

from __future__ import annotations

from dataclasses import dataclass

from closeplan.plan.model import Side
from closeplan.plan.rules.context import NO_CALLS, CallFacts, Mention
from closeplan.plan.rules.people import plain
from closeplan.plan.suggestions import Decision, Suggestion, SuggestionKind
from closeplan.ports.calls import CallBook
from closeplan.ports.suggestions import SuggestionBook


@dataclass(frozen=True, kw_only=True)
class ReadCallFacts:
    """The use case with what it needs."""

    calls: CallBook
    book: SuggestionBook

    def __call__(self, plan_id: str) -> CallFacts:
        """The facts of that plan's calls. Spoken of is who is proposed for the map, as long as the seller has not decided."""
        records = self.calls.calls(plan_id)
        if not records:
            return NO_CALLS
        there = self.calls.people_of_calls(plan_id)
        waiting = [one.suggestion for one in self.book.suggestions(plan_id, decision=Decision.OPEN)]
        return CallFacts(
            last=max(record.day for record in records),
            there=frozenset(plain(text) for one in there for text in (one.name, one.email) if text),
            mentioned=tuple(
                Mention(one.name, one.said.day) for one in waiting if is_mentioned(one) and one.said.day
            ),
        )


LEAST = 0.5
"""The certainty from which somebody counts as spoken of."""


def is_mentioned(one: Suggestion) -> bool:
    """Whether it proposes somebody of the buyer's for the map whom both sides heard of on a call: how they became known is
    told in `text`, and left out where the seller's people were among themselves.
    """
    proposes = one.kind is SuggestionKind.ADD_PERSON and one.side is Side.BUYER and bool(one.said.call)
    return proposes and bool(one.text) and one.certainty >= LEAST
