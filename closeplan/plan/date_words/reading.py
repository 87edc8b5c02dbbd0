"""What a date expression can mean: the values the reader gives back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class DateKind(StrEnum):
    """What sort of answer an expression is."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"
    RANGE = "range"
    """Any other span: "3-7 May", "the next two weeks"."""
    PART = "part"
    """Part of a longer time told by one day: "mid-June", "end of Q3"."""
    UNDECIDED = "undecided"
    """Nobody knows yet: "TBD", "asap", "?"."""
    EVENT = "event"
    """It hangs on something else: "after the board"."""


class Prefer(StrEnum):
    """Which reading comes first where a text fits a past and a future day."""

    FUTURE = "future"
    PAST = "past"


FIRST_YEAR, LAST_YEAR = 1990, 2100
"""The years a plan may have; 12/31/9999 is no date that anybody means."""


@dataclass(frozen=True, kw_only=True)
class FoundDate:
    """One date expression found in a text.

    `start` and `end` are offsets into the text, `end` exclusive. `values` are the days it may mean: of a `DAY` or
    `PART` one day is one meaning, several mean that the text alone does not decide, none that nothing can be said
    ("TBD", 30 February). A `WEEK`, `MONTH`, `QUARTER` or `YEAR` has its first day, a `RANGE` both its ends. `span` is
    the first and last day, both included, of a time that is longer than a day and has a single meaning. `time` is the
    ISO time of day where one was said, else empty.
    """

    text: str
    start: int
    end: int
    kind: DateKind
    values: tuple[date, ...]
    span: tuple[date, date] | None = None
    time: str = ""


@dataclass(frozen=True, kw_only=True)
class DayReading:
    """What one whole cell says. `day` is set where it means exactly one day.

    `meanings` are the days it may mean, or that it speaks of where none is sure. `reason` is empty where there is a
    day, and else says why there is none: `several` meanings, `undecided` ("TBD", "15 March?"), `event` (it hangs on
    something else: "after the board"), `unknown` (no date is readable, or other words stand beside it) or
    `no_such_day` (30 February).
    """

    day: date | None
    meanings: tuple[date, ...]
    kind: DateKind | None
    reason: str
