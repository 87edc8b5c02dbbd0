"""What has to come before what, as people said on a call."""

from __future__ import annotations

import re
from collections.abc import Iterator

from closeplan.calls.dependency_ways import WAYS
from closeplan.calls.dependency_words import CHATTER, IDLE_RESULTS, NO_CONDITION, NO_PROMISE, NO_RESULT
from closeplan.calls.dues.plain import sentences, typed
from closeplan.calls.findings import Quote, SpokenDependency
from closeplan.calls.model import Call, Known

_SAID = re.compile(r"[\w'-]+")
_LEAST_ALIKE, _SHARE = 2, 0.5
"""Words in common, and their share of the shorter one's, from which a dependency was said before."""


def find_dependencies(call: Call, known: Known) -> tuple[SpokenDependency, ...]:  # noqa: ARG001 - finders are called alike
    """The dependencies, in the order of their turns: one a turn, and none that was said before in much the same words."""
    found: list[SpokenDependency] = []
    said: list[set[str]] = []
    for turn in call.turns:
        best = max(_in(turn.text), key=lambda one: one[2], default=None)
        if best is None:
            continue
        what, blocks, certainty = best
        words = _content(f"{what} {blocks}")
        if any(
            len(words & other) >= max(_LEAST_ALIKE, _SHARE * min(len(words), len(other))) for other in said
        ):
            continue
        said.append(words)
        quote = Quote(turn=turn.index, speaker=call.person_of(turn).name, text=turn.text, at=turn.start)
        found.append(
            SpokenDependency(turn=turn.index, what=what, blocks=blocks, quote=quote, certainty=certainty)
        )
    return tuple(found)


def _in(text: str) -> Iterator[tuple[str, str, float]]:
    """What the sentences of a turn make wait for what, each with its certainty."""
    said = typed(text)
    for first, last in sentences(said):
        sentence = said[first:last].strip()
        if sentence.endswith("?"):
            continue
        for way in WAYS:
            for found in way.pattern.finditer(sentence):
                what, blocks = _tidy(found["what"]), _tidy(found["blocks"] or "")
                idle = (
                    CHATTER.match(what)
                    or NO_CONDITION.search(what)
                    or NO_PROMISE.search(blocks)
                    or NO_RESULT.fullmatch(blocks)
                )
                if not (idle or (way.promise and IDLE_RESULTS.search(blocks))):
                    yield what, blocks, way.certainty


def _tidy(words: str) -> str:
    return " ".join(words.split()).strip(" ,-'")


_SMALL = frozenset(
    [
        *(
            "the",
            "a",
            "an",
            "to",
            "it",
            "is",
            "i",
            "i'll",
            "we",
            "we'll",
            "you",
            "your",
            "our",
            "and",
            "of",
            "in",
            "on",
            "for",
        ),
        *(
            "that",
            "this",
            "have",
            "has",
            "if",
            "will",
            "be",
            "not",
            "with",
            "at",
            "so",
            "get",
            "need",
            "needs",
            "over",
            "up",
        ),
    ]
)


def _content(text: str) -> set[str]:
    return {word.casefold() for word in _SAID.findall(text) if len(word) > 2} - _SMALL
