"""Short ways to say what a sentence holds."""

from __future__ import annotations

from datetime import datetime

from closeplan.plan.date_words import find_dates

NOW = datetime.fromisoformat("2026-11-23T15:00")
"""A Monday."""


def said(text: str, language: str, locale: str = "") -> str:
    """The dates of a sentence as `words=day/day`, in a row; `@` before a time of day."""
    found = find_dates(text, NOW, language, locale=locale)
    return "; ".join(
        f"{one.text}={'/'.join(day.isoformat() for day in one.values) or one.kind}{one.time and '@' + one.time}"
        for one in found
    )
