"""events.*: one event at a time."""

from __future__ import annotations

from typing import Any

from local_workspace.calendar import model, showing, writing
from local_workspace.calendar.model import Event
from local_workspace.calendar.refusals import deleted, duplicate, invalid, not_found
from local_workspace.calendar.sharing import notify, notify_organizer, share
from local_workspace.calendar.times import stamp
from local_workspace.call import Call


def insert(call: Call) -> dict[str, Any]:
    """events.insert: an id of one's own makes it safe to ask again."""
    email = model.owner(call)
    event_id = writing.given_id(call) or model.new_id()
    if model.find(call.db, email, event_id) is not None:
        raise duplicate()
    event = writing.written(call, _blank(call, event_id), replace=True)
    if model.is_cancelled(event):
        raise invalid("Cannot create a cancelled event.")
    return _save(call, event, {})


def get(call: Call) -> dict[str, Any]:
    """events.get: a deleted event is still there, as cancelled."""
    return showing.event(call, _event(call))


def update(call: Call) -> dict[str, Any]:
    """events.update: what is not named is taken away."""
    return _change(call, replace=True)


def patch(call: Call) -> dict[str, Any]:
    """events.patch: what is not named stays."""
    return _change(call, replace=False)


def delete(call: Call) -> None:
    """events.delete: by the organizer for everybody, by a guest from the own calendar."""
    event = _event(call)
    if model.is_cancelled(event):
        raise deleted()
    if _is_organizer(call, event):
        gone = {**event, "status": "cancelled", "sequence": event["sequence"] + 1}
        _save(call, gone, event)
        for instance in model.exceptions(call.db, call.actor.email, event["id"]):
            _store(call, {**instance, "status": "cancelled"}, instance)
        return
    _answer(call, event, {"responseStatus": "declined"})
    kept = model.find(call.db, call.actor.email, event["id"]) or event
    model.save(call.db, call.actor.email, {**kept, "status": "cancelled"}, call.now)


def _change(call: Call, *, replace: bool) -> dict[str, Any]:
    event = _event(call)
    if _is_organizer(call, event):
        return _save(call, _moved(writing.written(call, event, replace=replace), event), event)
    wanted = writing.answered(call, event, call.actor.email)
    mine = {name: call.body[name] for name in writing.OWN & call.body.keys()}
    if "extendedProperties" in call.body:
        mine["extendedProperties"] = writing.properties(call.body, event)
    if wanted != event:
        organizer = event["organizer"]["email"]
        master = model.find(call.db, organizer, event["id"]) or event
        changed = {**master, "attendees": wanted["attendees"]}
        _store(call, changed, master)
        answer = model.attendee(wanted, call.actor.email) or {}
        if answer != model.attendee(event, call.actor.email):
            notify_organizer(call, event, answer.get("responseStatus", ""))
    kept = model.find(call.db, call.actor.email, event["id"]) or event
    return showing.event(call, model.save(call.db, call.actor.email, {**kept, **mine}, call.now))


def _answer(call: Call, event: Event, answer: dict[str, Any]) -> None:
    """Put a guest's answer into the organizer's event, and from there into everybody's."""
    master = model.find(call.db, event["organizer"]["email"], event["id"])
    if master is None:
        return
    entries = [
        {**entry, **answer} if entry["email"] == call.actor.email else entry
        for entry in master.get("attendees", ())
    ]
    _store(call, {**master, "attendees": entries}, master)
    notify_organizer(call, event, answer["responseStatus"])


def _save(call: Call, event: Event, before: Event) -> dict[str, Any]:
    saved = _store(call, event, before)
    notify(call, saved, before)
    return showing.event(call, saved)


def _store(call: Call, event: Event, before: Event) -> Event:
    saved = model.save(call.db, event["organizer"]["email"], event, call.now)
    share(call.db, saved, before, call.now)
    return saved


def _moved(event: Event, before: Event) -> Event:
    """The event with the next sequence number when it is rescheduled, called off or on again."""
    moved = any(event.get(name) != before.get(name) for name in ("start", "end", "recurrence", "status"))
    return {**event, "sequence": before["sequence"] + 1} if moved else event


def _blank(call: Call, event_id: str) -> Event:
    person = {"email": call.actor.email, "displayName": call.actor.name}
    return {
        "id": event_id,
        "status": "confirmed",
        "htmlLink": f"{call.base_url}/#/calendar/{event_id}",
        "created": stamp(call.now),
        "updated": stamp(call.now),
        "creator": person,
        "organizer": person,
        "iCalUID": call.body.get("iCalUID") or f"{event_id}@google.com",
        "sequence": 0,
        "eventType": "default",
    }


def _event(call: Call) -> Event:
    event = model.find(call.db, model.owner(call), call.params["eventId"])
    if event is None:
        raise not_found()
    return event


def _is_organizer(call: Call, event: Event) -> bool:
    return bool(event["organizer"]["email"] == call.actor.email)
