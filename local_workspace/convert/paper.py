"""The paper that Sheets are put on. Its letters are Fira Sans; what it lacks, as Japanese, shows as empty boxes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from fpdf import FPDF
from fpdf.errors import FPDFException

from local_workspace.convert.letters import BODY, body_font
from local_workspace.errors import unimplemented

_MARGIN = 36


def new_paper(title: str) -> FPDF:
    """An empty PDF of A4 pages whose font is called `body`."""
    paper = FPDF(orientation="landscape", unit="pt", format="A4")
    paper.set_title(title)
    paper.set_margin(_MARGIN)
    for style in ("", "B"):
        paper.add_font(BODY, style, body_font(style))
    return paper


@contextmanager
def refusing_what_does_not_fit() -> Iterator[None]:
    """Say by name what the library can't draw, as rows higher than a page or too many columns."""
    try:
        yield
    except (FPDFException, NotImplementedError, ValueError) as wrong:
        raise unimplemented(f"drive.files.export to application/pdf of this table ({wrong})") from wrong
