"""The text of a Doc as one row of UTF-16 units: what stands at index i is at index i.

Tables and objects are signs in that row, so every index that Google defines is a plain position and
no edit has to renumber anything. None of the signs can be typed: Google strips them from inserted text.
"""

import re
from array import array
from collections.abc import Iterator
from dataclasses import dataclass, field

from local_workspace.sheets.grid import Json

NEWLINE = "\n"
SECTION = "\x0c"
TABLE = "\x10"
TABLE_END = "\x11"
ROW = "\x12"
CELL = "\x1c"
OBJECT = "\ue907"
STRUCTURE = SECTION + TABLE + TABLE_END + ROW + CELL

_STRIPPED = re.compile("[\x00-\x08\x0c-\x1f\ue000-\uf8ff]")
_PART = re.compile(f"[^{NEWLINE}{STRUCTURE}{OBJECT}]+")


@dataclass(frozen=True, slots=True)
class Mark:
    """What one unit carries: its text style, and what a paragraph's end, an object or a cell has of its own."""

    style: Json = field(default_factory=dict)
    own: Json = field(default_factory=dict)


def units(text: str) -> str:
    """A text with each UTF-16 unit as one sign of the string."""
    if text.isascii():
        return text
    return "".join(map(chr, array("H", text.encode("utf-16-le", "surrogatepass"))))


def whole(text: str) -> str:
    """The text that units make."""
    if text.isascii():
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def cleaned(text: str) -> str:
    """Units of a text without what Google strips from inserted text."""
    return units(_STRIPPED.sub("", text))


@dataclass(slots=True)
class Flow:
    """Units, each with its mark."""

    text: str
    marks: list[Mark]

    def __len__(self) -> int:
        return len(self.text)

    def copy(self) -> "Flow":
        """A flow that can be changed without this one noticing."""
        return Flow(self.text, list(self.marks))

    def splice(self, start: int, end: int, text: str, marks: list[Mark]) -> None:
        """Put units in the place of others."""
        self.text = self.text[:start] + text + self.text[end:]
        self.marks[start:end] = marks

    def paragraph(self, index: int) -> tuple[int, int]:
        """Where the paragraph around an index starts, and where it ends behind its newline."""
        start = index
        while start > 0 and self.text[start - 1] not in NEWLINE + STRUCTURE:
            start -= 1
        return start, self.text.index(NEWLINE, index) + 1

    def paragraph_ends(self, start: int, end: int) -> Iterator[int]:
        """The newlines of all paragraphs that a range overlaps; there is always one."""
        at = self.text.find(NEWLINE, start)
        while at >= 0:
            yield at
            if at >= end - 1:
                return
            at = self.text.find(NEWLINE, at + 1)

    def parts(self) -> list[tuple[int, int]]:
        """The stretches of plain text between newlines, objects and structure."""
        return [found.span() for found in _PART.finditer(self.text)]

    def is_inside_pair(self, index: int) -> bool:
        """Whether an index falls between the two halves of one character."""
        return 0 < index < len(self.text) and "\ud800" <= self.text[index - 1] <= "\udbff"
