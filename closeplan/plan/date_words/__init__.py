"""Dates as people write them, in eight languages: "by Friday", "Ende Q3", "3月15日".

`find_dates` finds every date expression of a sentence, `read_day` reads a whole cell. Neither guesses: where the
text alone does not decide, all its meanings are given back.
"""

from __future__ import annotations

from datetime import date, datetime
from functools import lru_cache

from closeplan.plan.date_words.reading import (
    FIRST_YEAR,
    LAST_YEAR,
    DateKind,
    DayReading,
    FoundDate,
    Prefer,
)

__all__ = [
    "FIRST_YEAR",
    "LAST_YEAR",
    "DateKind",
    "DayReading",
    "FoundDate",
    "Prefer",
    "find_dates",
    "read_day",
]


def find_dates(
    text: str, ref: datetime, language: str, *, locale: str = "", prefer: Prefer = Prefer.FUTURE
) -> tuple[FoundDate, ...]:
    """Every date expression of a text, in its order.

    `ref` is when it was said or written; `language` a BCP 47 tag; `locale` (`en_GB`) decides the order of
    numeric dates. What recurs ("Friday", "3 March") is the next to come, or with `Prefer.PAST` the latest gone.
    A week, month, quarter or year has its first day as value and its days in `span`; a range both its ends.
    Habits ("every Friday"), durations and times of day without a day are no dates.
    """
    from closeplan.plan.date_words.sentence import find_dates as find  # noqa: PLC0415 - loaded at first use

    return find(text, ref, language, locale, prefer)


@lru_cache(maxsize=1024)
def read_day(
    text: str, today: date, language: str, *, locale: str = "", window: tuple[date, date] | None = None
) -> DayReading:
    """The one day a whole cell means, or why there is none.

    A week is due on its Friday, a month or quarter on its last day, a range on its last: what is due "in March"
    is late from April on. "Mid-June" is the 15th. "Early" or "late" June is no one day. A date without a year
    is the one inside `window` (first and last day), several if several are, else the next to come.
    """
    plain = text.strip()
    if len(plain) == 10 and plain[4:5] == "-" and plain.isascii():
        try:
            day = date.fromisoformat(plain)
        except ValueError:
            pass
        else:
            if FIRST_YEAR <= day.year <= LAST_YEAR:
                return DayReading(day=day, meanings=(day,), kind=DateKind.DAY, reason="")
    from closeplan.plan.date_words.cell import read_cell  # noqa: PLC0415 - loaded at first use

    return read_cell(text, today, language, locale, window)
