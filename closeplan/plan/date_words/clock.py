"""Rules for times of day, which lean on a day, and for habits, which are no dates."""

from __future__ import annotations

from dataclasses import replace

from closeplan.plan.date_words.chart import Node
from closeplan.plan.date_words.grammar import Context, rule
from closeplan.plan.date_words.numerals import clock_time
from closeplan.plan.date_words.times import Time, meanings


@rule("at? clocktime clock?", "on clocktime", result="time")
def in_figures(_: Context, *found: Node) -> str:
    return next(str(node.value) for node in found if node is not None and node.cls == "clocktime")


@rule("at? {n} clock", "at {n}", "at? {n} clock int", result="time")
def hour(_: Context, at: Node | None, number: Node, *rest: Node) -> str | None:
    minute = rest[1].value if len(rest) > 1 else 0
    return clock_time(number.value, minute)


@rule("at? am|pm int clock", "at? am|pm int clock int unit?", result="time")
def half_before_hour(_: Context, __: Node, half: Node, number: Node, *rest: Node) -> str | None:
    minute = rest[1].value if len(rest) > 1 else 0
    return clock_time(number.value % 12 if half.cls == "pm" else number.value, minute, "") if half.cls == "am" else clock_time(number.value % 12 + 12, minute)


@rule("at? {n} am|pm", result="time")
def hour_of_half(_: Context, __: Node, number: Node, half: Node) -> str | None:
    return clock_time(number.value, 0, half.cls[0])


@rule("paren tbd paren", result="in_brackets")
def still_open(_: Context, *__: Node) -> str:
    """ "(tbc)" behind a date leaves it the date."""
    return ""


@rule("tod", "at tod", result="time")
def in_words(_: Context, *found: Node) -> str:
    return str(found[-1].value)


@rule("close")
def end_of_today(ctx: Context, name: Node) -> Time:
    return Time("today", spans=((ctx.ref, ctx.ref),), clock=name.value)


@rule("day|wd|dom or the? {no}", "day or day|wd", "wd or wd|day", "mon or mon")
def either(ctx: Context, first: Node, *rest: Node) -> Time | None:
    """ "15 or 16 March": a whole cell that leaves it open."""
    if not ctx.strict:
        return None
    one, other = first.value, rest[-1].value
    spans = meanings(one, ctx.ref, ctx.prefer)
    if not isinstance(other, Time):
        return Time("day", spans=(*spans, *(((span[0].replace(day=other),) * 2) for span in spans)))
    return Time(one.grain, spans=(*spans, *meanings(other, ctx.ref, ctx.prefer)))


@rule("time tod", "tod comma? time", result="time")
def part_and_time(_: Context, *found: Node) -> str:
    return next(str(node.value) for node in found if node is not None and node.cls == "time")


@rule("from? time {to} time|int", "between time and time", "from|between? int {to}|and time", result="time")
def time_span(_: Context, *found: Node) -> str:
    """Only the day counts, so the first time stands for both."""
    return next((str(node.value) for node in found if node is not None and node.cls == "time"), "")


@rule("day|wd|dom comma|of? time", "day|wd|dom comma? before|after|until|since time")
def day_at_time(_: Context, day: Node, *rest: Node) -> Time | None:
    return _at(day.value, str(rest[-1].value))


@rule("time comma? on|of? the? day|wd|dom")
def time_on_day(_: Context, time: Node, *rest: Node) -> Time | None:
    return _at(rest[-1].value, str(time.value))


def _at(day: Time, clock: str) -> Time | None:
    if day.part and day.clock:
        return None
    return replace(day, clock=day.clock or clock)


@rule("wdays", "every {no}? unit|wd|day|mon|tod|qtr|week", "every rel unit", result="habit")
@rule("every time on? wd", "every wd time", result="habit")
def habit(_: Context, *__: Node) -> str:
    """What happens every Friday is due on none."""
    return "habit"
