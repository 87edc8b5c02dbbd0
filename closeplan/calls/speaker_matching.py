"""Which of the people who are known a name means: never one of two who could be meant."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from closeplan.calls.model import Person
from closeplan.calls.speaker_labels import Label, name_words

_ALIKE = 84.0
"""How alike (0 to 100) two whole names must be for one to be the other misheard."""

_ALIKE_SHORT = 88.0
"""The same for a first name alone, which has less to go by."""

_MARGIN = 8.0
"""How much less alike the second best must be."""

_SOUNDS = (
    ("sch", "s"), ("tsch", "c"), ("ph", "f"), ("ck", "k"), ("ch", "k"), ("gh", "g"), ("th", "t"), ("sh", "s"), ("ei", "i"),
    ("ie", "i"), ("ee", "i"), ("ea", "i"), ("ya", "ia"), ("y", "i"), ("c", "k"), ("q", "k"), ("z", "s"), ("w", "v"), ("h", ""),
)  # fmt: skip
"""Spellings that sound alike in one or the other shipped language."""


def surely(label: Label, people: Sequence[Person]) -> Person | None:
    """The person of that address or of all these words, in any order."""
    if label.email:
        by_address = [one for one in people if one.email.casefold() == label.email.casefold()]
        if by_address:
            return _only(by_address)
    wanted = sorted(name_words(label.bare))
    return _only([one for one in people if sorted(name_words(one.name)) == wanted])


def likely(label: Label, people: Sequence[Person]) -> Person | None:
    """The one person whose name this can be a part, a short form, the initials or a mishearing of."""
    words = name_words(label.bare)
    for is_meant in (_is_part, _is_short, _is_initials):
        found = [one for one in people if is_meant(words, name_words(one.name))]
        if found:
            return _only(found)
    return _misheard(words, people)


def _only(found: Sequence[Person]) -> Person | None:
    return found[0] if len({one.name.casefold() for one in found}) == 1 else None


def _is_part(words: tuple[str, ...], name: tuple[str, ...]) -> bool:
    """`Rob` or `Haldane` of Rob Haldane; `Katrin Vogel` of Katrin Maria Vogel, and the other way round."""
    few, many = (words, name) if len(words) <= len(name) else (name, words)
    return (
        len(few) > (0 if few is words else 1) and set(few) <= set(many) and any(len(word) > 1 for word in few)
    )


def _is_short(words: tuple[str, ...], name: tuple[str, ...]) -> bool:
    """`Rob H.`, `R. Haldane`, `Robert Haldane` for Rob: each word fits one of the name's, one of them more than by a letter."""
    if len(words) > len(name):
        return False
    free = list(name)
    whole = False
    for word in words:
        fit = next((part for part in free if _fits(word, part)), None)
        if fit is None:
            return False
        free.remove(fit)
        whole = whole or len(word) > 1
    return whole and words[0][0] == name[0][0]


def _fits(word: str, part: str) -> bool:
    """The same, an initial, or a short form at least two letters shorter (so that Dan is never Dana)."""
    short, long = sorted((word, part), key=len)
    return word == part or (len(word) == 1 and part.startswith(word)) or (
        len(short) >= 3 and len(long) - len(short) >= 2 and long.startswith(short)
    )  # fmt: skip


def _is_initials(words: tuple[str, ...], name: tuple[str, ...]) -> bool:
    return len(words) == 1 and len(name) > 1 and words[0] == "".join(part[0] for part in name)


def _misheard(words: tuple[str, ...], people: Sequence[Person]) -> Person | None:
    from rapidfuzz.fuzz import ratio  # noqa: PLC0415 - 3 MB that only a label nobody has exactly needs

    scored: list[tuple[float, float, Person]] = []
    for one in people:
        name = name_words(one.name)
        enough = _ALIKE
        if len(words) == 1 and len(name) > 1:
            name, enough = name[:1], _ALIKE_SHORT
        scored.append((_alike(words, name, ratio), enough, one))
    scored.sort(key=lambda entry: -entry[0])
    if not scored or scored[0][0] < scored[0][1] or min(map(len, words)) < 3:
        return None
    best = scored[0]
    second = next(
        (score for score, _, one in scored[1:] if one.name.casefold() != best[2].name.casefold()), 0.0
    )
    return best[2] if best[0] - second >= _MARGIN else None


def _alike(words: tuple[str, ...], name: tuple[str, ...], ratio: Callable[[str, str], float]) -> float:
    """How alike two names are, 0 to 100, by letters or by sound; one different person's word spoils the whole."""
    letters = ratio(" ".join(words), " ".join(name))
    sounds = ratio(" ".join(map(_sound, words)), " ".join(map(_sound, name)))
    return max(letters, min(sounds, letters + 30))


def _sound(word: str) -> str:
    for spelling, sound in _SOUNDS:
        word = word.replace(spelling, sound)
    # doubled letters, and an unheard e at the end
    return re.sub(r"(.)\1+", r"\1", word).rstrip("e")
