"""events.list, events.instances and freebusy.query: many events at a time."""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from typing import Any

from local_workspace.calendar import model, recurrence, showing
from local_workspace.calendar.model import Event
from local_workspace.calendar.refusals import full_sync_required, invalid, not_found
from local_workspace.calendar.times import bound, instant, moment, write
from local_workspace.call import Call
from local_workspace.paging import BadTokenError, one_page

_ALONE = (
    "iCalUID", "orderBy", "privateExtendedProperty", "q", "sharedExtendedProperty", "timeMin", "timeMax",
    "updatedMin",
)  # fmt: skip
"""What a sync token can't be combined with."""
_SYNC = "local-sync:"


def find(call: Call) -> dict[str, Any]:
    """events.list"""
    email = model.owner(call)
    if call.params.get("orderBy") == "startTime" and not call.params.get("singleEvents"):
        raise invalid("The requested ordering is not available for the particular query.", "badRequest")
    after = _sync_position(call)
    events = [copy.event for copy in model.all_copies(call.db, email, after)]
    if call.params.get("singleEvents"):
        events = list(_expanded(call, email, events))
    with_deleted = bool(after) or bool(call.params.get("showDeleted"))
    chosen = [event for event in events if _wanted(call, event, with_deleted=with_deleted)]
    _sort(call, chosen)
    shown = _page(call, chosen)
    if "nextPageToken" not in shown and not any(call.params.get(name) for name in _ALONE[:5]):
        shown["nextSyncToken"] = _write_sync(model.latest(call.db))
    return shown


def instances(call: Call) -> dict[str, Any]:
    """events.instances"""
    email = model.owner(call)
    series = model.find(call.db, email, call.params["eventId"])
    if series is None:
        raise not_found()
    if "recurrence" not in series:
        raise invalid("Event is not recurring.", "badRequest")
    own = model.exceptions(call.db, email, series["id"])
    found = [*_without(own, series, bound(call.params.get("timeMax"))), *own]
    original = call.params.get("originalStart")
    if original:
        found = [event for event in found if _starts_at(event, original)]
    chosen = [
        event for event in found if _wanted(call, event, with_deleted=bool(call.params.get("showDeleted")))
    ]
    chosen.sort(key=lambda event: instant(event["start"]))
    return _page(call, chosen)


def free_busy(call: Call) -> dict[str, Any]:
    """freebusy.query: one's own calendar; of any other one nothing is known."""
    email = model.owner(call)
    low, high = bound(call.body.get("timeMin")), bound(call.body.get("timeMax"))
    if low is None or high is None:
        raise invalid("Missing timeMin or timeMax parameter.", "required")
    if high <= low:
        raise invalid("The specified time range is empty.", "timeRangeEmpty")
    calendars: dict[str, Any] = {}
    for item in call.body.get("items", ()):
        wanted = item.get("id", "")
        if wanted.lower() in {"primary", email}:
            calendars[wanted] = {"busy": _busy(call, email, low, high)}
        else:
            calendars[wanted] = {"errors": [{"domain": "global", "reason": "notFound"}], "busy": []}
    span = {"timeMin": write(low.astimezone(UTC)), "timeMax": write(high.astimezone(UTC))}
    return {"kind": "calendar#freeBusy", **span, "calendars": calendars}


def _busy(call: Call, email: str, low: datetime, high: datetime) -> list[dict[str, str]]:
    events = [copy.event for copy in model.all_copies(call.db, email)]
    taken = sorted(
        (max(instant(event["start"]), low), min(instant(event["end"]), high))
        for event in _single(call, email, events, high)
        if _overlaps(event, low, high) and _takes_time(event, email)
    )
    merged: list[tuple[datetime, datetime]] = []
    for start, end in taken:
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return [
        {"start": write(start.astimezone(UTC)), "end": write(end.astimezone(UTC))} for start, end in merged
    ]


def _takes_time(event: Event, email: str) -> bool:
    entry = model.attendee(event, email) or {}
    declined = entry.get("responseStatus") == "declined"
    return not (declined or model.is_cancelled(event) or event.get("transparency") == "transparent")


def _expanded(call: Call, email: str, events: list[Event]) -> Iterator[Event]:
    return _single(call, email, events, bound(call.params.get("timeMax")))


