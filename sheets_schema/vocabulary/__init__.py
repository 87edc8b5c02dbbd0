"""The words people use in their own plans, in every language closeplan speaks.

One module a language, plain data. A string holds words separated by `|`; `~` before a header marks it as weak: people
use it for the field, and for others too. Fields are named as the model names them, `name` being the milestone's; the
fields `duration`, `dependency` and a stakeholder's `title` are read in other people's plans only. The robot's columns
(Signal, ID, those of History) have no words here: closeplan must never take a person's `Alerts` for its own.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from importlib import import_module
from typing import Any, TypeVar

from closeplan.plan.languages import LANGUAGES
from closeplan.plan.signals import Table

E = TypeVar("E", bound=StrEnum)
Words = Mapping[str, tuple[str, ...]]
"""Words by language, the language's first word first."""

WEAK = "~"
_GAPS = re.compile(r"[\s_\-–—]+")


def plain(text: str) -> str:
    """A text as words are compared: lower case, no accents, single spaces, no marks at its ends."""
    folded = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold())
    if not folded.isascii():
        # Japanese voicing marks are letters, not accents
        kept = (c for c in folded if not unicodedata.combining(c) or c in "\u3099\u309a")
        folded = unicodedata.normalize("NFC", "".join(kept))
    return _GAPS.sub(" ", folded).strip(" :*.;,?？()[]{}<>\"'¿¡•■▶►#") or folded.strip()


def headers(table: Table) -> Mapping[str, Words]:
    """The column headers that mean a field, by field and language; no word stands for two fields of a language."""
    return _headers(table, weak=False)


def weak_headers(table: Table) -> Mapping[str, Words]:
    """Headers that may mean a field and need the cells below to be sure."""
    return _headers(table, weak=True)


def ignored_headers(table: Table) -> Words:
    """Headers of columns that are none of ours: numbering, priority, cost, telephone numbers."""
    return {language: split(_module(language).IGNORED[table]) for language in LANGUAGES}


@cache
def values(enum: type[E]) -> Mapping[E, tuple[str, ...]]:
    """The words and signs that mean each value of an enum, in every language, English first."""
    return {value: tuple(dict.fromkeys(_words_of(enum, value))) for value in enum}


@cache
def colours() -> Mapping[Any, tuple[str, ...]]:
    """What the words for colours mean as a status, in the usual traffic light."""
    return {status: split(words) for status, words in _module("symbols").COLOURS.items()}


def tabs(table: Table) -> Words:
    """The titles people give the tab or the block that holds a table."""
    return {language: split(_module(language).TABS[table]) for language in LANGUAGES}


def labels(key: str) -> Words:
    """The labels people write before a fact about the whole plan; keys as `sheets_schema.labels.Label` has them."""
    return {language: split(_module(language).TOP[key]) for language in LANGUAGES}


def words(name: str) -> Words:
    """A language module's own list: TOTALS, EXAMPLES, WEEKS, UNDECIDED, UNITS."""
    found = {language: getattr(_module(language), name) for language in LANGUAGES}
    return {language: split(text) if "|" in text else tuple(text.split()) for language, text in found.items()}


def calendar(name: str) -> Mapping[str, tuple[tuple[str, ...], ...]]:
    """MONTHS or WEEKDAYS by language: for each, in order, its name and its short forms."""
    return {
        language: tuple(tuple(one.split()) for one in getattr(_module(language), name).split("|"))
        for language in LANGUAGES
    }


def date_stages() -> Mapping[str, Words]:
    """Words that tell a date's stage: `now` promised, `planned`, `original`, `actual`, `created`."""
    stages = ("now", "planned", "original", "actual", "created")
    return {
        stage: {language: split(_module(language).DATE_STAGES[stage]) for language in LANGUAGES}
        for stage in stages
    }


def split(text: str) -> tuple[str, ...]:
    """The words of one entry, without the mark of weak ones."""
    return tuple(word.removeprefix(WEAK) for word in text.split("|") if word)


def ranks() -> tuple[str, ...]:
    """What cells of priority, probability and impact columns say."""
    return tuple(dict.fromkeys(split(_module("symbols").IGNORED_VALUES)))


def job_titles() -> tuple[str, ...]:
    """Words in which a job title is told apart from the part somebody plays in a decision."""
    return split(_module("symbols").JOB_TITLES)


def _headers(table: Table, *, weak: bool) -> Mapping[str, Words]:
    fields = _module("en").HEADERS[table]
    return {
        field: {
            language: tuple(
                word.removeprefix(WEAK)
                for word in _module(language).HEADERS[table][field].split("|")
                if word.startswith(WEAK) == weak
            )
            for language in LANGUAGES
        }
        for field in fields
    }


def _words_of(enum: type[E], value: E) -> tuple[str, ...]:
    of_languages = (split(_module(language).VALUES[enum][value]) for language in LANGUAGES)
    signs = split(_module("symbols").VALUES.get(enum, {}).get(value, ""))
    return tuple(word for some in (*of_languages, signs) for word in some)


@cache
def _module(name: str) -> Any:
    return import_module(f"{__name__}.{name}")
