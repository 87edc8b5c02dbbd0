"""A turn's words without what people say while they think, every character at its old place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from closeplan.calls.dues.words import FILLERS

_FILLER = re.compile(rf",? {{0,2}}\b(?:{FILLERS})\b(?=[,.\s]),?", re.IGNORECASE)
_TODAY_IS = re.compile(
    r"\b(?:(?:what's|what is|what are we) today,?|what day is it,?(?: today,?)?|today's|today is) ?"
    r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day\b[,.?]?)?",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"[^.!?;\n]{1,600}[.!?;\n]*")
"""No longer than a reader could say in a breath or two, so that no transcript without a full stop is slow."""
_ABBREVIATION = re.compile(r"\b(?:a\.m|p\.m|e\.g|i\.e|st|no|dr|mr|mrs|ms|vs|[a-z])\.\s*$", re.IGNORECASE)
_ORDINAL = re.compile(r"(?<![\d.,])\d{1,2}\.$")
_AFTER_ORDINAL = re.compile(r" ?(?:[a-zäöü]|Jan|Feb|Mär|Apr|Mai|Jun|Jul|Aug|Sep|Okt|Nov|Dez|Quartal|KW)")
"""What follows "4." where the point makes an ordinal of it: "bis zum 4. Dezember"."""

_LONGEST = 20_000
"""Characters of one turn that are looked at; nobody says a date later."""


def _blank(found: re.Match[str]) -> str:
    return " " * len(found.group())


def typed(text: str) -> str:
    """The turn as far as it is read, quotes and dashes in their plain form, every character at its old place."""
    return text[:_LONGEST].translate({0x2019: "'", 0x2018: "'", 0x2013: "-", 0x2014: ","})


@lru_cache(maxsize=2048)
def plain(text: str) -> str:
    """The turn with fillers and "what's today, Tuesday" blanked out."""
    said = typed(text)
    return _FILLER.sub(_blank, _TODAY_IS.sub(_blank, said))


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """First and last offset (exclusive) of each sentence of a turn."""
    start = None
    for found in _SENTENCE.finditer(text):
        first = found.start() if start is None else start
        is_ordinal = _ORDINAL.search(found.group()[-8:]) and _AFTER_ORDINAL.match(text, found.end())
        if is_ordinal or _ABBREVIATION.search(found.group()[-8:]):
            start = first
            continue
        start = None
        yield first, found.end()
    if start is not None:
        yield start, len(text)
