"""Which of the dates of several turns settles when a commitment is due."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from closeplan.calls.dues.plain import plain, sentences
from closeplan.calls.dues.reading import CallDates
from closeplan.calls.dues.spoken import Lead
from closeplan.calls.dues.weighing import ON_DAY, TAKES_BACK, VAGUE, WORD, Candidate, Weighing, chosen
from closeplan.calls.dues.words import EMPTY, NUMBERS, UNITS
from closeplan.calls.findings import NO_DUE, Due, DueKind

_SHORT = 14
"""Words of a turn that sharpens what was just said, and no more."""
_FAR = 8
"""Turns from a request to its answer."""
_FRAGMENTS = 4
"""Sentences behind a commitment in which its date may be taken back."""
_WHEN = re.compile(
    r"\b(?:when|by when|which|what day|what date|how soon|how long)\b[^.!]{0,60}\?|^\W*when\b", re.IGNORECASE
)
_WHEN_HERE = re.compile(
    r"\b(?:by )?when (?:do|would|should|can|will|did|must) (?:you|we|i|they|it)\b|\bby when\b", re.IGNORECASE
)
"""The question for a date in the turn of the commitment itself, which may be cut off."""
_YES = re.compile(
    r"\W*(?:yes|yeah|yep|yup|sure|correct|right|exactly|of course|absolutely|definitely|okay|ok|that works|you got it)\b(?!,? but\b)",
    re.IGNORECASE,
)
_ASKED_DAY = re.compile(r"(?:[\w',-]+ ){0,4}[\w',-]+\s*\?\s*")
"""A turn that only asks for a day: "this week?"."""
_WORKED_OUT = re.compile(
    r"\b(?:i make (?:it|that)|by my count|so that's|so it's|so that is|that'd be|that would be|that'll be|that makes (?:it|that)|"
    r"that takes us to|which is|which makes|which would be|meaning|so (?:mon|tues|wednes|thurs|fri)day|"
    r"(?:mon|tues|wednes|thurs|fri)day is|in other words)\b",
    re.IGNORECASE,
)
"""Before or behind a day to which somebody counts: "the nineteenth, I make it"."""
_COUNTED = re.compile(rf"\b(?:{NUMBERS}) (?:{UNITS})\b|\b(?:before|after|following|later)\b", re.IGNORECASE)
_OFF_BY = timedelta(days=7)
"""How far somebody's own count may lie from ours."""
_BOOKS = re.compile(
    r"\b(?:invit\w+|calendars?|book|reserve|send (?:something|one) (?:out|over)|hold|placeholder)\b",
    re.IGNORECASE,
)
"""What is about a meeting's day, which is then not the day by which it is done."""
_NAMED_DAY = re.compile(
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day|\d|(?:st|nd|rd|th|eth|first|second|third)\b", re.IGNORECASE
)
_OF_ANOTHER = re.compile(
    r"\W*(?:and |but |because |as |since )?(?:(?:the|our|your|their|his|her|my|that|this|an?) )?(?!(?:it|that|this|i|we|you|he|she|they|there|which|so|then|but|and)\b)"
    r"[\w-]+(?: [\w-]+){0,3}?(?:'s| is| are| was| meets?| starts?| begins?| ends?| falls?| closes?| opens?| goes| runs?| comes?)"
    r"(?: only| always| usually| still| not| back| out| away| on| in)*\s*$",
    re.IGNORECASE,
)
"""In front of a date of some other thing, told beside the commitment: "the site visit's in January"."""
_MEETS = re.compile(
    r"\b(?:i see|i'm seeing|i am seeing|i meet|i'm meeting|i'm with|i talk to|we meet|i've got)\b[^.?!;]{0,40}$",
    re.IGNORECASE,
)


@dataclass(frozen=True, kw_only=True)
class Places:
    """Where a commitment was spoken of: see `closeplan.calls.dues.settle_due`."""

    turn: int
    clause: tuple[int, int] | None = None
    request_turn: int | None = None
    also: tuple[int, ...] = ()


