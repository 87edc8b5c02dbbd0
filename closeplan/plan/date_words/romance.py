"""Rules for what French, Spanish, Portuguese and Italian say in ways of their own."""

from __future__ import annotations

from datetime import date, timedelta

from closeplan.plan.date_words.chart import Node
from closeplan.plan.date_words.grammar import Context, rule
from closeplan.plan.date_words.spans import Span, nth_in, one, week_of, year_of
from closeplan.plan.date_words.times import Time

_FIRST_HALF = 15


@rule("dayhead endint|wint|ord|word")
def day_of_month(_: Context, __: Node, number: Node) -> Time | None:
    """An article in the singular and a number is a day: "le 16", "el día 3"."""
    return Time("day", monthday=number.value) if 1 <= number.value <= 31 else None


@rule("monthof mon")
def month_by_name(_: Context, __: Node, name: Node) -> Time:
    """Spelled out, as "le mois de mars"."""
    time: Time = name.value
    return time


@rule("wd weekson")
def weekday_in_eight(ctx: Context, name: Node, days: Node) -> Time:
    """A week after the next Monday, today's included, is "lundi en huit"; "en quinze" two weeks."""
    ahead = (name.value.weekday - ctx.ref.weekday()) % 7
    return Time("day", spans=(one(ctx.ref + timedelta(days=ahead + 7 * int(days.value))),))


@rule("{o} halfmonth of? the? mon")
def half_of_month(_: Context, nth: Node, *rest: Node) -> Time | None:
    """The first "quincena" of a month is its first to its fifteenth day, the second is the rest."""
    if nth.value not in (1, 2):
        return None

    def change(span: Span) -> tuple[Span, ...]:
        first, last = span
        middle = first.replace(day=_FIRST_HALF)
        return ((first, middle) if nth.value == 1 else (middle + timedelta(days=1), last),)

    whole: Time = rest[-1].value
    return whole.each("range", change)


@rule("{o} feira", "int feira")
def numbered_weekday(_: Context, number: Node, __: Node) -> Time | None:
    """Portuguese counts its weekdays from Sunday: "2ª feira" is Monday."""
    return Time("day", weekday=number.value - 2) if 2 <= number.value <= 6 else None


@rule("wk wint")
def week_in_words(_: Context, __: Node, number: Node) -> Time:
    """Numbered in words: "semana diez"."""
    return Time("week", yearly=lambda year: (week_of(date.fromisocalendar(year, number.value, 1)),))


@rule(
    "firstn {n} unit of? the? {span}",
    "{n} firstn unit of? the? {span}",
    "rel {n} unit of? the? {span}",
    "{n} rel unit of? the? {span}",
)
def first_of_span(_: Context, *found: Node) -> Time | None:
    """Several at one end of a longer time: "los primeros diez días de marzo", "as últimas 3 semanas do ano"."""
    count: int = next(node.value for node in found[:2] if node.cls in {"int", "wint"})
    rel = next((node.value for node in found[:2] if node.cls == "rel"), None)
    whole: Time = found[-1].value
    if rel not in {None, "last"} or count < 1:
        return None

    def change(span: Span) -> tuple[Span, ...]:
        ends = (nth_in(span, 1, found[2].value), nth_in(span, count, found[2].value))
        if rel is not None:
            ends = (nth_in(span, -count, found[2].value), nth_in(span, -1, found[2].value))
        return ((ends[0][0][0], ends[1][0][1]),) if all(ends) else ()

    return whole.each("range", change)


@rule("{n} thousand and? {n}?", "thousand {n} and? {n}?", only="rel_follows")
def year_in_words(_: Context, *found: Node | None) -> Time | None:
    """Written out: "dos mil veintisiete", "mil novecientos noventa"."""
    words = [node for node in found if node is not None and node.cls in {"wint", "thousand"}]
    if any(node is not None and node.cls == "int" for node in found):
        return None
    before = words[0].value if words[0].cls == "wint" else 1
    year: int = 1000 * before + sum(node.value for node in words[1:] if node.cls == "wint")
    return Time("year", spans=(year_of(year),)) if 1900 <= year < 2200 else None


@rule("thisweek")
def in_the_week(ctx: Context, _: Node) -> Time:
    """In the course of this week: "in settimana"."""
    return Time("week", spans=(week_of(ctx.ref),))
