"""A whole call read for its dates, once: each turn's due dates in the light of what was said before it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import lru_cache
from itertools import zip_longest

from closeplan.calls.dues.events import Named, day_of, name_of, named_in, said_day
from closeplan.calls.dues.fiscal import year_end_in
from closeplan.calls.dues.measured import measured_dates
from closeplan.calls.dues.moved_things import Around, Move
from closeplan.calls.dues.moves import moves_in
from closeplan.calls.dues.plain import plain, sentences
from closeplan.calls.dues.spoken import Frame, Spoken, dates_in, spoken_dates
from closeplan.calls.findings import Due, DueKind
from closeplan.calls.model import Call, Known, KnownEvent
from closeplan.plan.date_words import FoundDate
from closeplan.plan.model import Side

_RECENT = 8
"""Turns back in which "the ninth" may have got its month."""
_NEAR = 5
"""Turns back in which "within a week of getting it" finds the day of what is got."""
_FAR = timedelta(days=330)
"""A day without a year that is further ahead was rather the one just gone."""
_ORDINAL = re.compile(r"(?:the )?([\w-]+)$", re.IGNORECASE)
_NUMBERED = re.compile(r"\d|(?:st|nd|rd|th|eth)\b|\bof\b|first|second|third", re.IGNORECASE)
_WEEKDAYS = ("mon", "tues", "wednes", "thurs", "fri", "satur", "sun")
_CONDITION = re.compile(r"\b(?:if|once|when|as soon as)\b", re.IGNORECASE)
_THEN = re.compile(r"\b(?:then|after that|(?:that|the) same week|that week)\b", re.IGNORECASE)
_WEEKDAY = re.compile(r"(?:mon|tues|wednes|thurs|fri|satur|sun)day", re.IGNORECASE)


class CallDates:
    """The dates of one call. `named` are the days it gives to things, those known before it first."""

    def __init__(
        self,
        said: Sequence[tuple[str, str]],
        sides: Sequence[Side | None],
        frame: Frame,
        known: Sequence[Named],
    ) -> None:
        self.texts = texts = tuple(text for _, text in said)
        self._speakers = tuple(speaker for speaker, _ in said)
        self._sides, self._frame = sides, frame
        self._spoken: list[list[Spoken]] = []
        self.named: list[Named] = list(known)
        self.moves: list[Move] = []
        for place, text in enumerate(texts):
            self._spoken.append(self._in_month(place, spoken_dates(text, self.frame_of(place))))
            self._follow(
                place, named_in(place, text, self._spoken[-1], texts[max(place - 2, 0) : place][::-1])
            )
        self._all: dict[int, list[Spoken]] = {}

    def _follow(self, place: int, named: list[Named]) -> None:
        """Take in the days a turn gives to things; a day that replaces another is the thing's own from then on."""
        moves = moves_in(
            Around(
                turn=place,
                texts=self.texts,
                speakers=self._speakers,
                dates=self._spoken,
                named=self.named,
                today=self._frame.day,
                moved=frozenset(move.now.day for move in self.moves),
            )
        )
        moved = {move.now.day for move in moves}
        first, last = self._frame.day, self._frame.day + _FAR
        self.named += [one for one in named if one.day not in moved and first <= one.day <= last]
        self.moves += moves
        self.named += [
            Named(name=move.name, words=move.words, day=move.now.day, turn=place, start=0)
            for move in moves
            if move.now.day and move.name
        ]

    @property
    def language(self) -> str:
        """The call's BCP 47 tag."""
        return self._frame.language

    def frame_of(self, turn: int) -> Frame:
        """The frame of a turn: its speaker's side matters to "my quarter"."""
        said = 0 <= turn < len(self._sides)
        return replace(self._frame, seller=said and self._sides[turn] is Side.SELLER)

    def moved_from(self, day: date, turn: int) -> Due | None:
        """The day that the speaker of a turn later put in the place of one given there."""
        for move in self.moves:
            if move.turn > turn and move.was.day == day and self._speakers[move.turn] == self._speakers[turn]:
                return replace(move.now, turn=move.turn)
        return None

    def dates(self, turn: int) -> list[Spoken]:
        """Every due date of a turn, those measured from something included, in its order."""
        if turn not in self._all:
            self._all[turn] = self.read(self.texts[turn], self._spoken[turn], turn)
        return self._all[turn]

    def read(self, text: str, calendar: Sequence[Spoken], turn: int) -> list[Spoken]:
        """The dates of a text said in a turn. What is measured from something goes before the dates in its words."""
        measured = measured_dates(
            plain(text), self.frame_of(turn), lambda what: self.day_of(what, turn), self._settled(turn)
        )
        measured = [one for one in measured if not any(_covers(other, one) for other in calendar)]
        free = [
            one
            for one in calendar
            if all(one.end <= other.start or one.start >= other.end for other in measured)
        ]
        return sorted([*measured, *_in_order(free, plain(text))], key=lambda one: one.start)

    def day_of(self, phrase: str, turn: int) -> date | None:
        """The day of the thing a phrase names, as known at that turn; what is only said later counts where nothing else does."""
        now = [one for one in self.named if one.turn <= turn]
        known = day_of(phrase, now) or day_of(phrase, self.named)
        return known if known or name_of(phrase) else said_day(phrase, self.texts, self._spoken, turn)

    def _settled(self, turn: int) -> date | None:
        """The day spoken of last before a turn."""
        for place in range(turn - 1, max(turn - _NEAR, -1), -1):
            days = [one.due.day for one in self._spoken[place] if one.due.day]
            later = [day for day in days if day >= self._frame.day]
            if later:
                return later[-1]
        return self._soon_after(turn)

    def _soon_after(self, turn: int) -> date | None:
        """The day said next, for what is got only then: "get it to me" and its answer "tomorrow"."""
        for place in range(turn + 1, min(turn + 3, len(self._spoken))):
            for one in self._spoken[place]:
                if one.due.kind is DueKind.DAY and one.due.day and one.due.day >= self._frame.day:
                    return one.due.day
        return None

    def _in_month(self, place: int, found: list[Spoken]) -> list[Spoken]:
        """Bare days of a month in the month they were spoken of in: "the sixth of April … on the sixth"."""
        full = [one.due.day for one in found if not one.bare and _is_numbered(one)]
        lately = range(place, max(place - 3, -1), -1)
        names = {name for at in lately for name in [name_of(self.texts[at])] if name}
        full += [one.day for one in reversed(self.named) if one.name in names]
        for before in range(place - 1, max(place - _RECENT, -1), -1):
            full += [one.due.day for one in self._spoken[before] if _is_numbered(one)]
        settled: list[Spoken] = []
        said = plain(self.texts[place])
        for one, following in zip_longest(found, found[1:]):
            month = _month_behind(one, following, said) if one.bare else None
            moved = self._moved(one, [month, *full], said) if one.bare else one
            settled.append(moved)
            if _is_numbered(moved):
                full.insert(0, moved.due.day)
        return settled

    def _moved(self, one: Spoken, full: Sequence[date | None], said: str) -> Spoken:
        ordinal = _ORDINAL.search(one.due.text)
        number = dates_in("on the " + ordinal[1], self._frame.day, self._frame.language) if ordinal else ()
        for day in full:
            same = day and number and number[0].values and number[0].values[0].day == day.day
            if day and same and day >= self._frame.day:
                again = self._seen_from(day.replace(day=1), plain(one.due.text))
                if again and again[0].values:
                    return replace(one, due=replace(one.due, day=again[0].values[0]))
        return self._spoken_of_before(_on_weekday(one, said), full)

    def _spoken_of_before(self, one: Spoken, lately: Sequence[date | None]) -> Spoken:
        """A number that would be today's or tomorrow's, for which people have words, is that of a day spoken of before."""
        day = one.due.day
        if day is None or (day - self._frame.day).days > 1:
            return one
        for month in (other.replace(day=1) for other in lately[:2] if other and other > day):
            again = self._seen_from(month, plain(one.due.text))
            if again and again[0].values and again[0].values[0].day == day.day:
                return replace(one, due=replace(one.due, day=again[0].values[0]))
        days = [other.due.day for turn in self._spoken for other in turn if _is_numbered(other)]
        same = [
            other for other in (*(named.day for named in self.named), *days) if other and other.day == day.day
        ]
        later = [other for other in same if other > day]
        return replace(one, due=replace(one.due, day=later[-1])) if later else one

    def _seen_from(self, day: date, words: str) -> tuple[FoundDate, ...]:
        language, locale = self._frame.language, self._frame.locale
        return dates_in(words, day, language, locale) or dates_in("on " + words, day, language, locale)


