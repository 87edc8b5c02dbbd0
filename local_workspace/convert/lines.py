"""Text broken into lines: at blanks, between Japanese signs, and in a word that is wider than the line."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace

BREAK = "\v"
"""A line's end within a paragraph, as Docs writes it."""

_NOT_FIRST = frozenset("、。，．・：；？！）］｝」』】〉》ー…‥々ゃゅょっァィゥェォャュョッ%℃,.!?:;)]}")
_NOT_LAST = frozenset("（［｛「『【〈《([{")
_ROOM = 0.01
"""Points by which a line may be too long: sums of widths are not exact."""


@dataclass(frozen=True, slots=True)
class Run:
    """Text of one look: `style` is fpdf's (`B`, `I`, both or none), colours are RGB from 0 to 255."""

    text: str
    size: float
    style: str = ""
    ink: tuple[int, int, int] = (0, 0, 0)
    underline: bool = False
    strike: bool = False
    link: str = ""


@dataclass(slots=True)
class Line:
    """What stands beside one another, how wide that is, and the size of its largest letters."""

    size: float
    parts: list[Run] = field(default_factory=list)
    width: float = 0.0


Width = Callable[[str, str, float], float]
"""How wide a sign is in a style and size."""


def broken(runs: Sequence[Run], room: float, width: Width, size: float) -> list[Line]:
    """The lines of a paragraph in that much room; a paragraph without words is one line of letters of `size`."""
    lines = [Line(size)]
    for word in _words(runs):
        if word[0].text == BREAK:
            lines.append(Line(size))
            continue
        wide = sum(_wide(run, width) for run in word)
        trimmed = wide - _wide_of_blank_end(word[-1], width)
        if lines[-1].parts and lines[-1].width + trimmed > room + _ROOM:
            lines.append(Line(size))
        if trimmed <= room + _ROOM:
            _put(lines[-1], word, wide)
        else:
            _put_in_pieces(lines, word, room, width)
    for line in lines:
        line.size = max((run.size for run in line.parts), default=size)
    return lines


def _put(line: Line, word: Sequence[Run], wide: float) -> None:
    line.parts += word
    line.width += wide


def _put_in_pieces(lines: list[Line], word: Sequence[Run], room: float, width: Width) -> None:
    """Sign by sign, where a word is wider than the line."""
    for run in word:
        for sign in run.text:
            wide = width(sign, run.style, run.size)
            if lines[-1].parts and lines[-1].width + wide > room + _ROOM:
                lines.append(Line(run.size))
            _put(lines[-1], [_with_text(run, sign)], wide)


def _words(runs: Sequence[Run]) -> Iterator[list[Run]]:
    """What no line may divide, each with the blanks behind it; a line's end is a word of its own."""
    word: list[Run] = []
    before = ""
    for run in runs:
        start = 0
        for at, sign in enumerate(run.text):
            if before and _may_break(before, sign):
                if at > start:
                    word.append(_with_text(run, run.text[start:at]))
                if word:
                    yield word
                word, start = [], at
            before = sign
        if start < len(run.text):
            word.append(_with_text(run, run.text[start:]))
    if word:
        yield word


def _may_break(before: str, sign: str) -> bool:
    if BREAK in {before, sign}:
        return True
    if before == " ":
        return sign != " "
    if sign in _NOT_FIRST or before in _NOT_LAST or sign == " ":
        return False
    return _is_wide(sign) or _is_wide(before) or before in "-–—/"


def _is_wide(sign: str) -> bool:
    return unicodedata.east_asian_width(sign) in {"W", "F"}


def _wide(run: Run, width: Width) -> float:
    return sum(width(sign, run.style, run.size) for sign in run.text)


def _wide_of_blank_end(run: Run, width: Width) -> float:
    blanks = len(run.text) - len(run.text.rstrip(" "))
    return blanks * width(" ", run.style, run.size)


def _with_text(run: Run, text: str) -> Run:
    return replace(run, text=text)
