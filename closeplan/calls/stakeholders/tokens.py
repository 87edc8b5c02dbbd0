"""A turn's words with their places: what the search for people looks at instead of raw text."""

# ruff: noqa: SIM905  (lists of words read best as text)
from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

LONGEST = 8_000
"""Characters of one turn that are read: nobody says more at once, and a broken file must not hold everybody up."""

ABBREVIATIONS = frozenset("dr mr mrs ms prof st sr sra mme dott ing hr fr dhr mevr vs".split())
"""What a full stop ends without ending the sentence."""

_WORD = re.compile(
    r"['’](?:s|ll|d|re|ve|m)\b|[^\W_]+(?:[-&/'’](?!(?:s|ll|d|re|ve|m)\b)[^\W_]+)*|[.!?…。！？]|[,;:、—–]",
    re.IGNORECASE,
)
_ENDS = frozenset(".!?…。！？")
_BREAKS = frozenset(",;:、—–")


@dataclass(frozen=True, slots=True)
class Token:
    """One word: as it stands, folded, its place in the text, its sentence's number, whether it begins that sentence and
    whether a comma or the like stands before it. A clitic ('s, 'll) is a word of its own.
    """

    text: str
    low: str
    start: int
    end: int
    sentence: int
    first: bool
    after_break: bool


@lru_cache(maxsize=4096)
def tokens_of(text: str) -> tuple[Token, ...]:
    """The words of a turn."""
    words: list[Token] = []
    sentence, first, after_break = 0, True, False
    for match in _WORD.finditer(text[:LONGEST]):
        word = match.group()
        if word in _ENDS:
            abbreviated = word == "." and bool(words) and words[-1].low in ABBREVIATIONS
            if not first and not abbreviated:
                sentence, first = sentence + 1, True
        elif word in _BREAKS:
            after_break = True
        else:
            low = word.casefold().replace("’", "'")
            words.append(Token(word, low, *match.span(), sentence, first, after_break))
            first = after_break = False
    return tuple(words)


def is_caseless(text: str) -> bool:
    """Whether capitals say nothing in these words: a transcript all in small letters, or all in capitals."""
    letters = [sign for sign in text if sign.isalpha()]
    capitals = sum(sign.isupper() for sign in letters)
    return not letters or capitals < 0.004 * len(letters) or capitals > 0.6 * len(letters)
