"""The calls of plans, kept until somebody erases them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from closeplan.calls.model import Person
from closeplan.plan.suggestions import Suggestion
from closeplan.records.calls import CallRecord, KeptCall
from closeplan.records.suggestions import FiledSuggestion


class CallBook(Protocol):
    """A plan's calls; each method is one transaction."""

    def keep_call(self, kept: KeptCall, suggested: Sequence[Suggestion]) -> bool:
        """Keep a call, its turns and what it suggests, all or nothing; False, and nothing kept, where the plan has that call
        already. NotFoundError if there is no such plan.
        """

    def keep_again(self, kept: KeptCall, suggested: Sequence[Suggestion]) -> None:
        """Replace what is known of a call that is kept: its people, what was found, and what it suggested and nobody decided.
        Its turns and what was decided stay. Nothing happens where it was erased meanwhile.
        """

    def has_call(self, plan_id: str, call_id: str) -> bool:
        """Whether the plan has that call."""

    def calls(self, plan_id: str) -> list[CallRecord]:
        """All of a plan's, the earliest day first."""

    def people_of_calls(self, plan_id: str) -> list[Person]:
        """Everybody who was on any of a plan's calls, once for each."""

    def kept_call(self, plan_id: str, call_id: str) -> KeptCall:
        """One of them with its turns; NotFoundError if the plan has none of that id."""

    def kept_calls(self, plan_id: str, *, newest: int | None = None) -> list[KeptCall]:
        """All of a plan's with what was found in them, or the `newest` so many, the earliest day first; their turns are left
        out: a year of calls would be a lot to hold.
        """

    def erase_call(self, plan_id: str, call_id: str, still: Sequence[FiledSuggestion] = ()) -> bool:
        """Erase a call with its turns, what was found in it, and what it suggested; False where there is none. What was
        decided keeps its decision but loses who said it and their words. `still` is filed instead: what other calls
        suggest as well, with the moments at which they came.
        """
