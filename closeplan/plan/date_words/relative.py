"""Rules for what is told from today: "tomorrow", "next Friday", "last quarter", "the next two weeks"."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from closeplan.plan.date_words.chart import Node
from closeplan.plan.date_words.grammar import Context, Found, numbers_of, rule, times_of, value_of
from closeplan.plan.date_words.spans import Span, one, shift, span_of, week_of
from closeplan.plan.date_words.times import Time

_STEPS = {"next": 1, "coming": 1, "this": 0, "last": -1, "past": -1, "afternext": 2, "beforelast": -2}
_GRAINS = {"workday": "day", "weekend": "range"}
_CLOCK_UNITS = frozenset({"hour", "minute"})


@rule("day_word")
def told_from_today(ctx: Context, word: Node) -> Time:
    return Time("day", spans=(one(ctx.ref + timedelta(days=word.value)),))


@rule("rel the? unit", "the rel unit", "the? unit relpost")
@rule("unit rel", only="rel_follows")
def relative_unit(ctx: Context, *found: Found) -> Time | None:
    rel, unit = value_of(found, "rel", "relpost"), value_of(found, "unit")
    if unit in _CLOCK_UNITS or unit == "workday" or (unit, rel, ctx.strict) == ("day", "this", False):
        return None  # "on this day" is the day that was spoken of
    if unit == "fortnight":
        return _so_many(ctx, rel, 2, "week")
    spans = [span_of(unit, shift(ctx.ref, _STEPS[rel], unit))]
    if unit == "weekend" and rel in ("next", "coming"):
        spans = [*(spans if rel == "next" else []), span_of(unit, ctx.ref)]
    return Time(_GRAINS.get(unit, unit), spans=tuple(spans), loose=unit == "weekend")


@rule("the unit")
def the_weekend(ctx: Context, *found: Found) -> Time | None:
    """As in "by the weekend", which is said of the coming one."""
    if value_of(found, "unit") != "weekend":
        return None
    return Time("range", spans=(span_of("weekend", ctx.ref),), loose=True)


@rule("relunit")
def unit_in_one_word(ctx: Context, word: Node) -> Time:
    unit, step = word.value.split()
    span = span_of(unit, shift(ctx.ref, int(step), unit))
    return Time(_GRAINS.get(unit, unit), spans=(span,), loose=unit == "weekend")


@rule("rel tod")
def relative_part_of_day(ctx: Context, *found: Found) -> Time:
    """As in "next morning", which is tomorrow's."""
    day = ctx.ref + timedelta(days=_STEPS[value_of(found, "rel")])
    return Time("day", spans=(one(day),), clock=value_of(found, "tod"))


@rule("rel of? {n} of? unit", "{n} rel unit", "rel the? {n} unit")
@rule("{n} unit rel", only="rel_follows")
def so_many_units(ctx: Context, *found: Found) -> Time | None:
    return _so_many(ctx, value_of(found, "rel"), numbers_of(found)[0], value_of(found, "unit"))


def _so_many(ctx: Context, rel: str, count: int, unit: str) -> Time | None:
    """They run from tomorrow (the last ones to yesterday), or are the next whole weeks of the calendar.

    "Upcoming" ones are also said of the last of them; "these two weeks" of both sides.
    """
    step = _STEPS[rel]
    if abs(step) > 1 or unit in _CLOCK_UNITS or unit == "fortnight":
        return None
    if step == 0:
        gone, ahead = _so_many(ctx, "past", count, unit), _so_many(ctx, "coming", count, unit)
        if gone is None or ahead is None:
            return None
        return replace(gone, spans=((gone.spans[0][0], ctx.ref), *ahead.spans[:1]))
    far, day = shift(ctx.ref, count * step, unit), timedelta(days=1)
    spans: list[Span] = [(ctx.ref + day, far) if step > 0 else (far, ctx.ref - day)]
    if unit in ("week", "month", "quarter", "year"):
        ends = [span_of(unit, shift(ctx.ref, step * number, unit)) for number in (1, count)]
        spans.append((min(end[0] for end in ends), max(end[1] for end in ends)))
        spans += ends[1:] if rel == "coming" else []
    return Time("range", spans=tuple(dict.fromkeys(spans)))


@rule("rel the|on? the? wd", "wd relpost")
@rule("wd rel", only="rel_follows")
def relative_weekday(ctx: Context, *found: Found) -> Time:
    """As in "next Friday", which on a Tuesday is this week's to some and next week's to others: both are given."""
    name: Time = value_of(found, "wd")
    days = weekdays(ctx.ref, value_of(found, "rel", "relpost"), name.weekday or 0)
    return replace(name, weekday=None, spans=tuple(dict.fromkeys(map(one, days))))


def weekdays(ref: date, rel: str, weekday: int) -> list[date]:
    """The days that "next Friday" and its like may mean, seen from a day."""
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


@rule("rel the? day|mon|qtr|half|week", "mon|qtr relpost")
@rule("day|mon|qtr|half|week|rng rel", only="rel_follows")
@rule("rel the? rng")
def relative_occurrence(ctx: Context, *found: Found) -> Time | None:
    """As in "next March", which in February may be the coming one or that of next year."""
    (time,) = times_of(found)
    if time.yearly is None:
        return None
    ref = ctx.ref
    coming = [span for span in time.around(ref) if span[0] > ref]
    gone = [span for span in time.around(ref) if span[1] < ref]
    now = [span for span in time.around(ref) if span[0] <= ref <= span[1]]
    vague = time.grain != "day"
    chosen = {
        "next": coming[: 2 if vague and coming and coming[0][0].year == ref.year else 1],
        "coming": coming[:1],
        "this": now or list(time.in_year(ref.year)),
        "last": gone[: -3 if vague and gone and gone[-1][0].year == ref.year else -2 : -1],
        "past": gone[:-2:-1],
        "afternext": coming[1:2],
        "beforelast": gone[-2:-1],
    }[value_of(found, "rel", "relpost")]
    return replace(time, yearly=None, spans=tuple(chosen)) if chosen else None
