"""Precision, recall and F1 with bootstrap 95 % intervals, over calls or meetings that are drawn again as a whole."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass

ROUNDS = 1000


@dataclass(frozen=True)
class Tally:
    """What was right, what was found beside it, and what was missed, in one call."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(self.right + other.right, self.wrong + other.wrong, self.missed + other.missed)

    @property
    def precision(self) -> float:
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 0.0

    @property
    def recall(self) -> float:
        return self.right / (self.right + self.missed) if self.right + self.missed else 0.0

    @property
    def f1(self) -> float:
        both = 2 * self.right + self.wrong + self.missed
        return 2 * self.right / both if both else 0.0


def total(tallies: Sequence[Tally]) -> Tally:
    """The sum over all calls."""
    return sum(tallies, Tally())


def interval(tallies: Sequence[Tally], measure: Callable[[Tally], float]) -> tuple[float, float]:
    """The 95 % interval of a measure, by drawing the calls again with replacement."""
    drawn = random.Random(1)
    values = sorted(
        measure(total(drawn.choices(tallies, k=len(tallies)))) if tallies else 0.0 for _ in range(ROUNDS)
    )
    return values[int(ROUNDS * 0.025)], values[int(ROUNDS * 0.975) - 1]


def paired(found: Sequence[int], gold: Sequence[Sequence[int]], *, within: int) -> list[tuple[int, int]]:
    """Pairs (index in `found`, index in `gold`) of turns no more than `within` apart, the nearest first, each used once.
    A gold entry is every turn that counts as its place.
    """
    near = [
        (min(abs(turn - place) for place in places), at, number)
        for at, turn in enumerate(found)
        for number, places in enumerate(gold)
    ]
    pairs: list[tuple[int, int]] = []
    for distance, at, number in sorted(near):
        used = any(at == one or number == other for one, other in pairs)
        if distance <= within and not used:
            pairs.append((at, number))
    return pairs


def tally(found: Sequence[int], gold: Sequence[Sequence[int]], *, within: int) -> Tally:
    """How many of the gold places were found, none counted twice."""
    right = len(paired(found, gold, within=within))
    return Tally(right, len(found) - right, len(gold) - right)
