"""Days that a call gives to things by name: "the committee meets on the ninth", "go-live first of May"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from closeplan.calls.dues.naming import noun_phrase
from closeplan.calls.dues.plain import plain, sentences
from closeplan.calls.dues.spoken import Lead, Spoken
from closeplan.calls.findings import DueKind

HEADS: dict[str, str] = {
    "go-live": (
        "go[- ]live|going live|goes live|went live|go live|be live|live date|launch(?:es|ed)?|cut-?over|"
        "(?:up and|it|be|you) running|roll-?out|(?:runs|be) on the new system|production start|switch-?over|in(?:to)? production|"
        "(?:are|is|be|being|it's|that's|we're|you're|have it|have this) live|"
        "(?:this is|it's|it is|be|we're|we are|have it|have this) up(?= (?:by|on|before|for|in time)\\b)"
    ),
    "committee": "(?:steering |finance |investment |procurement |risk )?committee|steerco|steering group",
    "board": "(?<!on )(?:advisory |supervisory )?board(?: meeting)?|beirat|aufsichtsrat|vorstand",
    "kick-off": "kick-?off",
    "demo": "demo(?:nstration)?",
    "pilot end": (
        "(?:end|close|closing|completion|last day) of (?:the |our |your )?pilot|"
        "pilot (?:ends?|ended|closes?|closing|closed|ending|finishes|finishing|is (?:over|done|finished|through))"
    ),
    "pilot": "(?<!not a )pilot|poc|proof of concept|proof of value|trial|shadow mode|shadow",
    "signature": "signature|signing|sign(?:ed)? (?:the )?(?:contract|agreement|order)|sign-?off",
    "notice": "notice(?: date| period)?|termination|cancellation",
    "renewal": "renewal|renews|contract end",
    "training": "training",
    "workshop": "workshop|whiteboard(?:ing)?",
    "visit": "visit|site visit|on-?site",
    "audit": "audit(?:ors)?|examiners?|accreditation",
    "freeze": "freeze|blackout",
    "migration": "migration",
    "review": "(?:security|legal|design|architecture|privacy) review|review",
    "test": "uat|user acceptance|acceptance test|dry run|parallel run|test run",
    "fair": "fair|trade show|conference|off-?site|summit",
    "rehearsal": "(?:dress )?rehearsal",
    "inventory": "inventory|stock ?take|pay run|year[- ]end close|month[- ]end close",
    "reference": "reference(?: call| visit)?",
    "procurement": "procurement|tender|rfp|purchase order",
    "budget": "budget(?: round| meeting| cycle)?",
    "next call": (
        "next (?:project )?(?:call|meeting|session|time|check-?in|sync)|(?<!the )next one|next(?= is\\b)|(?:meet|talk|speak) (?:again|next)|"
        "our (?:call|meeting)|follow-?up(?: call| meeting)?|reconvene|this call|project meeting"
    ),
}
"""Things that calls give days to, by name, with the words for them: data of the reader."""

_OF_HEAD = (
    "rehearsal|plan|plans|report|deck|paper|papers|pack|pre-?read|list|team|room|environment|data|script|checklist|agenda|users?|lead|"
    "results?|scope|agreement|contract|fee|fees|price|pricing|invite|invitation|slides?|material|materials|template|criteria|members?|"
    "portal|form|letter|budget|notes|minutes|server|tenant|account|group"
)
"""What makes another thing of one of HEADS: "cutover rehearsal", "board deck"."""

_HEAD = re.compile(
    rf"(?:{'|'.join(rf'(?P<h{place}>{chr(92)}b(?:{words}){chr(92)}b)' for place, words in enumerate(HEADS.values()))})(?! (?:{_OF_HEAD})\b)",
    re.IGNORECASE,
)
_NAMES = tuple(HEADS)
_PRONOUN = re.compile(
    r"\b(?:it|they|that|this|the next (?:one|meeting)|he|she|the date|which)(?:'s|'re| is| are| was| meets?| moves?| starts?|"
    r" slips?|'d be|'ll be| will be| would be| has to be| runs?)?\b[^.?!]{0,30}$|"
    r"\b(?:we'd|we had|we've|we have|you'd|you had|we|you|i'd) (?:said|pencilled|penciled|planned|agreed|got|aimed|set|put|"
    r"talked about)\b[^.?!]{0,25}$",
    re.IGNORECASE,
)
_MEASURED = re.compile(
    r"\b(?:day|days|week|weeks|month|months|morning|evening|night) (?:before|after|ahead of|following|from|out from) (?:the |our |your )?(?:[\w-]+ )?$",
    re.IGNORECASE,
)
"""In front of a thing from which a day is counted, so that the day beside it is not its own: "the day after the board, so the ninth"."""
_TOLD = re.compile(r",? (?:which|that|and (?:it|that))(?:'s| is| are| will)", re.IGNORECASE)
"""Behind a thing whose own day follows: "two days before the workshop, which is on the ninth"."""
_LINK = re.compile(
    r"(?:'s|'re|\b(?:is|are|be|meets?|sits?|starts?|begins?|kicks|falls?|comes?|runs?|happens?|set|scheduled|planned|on|for|"
    r"of|by|at|in|to|until|from|has|have|the|still|now|not|isn't|live|date|go|moves?|moved|slips?|ends?|closes?|around|"
    r"due|back|next|always|every|third|first|last|one|makes|sense|which|week|mean|meeting|a|our|your|their|his|her|all|"
    r"hall|line|he|committee|with|campus|pencilled|pushed|we|then|so|new|system))\b|[\s,'-]",
    re.IGNORECASE,
)


_LATELY = 240
"""Characters of an earlier turn in which a thing is still what is spoken of."""


@dataclass(frozen=True, kw_only=True)
class Named:
    """A thing and its day as one turn gives them: `name` as in HEADS, `words` as spoken, the date's place in the turn.
    `sure` where the turn itself names the thing, and not a "they" or a bare answer.
    """

    name: str
    words: str
    day: date
    turn: int
    start: int
    known_id: str = ""
    sure: bool = True


_LONGEST = 5_000
"""Characters of a turn's end in which its last thing is looked for."""


