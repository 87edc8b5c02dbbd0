"""Rules for what is numbered: "third quarter", "KW 12", "last Friday of October", "third last week of 2018"."""

from __future__ import annotations

from datetime import date, timedelta

from closeplan.plan.date_words.chart import Node
from closeplan.plan.date_words.grammar import Context, Found, numbers_of, rule, times_of, value_of
from closeplan.plan.date_words.spans import Span, nth_in, nth_weekday, one, quarter_of, week_of, year_of
from closeplan.plan.date_words.times import Time, meanings

_SIZE = {"day": 0, "week": 1, "month": 2, "quarter": 3, "half": 4, "year": 5}


@rule("dai int", result="ord")
def prefixed_ordinal(_: Context, *found: Found) -> int:
    return numbers_of(found)[0]


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

    def change(span: Span) -> tuple[Span, ...]:
        day = nth_weekday(span, number, name.weekday)
        return (one(day),) if day else ()

    return whole.each("day", change)


def _nth(found: tuple[Found, ...]) -> int | None:
    """The ordinal, or minus one for the last."""
    nth = next(node for node in found if node is not None and node.cls in ("ord", "word", "rel"))
    if nth.cls == "rel":
        return -1 if nth.value in ("last", "past") else None
    return int(nth.value)


@rule("{o} wd after the? day")
def nth_weekday_after(ctx: Context, nth: Node, name: Node, *rest: Found) -> Time | None:
    """As in "first Monday after Easter"."""
    weekday = name.value.weekday
    bases = [first for first, _ in meanings(times_of(rest)[0], ctx.ref, ctx.prefer)]
    days = [base + timedelta(days=(weekday - base.weekday() - 1) % 7 + 7 * nth.value - 6) for base in bases]
    return Time("day", spans=tuple(map(one, days)))


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
