"""How well each turn speaks to a question: its own words, and those around it.

Okapi BM25 (Robertson and Zaragoza 2009) over a window that fades with the distance from the turn, so that an answer is
found whose topic was named by the question before it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from closeplan.calls.answers.question import Notion, Question
from closeplan.calls.answers.spoken import Frequencies, SpokenTurn
from closeplan.calls.answers.terms import terms

WINDOW = 6
STEP = 3
"""Turns that are looked at together, and how far apart such windows begin."""

_FULL = 1.2
"""BM25's k1: how soon a word said again counts no more."""
_AROUND = (1.0, 0.0, 0.3, 0.2)
"""What words count for a window that stand in the window itself, and in those one, two and three steps away."""
_AROUND_FLAT = 0.2
"""BM25's b for windows: what their length counts."""
_NEAR = (1.0, 0.45, 0.25, 0.12)
"""What words count for a turn that are said in it, and one, two and three turns away."""
_NEAR_FLAT = 0.3
_REPLY = 0.45
"""What the words of a question count on top for the turn that replies."""
_PRONOUNS = frozenset({"he", "him", "his", "she", "her", "hers"})
_PRONOUN = 0.5
"""What "he" counts beside the name."""
_REMEMBERED = 4
"""How many turns after a name "he" may mean it."""
_SPEAKER = 1.0
"""What it adds that those speak whose words are wanted."""
_NAMED = 0.3
"""And others whom the question names."""
_PAIR = 0.5
"""What two words of the question count that are said together."""


