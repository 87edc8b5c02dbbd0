"""Calendar arithmetic on spans of days. A week runs from Monday to Sunday and is numbered as in ISO 8601."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

from closeplan.plan.date_words.feasts import feast_days

Span = tuple[date, date]
"""First and last day, both included."""


def one(day: date) -> Span:
    return day, day


def week_of(day: date) -> Span:
    first = day - timedelta(days=day.weekday())
    return first, first + timedelta(days=6)


def month_of(year: int, month: int) -> Span:
    return date(year, month, 1), date(year, month, monthrange(year, month)[1])


def quarter_of(year: int, quarter: int) -> Span:
    return date(year, 3 * quarter - 2, 1), month_of(year, 3 * quarter)[1]


def year_of(year: int) -> Span:
    return date(year, 1, 1), date(year, 12, 31)


def span_of(unit: str, day: date) -> Span:
    """The calendar week, month, quarter, half or year that a day lies in, or the day itself."""
    if unit == "week":
        return week_of(day)
    if unit == "weekend":
        first = week_of(day)[0]
        return first + timedelta(days=5), first + timedelta(days=6)
    if unit == "month":
        return month_of(day.year, day.month)
    if unit == "quarter":
        return quarter_of(day.year, (day.month + 2) // 3)
    if unit == "half":
        return (
            (date(day.year, 1, 1), date(day.year, 6, 30))
            if day.month <= 6
            else (date(day.year, 7, 1), date(day.year, 12, 31))
        )
    return year_of(day.year) if unit == "year" else one(day)


_DAYS = {"day": 1, "week": 7, "weekend": 7}
_MONTHS = {"month": 1, "quarter": 3, "half": 6, "year": 12}


def shift(day: date, count: int, unit: str) -> date:
    """The day `count` units later; a month later is the same day of the next month, or its last."""
    if unit in _DAYS:
        return day + timedelta(days=count * _DAYS[unit])
    if unit == "workday":
        return _shift_workdays(day, count)
    months = day.year * 12 + day.month - 1 + count * _MONTHS[unit]
    year, month = divmod(months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _shift_workdays(day: date, count: int) -> date:
    """Monday to Friday count; whose holidays apply is not said in a text."""
    step = 1 if count > 0 else -1
    weeks, rest = divmod(abs(count), 5)
    if day.weekday() > 4:
        day -= timedelta(days=(day.weekday() - 4) if step > 0 else day.weekday() - 7)
    day += timedelta(days=7 * weeks * step)
    while rest:
        day += timedelta(days=step)
        rest -= day.weekday() < 5
    return day


def nth_in(span: Span, nth: int, unit: str) -> tuple[Span, ...]:
    """The nth day, week, month or quarter of a span, from its end where negative; all that it may mean.

    A year's weeks are those of ISO 8601: the first has its first Thursday. In a month some people count from the
    first Thursday and some from the first Monday, so its nth week may have two meanings.
    """
    first, last = span
    if unit == "week":
        return _nth_week(span, nth)
    if unit == "weekend":
        saturday = nth_weekday(span, nth, 5)
        return ((saturday, saturday + timedelta(days=1)),) if saturday else ()
    if unit in ("day", "workday"):
        before, after = first - timedelta(days=1), last + timedelta(days=1)
        found = one(shift(before if nth > 0 else after, nth, unit))
    else:
        found = span_of(unit, shift(first, nth - 1, unit) if nth > 0 else shift(last, nth + 1, unit))
    return (found,) if first <= found[0] and found[1] <= last else ()


def _nth_week(span: Span, nth: int) -> tuple[Span, ...]:
    first, last = span
    thursday = nth_weekday(span, nth, 3)
    found = [week_of(thursday)] if thursday else []
    whole_year = (last - first).days > 360
    if nth > 0 and not whole_year and (monday := nth_weekday(span, nth, 0)) and week_of(monday) not in found:
        found.append(week_of(monday))
    return tuple(found)


def nth_weekday(span: Span, nth: int, weekday: int) -> date | None:
    """The nth such weekday of a span, from its end where negative."""
    first, last = span
    if nth > 0:
        found = first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (nth - 1))
    else:
        found = last - timedelta(days=(last.weekday() - weekday) % 7 + 7 * (-nth - 1))
    return found if first <= found <= last else None


def easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar (the anonymous algorithm in Meeus, Astronomical Algorithms)."""
    golden, century, rest = year % 19, year // 100, year % 100
    skipped = (century - (century + 8) // 25 + 1) // 3
    moon = (19 * golden + century - century // 4 - skipped + 15) % 30
    to_sunday = (32 + 2 * (century % 4) + 2 * (rest // 4) - moon - rest % 4) % 7
    late = (golden + 11 * moon + 22 * to_sunday) // 451
    month, day = divmod(moon + to_sunday - 7 * late + 114, 31)
    return date(year, month, day + 1)


_NAMES = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def named_days(spec: str, year: int) -> tuple[date, ...]:
    """What a holiday's rule may mean in a year (see `lexicon`): "12-25", "easter+1", "11 thu 4", "5 mon -1" or "11 thu 4 +1"."""
    if spec.startswith("easter"):
        return (easter(year) + timedelta(days=int(spec[6:] or 0)),)
    if spec[0].isalpha():
        return feast_days(spec, year)
    if "-" in spec[:3]:
        fixed, *other = spec.split()
        month, day_of_month = map(int, fixed.split("-"))
        day = date(year, month, day_of_month)
        moved = next(
            (
                int(far)
                for name, far in zip(other[::2], other[1::2], strict=True)
                if _NAMES[day.weekday()] == name
            ),
            0,
        )
        return (day + timedelta(days=moved),)
    in_month, weekday, nth, *later = spec.split()
    found = nth_weekday(month_of(year, int(in_month)), int(nth), _NAMES.index(weekday))
    if found is None:
        raise ValueError(spec)
    return (found + timedelta(days=int(later[0]) if later else 0),)
