"""Calendar v3: which function answers which method."""

from __future__ import annotations

from collections.abc import Mapping

from local_workspace.calendar import calendars, events, listing
from local_workspace.call import Handler

HANDLERS: Mapping[str, Handler] = {
    "calendar.calendarList.get": calendars.get_entry,
    "calendar.calendarList.list": calendars.find,
    "calendar.calendars.get": calendars.get,
    "calendar.events.delete": events.delete,
    "calendar.events.get": events.get,
    "calendar.events.insert": events.insert,
    "calendar.events.instances": listing.instances,
    "calendar.events.list": listing.find,
    "calendar.events.patch": events.patch,
    "calendar.events.update": events.update,
    "calendar.freebusy.query": listing.free_busy,
}
