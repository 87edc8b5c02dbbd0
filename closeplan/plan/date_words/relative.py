"""Rules for what is told from today: "tomorrow", "next Friday", "in two weeks", "3 days after Easter"."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from closeplan.plan.date_words.chart import Node
from closeplan.plan.date_words.grammar import Context, rule
from closeplan.plan.date_words.reading import Prefer
from closeplan.plan.date_words.spans import Span, one, shift, span_of, week_of
from closeplan.plan.date_words.times import Time, meanings

_STEPS = {"next": 1, "coming": 1, "this": 0, "last": -1, "past": -1, "afternext": 2, "beforelast": -2}
_GRAINS = {"workday": "day", "weekend": "range", "half": "half"}

Duration = tuple[int, str]
"""How many of which unit."""


def _named(found: tuple[Node | None, ...], *classes: str) -> Any:
    """The value of the first node of a class."""
    return next(node.value for node in found if node is not None and node.cls in classes)


@rule("day_word")
def told_from_today(ctx: Context, word: Node) -> Time:
    return Time("day", spans=(one(ctx.ref + timedelta(days=word.value)),))


@rule("rel the? unit", "the rel unit")
@rule("unit rel", only="rel_follows")
@rule("the? unit relpost")
def relative_unit(ctx: Context, *found: Node) -> Time | None:
    rel = _named(found, "rel", "relpost")
    unit = _named(found, "unit")
    if unit in ("hour", "minute", "workday"):
        return None
    grain, step = _GRAINS.get(unit, unit), _STEPS[rel]
    if unit == "fortnight":
        return _so_many(ctx, rel, 2, "week")
    spans = [span_of(unit, shift(ctx.ref, step, unit))]
    if unit == "weekend" and rel == "next":
        spans.append(span_of(unit, ctx.ref))
    if unit == "weekend" and rel == "coming":
        spans = [span_of(unit, ctx.ref)]
    return Time(grain, spans=tuple(spans), loose=unit == "weekend")


@rule("the unit")
def the_weekend(ctx: Context, _: Node, unit: Node) -> Time | None:
    """ "By the weekend" is said of the coming one."""
    return Time("range", spans=(span_of("weekend", ctx.ref),), loose=True) if unit.value == "weekend" else None


@rule("relunit")
def unit_in_one_word(ctx: Context, word: Node) -> Time:
    unit, step = word.value.split()
    return Time(_GRAINS.get(unit, unit), spans=(span_of(unit, shift(ctx.ref, int(step), unit)),), loose=unit == "weekend")


@rule("rel tod")
def relative_part_of_day(ctx: Context, rel: Node, tod: Node) -> Time | None:
    """ "Next morning" is tomorrow's."""
    return Time("day", spans=(one(ctx.ref + timedelta(days=_STEPS[rel.value])),), clock=tod.value)


@rule("rel of? {n} of? unit", "{n} rel unit", "rel the? {n} unit")
@rule("{n} unit rel", only="rel_follows")
def so_many_units(ctx: Context, *found: Node) -> Time | None:
    """ "The next two weeks"."""
    return _so_many(ctx, _named(found, "rel"), _named(found, "int", "wint"), _named(found, "unit"))


def _so_many(ctx: Context, rel: str, count: int, unit: str) -> Time | None:
    """They run from tomorrow (the last ones to yesterday), or are the next whole weeks of the calendar.

    "Upcoming" ones are also said of the last of them.
    """
    step = _STEPS[rel]
    if abs(step) > 1 or unit in ("hour", "minute"):
        return None
    if step == 0:
        first, second = _so_many(ctx, "past", count, unit), _so_many(ctx, "coming", count, unit)
        return replace(first, spans=first.spans[:1] + second.spans[:1]) if first and second else None
    far, day = _later(ctx, (count * step, unit)), timedelta(days=1)
    spans = [(ctx.ref + day, far) if step > 0 else (far, ctx.ref - day)]
    if unit in ("week", "month", "quarter", "year"):
        ends = [span_of(unit, shift(ctx.ref, step * number, unit)) for number in (1, count)]
        spans.append((min(end[0] for end in ends), max(end[1] for end in ends)))
        spans += ends[1:] if rel == "coming" else []
    return Time("range", spans=tuple(dict.fromkeys(spans)), limit=True)


