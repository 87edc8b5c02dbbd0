"""The buyer's fiscal year, as the call says it, and what "Q1" and "the end of the quarter" then mean."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from closeplan.plan.model import Side

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    "(january|february|march|april|may|june|july|august|september|october|november|december|"
    "jan|feb|mar|apr|jun|jul|aug|sept|sep|oct|nov|dec)"
)
_ORDINAL = "(?:the )?(?:end of |start of |beginning of |first of |\\d{1,2}(?:st|nd|rd|th)? (?:of )?|[a-z-]{4,15} of )?"
_YEAR = (
    "(?:(?:fiscal|financial|business|budget)(?: year)?|(?:our|your|the buyer's) (?:new )?year|year[- ]end|fy)"
)
_STARTS = re.compile(
    rf"\b{_YEAR}\b[^.?!]{{0,20}}?\b(?:starts?|begins?|kicks off|opens)\b(?: on| in| from| with)? {_ORDINAL}{_MONTH}\b",
    re.IGNORECASE,
)
_ENDS = re.compile(
    rf"\b{_YEAR}\b[^.?!]{{0,20}}?\b(?:ends?|closes?|finish(?:es)?|is over|runs? (?:to|until|till|through)|goes to|is)\b"
    rf"(?: on| in| at| with)? {_ORDINAL}{_MONTH}\b",
    re.IGNORECASE,
)
_FROM_TO = re.compile(
    rf"\b(?:from |run |runs |go |goes |is )(?:the )?{_MONTH} (?:to|till|until|through|thru) (?:the )?(?:end of )?{_MONTH}\b",
    re.IGNORECASE,
)
_QUARTER_ENDS = re.compile(
    rf"\b(?:our|your|their|fiscal) (?:fiscal )?q([1-4])\b[^.?!]{{0,12}}?\b(?:ends?|closes?|finish(?:es)?|is)\b"
    rf"(?: on| in| at)? {_ORDINAL}{_MONTH}\b",
    re.IGNORECASE,
)
_QUARTER_IS = re.compile(
    rf"\b(?:our|your|their|fiscal) (?:fiscal )?q([1-4])\b[^?!]{{0,25}}?\b{_MONTH} (?:to|till|until|through) {_MONTH}\b",
    re.IGNORECASE,
)
_END_OF_Q_IS = re.compile(
    rf"\bend of (?:our |your )?(?:fiscal )?q([1-4])\b,?[^.?!]{{0,14}}?\bis {_ORDINAL}{_MONTH}(?: ([a-z]{{4,7}}))?\b",
    re.IGNORECASE,
)
_ITS_END = re.compile(
    rf"\bend of (?:our|your) (?:fiscal|financial)(?: year)?,? {_ORDINAL}{_MONTH}\b", re.IGNORECASE
)
_NEW_YEAR = re.compile(
    rf"\b(?:first of |1st of ){_MONTH}\b[^?!]{{0,30}}\b(?:our|your) new (?:fiscal |financial |business )?year\b",
    re.IGNORECASE,
)
_FIRST_ENDS = re.compile(
    rf"\b(?P<nth>first|second|third|fourth) quarter\b[^?!]{{0,40}}\b(?:your|our|fiscal)\b[^?!]{{0,20}}\bend of {_MONTH}\b",
    re.IGNORECASE,
)
_CALENDAR = re.compile(r"\b(?:fiscal|financial|business) year is (?:the|a) calendar year\b", re.IGNORECASE)
_SPEAKS_OF_YEAR = re.compile(rf"\b{_YEAR}\b|\b(?:our|your) year\b", re.IGNORECASE)
_MINE = re.compile(r"\b(?:my|our|we|us)\b", re.IGNORECASE)
_YOURS = re.compile(r"\byour\b", re.IGNORECASE)


@dataclass(frozen=True)
class FiscalWords:
    """Words of a fiscal term in a text, with the span of days they mean; `edge` says that its end alone is meant."""

    start: int
    end: int
    span: tuple[date, date]
    edge: bool


def _number(month: str) -> int:
    return _MONTHS.index(month[:3].lower()) + 1


def _before(month: int) -> int:
    return (month - 2) % 12 + 1


def year_end_in(texts: tuple[str, ...], sides: tuple[Side | None, ...]) -> int | None:
    """The last month of the buyer's fiscal year where somebody says it; a seller's own "my quarter" doesn't count."""
    for place, text in enumerate(texts):
        before = texts[place - 1] if place else ""
        for month, at in _said(text, before):
            if _is_buyers(text[max(0, at - 40) : at + 40], sides[place]):
                return month
    return None


