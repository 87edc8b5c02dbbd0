"""Rules for days of the calendar: "15 March 2027", "Friday the 13th", "Christmas last year"."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from closeplan.plan.date_words.chart import Node
from closeplan.plan.date_words.grammar import Context, Found, numbers_of, rule, times_of, value_of
from closeplan.plan.date_words.numerals import full_year
from closeplan.plan.date_words.spans import Span, month_of, named_days, one, year_of
from closeplan.plan.date_words.times import Time, meanings

_ORDER = {"day": 0, "week": 1, "month": 2, "quarter": 3, "half": 4, "range": 5, "year": 6}
_NEAR = 60
"""Days within which an occurrence that its weekday confirms is taken before all others, even if it is past."""
_FAR_AHEAD = 750
_FIRST_SPOKEN = 5
"""The first ordinal that alone is rather a day than a place in a list."""


@rule("wday")
def weekday(_: Context, name: Node) -> Time:
    return Time("day", weekday=name.value)


@rule("month")
def month(_: Context, name: Node) -> Time:
    return Time("month", yearly=lambda year: (month_of(year, name.value),))


@rule("int monmark", result="month")
def month_in_figures(_: Context, *found: Found) -> int | None:
    (number,) = numbers_of(found)
    return number if 1 <= number <= 12 else None


@rule("hol")
def holiday(_: Context, name: Node) -> Time:
    return Time("day", yearly=lambda year: tuple(map(one, named_days(name.value, year))))


@rule("int yearmark", "year4 yearmark?", "year of? year4")
def year_itself(_: Context, *found: Found) -> Time | None:
    (number,) = numbers_of(found)
    return Time("year", spans=(year_of(number),)) if 1900 <= number <= 2199 else None


@rule("era int|wint yearmark")
def era_year(_: Context, *found: Found) -> Time:
    (number,) = numbers_of(found)
    return Time("year", spans=(year_of(int(value_of(found, "era")) + number - 1),))


@rule("{n} {n}", "{n} hundred {n}?", "{n} thousand and? {n}?", result="yearw")
def year_in_words(_: Context, *found: Found) -> int | None:
    """As in "nineteen eighty-six", "two thousand and thirty"."""
    if any(node is not None and node.cls == "int" for node in found):
        return None
    high, low = (*numbers_of(found), 0)[:2]
    scale = 1000 if any(node is not None and node.cls == "thousand" for node in found) else 100
    year = high * scale + low
    return year if 1500 < year < 2200 and (low > 9 or len(found) > 2) else None


@rule("{no} of? the? month", "month the? {no} dommark?", "{o} dommark of month")
@rule("month {sep} int", "int {sep} month")
def day_and_month(_: Context, *found: Found) -> Time | None:
    number = next(node for node in found if node is not None and node.cls in ("int", "wint", "ord", "word"))
    article = number.cls == "wint" and number.value == 1
    if article and not any(node is not None and node.cls == "of" for node in found):
        return None  # "in November a spindle broke"
    return yearly_day(value_of(found, "month"), number.value)


@rule("{o} ord|word", only="ordinal_months")
def two_ordinals(_: Context, day: Node, number: Node) -> Time | None:
    """As in "siebter 4."."""
    return yearly_day(number.value, day.value) if 1 <= number.value <= 12 else None


def yearly_day(month_number: int, day: int) -> Time | None:
    """A day that comes every year, if only in some years or none; no month has a 32nd."""
    if not 1 <= day <= 31:
        return None
    return Time("day", yearly=lambda year: (one(date(year, month_number, day)),))


@rule("int {sep} month {sep} int|year4", "int {sep} int|year4 {sep} month", "month {sep} year4 {sep} int")
@rule("int|year4 {sep} int {sep} month", "int|year4 {sep} month {sep} int")
def with_separators(ctx: Context, *found: Found) -> Time | None:
    """A month's name among figures: the year is the one of four figures, or else the last."""
    name = value_of(found, "month")
    numbers = [node.value for node in found if node is not None and node.cls in ("int", "year4")]
    big = [number for number in numbers if number > 31]
    year = big[0] if big else numbers[-1]
    day = numbers[0] if year == numbers[-1] else numbers[-1]
    yearly = yearly_day(name, day)
    if len(big) > 1 or yearly is None:
        return None
    return replace(yearly, yearly=None, spans=yearly.in_year(full_year(f"{year:02}", ctx.ref)))


@rule("day comma? of? quote? yy", "qtr|half|week quote|{sep}? yy", "mon quote|of|{sep} yy")
@rule("day comma? of? yearw", "mon of? yearw")
def with_short_year(ctx: Context, *found: Found) -> Time | None:
    """A year of two figures or in words behind what comes every year."""
    (known,) = times_of(found)
    year = value_of(found, "yy", "yearw")
    if known.yearly is None:
        return None
    return replace(known, yearly=None, spans=known.in_year(full_year(str(year), ctx.ref)))


@rule("month {sep} year4", "year4 {sep} month")
def month_slash_year(_: Context, *found: Found) -> Time:
    return Time("month", spans=(month_of(value_of(found, "year4"), value_of(found, "month")),))


@rule("the ord|endint", "on the? ord|word|endint", "dommark ord|endint|int", "int dommark")
def day_of_month(_: Context, *found: Found) -> Time | None:
    number = value_of(found, "ord", "word", "endint", "int")
    return Time("day", monthday=number) if 1 <= number <= 31 else None


