"""PDFs: the paper and its letters, and Docs on it.

The letters are Fira Sans: Latin, Greek and Cyrillic; other scripts show as empty boxes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Literal

from fpdf import FPDF, TextStyle
from fpdf.errors import FPDFException

from local_workspace.errors import unimplemented

_FACES = {"": "Regular", "B": "Bold", "I": "Italic", "BI": "BoldItalic"}
_MARGIN, _SIZE = 36, 11
_HEADINGS = {"h1": 20, "h2": 16, "h3": 14, "h4": 12, "h5": 11, "h6": 11}
_CELL = re.compile(r"(<td[^>]*>)(.*?)(</td>)", re.DOTALL)
_BREAK = re.compile(r"</(?:p|h[1-6]|li)><|<br>")
_TAG = re.compile(r"<[^>]*>")


def new_paper(title: str, orientation: Literal["landscape", "portrait"]) -> FPDF:
    """An empty PDF of A4 pages whose font is called `body`."""
    paper = FPDF(orientation=orientation, unit="pt", format="A4")
    paper.set_title(title)
    paper.set_margin(_MARGIN)
    for style, face in _FACES.items():
        if orientation == "portrait" or "I" not in style:
            paper.add_font("body", style, _font(face))
    return paper


def _font(face: str) -> Path:
    spec = find_spec("fontpkg_fira_sans")
    if spec is None or spec.origin is None:
        raise RuntimeError("fontpkg-fira-sans is not installed")
    return Path(spec.origin).parent / "files" / f"FiraSans-{face}.ttf"


@contextmanager
def refusing_what_does_not_fit() -> Iterator[None]:
    """Say by name what the library can't draw, as rows higher than a page or too many columns."""
    try:
        yield
    except (FPDFException, NotImplementedError, ValueError) as wrong:
        raise unimplemented(f"drive.files.export to application/pdf of this table ({wrong})") from wrong


def html_on_paper(html: str, title: str) -> bytes:
    """A Doc's own HTML as a PDF: headings, emphasis, lists, links and tables of plain text."""
    paper = new_paper(title, "portrait")
    paper.add_page()
    paper.set_font("body", size=_SIZE)
    _, _, body = html.partition("<body>")
    body = _CELL.sub(lambda cell: cell[1] + _plain(cell[2]) + cell[3], body.removesuffix("</body></html>"))
    black = (0, 0, 0)
    styles = {
        tag: TextStyle(font_style="B", font_size_pt=size, color=black, t_margin=2, b_margin=0.4)
        for tag, size in _HEADINGS.items()
    }
    with refusing_what_does_not_fit():
        paper.write_html(
            body, font_family="body", table_line_separators=True, li_prefix_color=black, tag_styles=styles
        )
    return bytes(paper.output())


def _plain(cell: str) -> str:
    """A table cell's text alone: the library takes no tags within cells."""
    return _TAG.sub("", _BREAK.sub(" <", cell))
