"""Rules for days of the calendar: "15 March 2027", "Friday the 13th", "last Monday of October"."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from closeplan.plan.date_words.chart import Node
from closeplan.plan.date_words.grammar import Context, rule
from closeplan.plan.date_words.numerals import full_year
from closeplan.plan.date_words.spans import (
    Span,
    month_of,
    named_day,
    nth_in,
    nth_weekday,
    one,
    quarter_of,
    week_of,
    year_of,
)
from closeplan.plan.date_words.times import Time, meanings


@rule("wday")
def weekday(_: Context, day: Node) -> Time:
    return Time("day", weekday=day.value)


@rule("month")
def month(_: Context, name: Node) -> Time:
    return Time("month", yearly=lambda year: (month_of(year, name.value),))


@rule("int monmark", result="month")
def month_in_figures(_: Context, number: Node, __: Node) -> int | None:
    return number.value if 1 <= number.value <= 12 else None


@rule("hol")
def holiday(_: Context, name: Node) -> Time:
    return Time("day", yearly=lambda year: (one(named_day(name.value, year)),))


@rule("int yearmark")
@rule("year4 yearmark?")
@rule("year of? year4")
def year(_: Context, *found: Node) -> Time | None:
    number = next(node.value for node in found if node is not None and node.cls in ("int", "year4"))
    return Time("year", spans=(year_of(number),)) if 1900 <= number <= 2199 else None


@rule("era int|wint yearmark")
def era_year(_: Context, era: Node, number: Node, __: Node) -> Time:
    return Time("year", spans=(year_of(int(era.value) + number.value - 1),))


@rule("{no} of? the? month")
def day_month(_: Context, number: Node, *rest: Node) -> Time | None:
    return month_day(rest[-1].value, number.value)


@rule("{n} {n}", "{n} hundred {n}?", "{n} thousand and? {n}?", result="yearw")
def year_in_words(_: Context, high: Node, *rest: Node) -> int | None:
    """ "Nineteen eighty-six", "two thousand and thirty"."""
    if any(node is not None and node.cls == "int" for node in (high, *rest)):
        return None
    low = rest[-1].value if rest[-1] is not None else 0
    scale = 1000 if len(rest) == 3 else 100
    year = high.value * scale + low
    return year if 1500 < year < 2200 and (low > 9 or len(rest) > 1) else None


@rule("day comma? of? yearw")
@rule("month of? yearw")
def with_year_in_words(ctx: Context, time: Node, *rest: Node) -> Time | None:
    known = time.value if isinstance(time.value, Time) else month(ctx, time)
    return replace(known, yearly=None, spans=known.in_year(rest[-1].value)) if known.yearly else None


@rule("month {sep} year4", "year4 {sep} month")
def month_slash_year(ctx: Context, first: Node, _: Node, second: Node) -> Time:
    name, number = (first, second) if first.cls == "month" else (second, first)
    return Time("month", spans=(month_of(number.value, name.value),))


@rule("{o} dommark of month")
def ordinal_day_of_month(_: Context, number: Node, *rest: Node) -> Time | None:
    return month_day(rest[-1].value, number.value)


@rule("month the? {no} dommark?")
def day_after_month(_: Context, name: Node, __: Node, number: Node, ___: Node) -> Time | None:
    return month_day(name.value, number.value)


@rule("{o} ord|word", only="ordinal_months")
def two_ordinals(_: Context, day: Node, number: Node) -> Time | None:
    return month_day(number.value, day.value) if 1 <= number.value <= 12 else None


@rule("dai int", result="ord")
def prefixed_ordinal(_: Context, __: Node, number: Node) -> int:
    return int(number.value)


@rule("month {sep} int")
def month_slash_day(_: Context, name: Node, __: Node, number: Node) -> Time | None:
    return month_day(name.value, number.value)


@rule("int {sep} month")
def day_slash_month(_: Context, number: Node, __: Node, name: Node) -> Time | None:
    return month_day(name.value, number.value)


def month_day(number: int, day: int) -> Time | None:
    """A day that comes every year; one that no month has is none."""
    if not 1 <= day <= 31:
        return None
    return Time("day", yearly=lambda year: (one(date(year, number, day)),))


@rule("int {sep} month {sep} int|year4")
@rule("int {sep} int|year4 {sep} month")
@rule("int|year4 {sep} int {sep} month")
@rule("int|year4 {sep} month {sep} int")
@rule("month {sep} year4 {sep} int")
def with_separators(ctx: Context, *found: Node) -> Time | None:
    """A month's name among figures: the year is the one of four figures, or else the last."""
    name = next(node.value for node in found if node.cls == "month")
    numbers = [node.value for node in found if node.cls in ("int", "year4")]
    big = [number for number in numbers if number > 31]
    year = big[0] if big else numbers[-1]
    day = numbers[0] if year == numbers[-1] else numbers[-1]
    if len(big) > 1 or not 1 <= day <= 31:
        return None
    yearly = month_day(name, day)
    return replace(yearly, yearly=None, spans=yearly.in_year(full_year(f"{year:02}", ctx.ref))) if yearly else None


