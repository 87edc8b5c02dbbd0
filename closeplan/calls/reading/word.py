"""The text of a Word document (.docx), as Teams offers its transcripts: the paragraphs, one a line."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from html import unescape

_BODY = "word/document.xml"
_PARAGRAPH = re.compile(r"</w:p>")
_PIECE = re.compile(r"<w:t(?:\s[^<>]*)?>([^<]*)</w:t>|<w:(br|cr|tab)\s?/>")


def word_text(data: bytes, limit: int) -> str | None:
    """The document's text; None where the file is no readable Word document or unpacks to more than `limit` bytes.

    The XML is not parsed as such, so nothing in it is ever followed or expanded.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed, packed.open(_BODY) as body:
            xml = body.read(limit + 1)
    except (
        zipfile.BadZipFile,
        KeyError,
        OSError,
        EOFError,
        RuntimeError,
        NotImplementedError,
        ValueError,
        zlib.error,
    ):
        return None
    if len(xml) > limit:
        return None
    paragraphs = _PARAGRAPH.split(xml.decode("utf-8", errors="replace"))
    return "\n".join("".join(map(_piece, _PIECE.finditer(paragraph))) for paragraph in paragraphs)


def _piece(match: re.Match[str]) -> str:
    if match[2]:
        return " " if match[2] == "tab" else "\n"
    return unescape(match[1])
