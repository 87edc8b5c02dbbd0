"""Turns as answers need them, and how often words are said among all that may be searched."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from closeplan.calls.answers.terms import terms
from closeplan.calls.model import Call


@dataclass(frozen=True, kw_only=True)
class SpokenTurn:
    """One turn of a call that may be searched. `plan` and `call_id` are empty for a call that only stands in a file; `at` are
    seconds from the call's beginning.
    """

    call: str
    day: date
    turn: int
    speaker: str
    text: str
    at: float | None = None
    plan: str = ""
    call_id: str = ""
    language: str = "en"

    @property
    def place(self) -> tuple[str, str, str]:
        """Which call it is of."""
        return (self.plan, self.call_id, self.call)


@dataclass(frozen=True)
class Frequencies:
    """Of how many turns (`turns`) how many say a word's stem (`of`)."""

    turns: int
    of: Mapping[str, int]

    def rarity(self, stems: Iterable[str]) -> float:
        """How telling it is that somebody says one of these: the inverse document frequency of BM25 (Robertson and Zaragoza
        2009), never below zero.
        """
        said = min(self.turns, max((self.of.get(one, 0) for one in stems), default=0))
        return math.log(1 + (self.turns - said + 0.5) / (said + 0.5))


def turns_of(call: Call) -> Iterator[SpokenTurn]:
    """A call's turns, each with the name of the person who speaks."""
    for turn in call.turns:
        yield SpokenTurn(
            call=call.name,
            day=call.day,
            turn=turn.index,
            speaker=call.person_of(turn).name,
            text=turn.text,
            at=turn.start,
            language=call.language,
        )


def counted(turns: Sequence[SpokenTurn]) -> Frequencies:
    """How often each stem is said in these turns."""
    of: dict[str, int] = {}
    for turn in turns:
        for stem in set(terms(turn.text, turn.language)):
            of[stem] = of.get(stem, 0) + 1
    return Frequencies(len(turns), of)
