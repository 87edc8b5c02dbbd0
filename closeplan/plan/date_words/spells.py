"""Rules for parts of longer times: "mid-June", "end of Q3", "rest of the week", "week of 3 May", "this summer"."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from closeplan.plan.date_words.chart import Node
from closeplan.plan.date_words.grammar import Context, Found, numbers_of, rule, times_of, value_of
from closeplan.plan.date_words.spans import Span, month_of, one, shift, span_of, week_of
from closeplan.plan.date_words.times import Time, meanings

_NO_SPANS = frozenset({"hour", "minute", "fortnight", "workday"})
_EDGES = {"eo": "end", "so": "start"}


@rule("part of? the? {span}", "part dash {span}")
@rule("{span} of? part", "{span} of? the? part", only="rel_follows")
def part_of(_: Context, *found: Found) -> Time | None:
    """The end of a time is its last day, of a week its Friday; the middle of a month its fifteenth."""
    (whole,) = times_of(found)
    if whole.fiscal:
        return whole
    return None if whole.part else _part(whole, value_of(found, "part"))


@rule("part of? the? unit", "the? eo|so")
def part_of_this(ctx: Context, *found: Found) -> Time | None:
    unit = value_of(found, "unit", "eo", "so")
    if unit in _NO_SPANS:
        return None
    return _part(Time(unit, spans=(span_of(unit, ctx.ref),)), _edge_name(found))


def _edge_name(found: tuple[Found, ...]) -> str:
    """Which part is named, be it in a word of its own."""
    node = next(node for node in found if node is not None and node.cls in ("part", "eo", "so"))
    return _EDGES.get(node.cls) or str(node.value)


@rule("eo|so of? {span}")
def end_of_named(_: Context, *found: Found) -> Time | None:
    (whole,) = times_of(found)
    return None if whole.part else _part(whole, _edge_name(found))


@rule("int eo|so")
def end_of_month_in_figures(_: Context, *found: Found) -> Time | None:
    """As in "3月末"."""
    (number,) = numbers_of(found)
    if value_of(found, "eo", "so") != "month" or not 1 <= number <= 12:
        return None
    return _part(Time("month", yearly=lambda year: (month_of(year, number),)), _edge_name(found))


@rule("part of? the? day|wd")
def part_of_day(_: Context, *found: Found) -> Time:
    return times_of(found)[0]


@rule("after the? day|wd")
def after_day(_: Context, *found: Found) -> Time:
    return replace(times_of(found)[0], begins=True)


@rule("no after the? day|wd|dom")
def not_after(_: Context, *found: Found) -> Time:
    """As in "no later than 3 May", "not after Friday": by then."""
    return times_of(found)[0]


@rule("after the? {span}")
def after_span(_: Context, *found: Found) -> Time | None:
    """From the day after it; how long after is open."""
    (whole,) = times_of(found)
    if whole.fiscal or (whole.part and whole.point is None):
        return None
    after = whole.each("day", lambda span: (one(span[1] + timedelta(days=1)),))
    return replace(after, begins=True, part=False, point=None)


def _part(whole: Time, name: str) -> Time:
    """One day; "early" June is no one day, it is all of the month's first ten."""
    if name in ("early", "late"):
        found = whole.each("range", lambda span: (_third(span, name),))
        return replace(found, part=True, loose=name == "early")
    if name == "mid" and whole.grain != "day":
        found = whole.each("range", lambda span: (_middle(span),))
        return replace(found, part=True, point=_middle_day)
    return replace(whole.each("day", lambda span: (one(_edge(whole.grain, span, name)),)), part=True)


def _edge(grain: str, span: Span, name: str) -> date:
    first, last = span
    if name == "start" or grain == "day":
        return first
    return first + timedelta(days=4) if grain == "week" else last


