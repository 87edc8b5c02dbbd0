"""Which files on a drive may hold a call, by their type and name alone, and which folder an address names."""

from __future__ import annotations

import re

from closeplan.errors import InputError, Mistake

GOOGLE_DOC = "application/vnd.google-apps.document"
"""What Meet writes transcripts and notes as; it is exported as plain text."""

ENDINGS = (".vtt", ".srt", ".txt", ".json", ".docx")
"""How names of transcript files end."""

MOST_BYTES = 20_000_000
"""A file's size at most: some four hundred hours of speech."""

_TYPES = frozenset(("text/vtt", "application/x-subrip", "text/srt"))

_FOLDER = re.compile(r"(?:^|/folders/|[?&]id=|#/folder/)([\w-]{10,200})(?:[/?#&]|$)")


def may_hold_call(name: str, mime_type: str) -> bool:
    """Whether such a file is worth reading: a Doc, a subtitle file, or one that is named like a transcript."""
    return mime_type == GOOGLE_DOC or mime_type in _TYPES or name.lower().endswith(ENDINGS)


def folder_id_in(text: str) -> str:
    """The folder's id in an id or the address of its page; InputError where there is none."""
    found = _FOLDER.search(text.strip())
    if found is None:
        told = "is no folder's address; open the folder in Drive and copy what stands in the address bar"
        raise InputError([Mistake("Folder", told)])
    return found[1]


def as_file_name(title: str) -> str:
    """A title, such as a Doc's, where a file's name is read: its slashes part no folders, and `2026/11/20` is a day."""
    return title.replace("/", "-").replace("\\", "-")
