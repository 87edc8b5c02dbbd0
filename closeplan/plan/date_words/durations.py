"""Rules for days counted from another: "in two weeks", "3 days after Easter", "two weeks before go-live"."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from closeplan.plan.date_words.chart import Node
from closeplan.plan.date_words.grammar import Context, Found, numbers_of, rule, times_of, value_of
from closeplan.plan.date_words.reading import Prefer
from closeplan.plan.date_words.relative import weekdays
from closeplan.plan.date_words.spans import one, shift, span_of, week_of
from closeplan.plan.date_words.times import Time, meanings

Duration = tuple[int, str]
"""How many of which unit."""

_CLOCK_UNITS = frozenset({"hour", "minute"})
_MOST_WEEKS = 4
"""People say "two weeks on Monday", and for more than a month a date."""


@rule("{n} of? unit", result="dur")
def duration(_: Context, *found: Found) -> Duration:
    count, unit = numbers_of(found)[0], value_of(found, "unit")
    return (2 * count, "week") if unit == "fortnight" else (count, unit)


@rule("unit", result="dur1")
def single_unit(_: Context, unit: Node) -> Duration | None:
    return (2, "week") if unit.value == "fortnight" else None


def _later(ctx: Context, far: Duration) -> date:
    count, unit = far
    if unit in _CLOCK_UNITS:
        return (ctx.now + timedelta(**{unit + "s": count})).date()
    return shift(ctx.ref, count, unit)


@rule("in dur", "dur hence", "in dur hence", "in dur1", "plus dur")
def in_a_while(ctx: Context, *found: Found) -> Time:
    return _rolled(ctx, value_of(found, "dur", "dur1"), 1)


@rule("after dur")
def after_a_while(ctx: Context, *found: Found) -> Time:
    return replace(_rolled(ctx, value_of(found, "dur"), 1), begins=True)


@rule("dur ago", "agopre dur", "dur1 ago")
def a_while_ago(ctx: Context, *found: Found) -> Time:
    return _rolled(ctx, value_of(found, "dur", "dur1"), -1)


def _rolled(ctx: Context, far: Duration, sign: int) -> Time:
    """In two years means about then: the day is exact, its month is what is meant."""
    day = _later(ctx, (sign * far[0], far[1]))
    near = span_of("month", day) if far[1] == "year" else None
    return Time("day", spans=(one(day),), rolled=True, near=near)


@rule("dur withinpost", "within dur")
def within(ctx: Context, *found: Found) -> Time | None:
    return _until(ctx, value_of(found, "dur"))


@rule("within the? rel {n} unit")
def within_next(ctx: Context, *found: Found) -> Time | None:
    if value_of(found, "rel") not in ("next", "coming"):
        return None
    return _until(ctx, (numbers_of(found)[0], value_of(found, "unit")))


def _until(ctx: Context, far: Duration) -> Time | None:
    short = far[1] in _CLOCK_UNITS and not _is_days(far)
    return None if short else Time("range", spans=((ctx.ref, _later(ctx, far)),))


def _is_days(far: Duration) -> bool:
    """Whether hours are whole days, as in "within 48 hours"."""
    return far[1] == "hour" and far[0] % 24 == 0


@rule("{n} {to}|or {n} unit", "{n} unit or {n}", result="durs")
def vague_duration(_: Context, *found: Found) -> tuple[int, int, str] | None:
    low, high = numbers_of(found)
    unit = value_of(found, "unit")
    return (low, high, unit) if low < high and unit not in _CLOCK_UNITS and unit != "fortnight" else None


@rule("in durs", "within durs", "durs hence", "within|in the? rel durs", "durs")
def in_about(ctx: Context, *found: Found) -> Time | None:
    """As in "in two to three weeks"; "2-3 weeks" alone only where it is all that a cell says."""
    low, high, unit = value_of(found, "durs")
    if len(found) == 1 and not ctx.strict:
        return None
    span = (shift(ctx.ref, low, unit), shift(ctx.ref, high, unit))
    return Time("range", spans=(span,), loose=True)


@rule("unit after|before the? day")
def unit_beside(ctx: Context, *found: Found) -> Time | None:
    """As in "the week after Easter", "the day before Christmas"."""
    unit, (day,) = value_of(found, "unit"), times_of(found)
    if unit not in ("day", "week", "month"):
        return None
    step = 1 if any(node is not None and node.cls == "after" for node in found) else -1
    starts = [shift(first, step, unit) for first, _ in meanings(day, ctx.ref, ctx.prefer)]
    return Time(unit, spans=tuple(dict.fromkeys(span_of(unit, start) for start in starts)))


@rule("dur after|from|hence the? day|wd|dom")
def after_a_day(ctx: Context, *found: Found) -> Time | None:
    return _counted(ctx, times_of(found)[0], value_of(found, "dur"), 1)


@rule("dur before the? day|wd|dom")
def before_a_day(ctx: Context, *found: Found) -> Time | None:
    return _counted(ctx, times_of(found)[0], value_of(found, "dur"), -1)


@rule("day|wd|dom in dur")
def day_in_a_while(ctx: Context, *found: Found) -> Time | None:
    """As in "tomorrow in two weeks". A weekday is that of the week two weeks from now."""
    (day,), far = times_of(found), value_of(found, "dur")
    if day.weekday is None:
        return _counted(ctx, day, far, 1) if far[1] in ("day", "week") else None
    monday = week_of(_later(ctx, far))[0]
    return Time("day", spans=(one(monday + timedelta(days=day.weekday)),))


def _counted(ctx: Context, base: Time, far: Duration, sign: int) -> Time | None:
    if far[1] in _CLOCK_UNITS:
        return None
    spans = meanings(base, ctx.ref, ctx.prefer)
    if far[1] == "year" and base.yearly is not None:  # from the last one or from the next one
        spans += tuple(span for span in base.around(ctx.ref, years=2) if span[0] <= ctx.ref)[-1:]
    days = tuple(one(shift(first, sign * far[0], far[1])) for first, _ in spans)
    return Time("day", spans=days, rolled=True) if days else None


@rule(
    "dur before|after the? anchor",
    "within dur of|after the? anchor",
    "before|after the? anchor",
    result="hangs",
)
@rule("anchor|tminus dash|plus int|dur", "anchor of? dur ago|hence", result="hangs")
def counted_from_event(_: Context, *__: Found) -> str:
    """The day is somebody else's to say: it hangs on the event."""
    return "event"


