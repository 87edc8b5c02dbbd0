"""Dates that moved, in the languages other than English: a sentence that takes a day back or moves a thing, and names a day.

"Der Go-Live ist nicht mehr der 30. Juni, sondern der 31. August." Of two days the later said is the new one. What moved is
what the sentence begins with, or the thing that is known by one of its words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, time
from functools import cache
from importlib.resources import files

from closeplan.calls.findings import NO_DUE, DateChange, Due, DueKind, Quote
from closeplan.calls.model import Call, Known, Turn
from closeplan.plan.date_words import DateKind, FoundDate, find_dates

SURE, LIKELY = 0.85, 0.65
"""How certain a change is that names both days, and one that names the new one alone."""

_LONGEST = 2_000
"""Characters of a turn that are looked at; nobody moves a date after that many."""

_MOST_WORDS = 6
_NO_MORE = re.compile(
    r"\b(?:nicht mehr|nicht|ist|sind|wird|wurde|haben|hat|n'est plus|est|sera|a été|ya no|no es|es|se|ha|non è più|è|viene|"
    r"não é mais|não|foi|é|is niet meer|is|wordt|niet|we|wir|nous|on)\b.*",
    re.IGNORECASE,
)
_ARTICLE = re.compile(
    r"^(?:(?:und|also|ja|nein|aber|et|donc|oui|y|pues|sí|e|então|sim|dunque|sì|en|dus|ja|ähm|euh)\b[\s,]*)*"
    r"(?:(?:der|die|das|den|le|la|les|el|los|las|il|lo|i|gli|o|a|os|as|de|het)\s|l['’])?",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"ではなく|じゃなく|から|\b(?:auf|sondern)\b", re.IGNORECASE)
"""Words between the old day and the new one that could be read as part of either."""

_ENDS_JAPANESE = re.compile(r"[はがをの、]")


def moves_elsewhere(call: Call, known: Known) -> Iterator[DateChange]:
    """The dates that moved, in the order of their turns; of a call in English or a language without a table none."""
    moving = _moving(call.language)
    if moving is None:
        return
    for turn in call.turns:
        text = turn.text[:_LONGEST]
        if moving.search(text):
            yield from _of_turn(turn, text, moving, call, known)


def _of_turn(
    turn: Turn, text: str, moving: re.Pattern[str], call: Call, known: Known
) -> Iterator[DateChange]:
    dates = _dates(text, datetime.combine(call.day, time(12)), call.language)
    found = [one for one in dates if one.kind is DateKind.DAY and one.values]
    for first, last in _sentences(text, found):
        days = [one for one in found if first <= one.start < last]
        if not days or not moving.search(text[first:last]):
            continue
        was = _due(days[-2], turn) if len(days) > 1 else NO_DUE
        now = _due(days[-1], turn)
        what = _what(text[first : days[0].start], call.language) or _known_thing(text[first:last], known)
        if what and was.day != now.day:
            quote = Quote(
                turn=turn.index,
                speaker=call.person_of(turn).name,
                text=text[first:last].strip(),
                at=turn.start,
            )
            certainty = SURE if was.day else LIKELY
            yield DateChange(turn=turn.index, what=what, was=was, now=now, quote=quote, certainty=certainty)


def _dates(text: str, ref: datetime, language: str) -> Iterator[FoundDate]:
    """The dates of a text, those on either side of a word between two days read apart."""
    first = 0
    for gap in (*_BETWEEN.finditer(text), None):
        last = gap.start() if gap else len(text)
        for one in find_dates(text[first:last], ref, language):
            yield replace(one, start=first + one.start, end=first + one.end)
        first = gap.end() if gap else last


def _sentences(text: str, dates: list[FoundDate]) -> Iterator[tuple[int, int]]:
    """First and last offset (exclusive) of each sentence; the point of "30. Juni" ends none."""
    first = 0
    for end in re.finditer(r"[.!?](?=\s|$)|[。！？\n]", text):
        if any(one.start <= end.start() < one.end for one in dates) and end.group() == ".":
            continue
        yield first, end.end()
        first = end.end()
    if first < len(text):
        yield first, len(text)


def _due(found: FoundDate, turn: Turn) -> Due:
    return Due(
        kind=DueKind.DAY,
        day=found.values[0],
        text=found.text,
        turn=turn.index,
        others=tuple(found.values[1:]),
    )


def _what(before: str, language: str) -> str:
    """What the sentence is about: its words before the verb."""
    if language == "ja":
        return _ENDS_JAPANESE.split(before.strip("、 "))[0].strip()
    words = _ARTICLE.sub("", _NO_MORE.sub("", before.strip()), count=1).strip(" ,.:")
    return words if 0 < len(words.split()) <= _MOST_WORDS else ""


def _known_thing(sentence: str, known: Known) -> str:
    """The event that a sentence names by all of its longer words; nothing where it names none."""
    said = {word.casefold() for word in re.findall(r"\w+", sentence)}
    for event in known.events:
        words = [word.casefold() for word in re.findall(r"\w{4,}", event.name)]
        if words and said.issuperset(words):
            return event.name
    return ""


@cache
def _moving(language: str) -> re.Pattern[str] | None:
    text = (files(__package__) / "moves_elsewhere.tsv").read_text(encoding="utf-8")
    rows = dict(line.split("\t") for line in text.splitlines() if line and not line.startswith("#"))
    cues = rows.get(language)
    if cues is None:
        return None
    return re.compile(cues if language == "ja" else rf"\b(?:{cues})", re.IGNORECASE)