def settled(dates: CallDates, at: Places) -> Due:
    """The due date as it was settled by the end of the call."""
    rules = _Settling(dates)
    due = rules.in_turn(at.turn, at.clause)
    if due is NO_DUE and at.request_turn is not None:
        due = rules.asked(at.request_turn, at.turn)
    if due is NO_DUE and not at.also:
        due = rules.asked_when(at.turn)
    about = rules.words_of(at)
    for later in sorted(at.also):
        due = rules.sharpened(due, later, about, after=later > at.turn)
    due = rules.worked_out(due, at)
    moved = dates.moved_from(due.day, at.turn) if due.day and due.kind is not DueKind.EVENT else None
    return moved or due


class _Settling:
    def __init__(self, dates: CallDates) -> None:
        self._dates = dates
        self._weighing = Weighing(dates)

    def in_turn(self, turn: int, clause: tuple[int, int] | None) -> Due:
        """The due date of a clause, else of what the turn says right behind or in front of it."""
        text = plain(self._dates.texts[turn])
        found = self._weighing.candidates(turn)
        spans = list(sentences(text))
        touched = [
            n for n, span in enumerate(spans) if clause and span[0] < clause[1] and span[1] > clause[0]
        ]
        if clause is None or not touched:
            return chosen(found)
        first, last = spans[touched[0]][0], _reach(text, spans, touched[-1], found)
        inside = [one for one in found if first <= one.spoken.start < last]
        if _BOOKS.search(text[slice(*clause)]):
            return chosen([one for one in inside if not _of_meeting(one)])
        best = chosen(_within(inside, clause, text) or inside)
        if best is not NO_DUE:
            return best
        behind = _behind(text, spans, touched[-1], found)
        ahead = [
            one for one in found if one.spoken.start < first and (one.alone or _opens(one, spans, touched[0]))
        ]
        return chosen(behind or ahead[-1:]) if behind or ahead else self._when_met(turn, text)

    def _when_met(self, turn: int, text: str) -> Due:
        """The day on which the speaker sees whom the commitment is about: "I see her at the Monday thing"."""
        for one in self._dates.dates(turn):
            if one.due.kind is DueKind.DAY and _MEETS.search(text[: one.start]):
                return replace(one.due, turn=turn)
        return NO_DUE

    def asked(self, request_turn: int, turn: int) -> Due:
        """A request's own date, where the answer names none."""
        found = [one for one in self._weighing.candidates(request_turn) if one.weight > VAGUE]
        return chosen(found) if turn - request_turn <= _FAR else NO_DUE

    def asked_when(self, turn: int) -> Due:
        """The answer to a "when?" that follows within two turns."""
        last = len(self._dates.texts) - 1
        if _WHEN_HERE.search(self._dates.texts[turn]):
            told = [self._weighing.candidates(at) for at in range(turn + 1, min(turn + 3, last + 1))]
            return chosen(next((found for found in told if any(one.weight > VAGUE for one in found)), []))
        if (
            turn + 2 <= last
            and _YES.match(self._dates.texts[turn + 2])
            and _ASKED_DAY.fullmatch(self._dates.texts[turn + 1])
        ):
            return chosen(self._weighing.candidates(turn + 1))
        for place in range(turn + 1, min(turn + 3, last)):
            if _WHEN.search(self._dates.texts[place]):
                return chosen(self._weighing.candidates(place) or self._weighing.candidates(place + 1))
        return NO_DUE

    def worked_out(self, due: Due, at: Places) -> Due:
        """The day that somebody within the next turns counts to, where the commitment's own words were counted from something."""
        if not _COUNTED.search(due.text):
            return due
        for place in range(at.turn + 1, min(at.turn + 4, len(self._dates.texts))):
            text = plain(self._dates.texts[place])
            days = [one for one in self._dates.dates(place) if one.due.kind is DueKind.DAY and one.due.day]
            if not days or not _WORKED_OUT.search(text):
                continue
            day = days[-1].due.day
            if day and due.day and abs(day - due.day) <= _OFF_BY:
                return replace(due, day=day, turn=place, others=(due.day,) if due.day != day else due.others)
            return due
        return due

    def sharpened(self, due: Due, turn: int, about: set[str], *, after: bool) -> Due:
        """The due date in the light of a turn that repeats or sharpens it: of a recap only the part that speaks of it."""
        text = plain(self._dates.texts[turn])
        found = [one for one in self._weighing.candidates(turn) if one.weight]
        days = {one.spoken.due.day for one in found}
        if not found or (due is not NO_DUE and (not after or due.day in days - {None})):
            return due
        sharp = any(one.back for one in found) or len(WORD.findall(text)) <= _SHORT
        if not (sharp and len(days) == 1):
            found = _spoken_with(found, text, about)
        new = chosen(found)
        return due if new is NO_DUE or (new.kind is DueKind.OPEN and due is not NO_DUE) else new

    def words_of(self, at: Places) -> set[str]:
        """The words that say what was taken on, and what was asked for."""
        said = self._dates.texts[at.turn]
        asked = self._dates.texts[at.request_turn] if at.request_turn is not None else ""
        return _content(said[slice(*at.clause)] if at.clause else said) | _content(asked)


