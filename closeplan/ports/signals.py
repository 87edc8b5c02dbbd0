"""What people do about signals: dismiss them, look at what changed, ask an owner."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Protocol

from closeplan.plan.document import DocumentKind
from closeplan.plan.model import Plan
from closeplan.records.signals import Dismissal, Question, Visit


class Dismissals(Protocol):
    """Which signals a plan's seller has dismissed; each method is one transaction."""

    def dismiss(self, plan_id: str, dismissal: Dismissal) -> None:
        """Keep it; an earlier dismissal of the same key gives way."""

    def bring_back(self, plan_id: str, key: str) -> bool:
        """Forget the dismissal of that key; False where there is none."""

    def dismissals(self, plan_id: str) -> list[Dismissal]:
        """The plan's dismissals, newest first."""


class Visits(Protocol):
    """What each person has seen of a plan's ledger; each method is one transaction."""

    def visit(self, plan_id: str, email: str) -> Visit | None:
        """The person's last look; None before the first."""

    def save_visit(self, plan_id: str, email: str, visit: Visit) -> None:
        """Remember a look; one that has seen less than the last one changes nothing."""


class Threads(Protocol):
    """Comments in one kind of document, written as the seller."""

    def ask(
        self, document_id: str, question: Question, known: Plan | None, *, now: datetime, language: str
    ) -> bool:
        """Open a comment at the question's place. Two requests; one, and False, where the seller has said exactly that
        in a comment that is still open. `known` helps to find rows whose id was broken; words that are dates are read at
        `now` in the plan's language.
        """


ThreadsByKind = Mapping[DocumentKind, Threads]
"""Where comments go, by kind of document."""
