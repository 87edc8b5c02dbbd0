"""Meet v2: which function answers which method."""

from __future__ import annotations

from collections.abc import Mapping

from local_workspace.call import Handler
from local_workspace.meet import records, spaces

_RECORDS = "meet.conferenceRecords"

HANDLERS: Mapping[str, Handler] = {
    f"{_RECORDS}.get": records.get,
    f"{_RECORDS}.list": records.find,
    f"{_RECORDS}.participants.get": records.getter("participants"),
    f"{_RECORDS}.participants.list": records.find_participants,
    f"{_RECORDS}.participants.participantSessions.get": records.getter("participantSessions"),
    f"{_RECORDS}.participants.participantSessions.list": records.find_sessions,
    f"{_RECORDS}.recordings.get": records.getter("recordings"),
    f"{_RECORDS}.recordings.list": records.finder("recordings"),
    f"{_RECORDS}.smartNotes.get": records.getter("smartNotes"),
    f"{_RECORDS}.smartNotes.list": records.finder("smartNotes"),
    f"{_RECORDS}.transcripts.entries.get": records.getter("entries"),
    f"{_RECORDS}.transcripts.entries.list": records.find_entries,
    f"{_RECORDS}.transcripts.get": records.getter("transcripts"),
    f"{_RECORDS}.transcripts.list": records.finder("transcripts"),
    "meet.spaces.create": spaces.create,
    "meet.spaces.endActiveConference": spaces.end_active_conference,
    "meet.spaces.get": spaces.get,
    "meet.spaces.patch": spaces.patch,
}
