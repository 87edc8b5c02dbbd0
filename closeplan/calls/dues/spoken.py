"""The dates of one turn as things may be due on them: a day, a span's last day, both readings where there are two."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from functools import lru_cache

from closeplan.calls.dues.fiscal import fiscal_terms
from closeplan.calls.dues.plain import plain
from closeplan.calls.dues.resolving import due_of, weekdays_before
from closeplan.calls.dues.words import NUMBERS, UNITS, DueWords, due_words
from closeplan.calls.findings import Due, DueKind
from closeplan.plan.date_words import FoundDate, find_dates

_NOON = time(12)
_CLOCK = re.compile(
    r"\b(?:\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|o'clock) $", re.IGNORECASE
)


class Lead(StrEnum):
    """What stands in front of a date: "by", "before", "after", "on" and its like, or nothing."""

    BY = "by"
    BEFORE = "before"
    AFTER = "after"
    ON = "on"
    NONE = ""


@dataclass(frozen=True, kw_only=True)
class Frame:
    """When and where a turn is said: the call's day and language, the buyer's `year_end` (a month), whether the speaker
    sells, and whether numeric dates begin with the month.
    """

    day: date
    language: str = "en"
    locale: str = ""
    year_end: int | None = None
    seller: bool = False


@dataclass(frozen=True, kw_only=True)
class Spoken:
    """A due date at the characters `start` to `end` (exclusive) of its turn, its lead included from `lead_start`.
    `bare` says that only a day of some month was named: "the ninth".
    """

    start: int
    end: int
    due: Due
    lead: Lead = Lead.NONE
    lead_start: int = 0
    bare: bool = False


@lru_cache(maxsize=2048)
def dates_in(text: str, day: date, language: str, locale: str = "") -> tuple[FoundDate, ...]:
    """`find_dates` seen from noon of a day, remembered: a call's turns are asked for again by every commitment."""
    return find_dates(text, datetime.combine(day, _NOON), language, locale=locale)


def spoken_dates(text: str, frame: Frame) -> list[Spoken]:
    """Every calendar date, fiscal term and vague word of a turn, in its order; none overlap."""
    words, said = due_words(frame.language), plain(text)
    found = [
        *_fiscal(said, frame),
        *_worded(said, words, frame),
        *_one_of(said, frame),
        *_calendar(said, frame),
        *_low_days(said, frame),
        *_given(said, frame),
        *_vague(said, words),
    ]
    taken: list[Spoken] = []
    for one in found:
        if all(one.end <= other.start or one.start >= other.end for other in taken):
            taken.append(_ahead_of(_led(one, said, words), said))
    return sorted((_as_spoken(one, text) for one in taken), key=lambda one: one.start)


def _as_spoken(one: Spoken, text: str) -> Spoken:
    first = one.lead_start if one.lead is not Lead.NONE else one.start
    return replace(one, due=replace(one.due, text=" ".join(text[first : one.end].split())))


def _fiscal(said: str, frame: Frame) -> Iterator[Spoken]:
    if not frame.language.startswith("en"):
        return
    for term in fiscal_terms(said, frame.day, frame.year_end, seller=frame.seller):
        first, last = term.span
        calendar = [
            day
            for one in dates_in(said, frame.day, frame.language, frame.locale)
            for day in _last_days(one)
            if one.start < term.end and one.end > term.start
        ]
        others = tuple(dict.fromkeys(day for day in (*weekdays_before(last), *calendar) if day != last))
        kind = DueKind.DAY if term.edge else DueKind.RANGE
        yield Spoken(
            start=term.start,
            end=term.end,
            due=Due(kind=kind, day=last, first=None if term.edge else max(first, frame.day), others=others),
        )


def _last_days(one: FoundDate) -> tuple[date, ...]:
    return (one.span[1],) if one.span else one.values[:1]