def _month_behind(one: Spoken, following: Spoken | None, said: str) -> date | None:
    """The day in the month that is said right behind it: "on the eighteenth. Of May."."""
    if (
        following is None
        or following.due.kind is not DueKind.RANGE
        or following.due.day is None
        or one.due.day is None
    ):
        return None
    if re.fullmatch(r"[\s.,]*(?:of|in)?\s*", said[one.end : following.start], re.IGNORECASE) is None:
        return None
    return following.due.day.replace(day=min(one.due.day.day, following.due.day.day))


def _covers(date_: Spoken, other: Spoken) -> bool:
    """Whether something that seems measured is a part of a date as it stands: "the week after next"."""
    return date_.start < other.start < date_.end or (date_.start == other.start and date_.end >= other.end)


def _is_numbered(one: Spoken) -> bool:
    """Whether a day was told by its number in a month, and not by its weekday alone."""
    return one.due.kind is DueKind.DAY and _NUMBERED.search(one.due.text) is not None


def _on_weekday(one: Spoken, said: str) -> Spoken:
    """A bare day in the next month in which it is the weekday named just before it: "the Friday before, the fourteenth"."""
    named = _WEEKDAY.findall(said[max(0, one.start - 24) : one.start])
    if not named or one.due.day is None:
        return one
    asked = next(n for n, name in enumerate(_WEEKDAYS) if named[-1].lower().startswith(name))
    for months in range(4):
        month = one.due.day.year * 12 + one.due.day.month - 1 + months
        try:
            day = one.due.day.replace(year=month // 12, month=month % 12 + 1)
        except ValueError:
            continue
        if day.weekday() == asked:
            return replace(one, due=replace(one.due, day=day))
    return one


def _in_order(found: Sequence[Spoken], text: str) -> list[Spoken]:
    """A weekday said behind a later day that it follows comes after it: "if I get it Monday, I tell you by Friday"."""
    ordered: list[Spoken] = []
    for first, last in sentences(text):
        before: Spoken | None = None
        for one in (each for each in found if first <= each.start < last):
            if before is not None and _follows(before, one, text, first):
                one = _not_before(one, before.due.day)  # noqa: PLW2901 - the same date, put behind the other
            ordered.append(one)
            before = one if one.due.day else before
    return ordered


def _follows(before: Spoken, one: Spoken, text: str, first: int) -> bool:
    """Whether the later words tell what comes after the earlier date: that one's clause is a condition, or "then" is between."""
    condition = _CONDITION.search(text[first : before.start])
    return bool(condition or _THEN.search(text[before.end : one.start]))


def _not_before(one: Spoken, day: date | None) -> Spoken:
    own = one.due.day
    if (
        day is None
        or own is None
        or own >= day
        or one.due.kind is not DueKind.DAY
        or not _WEEKDAY.search(one.due.text)
    ):
        return one
    later = own + timedelta(weeks=(day - own).days // 7 + 1)
    return replace(one, due=replace(one.due, day=later, others=(own,)))


def call_dates(call: Call, known: Known) -> CallDates:
    """The call read for its dates; the last few calls are remembered, for every commitment asks again."""
    said = tuple((turn.speaker, turn.text) for turn in call.turns)
    sides = tuple(call.side_of(turn) for turn in call.turns)
    return _read(
        said, sides, call.day, call.language, call.zone, known.events, known.go_live, known.fiscal_year_end
    )


@lru_cache(maxsize=8)
def _read(  # noqa: PLR0913, PLR0917 - what a call's dates hang on, hashable
    said: tuple[tuple[str, str], ...],
    sides: tuple[Side | None, ...],
    day: date,
    language: str,
    zone: str,
    events: tuple[KnownEvent, ...],
    go_live: date | None,
    year_end: int | None,
) -> CallDates:
    english = language.startswith("en")
    frame = Frame(
        day=day,
        language=language,
        locale=("en_US" if zone.startswith(("America/", "US/")) else "en_GB") if english else "",
        year_end=year_end or (year_end_in(tuple(text for _, text in said), sides) if english else None),
    )
    named = [
        Named(name=name_of(one.name), words=one.name, day=one.day, turn=-1, start=0, known_id=one.id)
        for one in events
    ]
    if go_live:
        named.append(Named(name="go-live", words="go-live", day=go_live, turn=-1, start=0))
    return CallDates(said, sides, frame, named)
