"""A Doc's content measured: paragraphs broken into lines, tables with the size of every cell."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from local_workspace.convert.letters import Letters
from local_workspace.convert.lines import Line, Run, broken
from local_workspace.docs import Document
from local_workspace.docs.defaults import nesting_levels
from local_workspace.docs.flow import NEWLINE
from local_workspace.docs.to_text import shown
from local_workspace.errors import unimplemented
from local_workspace.sheets.grid import Json

Ink = tuple[int, int, int]
_LINE = 1.15
"""The height of a line of Arial, in its size; Docs' line spacing multiplies it."""

_BULLET_INDENT = 36.0
_SIDES = ("Top", "Right", "Bottom", "Left")
_THIN: tuple[float, Ink] = (1.0, (0, 0, 0))
"""The border of a cell that says nothing of its borders."""


@dataclass(slots=True)
class Paragraph:
    """Lines with the space around them; `begins_page` is a page break and nothing else."""

    lines: list[Line]
    above: float = 0.0
    below: float = 0.0
    spacing: float = 1.0
    alignment: str = "START"
    indent: float = 0.0
    bullet: str = ""
    begins_page: bool = False

    def line_height(self, line: Line) -> float:
        """How far the next line is below this one."""
        return line.size * _LINE * self.spacing

    @property
    def height(self) -> float:
        return self.above + self.below + sum(map(self.line_height, self.lines))


@dataclass(slots=True)
class Cell:
    """One cell: `x` from the table's left, `padding` and `borders` from the top clockwise, `height` what it needs."""

    x: float
    width: float
    blocks: list[Paragraph | Table]
    padding: tuple[float, float, float, float]
    borders: dict[str, tuple[float, Ink]]
    fill: Ink | None
    alignment: str

    @property
    def room(self) -> float:
        """The width its words have."""
        return self.width - self.padding[1] - self.padding[3]

    @property
    def height(self) -> float:
        return self.padding[0] + self.padding[2] + sum(block.height for block in self.blocks)


@dataclass(slots=True)
class Row:
    """Cells beside one another."""

    cells: list[Cell]
    least: float = 0.0

    @property
    def height(self) -> float:
        return max([self.least, *(cell.height for cell in self.cells)])


@dataclass(slots=True)
class Table:
    """Rows below one another."""

    rows: list[Row] = field(default_factory=list)

    @property
    def height(self) -> float:
        return sum(row.height for row in self.rows)