@rule("day comma? of? quote? yy", "qtr|half|week quote|{sep}? yy")
@rule("month quote|of|{sep} yy")
def with_short_year(ctx: Context, time: Node, *rest: Node) -> Time | None:
    year = full_year(rest[-1].value, ctx.ref)
    known = time.value if isinstance(time.value, Time) else month(ctx, time)
    if known.yearly is None:
        return None
    return replace(known, yearly=None, spans=known.in_year(year))


@rule("the ord", "the endint", "on the? ord|word", "on the? endint", "dommark ord|endint|int", "int dommark")
def day_of_month(_: Context, *found: Node) -> Time | None:
    number = next(node.value for node in found if node is not None and node.cls in ("ord", "word", "endint", "int"))
    return Time("day", monthday=number) if 1 <= number <= 31 else None


@rule("wd comma? the? on? day|dom")
@rule("wd comma? the? ord|word|endint")
@rule("rel wd comma? day")
def weekday_and_day(ctx: Context, *found: Node) -> Time | None:
    name = next(node for node in found if node.cls == "wd")
    return _on_weekday(ctx, found[-1], name.value)


@rule("day|dom comma? the? wd")
@rule("day|dom paren wd paren")
def day_and_weekday(ctx: Context, day: Node, *rest: Node) -> Time | None:
    name = next(node for node in rest if node is not None and node.cls == "wd")
    return _on_weekday(ctx, day, name.value)


@rule("{o} of the? mon")
def ordinal_in_month(ctx: Context, number: Node, *rest: Node) -> Time | None:
    """ "20th of the previous month"."""
    return _inside(ctx, Time("day", monthday=number.value), rest[-1].value) if number.value <= 31 else None


@rule("paren wd paren")
def weekday_in_parentheses(_: Context, __: Node, name: Node, ___: Node) -> Time:
    return name.value


def _on_weekday(ctx: Context, day: Node, name: Time) -> Time | None:
    """The weekday checks the date. Where they contradict each other, either may be the slip of the pen."""
    time = day.value if isinstance(day.value, Time) else Time("day", monthday=day.value)
    if time.monthday is not None and not 1 <= time.monthday <= 31:
        return None
    asked = name.weekday
    near = meanings(time, ctx.ref, ctx.prefer)
    fits = tuple(span for span in near if span[0].weekday() == asked)
    if not fits and time.spans == () and day.weak != 1:
        fits = _other_year(ctx, time, asked)
    if not fits and day.weak == 1:
        return None
    if not fits and near and asked is not None:
        best = near[0][0]
        off = (asked - best.weekday() + 3) % 7 - 3
        fits = (one(best), one(best + timedelta(days=off)))
    clock = name.clock or time.clock
    return Time("day", spans=fits, clock=clock)


def _other_year(ctx: Context, time: Time, asked: int | None) -> tuple[Span, ...]:
    """Another occurrence that falls on the weekday: just gone, or (in speech) within two years."""
    hits = [span[0] for span in time.around(ctx.ref) if span[0].weekday() == asked]
    days = 750 if not ctx.strict else 0 if time.yearly else 62
    recent = [hit for hit in hits if -60 <= (hit - ctx.ref).days < 0]
    soon = [hit for hit in hits if 0 <= (hit - ctx.ref).days <= 60]
    coming = [hit for hit in hits if 0 <= (hit - ctx.ref).days <= days]
    return tuple(one(hit) for hit in (soon[:1] or (recent if time.yearly or not ctx.strict else [])[-1:] or coming[:1]))


@rule("day|mon|qtr|half|week|dom|wd|weekend comma? of|in? the? {span}")
def part_of_span(ctx: Context, time: Node, *rest: Node) -> Time | None:
    return _inside(ctx, time.value, rest[-1].value)


@rule("{span} comma? of|dash? on|the? day|mon|qtr|half|week|dom|wd")
def span_then_part(ctx: Context, whole: Node, *rest: Node) -> Time | None:
    return _inside(ctx, rest[-1].value, whole.value)


@rule("week|qtr|half {sep} yr", "yr {sep} week|qtr|half|mon")
def span_slash_year(ctx: Context, first: Node, _: Node, second: Node) -> Time | None:
    time, whole = (second, first) if first.cls == "yr" else (first, second)
    return _inside(ctx, time.value, whole.value)


