"""How well a reader of dates does on the labelled sets, and what it invents where there is no date."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import NamedTuple

from closeplan.plan.date_words import find_dates
from tests.unit.date_words.corpora import Expression, Sentence


class Found(NamedTuple):
    """A stretch of text that a reader takes for a date, and every day it may mean; `meanings` counts its readings."""

    start: int
    end: int
    days: frozenset[date]
    meanings: int = 1


Reader = Callable[[str, datetime, str, str], Iterable[Found]]
"""Text, its moment, its language and locale, to what is found."""


def ours(text: str, ref: datetime, language: str, locale: str) -> list[Found]:
    """closeplan's own reader. An end of a span is a day of it."""
    return [
        Found(
            one.start,
            one.end,
            frozenset((*one.values, *(one.span or ()))),
            1 if one.span else len(one.values),
        )
        for one in find_dates(text, ref, language, locale=locale)
    ]


@dataclass
class Score:
    """Counts over a part of the sets, and the expressions that went wrong."""

    asked: int = 0
    spotted: int = 0
    resolved: int = 0
    alone: int = 0
    found: int = 0
    right_place: int = 0
    silent: int = 0
    missed: list[tuple[Expression, tuple[Found, ...]]] = field(default_factory=list)

    @property
    def recall(self) -> float:
        """Expressions of which something was found."""
        return self.spotted / self.asked if self.asked else 1.0

    @property
    def precision(self) -> float:
        """Stretches found that are dates."""
        return self.right_place / self.found if self.found else 1.0

    @property
    def share(self) -> float:
        """Expressions of which an accepted day was found."""
        return self.resolved / self.asked if self.asked else 1.0

    @property
    def share_alone(self) -> float:
        """Expressions of which an accepted day was found, and as their only meaning."""
        return self.alone / self.asked if self.asked else 1.0

    def take(self, sentence: Sentence, wanted: Iterable[Expression], reader: Reader, *, locale: bool) -> None:
        """Ask the reader for a sentence; only the expressions `wanted` of it are asked for."""
        asked = list(wanted)
        if not asked:
            return
        first = asked[0]
        found = list(reader(first.text, first.ref, first.language, first.locale if locale else ""))
        dated = [(one.start, one.end) for one in sentence.expressions]
        for one in found:
            if any(_overlap(one, *place) for place in dated):
                self.found += 1
                self.right_place += 1
            elif not any(_overlap(one, *place) for place in sentence.others):
                self.found += 1
        for expression in asked:
            self._judge(expression, found)

    def _judge(self, expression: Expression, found: list[Found]) -> None:
        self.asked += 1
        near = [one for one in found if _overlap(one, expression.start, expression.end)]
        if near:
            self.spotted += 1
        best = max(near, key=lambda one: _overlap(one, expression.start, expression.end), default=None)
        if best is not None and best.days & expression.accepted:
            self.resolved += 1
            self.alone += best.meanings == 1
            self.silent += expression.ambiguous and best.meanings == 1
        else:
            self.missed.append((expression, tuple(found)))


def score_of(
    sentences: Iterable[Sentence],
    reader: Reader,
    wanted: Callable[[Expression], bool],
    *,
    locale: bool = True,
) -> Score:
    """A reader's score over the expressions that are wanted; without `locale` it is not told where they come from."""
    score = Score()
    for sentence in sentences:
        score.take(sentence, filter(wanted, sentence.expressions), reader, locale=locale)
    return score


def promised(language: str, listed: Container[tuple[str, str, str]]) -> Callable[[Expression], bool]:
    """What counts towards a language's promise: unambiguous, no holiday, its label not listed as wrong."""
    return lambda one: one.language == language and not (one.holiday or one.ambiguous or one.key in listed)


def is_ambiguous(expression: Expression) -> bool:
    """What must not be resolved without a locale."""
    return expression.ambiguous


def invented(reader: Reader, utterances: Iterable[str], ref: datetime) -> list[tuple[str, Found]]:
    """What is found in texts without a date."""
    return [(text, one) for text in utterances for one in reader(text, ref, "en", "")]


def _overlap(found: Found, start: int, end: int) -> int:
    return max(0, min(found.end, end) - max(found.start, start))