def _worded(said: str, words: DueWords, frame: Frame) -> Iterator[Spoken]:
    """What is done on the call's day or the next, without a date's word."""
    for days, alternatives in ((0, words.today), (1, words.tomorrow)):
        for found in _pattern(alternatives).finditer(said):
            if days and (
                _CLOCK.search(said[max(0, found.start() - 16) : found.start()])
                or dates_in(said[found.start() : found.end() + 14], frame.day, frame.language)
            ):
                continue  # "three in the morning", "first thing Monday"
            if _AT_ONCE.match(found.group()) and not _PROMISED.search(
                said[max(0, found.start() - 60) : found.start()]
            ):
                continue  # "right away I'm making some assumptions"
            if _NOON_OF.search(said[max(0, found.start() - 14) : found.start()]):
                continue  # "tomorrow by noon"
            day = frame.day + timedelta(days=days)
            yield Spoken(start=found.start(), end=found.end(), due=Due(kind=DueKind.DAY, day=day))


_NOON_OF = re.compile(r"(?:day|tomorrow|\w(?:th|st|nd|rd)),? $", re.IGNORECASE)
_AT_ONCE = re.compile(r"(?:right|straight) ?away|immediately", re.IGNORECASE)
_PROMISED = re.compile(r"(?:'ll|\b(?:will|gonna|going to|can|let me|could you|please))\b", re.IGNORECASE)


_GIVE = re.compile(
    rf"\bgive (?:me|us) (?P<far>(?:about |another )?(?:{NUMBERS}) (?:{UNITS}))\b"
    r"(?!,? (?:(?:counted|counting|starting) )?(?:from|after|of|once|following)\b)",
    re.IGNORECASE,
)


def _given(said: str, frame: Frame) -> Iterator[Spoken]:
    """As in "give me two days", counted from the call."""
    if not frame.language.startswith("en"):
        return
    for found in _GIVE.finditer(said):
        for one in dates_in("in " + found["far"], frame.day, frame.language):
            yield Spoken(start=found.start(), end=found.end(), due=Due(kind=DueKind.DAY, day=one.values[0]))


def _vague(said: str, words: DueWords) -> Iterator[Spoken]:
    for found in _pattern(words.open).finditer(said):
        yield Spoken(start=found.start(), end=found.end(), due=Due(kind=DueKind.OPEN))


@lru_cache(maxsize=64)
def _pattern(alternatives: str) -> re.Pattern[str]:
    edge = r"\b" if alternatives.isascii() else ""
    return re.compile(rf"{edge}(?:{alternatives}){edge}", re.IGNORECASE)


def _calendar(said: str, frame: Frame) -> Iterator[Spoken]:
    for one in dates_in(said, frame.day, frame.language, frame.locale):
        due = due_of(one, frame.day)
        if due is not None:
            bare = due.kind is DueKind.DAY and _is_bare(one, frame)
            yield Spoken(start=one.start, end=one.end, due=due, bare=bare)


_ANY_DAY = re.compile(
    r"\b(?:a|any|one|some|either) (?P<wd>(?:mon|tues|wednes|thurs|fri|satur|sun)day)(?: morning| afternoon| evening)? (?:in|of|during) (?:the )?$",
    re.IGNORECASE,
)
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def _one_of(said: str, frame: Frame) -> Iterator[Spoken]:
    """As in "a Thursday in May": a span that ends with the last such weekday."""
    if not frame.language.startswith("en"):
        return
    for one in dates_in(said, frame.day, frame.language, frame.locale):
        found = _ANY_DAY.search(said[max(0, one.start - 40) : one.start])
        due = due_of(one, frame.day) if found else None
        if found and due and due.kind is DueKind.RANGE and due.day:
            late = (due.day.weekday() - _WEEKDAYS.index(found["wd"].lower())) % 7
            last = due.day - timedelta(days=late)
            start = max(0, one.start - 40) + found.start()
            yield Spoken(start=start, end=one.end, due=replace(due, day=last, others=(due.day, *due.others)))


_LOW_DAY = re.compile(
    r"\b(?:not|isn't|aren't|it's|is|make it|still|say|to|than|till|until|from|think|tuesday|monday|wednesday|thursday|friday)"
    r" (?P<day>the (?:first|second|third|fourth))(?=\s{0,3}(?:[.,?!;]|any ?more|any longer|now|then|if|and|though|works|$))",
    re.IGNORECASE,
)


