"""Times as Calendar writes them: a date, or a moment with a time zone."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, time, tzinfo
from typing import Any
from zoneinfo import ZoneInfo

from local_workspace.calendar.refusals import invalid

_FIRST_YEAR, _LAST_YEAR = 1000, 9000
ZONE = "UTC"
"""The time zone of every local calendar."""


def zone(name: str, which: str) -> tzinfo:
    """The time zone of that name."""
    try:
        return ZoneInfo(name)
    except (ValueError, OSError, KeyError) as wrong:
        raise invalid(f"Invalid time zone definition for {which} time.") from wrong


def moment(text: str) -> datetime:
    """An RFC 3339 time."""
    try:
        return datetime.fromisoformat(text.upper())
    except ValueError as wrong:
        raise invalid("Bad Request", "badRequest") from wrong


def bound(text: str | None) -> datetime | None:
    """A bound that a caller gives, which needs its offset; None where there is none."""
    if not text:
        return None
    at = moment(text)
    if at.tzinfo is None:
        raise invalid("Bad Request", "badRequest")
    # no event lies beyond, and far years leave no room for time zones
    return min(max(at, datetime(_FIRST_YEAR, 1, 1, tzinfo=UTC)), datetime(_LAST_YEAR, 12, 31, tzinfo=UTC))


def instant(at: Mapping[str, Any]) -> datetime:
    """When a start or end is; a date begins at midnight in the calendar's time zone."""
    if "dateTime" in at:
        return moment(at["dateTime"])
    return datetime.combine(date.fromisoformat(at["date"]), time(), UTC)


def normal(at: Mapping[str, Any], which: str) -> dict[str, Any]:
    """A start or end as it is stored: a date, or a moment that has its offset, and the time zone's name."""
    if "date" in at and "dateTime" not in at:
        try:
            day = date.fromisoformat(at["date"])
        except ValueError as wrong:
            raise invalid(f"Invalid {which} time.") from wrong
        _prove_year(day.year, which)
        return {"date": day.isoformat()}
    if "dateTime" not in at:
        raise invalid(f"Missing {which} time.", "required")
    named = zone(at["timeZone"], which) if at.get("timeZone") else None
    when = moment(at["dateTime"])
    _prove_year(when.year, which)
    if when.tzinfo is None and named is None:
        raise invalid(f"Missing time zone definition for {which} time.", "required")
    if when.tzinfo is None:
        when = when.replace(tzinfo=named)
    elif named is not None:
        when = _in(when, named, which)
    return {"dateTime": write(when), "timeZone": at.get("timeZone") or ZONE}


def shifted(at: Mapping[str, Any], name: str | None) -> dict[str, Any]:
    """A start or end as shown in that time zone."""
    if not name or "dateTime" not in at:
        return dict(at)
    return {**at, "dateTime": write(_in(moment(at["dateTime"]), zone(name, "response"), "start"))}


def write(when: datetime) -> str:
    """RFC 3339 to the second, with Z for UTC."""
    text = when.replace(microsecond=0).isoformat()
    return text.removesuffix("+00:00") + "Z" if text.endswith("+00:00") else text


def stamp(when: datetime) -> str:
    """RFC 3339 in UTC with milliseconds, as `created` and `updated` are."""
    return when.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.") + f"{when.microsecond // 1000:03d}Z"


def _prove_year(year: int, which: str) -> None:
    """Far years leave no room for time zones and recurrences."""
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        raise invalid(f"Invalid {which} time.")


def _in(when: datetime, named: tzinfo, which: str) -> datetime:
    try:
        return when.astimezone(named)
    except (OverflowError, ValueError) as wrong:
        raise invalid(f"Invalid {which} time.") from wrong
