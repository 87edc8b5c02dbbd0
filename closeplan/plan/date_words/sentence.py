"""Every date of a sentence, and what it comes to."""

from __future__ import annotations

from datetime import date, datetime

from closeplan.plan.date_words.chart import Node, parse
from closeplan.plan.date_words.choosing import Choice
from closeplan.plan.date_words.grammar import Context, rules_for
from closeplan.plan.date_words.lexicon import compiled
from closeplan.plan.date_words.reading import DateKind, FoundDate, Prefer
from closeplan.plan.date_words.spans import Span
from closeplan.plan.date_words.times import Time, meanings
from closeplan.plan.date_words.words import Words, read_words, unread_year

_KINDS = {
    "day": DateKind.DAY,
    "today": DateKind.DAY,
    "week": DateKind.WEEK,
    "month": DateKind.MONTH,
    "quarter": DateKind.QUARTER,
    "year": DateKind.YEAR,
}
_NO_SPAN = ("day", "today")
_SPEAKING = frozenset({
    "month", "wday", "wdays", "day_word", "hol", "rel", "unit", "relunit", "eo", "so", "close", "day", "mon", "qmark",
    "hmark", "wk", "weekof", "year4", "era", "season", "dommark", "int", "ord", "word", "tbd", "anchor", "tminus",
})  # fmt: skip
"""Classes without one of which a text has no date."""


def find_dates(text: str, ref: datetime, language: str, locale: str, prefer: Prefer) -> tuple[FoundDate, ...]:
    """See `date_words.find_dates`."""
    known = compiled(language)
    words = read_words(text, ref.date(), language, locale, known)
    if not any(seed.cls in _SPEAKING for seed in words.seeds):
        return ()
    context = Context(ref, prefer)
    nodes = parse(words.seeds, rules_for(known.traits), context)
    chosen = [
        node
        for node in Choice(nodes, words, known.followers).made()
        if node.cls != "habit" and not in_unread_year(node, words, known.followers)
    ]
    leads = {seed.start: seed.end for seed in words.seeds if seed.cls == "on"}
    starts = (words.words[_first(node, leads)].start for node in chosen)
    places = zip(chosen, starts, (_end(node, words) for node in chosen), strict=True)
    return tuple(_found(node, text[start:end], start, context) for node, start, end in places)


def in_unread_year(node: Node, words: Words, followers: frozenset[str]) -> bool:
    """Said of a day or month of every year that a year follows which is none of a plan: "1 January 1899"."""
    recurs = isinstance(node.value, Time) and node.value.yearly is not None
    return recurs and unread_year(node.end, words.words, followers)


def _first(node: Node, leads: dict[int, int]) -> int:
    """Where a phrase begins, the "on" left out that leads to it; what is counted keeps its word: "en 15 días"."""
    after = leads.get(node.start, node.start)
    leading = isinstance(node.value, Time) and not node.value.rolled and after < node.end
    return after if leading else node.start


def _end(node: Node, words: Words) -> int:
    """Where a phrase ends, without the point of an abbreviation, which may be the sentence's."""
    last, before = words.words[node.end - 1], words.words[max(node.end - 2, 0)]
    return before.end if last.text == "." and len(before.text) > 2 and before.text.isalpha() else last.end


def _found(node: Node, text: str, start: int, context: Context) -> FoundDate:
    end = start + len(text)
    if not isinstance(node.value, Time):
        kind = DateKind.UNDECIDED if node.cls == "tbd" else DateKind.EVENT
        return FoundDate(text=text, start=start, end=end, kind=kind, values=())
    time = node.value
    spans = meanings(time, context.ref, context.prefer)
    span = spans[0] if len(spans) == 1 and time.grain not in _NO_SPAN else None
    return FoundDate(
        text=text,
        start=start,
        end=end,
        kind=kind_of(time),
        values=_values(spans, time),
        span=time.near or span,
        time=time.clock,
    )


def kind_of(time: Time) -> DateKind:
    """The kind of answer a time is."""
    return DateKind.PART if time.part else _KINDS.get(time.grain, DateKind.RANGE)


def _values(spans: tuple[Span, ...], time: Time) -> tuple[date, ...]:
    """A span's first day stands for it; a range, early or late March among them, has two ends."""
    if time.point is not None:
        return tuple(dict.fromkeys(map(time.point, spans)))
    both = time.grain in ("range", "half")
    return tuple(dict.fromkeys(day for span in spans for day in (span if both else span[:1])))
