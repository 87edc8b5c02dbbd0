"""Words made comparable: one form for "signing" and "signed", and for "twenty-sixth" and "26"."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any

from closeplan.calls.answers.number_words import HUNDRED, ORDINALS, SCALES, SMALL, TENS

MOST_TEXT = 20_000
"""Characters of one turn that are looked at; nobody says more in one breath."""

_WORD = re.compile(r"\d+(?:[.,]\d+)*[^\W\d_]*|[^\W_]+(?:['’][^\W_]+)*")
_GO_LIVE = re.compile(r"\bgo(?:es|ing)?[- ]live\b")
_FIGURE = re.compile(r"(\d+(?:[.,]\d+)*)([^\W\d_]*)")
_GROUPED = re.compile(r"[.,](?=\d{3}(?!\d))")
_UNITS = {"k": 1_000, "m": 1_000_000, "mn": 1_000_000, "mio": 1_000_000, "bn": 1_000_000_000}
_NUMBERS = frozenset({*SMALL, *TENS, *HUNDRED, *ORDINALS})
_STEMMED = {
    "de": "german",
    "en": "english",
    "es": "spanish",
    "fr": "french",
    "it": "italian",
    "nl": "dutch",
    "pt": "portuguese",
}


def words(text: str) -> list[str]:
    """The text's words in lower case without accents, possessive 's and contracted verbs."""
    found: list[str] = _WORD.findall(_GO_LIVE.sub("golive", plain(text[:MOST_TEXT])))
    return [word.partition("'")[0] if "'" in word else word for word in found]


def plain(text: str) -> str:
    """Lower case, without accents, one kind of apostrophe."""
    if text.isascii():
        return text.lower()
    bare = unicodedata.normalize("NFKD", text.casefold().replace("’", "'"))
    return "".join(c for c in bare if not unicodedata.combining(c))


@lru_cache(maxsize=1 << 16)
def stem(word: str, language: str = "en") -> str:
    """The word's stem in that language; in a language without a stemmer the word itself."""
    name = _STEMMED.get(language)
    return str(_stemmer(name).stemWord(word)) if name else word


@lru_cache
def _stemmer(name: str) -> Any:
    from snowballstemmer import stemmer  # noqa: PLC0415 - a second of start-up that only a question needs

    return stemmer(name)


def terms(text: str, language: str = "en") -> list[str]:
    """The text's stems in order; a number in words or figures is `#` and its value."""
    found = words(text)
    made: list[str] = []
    at = 0
    while at < len(found):
        word = found[at]
        value, after = number_at(found, at) if word in _NUMBERS or word[0].isdigit() else (None, at)
        if value is None:
            made.append(stem(word, language))
            at += 1
        else:
            made.append(f"#{value}")
            at = after
    return made


def number_at(found: Sequence[str], at: int) -> tuple[int | None, int]:
    """The number that begins at a word, and the place after it: "four hundred eighty thousand", "480k", "nineteenth"."""
    if found[at][0].isdigit():
        return _figure(found, at)
    whole, part, place = 0, 0, at
    while place < len(found):
        word = found[place]
        if word in SMALL or word in TENS:
            part += SMALL.get(word, 0) or TENS.get(word, 0)
        elif word in HUNDRED:
            part = max(1, part) * 100
        elif word in SCALES and place > at:
            whole, part = whole + max(1, part) * SCALES[word], 0
        elif word in ORDINALS:
            return whole + part + ORDINALS[word], place + 1
        else:
            break
        place += 1
    return (whole + part, place) if place > at else (None, at)


def _figure(found: Sequence[str], at: int) -> tuple[int | None, int]:
    match = _FIGURE.fullmatch(found[at])
    if match is None:
        return None, at
    bare = _GROUPED.sub("", match[1]).replace(",", ".")
    if bare.count(".") > 1 or len(bare) > 15:
        return None, at
    unit = match[2]
    following = found[at + 1] if at + 1 < len(found) else ""
    factor = _UNITS.get(unit) or (SCALES.get(following) if not unit else None) or 1
    value = round(float(bare) * factor)
    return value, at + (2 if not unit and following in SCALES else 1)


def spellings(value: int) -> Iterator[str]:
    """How a small number is said, for an index that knows words only."""
    yield str(value)
    for one in (SMALL, TENS, ORDINALS):
        yield from (word for word, worth in one.items() if worth == value)
    if 20 < value < 100 and value % 10:
        ten = next(word for word, worth in TENS.items() if worth == value // 10 * 10)
        yield from (
            f"{ten} {word}" for one in (SMALL, ORDINALS) for word, worth in one.items() if worth == value % 10
        )