def heads_in(text: str) -> list[tuple[int, int, str]]:
    """Where things of HEADS are named: first and last offset, and the thing."""
    return [
        (found.start(), found.end(), _NAMES[next(n for n, one in enumerate(found.groups()) if one)])
        for found in _HEAD.finditer(text)
    ]


def name_of(text: str) -> str:
    """The thing that a phrase names last, or nothing: "the board's finance committee" is a committee. Of a turn longer than people
    talk only the end is looked at.
    """
    found = heads_in(text[-_LONGEST:])
    return found[-1][2] if found else ""


def named_in(turn: int, text: str, dates: Sequence[Spoken], before: Sequence[str]) -> list[Named]:
    """The things this turn gives days to. `before` are the turns before it, the nearest first, which a bare answer ("Twelfth
    of July") and "they meet on the ninth" complete.
    """
    said = plain(text)
    found: list[Named] = []
    spoken_of = _spoken_of(before)
    for first, last in sentences(said):
        heads = [(first + a, first + b, name) for a, b, name in heads_in(said[first:last])]
        holders = [
            head
            for head in heads
            if not _MEASURED.search(said[max(first, head[0] - 30) : head[0]]) or _TOLD.match(said, head[1])
        ]
        for one in dates:
            if not first <= one.start < last or one.due.kind is not DueKind.DAY or one.due.day is None:
                continue
            own = _thing_of(said, one, holders)
            name, words = own or _carried(said, first, one, spoken_of)
            if name:
                found.append(
                    Named(
                        name=name,
                        words=words,
                        day=one.due.day,
                        turn=turn,
                        start=one.start,
                        sure=own is not None,
                    )
                )
        if heads:
            spoken_of = heads[-1][2], noun_phrase(said, *heads[-1][:2])
    return found


