"""What an event says of the thing that a person has open: a file, a selection, a mail or a calendar's event.

The shapes are those of Google's reference of event objects, as far as it is known here. Not known, and so
not claimed: whether a Drive selection names files that the add-on may not see (here it does), and the form
of Gmail's `messageId` inside the add-on (here the API's own id). `toRecipients` and `ccRecipients` come with
Gmail's compose trigger only, which this Workspace has not.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from local_workspace.addons.deployment import Deployment
from local_workspace.calendar import model as events
from local_workspace.calendar.refusals import not_found as no_event
from local_workspace.drive.model import DriveFile, find_file, role_of
from local_workspace.errors import bad_request, not_found
from local_workspace.gmail.mailbox import find_mail
from local_workspace.gmail.open_mail import token_of
from local_workspace.people import Actor
from local_workspace.storage import Transaction

EDITORS = {
    "application/vnd.google-apps.spreadsheet": "sheets",
    "application/vnd.google-apps.document": "docs",
}
"""The host that shows a file of that type; any other is shown by Drive."""

_GUEST = ("email", "displayName", "optional", "organizer", "comment", "additionalGuests", "responseStatus")


def host_of(db: Transaction, actor: Actor, asked: Mapping[str, Any]) -> str:
    """The host that is meant: the one named, else the one that shows the file."""
    named = str(asked.get("host") or "")
    if named or not asked.get("fileId"):
        return named
    return EDITORS.get(_file(db, actor, str(asked["fileId"])).mime_type, "drive")


def is_open(asked: Mapping[str, Any]) -> bool:
    """Whether something is open or selected, rather than the host alone."""
    return any(asked.get(name) for name in ("messageId", "eventId", "selected"))


def subject(
    db: Transaction, actor: Actor, host: str, asked: Mapping[str, Any], addon: Deployment
) -> dict[str, Any]:
    """The host's part of the event. Refuses what the person can't see themselves."""
    if host in EDITORS.values():
        return _editor(db, actor, _file(db, actor, str(asked.get("fileId", ""))))
    if host == "drive":
        selected = [_file(db, actor, str(file_id)) for file_id in asked.get("selected") or ()]
        items = [_item(db, actor, file) for file in selected]
        return {"activeCursorItem": items[-1], "selectedItems": items} if items else {}
    if host == "gmail":
        return _mail(db, actor, str(asked["messageId"])) if asked.get("messageId") else {}
    if host == "calendar":
        return _event(db, actor, str(asked["eventId"]), addon) if asked.get("eventId") else {}
    raise bad_request(f"There is no host {host!r}.")


def grant(db: Transaction, actor: Actor, file_id: str) -> None:
    """From now on the add-on sees the file when it acts for this person."""
    db.open_with_app(_file(db, actor, file_id).id, actor.email)


def _editor(db: Transaction, actor: Actor, file: DriveFile) -> dict[str, Any]:
    """Without the person's word an add-on learns nothing of the open file, not even its id."""
    if not _is_granted(db, actor, file):
        return {"addonHasFileScopePermission": False}
    return {"addonHasFileScopePermission": True, "id": file.id, "title": file.name}


def _item(db: Transaction, actor: Actor, file: DriveFile) -> dict[str, Any]:
    return {
        "id": file.id,
        "mimeType": file.mime_type,
        "title": file.name,
        "iconUrl": f"https://drive-thirdparty.googleusercontent.com/32/type/{file.mime_type}",
        "addonHasFileScopePermission": _is_granted(db, actor, file),
    }


def _mail(db: Transaction, actor: Actor, message_id: str) -> dict[str, Any]:
    mail = find_mail(db, actor.email, message_id)
    return {"messageId": mail.id, "threadId": mail.thread_id, "accessToken": token_of(mail.id)}


def _event(db: Transaction, actor: Actor, event_id: str, addon: Deployment) -> dict[str, Any]:
    event = events.find(db, actor.email, event_id)
    if event is None:
        raise no_event()
    reads = addon.sees_events()
    is_organizer = event["organizer"]["email"] == actor.email
    shown: dict[str, Any] = {
        "id": event["id"],
        "calendarId": actor.email,
        "organizer": {"email": event["organizer"]["email"]},
        "capabilities": {
            "canSeeAttendees": reads,
            "canAddAttendees": False,
            "canSeeConferenceData": reads,
            "canSetConferenceData": False,
        },
    }
    if "recurringEventId" in event:
        shown["recurringEventId"] = event["recurringEventId"]
    if not reads:
        return shown
    if is_organizer or event.get("guestsCanSeeOtherGuests", True):
        shown["attendees"] = [_guest(entry, actor) for entry in event.get("attendees", ())]
    if "conferenceData" in event:
        shown["conferenceData"] = event["conferenceData"]
    return shown


def _guest(entry: Mapping[str, Any], actor: Actor) -> dict[str, Any]:
    shown = {name: entry[name] for name in _GUEST if name in entry}
    return shown | {"self": True} if entry["email"] == actor.email else shown


def _is_granted(db: Transaction, actor: Actor, file: DriveFile) -> bool:
    sql = "SELECT 1 FROM opened WHERE file_id = ? AND person IN ('', ?)"
    return db.row(sql, file.id, actor.email) is not None


def _file(db: Transaction, actor: Actor, file_id: str) -> DriveFile:
    file = find_file(db, file_id) if role_of(db, actor, file_id) else None
    if file is None:
        raise not_found(f"File not found: {file_id}.")
    return file