def _low_days(said: str, frame: Frame) -> Iterator[Spoken]:
    """As in "not the fourth", which alone is rather a place in a list, where the words around it speak of a day."""
    if not frame.language.startswith("en"):
        return
    for found in _LOW_DAY.finditer(said):
        for one in dates_in("on " + found["day"], frame.day, frame.language, frame.locale):
            yield Spoken(
                start=found.start("day"),
                end=found.end("day"),
                due=Due(kind=DueKind.DAY, day=one.values[0]),
                bare=True,
            )


def _is_bare(one: FoundDate, frame: Frame) -> bool:
    """Whether a date is a day of whatever month comes next: seen from another month it is of another."""
    if re.search(r"[/.年月]", one.text):
        return False
    far = frame.day + timedelta(days=40)
    again = dates_in(one.text, far, frame.language, frame.locale)
    moved = [later.values[0] for later in again if later.values]
    return bool(moved) and moved[0].day == one.values[0].day and moved[0].month != one.values[0].month


_LATEST = re.compile(r",? ?(?:at the (?:very )?latest|latest|tops|max)\b", re.IGNORECASE)


def _led(one: Spoken, said: str, words: DueWords) -> Spoken:
    """The date with the word in front of it; the longest lead counts."""
    if _leads_follow(words):
        return _followed(one, said, words)
    if _LATEST.match(said[one.end : one.end + 24]):
        return replace(one, lead=Lead.BY, lead_start=one.start)
    window = said[max(0, one.start - 30) : one.start]
    own = said[one.start : one.end]
    for lead, alternatives in (
        (Lead.BY, words.by),
        (Lead.BEFORE, words.before),
        (Lead.AFTER, words.after),
        (Lead.ON, words.on),
    ):
        found = _before_end(alternatives).search(window)
        if found and not (lead is Lead.AFTER and "," in found[0]):  # "the Thursday after, the ninth"
            return replace(one, lead=lead, lead_start=one.start - len(window) + found.start())
        if lead is not Lead.ON and _pattern(alternatives).match(own):
            return replace(one, lead=lead, lead_start=one.start)
    return replace(one, lead_start=one.start)


_AFTER = re.compile(
    r"(?:right |straight |just )?after|past|following|not before|nach|après|tras|dopo|na |após", re.IGNORECASE
)
"""Leads to what has no end; "from" and "starting" lead to a day on which something begins."""


def _ahead_of(one: Spoken, said: str) -> Spoken:
    """As in "before July": it is due on the last of June, "before the weekend" on its Friday; "before the 5th" keeps both readings."""
    due = one.due
    if one.lead is Lead.AFTER and due.kind is DueKind.DAY and _AFTER.match(said[one.lead_start : one.start]):
        return replace(one, due=Due(kind=DueKind.EVENT, first=due.day))
    if one.lead is not Lead.BEFORE or one.lead_start >= one.start or due.day is None:
        return one
    if due.kind is DueKind.RANGE and due.first:
        last = due.first - timedelta(days=1)
        return replace(
            one, due=replace(due, kind=DueKind.DAY, day=last, first=None, others=weekdays_before(last))
        )
    return replace(one, due=replace(due, others=(*due.others, due.day - timedelta(days=1))))


@lru_cache(maxsize=64)
def _before_end(alternatives: str) -> re.Pattern[str]:
    return re.compile(
        rf"\b(?:{alternatives})[\s,]{{1,12}}(?:(?:the|about|around|early|late|end|like)\s+)?$", re.IGNORECASE
    )


def _leads_follow(words: DueWords) -> bool:
    """Whether a language's leads follow the date, as in "金曜日までに"."""
    return words.by.startswith("まで")


def _followed(one: Spoken, said: str, words: DueWords) -> Spoken:
    after = said[one.end : one.end + 6]
    for lead, alternatives in (
        (Lead.BY, words.by),
        (Lead.BEFORE, words.before),
        (Lead.AFTER, words.after),
        (Lead.ON, words.on),
    ):
        found = re.match(rf"\s?(?:{alternatives})", after)
        if found:
            return replace(one, lead=lead, lead_start=one.start, end=one.end + found.end())
    return replace(one, lead_start=one.start)
