"""Plain text in the forms that meeting services and people write."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from closeplan.calls.model import Transcript
from closeplan.calls.reading import call_day, call_name, read_transcript, suggested_next_steps
from closeplan.errors import InputError


def read(text: str, name: str = "x.txt") -> Transcript:
    return read_transcript(text.encode(), name)


def said(text: str) -> list[tuple[str, str, float | None]]:
    return [(turn.speaker, turn.text, turn.start) for turn in read(text).turns]


@pytest.mark.parametrize(
    "text",
    [
        "Rob Haldane  0:12\nWe need: paper.\nNow.\n\nDana  0:45\nSure.\n\nTranscribed by https://otter.ai",
        "[00:12] Rob Haldane: We need: paper.\nNow.\n[00:45] Dana: Sure.",
        "Rob Haldane (0:12): We need: paper.\nNow.\nDana (0:45): Sure.",
        "0:12 | Rob Haldane\nWe need: paper.\nNow.\n\n0:45 | Dana\nSure.",
        "**Rob Haldane** [0:12]: We need: paper.\nNow.\n\n**Dana** [0:45]: Sure.",
        "00:00:12\nRob Haldane: We need: paper.\nNow.\n\n00:00:45\nDana: Sure.\nTranscription ended after 00:01:12",
        "Dana started transcription\n\nRob Haldane   0:12\nWe need: paper.\nNow.\n\nDana   0:45\nSure.\n",
    ],
)
def test_a_name_and_a_time_in_every_order(text: str) -> None:
    assert said(text) == [("Rob Haldane", "We need: paper. Now.", 12.0), ("Dana", "Sure.", 45.0)]


def test_an_old_word_export_of_teams_has_the_name_on_a_line_of_its_own() -> None:
    names = ["Rob Haldane", "Dana", "Rob Haldane", "Dana"]
    text = "\n\n".join(f"0:0:{n}.5 --> 0:0:{n + 1}.0\n{name}\nWords.\nMore." for n, name in enumerate(names))
    assert said(text) == [(name, "Words. More.", n + 0.5) for n, name in enumerate(names)]


def test_hours_of_a_clock_count_from_the_first() -> None:
    assert said("[Rob Haldane] 15:02:11\nHi\n\n[Dana] 15:02:20\nHello\n") == [
        ("Rob Haldane", "Hi", 0.0),
        ("Dana", "Hello", 9.0),
    ]


def test_a_sentence_with_a_colon_is_no_speaker() -> None:
    text = "Rob: Hi.\nSo: here's the thing: no.\nQuestion: why?\nDana: Because."
    assert [speaker for speaker, _, _ in said(text)] == ["Rob", "Dana"]


def test_a_google_transcript_has_title_time_attendees_and_headings_every_few_minutes() -> None:
    transcript = read(
        "Acme x Bolt (2027/02/02 10:02 GMT+9) - Transcript\nAttendees\nAna Berg, Tom Cole\nTranscript\n00:00:00\n \n"
        "Ana Berg: Hello.\nTom Cole: Hi.\n\n00:05:00\n \nAna Berg: More.\n"
    )
    assert (transcript.title, transcript.day) == ("Acme x Bolt", date(2027, 2, 2))
    assert transcript.started == datetime(2027, 2, 2, 10, 2, tzinfo=timezone(timedelta(hours=9)))
    assert [person.name for person in transcript.attendees] == ["Ana Berg", "Tom Cole"]
    assert [turn.start for turn in transcript.turns] == [0.0, 0.0, 300.0]


@pytest.mark.parametrize(
    ("zone", "hours"), [("EST", -5), ("GMT-3", -3), ("UTC+05:30", 5.5), ("Europe/Berlin", 1), ("CET", 1)]
)
def test_zones_by_abbreviation_offset_and_name(zone: str, hours: float) -> None:
    started = read(f"Plan (2027-02-02 10:02 {zone}) - Transcript\n\nRob: Hi.\nDana: Hi.").started
    assert started is not None
    assert started.utcoffset() == timedelta(hours=hours)


def test_an_unknown_zone_is_not_guessed() -> None:
    started = read("Plan (2027-02-02 10:02 QQT) - Transcript\n\nRob: Hi.\nDana: Hi.").started
    assert started == datetime(2027, 2, 2, 10, 2)  # noqa: DTZ001 - that is the point


NOTE = (
    "📝 Notes\nFeb 2, 2027\nAcme - plan review\nInvited Ana Berg Tom Cole\n\nSummary\nThey talked.\n\nDetails\n"
    "* Budget: Ana explained it (00:03:12).\n\nSuggested next steps\n[ ] Ana will send the paper.\n[ ] Tom: book it.\n\n"
    "You should review Gemini's notes to make sure they're accurate.\n"
)


def test_a_smart_note_alone_has_notes_and_no_turns() -> None:
    note = read(NOTE)
    assert (note.title, note.day, note.turns) == ("Acme - plan review", date(2027, 2, 2), ())
    assert note.notes[0] == ("Summary", ("They talked.",))
    assert suggested_next_steps(note.notes) == ("Ana will send the paper.", "Tom: book it.")


def test_a_smart_note_with_its_transcript_has_both() -> None:
    both = read(
        NOTE + "📖 Transcript\nFeb 2, 2027\nAcme - Transcript\n00:00:00\n\nAna Berg: Hello.\nTom Cole: Hi.\n"
    )
    assert len(suggested_next_steps(both.notes)) == 2
    assert [(turn.speaker, turn.text) for turn in both.turns] == [("Ana Berg", "Hello."), ("Tom Cole", "Hi.")]


@pytest.mark.parametrize("ending", [".zoom.vtt", ".teams.vtt", ".meet.txt", ".json", ".transcript.vtt"])
def test_a_call_has_one_name_in_every_form(ending: str) -> None:
    assert call_name(f"/calls/acme-2027-02-02{ending}") == "acme-2027-02-02"


def test_zooms_file_name_says_when_in_utc() -> None:
    transcript = read("Rob: Hi.\nDana: Hi.", "GMT20270202-230000_Recording.transcript.vtt")
    assert transcript.started == datetime(2027, 2, 2, 23, tzinfo=UTC)
    assert call_day(transcript, "Asia/Tokyo") == date(2027, 2, 3)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "is empty"),
        (b" \n\t\r\n", "is empty"),
        (b"%PDF-1.7", "is a PDF"),
        (b"\x00\x00\x00\x20ftypisom", "is a video"),
        (b"PK\x03\x04broken", "no readable Word document"),
        (b"<!DOCTYPE html><p>Rob: Hi.", "is a web page"),
        (bytes(range(256)) * 9, "is not text"),
        (b"a\n" * 250_000, "more than 200,000 lines"),
        (b"x" * (20 * 1024 * 1024 + 1), "larger than 20 MB"),
        (b"Dear all,\n\nno call here.\n", "no line begins with a name"),
        (b'{"turns": [', "is broken JSON"),
        (b'{"turns": []}', "no list of utterances"),
    ],
)
def test_what_is_no_transcript_is_refused_with_the_reason(data: bytes, reason: str) -> None:
    with pytest.raises(InputError, match=reason):
        read_transcript(data, "x")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_encodings(encoding: str) -> None:
    turns = read_transcript("Jörg: “Schön”, ça va.\r\nZoë: Ja.\r\n".encode(encoding), "x").turns
    assert [(turn.speaker, turn.text) for turn in turns] == [("Jörg", "“Schön”, ça va."), ("Zoë", "Ja.")]


def test_shift_jis() -> None:
    turns = read_transcript(
        "田中: こんにちは。よろしくお願いします。\n鈴木: はい。\n".encode("cp932"), "x"
    ).turns
    assert [turn.speaker for turn in turns] == ["田中", "鈴木"]


def test_a_head_of_keys_and_values() -> None:
    transcript = read(
        "Title: Acme review\nDate: February 2, 2027\nParticipants: Rob Haldane, Dana Whitlock <dana@b.example>\n\n"
        "Rob: Hi.\nDana: Hello.\n"
    )
    assert (transcript.title, transcript.day) == ("Acme review", date(2027, 2, 2))
    assert [(person.name, person.email) for person in transcript.attendees] == [
        ("Rob Haldane", ""),
        ("Dana Whitlock", "dana@b.example"),
    ]
    assert [turn.speaker for turn in transcript.turns] == ["Rob", "Dana"]


def test_names_in_small_letters_are_labels_where_they_come_back() -> None:
    assert [speaker for speaker, _, _ in said("rob: hi\ndana: hello\nrob: so\ndana: well: no\n")] == [
        "rob",
        "dana",
    ] * 2
