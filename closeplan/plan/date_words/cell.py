"""One whole cell: which one day does it mean?"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta

from closeplan.plan.date_words.chart import Node, parse
from closeplan.plan.date_words.grammar import Context, rules_for
from closeplan.plan.date_words.lexicon import Compiled, compiled
from closeplan.plan.date_words.numerals import full_year
from closeplan.plan.date_words.reading import FIRST_YEAR, LAST_YEAR, DateKind, DayReading, Prefer
from closeplan.plan.date_words.sentence import in_unread_year, kind_of
from closeplan.plan.date_words.spans import Span, month_of
from closeplan.plan.date_words.times import Time, meanings
from closeplan.plan.date_words.words import Words, read_words

Window = tuple[date, date] | None

_LONGEST_CELL = 120
_LONGEST_SHORT = 4
"""Letters of the longest month in short: "Sept"."""
_SERIAL_DAYS = date(1899, 12, 30)
_PLAUSIBLE = (date(2015, 1, 1), date(2045, 12, 31))
_MORNING = time(9)
_FAR = 550
"""Days beyond which a second meaning of the same words is not considered: "Mar-15" is not March 2015."""

_UNDECIDED = frozenset({"undecided", "tbd"})
_FILL = frozenset({
    "filler", "on", "in", "at", "until", "before", "the", "tod", "time", "comma", "dot", "to", "in_brackets",
})  # fmt: skip
_OPEN = _FILL | _UNDECIDED | {"about", "event", "after", "from", "since", "kara", "dash", "zone"}


def read_cell(text: str, today: date, language: str, locale: str, window: Window) -> DayReading:
    """See `date_words.read_day`."""
    stripped = text.strip()
    if not stripped or len(stripped) > _LONGEST_CELL:
        return _none("unknown")
    if (serial := _serial(stripped, window)) is not None:
        return _day(serial, DateKind.DAY)
    known = compiled(language)
    words = read_words(stripped, today, language, locale, known)
    if _covered(0, len(words.words), words.seeds, _UNDECIDED | {"dot"}):
        return _none("undecided", DateKind.UNDECIDED)
    context = Context(datetime.combine(today, _MORNING), Prefer.FUTURE, strict=True)
    nodes = parse(words.seeds, rules_for(known.traits), context)
    return _Cell(nodes, words, context, window, known).read()


def _none(reason: str, kind: DateKind | None = None, days: tuple[date, ...] = ()) -> DayReading:
    return DayReading(day=None, meanings=days, kind=kind, reason=reason)


def _day(day: date, kind: DateKind) -> DayReading:
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        return _none("unknown", None, (day,))
    return DayReading(day=day, meanings=(day,), kind=kind, reason="")


def _serial(text: str, window: Window) -> date | None:
    """A date that lost its format is the number of its day (day 1 is 1899-12-31). Only plausible ones are taken."""
    if not (text.isascii() and text.isdigit() and len(text) in (5, 8)):
        return None
    try:
        day = _SERIAL_DAYS + timedelta(days=int(text)) if len(text) == 5 else date.fromisoformat(text)
    except (ValueError, OverflowError):
        return None
    first, last = window or _PLAUSIBLE
    return day if first <= day <= last else None


def _covered(start: int, end: int, nodes: list[Node], classes: frozenset[str]) -> bool:
    """Nodes of these classes lie side by side from one word to another."""
    reached = {start}
    for node in sorted((n for n in nodes if n.cls in classes), key=lambda n: n.start):
        if node.start in reached:
            reached.add(node.end)
    return end in reached and end > start


class _Cell:
    """A parsed cell and what is known around it."""

    def __init__(
        self, nodes: list[Node], words: Words, context: Context, window: Window, known: Compiled
    ) -> None:
        self.nodes, self.words, self.context = nodes, words, context
        self.window, self.known = window, known
        self.total = len(words.words)
        self.times = sorted((n for n in nodes if isinstance(n.value, Time)), key=lambda n: n.start - n.end)

    def read(self) -> DayReading:
        """The phrase that fills the cell but for words that change nothing, or else why none does."""
        for node in self.times:
            if not node.value.begins and self._fills(node, _FILL):
                return self._whole(node)
            if self._fills(node, _OPEN):
                reason = DateKind.EVENT if node.value.begins else DateKind.UNDECIDED
                return _none(reason.value, reason, self._days(node.value))
        far = next(
            (n.value for n in self.nodes if n.cls == "dur" and (n.start, n.end) == (0, self.total)), None
        )
        if far is not None:
            return self._duration(*far)
        if (alone := self._ordinal()) is not None:
            return self._whole(alone)
        return self._without_day()

    def _fills(self, node: Node, others: frozenset[str]) -> bool:
        """Beside the phrase there is nothing but these others."""
        before = node.start == 0 or _covered(0, node.start, self.nodes, others)
        after = node.end == self.total or _covered(node.end, self.total, self.nodes, others)
        return before and after

    def _ordinal(self) -> Node | None:
        """A cell that only says "15th"."""
        alone = next((n for n in self.nodes if n.cls == "ord" and (n.start, n.end) == (0, self.total)), None)
        if alone is None or not 1 <= alone.value <= 31:
            return None
        return replace(alone, cls="dom", value=Time("day", monthday=alone.value))

    def _without_day(self) -> DayReading:
        """An event, several dates, or words that no date is read in; a date among other words is only offered."""
        if self._hangs():
            return _none("event", DateKind.EVENT)
        if not self.times and any(n.cls == "tbd" for n in self.words.seeds):
            return _none("undecided", DateKind.UNDECIDED)
        apart = self._apart()
        days = tuple(dict.fromkeys(day for node in apart for day in self._days(node.value)))
        return _none("several" if len(apart) > 1 and len(days) > 1 else "unknown", None, days)

    def _hangs(self) -> bool:
        """Said of an event: counted from one, or led by a word like "after", which Japanese puts behind its event."""
        if any(n.cls == "hangs" or (n.cls == "tminus" and n.end - n.start == self.total) for n in self.nodes):
            return True
        leads = [n for n in self.words.seeds if n.cls == "event"]
        if self.known.lexicon.spaceless:
            return any(n.start > 0 for n in leads)
        return any(n.start == 0 and n.end < self.total for n in leads)

    def _apart(self) -> list[Node]:
        """The longest phrases that do not overlap, in their order."""
        taken: list[Node] = []
        for node in self.times:
            lone = node.weak > 0 or node.cls == "yr"
            if not lone and all(node.end <= other.start or node.start >= other.end for other in taken):
                taken.append(node)
        read = (node for node in taken if not in_unread_year(node, self.words, self.known.followers))
        return sorted(read, key=lambda node: node.start)

    def _duration(self, count: int, unit: str) -> DayReading:
        """A bare "2 wks" as a due is two weeks from today."""
        seeds = [Node(0, 1, "in", ""), Node(1, 2, "dur", (count, unit))]
        parsed = parse(seeds, rules_for(frozenset()), self.context)
        found = next((node for node in parsed if isinstance(node.value, Time)), None)
        if found is None or unit in ("hour", "minute"):
            return _none("unknown")
        return self._whole(found)

    def _whole(self, node: Node) -> DayReading:
        found: Time = node.value
        kind = kind_of(found)
        if found.fiscal:
            return _none("several", kind)
        days = self._days_of_words(node)
        other = self._month_and_year()
        if days and other is not None:
            inside = tuple(day for day in (*days, other) if self._in_window(day))
            days = tuple(dict.fromkeys(inside or (*days, other)))
        if not days:
            return _none("no_such_day", kind)
        return _day(days[0], kind) if len(days) == 1 else _none("several", kind, days)

    def _days_of_words(self, node: Node) -> tuple[date, ...]:
        """Of the same words a day and a longer time both count: "sett. 12" is 12 September and the twelfth week."""
        first: Time = node.value
        same = [n.value for n in self.times if (n.start, n.end) == (node.start, node.end)]
        others = [
            time
            for time in same
            if time.grain not in {first.grain, "range"} and not (time.begins or time.fiscal)
        ]
        near = tuple(
            day for time in others for day in self._days(time) if abs((day - self.context.ref).days) < _FAR
        )
        return tuple(dict.fromkeys((*self._days(first), *near)))

    def _in_window(self, day: date) -> bool:
        return self.window is None or self.window[0] <= day <= self.window[1]

    def _month_and_year(self) -> date | None:
        """A cell "Mar 27" can be the day or March 2027, as long as that year is near; then its last day.

        Spelt out where the month comes first, "March 27" is the day.
        """
        seeds = [seed for seed in self.words.seeds if seed.cls in ("month", "yy") and seed.weak < 2]
        if len(seeds) < 2 or (seeds[0].cls, seeds[0].start, seeds[-1].cls) != ("month", 0, "yy"):
            return None
        year = full_year(seeds[-1].value, self.context.ref)
        spelt = len(self.words.words[0].text) > _LONGEST_SHORT and self.words.orders == ("mdy",)
        if self.total > 3 or spelt or not 0 <= year - self.context.ref.year <= 1:
            return None
        return month_of(year, seeds[0].value)[1]

    def _days(self, found: Time) -> tuple[date, ...]:
        """The days a phrase may mean as a due. Without a year, those inside the window, or else the next to come."""
        spans = meanings(found, self.context.ref, self.context.prefer)
        if self.window is not None and found.yearly is not None:
            near = found.around(self.context.ref, years=3)
            spans = tuple(span for span in near if self._in_window(due_day(found, span))) or spans
        return tuple(
            dict.fromkeys(day for span in spans for day in (span if found.loose else (due_day(found, span),)))
        )


def due_day(found: Time, span: Span) -> date:
    """What is due in a span is due on its last day; in a week on the Friday, its last working day."""
    if found.point is not None:
        return found.point(span)
    return span[0] + timedelta(days=4) if found.grain == "week" else span[1]
