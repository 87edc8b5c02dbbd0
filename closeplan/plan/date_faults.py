"""Why words in a date cell give no day: each a problem's message, and what the plan asks then."""

from __future__ import annotations

from enum import StrEnum


class DateFault(StrEnum):
    """The message of a `Problem` whose place holds a date."""

    SEVERAL = "This may mean more than one day"
    UNDECIDED = "No date is decided yet"
    EVENT = "This depends on something else"
    NO_SUCH_DAY = "There is no such day in the calendar"
    OUTSIDE = "This is outside the years a plan can have"
    STATUS = "This says how far it is, not when"
    UNKNOWN = "This can't be read as a date"
