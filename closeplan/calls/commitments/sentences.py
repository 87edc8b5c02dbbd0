"""A turn's sentences, each as spoken and as plain words that rules can read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

LONGEST = 600
"""Characters of one sentence that rules look at. People don't speak longer ones; broken files have them."""
MOST = 300
"""Sentences of one turn that rules look at, for the same reason."""

_END = re.compile(r"[.?!;…。？！\n]+(?=\s|$|[\"”')\]])|[。？！]")
_SHORT = frozenset(
    {
        "dr",
        "mr",
        "mrs",
        "ms",
        "st",
        "prof",
        "e.g",
        "i.e",
        "etc",
        "vs",
        "no",
        "approx",
        "hr",
        "fr",
        "bzw",
        "z.b",
    }
)
_GERMAN_MONTH = re.compile(r" (?:Jan|Feb|Mär|Apr|Mai|Jun|Jul|Aug|Sep|Okt|Nov|Dez)")
_CUT_OFF = re.compile(r"\b[a-z']{1,12}-(?=[\s,]|$)")
_FILLER = re.compile(
    r"(?<![\w'])(?:uh|um|er|erm|ehm|hm|hmm|äh|ähm|euh|eh|ehm|(?<!let )(?<!do )(?<!did )(?<!as )(?<!if )(?<!what )you know|i mean|sort of|kind of)(?![\w'])"
)
_AGAIN = re.compile(r"(?<![\w'])(\w[\w']{0,20}(?: \w[\w']{0,20})?)(?: \1(?![\w']))+")
_MARKS = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "|": ",", "\u00a0": " ", "\u202f": " "})


@dataclass(frozen=True)
class Sentence:
    """A sentence of a turn. `text` stands in the turn from `start` to `end`; `plain` is lower case, without fillers, halves of
    words and words said twice.
    """

    start: int
    end: int
    text: str
    plain: str

    @property
    def asks(self) -> bool:
        """Whether it ends as a question."""
        return self.text.rstrip(" \"”')").endswith(("?", "？"))


def sentences_of(text: str) -> tuple[Sentence, ...]:
    """The sentences of a turn, in their order."""
    spans = ((start, min(end, start + LONGEST)) for start, end in islice(_spans(text), MOST))
    return tuple(Sentence(start, end, text[start:end], plain(text[start:end])) for start, end in spans)


def plain(text: str) -> str:
    """Words as rules read them: lower case, straight quotes, nothing said twice, at most LONGEST characters."""
    words = text[:LONGEST].translate(_MARKS).lower()
    words = _CUT_OFF.sub(" ", words).replace(" - ", " ")
    words = _FILLER.sub(" ", words)
    words = re.sub(r"\s*,[\s,]*", ", ", re.sub(r"\s+", " ", words)).strip(" ,-–.?!;…。？！\"')")
    return _AGAIN.sub(r"\1", words)


def _spans(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for match in _END.finditer(text):
        if _is_short(text, match):
            continue
        if span := _trimmed(text, start, match.end()):
            yield span
        start = match.end()
    if span := _trimmed(text, start, len(text)):
        yield span


def _is_short(text: str, stop: re.Match[str]) -> bool:
    """Whether the full stop only ends a short form such as "Dr."."""
    if stop.group() != ".":
        return False
    before = re.search(r"[\w.]{1,8}$", text[max(0, stop.start() - 8) : stop.start()])
    if before is not None and re.fullmatch(r"\d{1,2}", before.group()):
        return bool(_GERMAN_MONTH.match(text, stop.end()))
    return before is not None and before.group().lower() in _SHORT


def _trimmed(text: str, start: int, end: int) -> tuple[int, int] | None:
    while start < end and (text[start].isspace() or text[start] in ",-–"):
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return (start, end) if start < end else None
