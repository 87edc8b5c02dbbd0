"""Transcript files of every maker, read tolerantly: WebVTT, SRT, plain text, JSON, Google Docs transcripts and smart notes."""

from __future__ import annotations

import re
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from closeplan.calls.model import Transcript
from closeplan.calls.reading.cues import ARROW
from closeplan.calls.reading.decoding import text_of
from closeplan.calls.reading.draft import Draft, clean_text, turns_of
from closeplan.calls.reading.json_calls import read_json
from closeplan.calls.reading.names import call_name, day_in_name, started_in_name
from closeplan.calls.reading.smart_notes import read_text, suggested_next_steps
from closeplan.calls.reading.webvtt import read_webvtt
from closeplan.errors import InputError, Mistake

__all__ = ["call_day", "call_name", "read_transcript", "suggested_next_steps", "zone_named"]

_JSON = re.compile(r"\{|\[\s*[\[{\"]")
_PROBLEMS = 50


def read_transcript(data: bytes, name: str) -> Transcript:
    """The transcript in a file of that name. InputError where it holds none, with the reason and what to do; what could not
    be used of a readable one stands in `problems` with its place.

    The content decides what a file is, not its ending. Where the content names no day, the file's name may.
    """
    draft = _draft(text_of(data))
    if not draft.said and not draft.notes:
        raise InputError([Mistake("", "This file has no cues and no notes: nothing was said in it.")])
    started = draft.started or (started_in_name(name) if draft.day is None else None)
    return Transcript(
        title=clean_text(draft.title) or call_name(name),
        started=started,
        day=draft.day or (started.date() if started else None) or day_in_name(name),
        attendees=tuple(draft.attendees),
        language=draft.language,
        turns=turns_of(draft.said),
        notes=tuple(draft.notes),
        problems=_worth_reading(draft.problems),
    )


def call_day(transcript: Transcript, zone: str) -> date | None:
    """The call's day where the people of `zone` (an IANA name) are; None where the file does not say it.

    A moment in UTC, as machines write it, is moved there; a day or hour that people read above a transcript is theirs.
    """
    started = transcript.started
    if started and started.utcoffset() == timedelta(0):
        return started.astimezone(ZoneInfo(zone)).date()
    return transcript.day


def zone_named(transcript: Transcript) -> str:
    """The IANA name of the zone that the file itself names, empty where it names none. An hour that is only said to be so far
    from UTC has such a name as well (`Etc/GMT+5` for five hours before), as long as it is whole hours.
    """
    zone = transcript.started.tzinfo if transcript.started else None
    if isinstance(zone, ZoneInfo):
        return zone.key
    offset = transcript.started.utcoffset() if transcript.started else None
    hours, rest = divmod(offset, timedelta(hours=1)) if offset else (0, timedelta())
    return f"Etc/GMT{-hours:+d}" if hours and not rest and -12 <= hours <= 14 else ""


def _worth_reading(problems: list[Mistake]) -> tuple[Mistake, ...]:
    """The first problems, and how many more there are."""
    more = len(problems) - _PROBLEMS
    return (*problems[:_PROBLEMS], *([Mistake("", f"and {more} more like these")] if more > 0 else []))


def _draft(text: str) -> Draft:
    stripped = text.lstrip()
    if _JSON.match(stripped):
        return read_json(stripped)
    lines = text.split("\n")
    if stripped.startswith("WEBVTT") or _has_cues(lines):
        return read_webvtt(lines)
    return read_text(lines)


def _has_cues(lines: list[str]) -> bool:
    """Whether a file without WebVTT's header has cues: SRT, or WebVTT whose beginning is lost."""
    return sum(1 for line in lines if ARROW in line and len(line) < 200) * 5 > sum(
        1 for line in lines if line.strip()
    )
