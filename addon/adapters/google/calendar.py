"""A seller's calendar in Google Calendar.

A draft has no guests: even an event nobody was mailed about would stand in the calendars of those invited. They are
added when the seller asks for the invitations, and told by Google.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from html import escape
from typing import Any

from googleapiclient.errors import HttpError

from addon.adapters.google.clients import PerThread
from addon.adapters.google.faults import translated
from closeplan.errors import ConflictError
from closeplan.records.talk import CalendarEvent, Talk

MOST_PEOPLE = 50
"""Calendars one request may ask about (calendarExpansionMax in the discovery document)."""


class GoogleCalendar:
    """`closeplan.ports.calendar.Calendar` on the primary calendar of the seller."""

    def __init__(self, seller: Callable[[], PerThread]) -> None:
        self._seller = seller

    def busy(self, people: Sequence[str], start: datetime, end: datetime) -> list[tuple[datetime, datetime]]:
        items = [{"id": address} for address in ("primary", *people)][:MOST_PEOPLE]
        body = {"timeMin": _stamp(start), "timeMax": _stamp(end), "items": items}
        with translated("asking who is free"):
            answer = self._seller().calendar().freebusy().query(body=body).execute()
        spans = [span for one in answer["calendars"].values() for span in one.get("busy", ())]
        return sorted((_moment(span["start"]), _moment(span["end"])) for span in spans)

    def draft(self, talk: Talk) -> str:
        events = self._seller().calendar().events()
        body = _body(talk) | {"id": talk.id, "status": "tentative"}
        with translated("putting the talk into the calendar"):
            try:
                made = events.insert(calendarId="primary", body=body, sendUpdates="none").execute()
            except HttpError as error:
                if error.resp.status != 409:  # it stands there: the same talk was drafted before
                    raise
                _refuse_where_invited(events.get(calendarId="primary", eventId=talk.id).execute())
                # one that was deleted meanwhile is there again
                body = _body(talk) | {"status": "tentative"}
                made = events.patch(
                    calendarId="primary", eventId=talk.id, body=body, sendUpdates="none"
                ).execute()
        return str(made.get("htmlLink", ""))

    def invite(self, talk_id: str, guests: Sequence[str]) -> str:
        events = self._seller().calendar().events()
        with translated("inviting to the talk"):
            there = events.get(calendarId="primary", eventId=talk_id).execute().get("attendees", [])
            known = {guest.get("email", "").lower() for guest in there}
            asked = [{"email": address} for address in guests if address.lower() not in known]
            body = {"status": "confirmed", "attendees": [*there, *asked]}
            made = events.patch(calendarId="primary", eventId=talk_id, body=body, sendUpdates="all").execute()
        return str(made.get("htmlLink", ""))

    def event(self, calendar_id: str, event_id: str) -> CalendarEvent:
        events = self._seller().calendar().events()
        with translated("reading the event"):
            found = events.get(calendarId=calendar_id or "primary", eventId=event_id).execute()
        people = [
            (str(guest["email"]), str(guest.get("displayName", "")))
            for guest in found.get("attendees", ())
            if guest.get("email") and not guest.get("resource")
        ]
        return CalendarEvent(
            id=str(found["id"]),
            title=str(found.get("summary", "")),
            start=_start(found),
            guests=tuple(people),
            url=str(found.get("htmlLink", "")),
        )


def _refuse_where_invited(there: Mapping[str, Any]) -> None:
    if there.get("attendees") and there.get("status") != "cancelled":
        raise ConflictError(
            "people are invited to this talk already; change it in Calendar, which tells them of it"
        )


def _body(talk: Talk) -> dict[str, Any]:
    return {
        "summary": talk.title,
        "description": escape(talk.agenda, quote=False),  # Calendar reads descriptions as HTML
        "start": {"dateTime": talk.start.isoformat(), "timeZone": talk.time_zone},
        "end": {"dateTime": talk.end.isoformat(), "timeZone": talk.time_zone},
    }


def _start(event: Mapping[str, Any]) -> datetime | None:
    """When the event begins; None where it takes the whole day."""
    said = event.get("start", {}).get("dateTime")
    return _moment(said) if said else None


def _stamp(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z")


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)
