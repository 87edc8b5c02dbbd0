"""Transcript files of every maker, read tolerantly: WebVTT, SRT, plain text, JSON, Google Docs transcripts and smart notes."""

from __future__ import annotations

from dataclasses import replace

from closeplan.calls.model import Transcript
from closeplan.calls.reading.cues import ARROW
from closeplan.calls.reading.decoding import text_of
from closeplan.calls.reading.draft import Draft, clean_text, turns_of
from closeplan.calls.reading.json_calls import read_json
from closeplan.calls.reading.names import call_name, day_in_name
from closeplan.calls.reading.plain import read_plain
from closeplan.calls.reading.webvtt import read_webvtt

__all__ = ["call_name", "read_transcript"]


def read_transcript(data: bytes, name: str) -> Transcript:
    """The transcript in a file of that name. InputError where it holds none, with the reason and what to do; what could not
    be used of a readable one stands in `problems` with its place.

    The content decides what a file is, not its ending. Where the content names no day, the file's name may.
    """
    draft = _draft(text_of(data))
    transcript = Transcript(
        title=clean_text(draft.title),
        started=draft.started,
        day=draft.day or (draft.started.date() if draft.started else None) or day_in_name(name),
        attendees=tuple(draft.attendees),
        language=draft.language,
        turns=turns_of(draft.said),
        notes=tuple(draft.notes),
        problems=tuple(draft.problems),
    )
    return transcript if transcript.title else replace(transcript, title=call_name(name))


def _draft(text: str) -> Draft:
    stripped = text.lstrip()
    if stripped.startswith(("{", "[{", "[\n", "[ ")):
        return read_json(stripped)
    lines = text.split("\n")
    if stripped.startswith("WEBVTT") or _has_cues(lines):
        return read_webvtt(lines)
    return read_plain(lines)


def _has_cues(lines: list[str]) -> bool:
    """Whether a file without WebVTT's header has cues: SRT, or WebVTT whose beginning is lost."""
    return sum(1 for line in lines if ARROW in line and len(line) < 200) * 5 > sum(
        1 for line in lines if line.strip()
    )
