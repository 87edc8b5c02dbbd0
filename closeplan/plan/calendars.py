"""Working days: Monday to Friday less a country's public holidays and a side's blackouts.

numpy's business-day functions do the arithmetic. A `DayTable` is the same calendar as two flat arrays, for
the schedule, which asks thousands of times.
"""

from __future__ import annotations

import warnings
from array import array
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache

import numpy as np
from numpy.typing import NDArray

from closeplan.plan.model import CalendarSpec, Network, Side

FIRST_DAY = date(1990, 1, 1)
"""The first day a deal may name."""
LAST_DAY = date(2100, 12, 31)
"""The last day a deal may name."""

# A plan that can't fit runs far out of the days a deal may name, so the tables reach further.
_TABLE_FIRST = date(1900, 1, 1)
_TABLE_LAST = date(2199, 12, 31)
_BASE = _TABLE_FIRST.toordinal()
_HOLIDAY_YEARS = range(1950, 2151)

Days = NDArray[np.datetime64]


class OutOfCalendarError(ValueError):
    """The arithmetic left the years 1900 to 2199."""


@dataclass(frozen=True)
class DayTable:
    """A calendar as arrays. A working day's *position* counts working days from the first of 1900.

    `worked[ordinal - base]` is the number of working days up to and including that day, `days[position]`
    the ordinal of a working day. Ordinals are those of `date.toordinal`.
    """

    worked: array[int]
    days: array[int]

    def count(self, ordinal: int) -> int:
        """Working days up to and including that day; also the position of the first one after it."""
        offset = ordinal - _BASE
        if not 0 <= offset < len(self.worked):
            raise OutOfCalendarError
        return self.worked[offset]

    def day(self, position: int) -> int:
        """The ordinal of the working day at a position."""
        if not 0 <= position < len(self.days):
            raise OutOfCalendarError
        return self.days[position]


class WorkCalendar:
    """The days on which one side works, or both do."""

    def __init__(self, off: Days) -> None:
        self._off = off
        self._busdays = np.busdaycalendar(weekmask="1111100", holidays=off)

    def is_working(self, day: date) -> bool:
        """Whether work is done on that day."""
        return bool(np.is_busday(np.datetime64(day), busdaycal=self._busdays))

    def add(self, day: date, workdays: int) -> date:
        """The working day that many after `day` (before it, where negative); 0 gives the day itself."""
        if workdays == 0:
            return day
        return self._offset(day, workdays, "backward" if workdays > 0 else "forward")

    def workdays_between(self, was: date, now: date) -> int:
        """Working days in (was, now]; negative where `now` is the earlier one."""
        first, last = np.datetime64(min(was, now)) + 1, np.datetime64(max(was, now)) + 1
        days = int(np.busday_count(first, last, busdaycal=self._busdays))
        return days if now >= was else -days

    @cached_property
    def table(self) -> DayTable:
        """The same calendar as arrays; built once, when the schedule first asks."""
        every = np.arange(np.datetime64(_TABLE_FIRST), np.datetime64(_TABLE_LAST) + 1)
        works = np.is_busday(every, busdaycal=self._busdays)
        worked = np.cumsum(works, dtype=np.intc)
        days = (np.flatnonzero(works) + _BASE).astype(np.intc)
        return DayTable(array("i", worked.tobytes()), array("i", days.tobytes()))

    def with_off(self, other: WorkCalendar) -> WorkCalendar:
        """The days on which this one and the other one both work."""
        return WorkCalendar(np.concatenate([self._off, other._off]))

    def _offset(self, day: date, workdays: int, roll: str) -> date:
        moved = np.busday_offset(np.datetime64(day), workdays, roll=roll, busdaycal=self._busdays)  # type: ignore[call-overload]
        found = moved.item()
        if not isinstance(found, date):
            raise OutOfCalendarError
        return found


@lru_cache(maxsize=64)
def work_calendar(spec: CalendarSpec) -> WorkCalendar:
    """The calendar of one side. Raises ValueError for a country that `country_problem` complains of."""
    spans = [np.arange(np.datetime64(b.first), np.datetime64(b.last) + 1) for b in spec.blackouts]
    return WorkCalendar(np.concatenate([public_holidays(spec.country, spec.subdivision), *spans]))


@lru_cache(maxsize=64)
def both_calendar(buyer: CalendarSpec, seller: CalendarSpec) -> WorkCalendar:
    """The days on which both sides work."""
    return work_calendar(buyer).with_off(work_calendar(seller))


def calendar_of(network: Network, side: Side | None) -> WorkCalendar:
    """The calendar a side of the deal works by; an unknown side waits for both."""
    if side is Side.BUYER:
        return work_calendar(network.buyer)
    if side is Side.SELLER:
        return work_calendar(network.seller)
    return both_calendar(network.buyer, network.seller)


@lru_cache(maxsize=64)
def public_holidays(country: str, subdivision: str = "") -> Days:
    """A country's public holidays from 1950 to 2150, observed days included; none for no country."""
    if not country:
        return np.array([], dtype="datetime64[D]")
    # The library knows every country and takes a quarter of a second to load: only who asks pays.
    import holidays  # noqa: PLC0415

    with warnings.catch_warnings():
        # Some countries (lunar calendars) are known for some decades only; the others have weekends alone.
        warnings.simplefilter("ignore")
        try:
            known = holidays.country_holidays(country, subdiv=subdivision or None, years=_HOLIDAY_YEARS)
        except NotImplementedError as error:
            raise ValueError(str(error)) from error
    return np.array(sorted(known), dtype="datetime64[D]")


def country_problem(country: str, subdivision: str) -> tuple[str, str] | None:
    """What is wrong with a calendar's country: the field (`country`, `subdivision`) and why; None if nothing."""
    if not country:
        return ("subdivision", "needs a country") if subdivision else None
    import holidays  # noqa: PLC0415  (slow to load, see public_holidays)

    if country not in holidays.list_supported_countries(include_aliases=False):
        return ("country", f"no public holidays are known for {country!r} (a two-letter ISO 3166 code)")
    try:
        public_holidays(country, subdivision)
    except ValueError:
        return ("subdivision", f"no subdivision {subdivision!r} in {country}")
    return None
