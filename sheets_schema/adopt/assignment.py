"""Which column holds which field: the choice that is best for a table as a whole, and how sure each answer is."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from sheets_schema.adopt.evidence import NEVER, Evidence

SLOPE, MIDDLE = 1.5, 0.5
"""Certainty over the margin to the next best answer, fitted on plans with known answers (`bench/adopt.py` shows how well)."""
SUREST = 0.98
DOUBTFUL = 0.75
"""The most that is said of an answer whose header is not understood, or while such a column would do as well."""


@dataclass(frozen=True, kw_only=True)
class Choice:
    """One column's answer: a field or none (empty), how sure, and by how much it beats the next best."""

    field: str
    certainty: float
    margin: float


def assign(found: Sequence[Evidence], fields: Sequence[str]) -> dict[int, str]:
    """The field of each column, by position in `found`, so that the gains together are highest; each field once."""
    wanted = [name for name in fields if any(one.gain(name) > 0 for one in found)]
    gains = [[max(one.gain(name), NEVER) for one in found] for name in wanted]
    chosen = _best_matching(gains)
    return {column: wanted[row] for row, column in chosen.items() if gains[row][column] > 0}


def _best_matching(gains: list[list[float]]) -> dict[int, int]:
    """Rows to columns with the greatest sum, a row without any being worth nothing (Kuhn and Munkres' method)."""
    rows = len(gains)
    columns = len(gains[0]) if gains else 0
    size = columns + rows  # every row may also go without
    costs = [[-max(gain, 0.0) for gain in row] + [0.0] * rows for row in gains]
    row_price, column_price = [0.0] * (rows + 1), [0.0] * (size + 1)
    match = [0] * (size + 1)
    for row in range(1, rows + 1):
        _augment(row, costs, row_price, column_price, match)
    return {match[j] - 1: j - 1 for j in range(1, columns + 1) if match[j]}


def _augment(
    row: int, costs: list[list[float]], row_price: list[float], column_price: list[float], match: list[int]
) -> None:
    """Give one more row its column along the cheapest path of swaps."""
    size = len(column_price) - 1
    match[0] = row
    at = 0
    least = [math.inf] * (size + 1)
    came_from = [0] * (size + 1)
    done = [False] * (size + 1)
    while match[at]:
        done[at] = True
        here, step, following = match[at], math.inf, 0
        for j in range(1, size + 1):
            if done[j]:
                continue
            cost = costs[here - 1][j - 1] - row_price[here] - column_price[j]
            if cost < least[j]:
                least[j], came_from[j] = cost, at
            if least[j] < step:
                step, following = least[j], j
        for j in range(size + 1):
            if done[j]:
                row_price[match[j]] += step
                column_price[j] -= step
            else:
                least[j] -= step
        at = following
    while at:
        match[at] = match[came_from[at]]
        at = came_from[at]


def choices(found: Sequence[Evidence], fields: Mapping[int, str]) -> tuple[Choice, ...]:
    """How sure each column's answer is: by how much it beats what else the column, or the field, could be."""
    holders = {name: at for at, name in fields.items()}
    return tuple(_choice(at, found, fields, holders) for at in range(len(found)))


def _choice(
    at: int, found: Sequence[Evidence], fields: Mapping[int, str], holders: Mapping[str, int]
) -> Choice:
    own, name = found[at], fields.get(at, "")
    rivals = [_rival_field(own, other, found, holders) for other in own.scores if other != name]
    if not name:
        return _sure("", -max(rivals, default=-3.0))
    others = max([0.0, *rivals])
    margin = own.gain(name) - others
    taken = [
        own.gain(name) - one.gain(name)
        for index, one in enumerate(found)
        if index not in fields and one.gain(name) > 0
    ]
    choice = _sure(name, min([margin, *taken]))
    if own.unexplained or name in own.guessed:
        return replace(choice, certainty=min(choice.certainty, DOUBTFUL))
    if any(index not in fields and _as_likely(one, own, name) for index, one in enumerate(found)):
        return replace(choice, certainty=min(choice.certainty, DOUBTFUL))
    return choice


def _as_likely(other: Evidence, own: Evidence, name: str) -> bool:
    """Whether a column that nobody explains holds just such cells."""
    fit = other.fits.get(name, -1.0)
    return other.unexplained and fit >= 0.5 and fit >= own.fits.get(name, 0.0) - 0.2


def _rival_field(own: Evidence, name: str, found: Sequence[Evidence], holders: Mapping[str, int]) -> float:
    """What another field would gain here; less where a column that fits it better already has it."""
    gain = own.gain(name)
    if name in holders:
        lead = found[holders[name]].gain(name) - gain
        gain -= max(0.0, lead)
    return gain


def _sure(name: str, margin: float) -> Choice:
    certainty = 1 / (1 + math.exp(-SLOPE * (margin - MIDDLE)))
    return Choice(field=name, certainty=round(min(SUREST, certainty), 3), margin=margin)
