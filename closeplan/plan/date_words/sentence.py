"""Which of the phrases found in a sentence are dates, and what they come to."""

from __future__ import annotations

from datetime import date, datetime

from closeplan.plan.date_words.chart import Node, parse
from closeplan.plan.date_words.grammar import Context, rules_for
from closeplan.plan.date_words.lexicon import compiled
from closeplan.plan.date_words.reading import DateKind, FoundDate, Prefer
from closeplan.plan.date_words.times import Time, meanings
from closeplan.plan.date_words.words import Words, read_words

_KINDS = {
    "day": DateKind.DAY,
    "today": DateKind.DAY,
    "week": DateKind.WEEK,
    "month": DateKind.MONTH,
    "quarter": DateKind.QUARTER,
    "year": DateKind.YEAR,
}
_SPEAKING = frozenset(
    {"month", "wday", "day_word", "hol", "unit", "eo", "day", "mon", "qmark", "wk", "weekof", "year4", "hmark", "era"}
    | {"dommark", "int", "ord", "tbd", "anchor", "tminus", "season", "so", "close", "wdays", "relunit", "word"}
)
_LEADS = frozenset({"on", "in", "of", "from", "to", "until", "before", "after", "since", "rel", "between", "part", "event"})


def find_dates(text: str, ref: datetime, language: str, locale: str, prefer: Prefer) -> tuple[FoundDate, ...]:
    """See `date_words.find_dates`."""
    words = read_words(text, ref.date(), language, locale, compiled(language))
    if not any(seed.cls in _SPEAKING for seed in words.seeds):
        return ()
    context = Context(ref, prefer)
    nodes = parse(words.seeds, rules_for(compiled(language).traits), context)
    chosen = choose(nodes, words, compiled(language).followers)
    found = (_found(node, words, text, context) for node in chosen)
    return tuple(one for one in found if one is not None)


def choose(nodes: list[Node], words: Words, followers: frozenset[str]) -> list[Node]:
    """The longest phrases that do not overlap and are dates where they stand, in the text's order."""
    marks = {(seed.end, seed.cls) for seed in words.seeds}
    fit = [node for node in nodes if _is_date(node, words, marks, followers)]
    taken: list[Node] = []
    for node in sorted(fit, key=lambda node: (-_length(node, words), node.start)):
        if all(node.end <= other.start or node.start >= other.end for other in taken):
            taken.append(node)
    return sorted(taken, key=lambda node: node.start)


def _length(node: Node, words: Words) -> int:
    return words.words[node.end - 1].end - words.words[node.start].start


def _is_date(node: Node, words: Words, marks: set[tuple[int, str]], followers: frozenset[str]) -> bool:
    """Weak words need something before them that leads to a date, or a figure beside them."""
    if not isinstance(node.value, Time):
        return node.cls in ("habit", "hangs", "tbd")
    size = node.end - node.start
    whole = _is_whole(node, words)
    if node.cls == "dom":
        return whole or _closed(node.end, words, followers)
    if node.weak == 0:
        return True
    led = any((node.start, lead) in marks for lead in _LEADS)
    if node.cls == "yr" and size == 1:
        return (led or whole) and _closed(node.end, words, followers)
    if node.weak == 1 and whole:
        return True
    figure = any(words.words[place].text.isdigit() for place in range(node.start, node.end))
    if node.cls == "mon" and size == 1:
        return led and (node.weak == 1 or _closed(node.end, words, followers))
    if node.weak == 2 and not figure:
        return size > 1 and _closed(node.end, words, followers)
    ordinal = size > 2 or any(seed.cls in ("ord", "word") and node.start <= seed.start < node.end for seed in words.seeds)
    return size > 1 and (figure or led or (node.cls == "day" and ordinal)) and node.cls != "wd"


def _is_whole(node: Node, words: Words) -> bool:
    """Nothing but signs stands beside it."""
    rest = words.words[: node.start] + words.words[node.end :]
    return not any(word.text.isalnum() for word in rest)


def _closed(at: int, words: Words, followers: frozenset[str]) -> bool:
    """What follows is no thing that is counted or named."""
    return at >= len(words.words) or not words.words[at].text.isalnum() or words.words[at].text in followers


def _found(node: Node, words: Words, text: str, context: Context) -> FoundDate | None:
    start, end = words.words[node.start].start, words.words[node.end - 1].end
    if not isinstance(node.value, Time):
        if node.cls == "habit":
            return None
        kind = DateKind.UNDECIDED if node.cls == "tbd" else DateKind.EVENT
        return FoundDate(text=text[start:end], start=start, end=end, kind=kind, values=())
    time = node.value
    spans = meanings(time, context.ref, context.prefer)
    kind = kind_of(time)
    return FoundDate(
        text=text[start:end],
        start=start,
        end=end,
        kind=kind,
        values=_values(kind, spans, time),
        span=time.near or (spans[0] if len(spans) == 1 and time.grain not in ("day", "today") else None),
        time=time.clock,
    )


def kind_of(time: Time) -> DateKind:
    """The kind of answer a time is."""
    return DateKind.PART if time.part else _KINDS.get(time.grain, DateKind.RANGE)


def _values(kind: DateKind, spans: tuple[tuple[date, date], ...], time: Time) -> tuple[date, ...]:
    """A span's first day stands for it; a range or a loose part has two ends."""
    if time.point is not None:
        return tuple(dict.fromkeys(map(time.point, spans)))
    both = kind is DateKind.RANGE or time.grain == "range"
    return tuple(dict.fromkeys(day for span in spans for day in (span if both else span[:1])))
