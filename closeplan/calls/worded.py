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
ANY = "any"
"""The kind of cues that speak for whatever kind the other cues of their turn are of."""
OTHER = "other"
_SENTENCE = re.compile(r"[^.!?…]+[.!?…]*")
_FILLER = re.compile(
    r"^(?:(?:so(?! far| much| many| that| long)|and|but|because|uh|um|erm|hm|hmm|eh|oh|ah|i mean|you know|the (?:other )?thing is)"
    r"\b(?:[,.:;]\s*|\s+|$)|"
    r"(?:well|yeah|yes|yep|no|nope|okay|ok|right|look|listen|see|sorry|thank you|thanks|i know|sure|exactly|true|correct|lovely|good|great|fine|perfect|now|"
    r"honestly|frankly|basically|actually|sir|ma'am|i'll be (?:honest|frank|open)|to be (?:honest|frank|open|fair)|also|anyway|"
    r"mind you|let me think|can i just|one|two|three|four|first|second|third)[,.:;]\s*|(?:yeah|okay|ok|well|yes)\s+)+",
    re.IGNORECASE,
)
_SAID_TWICE = re.compile(r"\b([\w']+), \1\b", re.IGNORECASE)
_POINTS_BACK = re.compile(
    r"^(?:(?:if|when|because|since|unless|until|after|before|and|but|so|then|provided|otherwise|with|in|at|for|of|maybe|not|even|"
    r"which|where|who|both|all|some|one|two|three|most|none) ){0,2}"
    r"(?:(?:it|its|they|he|she|him|her|them|his|their|which|theirs|yours|ours|mine|one|ones|both|none|neither|some (?:are|is|were|of (?:it|them)))\b|"
    r"(?:that|this|these|those|there|then|the (?:one|ones|other|others|second|first|last|former|latter|old one|new one))"
    r"(?:'s|'ll|'d|'re| is| are| was| were| will| would| can| can't| could| has| have| had| means| goes| does| doesn't| didn't| won't|"
    r" isn't| wasn't| needs| takes| comes| you| i| we| they| it| he| she|\W|$))",
    re.IGNORECASE,
)
"""How a sentence begins whose subject was named before it."""
_THERE_IS = re.compile(r"^there(?:'s| is| are| was| will be) (?:\w+ ){2,}", re.IGNORECASE)
FEWEST = 3
"""Words below which a sentence says little by itself."""
BACK = 2
"""Sentences before it, at most, that a sentence takes along to be understood."""


_CALM = re.compile(
    r"^\W*(?:(?:so|and|but|well|yeah|yes|okay|ok|right|then)\b\W*)?"
    r"(?:i'll|i will|i'm going to|let me) (?!be |say |never |not |lose |have to |tell |need |believe |think )"
    r"|\b(?:ask(?:s|ed|ing)?|check|find out) (?:him |her |them |you )?(?:if|whether)\b"
    r"|\b(?:(?:is|it's|that's|was) (?:all )?(?:good for us|sorted|solved|settled|no problem|not a problem|no issue|fine now)|"
    r"no problem with|not (?:really )?(?:worried|an issue)|wouldn't worry|don't worry|no longer an? (?:issue|problem)|"
    r"taken care of|used to be|happy with)\b",
    re.IGNORECASE,
)
"""What somebody takes on, asks, or says is well: neither a threat nor held against anything."""


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
        if said.rstrip().endswith("?") or _CALM.search(said):
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
    kind = _heaviest(weights, best)
    _, start, end = best[kind]
    return Cued(kind, weights[kind], -start, -end) if weights[kind] >= 1 else None


def _heaviest(weights: dict[str, float], best: dict[str, tuple[float, int, int]]) -> str:
    """The kind that weighs most, when the cues of ANY are added to it; `other` where there are only those."""
    any_kind, its_best = weights.pop(ANY, 0.0), best.pop(ANY, None)
    if not weights and its_best:
        best[OTHER] = its_best
    kind = max(weights, key=lambda one: weights[one], default=OTHER)
    weights[kind] = weights.get(kind, 0.0) + any_kind
    return kind


def understood(turn: Turn, start: int, end: int) -> tuple[int, bool]:
    """Where the words that end at `end` have to begin to be understood alone, and whether they are then.

    A sentence whose subject was named before it takes along the one before, where the turn has one and both are short
    enough. Nothing is guessed across turns.
    """
    begins = [at for at, _ in sentences_of(turn.text) if at <= start]
    for at in reversed(begins[-1 - BACK :]):
        words = _bare(turn.text[at:end]).split()
        if len(words) > WORDS:
            break
        start = at
        if len(words) >= FEWEST and not _points_back(" ".join(words)):
            return start, True
    said = _bare(turn.text[start:end])
    return start, len(said.split()) >= FEWEST and not _points_back(said)


def _points_back(said: str) -> bool:
    return bool(_POINTS_BACK.match(said)) and not _THERE_IS.match(said)


def _bare(said: str) -> str:
    """Words without what people begin with, and without what they said twice to get going."""
    return _SAID_TWICE.sub(r"\1", _FILLER.sub("", said.replace("’", "'").strip()))


def shortly(turn: Turn, start: int, end: int) -> str:
    """The words of a turn from `start` to `end`, without what people begin with, at most WORDS of them."""
    words = _bare(turn.text[start:end]).split()
    line = " ".join(words[:WORDS]) + (" …" if len(words) > WORDS else "")
    return line[:1].upper() + line[1:]


def quoted(turn: Turn, start: int, end: int) -> Quote:
    """The words of a turn from `start` to `end` as they stand in it."""
    return Quote(turn=turn.index, speaker=turn.speaker, text=turn.text[start:end].strip(), at=turn.start)
