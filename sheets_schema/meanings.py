"""What a person's word in a dropdown column means: a label, a word of the vocabulary, a sign, a percentage, a colour.

The whole text first. Else each of its parts, and only where every part that is a word is understood: `○ 完了`,
`Blue (done)`, `60 % done` and `Done 12/3` mean one thing, `Done, but legal is waiting` is left to people.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from enum import StrEnum
from functools import cache
from typing import TypeVar

from closeplan.plan.model import Side, Status
from sheets_schema import vocabulary
from sheets_schema.cells import CellData, cell_number
from sheets_schema.labels import Labels

E = TypeVar("E", bound=StrEnum)

_PERCENT = re.compile(r"(\d{1,3}(?:[.,]\d+)?)\s*[%％٪]")
_ASIDES = re.compile(r"\([^)]*\)|\[[^\]]*\]|（[^）]*）")
_BETWEEN = re.compile(r"\s*[,;:|/+&·•=]\s*|\s+[-–—]+\s+|\n")
_SIGN = re.compile(r"[^\w\s'’.()\[\]（）%％-]+")
_NUMBER = re.compile(r"\d[\d.,:%％-]*")

_TRUE = frozenset({"true", "wahr", "vrai", "verdadero", "verdadeiro", "vero", "waar"})
_FALSE = frozenset({"false", "falsch", "faux", "falso", "onwaar"})
"""What a check box becomes where a table went through a file."""

_LOOKS = "\ufe0e\ufe0f"
"""What follows a sign to say how it is drawn."""

_BLANK = " -–—.…_"
"""What people type into a cell that says nothing."""

_BEFORE_DATES = ("on", "am", "le", "el", "em", "il", "op")

_FULL = 100


def meaning(labels: Labels[E], text: str, language: str) -> E | None:
    """The value a text means; None where it means none, or several."""
    whole = _word(labels, text, language)
    if whole is not None:
        return whole
    asides = {_word(labels, aside[1:-1], language) for aside in _ASIDES.findall(text)} - {None}
    words = _words(_PERCENT.sub(" ", _ASIDES.sub(" ", text)))
    found = {_word(labels, word, language) for word in words}
    percents = _PERCENT.findall(text) if labels.enum is Status else []
    if None not in found and len(percents) == 1:
        return _percent(percents[0], [*found, *asides])  # type: ignore[return-value]  # E is Status then
    if None not in found and found | asides:
        return _one(found | asides)
    colours = {_colour(labels, word) for word in words}
    if None in colours:
        return None
    signs = {_word(labels, sign, language) for sign in _SIGN.findall(text)} - {None}
    return _one(asides or signs or colours)


def _words(text: str) -> list[str]:
    """The parts of a text that are words: signs, figures and dates taken away."""
    found = []
    for part in _BETWEEN.split(text):
        bare = _SIGN.sub(" ", part)
        dated = _NUMBER.sub(" ", bare)
        if dated != bare:
            dated = " ".join(word for word in dated.split() if vocabulary.plain(word) not in _date_words())
        if dated.strip(" -%.'’"):
            found.append(dated.strip(" -%.'’"))
    return found


def _percent(percent: str, others: Iterable[object]) -> Status | None:
    """How far somebody is says more than `done`, and less than `blocked`."""
    value = _progress(float(percent.replace(",", ".")))
    return Status.BLOCKED if Status.BLOCKED in others else value


@cache
def _date_words() -> frozenset[str]:
    """Names of months and weekdays, and the small words before a date."""
    named = (*vocabulary.calendar("MONTHS").values(), *vocabulary.calendar("WEEKDAYS").values())
    names = (vocabulary.plain(form) for units in named for forms in units for form in forms)
    return frozenset((*names, *_BEFORE_DATES))


def is_blank(text: str) -> bool:
    """Whether a cell says nothing: empty, or a dash."""
    return not text.strip(_BLANK)


def status_meaning(cell: CellData, text: str) -> Status | None:
    """What a number or a check box's words say of a status; None where it is neither."""
    number = cell_number(cell)
    if number is not None and not _PERCENT.search(text):
        return _progress(number * _FULL if 0 <= number <= 1 else number)
    word = text.casefold()
    return Status.DONE if word in _TRUE else Status.NOT_STARTED if word in _FALSE else None


def _progress(percent: float) -> Status | None:
    if not 0 <= percent <= _FULL:
        return None
    return Status.NOT_STARTED if percent == 0 else Status.DONE if percent == _FULL else Status.IN_PROGRESS


def _one(found: Iterable[E | None]) -> E | None:
    """The one value of these; buyer and seller together are both."""
    values = {value for value in found if value is not None}
    if {Side.BUYER, Side.SELLER} <= values:
        return Side.BOTH  # type: ignore[return-value]  # Side is E then
    return values.pop() if len(values) == 1 else None


def _word(labels: Labels[E], text: str, language: str) -> E | None:
    return None if is_blank(text) else labels.find(text, language)


def _colour(labels: Labels[E], word: str) -> E | None:
    return _colours().get(vocabulary.plain(word)) if labels.enum is Status else None  # type: ignore[return-value]


@cache
def _colours() -> Mapping[str, Status]:
    return {word: status for status, words in vocabulary.colours().items() for word in words}
