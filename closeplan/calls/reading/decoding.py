"""The text of a file, whatever wrote it; a clear refusal of what is no text."""

from __future__ import annotations

import codecs
import re
from typing import NoReturn

from closeplan.calls.reading.draft import UNTYPED
from closeplan.calls.reading.word import word_text
from closeplan.errors import InputError, Mistake

LIMIT = 20 * 1024 * 1024
"""How many bytes a transcript may have: some 200 hours of talk."""

LINES = 200_000
"""How many lines: an hour's call has some 5,000. It bounds the time and memory that a hostile file can take."""

_CONTROLS = bytes(byte for byte in range(32) if byte not in b"\t\n\r\x0b\x0c\x1b")
_MOSTLY = 0.05
"""The share of control bytes from which on a file is no text."""

_HOW = "Save the transcript as .vtt, .srt, .txt, .docx or .json and give that file."
_SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"PK\x03\x04", "is packed and no readable Word document"),
    (b"\xd0\xcf\x11\xe0", "is an old Word document or another Office file"),
    (b"{\\rtf", "is a Rich Text document"),
    (b"%PDF", "is a PDF"),
    (b"ID3", "is a sound recording"),
    (b"OggS", "is a sound recording"),
    (b"fLaC", "is a sound recording"),
    (b"RIFF", "is a recording"),
    (b"\x1aE\xdf\xa3", "is a video"),
    (b"\x89PNG", "is a picture"),
    (b"\xff\xd8\xff", "is a picture"),
    (b"GIF8", "is a picture"),
    (b"\x1f\x8b", "is a packed file"),
    (b"SQLite format 3", "is a database"),
)
_PAGE = re.compile(r"\s{0,100}<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
_XML = re.compile(r"\s{0,100}<(?:\?xml|tt)\b")


def text_of(data: bytes) -> str:
    """The text of a file in UTF-8 or UTF-16 (with or without a byte order mark), Windows-1252 or Shift JIS.

    Line ends become line feeds; control marks go. InputError where it is empty, too large, or no text.
    """
    if len(data) > LIMIT:
        _refuse(
            f"is larger than {LIMIT // 1024 // 1024} MB. Give one call a file, as text and not as a recording."
        )
    if data.startswith(b"PK\x03\x04") and (words := word_text(data, LIMIT)) and words.strip():
        return words
    kind = next((what for start, what in _SIGNATURES if data.startswith(start)), "")
    if not kind and data[4:8] == b"ftyp":
        kind = "is a video"
    if kind:
        _refuse(f"{kind}. {_HOW}")
    text = UNTYPED.sub("", _decoded(data).replace("\r\n", "\n").replace("\r", "\n")).lstrip("\ufeff")
    if not text.strip():
        _refuse("is empty.")
    if text.count("\n") > LINES:
        _refuse(f"has more than {LINES:,} lines. Give one call a file.")
    if _PAGE.match(text):
        _refuse(f"is a web page. {_HOW}")
    if _XML.match(text):
        _refuse(f"is XML. {_HOW}")
    return text


def _decoded(data: bytes) -> str:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16", errors="replace")
    wide = _wide(data)
    if wide:
        return data.decode(wide, errors="replace")
    kept = len(data.translate(None, _CONTROLS + b"\x00"))
    if len(data) - data.count(0) - kept > _MOSTLY * len(data) or data.count(0) > len(data) / 2:
        _refuse(f"is not text. {_HOW}")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return _narrow(data)


def _wide(data: bytes) -> str:
    """UTF-16 without a mark: in most languages every other byte of its line ends, spaces and letters is NUL."""
    half = max(1, len(data) // 2)
    if data[1::2].count(0) > half * 0.3 and data[::2].count(0) < half * 0.05:
        return "utf-16-le"
    if data[::2].count(0) > half * 0.3 and data[1::2].count(0) < half * 0.05:
        return "utf-16-be"
    return ""


def _narrow(data: bytes) -> str:
    """UTF-8 with a few broken bytes stays UTF-8; else Windows-1252, or Shift JIS, which uses bytes that the former lacks."""
    tolerant = data.decode("utf-8", errors="replace")
    broken = tolerant.count("\ufffd")
    if sum(char > "\x7f" for char in tolerant) > 2 * broken:
        return tolerant
    for encoding in ("cp1252", "cp932"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return tolerant


def _refuse(what: str) -> NoReturn:
    raise InputError([Mistake("", f"This file {what}")])