@rule("rel the? wd", "rel on the? wd")
@rule("wd rel", only="rel_follows")
@rule("wd relpost")
def relative_weekday(ctx: Context, *found: Node) -> Time | None:
    """ "Next Friday", said on a Tuesday, is this week's to some and next week's to others: both are given."""
    rel = _named(found, "rel", "relpost")
    name = _named(found, "wd")
    return replace(name, weekday=None, spans=tuple(dict.fromkeys(map(one, _weekdays(ctx.ref, rel, name.weekday)))))


def _weekdays(ref: date, rel: str, weekday: int) -> list[date]:
    week = timedelta(days=7)
    here = week_of(ref)[0] + timedelta(days=weekday)
    coming = here if here > ref else here + week
    gone = here if here < ref else here - week
    return {
        "next": [here + week, coming],
        "coming": [coming],
        "this": [here if here >= ref else coming],
        "last": [gone, here - week],
        "past": [gone],
        "afternext": [here + 2 * week, coming + week],
        "beforelast": [here - 2 * week, gone - week],
    }[rel]


@rule("rel the? day|mon|qtr|half|week")
@rule("day|mon|qtr|half|week rel", only="rel_follows")
@rule("mon|qtr relpost")
def relative_occurrence(ctx: Context, *found: Node) -> Time | None:
    """ "Next March" said in February may be the coming one or that of next year."""
    rel = _named(found, "rel", "relpost")
    time = next(node.value for node in found if node is not None and isinstance(node.value, Time))
    if time.yearly is None:
        return None
    ref = ctx.ref
    coming = [span for span in time.around(ref) if span[0] > ref]
    gone = [span for span in time.around(ref) if span[1] < ref]
    vague = time.grain != "day"
    chosen = {
        "next": coming[: 2 if vague and coming and coming[0][0].year == ref.year else 1],
        "coming": coming[:1],
        "this": list(time.in_year(ref.year)),
        "last": gone[: -3 if vague and gone and gone[-1][0].year == ref.year else -2 : -1],
        "past": gone[:-2:-1],
        "afternext": coming[1:2],
        "beforelast": gone[-2:-1],
    }[rel]
    return replace(time, yearly=None, spans=tuple(chosen)) if chosen else None


@rule("{n} of? unit", "{n} and? half_of unit", result="dur")
def duration(_: Context, count: Node, *rest: Node) -> Duration | None:
    unit = rest[-1].value
    return (2 * count.value, "week") if unit == "fortnight" else (count.value, unit)


@rule("unit", result="dur1")
def single_unit(_: Context, unit: Node) -> Duration | None:
    return (2, "week") if unit.value == "fortnight" else None


def _later(ctx: Context, far: Duration) -> date:
    count, unit = far
    if unit in ("hour", "minute"):
        return (ctx.now + timedelta(**{unit + "s": count})).date()
    return shift(ctx.ref, count, unit)


@rule("in dur", "dur hence", "in dur hence", "in dur1", "plus dur")
def in_a_while(ctx: Context, *found: Node) -> Time | None:
    return _rolled(ctx, _duration(found), 1)


@rule("after dur")
def after_a_while(ctx: Context, _: Node, far: Node) -> Time | None:
    return replace(_rolled(ctx, far.value, 1), begins=True)


@rule("dur ago", "agopre dur", "dur1 ago")
def a_while_ago(ctx: Context, *found: Node) -> Time | None:
    return _rolled(ctx, _duration(found), -1)


def _duration(found: tuple[Node, ...]) -> Duration:
    count, unit = _named(found, "dur", "dur1")
    return count, unit


def _rolled(ctx: Context, far: Duration, sign: int) -> Time:
    day = _later(ctx, (sign * far[0], far[1]))
    near = span_of("month", day) if far[1] == "year" else None
    return Time("day", spans=(one(day),), rolled=True, near=near)


@rule("dur withinpost", "within dur", "within rel {n} unit", "within the rel {n} unit")
def within(ctx: Context, *found: Node) -> Time | None:
    if any(node is not None and node.cls == "dur" for node in found):
        far = _duration(found)
    else:
        far = (found[-2].value, found[-1].value)
        if found[-3].value not in ("next", "coming"):
            return None
    if far[1] in ("hour", "minute"):
        return None
    return Time("range", spans=((ctx.ref, _later(ctx, far)),), limit=True)


