"""Dates in figures: ISO, "3/4", "3.4.27", "31-Oct-74", and times of day."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from closeplan.plan.date_words.spans import Span, month_of, one
from closeplan.plan.date_words.times import Time

_MONTH_FIRST = frozenset({"US", "PH", "PR", "GU", "AS", "MP", "VI", "UM", "FM", "MH", "PW", "BZ", "JP", "PA"})
"""Regions whose short numeric dates name the month first (Unicode CLDR 46).

Canada writes both, and so does Spanish in the United States.
"""
_BOTH_ORDERS = frozenset({"CA", "es_US"})

_NEAR_YEARS = 3

_DATE = re.compile(
    r"(?<![\d.,:/$€£])(?:"
    r"(?P<y1>\d{4})(?P<s1>[-/.])(?P<a1>\d{1,2})(?P=s1)(?P<b1>\d{1,2})(?!\d)(?:t(?=\d\d:))?"
    r"|(?P<y4>\d{4}) (?P<a4>\d{2}) (?P<b4>\d{2})(?!\d)"
    r"|(?P<a5>\d{1,2}) (?P<b5>\d{1,2}) (?P<y5>(?:19|20)\d\d)(?!\d)"
    r"|(?P<a2>\d{1,2}) ?(?P<s2>[-/.]) ?(?P<b2>\d{1,2}) ?(?P=s2) ?(?P<y2>'?\d{4}|'?\d{2})(?![\d:]|[-/.]\d|h\d|\s*(?:uhr|uur|[ap]\.?m\b))"
    r"|(?P<a3>\d{1,2}) ?(?P<s3>[-/.]) ?(?P<b3>\d{1,2})(?P<dot>\.(?=$|[^\d]))?(?![\d:%]|(?P=s3)\d|,\d|st|nd|rd|th|h\d|\s*(?:[ap]\.?m\b|uhr|h\b))"
    r"|(?P<ym>\d{4}) ?[-/] ?(?P<m1>\d{1,2})(?![\d]|[-/.]\d)"
    r"|(?P<m2>\d{1,2}) ?[-/.] ?(?P<my>\d{4})(?![\d]|[-/.]\d)"
    r")"
)
_CLOCK = re.compile(
    r"(?<![\d.,:/$€£-])(?P<h>\d{1,2})"
    r"(?:(?::|\.(?=\d\d(?:\s*(?:uhr|[ap]\.?m)|$|[^\d./])))(?P<m>\d{2})(?::\d{2}(?:\.\d+)?)?|[hu](?P<hm>\d{2})?)"
    r"(?:z\b|[+-]\d{2}:\d{2}\b)?(?![\d/])(?!(?![ap]\.?m\b)[a-z])\s*(?P<half>[ap]\.?m\b\.?)?"
    r"|(?<![\d.,:/$€£-])(?P<h2>\d{1,2})\s*(?P<half2>[ap]\.?\s?m\b\.?)"
)


@dataclass(frozen=True, slots=True)
class Figure:
    """A date or time in figures at offsets of the text. `weak`: as in `lexicon`."""

    start: int
    end: int
    cls: str
    value: Time | str
    weak: int = 0


def orders_of(language: str, locale: str, fallback: tuple[str, ...]) -> tuple[str, ...]:
    """The orders a numeric date may have: by the locale's region, or else by the language."""
    for tag in (locale, language):
        region = re.search(r"[-_]([A-Za-z]{2})\b", tag)
        if region is not None:
            code = region.group(1).upper()
            if code in _BOTH_ORDERS or f"{tag[:2].lower()}_{code}" in _BOTH_ORDERS:
                return ("dmy", "mdy")
            return ("mdy",) if code in _MONTH_FIRST else ("dmy",)
    return fallback


def figures(folded: str, orders: tuple[str, ...], ref: date, language: str) -> Iterator[Figure]:
    """Every date and time of day in figures. One without a year recurs yearly; of unknown order, in both."""
    for found in _CLOCK.finditer(folded):
        if (clock := _clock(found)) is not None:
            yield Figure(found.start(), found.end(), "clocktime", clock)
    at = 0
    while (match := _DATE.search(folded, at)) is not None:
        figure = _date_figure(match, orders, ref, language)
        at = match.start() + 1 if figure is None else match.end()
        while figure is None and at < match.end() and folded[at].isdigit():
            at += 1
        if figure is not None:
            yield figure
    if language.startswith("ja"):
        yield from _era_figures(folded)


_ERA = re.compile(r"(?:令和|\br) ?(\d{1,2})[./-](\d{1,2})[./-](\d{1,2})(?!\d)")


def _era_figures(folded: str) -> Iterator[Figure]:
    """As in "R9.3.15": the era's years count from 2019."""
    for found in _ERA.finditer(folded):
        year, month, day = map(int, found.groups())
        yield Figure(
            found.start(),
            found.end(),
            "day",
            Time("day", spans=_readings(f"{month}", f"{day}", 2018 + year, ("mdy",))),
        )


