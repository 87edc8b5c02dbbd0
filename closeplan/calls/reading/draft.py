"""What a reader of one file form hands over, before it becomes a transcript."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime

from closeplan.calls.model import Person, Turn
from closeplan.errors import Mistake
from closeplan.plan.bidi import without_controls

# C0 controls, DEL and lone surrogates, which no store takes.
UNTYPED = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")
"""What nobody typed."""

# C1 controls, soft hyphens, zero-width and bidi marks: in a name they only make two names of one.
_INVISIBLE = re.compile("[\x80-\x9f\xad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")


@dataclass(frozen=True)
class Said:
    """One cue or utterance of a file. `speaker` is None where the file says nothing of who speaks, and empty where it
    says that nobody knows; the times are seconds from the call's beginning.
    """

    text: str
    speaker: str | None = None
    start: float | None = None
    end: float | None = None


@dataclass(kw_only=True)
class Draft:
    """A file's content as its reader found it."""

    title: str = ""
    started: datetime | None = None
    day: date | None = None
    language: str = ""
    attendees: list[Person] = field(default_factory=list)
    said: list[Said] = field(default_factory=list)
    notes: list[tuple[str, tuple[str, ...]]] = field(default_factory=list)
    problems: list[Mistake] = field(default_factory=list)


def clean_text(text: str) -> str:
    """The words as they were typed, on one line and without control marks or such as turn the writing direction."""
    typed = without_controls(UNTYPED.sub("", text))
    return " ".join(part for part in typed.split("\n") if part).replace("\t", " ").strip()


def clean_name(name: str) -> str:
    """A name without anything invisible and with single spaces."""
    return " ".join(_INVISIBLE.sub("", UNTYPED.sub("", name)).split())


def turns_of(said: Iterable[Said]) -> tuple[Turn, ...]:
    """One turn a cue, in the file's order; a cue that names nobody is of who spoke before."""
    turns: list[Turn] = []
    last = ""
    for number, one in enumerate(said):
        last = last if one.speaker is None else clean_name(one.speaker)
        turns.append(
            Turn(index=number, speaker=last, text=clean_text(one.text), start=one.start, end=one.end)
        )
    return tuple(turns)
