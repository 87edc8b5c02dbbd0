"""What a request makes of an event: the fields that people may set, proved and in their stored form."""

from __future__ import annotations

import re
from typing import Any

from local_workspace.calendar import conference, recurrence
from local_workspace.calendar.model import Event, attendee
from local_workspace.calendar.refusals import forbidden, invalid
from local_workspace.calendar.times import instant, normal
from local_workspace.call import Call
from local_workspace.errors import unimplemented

OWN = frozenset({"colorId", "reminders", "transparency", "visibility"})
"""Each person's own: the organizer's choice is not the guests'."""
_SHARED = frozenset(
    {
        "anyoneCanAddSelf", "attendees", "conferenceData", "description", "end", "extendedProperties",
        "guestsCanInviteOthers", "guestsCanModify", "guestsCanSeeOtherGuests", "location", "recurrence",
        "source", "start", "status", "summary",
    }
)  # fmt: skip
_ABSENT = frozenset(
    {
        "birthdayProperties", "endTimeUnspecified", "eventLabelId", "focusTimeProperties", "gadget",
        "outOfOfficeProperties", "workingLocationProperties",
    }
)  # fmt: skip
_ID = re.compile(r"[a-v0-9]{5,1024}")
_EMAIL = re.compile(r"[^\s@<>()\[\],;:\\\"\x00-\x1f]{1,64}@[^\s@<>()\[\],;:\\\"\x00-\x1f]{1,255}")
_RESPONSES = frozenset({"needsAction", "declined", "tentative", "accepted"})
_CHOICES = {
    "status": {"confirmed", "tentative", "cancelled"},
    "transparency": {"opaque", "transparent"},
    "visibility": {"default", "public", "private", "confidential"},
}
_GUEST = ("email", "displayName", "optional", "comment", "additionalGuests", "resource")


def given_id(call: Call) -> str | None:
    """The id that the caller chose."""
    event_id = call.body.get("id")
    if event_id and not _ID.fullmatch(event_id):
        raise invalid("Invalid resource id value.")
    return event_id or None


def written(call: Call, before: Event, *, replace: bool) -> Event:
    """The event after a request; `replace` takes away what an update does not name."""
    body = _known(call)
    kept = {name: value for name, value in before.items() if name not in _SHARED | OWN} if replace else before
    event: Event = {**kept, **{name: body[name] for name in (_SHARED | OWN) & body.keys()}}
    _drop_empty(event, body)
    event.setdefault("status", "confirmed")
    event.setdefault("reminders", {"useDefault": True})
    if "extendedProperties" in body:
        event["extendedProperties"] = properties(body, {} if replace else before)
    for which in ("start", "end"):
        zone = before.get(which, {}).get("timeZone")
        if not replace and zone and "dateTime" in body.get(which, {}):
            event[which] = {"timeZone": zone, **body[which]}
    _prove_choices(event)
    _set_times(event)
    if "attendees" in body:
        event["attendees"] = _attendees(body["attendees"], before, event["organizer"]["email"])
    conference.write(call, event, before)
    return event


def properties(body: dict[str, Any], before: Event) -> dict[str, Any]:
    """The extended properties after a request; a null takes one away."""
    found: dict[str, Any] = {}
    for kind in ("private", "shared"):
        known = before.get("extendedProperties", {}).get(kind, {})
        merged = {**known, **body["extendedProperties"].get(kind, {})}
        found[kind] = {name: value for name, value in merged.items() if value is not None}
    return {kind: values for kind, values in found.items() if values}


def _known(call: Call) -> dict[str, Any]:
    for name in sorted(_ABSENT & call.body.keys()):
        raise unimplemented(f"{call.method.id} with {name}")
    if call.body.get("eventType", "default") != "default":
        raise unimplemented(f"{call.method.id} with eventType {call.body['eventType']}")
    if call.body.get("attachments") and call.params.get("supportsAttachments"):
        raise unimplemented(f"{call.method.id} with attachments")
    return call.body


