"""A plan's health in one word, by the rule Accord publishes, to the day; for the seller's side only."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from enum import StrEnum

from closeplan.plan.model import Milestone

STALLED_DAYS = 7
"""Calendar days overdue from which a milestone has stalled."""


class Health(StrEnum):
    """How a plan stands, the best first."""

    ON_TRACK = "on_track"
    AT_RISK = "at_risk"
    STALLED = "stalled"


def health(milestones: Iterable[Milestone], today: date, *, days_late: int = 0) -> Health:
    """Stalled where an open milestone is 7 or more calendar days overdue, at risk where one is 1 to 6; and at risk as
    soon as a float is below zero (`days_late`, the working days go-live misses its day by), which is days before
    anything is overdue.
    """
    overdue = days_overdue(milestones, today)
    if overdue >= STALLED_DAYS:
        return Health.STALLED
    return Health.AT_RISK if overdue > 0 or days_late > 0 else Health.ON_TRACK


def days_overdue(milestones: Iterable[Milestone], today: date) -> int:
    """Calendar days by which the longest overdue open milestone is so; 0 where none is."""
    return max((0, *((today - row.due).days for row in milestones if row.is_open and row.due)))
