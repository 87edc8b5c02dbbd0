"""Suggestions as they are kept: what was suggested, and what became of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from closeplan.plan.suggestions import Decision, Suggestion


@dataclass(frozen=True, kw_only=True)
class FiledSuggestion:
    """A suggestion for a plan. `decided_by` is the seller's address and `reason` theirs, empty while it is open."""

    suggestion: Suggestion
    made_at: datetime
    decision: Decision = Decision.OPEN
    decided_by: str = ""
    decided_at: datetime | None = None
    reason: str = ""
