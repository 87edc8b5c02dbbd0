"""Which of a turn's dates a commitment is due on, and which of several turns settles it."""

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

_PAST = re.compile(rf"\b(?:{PAST})\b[^,.;!?]{{0,45}}$", re.IGNORECASE)
_FUTURE = re.compile(
    r"\b(?:will|'ll|gonna|going to|can|could|shall|need|let me|please|should|would|'d|want)\b", re.IGNORECASE
)
_CONDITION = re.compile(r"(?:^|[,;] ?|\b(?:and|but|so|then) )(?:{}) ", re.IGNORECASE)
_OF_THING = re.compile(rf"^(?:'s)?\s+(?:{THINGS})\b", re.IGNORECASE)
_THING_ON = re.compile(
    r"\b(?:the|our|your|that|this|his|her|a)\s+(?:[\w'-]+\s)?(?:meeting|call|committee|board|demo|session|workshop|visit|"
    r"invite|invitation|party|review|interview|fair)\s+(?:on|of|for|from)?\s*(?:the\s)?$",
    re.IGNORECASE,
)
_NOT_FREE = re.compile(
    r"^(?:'s| is|'m| i'm| i am| we're| are| she's| he's| they're| has| have| doesn't| isn't| won't| can't)\b",
    re.IGNORECASE,
)
_ANY_SUCH = re.compile(r"\b(?:a|an|any)\s$", re.IGNORECASE)
"""Before a weekday that is any of them: "on a Tuesday morning"."""
_NOT = re.compile(r"(?:\b(?:not|never|nothing|nobody)|n't)\b(?: \w+){0,2} ?$", re.IGNORECASE)
_TAKES_BACK = re.compile(
    rf"^\W*(?:{CORRECTIONS})\b|\b(?:no|actually|wait|hang on|hold on|scratch that|make that|sorry)\b",
    re.IGNORECASE,
)
_WORD = re.compile(r"[\w'-]+")
_SHORT = 14
"""Words of a turn that sharpens what was just said, and no more."""
_WHEN = re.compile(
    r"\b(?:when|by when|which|what day|what date|how soon|how long)\b[^.!]{0,60}\?|^\W*when\b", re.IGNORECASE
)
_BOOKS = re.compile(
    r"\b(?:invit\w+|calendars?|book|reserve|send (?:something|one) (?:out|over)|hold|placeholder)\b",
    re.IGNORECASE,
)
"""What is about a meeting's day, which is then not the day by which it is done."""
_NAMED_DAY = re.compile(
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day|\d|(?:st|nd|rd|th|eth|first|second|third)\b", re.IGNORECASE
)
_MEETS = re.compile(
    r"\b(?:i see|i'm seeing|i am seeing|i meet|i'm meeting|i'm with|i talk to|we meet|i've got)\b[^.?!;]{0,40}$",
    re.IGNORECASE,
)
_EMPTY = frozenset(
    [
        "i",
        "i'll",
        "you",
        "your",
        "the",
        "a",
        "an",
        "to",
        "it",
        "that",
        "this",
        "and",
        "of",
        "for",
        "in",
        "on",
        "at",
        "with",
        "we",
        "we'll",
        "will",
        "be",
        "is",
        "have",
        "get",
        "send",
        "so",
        "if",
        "as",
        "do",
        "let",
        "me",
        "my",
        "our",
        "us",
        "can",
        "could",
        "would",
        "should",
        "up",
        "out",
        "by",
        "from",
        "or",
        "just",
        "they",
        "she",
        "he",
        "them",
        "him",
        "her",
        "what",
        "which",
        "there",
        "here",
        "then",
        "now",
        "not",
        "no",
        "yes",
        "okay",
        "ok",
        "sure",
        "yeah",
        "well",
        "right",
        "got",
        "going",
        "gonna",
        "i'm",
        "it's",
        "that's",
        "one",
        "two",
    ]
)


@dataclass(frozen=True)
class _Candidate:
    """A date with how well it fits as a due date (0 is none)."""

    spoken: Spoken
    weight: int
    back: bool
    alone: bool


def settled(
    dates: CallDates,
    *,
    turn: int,
    clause: tuple[int, int] | None,
    request_turn: int | None,
    also: Sequence[int],
    language: str,
) -> Due:
    """See `closeplan.calls.dues.settle_due`."""
    rules = _Settling(dates, language)
    due = rules.in_turn(turn, clause)
    if due is NO_DUE and request_turn is not None:
        due = rules.asked(request_turn, turn)
    about = rules.words_of(turn, clause) | (
        rules.words_of(request_turn, None) if request_turn is not None else set()
    )
    if due is NO_DUE and not also:
        due = rules.asked_when(turn)
    for later in sorted(also):
        due = rules.sharpened(due, later, about, after=later > turn)
    return (dates.moved_from(due.day, turn) if due.day and due.kind is not DueKind.EVENT else None) or due