@rule("dur after|from|hence the? day|wd|dom")
def after_a_day(ctx: Context, far: Node, _: Node, __: Node, day: Node) -> Time | None:
    return _counted(ctx, day.value, far.value, 1)


@rule("day|wd|dom in dur")
def day_in_a_while(ctx: Context, day: Node, __: Node, far: Node) -> Time | None:
    """ "Tomorrow in two weeks". With a weekday it is the one of that week."""
    if day.value.weekday is None:
        return _counted(ctx, day.value, far.value, 1) if far.value[1] in ("day", "week") else None
    monday = week_of(_later(ctx, far.value))[0]
    return Time("day", spans=(one(monday + timedelta(days=day.value.weekday)),))


@rule("dur before the? day|wd|dom")
def before_a_day(ctx: Context, far: Node, _: Node, __: Node, day: Node) -> Time | None:
    return _counted(ctx, day.value, far.value, -1)


def _counted(ctx: Context, base: Time, far: Duration, sign: int) -> Time | None:
    if far[1] in ("hour", "minute"):
        return None
    spans = meanings(base, ctx.ref, ctx.prefer)
    return Time("day", spans=tuple(one(shift(first, sign * far[0], far[1])) for first, _ in spans))


@rule("dur before|after the? anchor", "anchor|tminus dash|plus int|dur", "before|after the? anchor", "anchor of? dur ago|hence", result="hangs")
def counted_from_event(_: Context, *__: Node) -> str:
    """The day is somebody else's to say: it hangs on the event."""
    return "event"


@rule("{n} wd|wdays hence|ago")
def weekdays_from_now(ctx: Context, count: Node, name: Node, way: Node) -> Time | None:
    sign = 1 if way.cls == "hence" else -1
    first = _weekdays(ctx.ref, "coming" if sign > 0 else "past", name.value if name.cls == "wdays" else name.value.weekday)[0]
    return Time("day", spans=(one(first + sign * timedelta(days=7 * (count.value - 1))),))


@rule("{o} wd after the? day")
def nth_weekday_after(ctx: Context, nth: Node, name: Node, *rest: Node) -> Time | None:
    """ "First Monday after Easter"."""
    weekday = name.value.weekday
    bases = [first for first, _ in meanings(rest[-1].value, ctx.ref, ctx.prefer)]
    days = [base + timedelta(days=(weekday - base.weekday() - 1) % 7 + 1 + 7 * (nth.value - 1)) for base in bases]
    return Time("day", spans=tuple(map(one, days)))


@rule("wd comma? day", "day wd")
def weekday_of_that_week(ctx: Context, first: Node, *rest: Node) -> Time | None:
    """ "Monday two weeks from now" is the Monday of the week that such a day lies in."""
    name, day = (first, rest[-1]) if first.cls == "wd" else (rest[-1], first)
    if not day.value.rolled:
        return None
    monday = week_of(day.value.spans[0][0])[0]
    return Time("day", spans=(one(monday + timedelta(days=name.value.weekday)),))


@rule("day|mon|qtr day")
def occurrence_near(ctx: Context, time: Node, day: Node) -> Time | None:
    """ "Thanksgiving three years ago", "March in a year": the occurrence nearest to that day."""
    if not day.value.rolled or time.value.yearly is None:
        return None
    near = day.value.spans[0][0]
    spans: list[Span] = sorted(time.value.around(near), key=lambda span: abs((span[0] - near).days))
    return replace(time.value, yearly=None, spans=tuple(spans[:1])) if spans else None


@rule("wd unit")
def weekday_and_a_week(ctx: Context, name: Node, unit: Node) -> Time | None:
    """British "Friday week": a week after the coming Friday. Only where a whole cell says so."""
    if not ctx.strict or unit.value not in ("week", "fortnight") or ctx.prefer is Prefer.PAST:
        return None
    coming = _weekdays(ctx.ref, "coming", name.value.weekday)[0]
    return Time("day", spans=(one(coming + timedelta(days=7 if unit.value == "week" else 14)),))
