"""The JSON of meeting services, as they publish it."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from typing import Any

import pytest

from closeplan.calls.model import Transcript
from closeplan.calls.reading import read_transcript
from closeplan.errors import InputError
from closeplan.plan.model import Side

HELLO = [("Rob", "Hello there, all of you.", 1.5, 3.0), ("Dana", "Thanks.", 3.25, 4.0)]


def read(data: Any) -> Transcript:
    return read_transcript(json.dumps(data).encode(), "x.json")


def rows(speaker: str, text: str, start: str, end: str, unit: int = 1) -> list[dict[str, Any]]:
    return [{speaker: who, text: what, start: a * unit, end: b * unit} for who, what, a, b in HELLO]


def words(start: str, end: str) -> list[dict[str, Any]]:
    return [
        {"speaker": who, "elements": [{"type": "text", "value": what, start: a, end: b}]}
        for who, what, a, b in HELLO
    ]


MEET: dict[str, Any] = {
    "transcriptEntries": [
        {"participant": f"conferenceRecords/a/participants/{who}", "text": what, "startTime": f"2027-02-02T15:00:0{a}Z",
         "endTime": f"2027-02-02T15:00:0{b}Z", "languageCode": "en-US"}
        for who, what, a, b in HELLO
    ],
    "participants": [
        {"name": f"conferenceRecords/a/participants/{who}", "signedinUser": {"user": "users/1", "displayName": who}}
        for who in ("Rob", "Dana")
    ],
}  # fmt: skip
GONG: dict[str, Any] = {
    "callTranscripts": [
        {"callId": "7", "transcript": [
            {"speakerId": who[0], "sentences": [{"start": int(a * 1000), "end": int(b * 1000), "text": what}]}
            for who, what, a, b in HELLO
        ]}
    ],
    "parties": [{"speakerId": "R", "name": "Rob", "affiliation": "External"}, {"speakerId": "D", "name": "Dana"}],
}  # fmt: skip


@pytest.mark.parametrize(
    "data",
    [
        rows("speaker", "text", "start", "end"),
        {"utterances": rows("speaker", "text", "start", "end", 1000), "text": "Hello there"},
        {
            "results": {
                "utterances": rows("speaker", "transcript", "start", "end"),
                "channels": [{"alternatives": []}],
            }
        },
        {
            "data": {
                "transcript": {
                    "title": "x",
                    "sentences": rows("speaker_name", "text", "start_time", "end_time"),
                }
            }
        },
        {"monologues": words("ts", "end_ts")},
        {"segments": rows("speaker", "text", "start", "end"), "text": "Hello", "language": "en"},
        {"data": {"object": {"dialogue": rows("identifier", "content", "start", "end")}}},
        GONG,
    ],
    ids=["list", "AssemblyAI", "Deepgram", "Fireflies", "Rev", "Whisper", "Quo", "Gong"],
)
def test_each_vendors_form(data: Any) -> None:
    assert [(turn.speaker, turn.text, turn.start, turn.end) for turn in read(data).turns] == HELLO


def test_meets_entries_count_from_the_first_and_say_when_the_call_was() -> None:
    transcript = read(MEET)
    assert [(turn.speaker, turn.start, turn.end) for turn in transcript.turns] == [
        ("Rob", 0.0, 1.5),
        ("Dana", 1.75, 2.5),
    ]
    assert transcript.started == datetime(2027, 2, 2, 15, 0, 1, 500_000, tzinfo=UTC)


def test_our_own_labelled_form() -> None:
    transcript = read(
        {
            "date": "2027-02-02",
            "attendees": [{"name": "Rob", "email": "r@b.example", "side": "buyer", "title": "CFO"}],
            "turns": [["Rob", "Hello."], ["Dana", "Hi."]],
        }
    )
    assert transcript.day == date(2027, 2, 2)
    assert (transcript.attendees[0].side, transcript.attendees[0].title) == (Side.BUYER, "CFO")
    assert [(turn.speaker, turn.text) for turn in transcript.turns] == [("Rob", "Hello."), ("Dana", "Hi.")]


@pytest.mark.parametrize(("unit", "silence"), [(1, 0), (1000, 0), (1, 300), (1000, 300)])
def test_seconds_and_milliseconds_are_told_apart_even_over_long_silence(unit: int, silence: int) -> None:
    said = [
        {"speaker": "Rob", "text": "Good morning to you.", "start": (n * (2 + silence)) * unit}
        for n in range(9)
    ]
    assert read(said).turns[-1].start == 8 * (2 + silence)


def test_numbers_for_speakers_become_names() -> None:
    said = [{"speaker": 0, "text": "Hello."}, {"speaker": "A", "text": "Hi."}]
    assert [turn.speaker for turn in read(said).turns] == ["Speaker 0", "Speaker A"]


def test_two_calls_in_one_file_are_refused() -> None:
    call = GONG["callTranscripts"][0]
    with pytest.raises(InputError, match="2 calls"):
        read({"callTranscripts": [call, call]})


@pytest.mark.parametrize(
    "text",
    ["[" * 50_000, '{"a":' * 50_000, '[{"text": 1}, 2, null]', '{"turns": [{"start": ' + "9" * 9000 + "}]}"],
)
def test_hostile_json_is_refused(text: str) -> None:
    with pytest.raises(InputError):
        read_transcript(text.encode(), "x")


def test_odd_values_lose_only_themselves() -> None:
    turns = read(
        [
            {"speaker": ["x"], "text": "a\ud800", "start": "soon", "end": True},
            {"speaker": {"name": "Rob"}, "text": "b", "start": 1e308, "end": -1},
            "no utterance",
        ]
    )
    assert [(turn.speaker, turn.text, turn.end) for turn in turns.turns] == [
        ("", "a", None),
        ("Rob", "b", None),
    ]
    assert len(turns.problems) == 1
