"""Recurring events: their instances, computed by python-dateutil."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from heapq import merge
from itertools import islice
from typing import Any

from local_workspace.calendar.refusals import invalid
from local_workspace.calendar.times import instant, write, zone
from local_workspace.errors import unimplemented

_MOST = 2500
_YEARS = 10
_RULE = re.compile(
    r"(?!.*BYEASTER)(?!.*INTERVAL=(?![1-9]\d{0,3}(;|$)))(?!.*COUNT=(?!\d{1,9}(;|$)))"
    r"(.*;)?FREQ=(DAILY|WEEKLY|MONTHLY|YEARLY)(;.*)?"
)
_DATE_LINE = re.compile(r"(?P<kind>EXDATE|RDATE)(?P<options>(;[^:;]+)*):(?P<dates>.+)")
INSTANCE_ID = re.compile(r"(?P<event>.+)_(?P<original>\d{8}(T\d{6}Z)?)")


def check(event: dict[str, Any]) -> None:
    """Refuse a recurrence that can't be read."""
    if not any(line.startswith("RRULE:") for line in event["recurrence"]):
        raise invalid("Invalid recurrence rule.")
    next(_starts(event), None)


def instances(event: dict[str, Any], until: datetime | None = None) -> Iterator[dict[str, Any]]:
    """The instances of a recurring event that begin before `until`, in order."""
    length = instant(event["end"]) - instant(event["start"])
    for start in islice(_starts(event), _MOST):
        if until is not None and start.astimezone(UTC) >= until:
            return
        yield _instance(event, start, length)


def instance(event: dict[str, Any], original: str) -> dict[str, Any] | None:
    """The instance whose id ends in `original`; None when the event has none there."""
    wanted = f"{event['id']}_{original}"
    return next((found for found in instances(event) if found["id"] == wanted), None)


def _instance(event: dict[str, Any], start: datetime, length: timedelta) -> dict[str, Any]:
    shown = {name: value for name, value in event.items() if name != "recurrence"}
    shown["recurringEventId"] = event["id"]
    if "date" in event["start"]:
        shown["id"] = f"{event['id']}_{start:%Y%m%d}"
        shown["start"] = {"date": start.date().isoformat()}
        shown["end"] = {"date": (start + length).date().isoformat()}
    else:
        moment = start.astimezone(UTC)
        end = (moment + length).astimezone(start.tzinfo)
        shown["id"] = f"{event['id']}_{moment:%Y%m%dT%H%M%SZ}"
        shown["start"] = {**event["start"], "dateTime": write(start)}
        shown["end"] = {**event["end"], "dateTime": write(end)}
    shown["originalStartTime"] = shown["start"]
    return shown


def _starts(event: dict[str, Any]) -> Iterator[datetime]:
    """When the instances begin, in the event's own time zone."""
    first = _first(event)
    horizon = first + timedelta(days=366 * _YEARS)
    added: set[datetime] = set()
    left_out: set[datetime] = set()
    rules = []
    for line in event["recurrence"]:
        dates = _DATE_LINE.fullmatch(line)
        if dates:
            (added if dates["kind"] == "RDATE" else left_out).update(_dates(dates, first))
        elif line.startswith("RRULE:"):
            rules.append(_rule(line.removeprefix("RRULE:"), first, horizon))
        else:
            raise invalid("Invalid recurrence rule.")
    last = None
    for start in merge(*rules, sorted(added)):
        if start != last and start not in left_out:
            yield start
        last = start


def _first(event: dict[str, Any]) -> datetime:
    start = instant(event["start"])
    if "dateTime" not in event["start"]:
        return start
    return start.astimezone(zone(event["start"]["timeZone"], "start"))


def _rule(text: str, first: datetime, horizon: datetime) -> Iterator[datetime]:
    """The starts of one rule up to a horizon."""
    try:
        from dateutil.rrule import rrule, rrulestr  # noqa: PLC0415 - only recurring events need it
    except ImportError as missing:
        raise unimplemented("recurring events without the package python-dateutil") from missing
    if not _RULE.fullmatch(text):
        raise invalid("Invalid recurrence rule.")
    count = re.search(r"(?:^|;)COUNT=(\d+)", text)
    until = re.search(r"(?:^|;)UNTIL=(\w+)", text)
    kept = ";".join(part for part in text.split(";") if not part.startswith(("COUNT=", "UNTIL=")))
    last = min(_until(until[1], first).astimezone(first.tzinfo), horizon) if until else horizon
    shift = _to_the_end_of_time(first)
    wall = first.replace(tzinfo=None)
    try:
        rule = rrulestr(kept, dtstart=wall + shift)
    except (ValueError, TypeError, AttributeError, KeyError, IndexError, OverflowError) as wrong:
        raise invalid("Invalid recurrence rule.") from wrong
    if not isinstance(rule, rrule):
        raise invalid("Invalid recurrence rule.")
    bounded = rule.replace(until=last.replace(tzinfo=None) + shift)
    starts = islice(bounded, int(count[1]) if count else None)
    return ((start - shift).replace(tzinfo=first.tzinfo) for start in starts)


def _to_the_end_of_time(first: datetime) -> timedelta:
    """The way to a year of the last decades before year 10000 with the same calendar.

    dateutil looks for the next date of a rule until time ends, for an impossible rule too (the 30th of
    February): seconds of a locked store, unless that end is near. Calendars repeat after 28 years.
    """
    year = first.year
    if any(later % 100 == 0 and later % 400 for later in range(year, year + _YEARS + 2)):
        return timedelta()
    begin = datetime(year, 1, 1)  # noqa: DTZ001 - rules are about wall times
    for same in range(9961, 9989):
        other = begin.replace(year=same)
        if same % 4 == year % 4 and other.weekday() == begin.weekday():
            return other - begin
    return timedelta()


def _until(text: str, first: datetime) -> datetime:
    at = _date(text, first)
    # a date without a time takes the whole day in
    return at + timedelta(days=1, seconds=-1) if len(text) == 8 else at


def _dates(line: re.Match[str], first: datetime) -> Iterator[datetime]:
    named = re.search(r";TZID=([^;:]+)", line["options"])
    base = first.astimezone(zone(named[1], "start")) if named else first
    for text in line["dates"].split(","):
        at = _date(text, base)
        # a date leaves out the instance of that day, whatever its time
        yield datetime.combine(at.date(), first.timetz()) if len(text) == 8 else at.astimezone(first.tzinfo)


def _date(text: str, first: datetime) -> datetime:
    try:
        if len(text) == 8:
            day = date(int(text[:4]), int(text[4:6]), int(text[6:]))
            return datetime.combine(day, datetime.min.time(), first.tzinfo)
        at = datetime.strptime(text.removesuffix("Z"), "%Y%m%dT%H%M%S")  # noqa: DTZ007 - its zone follows
    except ValueError as wrong:
        raise invalid("Invalid recurrence rule.") from wrong
    return at.replace(tzinfo=UTC if text.endswith("Z") else first.tzinfo)