@rule("{n} wd|wdays hence|ago")
def weekdays_from_now(ctx: Context, count: Node, name: Node, way: Node) -> Time:
    """As in "two Sundays from now"."""
    ahead = way.cls == "hence"
    weekday = name.value if name.cls == "wdays" else name.value.weekday
    first = weekdays(ctx.ref, "coming" if ahead else "past", weekday)[0]
    weeks = timedelta(days=7 * (count.value - 1))
    return Time("day", spans=(one(first + weeks if ahead else first - weeks),))


@rule("wd comma? day", "day wd")
def weekday_of_that_week(_: Context, *found: Found) -> Time | None:
    """As in "Monday two weeks from now": the Monday of the week that such a day lies in.

    A Sunday may begin that week or end it.
    """
    name = next(time for time in times_of(found) if time.weekday is not None)
    day = next(time for time in times_of(found) if time.weekday is None)
    if not day.rolled:
        return None
    weekday = name.weekday or 0
    meant = week_of(day.spans[0][0])[0] + timedelta(days=weekday)
    before = (one(meant - timedelta(days=7)),) if weekday == 6 and meant != day.spans[0][0] else ()
    return Time("day", spans=(one(meant), *before))


@rule("day|mon|qtr day")
def occurrence_near(_: Context, *found: Found) -> Time | None:
    """As in "Thanksgiving three years ago", "March in a year": the occurrence nearest to that day."""
    time, day = times_of(found)
    if not day.rolled or time.yearly is None:
        return None
    near = day.spans[0][0]
    spans = sorted(time.around(near), key=lambda span: abs((span[0] - near).days))
    return replace(time, yearly=None, spans=tuple(spans[:1])) if spans else None


@rule("dur on? wd")
def weeks_on_weekday(ctx: Context, *found: Found) -> Time | None:
    """As in "a week on Thursday", "two weeks Monday": so many weeks after the coming one."""
    (count, unit), weekday = value_of(found, "dur"), value_of(found, "wd").weekday
    if unit != "week" or count > _MOST_WEEKS or ctx.prefer is Prefer.PAST:
        return None
    coming = weekdays(ctx.ref, "coming", weekday)[0]
    return Time("day", spans=(one(coming + timedelta(weeks=count)),))


@rule("wd unit")
def weekday_and_a_week(ctx: Context, *found: Found) -> Time | None:
    """British "Friday week": a week after the coming Friday; `Choice` sees to it that no thing of that name follows."""
    unit, weekday = value_of(found, "unit"), value_of(found, "wd").weekday
    if unit not in ("week", "fortnight") or ctx.prefer is Prefer.PAST:
        return None
    coming = weekdays(ctx.ref, "coming", weekday)[0]
    return Time("day", spans=(one(coming + timedelta(days=7 if unit == "week" else 14)),))
