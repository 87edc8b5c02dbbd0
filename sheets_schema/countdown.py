"""Days counted from go-live, as runbooks and checklists write them: `T-30`, `D-10`, `J+14`, `T - 6 weeks`."""

from __future__ import annotations

import re
from datetime import date, timedelta

_COUNT = re.compile(
    r"(?:(?P<event>t|go[- ]?live)|d|j|g)\s*(?:(?P<sign>[-+−–]|minus|plus)\s*(?P<n>\d{1,3})\s*"
    r"(?P<unit>d|days?|tage?|jours?|días?|dias?|giorni|dagen|日|"
    r"w|wk|wks|weeks?|kw|wochen?|semaines?|semanas?|settiman[ae]|weken|週)?)?",
    re.IGNORECASE,
)
_WEEKS = ("w", "kw", "sem", "sett", "週")
_EARLIER = frozenset("-−–") | {"minus"}


def is_countdown(text: str) -> bool:
    """Whether the words count from go-live; a lone `T` is go-live itself."""
    found = _COUNT.fullmatch(text)
    return found is not None and bool(found["event"] or found["n"])


def counted_day(text: str, go_live: date) -> date | None:
    """The calendar day meant; None for other words, and for days no calendar has."""
    found = _COUNT.fullmatch(text)
    if found is None or not (found["event"] or found["n"]):
        return None
    days = int(found["n"] or 0) * (7 if (found["unit"] or "").lower().startswith(_WEEKS) else 1)
    earlier = (found["sign"] or "").lower() in _EARLIER
    try:
        return go_live - timedelta(days=days) if earlier else go_live + timedelta(days=days)
    except OverflowError:
        return None
