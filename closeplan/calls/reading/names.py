"""What a file's name says: which call it is, and its day."""

# ruff: noqa: SIM905  (lists of words read best as text)

from __future__ import annotations

import re
from datetime import UTC, date, datetime

from closeplan.calls.reading.draft import clean_name

_ENDINGS = frozenset(
    "vtt srt txt json jsonl md text docx doc html pdf zoom teams meet gmeet transcript cc closed_caption captions en gong otter "
    "fireflies transcription".split()
)
_DAY = re.compile(r"(?<!\d)(\d{4})([-_.]?)(\d{2})\2(\d{2})(?!\d)")
_ZOOM = re.compile(r"GMT(\d{8})-(\d{6})(?!\d)")
_DIRECTORIES = re.compile(r"[/\\]")


def call_name(file_name: str) -> str:
    """The call's name: the file's without folders and without the endings that only say its form.

    `marlow-finch-2027-02-02` for `marlow-finch-2027-02-02.zoom.vtt`, for its `.meet.txt` and for its `.json`.
    """
    name = clean_name(_DIRECTORIES.split(file_name)[-1])
    while "." in name.strip("."):
        stem, _, ending = name.rpartition(".")
        if ending.casefold() not in _ENDINGS or not stem.strip(". "):
            break
        name = stem
    return name or "call"


def day_in_name(file_name: str) -> date | None:
    """The day in a file's name: `acme-2027-02-02.vtt`, `GMT20270202-150000_Recording.transcript.vtt`."""
    for match in _DAY.finditer(file_name):
        try:
            return date(int(match[1]), int(match[3]), int(match[4]))
        except ValueError:
            continue
    return None


def started_in_name(file_name: str) -> datetime | None:
    """When the call began by the name that Zoom gives its recordings: `GMT20270202-150000_Recording.transcript.vtt`."""
    match = _ZOOM.search(file_name)
    try:
        return datetime.strptime(match[1] + match[2], "%Y%m%d%H%M%S").replace(tzinfo=UTC) if match else None
    except ValueError:
        return None