def _third(span: Span, name: str) -> Span:
    """The first or last third; of a month the tenths people mean."""
    first, last = span
    if 27 < (last - first).days + 1 < 32:
        return (first, first + timedelta(days=9)) if name == "early" else (first + timedelta(days=20), last)
    if (last - first).days == 6:
        last -= timedelta(days=2)
    third = timedelta(days=(last - first).days // 3)
    return (first, first + third) if name == "early" else (last - third, last)


def _middle(span: Span) -> Span:
    """Of a week its Wednesday, of a month the tenths in the middle, of a quarter its second month."""
    first, last = span
    days = (last - first).days + 1
    if days < 8:
        return one(first + timedelta(days=2))
    if days < 32:
        return first + timedelta(days=10), first + timedelta(days=19)
    start, end = {3: (1, 1), 6: (2, 3)}.get(round(days / 30.4), (4, 7))
    return shift(first, start, "month"), _month_end(shift(first, end, "month"))


def _middle_day(span: Span) -> date:
    """The fifteenth of a month or of a quarter's middle month, the last of June for a year."""
    first, last = span
    days = (last - first).days
    if days < 10:
        return first + timedelta(days=4) if days else first
    if days < 32:
        return first + timedelta(days=14)
    return _month_end(shift(first, days // 60 - 1, "month"))


def _month_end(day: date) -> date:
    return span_of("month", day)[1]


@rule("within the? unit", "before the? unit over")
@rule("rest of? the? week|mon|qtr|yr|half", "rest of? the? unit")
def rest_of(ctx: Context, *found: Found) -> Time | None:
    named = times_of(found)
    if named:
        spans = meanings(named[0], ctx.ref, ctx.prefer)
    elif value_of(found, "unit") in ("week", "month", "quarter", "year"):
        spans = (span_of(value_of(found, "unit"), ctx.ref),)
    else:
        return None
    return Time("range", spans=tuple((max(ctx.ref, span[0]), span[1]) for span in spans))


@rule("weekof of? the? day|dom|wd|ord|word")
def week_with(ctx: Context, *found: Found) -> Time:
    named = times_of(found)
    day = named[0] if named else Time("day", monthday=value_of(found, "ord", "word"))
    if day.yearly is not None:
        return day.each("week", lambda span: _weeks_with(span[0]))
    weeks = [week for first, _ in meanings(day, ctx.ref, ctx.prefer) for week in _weeks_with(first)]
    return Time("week", spans=tuple(dict.fromkeys(weeks)))


def _weeks_with(day: date) -> tuple[Span, ...]:
    """A week told by its Sunday may be the one that begins there to those who count from Sundays."""
    return (week_of(day + timedelta(days=1)), week_of(day)) if day.weekday() == 6 else (week_of(day),)


@rule("day of unit|wkmark", only="spaceless")
def day_with_its_week(ctx: Context, *found: Found) -> Time | None:
    """As in "5月3日の週"."""
    if any(node is not None and node.cls == "unit" and node.value != "week" for node in found):
        return None
    week: Time = week_with(ctx, *found)
    return week


@rule("weekend_of of? the? day|dom|wd")
def weekend_with(ctx: Context, *found: Found) -> Time:
    spans = meanings(times_of(found)[0], ctx.ref, ctx.prefer)
    weekends = tuple(span_of("weekend", first - timedelta(days=2)) for first, _ in spans)
    return Time("range", spans=weekends, loose=True)


@rule("day unit")
def week_of_holiday(ctx: Context, *found: Found) -> Time | None:
    """As in "Memorial Day weekend", "Thanksgiving week"."""
    unit, (day,) = value_of(found, "unit"), times_of(found)
    firm = all(node is None or not node.weak for node in found)  # "2-3 weeks" is no date
    if day.yearly is None or not firm or unit not in ("week", "weekend"):
        return None
    whole: Time = weekend_with(ctx, *found) if unit == "weekend" else week_with(ctx, *found)
    return whole


@rule("ending on? the? day|dom|wd")
def week_ending(_: Context, *found: Found) -> Time:
    """As in "week ending 5 June", which is due on that day."""
    return times_of(found)[0]


@rule("season")
def season(_: Context, name: Node) -> Time:
    """The astronomical seasons of the north, to the day or two that they vary."""

    def yearly(year: int) -> tuple[Span, ...]:
        starts = [date(year, month, day) for month, day in ((3, 20), (6, 21), (9, 23), (12, 21))]
        following = [*starts[1:], date(year + 1, 3, 20)]
        number = name.value - 1
        return ((starts[number], following[number] - timedelta(days=number != 1)),)

    return Time("range", yearly=yearly, loose=True)


@rule("fiscal year4|int|yy?", "fiscal of? qtr|half|yr|unit", "qtr|half of? the? fiscal int|yy|year4?")
@rule(
    "rel fiscal unit?",
    "fiscal unit? part|eo",
    "fiscal int|yy|year4? qtr|half",
    "part of? the? fiscal unit? year4?",
)
def fiscal(_: Context, *__: Found) -> Time:
    """Whose financial year is meant, and when it starts, a text does not say."""
    return Time("year", fiscal=True)
