"""What the words of a date cell may mean in a language that nobody was known to speak around the plan.

Loaded for cells only that its own languages don't understand. What is found is asked about, never taken.
"""

from __future__ import annotations

from datetime import date

from closeplan.plan.date_words import FIRST_YEAR, LAST_YEAR, read_day
from closeplan.plan.languages import LANGUAGES

_SHORTEST = 6
"""Letters without which a word that has no figure or accent says little: `so`, `out` and `set` are days or months somewhere."""


def day_elsewhere(
    text: str, today: date, known: tuple[str, ...], order: str, window: tuple[date, date] | None
) -> tuple[date, ...]:
    """The one day that comes out over all languages but the `known` ones; nothing where none or several do."""
    if len(text) < _SHORTEST and text.isascii() and not any(char.isdigit() for char in text):
        return ()
    others = (language for language in LANGUAGES if language not in known)
    readings = (read_day(text, today, language, locale=order, window=window) for language in others)
    said = [one for one in readings if one.day is not None or one.reason == "several"]
    days = {day for one in said for day in (one.meanings if one.day is None else (one.day,))}
    sure = len(days) == 1 and all(one.day is not None for one in said)
    return tuple(day for day in days if sure and FIRST_YEAR <= day.year <= LAST_YEAR)
