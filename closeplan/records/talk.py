"""Talks as they stand in a seller's calendar."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, kw_only=True)
class Talk:
    """A talk to be held. `id` makes it known again (base32hex, Calendar's rule), `guests` are addresses; `agenda` plain
    text. Both moments are aware.
    """

    id: str
    title: str
    agenda: str
    start: datetime
    end: datetime
    time_zone: str
    guests: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class CalendarEvent:
    """An event that stands in the seller's calendar, for prefilling a plan."""

    id: str
    title: str
    start: datetime | None
    guests: tuple[tuple[str, str], ...] = ()  # address and name
    url: str = ""