@rule("the word")
def spoken_day_of_month(_: Context, *found: Found) -> Time | None:
    """As in "make it the sixteenth". What has a first or a third is more often a list than a month."""
    number = value_of(found, "word")
    return Time("day", monthday=number) if _FIRST_SPOKEN <= number <= 31 else None


@rule(
    "wd comma? the? on? day|dom", "wd comma? the? {o}|endint", "rel wd comma? day", "day|dom comma? the? wd"
)
@rule("day|dom paren wd paren")
def weekday_and_day(ctx: Context, *found: Found) -> Time | None:
    name: Time = value_of(found, "wd")
    day = next(
        node for node in found if node is not None and node.cls in ("day", "dom", "ord", "word", "endint")
    )
    between = {node.cls for node in found if node is not None}
    relative = day.end - day.start < 3  # "tomorrow", "next Thursday"; a date has more words
    apart = (
        found[0] is not day
        and "the" not in between
        and ("on" in between or ("comma" in between and relative))
    )
    return _on_weekday(ctx, day, name, apart=apart and not ctx.strict)


@rule("paren wd paren")
def weekday_in_parentheses(_: Context, *found: Found) -> Time:
    return times_of(found)[0]


def _on_weekday(ctx: Context, day: Node, name: Time, *, apart: bool) -> Time | None:
    """The weekday checks the date. Where they contradict each other, either may be the slip of the pen.

    In talk they may also be two dates, where they stand apart: "with the holiday Monday, by Thursday next week".
    """
    time = day.value if isinstance(day.value, Time) else Time("day", monthday=day.value)
    asked = name.weekday
    if (
        asked is None
        or time.rolled
        or time.begins
        or (time.monthday is not None and not 1 <= time.monthday <= 31)
    ):
        return None
    near = meanings(time, ctx.ref, ctx.prefer)
    fits = tuple(span for span in near if span[0].weekday() == asked)
    loose = day.weak == 1 and not ctx.strict  # "Monday 11-4" may be hours
    if not fits and time.spans == ():
        fits = _other_year(ctx, time, asked, far=not loose)
    if not fits and (apart or loose):
        return None
    if not fits and near:
        best = near[0][0]
        fits = (one(best), one(best + timedelta(days=(asked - best.weekday() + 3) % 7 - 3)))
    return Time("day", spans=fits, clock=name.clock or time.clock)


def _other_year(ctx: Context, time: Time, asked: int, *, far: bool) -> tuple[Span, ...]:
    """Another occurrence that falls on the weekday: near, or (in speech) within two years."""
    hits = [span[0] for span in time.around(ctx.ref) if span[0].weekday() == asked]
    soon = [hit for hit in hits if 0 <= (hit - ctx.ref).days <= _NEAR]
    recent = [hit for hit in hits if 0 < (ctx.ref - hit).days <= _NEAR]
    if ctx.strict:
        found = soon[:1] or (recent[-1:] if time.yearly else [])
    else:
        later = [hit for hit in hits if 0 <= (hit - ctx.ref).days <= _FAR_AHEAD] if far else []
        found = soon[:1] or recent[-1:] or later[:1]
    return tuple(map(one, found))


@rule("day|mon|qtr|half|week|dom|wd|rng comma? of|in? the? {span}", "week|qtr|half {sep} yr")
def part_of_span(_: Context, *found: Found) -> Time | None:
    time, whole = times_of(found)
    return inside(time, whole)


@rule("{span} comma? of|dash? on|the? day|mon|qtr|half|week|dom|wd", "yr {sep} week|qtr|half|mon")
def span_then_part(_: Context, *found: Found) -> Time | None:
    whole, time = times_of(found)
    return inside(time, whole)


@rule("{o} of the? unit")
def ordinal_of_any_month(_: Context, *found: Found) -> Time | None:
    """As in "1st of the month"."""
    number = value_of(found, "ord", "word")
    month_day = value_of(found, "unit") == "month" and 1 <= number <= 31
    return Time("day", monthday=number) if month_day else None


@rule("{o} of the? mon", "int of the? mon")
def ordinal_in_month(_: Context, *found: Found) -> Time | None:
    """As in "20th of the previous month"."""
    number = value_of(found, "ord", "word", "int")
    return inside(Time("day", monthday=number), times_of(found)[0]) if 1 <= number <= 31 else None


def inside(time: Time, whole: Time) -> Time | None:
    """What recurs, where it falls in a longer time: "Tuesday of next week", "Christmas last year"."""
    if time.spans or whole.fiscal or whole.part or _ORDER[time.grain] >= _ORDER[whole.grain]:
        return None
    if time.weekday is not None:
        fits = whole.grain in ("week", "range")
    elif time.monthday is not None:
        fits = whole.grain == "month"
    else:
        fits = whole.yearly is None and time.yearly is not None
    if not fits:
        return None
    found = whole.each(time.grain, lambda span: _falls(time, span))
    missing = found.spans == () and found.yearly is None
    if missing and (time.yearly is None or whole.grain != "year"):
        return None
    return replace(found, part=time.part, clock=time.clock, loose=time.loose, point=time.point)


def _falls(time: Time, span: Span) -> tuple[Span, ...]:
    first, last = span
    if time.weekday is not None:
        day = first + timedelta(days=(time.weekday - first.weekday()) % 7)
        return (one(day),) if day <= last and (last - first).days < 7 else ()
    if time.monthday is not None:
        return (one(first.replace(day=time.monthday)),)
    found = [span for year in range(first.year, last.year + 1) for span in time.in_year(year)]
    if time.grain == "week" and (last - first).days > 300:
        return tuple(found)  # a year's first week may begin before it
    return tuple(span for span in found if span[0] <= last and span[1] >= first)
