"""Which files on a drive may hold a call, by their type and name alone."""

from __future__ import annotations

GOOGLE_DOC = "application/vnd.google-apps.document"
"""What Meet writes transcripts and notes as; it is exported as plain text."""

ENDINGS = (".vtt", ".srt", ".txt", ".json", ".docx")
"""How names of transcript files end."""

MOST_BYTES = 20_000_000
"""A file's size at most: some four hundred hours of speech."""

_TYPES = frozenset(("text/vtt", "application/x-subrip", "text/srt"))


def may_hold_call(name: str, mime_type: str) -> bool:
    """Whether such a file is worth reading: a Doc, a subtitle file, or one that is named like a transcript."""
    return mime_type == GOOGLE_DOC or mime_type in _TYPES or name.lower().endswith(ENDINGS)


def as_file_name(title: str) -> str:
    """A title, such as a Doc's, where a file's name is read: its slashes part no folders, and `2026/11/20` is a day."""
    return title.replace("/", "-").replace("\\", "-")
