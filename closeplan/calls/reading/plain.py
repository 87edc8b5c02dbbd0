"""Transcripts as plain text: `Name: words`, `[00:12] Name: words`, `Name  00:12` above the words, Meet's blocks under times."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from closeplan.calls.reading.draft import Draft, Said
from closeplan.calls.reading.headings import take_headings
from closeplan.calls.reading.labels import split_labels
from closeplan.calls.reading.lines import Line, closing, parsed
from closeplan.errors import InputError, Mistake

_NOBODY = (
    "No transcript was found in this file: no line begins with a name and a colon, and none with a time. "
    "Give the transcript as the meeting service exports it (.vtt, .srt, .txt, .docx or .json)."
)


_SILENT = 4 * 3600


def read_plain(lines: Sequence[str]) -> Draft:
    """A text's turns. A line that begins none goes on with the one before. InputError where there are none."""
    draft = Draft()
    read = [parsed(line) for line in lines]
    heads = sum(1 for line in read if line.head)
    labels = split_labels([line.text for line in read], _announced(lines))
    if heads and heads * 2 > len(labels):
        begun = {number for number, line in enumerate(read) if line.head}
        labels = {}
    else:
        begun = set(labels) | {
            number for number, line in enumerate(read) if line.start is not None and line.text
        }
        read = [_without_head(line) for line in read]
    first = _first_turn(read, begun)
    if first is None:
        raise InputError([Mistake("", _NOBODY)])
    take_headings(draft, lines[:first])
    below = {number - first: both for number, both in labels.items()}
    # a file that was appended to another has its headings again
    headings = {line.whole for line in read[:first] if line.whole}
    draft.said = _from_the_beginning(_turns(read[first:], below, headings, heads=not labels))
    return draft


def _turns(
    lines: Sequence[Line], labels: dict[int, tuple[str, str]], headings: set[str], *, heads: bool
) -> list[Said]:
    found: list[_Open] = []
    clock: tuple[float | None, float | None] = (None, None)
    fresh = False
    for number, line in enumerate(lines):
        if line.start is not None:
            clock, fresh = (line.start, line.end), not line.text
        if number in labels:
            found.append(_Open(labels[number][0], *clock, [labels[number][1]]))
        elif line.head:
            found.append(_Open(line.name, *clock, [line.text]))
        elif not line.text or closing(line.text) or line.whole in headings:
            continue
        elif (fresh or line.start is not None or not found) and not (heads and found):
            found.append(_Open(None, *clock, [line.text]))
        else:
            found[-1].words.append(line.text)
        if line.text:
            fresh = False
    return [Said(" ".join(word for word in one.words if word), one.name, one.start, one.end) for one in found]


def _from_the_beginning(said: list[Said]) -> list[Said]:
    """Hours of a clock (Zoom's saved captions) made seconds of the call; no call is silent for its first four hours."""
    first = min((one.start for one in said if one.start is not None), default=0.0)
    if first < _SILENT:
        return said
    return [
        replace(
            one,
            start=None if one.start is None else round(one.start - first, 3),
            end=None if one.end is None else round(one.end - first, 3),
        )
        for one in said
    ]


class _Open:
    """A turn whose words are still being read."""

    def __init__(self, name: str | None, start: float | None, end: float | None, words: list[str]) -> None:
        self.name, self.start, self.end, self.words = name, start, end, words


def _without_head(line: Line) -> Line:
    """In a file of labels a name beside a time is no head but words."""
    return line if not line.head else Line(line.whole, start=None, end=None, whole=line.whole)


def _first_turn(lines: Sequence[Line], begun: set[int]) -> int | None:
    """The line of the first turn, or that of the time right above it."""
    if not begun:
        return None
    number = min(begun)
    above = number - 1
    while above >= 0 and not lines[above].text and lines[above].start is None:
        above -= 1
    return above if above >= 0 and lines[above].start is not None and not lines[above].text else number


def _announced(lines: Sequence[str]) -> list[str]:
    """Names that the head of a file lists as being there."""
    head = Draft()
    take_headings(head, lines[:40])
    return [
        person.name for person in head.attendees if len(person.name.split()) < 6 and ":" not in person.name
    ]
