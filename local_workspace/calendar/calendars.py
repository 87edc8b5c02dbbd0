"""calendarList.* and calendars.get: each person has one calendar here, the primary one."""

from __future__ import annotations

from typing import Any

from local_workspace.calendar import model, showing
from local_workspace.call import Call


def find(call: Call) -> dict[str, Any]:
    """calendarList.list"""
    model.owner(call)
    entry = showing.calendar_entry(call)
    return {"kind": "calendar#calendarList", "etag": entry["etag"], "items": [entry]}


def get_entry(call: Call) -> dict[str, Any]:
    """calendarList.get"""
    model.owner(call)
    return showing.calendar_entry(call)


def get(call: Call) -> dict[str, Any]:
    """calendars.get"""
    model.owner(call)
    return {"kind": "calendar#calendar", **showing.calendar(call), "dataOwner": call.actor.email}
