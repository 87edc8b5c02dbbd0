"""Events as their readers see them."""

from __future__ import annotations

from typing import Any

from local_workspace.auth import display_name
from local_workspace.calendar import model
from local_workspace.calendar.model import Event
from local_workspace.calendar.times import ZONE, shifted
from local_workspace.call import Call

_REMINDERS = [{"method": "popup", "minutes": 10}]


def event(call: Call, copy: Event) -> dict[str, Any]:
    """An event resource for the owner of this copy."""
    me = call.actor.email
    shown = {"kind": "calendar#event", "etag": model.etag(copy["updated"]), **copy}
    for name in ("creator", "organizer"):
        shown[name] = _person(copy[name], me)
    for name in ("start", "end", "originalStartTime"):
        if name in copy:
            shown[name] = shifted(copy[name], call.params.get("timeZone"))
    if "attendees" in copy:
        shown |= _attendees(call, copy, me)
    return shown


def calendar(call: Call) -> dict[str, Any]:
    """calendars.get and calendarList.* of a person's one calendar."""
    email = call.actor.email
    return {
        "etag": f'"{call.actor.user_id}"',
        "id": email,
        "summary": email,
        "timeZone": ZONE,
        "conferenceProperties": {"allowedConferenceSolutionTypes": ["hangoutsMeet"]},
    }


def calendar_entry(call: Call) -> dict[str, Any]:
    """An entry of the calendar list."""
    return {
        "kind": "calendar#calendarListEntry",
        **calendar(call),
        "colorId": "14",
        "backgroundColor": "#9fe1e7",
        "foregroundColor": "#000000",
        "selected": True,
        "accessRole": "owner",
        "defaultReminders": _REMINDERS,
        "primary": True,
    }


def collection(call: Call, items: list[dict[str, Any]]) -> dict[str, Any]:
    """What events.list and events.instances answer around their items."""
    updated = max((item["updated"] for item in items), default=f"{call.now:%Y-%m-%d}T00:00:00.000Z")
    return {
        "kind": "calendar#events",
        "etag": model.etag(updated),
        "summary": call.actor.email,
        "updated": updated,
        "timeZone": call.params.get("timeZone") or ZONE,
        "accessRole": "owner",
        "defaultReminders": _REMINDERS,
        "items": items,
    }


def _person(entry: Event, me: str) -> dict[str, Any]:
    return {**entry, **({"self": True} if entry["email"] == me else {})}


def _attendees(call: Call, copy: Event, me: str) -> dict[str, Any]:
    entries = [
        _person({"displayName": display_name(entry["email"]), **entry}, me) for entry in copy["attendees"]
    ]
    mine = [entry for entry in entries if entry.get("self")]
    hidden = copy.get("guestsCanSeeOtherGuests") is False and copy["organizer"]["email"] != me
    most = call.params.get("maxAttendees")
    if hidden or (most is not None and len(entries) > most):
        return {"attendees": mine, "attendeesOmitted": True}
    return {"attendees": entries}
