"""Rules for times of day, which lean on a day, and for habits, which are no dates."""

from __future__ import annotations

from dataclasses import replace

from closeplan.plan.date_words.grammar import Context, Found, numbers_of, rule, times_of, value_of
from closeplan.plan.date_words.numerals import clock_time
from closeplan.plan.date_words.spans import one
from closeplan.plan.date_words.times import Time


@rule("at? clocktime clock?", "on clocktime", result="time")
def in_figures(_: Context, *found: Found) -> str:
    return str(value_of(found, "clocktime"))


@rule("at? {n} clock", "at {n}", "at? {n} clock int", result="time")
def hour(_: Context, *found: Found) -> str | None:
    number, minute = (*numbers_of(found), 0)[:2]
    return clock_time(number, minute)


@rule("at? {n} am|pm", "at? am|pm int clock", "at? am|pm int clock int unit?", result="time")
def hour_of_half(_: Context, *found: Found) -> str | None:
    number, minute = (*numbers_of(found), 0)[:2]
    half = next(node.cls for node in found if node is not None and node.cls in ("am", "pm"))
    return clock_time(number, minute, half[0])


@rule("tod", "at tod", result="time")
def in_words(_: Context, *found: Found) -> str:
    return str(value_of(found, "tod"))


@rule("time zone", "time paren zone paren", "time tod", "tod comma? time", result="time")
def part_and_time(_: Context, *found: Found) -> str:
    return str(value_of(found, "time"))


@rule("from? time {to} time|int", "between time and time", "from|between? int {to}|and time", result="time")
def time_span(_: Context, *found: Found) -> str:
    """Only the day counts, so the first time stands for both."""
    return str(value_of(found, "time"))


@rule("close")
def end_of_today(ctx: Context, *found: Found) -> Time:
    return Time("today", spans=(one(ctx.ref),), clock=value_of(found, "close"))


@rule("day|wd|dom comma|of? time", "day|wd|dom comma? before|after|until|since time")
@rule("time comma? on|of? the? day|wd|dom")
def day_at_time(_: Context, *found: Found) -> Time:
    (day,) = times_of(found)
    return replace(day, clock=day.clock or value_of(found, "time"))


@rule("paren tbd paren", result="in_brackets")
def still_open(_: Context, *__: Found) -> str:
    """As in "3 May (tbc)", which is still that date."""
    return "open"


@rule("wdays", "every {no}? unit|wd|day|mon|tod|qtr|week", "every rel unit", result="habit")
@rule("every time on? wd", "every wd time", result="habit")
def habit(_: Context, *__: Found) -> str:
    """What happens every Friday is due on none."""
    return "habit"
