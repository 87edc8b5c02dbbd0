"""What stands in vendors' answers about calls, read tolerantly: what is missing or of another kind counts as not said."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from closeplan.calls.file_kinds import MOST_BYTES
from closeplan.calls.model import Transcript
from closeplan.calls.reading import read_transcript
from closeplan.errors import InputError, Mistake


def text(found: Any, name: str) -> str:
    """A text or a number as text; empty for anything else."""
    value = found.get(name) if isinstance(found, Mapping) else None
    return str(value).strip() if isinstance(value, str | int) and not isinstance(value, bool) else ""


def seconds(found: Any, name: str) -> float | None:
    """A number."""
    value = found.get(name) if isinstance(found, Mapping) else None
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None


def part(found: Any, name: str) -> Mapping[str, Any]:
    """An object within another; an empty one where there is none."""
    value = found.get(name) if isinstance(found, Mapping) else None
    return value if isinstance(value, Mapping) else {}


def objects(found: Any, name: str) -> list[Mapping[str, Any]]:
    """The objects in a list; none where there is no list."""
    value = found.get(name) if isinstance(found, Mapping) else None
    return [one for one in value if isinstance(one, Mapping)] if isinstance(value, list) else []


def joined(pieces: Sequence[tuple[float | None, Transcript]]) -> Transcript:
    """One transcript of a call that was recorded in pieces, each with the seconds from the call's beginning to its own."""
    turns = tuple(
        replace(turn, start=_later(turn.start, after), end=_later(turn.end, after))
        for after, piece in pieces
        for turn in piece.turns
    )
    first = pieces[0][1] if pieces else Transcript()
    problems = tuple(problem for _, piece in pieces for problem in piece.problems)
    numbered = tuple(replace(turn, index=index) for index, turn in enumerate(turns))
    return replace(first, turns=numbered, problems=problems)


def webvtt(data: bytes, title: str) -> Transcript:
    """The transcript in a WebVTT file; one without cues says nothing. InputError for what is none, or too large."""
    if len(data) > MOST_BYTES:
        told = f"has {len(data) // 1_000_000} MB; a transcript has {MOST_BYTES // 1_000_000} at most"
        raise InputError([Mistake(title, told)])
    if b"-->" not in data:
        return Transcript()
    return read_transcript(data, "call.vtt")


def _later(time: float | None, after: float | None) -> float | None:
    return None if time is None or after is None else time + after
