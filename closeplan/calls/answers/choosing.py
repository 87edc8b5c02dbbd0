"""Which turns answer a question, and whether anything said supports an answer at all."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

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
from closeplan.calls.answers.terms import stem, terms
from closeplan.calls.answers.vocabulary import asking_words

_SENTENCE_END = re.compile(r"(?<=[.?!])\s")
MOST_SOURCES = 5
_LOOKED_AT = 3
"""Of how many of them one has to support an answer."""

_ENOUGH = 0.74
"""The support from which on an answer is given to a question after a fact."""
_ENOUGH_PRESUMED = 0.35
"""To one after a reason, a need or a change: it takes for granted that there is one."""
_ENOUGH_HELD = 0.55
"""To one after a day or a person, which has to stand in the turn."""
_HELD = frozenset({Kind.WHEN, Kind.WHO})
_ENOUGH_VIEW = 0.35
"""To one after what somebody said, which whatever is about the matter answers."""
_ENOUGH_MEASURED = 0.7
"""The share of its words, said beside a number, for a question after a number."""
_MEASURED = frozenset({Kind.AMOUNT, Kind.COUNT, Kind.DURATION})
"""Kinds of which an answer holds a number that belongs to the matter."""
_NEAR = 3
"""How many turns away a word of the question still supports an answer."""
_FOLLOWS = 2
"""How many turns after the matter its number may be said."""
_KIND_GAIN = 0.35
"""What it adds that a turn holds the kind of answer that is wanted."""
_ASKING = 0.6
"""What a turn is worth that only asks."""
_SHORT = 6
"""Words below which a turn is worth less: "yeah, sure" says nothing by itself."""
_REGION = 0.6
_REGION_VIEW = 5.0
"""What the window counts beside the turn; more where everything about a matter is asked for."""


@dataclass(frozen=True)
class Chosen:
    """A turn that speaks to a question. `relevance` compares turns. `support`, from 0 to 1, says how far the question's words
    are said in it and near it, `beside` how far they are said, just so, in it or next to it; `fits` whether it holds the kind
    of answer that is wanted, `labelled` whether what the question numbers ("wave two") is what is spoken of,
    `reported` whether it tells what those said whom the question asks of.
    """

    turn: SpokenTurn
    relevance: float
    support: float
    beside: float
    fits: bool
    labelled: bool
    reported: bool


def choose(question: Question, among: Stretches, often: Frequencies) -> list[Chosen]:
    """The turns that speak best to the question, the best first; none where nothing does."""
    if not among.turns or not question.notions:
        return []
    fitting = _fitting(question, among)
    scores = _scores(question, among, often, fitting)
    exact, near = (
        _said(question, among, often, just_so=just_so, within=0 if just_so else _NEAR)
        for just_so in (True, False)
    )
    beside = _said(question, among, often, just_so=True, within=1)
    labelled = _labelled(question, among)
    chosen: list[Chosen] = []
    for at in _apart(scores, among):
        support = float(exact[at] + near[at]) / 2
        chosen.append(
            Chosen(
                among.turns[at],
                float(scores[at]),
                support,
                float(beside[at]),
                bool(fitting[at]),
                bool(labelled[at]),
                _reports(question, among.said[at]),
            )
        )
    return chosen


def _apart(scores: npt.NDArray[np.float64], among: Stretches) -> list[int]:
    """The best turns, none right beside a better one of somebody else: question and reply are read together."""
    found: list[int] = []
    for at in np.argsort(-scores, kind="stable"):
        if scores[at] <= 0 or len(found) == MOST_SOURCES:
            break
        if not any(_is_told_with(int(at), other, among) for other in found):
            found.append(int(at))
    return found


def _is_told_with(at: int, other: int, among: Stretches) -> bool:
    beside = abs(at - other) == 1 and among.run[at] == among.run[other]
    return bool(beside) and among.turns[at].speaker != among.turns[other].speaker


def _reports(question: Question, said: Sequence[str]) -> bool:
    return not question.voice.isdisjoint(said) and not _saying(question.language).isdisjoint(said)


@lru_cache
def _saying(language: str) -> frozenset[str]:
    return frozenset(stem(word, language) for word in asking_words(language, "reporting"))


def is_supported(question: Question, chosen: Sequence[Chosen]) -> bool:
    """Whether what was chosen supports an answer: enough of the question is said around it, and where it asks for a number,
    one stands there.
    """
    best = [one for one in chosen[:_LOOKED_AT] if one.labelled]
    if not best:
        return False
    if question.kinds & _MEASURED:
        return any(one.fits and _beside(one, best) >= _ENOUGH_MEASURED for one in best)
    if question.kinds & (_HELD | {Kind.NAMES}) and Kind.WHY not in question.kinds:
        best = [one for one in best if one.fits]
    if question.voice:
        best = [one for one in best if one.reported]
    return max((one.support for one in best), default=0.0) >= _enough(question)


def _beside(one: Chosen, best: Sequence[Chosen]) -> float:
    """How far the question's words are said beside a turn, or beside a chosen one that it follows."""
    return max(
        other.beside
        for other in best
        if other.turn.place == one.turn.place and 0 <= one.turn.turn - other.turn.turn <= _FOLLOWS
    )


