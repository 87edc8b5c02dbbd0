"""Times in a vendor's JSON: seconds, milliseconds, clock times and instants told apart."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from closeplan.calls.reading.times import seconds_of

_SLOWEST = 0.35
"""Characters a second of speech below which the numbers can't be seconds. People say 5 to 25; taken for seconds,
milliseconds look a thousand times slower, and 0.35 is about the middle of the two."""

_SLOWEST_SPAN = 0.03
"""The same over a whole call, which may be mostly silent."""

_DAY = 86_400.0
_EPOCH_MS = 10**11
"""Milliseconds since 1970 are larger than this from 1973 on, seconds since 1970 smaller until the year 5138."""


def instant(value: Any) -> datetime | None:
    """The moment an RFC 3339 text, or a number of seconds or milliseconds since 1970, means."""
    if isinstance(value, str) and len(value) <= 40 and "-" in value and not value.strip().isdigit():
        try:
            return datetime.fromisoformat(value.strip().replace(" UTC", "+00:00"))
        except ValueError:
            return None
    seconds = number(value)
    if seconds is None or seconds < 10**9:
        return None
    try:
        return datetime.fromtimestamp(seconds / 1000 if seconds >= _EPOCH_MS else seconds, UTC)
    except (ValueError, OverflowError, OSError):
        return None


def number(value: Any) -> float | None:
    """A finite number of zero or more, also written as text (`"1.25"`, `"1.25s"`)."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    try:
        found = float(
            value.strip().removesuffix("s") if isinstance(value, str) and len(value) < 40 else value
        )
    except (ValueError, OverflowError):
        return None
    return found if math.isfinite(found) and found >= 0 else None


def time_of(value: Any) -> float | datetime | None:
    """One time as it stands in the file: a number of unknown unit, seconds of a written time, or an instant."""
    if isinstance(value, dict):
        value = next((value[key] for key in ("relative", "seconds", "absolute") if key in value), None)
    written = seconds_of(value) if isinstance(value, str) and ":" in value and len(value) < 20 else None
    if written is not None:
        return written
    moment = instant(value)
    return moment if moment is not None else number(value)


def in_seconds(
    times: Sequence[tuple[float | datetime | None, float | datetime | None]], sizes: Sequence[int]
) -> list[tuple[float | None, float | None]]:
    """Each start and end as seconds from the call's beginning; `sizes` are the characters said between them.

    Instants count from the first. Numbers are seconds unless nobody could speak that slowly.
    """
    moments = [moment for pair in times for moment in pair if isinstance(moment, datetime)]
    aware = bool(moments) and all(moment.tzinfo for moment in moments)
    origin = min((_plain(moment, aware=aware) for moment in moments), default=None)
    unit = 1000.0 if _is_milliseconds(times, sizes) else 1.0

    def seconds(value: float | datetime | None) -> float | None:
        if isinstance(value, datetime):
            return round((_plain(value, aware=aware) - origin).total_seconds(), 3) if origin else None
        return None if value is None else round(value / unit, 3)

    both = [(seconds(start), seconds(end)) for start, end in times]
    return [
        (start, None if start is not None and end is not None and end < start else end) for start, end in both
    ]


def _plain(moment: datetime, *, aware: bool) -> datetime:
    return moment if aware else moment.replace(tzinfo=None)


def _is_milliseconds(
    times: Sequence[tuple[float | datetime | None, float | datetime | None]], sizes: Sequence[int]
) -> bool:
    numbers = [value for pair in times for value in pair if isinstance(value, int | float)]
    if not numbers or max(numbers) == 0:
        return False
    spoken = [
        (end - start, size)
        for (start, end), size in zip(times, sizes, strict=True)
        if isinstance(start, int | float) and isinstance(end, int | float) and end > start
    ]
    if spoken:
        return sum(size for _, size in spoken) / sum(length for length, _ in spoken) < _SLOWEST
    span = max(numbers) - min(numbers)
    return max(numbers) > _DAY if span == 0 else sum(sizes) / span < _SLOWEST_SPAN
