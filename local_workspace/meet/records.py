"""conferenceRecords.*: who met, and what was said."""

from __future__ import annotations

from typing import Any

from local_workspace.call import Call, Handler
from local_workspace.errors import not_found
from local_workspace.meet import access, store
from local_workspace.meet.filters import Values, compiled
from local_workspace.meet.store import Record

_RECORD_FIELDS = frozenset({"space.meeting_code", "space.name", "start_time", "end_time"})
_PARTICIPANT_FIELDS = frozenset({"earliest_start_time", "latest_end_time"})
_SESSION_FIELDS = frozenset({"start_time", "end_time"})


def find(call: Call) -> dict[str, Any]:
    """conferenceRecords.list: the latest first."""
    test = compiled(call.params.get("filter"), _RECORD_FIELDS)
    records = store.records_of(call.db, access.person(call), call.now)
    return _page(
        call, "conferenceRecords", [_head(record) for record in records if test(_values(call, record))], 25
    )


def get(call: Call) -> dict[str, Any]:
    """conferenceRecords.get"""
    return _head(access.record(call, call.params["name"]))


def find_participants(call: Call) -> dict[str, Any]:
    """participants.list"""
    test = compiled(call.params.get("filter"), _PARTICIPANT_FIELDS)
    found = [part for part in _below(call, "participants") if test(_times(part, _PARTICIPANT_FIELDS))]
    return {**_page(call, "participants", found, 100, 250), "totalSize": len(found)}


def find_sessions(call: Call) -> dict[str, Any]:
    """participantSessions.list"""
    test = compiled(call.params.get("filter"), _SESSION_FIELDS)
    _prove_parent(call, "participants")
    found = [part for part in _below(call, "participantSessions") if test(_times(part, _SESSION_FIELDS))]
    return _page(call, "participantSessions", found, 100, 250)


def find_entries(call: Call) -> dict[str, Any]:
    """transcripts.entries.list: in the order of what was said."""
    _prove_parent(call, "transcripts")
    return _page(call, "transcriptEntries", _below(call, "entries"), 10)


def finder(kind: str) -> Handler:
    """The list method of what hangs right below a record."""
    return lambda call: _page(call, kind, _below(call, kind), 10)


def getter(kind: str) -> Handler:
    """The get method of one of a record's parts."""

    def get_part(call: Call) -> dict[str, Any]:
        return _part(access.record(call, call.params["name"]), kind, call.params["name"])

    return get_part


def _values(call: Call, record: Record) -> Values:
    space = store.find_space(call.db, record.space_id)
    return {
        "space.name": f"spaces/{record.space_id}",
        "space.meeting_code": space.code if space else None,
        "start_time": record.start,
        "end_time": record.resource["endTime"],
    }


def _times(part: dict[str, Any], fields: frozenset[str]) -> Values:
    return {name: part.get(_json_name(name)) for name in fields}


def _json_name(name: str) -> str:
    head, *rest = name.split("_")
    return head + "".join(word.capitalize() for word in rest)


def _head(record: Record) -> dict[str, Any]:
    return {
        "name": f"conferenceRecords/{record.id}",
        "startTime": record.start,
        "endTime": record.resource["endTime"],
        "expireTime": record.resource["expireTime"],
        "space": f"spaces/{record.space_id}",
    }


def _below(call: Call, kind: str) -> list[dict[str, Any]]:
    parent = call.params["parent"]
    parts = access.record(call, parent).parts(kind)
    return [part for part in parts if part["name"].startswith(f"{parent}/")]


def _prove_parent(call: Call, kind: str) -> None:
    _part(access.record(call, call.params["parent"]), kind, call.params["parent"])


def _part(record: Record, kind: str, name: str) -> dict[str, Any]:
    for part in record.parts(kind):
        if part["name"] == name:
            return part
    raise not_found()


def _page(call: Call, name: str, items: list[dict[str, Any]], usual: int, most: int = 100) -> dict[str, Any]:
    chosen, more = access.page(call, items, usual, most)
    return {**({name: chosen} if chosen else {}), **({"nextPageToken": more} if more else {})}
