"""An event in iCalendar's form (RFC 5545), as it comes with an invitation by mail."""

from __future__ import annotations

from datetime import UTC, datetime

from local_workspace.calendar.model import Event, is_cancelled
from local_workspace.calendar.times import instant

_FOLD = 74
"""Bytes of a line before it is folded; the RFC allows 75."""

_ANSWERS = {"accepted": "ACCEPTED", "declined": "DECLINED", "tentative": "TENTATIVE"}


def written(event: Event, now: datetime) -> str:
    """The event as a request to its guests, or as its cancellation; empty for a series, which needs its zone's rules."""
    if "recurrence" in event or "recurringEventId" in event:
        return ""
    gone = is_cancelled(event)
    lines = [
        "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Local Workspace//Calendar//EN",
        f"METHOD:{'CANCEL' if gone else 'REQUEST'}",
        "BEGIN:VEVENT", f"UID:{event['iCalUID']}", f"SEQUENCE:{event['sequence']}", f"DTSTAMP:{_utc(now)}",
        _time("DTSTART", event["start"]), _time("DTEND", event["end"]),
        *(f"{name}:{_text(event[field])}" for name, field in _TEXTS.items() if event.get(field)),
        f"ORGANIZER:mailto:{event['organizer']['email']}",
        *(_guest(entry) for entry in event.get("attendees", ())),
        f"STATUS:{'CANCELLED' if gone else event['status'].upper()}",
        "END:VEVENT", "END:VCALENDAR",
    ]  # fmt: skip
    return "".join(f"{part}\r\n" for line in lines for part in _folded(line))


_TEXTS = {"SUMMARY": "summary", "DESCRIPTION": "description", "LOCATION": "location"}


def _guest(entry: Event) -> str:
    answer = _ANSWERS.get(entry.get("responseStatus", ""), "NEEDS-ACTION")
    return f"ATTENDEE;PARTSTAT={answer};RSVP=TRUE:mailto:{entry['email']}"


def _time(name: str, at: Event) -> str:
    if "date" in at:
        return f"{name};VALUE=DATE:{at['date'].replace('-', '')}"
    return f"{name}:{_utc(instant(at))}"


def _utc(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _text(text: str) -> str:
    for sign in ("\\", ";", ","):
        text = text.replace(sign, f"\\{sign}")
    return "\\n".join(text.splitlines())


def _folded(line: str) -> list[str]:
    """The line in pieces that are no longer than the RFC allows, never inside of a character."""
    pieces, piece = [], ""
    for sign in line:
        if len((piece + sign).encode()) > _FOLD:
            pieces.append(piece)
            piece = " "
        piece += sign
    return [*pieces, piece]
