"""Cues as WebVTT and SRT write them: a timing line, then lines of words until a blank one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from closeplan.calls.reading.times import cue_times
from closeplan.errors import Mistake

ARROW = "-->"
_SKIPPED = ("WEBVTT", "NOTE", "STYLE", "REGION")
"""Blocks that are no cues; the header again where a file was appended to another."""


@dataclass
class Cue:
    """A cue with its words as they stand in the file; times are None where its timing line could not be read."""

    start: float | None
    end: float | None
    lines: list[str] = field(default_factory=list)

    @property
    def payload(self) -> str:
        """Its words, tags and all."""
        return "\n".join(self.lines)


def read_cues(lines: Sequence[str], *, first: int = 0) -> tuple[list[Cue], list[Mistake]]:
    """Every cue in the file's order, from line `first` (counted from 0) on, and what could not be read.

    Tolerant: a blank line inside a cue does not cut it, a missing one between two cues does not join them.
    """
    cues: list[Cue] = []
    problems: list[Mistake] = []
    skipping = False
    for number in range(first, len(lines)):
        line = lines[number]
        begins = number == first or not lines[number - 1].strip()
        if ARROW in line:
            skipping = False
            cues.append(_begun(line, number, problems))
        elif not line.strip():
            skipping = False
        elif skipping or _is_id(lines, number, begins):
            continue
        elif begins and _is_block(line):
            skipping = True
        elif cues:
            cues[-1].lines.append(line)
        else:
            problems.append(Mistake(f"line {number + 1}", "stands before the first cue and is left out"))
    return cues, problems


def _begun(line: str, number: int, problems: list[Mistake]) -> Cue:
    place = f"line {number + 1}"
    times = cue_times(line)
    if not times:
        problems.append(Mistake(place, "its times can't be read; the words are kept"))
        return Cue(None, None)
    start, end = times
    if end < start:
        problems.append(Mistake(place, "ends before it begins; its end is left out"))
        return Cue(start, None)
    return Cue(start, end)


def _is_id(lines: Sequence[str], number: int, begins: bool) -> bool:
    """Whether a line names the cue that begins right below it."""
    if number + 1 >= len(lines) or ARROW not in lines[number + 1]:
        return False
    return begins or lines[number].strip().isdigit()


def _is_block(line: str) -> bool:
    return any(line == word or line.startswith((word + " ", word + "\t")) for word in _SKIPPED)
