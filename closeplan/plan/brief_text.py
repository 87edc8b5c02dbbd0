"""People's own words on one page: on one line, and cut at a word where they go on for long."""

from __future__ import annotations

import unicodedata

from closeplan.plan.bidi import closed

_WIDE = frozenset("WF")
_ELLIPSIS = "…"
_LOOK_BACK = 0.5
"""Up to this part of a text is given up to end it at a word."""


def one_line(text: str) -> str:
    """The words on one line, without halves of characters."""
    return " ".join("".join(c for c in text if not "\ud800" <= c <= "\udfff").split())


def width(text: str) -> int:
    """How wide the text is, in letters; a Japanese sign takes the room of two, a combining mark none."""
    return sum(_width(sign) for sign in text)


def shortened(text: str, limit: int) -> str:
    """The text on one line and at most `limit` letters wide, cut behind a word and then ending in an ellipsis."""
    line = one_line(text)
    # a long text need not be measured to its end
    if width(line[: limit + 1]) <= limit and (len(line) <= limit or width(line) <= limit):
        return closed(line)
    kept, room = 0, limit - 1
    for sign in line:
        room -= _width(sign)
        if room < 0:
            break
        kept += 1
    head = line[:kept]
    end = head.rfind(" ") if line[kept : kept + 1] != " " else kept
    if end > kept * (1 - _LOOK_BACK):
        head = head[:end]
    return closed(head.rstrip(" ,;:·-–—") + _ELLIPSIS)


def _width(sign: str) -> int:
    if unicodedata.combining(sign) or unicodedata.category(sign) in {"Cf", "Mn", "Me"}:
        return 0
    return 2 if unicodedata.east_asian_width(sign) in _WIDE else 1