class Stretches:
    """Turns that are searched, in order of their calls, with the words of each."""

    def __init__(self, turns: Sequence[SpokenTurn]) -> None:
        self.turns = tuple(turns)
        self.said = [terms(turn.text, turn.language) for turn in turns]
        self._places: dict[str, dict[int, int]] = {}
        for at, said in enumerate(self.said):
            for word, count in Counter(said).items():
                self._places.setdefault(word, {})[at] = count
        self.lengths = np.array([len(said) for said in self.said], float)
        starts = [
            at
            for at, turn in enumerate(turns)
            if at == 0 or turn.place != turns[at - 1].place or turn.turn != turns[at - 1].turn + 1
        ]
        self.run = np.zeros(len(turns), int)
        self.run[starts] = 1
        self.run = self.run.cumsum()
        self.windows = [
            (at, min(at + WINDOW, end))
            for start, end in pairwise([*starts, len(turns)])
            for at in range(start, end, STEP)
        ]
        self._pronouns = np.array([not _PRONOUNS.isdisjoint(said) for said in self.said], bool)
        self.asks = np.array([turn.text.rstrip().endswith("?") for turn in turns], bool)
        self.window_run = np.array([self.run[start] for start, _ in self.windows], int)

    def holding(self, forms: Mapping[str, float]) -> npt.NDArray[np.float64]:
        """How often each turn says one of the forms, each as much as it counts."""
        whole = np.zeros(len(self.turns))
        for form, share in forms.items():
            for at, count in self._places.get(form, {}).items():
                whole[at] += share * count
        return whole

    def spoken_by(self, names: frozenset[str]) -> npt.NDArray[np.float64]:
        """1 for each turn of some length in which one of them speaks."""
        return np.array(
            [
                float(len(said) > 2 and turn.speaker.casefold() in names)
                for turn, said in zip(self.turns, self.said, strict=True)
            ]
        )

    def saying(self, notion: Notion) -> npt.NDArray[np.float64]:
        """How often each turn says it."""
        return self.holding(notion.forms)

    def referring(self, notion: Notion) -> npt.NDArray[np.float64]:
        """How often each turn speaks of it: somebody also by "he" or "she" soon after the name."""
        whole = self.holding(notion.forms)
        if not notion.people or not self._pronouns.any():
            return whole
        named = whole > 0
        for distance in range(1, _REMEMBERED + 1):
            same = self.run[distance:] == self.run[:-distance]
            meant = named[:-distance] & self._pronouns[distance:] & same
            whole[distance:] = np.maximum(whole[distance:], _PRONOUN * meant)
        return whole

    def together(self, pair: tuple[str, str]) -> npt.NDArray[np.float64]:
        """1 for each turn in which the two words follow one another, at most two words between."""
        first, second = pair
        whole = np.zeros(len(self.turns))
        for at in self._places.get(first, {}).keys() & self._places.get(second, {}).keys():
            said = self.said[at]
            whole[at] = any(word == first and second in said[n + 1 : n + 4] for n, word in enumerate(said))
        return whole

    def answered(self, values: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
        """For each turn what of the value of the one before it counts on top, where that one asks: it names what is answered."""
        whole = np.zeros(len(values))
        whole[1:] = _REPLY * values[:-1] * self.asks[:-1] * (self.run[1:] == self.run[:-1])
        return whole

    def summed(self, values: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
        """Each window's sum of its turns' values."""
        until = np.concatenate(([0.0], values.cumsum()))
        return np.array([until[end] - until[start] for start, end in self.windows])


def spread(
    values: npt.NDArray[np.float64], run: npt.NDArray[np.int_], shares: Sequence[float]
) -> npt.NDArray[np.float64]:
    """Each value with what of its neighbours' reaches it; nothing crosses from one run into another."""
    whole = values * shares[0]
    for distance, share in enumerate(shares[1:], start=1):
        if share and distance < len(values):
            near = share * (run[distance:] == run[:-distance])
            whole[distance:] += near * values[:-distance]
            whole[:-distance] += near * values[distance:]
    return whole


def window_relevance(question: Question, among: Stretches, often: Frequencies) -> npt.NDArray[np.float64]:
    """How well each window speaks to the question; 0 where nothing near it does."""
    lengths = among.summed(among.lengths)
    norm = _norm(lengths, _AROUND_FLAT)
    whole = np.zeros(len(among.windows))
    for values, weight in _parts(question, among, often, among.saying):
        whole += weight * _gain(spread(among.summed(values), among.window_run, _AROUND), norm)
    for names, gain in _wanted(question):
        whole *= 1 + gain * (among.summed(among.spoken_by(names)) > 0)
    return whole


def turn_relevance(question: Question, among: Stretches, often: Frequencies) -> npt.NDArray[np.float64]:
    """How well each turn speaks to the question with what is said just around it."""
    norm = _norm(spread(among.lengths, among.run, _NEAR), _NEAR_FLAT)
    whole = np.zeros(len(among.turns))
    for values, weight in _parts(question, among, often, among.referring):
        whole += weight * _gain(spread(values, among.run, _NEAR) + among.answered(values), norm)
    for names, gain in _wanted(question):
        whole *= 1 + gain * among.spoken_by(names)
    return whole


def weight_of(notion: Notion, often: Frequencies) -> float:
    """How much a notion counts: more the rarer it is said."""
    own = [form for form, share in notion.forms.items() if share == 1.0]
    return notion.weight * often.rarity(own)


def _parts(
    question: Question,
    among: Stretches,
    often: Frequencies,
    said: Callable[[Notion], npt.NDArray[np.float64]],
) -> Iterator[tuple[npt.NDArray[np.float64], float]]:
    """What is counted in each turn, with its weight: every notion, and its neighbouring words said together."""
    for notion in question.notions:
        yield said(notion), weight_of(notion, often)
    for pair in question.pairs:
        yield among.together(pair), _PAIR * often.rarity(pair)


def _wanted(question: Question) -> list[tuple[frozenset[str], float]]:
    both = ((question.of, _SPEAKER), (question.named - question.of, _NAMED))
    return [(names, gain) for names, gain in both if names]


def _norm(lengths: npt.NDArray[np.float64], flat: float) -> npt.NDArray[np.float64]:
    usual = float(lengths.mean()) if len(lengths) else 0.0
    return _FULL * (1 - flat + flat * lengths / (usual or 1.0))


def _gain(count: npt.NDArray[np.float64], norm: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    return count * (_FULL + 1) / (count + norm)
