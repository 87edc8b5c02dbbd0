"""The languages closeplan speaks.

A language is one catalogue, `catalogues/<tag>.po`, for people who translate. Processes read the `.json` beside it,
which `make catalogues` compiles from it together with what CLDR says of the language's dates: reading eight of those
takes a few milliseconds and needs no library, where gettext's text form and CLDR's data would cost 60 and some memory.
"""

from __future__ import annotations

import json
from functools import lru_cache
from gettext import c2py
from pathlib import Path
from typing import Any

from closeplan.plan.wording import ENGLISH_WORDS, Words

LANGUAGES = ("en", "de", "fr", "es", "pt", "it", "nl", "ja")
"""BCP 47 tags, English first: it is the source of all others."""

CATALOGUES = Path(__file__).with_name("catalogues")
"""Where the translations lie."""


def language_of(tag: str) -> str:
    """The one of `LANGUAGES` that a BCP 47 tag is of (`de-AT`: `de`); empty where closeplan does not speak it."""
    primary = tag.replace("_", "-").split("-", maxsplit=1)[0].lower()
    return primary if primary in LANGUAGES else ""


def words_for(language: str) -> Words:
    """The words of a BCP 47 language tag; English where closeplan does not speak it."""
    return _words(language_of(language) or "en")


@lru_cache(maxsize=len(LANGUAGES))
def _words(language: str) -> Words:
    if language == "en":
        return ENGLISH_WORDS
    compiled: dict[str, Any] = json.loads((CATALOGUES / f"{language}.json").read_text(encoding="utf-8"))
    return Words(
        language=language,
        # a message that is not translated yet is better said in English than not at all
        forms={**ENGLISH_WORDS.forms, **{key: tuple(texts) for key, texts in compiled["messages"].items()}},
        form=c2py(compiled["plural"]),
        day_pattern=compiled["day"],
        months=tuple(compiled["months"]),
        templates=compiled["templates"],
    )
