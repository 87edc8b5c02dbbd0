"""Times inside a call, as transcripts write them."""

from __future__ import annotations

import re

_PARTS = r"(?:(\d{1,4}):)?(\d{1,3}):(\d{1,2})(?:[.,](\d{1,9}))?"
_WHOLE = re.compile(_PARTS)
_ARROW = re.compile(rf"\s*{_PARTS}\s*-->\s*{_PARTS}(?![\d:])")


def seconds_of(text: str) -> float | None:
    """The seconds of `hh:mm:ss.mmm`, `mm:ss` or `mm:ss,mmm`, to the millisecond; None where it is no time."""
    match = _WHOLE.fullmatch(text.strip())
    return _seconds(match.groups()) if match else None


def cue_times(line: str) -> tuple[float, float] | None:
    """Both times of a cue's timing line; what follows them (WebVTT's settings) is left alone."""
    match = _ARROW.match(line)
    if not match:
        return None
    start, end = _seconds(match.groups()[:4]), _seconds(match.groups()[4:])
    return None if start is None or end is None else (start, end)


def _seconds(parts: tuple[str | None, ...]) -> float | None:
    hours, minutes, seconds, fraction = parts
    if int(seconds or 0) > 59 or (hours and int(minutes or 0) > 59):
        return None
    whole = int(hours or 0) * 3600 + int(minutes or 0) * 60 + int(seconds or 0)
    return round(whole + float(f"0.{fraction or 0}"), 3)
