"""Time zones as documents name them."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

_OFFSET = re.compile(r"GMT([+-])(\d{1,2}):?(\d{2})?")


def to_the_millisecond(moment: datetime) -> datetime:
    """A moment as documents keep it: whole milliseconds, the rest cut off."""
    return moment.replace(microsecond=moment.microsecond // 1000 * 1000)


@lru_cache(maxsize=64)
def zone_of(name: str) -> tzinfo:
    """A document's time zone; UTC where its name is unknown. Google also writes `GMT-07:00`."""
    offset = _OFFSET.fullmatch(name)
    if offset:
        sign, hours, minutes = offset.groups()
        span = timedelta(hours=int(hours), minutes=int(minutes or 0))
        return timezone(-span if sign == "-" else span) if span < timedelta(days=1) else UTC
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return UTC
