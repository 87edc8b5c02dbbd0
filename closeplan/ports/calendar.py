"""A seller's calendar."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from closeplan.records.talk import CalendarEvent, Talk


class Calendar(Protocol):
    """One seller's own calendar."""

    def busy(self, people: Sequence[str], start: datetime, end: datetime) -> list[tuple[datetime, datetime]]:
        """When any of them is busy, as far as the seller may see; one request."""

    def draft(self, talk: Talk) -> str:
        """Put the talk into the seller's calendar without asking anybody and return where it opens; the same id
        again changes it. ConflictError where people are invited by now. One request, three where it stands already.
        """

    def invite(self, talk_id: str, guests: Sequence[str]) -> str:
        """Ask these guests to a talk that was drafted, beside whoever is on it, and return where it opens; what was
        changed in the calendar meanwhile stays. Two requests.
        """

    def event(self, calendar_id: str, event_id: str) -> CalendarEvent:
        """The event that is open in the seller's calendar; one request."""