def _clock(found: re.Match[str]) -> str | None:
    hour = int(found["h"] or found["h2"])
    half = (found["half"] or found["half2"] or "")[:1]
    return clock_time(hour, int(found["m"] or found["hm"] or 0), half)


def clock_time(hour: int, minute: int, half: str = "") -> str | None:
    """An ISO time of day; `half` is "a" or "p" for a.m. and p.m."""
    if half and not 1 <= hour <= 12:
        return None
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    if hour == 24 and minute == 0:
        return "24:00"
    return f"{hour:02}:{minute:02}" if hour < 24 and minute < 60 else None


def _date_figure(found: re.Match[str], orders: tuple[str, ...], ref: date, language: str) -> Figure | None:
    start, end = found.span()
    if found["y1"] or found["y4"]:
        spans = _readings(
            found["a1"] or found["a4"],
            found["b1"] or found["b4"],
            int(found["y1"] or found["y4"]),
            ("mdy", "dmy"),
        )
        return Figure(start, end, "day", Time("day", spans=spans[:1]))
    if found["a5"]:
        spans = _readings(found["a5"], found["b5"], int(found["y5"]), orders)
        return Figure(start, end, "day", Time("day", spans=spans)) if spans else None
    if found["a2"]:
        return Figure(start, end, "day", Time("day", spans=_full(found, orders, ref, language)))
    if found["a3"]:
        return _yearless(found, _by_sign(found["s3"], ("dmy",) if found["dot"] else orders, language))
    year, month = int(found["ym"] or found["my"]), int(found["m1"] or found["m2"])
    if not (1 <= month <= 12 and 1900 <= year <= 2199):
        return None
    return Figure(start, end, "mon", Time("month", spans=(month_of(year, month),)))


def _full(found: re.Match[str], orders: tuple[str, ...], ref: date, language: str) -> tuple[Span, ...]:
    """Three numbers. With three short ones the year may stand first: in Japan it does, elsewhere where it is near."""
    first, second, last = found["a2"], found["b2"], found["y2"].lstrip("'")
    spans = _readings(first, second, full_year(last, ref), _by_sign(found["s2"], orders, language))
    if len(last) != 2:
        return spans
    year_first = _readings(second, last, full_year(first, ref), ("mdy",)) if len(first) == 2 else ()
    if language.startswith("ja") or not spans:
        return year_first or spans
    far = all(abs(span[0].year - ref.year) > _NEAR_YEARS for span in spans)
    near = tuple(span for span in year_first if abs(span[0].year - ref.year) <= _NEAR_YEARS)
    return tuple(dict.fromkeys((*near, *spans))) if far else spans


def _yearless(found: re.Match[str], orders: tuple[str, ...]) -> Figure | None:
    """Day and month alone. In a sentence most such figures are fractions, scores or versions: they are weak."""
    first, second = found["a3"], found["b3"]
    low, high = sorted((int(first), int(second)))
    if found.group() == "24/7" or not (1 <= low <= 12 and high <= 31):
        return None
    loose = (found["s3"] != "/" and not found["dot"]) or not _readings(first, second, 2000, orders)
    weak = 1 if loose or high < 13 else 0
    return Figure(
        found.start(),
        found.end(),
        "day",
        Time("day", yearly=lambda year: _readings(first, second, year, orders)),
        weak,
    )


def _by_sign(sign: str, orders: tuple[str, ...], language: str) -> tuple[str, ...]:
    """With points the day comes first, save where English is written to a month-first habit: then either may."""
    if sign != ".":
        return orders
    if language.startswith("ja"):
        return orders
    return ("mdy", "dmy") if language.startswith("en") and "mdy" in orders else ("dmy",)


def _readings(first: str, second: str, year: int, orders: tuple[str, ...]) -> tuple[Span, ...]:
    """The days two numbers mean in a year; an order that does not fit gives way to the other."""
    found: list[Span] = []
    for order in (*orders, *({"dmy", "mdy"} - set(orders) if len(orders) == 1 else ())):
        day, month = (first, second) if order == "dmy" else (second, first)
        if order not in orders and (found or int(second if orders[0] == "dmy" else first) <= 12):
            break
        if int(month) <= 12:
            try:
                found.append(one(date(year, int(month), int(day))))
            except ValueError:
                continue
    return tuple(dict.fromkeys(found))


def full_year(digits: str, ref: date) -> int:
    """A year of two figures is the one from 76 years ago to 23 years ahead; of four, itself."""
    year = int(digits)
    if len(digits) != 2:
        return year
    year += ref.year - ref.year % 100
    if year > ref.year + 23:
        return year - 100
    return year + 100 if year < ref.year - 76 else year
