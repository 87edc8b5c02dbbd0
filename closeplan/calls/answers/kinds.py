"""Whether words hold the kind of answer that is wanted: a day, a sum, a number of something, a span, somebody."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence

from closeplan.calls.answers.question import Kind
from closeplan.calls.answers.terms import words
from closeplan.calls.answers.vocabulary import kind_words

_SIGNS = "$€£¥"
_LARGE = 1000
"""A number from which on it is more likely a sum than a count, where money is asked for."""
_BESIDE = 5
"""Words between a number and what it counts."""


def holds(kind: Kind, text: str, said: Sequence[str], counted: str = "") -> bool:
    """Whether a turn holds such an answer; `said` are its terms, `counted` the stem of what is counted."""
    bare = frozenset(words(text))
    numbers = [at for at, word in enumerate(said) if word.startswith("#")]
    looks: dict[Kind, Callable[[], bool]] = {
        Kind.WHEN: lambda: bool(numbers) or not bare.isdisjoint(kind_words("day")),
        Kind.AMOUNT: lambda: _is_sum(text, bare, [int(said[at][1:]) for at in numbers]),
        Kind.COUNT: lambda: any(
            not counted or counted in said[max(0, at - 2) : at + _BESIDE] for at in numbers
        ),
        Kind.DURATION: lambda: bool(numbers) and not bare.isdisjoint(kind_words("span")),
        Kind.WHY: lambda: not bare.isdisjoint(kind_words("reason")),
        Kind.CHANGE: lambda: not bare.isdisjoint(kind_words("change")),
        Kind.NAMES: lambda: _names_somebody(text),
        Kind.WHO: lambda: _names_somebody(text) or not bare.isdisjoint(kind_words("somebody")),
    }
    return looks[kind]() if kind in looks else True


def _is_sum(text: str, bare: frozenset[str], values: Sequence[int]) -> bool:
    money = any(sign in text for sign in _SIGNS) or not bare.isdisjoint(kind_words("money"))
    return any(value >= _LARGE for value in values) or bool(values and money)


def _names_somebody(text: str) -> bool:
    """A capital letter within a sentence; "I" is none."""
    parts = text.split()
    return any(
        part[0].isupper() and len(part) > 1 and not part.startswith(("I'", "I’")) and before[-1] not in ".?!"
        for before, part in itertools.pairwise(parts)
    )
