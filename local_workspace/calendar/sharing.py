"""An event reaches its guests: a copy in each calendar, and mail where the request asks for it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from local_workspace.calendar import ical, model
from local_workspace.calendar.model import Event
from local_workspace.calendar.times import instant
from local_workspace.calendar.writing import OWN
from local_workspace.call import Call
from local_workspace.gmail.mailbox import deliver
from local_workspace.gmail.mime import without_tags
from local_workspace.gmail.notices import Notice
from local_workspace.storage import Transaction

_ANSWERS = {"accepted": "Accepted", "declined": "Declined", "tentative": "Tentatively Accepted"}


def share(db: Transaction, event: Event, before: Event, now: datetime) -> None:
    """Write the organizer's event into the guests' calendars; who was taken off the list loses it."""
    organizer = event["organizer"]["email"]
    for email in sorted(_emails(event) | _emails(before)):
        known = model.find(db, email, event["id"])
        if email == organizer or (known is None and model.is_cancelled(event)):
            continue
        if email not in _emails(event):
            if known is not None:
                model.save(db, email, {**known, "status": "cancelled"}, now)
        elif known is None or not _left(known, email):
            model.save(db, email, _for_guest(event, known), now)


def notify(call: Call, event: Event, before: Event) -> None:
    """Mail to the guests, when `sendUpdates` says so."""
    if not asks_for_mail(call):
        return
    invited = _emails(event) - _emails(before)
    gone = _emails(before) - _emails(event)
    everybody = _emails(event) - invited
    if model.is_cancelled(event):
        invited, gone, everybody = set(), _emails(event) | _emails(before), set()
    for emails, word in (
        (invited, "Invitation"),
        (everybody, "Updated invitation"),
        (gone, "Canceled event"),
    ):
        for email in sorted(emails - {call.actor.email}):
            deliver(call.db, [email], _letter(call, event, word, email), call.now)


def notify_organizer(call: Call, event: Event, response: str) -> None:
    """Mail to the organizer about a guest's answer."""
    if asks_for_mail(call) and response in _ANSWERS:
        organizer = event["organizer"]["email"]
        deliver(call.db, [organizer], _letter(call, event, _ANSWERS[response], organizer), call.now)


def asks_for_mail(call: Call) -> bool:
    """Whether all guests are to be told; every local guest has a calendar, so `externalOnly` tells nobody."""
    asked = call.params.get("sendUpdates")
    return bool(asked == "all" if asked else call.params.get("sendNotifications"))


def _emails(event: Event) -> set[str]:
    return {entry["email"] for entry in event.get("attendees", ())}


def _left(copy: Event, email: str) -> bool:
    """Whether a guest deleted the event from the own calendar."""
    entry = model.attendee(copy, email)
    return model.is_cancelled(copy) and entry is not None and entry.get("responseStatus") == "declined"


def _for_guest(event: Event, known: Event | None) -> Event:
    copy = {name: value for name, value in event.items() if name not in OWN}
    shared = event.get("extendedProperties", {}).get("shared")
    private = (known or {}).get("extendedProperties", {}).get("private")
    copy.pop("extendedProperties", None)
    properties: dict[str, Any] = {"shared": shared} if shared else {}
    if private:
        properties["private"] = private
    if properties:
        copy["extendedProperties"] = properties
    own = {name: known[name] for name in OWN & known.keys()} if known else {"reminders": {"useDefault": True}}
    return {**copy, **own}


def _letter(call: Call, event: Event, word: str, recipient: str) -> bytes:
    title, when = event.get("summary") or "(No title)", _when(event)
    # Calendar reads descriptions as HTML
    agenda = without_tags(event.get("description", ""))
    about = [title, when, event.get("location", ""), event.get("hangoutLink", ""), agenda]
    answers = word in _ANSWERS.values()
    notice = Notice(
        subject=f"{word}: {title} @ {when} ({recipient})",
        paragraphs=tuple(about),
        link=f"{call.base_url}/#/calendar/{event['id']}",
        button="Open in the calendar",
        event="" if answers else ical.written({**event, "description": agenda}, call.now),
    )
    return notice.written(call.actor, recipient, call.now, address=call.actor.email)


def _when(event: Event) -> str:
    start = event["start"]
    if "date" in start:
        return f"{instant(start):%a %b %d, %Y}"
    return f"{instant(start):%a %b %d, %Y %H:%M} ({start['timeZone']})"
