"""The languages closeplan speaks."""

from __future__ import annotations

from closeplan.plan.wording import ENGLISH_WORDS, Words

LANGUAGES = ("en", "de", "fr", "es", "pt", "it", "nl", "ja")
"""BCP 47 tags, English first: it is the source of all others."""


def words_for(language: str) -> Words:  # noqa: ARG001 - the catalogues come next
    """The words of a BCP 47 language tag; English where closeplan does not speak it."""
    return ENGLISH_WORDS
