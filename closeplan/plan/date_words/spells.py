"""Rules for spans and their parts: "next quarter", "mid-June", "end of Q3", "3-7 May", "week of 3 May"."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from closeplan.plan.date_words.chart import Node
from closeplan.plan.date_words.grammar import Context, rule
from closeplan.plan.date_words.spans import Span, month_of, one, shift, span_of, week_of
from closeplan.plan.date_words.times import Time, meanings


@rule("part of? the? {span}", "part dash {span}")
@rule("{span} of? part", "{span} of? the? part", only="rel_follows")
def part_of(_: Context, *found: Node) -> Time | None:
    """The end of a time is its last day, of a week its Friday; the middle of a month its fifteenth.

    "Early" and "late" June are its first ten and its last ten days: no one day is meant.
    """
    name = next(node.value for node in found if node is not None and node.cls == "part")
    whole = next(node.value for node in found if node is not None and isinstance(node.value, Time))
    if whole.part or whole.fiscal:
        return whole if whole.fiscal else None
    return _part(whole, name)


@rule("part of? the? unit", "eo|so", "the eo|so")
def part_of_this(ctx: Context, *found: Node) -> Time | None:
    last = found[-1]
    if last.value in ("hour", "minute", "fortnight", "workday"):
        return None
    whole = Time(last.value, spans=(span_of(last.value, ctx.ref),))
    name = found[0].value if found[0].cls == "part" else {"eo": "end", "so": "start"}[last.cls]
    return _part(whole, name)


@rule("eo|so of? {span}")
def end_of_named(_: Context, edge: Node, __: Node, whole: Node) -> Time | None:
    return None if whole.value.part else _part(whole.value, "end" if edge.cls == "eo" else "start")


@rule("int eo|so")
def end_of_month_in_figures(_: Context, number: Node, edge: Node) -> Time | None:
    """ "3月末"."""
    if edge.value != "month" or not 1 <= number.value <= 12:
        return None
    whole = Time("month", yearly=lambda year: (month_of(year, number.value),))
    return _part(whole, "end" if edge.cls == "eo" else "start")


@rule("after the? day|wd")
def after_day(_: Context, *found: Node) -> Time:
    return replace(found[-1].value, begins=True)


@rule("after the? {span}")
def after_span(_: Context, *found: Node) -> Time | None:
    """From the day after it; how long after is open."""
    whole = found[-1].value
    if (whole.part and whole.point is None) or whole.fiscal:
        return None
    found = whole.each("day", lambda span: (one(span[1] + timedelta(days=1)),), begins=True)
    return replace(found, part=False, point=None)


@rule("season")
def season(_: Context, name: Node) -> Time:
    """The astronomical seasons of the north, to the day or two that they vary."""

    def yearly(year: int) -> tuple[Span, ...]:
        starts = [date(year, month, day) for month, day in ((3, 20), (6, 21), (9, 23), (12, 21))]
        following = [*starts[1:], date(year + 1, 3, 20)]
        number = name.value - 1
        return ((starts[number], following[number] - timedelta(days=number != 1)),)

    return Time("range", yearly=yearly, loose=True)


@rule("part of? the? day|wd")
def part_of_day(_: Context, __: Node, *rest: Node) -> Time:
    return rest[-1].value


def _part(whole: Time, name: str) -> Time:
    if name in ("early", "late"):
        found = whole.each("range", lambda span: (_third(span, name),))
        return replace(found, part=True, loose=name == "early")
    if name == "mid" and whole.grain != "day":
        found = whole.each("range", lambda span: (_middle(span),))
        return replace(found, part=True, point=_middle_day)
    return whole.each("day", lambda span: (one(_edge(whole.grain, span, name)),), part=True)


def _edge(grain: str, span: Span, name: str) -> date:
    first, last = span
    if name == "start" or grain == "day":
        return first
    return first + timedelta(days=4) if grain == "week" else last


def _middle(span: Span) -> Span:
    """Of a week its Wednesday, of a month the tenths in the middle, of a quarter its second month."""
    first, last = span
    days = (last - first).days + 1
    if days < 8:
        return one(first + timedelta(days=2))
    if days < 32:
        return first + timedelta(days=10), first + timedelta(days=19)
    months = {3: (1, 1), 6: (2, 3)}.get(round(days / 30.4), (4, 7))
    return shift(first, months[0], "month"), _month_end(shift(first, months[1], "month"))


def _month_end(day: date) -> date:
    return span_of("month", day)[1]


def _middle_day(span: Span) -> date:
    """The fifteenth of a month or of a quarter's middle month, the last of June for a year."""
    first, last = span
    if (last - first).days < 10:
        return first.replace(day=15) if first.day == 11 else first
    if (last - first).days < 32:
        return first + timedelta(days=14)
    return _month_end(shift(first, ((last - first).days // 30) // 2 - 1, "month"))


def _third(span: Span, name: str) -> Span:
    """The first or last third; of a month the tenths people mean."""
    first, last = span
    if 27 < (last - first).days + 1 < 32:
        return (first, first + timedelta(days=9)) if name == "early" else (first + timedelta(days=20), last)
    third = timedelta(days=max((last - first).days // 3, 0))
    return (first, first + third) if name == "early" else (last - third, last)


@rule("rest of? the? week|mon|qtr|yr|half", "rest of? the? unit")
def rest_of(ctx: Context, *found: Node) -> Time | None:
    last = found[-1]
    if isinstance(last.value, Time):
        spans = meanings(last.value, ctx.ref, ctx.prefer)
    elif last.value in ("week", "month", "quarter", "year"):
        spans = (span_of(last.value, ctx.ref),)
    else:
        return None
    return Time("range", spans=tuple((max(ctx.ref, span[0]), span[1]) for span in spans), limit=True)


@rule("weekof of? the? day|dom|wd")
def week_with(ctx: Context, *found: Node) -> Time | None:
    day = found[-1].value
    if day.yearly is not None:
        return day.each("week", lambda span: _weeks_with(span[0]))
    weeks = [week for first, _ in meanings(day, ctx.ref, ctx.prefer) for week in _weeks_with(first)]
    return Time("week", spans=tuple(dict.fromkeys(weeks)))


def _weeks_with(day: date) -> tuple[Span, ...]:
    """A week told by its Sunday may be the one that begins there to those who count from Sundays."""
    return (week_of(day + timedelta(days=1)), week_of(day)) if day.weekday() == 6 else (week_of(day),)


@rule("day of unit|wkmark", only="spaceless")
def day_with_its_week(ctx: Context, day: Node, of: Node, unit: Node) -> Time | None:
    """ "5月3日の週"."""
    return week_with(ctx, day) if unit.cls == "wkmark" or unit.value == "week" else None


@rule("weekend_of of? the? day|dom|wd")
def weekend_with(ctx: Context, *found: Node) -> Time | None:
    day = found[-1].value
    spans = meanings(day, ctx.ref, ctx.prefer)
    return Time("range", spans=tuple(span_of("weekend", first - timedelta(days=2)) for first, _ in spans))


@rule("ending on? the? day|dom|wd")
def week_ending(_: Context, *found: Node) -> Time:
    """ "Week ending 5 June" is due on that day."""
    return found[-1].value


@rule("from? the? {no} {to} the? day", "between the? {no} and the? day", "from? the? {no} and the? day")
def days_of_month(ctx: Context, *found: Node) -> Time | None:
    """ "13 to 15 July": the first number takes the month of the second, or the one before it."""
    number, end = found[2].value, found[-1].value
    if not 1 <= number <= 31 or end.part or end.rolled:
        return None

    def change(span: Span) -> tuple[Span, ...]:
        last = span[1]
        first = last.replace(day=number)
        return ((first if first < last else shift(first, -1, "month"), last),)

    return end.each("range", change, limit=True)


@rule("from? the? day {to} the? {no}", "between the? day and the? {no}")
def day_to_number(_: Context, *found: Node) -> Time | None:
    start, number = found[2].value, found[-1].value
    if not 1 <= number <= 31 or start.part or start.rolled or start.clock:
        return None

    def change(span: Span) -> tuple[Span, ...]:
        first = span[0]
        last = first.replace(day=number)
        return ((first, last if last > first else shift(last, 1, "month")),)

    return start.each("range", change, limit=True)


@rule("from? the? {no} {to} the? {no} of|in? the? mon")
@rule("between the? {no} and the? {no} of|in? the? mon")
def numbers_in_month(_: Context, *found: Node) -> Time | None:
    first, last, whole = found[2].value, found[5].value, found[-1].value
    if not 1 <= first < last <= 31:
        return None
    return whole.each("range", lambda span: ((span[0].replace(day=first), span[0].replace(day=last)),), limit=True)


@rule("mon from? the? {no} {to} the? {no}")
def month_from_to(_: Context, whole: Node, __: Node, ___: Node, first: Node, ____: Node, _____: Node, last: Node) -> Time | None:
    if not 1 <= first.value < last.value <= 31:
        return None
    low, high = first.value, last.value
    return whole.value.each("range", lambda span: ((span[0].replace(day=low), span[0].replace(day=high)),), limit=True)


@rule("from? the? day|dom {to} the? day|dom", "between the? day|dom and the? day|dom")
@rule("from? mon {to} mon", "between mon and mon", "from? yr {to} yr|day", "from? qtr {to} qtr", "between yr and yr")
@rule("from? wd {to} wd", "between wd and wd", "from? week {to} week", "from? mon|yr {to} day", "from? day {to} mon")
def from_to(ctx: Context, *found: Node) -> Time | None:
    times = [node.value for node in found if node is not None and isinstance(node.value, Time)]
    pairs = _pairs(ctx, times[0], times[1])
    return Time("range", spans=pairs, limit=True) if pairs else None


def _pairs(ctx: Context, start: Time, end: Time) -> tuple[Span, ...]:
    """Both ends settled together: each decides the other's year, and both have the same order of numbers."""
    if end.spans:
        starts = {span[1]: _before(start, span[1], place, len(end.spans)) for place, span in enumerate(end.spans)}
        return tuple((first, last) for last, found in starts.items() for first in found)
    if start.spans:
        pairs = [(s[0], last) for p, s in enumerate(start.spans) for last in _after(end, s[0], p, len(start.spans))]
        return tuple(dict.fromkeys(pairs))
    if start.yearly is None or end.yearly is None:
        pairs = [(span[0], last) for span in start.around(ctx.ref) for last in _after(end, span[0], 0, 1)]
        return tuple(pair for pair in pairs if pair[1] >= ctx.ref)[:1]
    for year in range(ctx.ref.year - 1, ctx.ref.year + 9):
        starts = start.in_year(year)
        pairs = [(s[0], last) for p, s in enumerate(starts) for last in _after(end, s[0], p, len(starts))]
        open_still = tuple(pair for pair in pairs if pair[1] >= ctx.ref)
        if open_still:
            return open_still
    return ()


def _after(end: Time, first: date, place: int, of: int) -> tuple[date, ...]:
    """Where a range from `first` ends, for the same one of several orders."""
    if end.spans or end.yearly is None:
        days = [span[1] for span in end.around(first)]
    else:
        found = [end.in_year(year) for year in (first.year, first.year + 1)]
        days = [span[1] for spans in found for p, span in enumerate(spans) if len(spans) != of or p == place]
    return tuple(day for day in days if day >= first)[:1]


def _before(start: Time, last: date, place: int, of: int) -> tuple[date, ...]:
    if start.spans:
        firsts = [span[0] for p, span in enumerate(start.spans) if len(start.spans) != of or p == place]
    elif start.yearly is None:
        firsts = [span[0] for span in start.around(last)]
    else:
        found = [start.in_year(year) for year in (last.year - 1, last.year)]
        firsts = [span[0] for spans in found for p, span in enumerate(spans) if len(spans) != of or p == place]
    return tuple(day for day in firsts if day <= last)[-1:]


@rule("fiscal year4|int|yy?", "fiscal of? qtr|half|yr|unit", "qtr|half of? the? fiscal int|yy|year4?")
@rule("rel fiscal unit?", "part of? the? fiscal unit? year4?")
def fiscal(_: Context, *__: Node) -> Time:
    """Whose financial year is meant, and when it starts, a text does not say."""
    return Time("year", fiscal=True)
