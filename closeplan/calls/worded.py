"""Findings that a table of cues gives: which turns say enough of one kind, in whose words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from closeplan.calls.findings import Quote
from closeplan.calls.model import Turn

LONGEST = 5_000
"""Characters of a turn in which cues are looked for; people do not say more at once."""
WORDS = 30
"""Words of a finding's short text."""
_SENTENCE = re.compile(r"[^.!?…]+[.!?…]*")
_FILLER = re.compile(
    r"^(?:(?:so|and|but|well|yeah|yes|no|okay|ok|right|look|uh|um|hm|oh|i mean|you know)\b[,.]?\s*)+",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Cue:
    """What kind of finding a pattern speaks for, and how strongly (1 is enough)."""

    kind: str
    weight: float
    pattern: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Cued:
    """The kind that a turn's cues speak for most, its weight and the characters of the strongest sentence."""

    kind: str
    weight: float
    start: int
    end: int


@cache
def cues_of(name: str) -> tuple[Cue, ...]:
    """The cues of one table beside this module: kind, weight and pattern a line, parted by tabs."""
    text = (files(__package__) / f"{name}.tsv").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]
    return tuple(
        Cue(kind, float(weight), re.compile(pattern, re.IGNORECASE)) for kind, weight, pattern in rows
    )


def sentences_of(text: str) -> Iterator[tuple[int, int]]:
    """The sentences of a turn as character ranges, each with its closing sign."""
    for match in _SENTENCE.finditer(text[:LONGEST]):
        yield match.span()


def cued(turn: Turn, table: str) -> Cued | None:
    """What a turn's cues say together, or None where they are too weak. A cue counts once; questions ask and claim nothing."""
    weights: dict[str, float] = {}
    best: dict[str, tuple[float, int, int]] = {}
    for start, end in sentences_of(turn.text):
        said = turn.text[start:end].replace("’", "'")
        if said.rstrip().endswith("?"):
            continue
        here: dict[str, float] = {}
        for cue in cues_of(table):
            if cue.pattern.search(said):
                here[cue.kind] = here.get(cue.kind, 0.0) + cue.weight
        for kind, weight in here.items():
            weights[kind] = weights.get(kind, 0.0) + weight
            best[kind] = max(best.get(kind, (0.0, 0, 0)), (weight, -start, -end), key=lambda one: one[0])
    if not weights:
        return None
    kind = max(weights, key=lambda one: weights[one])
    _, start, end = best[kind]
    return Cued(kind, weights[kind], -start, -end) if weights[kind] >= 1 else None


def shortly(turn: Turn, start: int, end: int) -> str:
    """The words of a turn from `start` to `end`, without what people begin with, at most WORDS of them."""
    words = _FILLER.sub("", turn.text[start:end].strip()).split()
    return " ".join(words[:WORDS]) + (" …" if len(words) > WORDS else "")


def quoted(turn: Turn, start: int, end: int) -> Quote:
    """The words of a turn from `start` to `end` as they stand in it."""
    return Quote(turn=turn.index, speaker=turn.speaker, text=turn.text[start:end].strip(), at=turn.start)