_ORDER = {"day": 0, "week": 1, "month": 2, "quarter": 3, "half": 4, "range": 5, "year": 6}


def _inside(ctx: Context, time: Time, whole: Time) -> Time | None:
    """What recurs, where it falls in a longer time: "Tuesday of next week", "Christmas last year"."""
    if time.spans or _ORDER[time.grain] >= _ORDER[whole.grain] or whole.fiscal or whole.part:
        return None

    def falls(span: Span) -> tuple[Span, ...]:
        return _falls(time, span)

    if whole.yearly is not None and time.yearly is not None:
        return None
    if time.weekday is not None and whole.grain not in ("week", "range"):
        return None
    if time.monthday is not None and whole.grain != "month":
        return None
    if whole.weekday is not None or whole.monthday is not None:
        return None
    found = whole.each(time.grain, falls)
    if found.spans == () and found.yearly is None and (time.yearly is None or whole.grain != "year"):
        return None
    return replace(found, part=time.part, clock=time.clock, loose=time.loose)


def _falls(time: Time, span: Span) -> tuple[Span, ...]:
    first, last = span
    if time.weekday is not None:
        if (last - first).days > 6:
            return ()
        day = first + timedelta(days=(time.weekday - first.weekday()) % 7)
        return (one(day),) if day <= last else ()
    if time.monthday is not None:
        return (one(first.replace(day=time.monthday)),) if (last - first).days < 31 else ()
    years = range(first.year, last.year + 1)
    inside = [found for year in years for found in time.in_year(year) if found[0] <= last and found[1] >= first]
    if time.grain == "week":
        inside = [found for year in years for found in time.in_year(year)] if (last - first).days > 300 else inside
    return tuple(inside)


@rule("{o} unit of|in? the? {span}")
@rule("rel unit of|in the? {span}")
def nth_unit(_: Context, nth: Node, unit: Node, *rest: Node) -> Time | None:
    number = _nth(nth)
    if number is None or unit.value in ("hour", "minute", "fortnight"):
        return None
    return _nth_of(number, unit.value, rest[-1].value)


@rule("{span} of? {o} unit|wd")
def span_then_nth(ctx: Context, whole: Node, __: Node, nth: Node, what: Node) -> Time | None:
    if what.cls == "wd":
        return nth_weekday_of(ctx, nth, what, whole)
    return _nth_of(nth.value, what.value, whole.value)


@rule("{o} rel unit of|in the? {span}")
def nth_last_unit(_: Context, nth: Node, rel: Node, unit: Node, *rest: Node) -> Time | None:
    return _nth_of(-nth.value, unit.value, rest[-1].value) if rel.value == "last" else None


@rule("{o}|rel wd of|in? the? {span}")
def nth_weekday_of(_: Context, nth: Node, name: Node, *rest: Node) -> Time | None:
    number, whole = _nth(nth), rest[-1].value
    if number is None or whole.grain not in ("month", "quarter", "year"):
        return None

    def change(span: Span) -> tuple[Span, ...]:
        day = nth_weekday(span, number, name.value.weekday)
        return (one(day),) if day else ()

    return whole.each("day", change)


def _nth(node: Node) -> int | None:
    """An ordinal, or the last."""
    if node.cls == "rel":
        return -1 if node.value in ("last", "past") else None
    return node.value


def _nth_of(number: int, unit: str, whole: Time) -> Time | None:
    grain = {"workday": "day", "weekend": "range"}.get(unit, unit)
    if _ORDER.get(grain, 9) >= _ORDER[whole.grain] and grain != "range" or whole.grain == "range":
        return None
    found = whole.each(grain, lambda span: nth_in(span, number, unit))
    return found if found.yearly or found.spans else None


@rule("{o} unit")
@rule("qmark int", "hmark int", "int qmark")
def numbered_span(_: Context, first: Node, second: Node) -> Time | None:
    """Quarters and halves count within the year."""
    number = first.value if isinstance(first.value, int) else second.value
    unit = second.value if second.cls == "unit" else (second if second.cls == "qmark" else first).cls
    if unit in ("quarter", "qmark") and 1 <= number <= 4:
        return Time("quarter", yearly=lambda year: (quarter_of(year, number),))
    if unit in ("half", "hmark") and 1 <= number <= 2:
        return Time("half", yearly=lambda year: nth_in(year_of(year), number, "half"))
    return None


@rule("wk int", "unit int", "int wkmark", "{o} wk", "dai int unit")
def numbered_week(_: Context, *found: Node) -> Time | None:
    number = next(node.value for node in found if isinstance(node.value, int))
    if any(node.cls == "unit" and node.value != "week" for node in found) or not 1 <= number <= 53:
        return None
    return Time("week", yearly=lambda year: (week_of(date.fromisocalendar(year, number, 1)),))
