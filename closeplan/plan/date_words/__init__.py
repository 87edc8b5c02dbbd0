"""Dates as people write them, in eight languages: "by Friday", "Ende Q3", "3月15日".

`find_dates` finds every date expression of a sentence, `read_day` reads a whole cell. Neither guesses: where the
text alone does not decide, all its meanings are given back.
"""

from __future__ import annotations

from datetime import date, datetime

from closeplan.plan.date_words.reading import DateKind, DayReading, FoundDate, Prefer

__all__ = ["DateKind", "DayReading", "FoundDate", "Prefer", "find_dates", "read_day"]


def find_dates(
    text: str, ref: datetime, language: str, *, locale: str = "", prefer: Prefer = Prefer.FUTURE
) -> tuple[FoundDate, ...]:
    """Every date expression of a text, in its order.

    `ref` is when it was said or written; `language` a BCP 47 tag; `locale` (`en_GB`) decides the order of
    numeric dates.
    """
    raise NotImplementedError


def read_day(
    text: str, today: date, language: str, *, locale: str = "", window: tuple[date, date] | None = None
) -> DayReading:
    """The one day a whole cell means, or why there is none."""
    raise NotImplementedError