def _behind(
    text: str, spans: Sequence[tuple[int, int]], at: int, found: Sequence[Candidate]
) -> list[Candidate]:
    """The dates of the first of the next two sentences that has one, with the fragments that take them back."""
    for place in range(at + 1, min(at + 3, len(spans))):
        first, last = spans[place]
        if any(first <= one.spoken.start < last and one.weight >= ON_DAY for one in found):
            end = _reach(text, spans, place, found)
            return [
                one
                for one in found
                if first <= one.spoken.start < end
                and one.weight >= ON_DAY
                and not _OF_ANOTHER.match(text[first : one.spoken.lead_start])
            ]
    return []


def _opens(one: Candidate, spans: Sequence[tuple[int, int]], at: int) -> bool:
    """Whether a date begins the sentence right before: "Saturday night there's a load. I'll sit in the cabin"."""
    return at > 0 and one.weight >= ON_DAY and 0 <= one.spoken.lead_start - spans[at - 1][0] <= 1


def _of_meeting(one: Candidate) -> bool:
    """Whether a date beside a booking is rather the day booked: a named day, or a thing's, that nothing leads to as due."""
    due = one.spoken.due
    named = due.kind is DueKind.EVENT or (due.kind is DueKind.DAY and _NAMED_DAY.search(due.text))
    return bool(named) and one.spoken.lead is not Lead.BY


def _reach(text: str, spans: Sequence[tuple[int, int]], at: int, found: Sequence[Candidate]) -> int:
    """How far what belongs to a sentence goes: over the fragments behind it that say or take back a date."""
    end, goes_back = spans[at][1], False
    for first, last in spans[at + 1 : at + 1 + _FRAGMENTS]:
        inside = [one for one in found if first <= one.spoken.start < last]
        short = len(WORD.findall(text[first:last])) <= 3
        goes_on = inside and re.match(r"\s*so\b", text[first:last], re.IGNORECASE)
        takes_back = TAKES_BACK.match(text[first:last]) or any(one.alone or one.back for one in inside)
        if not (short or goes_on or takes_back or (goes_back and inside)):
            break
        end, goes_back = last, TAKES_BACK.match(text[first:last]) is not None
    return end


def _within(inside: Sequence[Candidate], clause: tuple[int, int], text: str) -> list[Candidate]:
    """The dates of the clause itself and of what follows it up to the next clause of its own."""
    own = [one for one in inside if one.weight and clause[0] <= one.spoken.start < clause[1]]
    if not own:
        return []
    behind = [one for one in inside if one.spoken.start >= clause[1]]
    joined = [
        one
        for one in behind
        if one.alone or one.back or not re.search(r"\b(?:and|but)\b", text[clause[1] : one.spoken.start])
    ]
    return [*own, *joined]


def _spoken_with(found: Sequence[Candidate], text: str, about: set[str]) -> list[Candidate]:
    """Of a recap's dates the one that is said beside the words of the commitment."""
    scored = []
    for one in found:
        cuts = [0, *(other.spoken.end for other in found if other.spoken.end <= one.spoken.start)]
        scored.append((len(_content(text[max(cuts) : one.spoken.start]) & about), one))
    best = max(score for score, _ in scored)
    return [one for score, one in scored if score == best][:1] if best else []


def _content(text: str) -> set[str]:
    return {word.casefold().rstrip("s") for word in WORD.findall(text)} - EMPTY
