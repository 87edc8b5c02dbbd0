"""How well each date of a turn stands as a due date, and which of several stands best."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from closeplan.calls.dues.plain import plain, sentences
from closeplan.calls.dues.reading import CallDates
from closeplan.calls.dues.spoken import Lead, Spoken
from closeplan.calls.dues.words import CORRECTIONS, PAST, THINGS, due_words
from closeplan.calls.findings import NO_DUE, Due, DueKind

BY, ALONE, ON_DAY, VAGUE, NONE = 4, 3, 2, 1, 0
"""Weights of a date as a due date: led to by "by", alone in its sentence, on a day, vague, not one at all."""

WORD = re.compile(r"[\w'-]+")
TAKES_BACK = re.compile(
    rf"^\W*(?:{CORRECTIONS})\b|\b(?:no|actually|wait|hang on|hold on|scratch that|make that|sorry)\b",
    re.IGNORECASE,
)
_PAST = re.compile(rf"\b(?:{PAST})\b[^,.;!?]{{0,45}}$", re.IGNORECASE)
_FUTURE = re.compile(
    r"\b(?:will|'ll|gonna|going to|can|could|shall|need|let me|please|should|would|'d|want)\b", re.IGNORECASE
)
_OWN_CLAUSE = re.compile(
    r",|\b(?:i'll|we'll|i will|we will|then|you'll|she'll|he'll|they'll|i can)\b", re.IGNORECASE
)
_OF_THING = re.compile(rf"^(?:'s)?\s+(?:{THINGS})\b", re.IGNORECASE)
_THING_ON = re.compile(
    r"\b(?:after|before|for|of|about|at|in|from|have|has|got|see|is)\s+(?:the|our|your|that|this|his|her|a)\s+(?:[\w'-]+\s)?(?:meeting|call|committee|board|demo|session|workshop|visit|"
    r"invite|invitation|party|review|interview|fair)\s+(?:on|of|for|from)?\s*(?:the\s)?$",
    re.IGNORECASE,
)
_PERIOD_OF = re.compile(
    r"\b(?:plan|plans|forecast|budget|figures|numbers|report|reports|invoice|invoices|schedule|results|roadmap|roster|statement|statements|"
    r"actuals|targets?|bills?|data|volumes?|minutes|calendar|quota|payroll|accounts|log|logs|extract) (?:for|of|from) (?:the )?$",
    re.IGNORECASE,
)
"""In front of the period that a paper is about: "the rollout plan for October"."""
_TAKEN = re.compile(
    r"^(?! ?(?:'s|is) (?:fine|good|better|okay|ok|perfect|possible|doable|great|best|free|open|easier)\b)(?:'s| is|'m| i'm| i am| we're| are| she's| he's| they're| has| have| doesn't| isn't| won't| can't)\b",
    re.IGNORECASE,
)
_AWAY = re.compile(
    r"\b(?:i'm|i am|we're|we are|she's|he's|they're|is|are|be) (?:out|off|away|travell?ing|busy|closed|flying|"
    r"on (?:leave|vacation|holiday|pto|a plane|the road|site))\b[^,.;!?]{0,40}$|\b(?:because|since|as) [^,.;!?]{0,50}$",
    re.IGNORECASE,
)
_OTHERS = re.compile(
    r"\b(?:i|we|you|they|he|she|that|which|who) (?:(?!need)\w{2,}ed|got|sent|said|had|made|met|saw|gave|did|wrote|spoke)\b[^,.;!?]{0,30}$|"
    r"\b(?:that|which|who|it|they) (?:expires?|ends?|starts?|runs?|is|are|comes?|closes?|begins?|goes)\b[^,.;!?]{0,30}$|"
    r"\b(?:valid|good|open|lasts?|runs?|expires?|ends?) (?:until|till|through) (?:the )?$",
    re.IGNORECASE,
)
"""A clause of its own about something else: "the email I got on", "the contract that expires on", "a quote valid until"."""
_AT_MEETING = re.compile(
    r"^'s (?:call|meeting|session|demo|sync|stand-?up|review|check-?in)\b", re.IGNORECASE
)
_ANY_SUCH = re.compile(r"\b(?:a|an|any)\s$", re.IGNORECASE)
"""Before a weekday that is any of them: "on a Tuesday morning"."""
_NOT = re.compile(r"(?:\b(?:not|never|nothing|nobody)|n't)\b(?: \w+){0,2} ?$", re.IGNORECASE)
_SO = re.compile(
    r",? (?:so|so that's|so it's|so say|so let's say|so make it|worst case|at worst|or rather|or better|well|make it|call it)[, ]*$",
    re.IGNORECASE,
)
"""Between a date and the one that it comes to."""
_BESIDE = re.compile(
    rf"{CORRECTIONS}|so|okay|ok|yeah|yes|sure|and|oh|the|then|by|on|it'll be|be|it", re.IGNORECASE
)


@dataclass(frozen=True)
class Candidate:
    """A date with its weight. `back`: its sentence takes something back; `alone`: it says hardly more than the date."""

    spoken: Spoken
    weight: int
    back: bool
    alone: bool


@dataclass(frozen=True)
class _Sentence:
    """A sentence of a turn's plain text, from `first` to `last` (exclusive)."""

    turn: int
    text: str
    first: int
    last: int

    def before(self, one: Spoken) -> str:
        return self.text[self.first : one.start]

    def ahead(self, one: Spoken) -> str:
        """What stands in front of the date and of the word that leads to it."""
        return self.text[self.first : one.lead_start if one.lead is not Lead.NONE else one.start]

    def behind(self, one: Spoken) -> str:
        return self.text[one.end : self.last]


