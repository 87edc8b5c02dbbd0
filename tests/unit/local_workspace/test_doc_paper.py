"""Docs from HTML with their looks, and on paper: what is put in comes out."""

from __future__ import annotations

import io

import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from local_workspace.convert.doc_paper import doc_on_paper
from local_workspace.convert.lines import Run, broken
from local_workspace.docs import to_html
from local_workspace.docs.css import color, hex_of
from local_workspace.docs.from_html import document_from_html

CELL = "width:100pt;background-color:#1f3a5f;border-top:2pt solid #ff0000;vertical-align:middle"
HTML = (
    f'<table><tr><td style="{CELL}" colspan="2"><p style="font-size:20pt;color:#ffffff;text-align:center">Ink</p></td></tr>'
    '<tr><td style="width:100pt">a</td><td style="width:60pt"><p style="font-size:6pt">&nbsp;</p></td></tr></table>'
)


def rendered(html: str) -> pypdfium2.PdfDocument:
    return pypdfium2.PdfDocument(io.BytesIO(doc_on_paper(document_from_html(html))))


@given(st.integers(0, 0xFFFFFF))
def test_a_colour_comes_back_as_it_was(number: int) -> None:
    text = f"#{number:06x}"
    shown = color(text)
    assert shown is not None
    assert hex_of(shown) == text


def test_looks_survive_html_and_back() -> None:
    once = to_html(document_from_html(HTML))
    assert to_html(document_from_html(once)) == once
    for kept in (
        "width:60pt",
        "background-color:#1f3a5f",
        "border-top:2pt solid #ff0000",
        "font-size:20pt",
        "text-align:center",
        'colspan="2"',
    ):
        assert kept in once


def test_a_cell_is_filled_and_its_words_have_their_ink() -> None:
    page = rendered(HTML)[0]
    picture = page.render(scale=1).to_pil().convert("RGB")
    colors = {rgb for _, rgb in picture.getcolors(maxcolors=100_000) or ()}
    assert (0x1F, 0x3A, 0x5F) in colors
    assert (255, 255, 255) in colors
    assert "Ink" in page.get_textpage().get_text_range()


@pytest.mark.parametrize("text", ["稟議を通す", "Größe ≤ 5", "🚀", "שלום"])
def test_other_scripts_are_drawn(text: str) -> None:
    page = rendered(f"<p>{text}</p>")[0]
    assert text in page.get_textpage().get_text_range()
    darkest, _ = page.render(scale=2).to_pil().convert("L").getextrema()
    assert darkest < 100


@given(st.lists(st.text(st.sampled_from("ab 、。日本-/"), max_size=30), max_size=4), st.integers(8, 80))
def test_lines_hold_all_words_and_fit(texts: list[str], room: int) -> None:
    runs = [Run(text, 10) for text in texts if text]
    lines = broken(runs, room, lambda _sign, _style, size: size / 2, 10)
    assert "".join(run.text for line in lines for run in line.parts) == "".join(texts)
    for line in lines:
        words = "".join(run.text for run in line.parts).rstrip(" ")
        assert len(words) <= 1 or len(words) * 5 <= room + 0.1
