"""Docs as PDFs: paragraphs, lists and tables with their looks on the page that the Doc asks for.

Pictures, headers and footers are left out; a table row that is higher than a page is refused by name.
"""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass

from fpdf import FPDF

from local_workspace.convert.doc_blocks import Blocks, Cell, Paragraph, Row, Table
from local_workspace.convert.letters import Letters
from local_workspace.convert.lines import Line
from local_workspace.docs import Document
from local_workspace.docs.render import content
from local_workspace.errors import unimplemented

_DESCENT = 0.24
"""The part of a line's height below its letters' baseline."""

_INDENT_OF_BULLET = 12.0


def doc_on_paper(document: Document) -> bytes:
    """The PDF of a Doc; its title is all that it says of itself."""
    size = document.style["pageSize"]
    pages = FPDF(unit="pt", format=(size["width"]["magnitude"], size["height"]["magnitude"]))
    pages.set_title(document.title)
    pages.set_auto_page_break(auto=False)
    pages.set_margin(0)
    with closing(Letters(pages)) as letters:
        _Writer(pages, document, letters).write()
        return bytes(pages.output())


@dataclass(frozen=True, slots=True)
class _Frame:
    """The part of a page that is written on, in points from its top left."""

    left: float
    top: float
    width: float
    bottom: float


class _Writer:
    """Puts blocks on pages, one below the other."""

    def __init__(self, pages: FPDF, document: Document, letters: Letters) -> None:
        self._pages = pages
        self._letters = letters
        style = document.style
        margins = {
            side: style[f"margin{side}"].get("magnitude", 0.0) for side in ("Top", "Right", "Bottom", "Left")
        }
        self._frame = _Frame(
            left=margins["Left"],
            top=margins["Top"],
            width=pages.w - margins["Left"] - margins["Right"],
            bottom=pages.h - margins["Bottom"],
        )
        self._y = self._frame.top
        self._document = document

    def write(self) -> None:
        """Write everything."""
        self._new_page()
        blocks = Blocks(self._document, self._letters)
        flow = self._document.flow
        for block in blocks.of(list(content(flow, 0, len(flow))), self._frame.width):
            if isinstance(block, Table):
                self._table(block)
            elif block.begins_page:
                self._new_page()
            else:
                self._paragraph(block)

    def _new_page(self) -> None:
        self._pages.add_page()
        self._y = self._frame.top

    def _make_room(self, height: float) -> None:
        if self._y + height > self._frame.bottom + 0.5 and self._y > self._frame.top:
            self._new_page()

    def _paragraph(self, block: Paragraph) -> None:
        """Line by line, so that a long one goes on on the next page."""
        self._y += block.above if self._y > self._frame.top else 0
        for at, line in enumerate(block.lines):
            self._make_room(block.line_height(line))
            self._line(block, line, (self._frame.left, self._y), self._frame.width, is_first=not at)
            self._y += block.line_height(line)
        self._y += block.below

    def _table(self, table: Table) -> None:
        for row in table.rows:
            if row.height > self._frame.bottom - self._frame.top:
                raise unimplemented(
                    "drive.files.export to application/pdf of this table (a row is higher than a page)"
                )
            self._make_room(row.height)
            self._row(row, (self._frame.left, self._y))
            self._y += row.height

    def _row(self, row: Row, at: tuple[float, float]) -> None:
        for cell in row.cells:
            self._fill(cell, (at[0] + cell.x, at[1]), row.height)
        for cell in row.cells:
            self._content(cell, (at[0] + cell.x, at[1]), row.height)
        for cell in row.cells:
            self._borders(cell, (at[0] + cell.x, at[1]), row.height)

    def _fill(self, cell: Cell, at: tuple[float, float], height: float) -> None:
        if cell.fill is not None:
            self._pages.set_fill_color(*cell.fill)
            self._pages.rect(*at, cell.width, height, style="F")

    def _borders(self, cell: Cell, at: tuple[float, float], height: float) -> None:
        (x, y), right, bottom = at, at[0] + cell.width, at[1] + height
        edges = {
            "Top": (x, y, right, y),
            "Right": (right, y, right, bottom),
            "Bottom": (x, bottom, right, bottom),
            "Left": (x, y, x, bottom),
        }
        for side, edge in edges.items():
            size, ink = cell.borders[side]
            if size:
                self._pages.set_line_width(size)
                self._pages.set_draw_color(*ink)
                self._pages.line(*edge)

    def _content(self, cell: Cell, at: tuple[float, float], height: float) -> None:
        spare = height - cell.height
        y = at[1] + cell.padding[0] + {"MIDDLE": spare / 2, "BOTTOM": spare}.get(cell.alignment, 0.0)
        x = at[0] + cell.padding[3]
        for block in cell.blocks:
            if isinstance(block, Table):
                for row in block.rows:
                    self._row(row, (x, y))
                    y += row.height
                continue
            y += block.above
            for number, line in enumerate(block.lines):
                self._line(block, line, (x, y), cell.room, is_first=not number)
                y += block.line_height(line)
            y += block.below

    def _line(
        self, block: Paragraph, line: Line, at: tuple[float, float], room: float, *, is_first: bool
    ) -> None:
        height = block.line_height(line)
        spare = room - block.indent - line.width
        x = at[0] + block.indent + {"CENTER": spare / 2, "END": spare}.get(block.alignment, 0.0)
        y = at[1] + height - line.size * _DESCENT - (height - line.size * 1.15) / 2
        if is_first and block.bullet:
            self._pages.set_text_color(0, 0, 0)
            self._letters.draw(x - _INDENT_OF_BULLET, y, block.bullet, "", line.size)
        for run in line.parts:
            self._pages.set_text_color(*run.ink)
            end = self._letters.draw(x, y, run.text, run.style, run.size)
            for wanted, lift in ((run.underline, -0.12), (run.strike, 0.28)):
                if wanted:
                    self._pages.set_draw_color(*run.ink)
                    self._pages.set_line_width(run.size / 18)
                    self._pages.line(x, y - lift * run.size, end, y - lift * run.size)
            if run.link and end > x:
                self._pages.link(x, at[1], end - x, height, run.link)
            x = end