def _drop_empty(event: Event, body: dict[str, Any]) -> None:
    """An empty text or list takes a field away."""
    for name in body:
        if name in event and event[name] in ("", [], {}):
            del event[name]


def _prove_choices(event: Event) -> None:
    for name, allowed in _CHOICES.items():
        if name in event and event[name] not in allowed:
            raise invalid(f"Invalid value for: {event[name]} is not a valid value")
    overrides = event.get("reminders", {}).get("overrides", ())
    if len(overrides) > 5:
        raise invalid("Cannot have more than 5 overridden reminders.", "cannotUseMoreThan5Reminders")
    for override in overrides:
        if override.get("method") not in {"email", "popup"} or not 0 <= override.get("minutes", -1) <= 40320:
            raise invalid("Invalid reminder override.")


def _set_times(event: Event) -> None:
    for which in ("start", "end"):
        if which not in event:
            raise invalid(f"Missing {which} time.", "required")
        event[which] = normal(event[which], which)
    start, end = event["start"], event["end"]
    if ("date" in start) != ("date" in end):
        raise invalid("Start and end times must either both be date or both be dateTime.")
    if instant(end) < instant(start) or ("date" in start and start == end):
        raise invalid("The specified time range is empty.", "timeRangeEmpty")
    if "recurrence" in event:
        recurrence.check(event)


def _attendees(given: list[dict[str, Any]], before: Event, organizer: str) -> list[Event]:
    if len(given) > 200:
        raise invalid("Too many attendees.")
    found: dict[str, Event] = {}
    for entry in given:
        email = entry.get("email", "").lower()
        if not email:
            raise invalid("Missing attendee email.", "required")
        if not _EMAIL.fullmatch(email):
            raise invalid("Invalid attendee email.")
        known = attendee(before, email) or {}
        response = entry.get("responseStatus") or known.get("responseStatus") or "needsAction"
        if response not in _RESPONSES:
            raise invalid("Invalid attendee response status.")
        shown = {name: entry[name] for name in _GUEST if entry.get(name)}
        found[email] = {**shown, "email": email, "responseStatus": response}
        if email == organizer:
            found[email]["organizer"] = True
    return list(found.values())


def answered(call: Call, event: Event, email: str) -> Event:
    """The event after its guest's request: their answer counts, and guests they may invite; no more."""
    mine = attendee(event, email)
    wanted = _known(call)
    if mine is None:
        raise forbidden(
            "Shared properties can only be changed by the organizer of the event.", "forbiddenForNonOrganizer"
        )
    if _changes_shared(event, wanted):
        raise forbidden(
            "Shared properties can only be changed by the organizer of the event.", "forbiddenForNonOrganizer"
        )
    if "attendees" not in wanted:
        return event
    entries = _attendees(wanted["attendees"], event, event["organizer"]["email"])
    emails = {entry["email"] for entry in entries}
    known = {entry["email"] for entry in event["attendees"]}
    if known - emails - {email} or (emails - known and not event.get("guestsCanInviteOthers", True)):
        raise forbidden(
            "Shared properties can only be changed by the organizer of the event.", "forbiddenForNonOrganizer"
        )
    answer = next((entry for entry in entries if entry["email"] == email), mine)
    others = [answer if entry["email"] == email else entry for entry in event["attendees"]]
    invited = [{**entry, "responseStatus": "needsAction"} for entry in entries if entry["email"] not in known]
    return {**event, "attendees": others + invited}


def _changes_shared(event: Event, wanted: dict[str, Any]) -> bool:
    """Whether a guest's request asks for another shared value than the event has."""
    for name in (_SHARED - {"attendees", "conferenceData", "extendedProperties"}) & wanted.keys():
        value = normal(wanted[name], name) if name in {"start", "end"} else wanted[name]
        if value != event.get(name, value if value in ("", [], {}) else None):
            return True
    return False
