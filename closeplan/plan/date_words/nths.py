"""Rules for what is numbered: "third quarter", "KW 12", "last Friday of October", "third last week of 2018"."""

from __future__ import annotations

from datetime import date, timedelta

from closeplan.plan.date_words.grammar import Context, Found, numbers_of, rule, times_of, value_of
from closeplan.plan.date_words.reading import Prefer
from closeplan.plan.date_words.spans import (
    Span,
    nth_in,
    nth_weekday,
    one,
    quarter_of,
    shift,
    span_of,
    week_of,
    year_of,
)
from closeplan.plan.date_words.times import Time, meanings

_SIZE = {"day": 0, "week": 1, "month": 2, "quarter": 3, "half": 4, "year": 5}


@rule("dai int", result="ord")
def prefixed_ordinal(_: Context, *found: Found) -> int:
    return numbers_of(found)[0]


@rule("{o} full unit of|in the? {span}")
def nth_full_unit(_: Context, *found: Found) -> Time | None:
    """As in "the first full week of April": the first that lies wholly in it."""
    number, (whole,) = _nth(found), times_of(found)
    if value_of(found, "unit") != "week" or not number or _SIZE.get(whole.grain, 0) < _SIZE["month"]:
        return None

    def change(span: Span) -> tuple[Span, ...]:
        monday = nth_weekday(span, number, 0)
        return (week_of(monday),) if monday else ()

    return whole.each("week", change)


@rule("{o} unit of|in? the? {span}", "rel unit of|in the? {span}", "{span} of? {o} unit")
def nth_unit(_: Context, *found: Found) -> Time | None:
    number, (whole,) = _nth(found), times_of(found)
    return _nth_of(number, value_of(found, "unit"), whole) if number else None


@rule("{o} rel unit of|in the? {span}")
def nth_last_unit(_: Context, *found: Found) -> Time | None:
    if value_of(found, "rel") != "last":
        return None
    return _nth_of(-value_of(found, "ord", "word"), value_of(found, "unit"), times_of(found)[0])


def _nth_of(number: int, unit: str, whole: Time) -> Time | None:
    if unit == "half" and whole.grain == "month":
        return whole.each("range", lambda span: _half_of_month(span, number))
    grain = {"workday": "day", "weekend": "range"}.get(unit, unit)
    if whole.grain == "range" or (grain != "range" and _SIZE.get(grain, 9) >= _SIZE[whole.grain]):
        return None
    found = whole.each(grain, lambda span: nth_in(span, number, unit))
    return found if found.yearly or found.spans else None


def _half_of_month(span: Span, number: int) -> tuple[Span, ...]:
    first, last = span
    middle = first.replace(day=15)
    return {1: ((first, middle),), 2: ((middle + timedelta(days=1), last),), -1: ((middle, last),)}.get(
        number, ()
    )


@rule("{o}|rel wd of|in? the? mon|qtr|yr", "mon|qtr|yr of? {o} wd")
def nth_weekday_of(_: Context, *found: Found) -> Time | None:
    number, name = _nth(found), value_of(found, "wd")
    whole = next(time for time in times_of(found) if time.weekday is None)
    if number is None:
        return None

    return whole.each("day", lambda span: _weekday_in(span, number, name.weekday))


def _nth(found: tuple[Found, ...]) -> int | None:
    """The ordinal, or minus one for the last."""
    nth = next(node for node in found if node is not None and node.cls in ("ord", "word", "rel"))
    if nth.cls == "rel":
        return -1 if nth.value in ("last", "past") else None
    return int(nth.value)


@rule("{o}? wd after the? day", "{o}? wd before the? day")
def nth_weekday_after(ctx: Context, *found: Found) -> Time | None:
    """As in "first Monday after Easter", "the Friday before Christmas"."""
    name, base = times_of(found)
    nth = (*numbers_of(found), 1)[0]
    weekday, ahead = name.weekday or 0, any(node is not None and node.cls == "after" for node in found)
    days = []
    for first, _ in meanings(base, ctx.ref, ctx.prefer):
        off = (weekday - first.weekday() - 1) % 7 + 1 if ahead else -((first.weekday() - weekday - 1) % 7 + 1)
        days.append(first + timedelta(days=off + 7 * (nth - 1) * (1 if ahead else -1)))
    return Time("day", spans=tuple(map(one, days)))


@rule("{o}|rel wd of|in the? unit", "{o}|rel unit of|in the? unit")
def nth_of_this(ctx: Context, *found: Found) -> Time | None:
    """As in "last Friday of the month": of this one, or of the next where it is past."""
    unit = next(node.value for node in reversed(found) if node is not None and node.cls == "unit")
    number = _nth(found)
    if number is None or unit not in ("month", "quarter", "half", "year"):
        return None
    for ahead in (0, 1):
        span = span_of(unit, shift(ctx.ref, ahead, unit))
        time = _nth_in(found, number, Time(unit, spans=(span,)))
        if time is None or time.spans[0][1] >= ctx.ref or ctx.prefer is Prefer.PAST:
            return time
    return None


def _nth_in(found: tuple[Found, ...], number: int, whole: Time) -> Time | None:
    names = times_of(found)
    if not names:
        return _nth_of(number, value_of(found, "unit"), whole)
    time = whole.each("day", lambda span: _weekday_in(span, number, names[0].weekday or 0))
    return time if time.spans else None


def _weekday_in(span: Span, number: int, weekday: int) -> tuple[Span, ...]:
    day = nth_weekday(span, number, weekday)
    return (one(day),) if day else ()


@rule("{o}|rel {n} unit of|in the? {span}")
def first_so_many_of(_: Context, *found: Found) -> Time | None:
    """As in "the first two weeks of January", "the last ten days of March"."""
    number, unit, (whole,) = _nth(found), value_of(found, "unit"), times_of(found)
    count = value_of(found, "int", "wint")
    if number not in (1, -1) or unit in ("hour", "minute", "workday", "fortnight") or whole.grain == "range":
        return None
    day = timedelta(days=1)

    def change(span: Span) -> tuple[Span, ...]:
        first, last = span
        if number == 1:
            return ((first, min(shift(first, count, unit) - day, last)),)
        return ((max(shift(last + day, -count, unit), first), last),)

    return whole.each("range", change)


@rule("{o} unit", "qmark|hmark int", "int qmark")
def numbered_span(_: Context, *found: Found) -> Time | None:
    """Quarters and halves count within the calendar year."""
    number = numbers_of(found)[0]
    kind = next(node for node in found if node is not None and node.cls in ("unit", "qmark", "hmark"))
    unit = {"qmark": "quarter", "hmark": "half"}.get(kind.cls, kind.value)
    if unit == "quarter" and 1 <= number <= 4:
        return Time("quarter", yearly=lambda year: (quarter_of(year, number),))
    if unit == "half" and 1 <= number <= 2:
        return Time("half", yearly=lambda year: nth_in(year_of(year), number, "half"))
    return None


@rule("wk int", "unit int", "int wkmark", "{o} wk", "dai int unit")
def numbered_week(_: Context, *found: Found) -> Time | None:
    number = numbers_of(found)[0]
    if any(node is not None and node.cls == "unit" and node.value != "week" for node in found):
        return None
    if not 1 <= number <= 53:
        return None
    return Time("week", yearly=lambda year: (week_of(date.fromisocalendar(year, number, 1)),))