class _Settling:
    def __init__(self, dates: CallDates, language: str) -> None:
        self._dates = dates
        self._words = due_words(language)
        self._condition = re.compile(_CONDITION.pattern.format(self._words.condition), re.IGNORECASE)

    def in_turn(self, turn: int, clause: tuple[int, int] | None) -> Due:
        """The due date of a clause, else of what the turn says right behind or in front of it."""
        text = plain(self._dates.texts[turn])
        found = self._candidates(turn, text)
        spans = list(sentences(text))
        if clause is None:
            return _chosen(found)
        touched = [n for n, (first, last) in enumerate(spans) if first < clause[1] and last > clause[0]]
        if not touched:
            return _chosen(found)
        first, last = spans[touched[0]][0], _reach(text, spans, touched[-1], found)
        inside = [one for one in found if first <= one.spoken.start < last]
        if _BOOKS.search(text[clause[0] : clause[1]]):
            inside = [
                one
                for one in inside
                if one.spoken.lead is Lead.BY or not _NAMED_DAY.search(one.spoken.due.text)
            ]
        near = _within(inside, clause, text) or inside
        best = _chosen(near)
        if best is not NO_DUE:
            return best
        end = spans[min(touched[-1] + 2, len(spans) - 1)][1]
        behind = [one for one in found if last <= one.spoken.start < end and one.weight > 1]
        ahead = [one for one in found if one.spoken.start < first and one.alone]
        if _BOOKS.search(text[clause[0] : clause[1]]):
            return NO_DUE
        return _chosen(behind) if behind else _chosen(ahead[-1:]) if ahead else self._when_met(turn, text)

    def _when_met(self, turn: int, text: str) -> Due:
        """The day on which the speaker sees whom the commitment is about: "I see her at the Monday thing"."""
        for one in self._dates.dates(turn):
            if one.due.kind is DueKind.DAY and _MEETS.search(text[: one.start]):
                return replace(one.due, turn=turn)
        return NO_DUE

    def asked(self, request_turn: int, turn: int) -> Due:
        """A request's own date, where the answer names none."""
        text = plain(self._dates.texts[request_turn])
        found = [one for one in self._candidates(request_turn, text) if one.weight > 1]
        return _chosen(found) if turn - request_turn <= 8 else NO_DUE

    def asked_when(self, turn: int) -> Due:
        """The answer to a "when?" that follows within two turns."""
        for place in range(turn + 1, min(turn + 3, len(self._dates.texts) - 1)):
            if _WHEN.search(self._dates.texts[place]):
                found = self._candidates(place, plain(self._dates.texts[place])) or self._candidates(
                    place + 1, plain(self._dates.texts[place + 1])
                )
                return _chosen(found)
        return NO_DUE

    def sharpened(self, due: Due, turn: int, about: set[str], *, after: bool) -> Due:
        """The due date in the light of a turn that repeats or sharpens it: of a recap only the part that speaks of it."""
        text = plain(self._dates.texts[turn])
        found = [one for one in self._candidates(turn, text) if one.weight > 0]
        if not found:
            return due
        days = {one.spoken.due.day for one in found}
        if due.day is not None and due.day in days:
            return due
        taken_back = any(one.back for one in found) or len(_WORD.findall(text)) <= _SHORT
        if not (taken_back and len(days) == 1):
            found = _spoken_with(found, text, about)
        if due is not NO_DUE and not after:
            return due
        new = _chosen(found)
        return due if new is NO_DUE or (new.kind is DueKind.OPEN and due is not NO_DUE) else new

    def words_of(self, turn: int, clause: tuple[int, int] | None) -> set[str]:
        """The words that say what was taken on."""
        text = self._dates.texts[turn]
        return _content(text[clause[0] : clause[1]] if clause else text)

    def _candidates(self, turn: int, text: str) -> list[_Candidate]:
        found = []
        for first, last in sentences(text):
            back = _TAKES_BACK.search(text[first:last]) is not None
            for one in self._dates.dates(turn):
                if first <= one.start < last:
                    alone = _alone(text[first:last], one, first)
                    weight = self._weight(one, text, first, last, alone=alone, turn=turn)
                    found.append(
                        _Candidate(replace(one, due=replace(one.due, turn=turn)), weight, back, alone)
                    )
        return found

    def _weight(self, one: Spoken, text: str, first: int, last: int, *, alone: bool, turn: int) -> int:
        """How well a date stands as a due date: 4 led to by "by", 3 alone, 2 on a day, 1 open, 0 none at all."""
        start = one.lead_start if one.lead is not Lead.NONE else one.start
        front, behind = text[first:start], text[one.end : last]
        if self._is_over(one, front, turn) or self._is_condition(front) or _OF_THING.match(behind):
            return 0
        if _ANY_SUCH.search(text[first : one.start]):
            return 0
        if one.lead is Lead.ON or one.lead is Lead.NONE:
            thing = _THING_ON.search(text[first : one.start])
            if _NOT.search(front) or (thing and one.due.kind is DueKind.DAY):
                return 0
            if not alone and _NOT_FREE.match(behind) and not _FUTURE.search(front):
                return 0
        if one.due.kind is DueKind.OPEN:
            return 1
        if one.lead in (Lead.BY, Lead.BEFORE):
            return 4
        if alone:
            return 3
        return 2

    def _is_over(self, one: Spoken, front: str, turn: int) -> bool:
        day: date | None = one.due.day or one.due.first
        gone = day is not None and day < self._dates.frame_of(turn).day
        return gone or bool(_PAST.search(front) and not _FUTURE.search(front[-60:]))

    def _is_condition(self, front: str) -> bool:
        """Whether a date stands in an if-clause that isn't over yet."""
        found = None
        for found in self._condition.finditer(front):
            pass
        return (
            found is not None
            and "," not in front[found.end() :]
            and not re.search(
                r"\b(?:i'll|we'll|i will|we will|then|you'll|she'll|he'll|they'll|i can)\b",
                front[found.end() :],
                re.IGNORECASE,
            )
        )