def _spoken_of(before: Sequence[str]) -> tuple[str, str]:
    """The thing that the last turns spoke of, by its name and its words."""
    for text in before:
        said = plain(text)[-_LATELY:]
        heads = heads_in(said)
        if heads:
            return heads[-1][2], noun_phrase(said, *heads[-1][:2])
    return "", ""


def _thing_of(said: str, one: Spoken, heads: Sequence[tuple[int, int, str]]) -> tuple[str, str] | None:
    """The thing that stands just before its date with nothing but linking words between, or right behind it."""
    for start, end, name in reversed(heads):
        if end <= one.start and _LINK.sub("", said[end : one.start]).strip() == "":
            if one.lead in (Lead.AFTER, Lead.BEFORE) and one.lead_start < end:
                continue
            return name, noun_phrase(said, start, end)
    behind = re.match(r"\s*(?:'s|is|was|for|,)\s+(?:the |our |your |still )?", said[one.end :])
    if behind:
        at = one.end + behind.end()
        for start, end, name in heads:
            if start == at or (start > at and said[at:start].count(" ") <= 1 and start - at < 16):
                return name, noun_phrase(said, start, end)
    return None


def _carried(said: str, first: int, one: Spoken, spoken_of: tuple[str, str]) -> tuple[str, str]:
    """A date of "they", "it" or of nothing at all is that of the thing that was spoken of just before."""
    front = said[first : one.lead_start if one.lead is not Lead.NONE else one.start]
    alone = len(re.findall(r"[\w']+", front)) <= 2
    if one.lead in (Lead.BY, Lead.BEFORE, Lead.AFTER) or not (alone or _PRONOUN.search(front)):
        return "", ""
    return spoken_of


def day_of(phrase: str, events: Iterable[Named]) -> date | None:
    """The day of the thing a phrase names, as it was given last; by its own words where it is none of HEADS."""
    name, wanted = name_of(phrase), _content(phrase)
    fits = [one for one in events if (one.name == name if name else wanted & _content(one.words))]
    return latest(fits).day if fits else None


def latest(named: Sequence[Named]) -> Named:
    """What was said last of a thing; words that name it go before a "they" or a bare answer."""
    return ([one for one in named if one.sure] or list(named))[-1]


_SMALL = frozenset(
    [
        "the",
        "a",
        "an",
        "our",
        "your",
        "their",
        "his",
        "her",
        "my",
        "this",
        "that",
        "of",
        "for",
        "to",
        "in",
        "on",
        "at",
        "with",
        "and",
        "or",
        "it",
        "is",
        "meeting",
        "call",
        "date",
        "day",
        "next",
    ]
)


def _content(phrase: str) -> set[str]:
    words = {word.rstrip("s") for word in re.findall(r"[\w-]+", phrase.casefold())} - _SMALL
    return {word for word in words if len(word) > 3}


def said_day(phrase: str, texts: Sequence[str], dates: Sequence[Sequence[Spoken]], until: int) -> date | None:
    """The day of a thing that is none of HEADS, where a turn says it: "Santiago is the twenty-fifth". What was said up to a turn
    goes before what was said only later.
    """
    words = [re.escape(word) for word in re.findall(r"[\w-]{4,}", phrase) if word.casefold() not in _SMALL]
    if not words:
        return None
    told = re.compile(rf"\b{words[-1]}(?:'s)?(?P<link>[^.?!;]{{0,40}})$", re.IGNORECASE)
    for place in (*range(min(until, len(dates) - 1), -1, -1), *range(until + 1, len(dates))):
        for one in dates[place]:
            found = told.search(plain(texts[place])[max(0, one.start - 60) : one.start])
            if (
                found
                and one.due.kind is DueKind.DAY
                and re.search(r"\w", found[0])
                and not _LINK.sub("", found["link"]).strip()
            ):
                day: date | None = one.due.day
                return day
    return None
