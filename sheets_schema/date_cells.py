"""The words of a date cell: one day, or why not."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import lru_cache
from types import MappingProxyType
from typing import NamedTuple

from closeplan.plan.date_faults import DateFault
from closeplan.plan.date_words import FIRST_YEAR, LAST_YEAR, read_day
from closeplan.plan.languages import LANGUAGES

Window = tuple[date, date]
"""The days that make sense, both included."""

_FAULTS: Mapping[str, DateFault] = MappingProxyType(
    {
        "no_such_day": DateFault.NO_SUCH_DAY,
        "event": DateFault.EVENT,
        "undecided": DateFault.UNDECIDED,
    }
)
"""A reading's reasons; of what two languages say, the upper one says more."""


_NUMBERS = re.compile(r"(\d{1,2})\s?[./-]\s?(\d{1,2})(?!\d)")
_YEAR_FIRST = ("ja", "zh", "ko", "hu")
"""Languages in whose numeric dates the first number may be a year."""


class Words(NamedTuple):
    """What the words of a date cell mean: a day, or why there is none and which days there may be."""

    day: date | None
    fault: DateFault | None = None
    meanings: tuple[date, ...] = ()


@lru_cache(maxsize=1024)
def read_words(text: str, today: date, tongues: tuple[str, ...], order: str, window: Window | None) -> Words:
    """What a date cell's words mean to those who share the Sheet.

    They are read in each of the languages they speak. Where two of these disagree about the day, the words mean several.
    A day among words that nobody understands is only offered, and so is the one that another language makes of all of
    them. Days outside the years a plan can have are none. `order` is the locale that numeric dates follow.
    """
    readings = [read_day(text, today, tongue, locale=order, window=window) for tongue in tongues]
    sure = [one for one in readings if one.day is not None or one.reason == "several"]
    days = {day for one in sure for day in (one.meanings if one.day is None else (one.day,))}
    if len(days) == 1 and all(one.day is not None for one in sure):
        return Words(days.pop())
    if sure:
        return _asked(DateFault.SEVERAL, sorted(days))
    reason = next((reason for reason in _FAULTS if any(one.reason == reason for one in readings)), "unknown")
    offered = next((one.meanings for one in readings if one.reason == reason and one.meanings), ())
    if reason in _FAULTS or offered:
        return _asked(_FAULTS.get(reason, DateFault.UNKNOWN), offered)
    return _not_understood(text, today, tongues, order, window)


def _asked(fault: DateFault, days: Sequence[date]) -> Words:
    """The question about words that name these days, of which only those within a plan's years are worth naming."""
    inside = tuple(day for day in days if FIRST_YEAR <= day.year <= LAST_YEAR)
    return Words(None, DateFault.OUTSIDE if days and not inside else fault, inside)


def _not_understood(
    text: str, today: date, tongues: tuple[str, ...], order: str, window: Window | None
) -> Words:
    """Words that no language around the plan makes anything of: a status, or another language's day."""
    from sheets_schema.foreign_days import day_elsewhere  # noqa: PLC0415 - few plans ever need it
    from sheets_schema.labels import STATUSES  # noqa: PLC0415

    if STATUSES.find(text, tongues[0]) is not None:
        return Words(None, DateFault.STATUS)
    return Words(None, DateFault.UNKNOWN, day_elsewhere(text, today, tongues, order, window))


def numbers_like(texts: Iterable[str], locale: str) -> str | None:
    """The locale whose order the numbers of a column follow, told by those that fit one order only: `26/02` in a Sheet
    of `en_US` says that the `05/03` below it is 5 March. Empty where they contradict each other, so that numbers which fit
    both orders mean two days; None where nothing is told.
    """
    if locale.lower().startswith(_YEAR_FIRST):
        return None
    pairs = [(int(found[1]), int(found[2])) for text in texts if (found := _NUMBERS.match(text))]
    day_first = any(first > 12 >= second for first, second in pairs)
    month_first = any(second > 12 >= first for first, second in pairs)
    if day_first and month_first:
        return ""
    return "en_GB" if day_first else "en_US" if month_first else None


@lru_cache(maxsize=64)
def tongues_of(language: str, locale: str) -> tuple[str, ...]:
    """The languages spoken around a plan: its own, English, and that of the Sheet's locale."""
    tags = (tag.replace("_", "-").partition("-")[0].lower() for tag in (language, "en", locale))
    return tuple(dict.fromkeys(tag for tag in tags if tag in LANGUAGES))
