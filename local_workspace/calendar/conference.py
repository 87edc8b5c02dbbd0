"""A conference for an event: a Meet space of this Workspace, whose link leads nowhere else."""

from __future__ import annotations

from local_workspace.calendar.model import Event
from local_workspace.calendar.refusals import invalid
from local_workspace.call import Call
from local_workspace.meet import store

_KEY = {"type": "hangoutsMeet"}


def write(call: Call, event: Event, before: Event) -> None:
    """Set, keep or take away the event's conference as the request asks."""
    if not call.params.get("conferenceDataVersion"):
        _restore(event, before)
        return
    wanted = event.get("conferenceData", {})
    request = wanted.get("createRequest")
    known = before.get("conferenceData", {})
    if request and request.get("requestId") != known.get("createRequest", {}).get("requestId"):
        _create(call, event, request)
    elif wanted.get("conferenceId") or request:
        _keep(call, event, before)
    else:
        event.pop("conferenceData", None)
        event.pop("hangoutLink", None)


def _restore(event: Event, before: Event) -> None:
    """A client that knows no conferences changes none."""
    for name in ("conferenceData", "hangoutLink"):
        event.pop(name, None)
        if name in before:
            event[name] = before[name]


def _keep(call: Call, event: Event, before: Event) -> None:
    code = event["conferenceData"].get("conferenceId")
    if "conferenceData" in before and code in {None, before["conferenceData"]["conferenceId"]}:
        _restore(event, before)
        return
    space = store.find_space(call.db, code or "")
    if space is None or not store.may_see(call.db, space, call.actor.email):
        raise invalid("Invalid conference data.")
    _set(call, event, space.code)


def _create(call: Call, event: Event, request: Event) -> None:
    if not request.get("requestId"):
        raise invalid("Missing conference request id.", "required")
    if request.get("conferenceSolutionKey", _KEY).get("type") != "hangoutsMeet":
        raise invalid("Invalid conference type value.")
    space = store.create_space(call.db, event["organizer"]["email"])
    _set(call, event, space.code)
    event["conferenceData"]["createRequest"] = {
        "requestId": request["requestId"],
        "conferenceSolutionKey": _KEY,
        "status": {"statusCode": "success"},
    }


def _set(call: Call, event: Event, code: str) -> None:
    uri = store.meeting_uri(call.base_url, code)
    event["hangoutLink"] = uri
    event["conferenceData"] = {
        "conferenceId": code,
        "conferenceSolution": {"key": _KEY, "name": "Google Meet"},
        "entryPoints": [{"entryPointType": "video", "uri": uri, "label": uri.partition("//")[2]}],
    }