def _alone(sentence: str, one: Spoken, first: int) -> bool:
    """Whether a sentence says hardly more than its date: "No, Friday." and "Wednesday the twentieth."."""
    front, behind = sentence[: max(one.lead_start - first, 0)], sentence[one.end - first :]
    rest = front if one.lead is Lead.BY or behind.startswith((",", ".")) else front + " " + behind
    left = [
        word
        for word in _WORD.findall(rest)
        if not re.fullmatch(
            CORRECTIONS + "|so|okay|ok|yeah|yes|sure|and|oh|the|then|by|on|it'll be|be|it",
            word,
            re.IGNORECASE,
        )
    ]
    return len(left) <= (1 if rest is front else 2)


def _reach(text: str, spans: Sequence[tuple[int, int]], at: int, found: Sequence[_Candidate]) -> int:
    """How far what belongs to a sentence goes: over the fragments behind it that say or take back a date."""
    end = spans[at][1]
    for first, last in spans[at + 1 : at + 5]:
        inside = [one for one in found if first <= one.spoken.start < last]
        short = len(_WORD.findall(text[first:last])) <= 3
        if not (
            short
            or _TAKES_BACK.match(text[first:last])
            or any(one.alone or one.back for one in inside)
            or (inside and re.match(r"\s*so\b", text[first:last], re.IGNORECASE))
        ):
            break
        end = last
    return end


def _within(inside: Sequence[_Candidate], clause: tuple[int, int], text: str) -> list[_Candidate]:
    """The dates of the clause itself and of what follows it up to the next clause of its own."""
    own = [one for one in inside if one.weight and clause[0] <= one.spoken.start < clause[1]]
    if not own:
        return []
    behind = [
        one
        for one in inside
        if one.spoken.start >= clause[1]
        and (one.alone or one.back or not re.search(r"\b(?:and|but)\b", text[clause[1] : one.spoken.start]))
    ]
    return [*own, *behind]


def _chosen(found: Sequence[_Candidate]) -> Due:
    """The date that stands best; of several corrections of one another the last."""
    fit = [one for one in found if one.weight]
    if not fit:
        return NO_DUE
    for place in range(len(fit) - 1, 0, -1):
        one = fit[place]
        if one.weight >= 2 and (one.back or one.alone) and one.spoken.due.kind is not DueKind.OPEN:
            taken_back = {earlier.spoken.due.day for earlier in fit[:place]}
            if one.alone or one.spoken.due.day not in taken_back:
                return one.spoken.due
    best = max(one.weight for one in fit)
    return [one for one in fit if one.weight == best][-1].spoken.due


def _spoken_with(found: Sequence[_Candidate], text: str, about: set[str]) -> list[_Candidate]:
    """Of a recap's dates the one that is said beside the words of the commitment."""
    scored = []
    for one in found:
        cuts = [0, *(other.spoken.end for other in found if other.spoken.end <= one.spoken.start)]
        front = text[max(cuts) : one.spoken.start]
        scored.append((len(_content(front) & about), one))
    best = max(score for score, _ in scored)
    return [one for score, one in scored if score == best][:1] if best else []


def _content(text: str) -> set[str]:
    return {word.casefold().rstrip("s") for word in _WORD.findall(text)} - _EMPTY
