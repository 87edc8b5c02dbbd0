"""A table of an HTML file on its way into a Doc."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from local_workspace.docs import css
from local_workspace.docs.defaults import CELL_STYLE, PARAGRAPH_STYLE, ROW_STYLE, columns_style, points
from local_workspace.docs.flow import CELL, NEWLINE, ROW, STRUCTURE, TABLE, TABLE_END, Mark, cleaned
from local_workspace.sheets.grid import Json

PLAIN = Mark(own={"style": PARAGRAPH_STYLE})
_MOST_SPANNED = 100
"""Columns one cell may span; a file may say anything."""


@dataclass(slots=True)
class Box:
    """Content being written: the body, or one cell with its own style and width."""

    parts: list[str] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    own: Json = field(default_factory=lambda: {"style": PARAGRAPH_STYLE})
    style: Json = field(default_factory=lambda: CELL_STYLE)
    width: float | None = None

    @classmethod
    def cell(cls, attributes: Mapping[str, str | None]) -> "Box":
        """An empty cell as its tag says it looks."""
        said = css.declared(attributes.get("style") or "")
        span = attributes.get("colspan") or ""
        style = CELL_STYLE | css.cell_style(said)
        if span.isdecimal() and int(span) > 1:
            style = style | {"columnSpan": min(int(span), _MOST_SPANNED)}
        width = css.length(said.get("width", "") or (attributes.get("width") or ""))
        return cls(style=style, width=width)

    @property
    def text(self) -> str:
        """All units."""
        return "".join(self.parts)

    @property
    def last(self) -> str:
        """The last unit, or nothing."""
        return self.parts[-1][-1] if self.parts else ""

    @property
    def is_open(self) -> bool:
        """Whether the last paragraph has text and no newline yet."""
        return bool(self.parts) and self.last not in NEWLINE + STRUCTURE

    def add(self, text: str, marks: list[Mark]) -> None:
        """Write units with their marks."""
        if text:
            self.parts.append(text)
            self.marks += marks

    def write(self, text: str, style: Json) -> None:
        """Write text in one style."""
        units = cleaned(text)
        self.add(units, [Mark(style)] * len(units))

    def end(self) -> None:
        """End the paragraph if there is one, without a blank at its end; its end looks like its last letter."""
        if not self.is_open:
            return
        look = self.marks[-1].style
        if self.last == " " and len(self.marks) > 1:
            kept = self.parts.pop()[:-1]
            self.marks.pop()
            self.parts += [kept] if kept else []
        self.add(NEWLINE, [Mark(look, own=self.own)])

    def settle(self, look: Json | None = None) -> None:
        """End with a paragraph, as all content does; one without words takes that look."""
        self.end()
        if self.last != NEWLINE:
            self.add(NEWLINE, [Mark(look, own=PLAIN.own) if look else PLAIN])


@dataclass(slots=True)
class Grid:
    """A table being read: rows of cells."""

    rows: list[list[Box]] = field(default_factory=list)

    def write(self, box: Box) -> None:
        """Put the table with the text of its cells behind what the box holds; a paragraph comes before it."""
        rows = [_spread(row) for row in self.rows if row]
        if not rows:
            return
        if box.last != NEWLINE:
            box.add(NEWLINE, [PLAIN])
        columns = max(map(len, rows))
        box.add(TABLE, [Mark(own={"columns": _columns(rows, columns)})])
        for row in rows:
            box.add(ROW, [Mark(own=ROW_STYLE)])
            for cell in row + [Box() for _ in range(columns - len(row))]:
                cell.settle()
                box.add(CELL + cell.text, [Mark(own=cell.style), *cell.marks])
        box.add(TABLE_END, [Mark()])


def _spread(row: list[Box]) -> list[Box]:
    """The row with an empty cell in each place that a wider cell covers."""
    return [one for cell in row for one in (cell, *(Box() for _ in range(cell.style["columnSpan"] - 1)))]


def _columns(rows: list[list[Box]], columns: int) -> list[Json]:
    """Fixed widths where the first row that says all of them does; else the columns share the width."""
    for row in rows:
        widths = [cell.width for cell in row]
        if len(row) == columns and all(widths):
            return [{"widthType": "FIXED_WIDTH", "width": points(width or 0)} for width in widths]
    return columns_style(columns)
