"""Suggestions from calls, kept until a seller decides and after."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from closeplan.plan.suggestions import Decision, Suggestion
from closeplan.records.suggestions import FiledSuggestion


class SuggestionBook(Protocol):
    """A plan's suggestions; each method is one transaction."""

    def file_suggestions(self, plan_id: str, found: Sequence[Suggestion], at: datetime) -> int:
        """Keep those that are not known yet, and say how many; one that was decided stays decided."""

    def suggestions(
        self, plan_id: str, *, decision: Decision | None = None, newest: int | None = None
    ) -> list[FiledSuggestion]:
        """All of a plan's, or those so decided, or the `newest` so many of them; the earliest first."""

    def suggestion(self, plan_id: str, suggestion_id: str) -> FiledSuggestion:
        """One of them; NotFoundError if the plan has none of that id."""

    def decide(self, plan_id: str, decided: FiledSuggestion) -> bool:
        """Close an open one as `decided` says; False where it was decided before, which stands."""
