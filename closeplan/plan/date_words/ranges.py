"""Rules for spans with two ends: "3-7 May", "from Monday to Friday", "between the 9th and the 17th of April"."""

from __future__ import annotations

from datetime import date

from closeplan.plan.date_words.grammar import Context, Found, numbers_of, rule, times_of
from closeplan.plan.date_words.spans import Span, one, shift
from closeplan.plan.date_words.times import Time, meanings


@rule("from? the? {no} {to} the? day", "from|between the? {no} and the? day")
def number_to_day(_: Context, *found: Found) -> Time | None:
    """As in "13 to 15 July": the first number takes the month of the second, or the one before it."""
    number, end = numbers_of(found)[0], times_of(found)[0]
    if not 1 <= number <= 31 or end.part or end.rolled:
        return None

    def change(span: Span) -> tuple[Span, ...]:
        last = span[1]
        first = last.replace(day=number)
        return ((first if first < last else shift(first, -1, "month"), last),)

    return end.each("range", change)


@rule("from? the? day {to} the? {no}", "between the? day and the? {no}")
def day_to_number(_: Context, *found: Found) -> Time | None:
    """As in "July 13 to 15", "from 27 April to the third"."""
    start, number = times_of(found)[0], numbers_of(found)[0]
    if not 1 <= number <= 31 or start.part or start.rolled or start.clock:
        return None

    def change(span: Span) -> tuple[Span, ...]:
        first = span[0]
        last = first.replace(day=number)
        return ((first, last if last > first else shift(last, 1, "month")),)

    return start.each("range", change)


@rule("from? the? {no} {to} the? {no} of|in? the? mon", "between the? {no} and the? {no} of|in? the? mon")
@rule("mon from? the? {no} {to} the? {no}")
def numbers_in_month(_: Context, *found: Found) -> Time | None:
    """As in "from 4-23 in next month"."""
    first, last = numbers_of(found)
    (whole,) = times_of(found)
    if not 1 <= first < last <= 31 or whole.part:
        return None
    return whole.each("range", lambda span: ((span[0].replace(day=first), span[0].replace(day=last)),))


@rule("from? the ord|word {to} the? ord|word", "dom {to} dom|ord|word")
def between_days_of_month(ctx: Context, *found: Found) -> Time | None:
    """As in "the twenty-second to the twenty-sixth", of the month that has them next."""
    numbers = [*(time.monthday or 0 for time in times_of(found)), *numbers_of(found)]
    if len(numbers) != 2 or not 1 <= numbers[0] < numbers[1] <= 31:
        return None
    firsts = meanings(Time("day", monthday=numbers[0]), ctx.ref, ctx.prefer)
    return Time("range", spans=tuple((first, first.replace(day=numbers[1])) for first, _ in firsts))


@rule("from? mon|yr to now")
def since_then(ctx: Context, *found: Found) -> Time | None:
    """As in "from March to date"."""
    (start,) = times_of(found)
    gone = [span for span in start.around(ctx.ref) if span[0] <= ctx.ref]
    return Time("range", spans=((gone[-1][0], ctx.ref),)) if gone else None


@rule("between now and the? day|wd|dom|{span}")
def until_then(ctx: Context, *found: Found) -> Time | None:
    span = ctx.pick(times_of(found)[0])
    return Time("range", spans=((ctx.ref, span[1]),)) if span and span[1] >= ctx.ref else None


@rule("from? the? day|dom {to} the? day|dom", "between the? day|dom and the? day|dom")
@rule("from? mon {to} mon", "between mon and mon", "from? mon|yr {to} day", "from? day {to} mon")
@rule("from? yr {to} yr", "between yr and yr", "from? qtr {to} qtr", "between qtr and qtr")
@rule("from? wd {to} wd", "between wd and wd", "from? week {to} week")
def from_to(ctx: Context, *found: Found) -> Time | None:
    start, end = times_of(found)
    pairs = _pairs(ctx, start, end)
    return Time("range", spans=pairs) if pairs else None


def _pairs(ctx: Context, start: Time, end: Time) -> tuple[Span, ...]:
    """Both ends settled together: each decides the other's year, and both have the same order of numbers.

    What recurs is the one that is not over yet.
    """
    if end.spans:
        firsts = [_before(start, span[1], place, len(end.spans)) for place, span in enumerate(end.spans)]
        return tuple((day, span[1]) for days, span in zip(firsts, end.spans, strict=True) for day in days)
    if start.spans:
        return _paired(start.spans, end)
    if start.yearly is None or end.yearly is None:
        pairs = [pair for span in start.around(ctx.ref) for pair in _paired((span,), end)]
        return tuple(pair for pair in pairs if pair[1] >= ctx.ref)[:1]
    found: dict[int, Span] = {}
    for year in range(ctx.ref.year - 1, ctx.ref.year + 9):
        for place, pair in enumerate(_paired(start.in_year(year), end)):
            if pair[1] >= ctx.ref:
                found.setdefault(place, pair)
    return tuple(dict.fromkeys(found[place] for place in sorted(found)))


def _paired(starts: tuple[Span, ...], end: Time) -> tuple[Span, ...]:
    pairs = [
        (span[0], last) for n, span in enumerate(starts) for last in _after(end, span[0], n, len(starts))
    ]
    return tuple(dict.fromkeys(pairs))


def _after(end: Time, first: date, place: int, of: int) -> tuple[date, ...]:
    """Where a range from `first` ends, for the same one of several orders."""
    if end.spans or end.yearly is None:
        days = [span[1] for span in end.around(first)]
    else:
        years = [end.in_year(year) for year in (first.year, first.year + 1)]
        days = [span[1] for spans in years for n, span in enumerate(spans) if len(spans) != of or n == place]
    return tuple(day for day in days if day >= first)[:1]


def _before(start: Time, last: date, place: int, of: int) -> tuple[date, ...]:
    """Where a range to `last` begins."""
    if start.spans:
        firsts = [span[0] for n, span in enumerate(start.spans) if len(start.spans) != of or n == place]
    elif start.yearly is None:
        firsts = [span[0] for span in start.around(last)]
    else:
        years = [start.in_year(year) for year in (last.year - 1, last.year)]
        firsts = [
            span[0] for spans in years for n, span in enumerate(spans) if len(spans) != of or n == place
        ]
    return tuple(day for day in firsts if day <= last)[-1:]


@rule("day|wd|dom or the? {no}", "day or day|wd", "wd or wd|day", "mon or mon")
def either(ctx: Context, *found: Found) -> Time | None:
    """As in "March 15 or 16": a whole cell that leaves it open."""
    if not ctx.strict:
        return None
    first, *other = times_of(found)
    spans = meanings(first, ctx.ref, ctx.prefer)
    if other:
        return Time(first.grain, spans=(*spans, *meanings(other[0], ctx.ref, ctx.prefer)))
    days = [span[0].replace(day=numbers_of(found)[0]) for span in spans]
    return Time("day", spans=(*spans, *((day, day) for day in days)))


@rule("{no} or|slash the? day", "dom or the? day")
def either_of_month(ctx: Context, *found: Found) -> Time | None:
    """As in "15 or 16 March", "le 15 ou le 16 mars": the first takes the month of the day behind it."""
    day = times_of(found)[-1]
    number = (times_of(found)[0].monthday if len(times_of(found)) > 1 else None) or numbers_of(found)[0]
    if not ctx.strict or day.grain != "day" or day.rolled or not 1 <= number <= 31:
        return None
    return day.each("day", lambda span: (one(span[0].replace(day=number)), span))
