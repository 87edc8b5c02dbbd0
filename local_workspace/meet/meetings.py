"""Finished meetings out of their description: nobody really meets in the local Workspace."""

from __future__ import annotations

import secrets
import uuid
from datetime import UTC, datetime, timedelta
from typing import Any

from local_workspace.auth import person
from local_workspace.meet import paper, store
from local_workspace.meet.given import GivenMeeting, GivenParticipant
from local_workspace.meet.store import Record
from local_workspace.storage import Transaction

_KEPT = timedelta(days=30)


def hold(db: Transaction, given: GivenMeeting, base_url: str) -> dict[str, Any]:
    """Keep a conference record; the names of what was made."""
    space = store.find_space(db, given.meeting_code) if given.meeting_code else None
    if space is None:
        space = store.create_space(db, given.organizer, given.meeting_code or "")
    record_id = str(uuid.uuid4())
    name = f"conferenceRecords/{record_id}"
    resource = _resource(name, given)
    for part in (*resource["transcripts"], *resource["smartNotes"]):
        part.update(_written(db, given, part["name"], base_url))
    people = [entry.email for entry in given.participants if entry.email]
    record = Record(
        record_id, space.id, space.owner, _time(given.start), resource, [*people, given.organizer]
    )
    store.save_record(db, record)
    transcripts = [part["name"] for part in resource["transcripts"]]
    return {
        "conferenceRecord": name,
        "space": space.name,
        "meetingCode": space.code,
        "transcripts": transcripts,
    }


def _written(db: Transaction, given: GivenMeeting, name: str, base_url: str) -> dict[str, Any]:
    """The Docs file of a transcript or of notes; a service account can't own one, so it has none."""
    organizer = person(given.organizer)
    if organizer.is_service_account:
        return {}
    kind = "Transcript" if "/transcripts/" in name else "Notes by Gemini"
    lines = [kind, *(f"{entry.participant}: {entry.text}" for entry in given.entries)]
    title = f"Meeting started {_time(given.start)} – {kind}"
    readers = [entry.email for entry in given.participants if entry.email]
    file_id = paper.write(db, organizer, title, lines, readers, given.over)
    destination = {"document": file_id, "exportUri": f"{base_url}/document/d/{file_id}/view"}
    return {"state": "FILE_GENERATED", "docsDestination": destination}


def _resource(name: str, given: GivenMeeting) -> dict[str, Any]:
    participants = [_participant(name, given, entry) for entry in given.participants]
    transcript = f"{name}/transcripts/{uuid.uuid4()}"
    return {
        "endTime": _time(given.over),
        "expireTime": _time(given.over + _KEPT),
        "participants": participants,
        "participantSessions": [_session(given, entry["name"]) for entry in participants],
        "transcripts": [_artifact(given, transcript)] if given.entries else [],
        "entries": _entries(transcript, given, participants),
        "smartNotes": [_artifact(given, f"{name}/smartNotes/{uuid.uuid4()}")] if given.smart_notes else [],
    }


def _participant(record: str, given: GivenMeeting, entry: GivenParticipant) -> dict[str, Any]:
    span = {"earliestStartTime": _time(given.start), "latestEndTime": _time(given.over)}
    if entry.email is None:
        name = f"{record}/participants/{secrets.randbits(60)}"
        return {"name": name, "anonymousUser": {"displayName": entry.name}, **span}
    user_id = person(entry.email).user_id
    user = {"user": f"users/{user_id}", "displayName": entry.name}
    return {"name": f"{record}/participants/{user_id}", "signedinUser": user, **span}


def _session(given: GivenMeeting, participant: str) -> dict[str, Any]:
    name = f"{participant}/participantSessions/{secrets.randbits(60)}"
    return {"name": name, "startTime": _time(given.start), "endTime": _time(given.over)}


def _artifact(given: GivenMeeting, name: str) -> dict[str, Any]:
    """A transcript or notes that are over."""
    return {"name": name, "state": "ENDED", "startTime": _time(given.start), "endTime": _time(given.over)}


def _entries(
    transcript: str, given: GivenMeeting, participants: list[dict[str, Any]]
) -> list[dict[str, Any]]:
    return [
        {
            "name": f"{transcript}/entries/{secrets.randbits(60)}",
            "participant": participants[given.speaker(entry) or 0]["name"],
            "text": entry.text,
            "languageCode": entry.language,
            "startTime": _time(entry.start),
            "endTime": _time(entry.end),
        }
        for entry in sorted(given.entries, key=lambda entry: entry.start)
    ]


def _time(when: datetime) -> str:
    """RFC 3339 in UTC, with a fraction where there is one."""
    return when.astimezone(UTC).isoformat().removesuffix("+00:00") + "Z"
