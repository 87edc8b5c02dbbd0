"""The vocabulary turned round: from a word to what it may mean."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from enum import StrEnum
from functools import cache
from typing import TypeVar

from closeplan.plan.model import Side
from closeplan.plan.signals import Table
from sheets_schema import vocabulary
from sheets_schema.vocabulary import plain

E = TypeVar("E", bound=StrEnum)

SURE, MAYBE = 1.0, 0.5
"""How far an exact and a weak header word speak for their field."""

_JAPANESE = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff]")
_SIDE_FREE = frozenset({"c", "v", "s", "b", "p", "i", "me", "an", "ag", "u", "sales", "interno", "interne"})
"""Words for a side that say nothing inside a header."""


def is_japanese(text: str) -> bool:
    """Whether a text holds Japanese letters."""
    return bool(_JAPANESE.search(text))


@cache
def header_index(table: Table) -> Mapping[str, Mapping[str, float]]:
    """Each header word's fields and how far it speaks for them."""
    index: dict[str, dict[str, float]] = {}
    for weight, found in (
        (MAYBE, vocabulary.weak_headers(table)),
        (SURE, vocabulary.headers(table)),
    ):
        for field, languages in found.items():
            for word in _all(languages.values()):
                meanings = index.setdefault(word, {})
                meanings[field] = max(weight, meanings.get(field, 0))
    return index


@cache
def ignored_index(table: Table) -> frozenset[str]:
    """Header words of columns that are none of ours."""
    return frozenset(_all(vocabulary.ignored_headers(table).values()))


@cache
def header_languages() -> Mapping[str, frozenset[str]]:
    """The languages in which a word is a header of some table or the label of a fact."""
    found: dict[str, set[str]] = {}
    sources = [words for table in Table for words in vocabulary.headers(table).values()]
    sources += [vocabulary.labels(key) for key in FACT_LABELS]
    sources += [vocabulary.tabs(table) for table in Table]
    for source in sources:
        for language, words in source.items():
            for word in words:
                found.setdefault(plain(word), set()).add(language)
    return {word: frozenset(languages) for word, languages in found.items()}


FACT_LABELS = {
    "go_live": "go_live",
    "why": "why_this_date",
    "objective": "objective",
    "metrics": "metrics",
    "cost_of_inaction": "cost_of_inaction",
}
"""The labels of facts and the facts they stand for."""


@cache
def fact_index() -> Mapping[str, str]:
    """Each label's fact."""
    return {
        word: fact for label, fact in FACT_LABELS.items() for word in _all(vocabulary.labels(label).values())
    }


@cache
def value_index(enum: type[E]) -> Mapping[str, E]:
    """Each word's value; of two languages that disagree, the first wins."""
    index: dict[str, E] = {}
    for value, words in vocabulary.values(enum).items():
        for word in words:
            index.setdefault(plain(word), value)
    return index


@cache
def colour_words() -> frozenset[str]:
    """The colours a traffic light is written in."""
    return frozenset(_all(vocabulary.colours().values()))


@cache
def rank_words() -> frozenset[str]:
    """What priorities and probabilities are written in."""
    return frozenset(map(plain, vocabulary.ranks()))


@cache
def job_words() -> frozenset[str]:
    """Words of job titles."""
    return frozenset(map(plain, vocabulary.job_titles()))


@cache
def tab_index(table: Table) -> frozenset[str]:
    """Titles of the tabs that hold a table."""
    return frozenset(_all(vocabulary.tabs(table).values()))


@cache
def list_index(name: str) -> frozenset[str]:
    """One of the languages' own lists, all languages together."""
    return frozenset(_all(vocabulary.words(name).values()))


@cache
def stage_index() -> Mapping[str, str]:
    """Each word's stage of a date."""
    index: dict[str, str] = {}
    for stage, languages in vocabulary.date_stages().items():
        for word in _all(languages.values()):
            index.setdefault(word, stage)
    return index


@cache
def side_words() -> Mapping[str, Side]:
    """Words inside a header that say whose a column is, longest first."""
    found = {
        word: side
        for side in (Side.BUYER, Side.SELLER)
        for word in map(plain, vocabulary.values(Side)[side])
        if word not in _SIDE_FREE and not word.isspace() and (len(word) > 1 or is_japanese(word))
    }
    return dict(sorted(found.items(), key=lambda item: -len(item[0])))


def _all(lists: Iterable[Iterable[str]]) -> Iterable[str]:
    return (plain(word) for words in lists for word in words)
