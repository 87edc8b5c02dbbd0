"""One whole cell: which one day does it mean?"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from closeplan.plan.date_words.chart import Node, parse
from closeplan.plan.date_words.grammar import Context, rules_for
from closeplan.plan.date_words.lexicon import Compiled, compiled
from closeplan.plan.date_words.numerals import full_year
from closeplan.plan.date_words.reading import DateKind, DayReading, Prefer
from closeplan.plan.date_words.sentence import kind_of
from closeplan.plan.date_words.spans import Span, month_of
from closeplan.plan.date_words.times import Time, meanings
from closeplan.plan.date_words.words import Words, read_words

Window = tuple[date, date] | None

_LONGEST_CELL = 120
_SERIAL_DAYS = date(1899, 12, 30)
_FILL = frozenset({"filler", "on", "in", "at", "by", "until", "the", "tod", "time", "comma", "dot", "from", "to", "in_brackets"})
_DOUBT = frozenset({"about", "undecided", "tbd"})
_OPEN = frozenset({"event", "after", "before", "since"})


def read_cell(text: str, today: date, language: str, locale: str, window: Window) -> DayReading:
    """See `date_words.read_day`."""
    stripped = text.strip()
    if not stripped or len(stripped) > _LONGEST_CELL:
        return _none("unknown")
    if (serial := _serial(stripped, window)) is not None:
        return _day(serial, DateKind.DAY)
    known = compiled(language)
    words = read_words(stripped, today, language, locale, known)
    if _all_undecided(words):
        return _none("undecided", DateKind.UNDECIDED)
    context = Context(datetime.combine(today, time(9)), Prefer.FUTURE, strict=True)
    nodes = parse(words.seeds, rules_for(known.traits), context)
    return _read(nodes, words, context, window, known)


def _none(reason: str, kind: DateKind | None = None, days: tuple[date, ...] = ()) -> DayReading:
    return DayReading(day=None, meanings=days, kind=kind, reason=reason)


def _day(day: date, kind: DateKind) -> DayReading:
    return DayReading(day=day, meanings=(day,), kind=kind, reason="")


def _serial(text: str, window: Window) -> date | None:
    """A date that lost its format is the number of its day (day 1 is 1899-12-31). Only plausible ones are taken."""
    if not (text.isascii() and text.isdigit() and len(text) in (5, 8)):
        return None
    try:
        day = _SERIAL_DAYS + timedelta(days=int(text)) if len(text) == 5 else date.fromisoformat(text)
    except (ValueError, OverflowError):
        return None
    first, last = window or (date(2015, 1, 1), date(2045, 12, 31))
    return day if first <= day <= last else None


def _all_undecided(words: Words) -> bool:
    return _covered(0, len(words.words), words.seeds, frozenset({"undecided", "tbd"}))


def _covered(start: int, end: int, nodes: list[Node], classes: frozenset[str]) -> bool:
    """Nodes of these classes lie side by side from one word to another."""
    reached = {start}
    for node in sorted((n for n in nodes if n.cls in classes), key=lambda n: n.start):
        if node.start in reached:
            reached.add(node.end)
    return end in reached and end > start


def _read(nodes: list[Node], words: Words, context: Context, window: Window, known: Compiled) -> DayReading:
    """The phrase that fills the cell but for words that change nothing, or else the reason why none does."""
    total = len(words.words)
    times = sorted((n for n in nodes if isinstance(n.value, Time)), key=lambda n: n.start - n.end)
    reading = _none("unknown")
    for node in times:
        before = node.start == 0 or _covered(0, node.start, nodes, _FILL)
        after = node.end == total or _covered(node.end, total, nodes, _FILL)
        if before and after and not node.value.begins:
            return _whole(node, words, context, window)
        full = _FILL | _DOUBT | _OPEN
        if (node.start == 0 or _covered(0, node.start, nodes, full)) and (
            node.end == total or _covered(node.end, total, nodes, full)
        ):
            days = _days(node.value, context, window)
            if node.value.begins:
                return _none("event", DateKind.EVENT, days)
            return _none("undecided", DateKind.UNDECIDED, days)
    if any(node.cls == "dur" and node.start == 0 and node.end == total for node in nodes):
        return _bare_duration(nodes, total, words, context, window)
    if any(node.cls == "hangs" for node in nodes) or any(
        n.cls == "event" and (n.start == 0 or known.lexicon.spaceless) for n in words.seeds
    ):
        return _none("event", DateKind.EVENT)
    if times:
        apart = _apart(times)
        days = tuple(dict.fromkeys(day for node in apart for day in _days(node.value, context, window)))
        only = len(apart) > 1 and len(days) > 1
        return _none("several" if only else "unknown", None, days)
    return reading


def _apart(times: list[Node]) -> list[Node]:
    """The longest phrases that do not overlap."""
    taken: list[Node] = []
    for node in times:
        if node.weak < 2 and node.cls != "yr" and all(node.end <= t.start or node.start >= t.end for t in taken):
            taken.append(node)
    return sorted(taken, key=lambda node: node.start)


def _bare_duration(nodes: list[Node], total: int, words: Words, context: Context, window: Window) -> DayReading:
    """ "2 wks" as a due is two weeks from today."""
    count, unit = next(n.value for n in nodes if n.cls == "dur" and n.start == 0 and n.end == total)
    if unit in ("hour", "minute"):
        return _none("unknown")
    seeds = [Node(0, 1, "in", ""), Node(1, 2, "dur", (count, unit))]
    time_node = next(n for n in parse(seeds, rules_for(frozenset()), context) if isinstance(n.value, Time))
    return _whole(time_node, words, context, window)


def _whole(node: Node, words: Words, context: Context, window: Window) -> DayReading:
    found: Time = node.value
    kind = kind_of(found)
    if found.fiscal:
        return _none("several", kind)
    days = _days(found, context, window)
    if (more := _month_and_year(words, context)) is not None and days:
        days = _narrow((*days, more), window)
    if not days:
        return _none("no_such_day", kind)
    if len(days) == 1:
        return _day(days[0], kind)
    return _none("several", kind, days)


def _narrow(days: tuple[date, ...], window: Window) -> tuple[date, ...]:
    inside = tuple(day for day in days if window is None or window[0] <= day <= window[1])
    return tuple(dict.fromkeys(inside or days))


def _month_and_year(words: Words, context: Context) -> date | None:
    """ "Mar 27" can be the day or March 2027, as long as that year is near; the month's last day, then."""
    seeds = [seed for seed in words.seeds if seed.cls in ("month", "yy") and seed.weak < 2]
    if len(words.words) > 3 or len(seeds) < 2 or seeds[0].cls != "month" or seeds[-1].cls != "yy":
        return None
    if seeds[0].start and words.words[seeds[0].start - 1].text.isdigit():
        return None  # "15 Mar 27" has its day
    year = full_year(seeds[-1].value, context.ref)
    if not context.ref.year <= year <= context.ref.year + 1 or int(seeds[-1].value) > 31:
        return None
    return month_of(year, seeds[0].value)[1]


def _days(found: Time, context: Context, window: Window) -> tuple[date, ...]:
    """The days a phrase may mean as a due: a span's last, a week's Friday.

    Without a year the one inside the window is meant, and several if several are; else the next to come.
    """
    spans = meanings(found, context.ref, context.prefer)
    if window is not None and found.yearly is not None:
        near = found.around(context.ref, years=3)
        inside = tuple(span for span in near if window[0] <= due_day(found, span) <= window[1])
        spans = tuple(dict.fromkeys(inside)) or spans
    days = [day for span in spans for day in ((span[0], span[1]) if found.loose else (due_day(found, span),))]
    return tuple(dict.fromkeys(days))


def due_day(found: Time, span: Span) -> date:
    """What is due in a span is due on its last day; in a week or weekend on the Friday, the last working day."""
    if found.point is not None:
        return found.point(span)
    return span[0] + timedelta(days=4) if found.grain == "week" else span[1]