class Blocks:
    """Measures a Doc's elements with the letters of its paper."""

    def __init__(self, document: Document, letters: Letters) -> None:
        self._document = document
        self._letters = letters
        self._counted: Counter[tuple[str, int]] = Counter()

    def of(self, elements: Sequence[Json], room: float) -> Iterator[Paragraph | Table]:
        """The elements in that much room."""
        for element in elements:
            if "paragraph" in element:
                yield from self._paragraphs(element["paragraph"], room)
            elif "table" in element:
                yield self._table(element["table"], room)

    def _paragraphs(self, shown_as: Json, room: float) -> Iterator[Paragraph]:
        if any("pageBreak" in element for element in shown_as["elements"]):
            yield Paragraph([], begins_page=True)
        named = self._named(shown_as["paragraphStyle"].get("namedStyleType", "NORMAL_TEXT"))
        style = named["paragraphStyle"] | shown_as["paragraphStyle"]
        bullet = shown_as.get("bullet")
        indent = (
            _BULLET_INDENT * (bullet.get("nestingLevel", 0) + 1) if bullet else _points(style, "indentStart")
        )
        runs = [self._run(element, named["textStyle"]) for element in shown_as["elements"]]
        size = runs[-1].size if runs else _points(named["textStyle"], "fontSize")
        words = [run for run in runs if run.text]
        yield Paragraph(
            broken(words, max(room - indent - _points(style, "indentEnd"), size), self._letters.width, size),
            above=_points(style, "spaceAbove"),
            below=_points(style, "spaceBelow"),
            spacing=style.get("lineSpacing", 100) / 100,
            alignment=style.get("alignment", "START"),
            indent=indent,
            bullet=self._bullet(bullet) if bullet else "",
        )

    def _named(self, kind: str) -> dict[str, Json]:
        normal, own = self._document.named_styles["NORMAL_TEXT"], self._document.named_styles.get(kind, {})
        return {name: normal[name] | own.get(name, {}) for name in ("textStyle", "paragraphStyle")}

    def _run(self, element: Json, inherited: Json) -> Run:
        parts = (part for part in element.values() if isinstance(part, dict))
        own: Json = next((part["textStyle"] for part in parts if "textStyle" in part), {})
        style = inherited | own
        face = ("B" if style.get("bold") else "") + ("I" if style.get("italic") else "")
        return Run(
            shown(element).removesuffix(NEWLINE),
            _points(style, "fontSize"),
            face,
            ink=_ink(style.get("foregroundColor", {})) or (0, 0, 0),
            underline=bool(style.get("underline")),
            strike=bool(style.get("strikethrough")),
            link=style.get("link", {}).get("url", ""),
        )

    def _bullet(self, bullet: Json) -> str:
        """The sign before an item, or its number."""
        key, level = bullet["listId"], bullet.get("nestingLevel", 0)
        looks = nesting_levels(self._document.lists[key])[level]
        if "glyphSymbol" in looks or looks.get("glyphType") == "GLYPH_TYPE_UNSPECIFIED":
            return "•"
        self._counted[key, level] += 1
        return f"{self._counted[key, level]}."

    def _table(self, table: Json, room: float) -> Table:
        widths = _widths(table, room)
        made = Table()
        covered: set[tuple[int, int]] = set()
        for r, row in enumerate(table["tableRows"]):
            cells = []
            for c, cell in enumerate(row["tableCells"]):
                if (r, c) in covered:
                    continue
                style = cell["tableCellStyle"]
                covered |= {
                    (r + i, c + j) for i in range(style["rowSpan"]) for j in range(style["columnSpan"])
                }
                cells.append(self._cell(cell, sum(widths[:c]), sum(widths[c : c + style["columnSpan"]])))
            made.rows.append(Row(cells, _points(row["tableRowStyle"], "minRowHeight")))
        return made

    def _cell(self, cell: Json, x: float, width: float) -> Cell:
        style = cell["tableCellStyle"]
        top, right, bottom, left = (_points(style, f"padding{side}") for side in _SIDES)
        if width - left - right < 1:
            raise unimplemented(
                "drive.files.export to application/pdf of this table (its columns are too narrow)"
            )
        return Cell(
            x=x,
            width=width,
            blocks=list(self.of(cell["content"], width - left - right)),
            padding=(top, right, bottom, left),
            borders={side: _border(style.get(f"border{side}")) for side in _SIDES},
            fill=_ink(style.get("backgroundColor", {})),
            alignment=style.get("contentAlignment", "TOP"),
        )


def _widths(table: Json, room: float) -> list[float]:
    """Each column's own width; columns without one share what is left."""
    said = [one.get("width", {}).get("magnitude") for one in table["tableStyle"]["tableColumnProperties"]]
    open_columns = said.count(None)
    share = max(room - sum(one or 0 for one in said), 0) / open_columns if open_columns else 0
    return [share if one is None else one for one in said]


def _border(said: Json | None) -> tuple[float, Ink]:
    if said is None:
        return _THIN
    return said["width"].get("magnitude", 0.0), _ink(said["color"]) or (0, 0, 0)


def _ink(color: Json) -> Ink | None:
    if "color" not in color:
        return None
    rgb = color["color"].get("rgbColor", {})
    red, green, blue = (round(rgb.get(name, 0) * 255) for name in ("red", "green", "blue"))
    return red, green, blue


def _points(style: Json, name: str) -> float:
    return float(style.get(name, {}).get("magnitude", 0.0))