class Weighing:
    """The weights of one call's dates."""

    def __init__(self, dates: CallDates) -> None:
        self._dates = dates
        condition = due_words(dates.language).condition
        self._condition = re.compile(
            rf"(?:^\W*|[,;] ?|\b(?:and|but|so|then) )(?:{condition}) ", re.IGNORECASE
        )

    def candidates(self, turn: int) -> list[Candidate]:
        """Every date of a turn with its weight, in its order."""
        text = plain(self._dates.texts[turn])
        found = []
        for first, last in sentences(text):
            sentence = _Sentence(turn, text, first, last)
            back = TAKES_BACK.search(text[first:last]) is not None
            for one in self._dates.dates(turn):
                if first <= one.start < last:
                    alone = _alone(sentence, one) or _corrects(sentence, one)
                    placed = replace(one, due=replace(one.due, turn=turn))
                    found.append(Candidate(placed, self._weight(one, sentence, alone=alone), back, alone))
        return found

    def _weight(self, one: Spoken, sentence: _Sentence, *, alone: bool) -> int:
        if self._is_none(one, sentence) or (
            one.lead in (Lead.ON, Lead.NONE) and _belongs(one, sentence, alone=alone)
        ):
            return NONE
        if one.due.kind is DueKind.OPEN:
            return VAGUE
        if one.lead in (Lead.BY, Lead.BEFORE):
            return BY
        return ALONE if alone else ON_DAY

    def _is_none(self, one: Spoken, sentence: _Sentence) -> bool:
        """Whether a date is over, part of a condition, or no certain day."""
        front = sentence.ahead(one)
        day = one.due.day or one.due.first
        gone = day is not None and day < self._dates.frame_of(sentence.turn).day
        over = _PAST.search(front) and not _FUTURE.search(front[-60:])
        return bool(
            gone
            or over
            or self._is_condition(front)
            or _OTHERS.search(sentence.before(one))
            or _is_of_thing(one, sentence.behind(one))
            or _ANY_SUCH.search(sentence.before(one))
        )

    def _is_condition(self, front: str) -> bool:
        """Whether a date stands in an if-clause that isn't over yet."""
        found = list(self._condition.finditer(front))
        return bool(found) and not _OWN_CLAUSE.search(front[found[-1].end() :])


def _is_of_thing(one: Spoken, behind: str) -> bool:
    """Whether a date tells which thing is meant: "the January report"; "for Monday's call" is a day all the same."""
    at_meeting = one.lead is not Lead.NONE and _AT_MEETING.match(behind)
    return bool(_OF_THING.match(behind)) and not at_meeting


def _belongs(one: Spoken, sentence: _Sentence, *, alone: bool) -> bool:
    """Whether a date is that of a thing, denied, or a day on which somebody is not free."""
    front = sentence.ahead(one)
    before = sentence.before(one)
    thing = (one.due.kind is DueKind.DAY and _THING_ON.search(before)) or (
        one.due.kind is DueKind.RANGE and _PERIOD_OF.search(before)
    )
    taken = not alone and _TAKEN.match(sentence.behind(one)) and not _FUTURE.search(front)
    return bool(thing or taken or _NOT.search(front) or _AWAY.search(front))


def _alone(sentence: _Sentence, one: Spoken) -> bool:
    """Whether a sentence says hardly more than its date: "No, Friday." and "Wednesday the twentieth."."""
    front, behind = sentence.text[sentence.first : max(one.lead_start, sentence.first)], sentence.behind(one)
    ends = one.lead is Lead.BY or behind.startswith((",", "."))
    left = [
        word for word in WORD.findall(front if ends else front + " " + behind) if not _BESIDE.fullmatch(word)
    ]
    return len(left) <= (1 if ends else 2)


def _corrects(sentence: _Sentence, one: Spoken) -> bool:
    """Whether a date says in the same sentence what an earlier one comes to: "by the weekend, so Friday"."""
    first = one.lead_start if one.lead is not Lead.NONE else one.start
    return bool(_SO.search(sentence.text[sentence.first : first]) and re.match(r"\W*$", sentence.behind(one)))


def _holds(due: Due, days: set[date | None]) -> bool:
    """Whether a span only says again in which month a day lies: "on the eighteenth. Of June."."""
    ends = due.first, due.day
    return due.kind is DueKind.RANGE and any(
        day and ends[0] and ends[1] and ends[0] <= day <= ends[1] for day in days
    )


def chosen(found: Sequence[Candidate]) -> Due:
    """The date that stands best; of several that correct one another the last."""
    days = {one.spoken.due.day for one in found if one.weight and one.spoken.due.kind is DueKind.DAY}
    fit = [one for one in found if one.weight and not (one.alone and _holds(one.spoken.due, days))]
    if any(one.spoken.due.day and one.weight >= ON_DAY for one in fit):
        fit = [one for one in fit if one.spoken.due.day or one.spoken.due.first or one.weight < ON_DAY]
    if not fit:
        return NO_DUE
    for place in range(len(fit) - 1, 0, -1):
        one = fit[place]
        if one.weight >= ON_DAY and (one.back or one.alone) and one.spoken.due.kind is not DueKind.OPEN:
            said = {earlier.spoken.due.day for earlier in fit[:place]}
            if one.alone or one.spoken.due.day not in said:
                return one.spoken.due
    best = max(one.weight for one in fit)
    return [one for one in fit if one.weight == best][-1].spoken.due
