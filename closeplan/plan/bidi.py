"""People's own words may turn the writing direction around; where they stand within a sentence, that ends with them.

The signs are those of Unicode's bidirectional algorithm (UAX #9, section 2).
"""

from __future__ import annotations

import re

_OPENS_EMBEDDING = "\u202a\u202b\u202d\u202e"
_OPENS_ISOLATE = "\u2066\u2067\u2068"
_END_OF_EMBEDDING = "\u202c"
_END_OF_ISOLATE = "\u2069"

_SIGN = re.compile(f"[{_OPENS_EMBEDDING}{_OPENS_ISOLATE}{_END_OF_EMBEDDING}{_END_OF_ISOLATE}]")

_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]"
)
"""Control marks, marks of the writing direction, and spaces of no width; not the joiners, which Persian and Hindi spell with."""


def without_controls(text: str) -> str:
    """The text without anything that is not seen and only turns or parts what is."""
    return _UNSEEN.sub("", text)


def closed(text: str) -> str:
    """The text with every embedding, override and isolate that it opens ended at its end; as it is where none is open."""
    open_ends: list[str] = []
    for sign in _SIGN.findall(text):
        if sign in _OPENS_EMBEDDING:
            open_ends.append(_END_OF_EMBEDDING)
        elif sign in _OPENS_ISOLATE:
            open_ends.append(_END_OF_ISOLATE)
        elif sign == _END_OF_ISOLATE:
            _end_isolate(open_ends)
        elif open_ends and open_ends[-1] == _END_OF_EMBEDDING:
            open_ends.pop()
    return text + "".join(reversed(open_ends)) if open_ends else text


def _end_isolate(open_ends: list[str]) -> None:
    """The innermost isolate ends, with all that was opened within it; an end of nothing changes nothing."""
    if _END_OF_ISOLATE in open_ends:
        while open_ends.pop() != _END_OF_ISOLATE:
            pass