def _said(text: str, before: str) -> Iterator[tuple[int, int]]:
    """The last months of a fiscal year that a text says, with their places; `before` is what was said just before."""
    if found := _CALENDAR.search(text):
        yield 12, found.start()
    yield from _by_quarters(text)
    if found := _FROM_TO.search(text):
        first, last = _number(found.group(1)), _number(found.group(2))
        if _before(first) == last and (_SPEAKS_OF_YEAR.search(text) or _SPEAKS_OF_YEAR.search(before)):
            yield last, found.start()
    for pattern in (_NEW_YEAR, _STARTS):
        if found := pattern.search(text):
            yield _before(_number(found.group(1))), found.start()
    for pattern in (_ENDS, _ITS_END):
        if found := pattern.search(text):
            yield _number(found.group(1)), found.start()


def _by_quarters(text: str) -> Iterator[tuple[int, int]]:
    """As in "your Q1 ends the thirtieth of April", "in our Q3, yes. April to June"."""
    for pattern in (_QUARTER_IS, _QUARTER_ENDS, _END_OF_Q_IS):
        if found := pattern.search(text):
            months = [one for one in found.groups()[1:] if one and one[:3].lower() in _MONTHS]
            yield (_number(months[-1]) - 3 * int(found.group(1)) - 1) % 12 + 1, found.start()
    if found := _FIRST_ENDS.search(text):
        quarter = _NTHS.index(found["nth"].lower()) + 1
        yield (_number(found.group(2)) - 3 * quarter - 1) % 12 + 1, found.start()


def _is_buyers(words: str, side: Side | None) -> bool:
    if side is Side.SELLER:
        return bool(_YOURS.search(words)) or not _MINE.search(words)
    return side is Side.BUYER or not _YOURS.search(words)


_TERM = re.compile(
    r"\b(?P<edge>(?:the )?(?:end|close) of |before |by |inside )?(?P<rel>the |our |your |their |this |next |my |a )*"
    r"(?P<fiscal>fiscal |financial )?"
    r"(?:q(?P<q>[1-4])|(?P<nth>first|second|third|fourth) quarter|(?P<quarter>quarter)|(?P<year>year|fy))"
    r"(?P<over>'s (?:out|over|up|end)| is (?:out|over|up)|[- ]end| end)?\b",
    re.IGNORECASE,
)
_NTHS = ("first", "second", "third", "fourth")


def fiscal_terms(text: str, day: date, year_end: int | None, *, seller: bool) -> Iterator[FiscalWords]:
    """Every fiscal quarter or year of a text, seen from a day. Where nobody said when the year ends it is the calendar's, and
    then only what calls itself fiscal is read here; "my quarter" of a seller is the seller's own.
    """
    for found in _TERM.finditer(text):
        rel = (found["rel"] or "").lower()
        words = found.group().lower()
        named = found["q"] or found["nth"]
        own = seller and ("my" in words.split() or "our" in words.split())
        if (year_end is None or own) and not found["fiscal"]:
            continue
        if not named and not (
            found["edge"] or found["over"] or found["fiscal"] or rel.strip() in ("this", "next")
        ):
            continue
        if found["year"] and not found["fiscal"]:
            continue
        step = 1 if "next " in words else 0
        last = year_end or 12
        span = _quarter(found, day, last, step) if not found["year"] else _fiscal_year(day, last, step)
        edge = (found["edge"] or "").strip().lower()
        yield FiscalWords(found.start(), found.end(), span, edge.endswith("of") or bool(found["over"]))


def _fiscal_year(day: date, year_end: int, step: int) -> tuple[date, date]:
    last_year = day.year + (day.month > year_end) + step
    last = date(last_year, year_end, monthrange(last_year, year_end)[1])
    return _month_after(last, -12), last


def _month_after(last: date, count: int) -> date:
    """The first day of the month after the one that lies `count` months from that of `last`."""
    months = last.year * 12 + last.month + count
    return date(months // 12, months % 12 + 1, 1)


def _quarter(found: re.Match[str], day: date, year_end: int, step: int) -> tuple[date, date]:
    first, _ = _fiscal_year(day, year_end, 0)
    into = ((day.year - first.year) * 12 + day.month - first.month) // 3
    number = (
        int(found["q"])
        if found["q"]
        else _NTHS.index(found["nth"].lower()) + 1
        if found["nth"]
        else into + 1 + step
    )
    start = _plus(first, 3 * (number - 1))
    end = _plus(start, 3) - timedelta(days=1)
    return (
        (start, end)
        if end >= day
        else (_plus(start, 12), _plus(end + timedelta(days=1), 12) - timedelta(days=1))
    )


def _plus(first: date, months: int) -> date:
    count = first.year * 12 + first.month - 1 + months
    return date(count // 12, count % 12 + 1, 1)
