"""Which turns answer a question, and whether anything said supports an answer at all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from closeplan.calls.answers.kinds import holds
from closeplan.calls.answers.question import Kind, Question
from closeplan.calls.answers.ranking import (
    Stretches,
    turn_relevance,
    weight_of,
    window_relevance,
)
from closeplan.calls.answers.spoken import Frequencies, SpokenTurn

MOST_SOURCES = 5

_ENOUGH_SAID = 0.45
"""The share of the question that has to be said around an answer."""

_MEASURED = frozenset({Kind.AMOUNT, Kind.COUNT, Kind.DURATION})
"""Kinds of which an answer holds a number that belongs to the matter."""
_NEAR = (1.0, 0.8, 0.6, 0.4)
"""How much a word of the question that is said so many turns away supports an answer."""
_KIND_GAIN = 0.35
_ASKING = 0.6
"""What a turn is worth that only asks."""
_SHORT = 6
_REGION = 0.6
"""What the window counts beside the turn."""


@dataclass(frozen=True)
class Chosen:
    """A turn that speaks to a question. `relevance` compares turns; `support`, from 0 to 1, says how far the question's words
    are said around it; `fits` whether it holds the kind of answer that is wanted.
    """

    turn: SpokenTurn
    relevance: float
    support: float
    fits: bool


def choose(question: Question, among: Stretches, often: Frequencies) -> list[Chosen]:
    """The turns that speak best to the question, the best first; none where nothing does."""
    if not among.turns or not question.notions:
        return []
    fitting = _fitting(question, among)
    scores = _scores(question, among, often, fitting)
    support = _support(question, among, often)
    chosen: list[Chosen] = []
    for at in np.argsort(-scores, kind="stable"):
        if scores[at] <= 0 or len(chosen) == MOST_SOURCES:
            break
        chosen.append(Chosen(among.turns[at], float(scores[at]), float(support[at]), bool(fitting[at])))
    return chosen


def _scores(
    question: Question, among: Stretches, often: Frequencies, fitting: npt.NDArray[np.bool_]
) -> npt.NDArray[np.float64]:
    by_window = np.zeros(len(among.turns))
    for (start, end), worth in zip(among.windows, window_relevance(question, among, often), strict=True):
        by_window[start:end] = np.maximum(by_window[start:end], worth)
    turns = turn_relevance(question, among, often)
    top_window, top_turn = float(by_window.max()) or 1.0, float(turns.max()) or 1.0
    whole = turns / top_turn + _REGION * by_window / top_window
    whole *= np.where(turns + by_window > 0, 1.0, 0.0)
    lengths = np.minimum(1.0, among.lengths / _SHORT)
    whole *= 0.4 + 0.6 * lengths
    asks = np.array([turn.text.rstrip().endswith("?") for turn in among.turns])
    whole *= np.where(asks, _ASKING, 1.0)
    return whole * np.where(fitting, 1 + _KIND_GAIN, 1.0)


def _fitting(question: Question, among: Stretches) -> npt.NDArray[np.bool_]:
    """Whether each turn holds one of the kinds of answer that are wanted."""
    wanted = question.kinds - {Kind.STATEMENT, Kind.WHERE}
    if not wanted:
        return np.zeros(len(among.turns), bool)
    return np.array(
        [
            any(holds(kind, turn.text, said, question.counted) for kind in wanted)
            for turn, said in zip(among.turns, among.said, strict=True)
        ]
    )


def _support(question: Question, among: Stretches, often: Frequencies) -> npt.NDArray[np.float64]:
    """The share of the question's weight that is said around each turn."""
    whole, most = np.zeros(len(among.turns)), 0.0
    for notion in question.notions:
        weight = weight_of(notion, often)
        said = np.minimum(1.0, among.holding(notion.forms))
        reached = np.max([_shifted(said, among, d) * share for d, share in enumerate(_NEAR)], axis=0)
        whole += weight * reached
        most += weight
    return whole / (most or 1.0)


def _shifted(values: npt.NDArray[np.float64], among: Stretches, distance: int) -> npt.NDArray[np.float64]:
    """The greater of the values so many turns before and after, within the same stretch."""
    if distance == 0:
        return values
    moved = np.zeros(len(values))
    if distance < len(values):
        near = among.run[distance:] == among.run[:-distance]
        moved[distance:] = values[:-distance] * near
        moved[:-distance] = np.maximum(moved[:-distance], values[distance:] * near)
    return moved


def is_supported(question: Question, chosen: Sequence[Chosen], _often: Frequencies) -> bool:
    """Whether what was chosen supports an answer: enough of the question is said around the best turn, and where it asks
    for a number, one stands there.
    """
    if not chosen:
        return False
    measured = bool(question.kinds & _MEASURED)
    best = max((one for one in chosen[:3]), key=lambda one: one.support)
    return best.support >= _ENOUGH_SAID and (not measured or any(one.fits for one in chosen[:3]))
