"""Questions to calls, beside plain BM25: `python -m bench.calls.questions` prints every figure.

QMSum: windows of six turns, three apart, over all meetings at once; a hit overlaps a labelled span. Labelled calls: a source is
right within one turn of a labelled one; a question that the calls don't answer has to be refused.
"""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import partial
from itertools import groupby
from pathlib import Path
from statistics import mean
from typing import Any

import numpy as np

from bench.figures import Figure
from closeplan.calls.answers import answer_from_calls, understand_question
from closeplan.calls.answers.choosing import choose
from closeplan.calls.answers.question import Question
from closeplan.calls.answers.ranking import Stretches, window_relevance
from closeplan.calls.answers.spoken import Frequencies, SpokenTurn, counted
from closeplan.calls.model import Person
from closeplan.calls.series import understand_series
from tests.labelled_calls import SETS, LabelledCall, labelled_calls

LANGUAGE = Path(__file__).parents[3] / "shared" / "data" / "language"
DAY = date(2027, 1, 4)
MOST = 5
Ranker = Callable[[Question], Sequence[int]]


def figures() -> Iterator[Figure]:
    """Every figure; those whose data is missing are left out."""
    if (LANGUAGE / "qa_qmsum_queries.jsonl").exists():
        yield from _meetings()
    for which in SETS:
        if calls := labelled_calls(which):
            yield from _sales(calls, which)


def _meetings() -> Iterator[Figure]:
    turns = [
        SpokenTurn(call=meeting["m"], day=DAY, turn=at, speaker=speaker, text=text)
        for meeting in _records("qa_qmsum_turns.jsonl")
        for at, (speaker, text) in enumerate(meeting["turns"])
    ]
    among, often = Stretches(turns), counted(turns)
    plain = _Bm25(among)
    ways: tuple[tuple[str, tuple[float | None, float | None], Ranker], ...] = (
        (
            "ours",
            (0.5, 0.75),
            lambda asked: _ours(asked, among, often),
        ),
        ("plain BM25", (None, None), plain.ranked),
    )
    for name, promised, ranked in ways:
        hits = [_hits(query, among, ranked) for query in _records("qa_qmsum_queries.jsonl")]
        yield from _precision(f"QMSum windows, {name}", hits, promised)
    speakers = [Person(name=name) for name in {turn.speaker for turn in turns}]
    said = []
    for query in _records("qa_qmsum_queries.jsonl"):
        chosen = choose(understand_question(query["query"], speakers), among, often)
        said.append([_is_in(query, one.turn.call, one.turn.turn, one.turn.turn) for one in chosen])
    yield from _precision("QMSum single turns, ours", said, (None, None))


def _ours(asked: Question, among: Stretches, often: Frequencies) -> Sequence[int]:
    return [int(at) for at in np.argsort(-window_relevance(asked, among, often), kind="stable")]


def _hits(query: dict[str, Any], among: Stretches, ranked: Ranker) -> list[bool]:
    speakers = [Person(name=name) for name in {turn.speaker for turn in among.turns}]
    best = list(ranked(understand_question(query["query"], speakers)))[:MOST]
    spans = [among.windows[at] for at in best]
    return [
        _is_in(query, among.turns[start].call, among.turns[start].turn, among.turns[end - 1].turn)
        for start, end in spans
    ]


def _is_in(query: dict[str, Any], call: str, first: int, last: int) -> bool:
    return call == query["m"] and any(first <= end and last >= start for start, end in query["spans"])


def _precision(
    name: str, hits: list[list[bool]], promised: tuple[float | None, float | None]
) -> Iterator[Figure]:
    yield Figure(f"{name}, P@5", mean(sum(one) / MOST for one in hits), promised[0], "", at_least=True)
    first = (next((1 / (at + 1) for at, hit in enumerate(one) if hit), 0.0) for one in hits)
    yield Figure(f"{name}, MRR@5", mean(first), promised[1], "", at_least=True)


class _Bm25:
    """Okapi BM25 over the windows' stems, question words left out."""

    def __init__(self, among: Stretches) -> None:
        self._counts = [
            sum((Counter(said) for said in among.said[start:end]), Counter()) for start, end in among.windows
        ]
        self._lengths = [sum(count.values()) for count in self._counts]
        self._often = Counter(word for count in self._counts for word in count)

    def ranked(self, asked: Question) -> Sequence[int]:
        stems = {form for notion in asked.notions for form, share in notion.forms.items() if share == 1}
        scores = [self._score(at, stems) for at in range(len(self._counts))]
        return sorted(range(len(scores)), key=lambda at: -scores[at])

    def _score(self, at: int, stems: set[str]) -> float:
        usual, length = mean(self._lengths), self._lengths[at]
        whole = 0.0
        for stem in stems:
            said, count = self._often[stem], self._counts[at][stem]
            rarity = math.log(1 + (len(self._counts) - said + 0.5) / (said + 0.5))
            whole += rarity * count * 2.2 / (count + 1.2 * (0.25 + 0.75 * length / usual))
        return whole


def _sales(calls: list[LabelledCall], which: str) -> Iterator[Figure]:
    """Answers of each call's questions from its deal's calls up to it."""
    tried = [
        (question, _answered(deal[: at + 1], question["q"]))
        for _, one_deal in groupby(calls, key=lambda one: one.deal)
        for deal in [list(one_deal)]
        for at, one in enumerate(deal)
        for question in one.labels["questions"]
    ]
    open_ones = [answer for question, answer in tried if question["answer"] is None]
    known = [(question, answer) for question, answer in tried if question["answer"] is not None]
    name = partial("{} of questions, {}".format)
    refused = mean(answer.text is None for answer in open_ones)
    yield Figure(name("unanswerable refused", which), refused, 0.9, "", at_least=True)
    yield Figure(name("answerable answered", which), mean(a.text is not None for _, a in known), None, "")
    right = mean(
        answer.text is not None and any(_is_gold(question, one) for one in answer.sources)
        for question, answer in known
    )
    yield Figure(name("answered, a labelled turn among the sources", which), right, None, "")
    for most in (1, 3, MOST):
        found = mean(
            any(_is_gold(question, one) for one in answer.sources[:most]) for question, answer in known
        )
        yield Figure(name(f"a labelled turn in the first {most}", which), found, None, "")


def _answered(deal: Sequence[LabelledCall], question: str) -> Any:
    calls = [one.call for one in deal]
    found = understand_series(calls, [])
    return answer_from_calls(question, calls, [one for each in found for one in each.stakeholders])


def _is_gold(question: dict[str, Any], source: Any) -> bool:
    return any(source.call == call and abs(source.turn - turn) <= 1 for call, turn in question["turns"])


def _records(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (LANGUAGE / name).read_text(encoding="utf-8").splitlines()]


if __name__ == "__main__":
    for figure in figures():
        print(f"{figure.name:55} {figure.measured:.3f}")