def _enough(question: Question) -> float:
    """The support that an answer needs."""
    if question.asks_view:
        return _ENOUGH_VIEW
    if Kind.WHY in question.kinds or (question.presumes and Kind.NAMES not in question.kinds):
        return _ENOUGH_PRESUMED
    return _ENOUGH_HELD if question.kinds & _HELD else _ENOUGH


def _scores(
    question: Question, among: Stretches, often: Frequencies, fitting: npt.NDArray[np.bool_]
) -> npt.NDArray[np.float64]:
    by_window = np.zeros(len(among.turns))
    for (start, end), worth in zip(among.windows, window_relevance(question, among, often), strict=True):
        by_window[start:end] = np.maximum(by_window[start:end], worth)
    turns = turn_relevance(question, among, often)
    top_window, top_turn = float(by_window.max()) or 1.0, float(turns.max()) or 1.0
    whole = turns / top_turn + (_REGION_VIEW if question.asks_view else _REGION) * by_window / top_window
    whole *= np.where(turns + by_window > 0, 1.0, 0.0)
    lengths = np.minimum(1.0, among.lengths / _SHORT)
    whole *= 0.4 + 0.6 * lengths
    whole *= np.where(among.asks, _ASKING, 1.0)
    return whole * np.where(fitting, 1 + _KIND_GAIN, 1.0)


def _fitting(question: Question, among: Stretches) -> npt.NDArray[np.bool_]:
    """Whether each turn holds one of the kinds of answer that are wanted."""
    wanted = question.kinds - {Kind.STATEMENT, Kind.WHERE}
    if not wanted:
        return np.zeros(len(among.turns), bool)
    keys = {form for notion in question.notions for form, share in notion.forms.items() if share == 1}
    fitting = [
        any(_holds(question, kind, turn.text, said, keys) for kind in wanted)
        or any(holds(kind, turn.text, said, question.counted) for kind in wanted & _MEASURED if asked)
        for turn, said, asked in zip(among.turns, among.said, _asked_of(keys, among), strict=True)
    ]
    return np.array(fitting, bool)


def _asked_of(keys: set[str], among: Stretches) -> list[bool]:
    """Whether each turn replies to a question that says one of these words."""
    return [
        bool(at and among.asks[at - 1] and not keys.isdisjoint(among.said[at - 1]))
        for at in range(len(among.turns))
    ]


def _holds(question: Question, kind: Kind, text: str, said: Sequence[str], keys: set[str]) -> bool:
    """A number has to stand in one sentence with a word of the question."""
    if not holds(kind, text, said, question.counted):
        return False
    if kind not in _MEASURED:
        return True
    sentences = ((part, terms(part, question.language)) for part in _SENTENCE_END.split(text))
    return any(
        not keys.isdisjoint(one) and holds(kind, part, one, question.counted) for part, one in sentences
    )


def _said(
    question: Question, among: Stretches, often: Frequencies, *, just_so: bool, within: int
) -> npt.NDArray[np.float64]:
    """The share of the question's weight that is said so many turns around each turn; `just_so` without words of the same
    meaning.
    """
    whole, most = np.zeros(len(among.turns)), 0.0
    for notion in question.notions:
        weight = weight_of(notion, often) * notion.telling
        forms = {form: share for form, share in notion.forms.items() if share == 1 or not just_so}
        named = among.referring(notion) if notion.people else among.holding(forms)
        said = np.maximum(named > 0, among.spoken_by(notion.people))
        whole += weight * np.max([_shifted(said, among, distance) for distance in range(within + 1)], axis=0)
        most += weight
    return whole / (most or 1.0)


def _labelled(question: Question, among: Stretches) -> npt.NDArray[np.bool_]:
    """Whether, in or next to each turn, what the question numbers is said with its number."""
    whole = np.ones(len(among.turns), bool)
    for label in question.labels:
        said = among.together(label)
        whole &= np.max([_shifted(said, among, distance) for distance in (0, 1)], axis=0) > 0
    return whole


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