def _single(call: Call, email: str, events: Iterable[Event], until: datetime | None) -> Iterator[Event]:
    """Events one by one, with recurring ones as their instances."""
    for event in events:
        if "recurrence" not in event:
            yield event
        elif not model.is_cancelled(event):
            yield from _without(model.exceptions(call.db, email, event["id"]), event, until)


def _without(own: list[Event], series: Event, until: datetime | None) -> Iterator[Event]:
    """The instances of a series that have no life of their own."""
    known = {event["id"] for event in own}
    return (event for event in recurrence.instances(series, until) if event["id"] not in known)


def _starts_at(event: Event, original: str) -> bool:
    at = event["originalStartTime"]
    if "T" not in original:
        return bool(at.get("date") == original)
    return bound(original) == instant(at)


def _wanted(call: Call, event: Event, *, with_deleted: bool) -> bool:
    since = bound(call.params.get("updatedMin"))
    is_new = since is not None and moment(event["updated"]) >= since
    lone = (
        "recurringEventId" in event
        and not call.params.get("singleEvents")
        and call.method.id.endswith("list")
    )
    if model.is_cancelled(event) and not (with_deleted or is_new or lone):
        return False
    low, high = bound(call.params.get("timeMin")), bound(call.params.get("timeMax"))
    in_time = _overlaps(event, low, high) or ("recurrence" in event and _recurs(event, low, high))
    return in_time and (since is None or is_new) and _says(call, event)


def _recurs(series: Event, low: datetime | None, high: datetime | None) -> bool:
    return any(_overlaps(event, low, high) for event in recurrence.instances(series, high))


def _overlaps(event: Event, low: datetime | None, high: datetime | None) -> bool:
    after = low is None or instant(event["end"]) > low
    return after and (high is None or instant(event["start"]) < high)


def _says(call: Call, event: Event) -> bool:
    """Whether an event has the words and properties that are asked for."""
    asked = call.params
    if asked.get("iCalUID") and event["iCalUID"] != asked["iCalUID"]:
        return False
    if asked.get("eventTypes") and event["eventType"] not in asked["eventTypes"]:
        return False
    people = [*event.get("attendees", ()), event["organizer"]]
    texts = [event.get(name, "") for name in ("summary", "description", "location")]
    texts += [str(person.get(name, "")) for person in people for name in ("displayName", "email")]
    hay = "\n".join(texts).lower()
    if not all(word in hay for word in (asked.get("q") or "").lower().split()):
        return False
    return all(
        _has_properties(event, kind, asked.get(f"{kind}ExtendedProperty") or ())
        for kind in ("private", "shared")
    )


def _has_properties(event: Event, kind: str, wanted: Iterable[str]) -> bool:
    known = event.get("extendedProperties", {}).get(kind, {})
    return all(known.get(pair.partition("=")[0]) == pair.partition("=")[2] for pair in wanted)


def _sort(call: Call, events: list[Event]) -> None:
    orders: dict[str, Callable[[Event], Any]] = {
        "startTime": lambda event: (instant(event["start"]), event["id"]),
        "updated": lambda event: (event["updated"], event["id"]),
    }
    order = orders.get(call.params.get("orderBy") or "")
    if order is not None:
        events.sort(key=order)


def _page(call: Call, events: list[Event]) -> dict[str, Any]:
    size = min(call.params.get("maxResults") or 250, 2500)
    try:
        chosen, more = one_page(events, call.params.get("pageToken"), size)
    except BadTokenError as wrong:
        raise invalid("Invalid page token value.") from wrong
    shown = showing.collection(call, [showing.event(call, event) for event in chosen])
    return {**shown, "nextPageToken": more} if more else shown


def _write_sync(position: int) -> str:
    return base64.urlsafe_b64encode(f"{_SYNC}{position}".encode()).decode()


def _sync_position(call: Call) -> int:
    token = call.params.get("syncToken")
    if not token:
        return 0
    for name in _ALONE:
        if call.params.get(name):
            raise invalid(f"Sync token cannot be used with {name}.", "badRequest")
    try:
        text = base64.urlsafe_b64decode(token).decode()
        return int(text.removeprefix(_SYNC)) if text.startswith(_SYNC) else _refuse_sync()
    except ValueError as wrong:
        raise full_sync_required() from wrong


def _refuse_sync() -> int:
    raise full_sync_required()
