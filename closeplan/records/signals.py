"""What a seller did about signals, and what they have seen of a plan."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from closeplan.plan.signals import Place, Signal


@dataclass(frozen=True, kw_only=True)
class Dismissal:
    """A signal that the seller's side does not want to hear of until its cause changes. `short` is what it said,
    `reason` why it was dismissed: for the seller's side alone.
    """

    key: str
    cause: str
    short: str
    reason: str
    who: str
    at: datetime

    def hides(self, signal: Signal) -> bool:
        """Whether it is this very matter, unchanged."""
        return (signal.key, signal.cause) == (self.key, self.cause)


@dataclass(frozen=True, kw_only=True)
class Visit:
    """When somebody last looked at what changed, and the last ledger entry they were shown (0 for none)."""

    entry_id: int
    at: datetime


@dataclass(frozen=True, kw_only=True)
class Question:
    """What a seller asks in the document: plain text of at most 2048 bytes of UTF-8 (the limit in Google's discovery
    documents), and the address it is assigned to, empty for nobody's.
    """

    place: Place
    text: str
    assignee: str = ""
