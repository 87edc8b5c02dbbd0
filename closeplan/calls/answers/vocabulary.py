"""The word lists questions are read with, from the tables beside this module."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path

from closeplan.calls.answers.terms import stem

_HERE = Path(__file__).parent


def _rows(name: str) -> Iterator[list[str]]:
    for line in (_HERE / name).read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line.split("\t")


@lru_cache
def asking_words(language: str, kind: str) -> frozenset[str]:
    """The single words of a kind ("aside", "saying") in a language; English ones where it has no table."""
    return frozenset(_asking(language, kind).split())


@lru_cache
def asking_phrases(language: str, kind: str) -> tuple[tuple[str, ...], ...]:
    """The phrases that ask for a kind of answer, each as its words."""
    return tuple(tuple(phrase.split()) for phrase in _asking(language, kind).split("|") if phrase)


@lru_cache
def _asking(language: str, kind: str) -> str:
    found = {(row[0], row[1]): row[2] for row in _rows("asking_words.tsv")}
    known = (language, "aside") in found
    return found.get((language if known else "en", kind), "")


@lru_cache
def same_meaning() -> Mapping[str, frozenset[str]]:
    """For an English stem the stems that people in a sale use for it."""
    near: dict[str, set[str]] = {}
    for row in _rows("same_meaning.tsv"):
        stems = {stem(word) for word in row[0].split()}
        for one in stems:
            near.setdefault(one, set()).update(stems - {one})
    return {one: frozenset(others) for one, others in near.items()}


@lru_cache
def titles() -> Mapping[str, tuple[str, ...]]:
    """The words a title's short form stands for."""
    return {row[0]: tuple(row[1].split()) for row in _rows("titles.tsv")}


@lru_cache
def kind_words(kind: str) -> frozenset[str]:
    """The words by which an answer of a kind is known, in all the plan's languages."""
    return frozenset(next(row[1] for row in _rows("kind_words.tsv") if row[0] == kind).split())
