"""The brief on paper, rendered: one page, every letter drawn, nothing cut off at the edge."""

from __future__ import annotations

import io
from contextlib import closing
from dataclasses import replace

import pypdfium2
import pytest
from fpdf import FPDF

from addon.pages.brief_document import brief_html
from addon.pages.brief_view import brief_view
from closeplan.plan.brief import Density
from closeplan.plan.languages import LANGUAGES
from closeplan.plan.model import Plan, Risk
from closeplan.records.briefs import MARGIN
from local_workspace.convert.doc_paper import doc_on_paper
from local_workspace.convert.letters import Letters
from local_workspace.docs.defaults import points
from local_workspace.docs.from_html import document_from_html
from tests.unit.pages.plans import brief_of, milestones, plan

HOSTILE = '=IMPORTXML("http://x") <script>alert(1)</script> \u202etfel\u202c 🚀 שלום 日本語'


def on_paper(shown: Plan, language: str, density: Density) -> pypdfium2.PdfDocument:
    document = document_from_html(brief_html(brief_of(shown, language, density), density))
    margins = {f"margin{side}": points(MARGIN) for side in ("Top", "Bottom", "Left", "Right")}
    size = {"width": points(595.276), "height": points(841.89)}
    document.style = {**document.style, **margins, "pageSize": size}
    return pypdfium2.PdfDocument(io.BytesIO(doc_on_paper(document)))


def tightest(shown: Plan, language: str) -> pypdfium2.PdfDocument:
    """As roomy as one page allows, which is what a seller gets."""
    for density in Density:
        paper = on_paper(shown, language, density)
        if len(paper) == 1:
            break
    return paper


def text_of(paper: pypdfium2.PdfDocument) -> str:
    return "".join(paper[0].get_textpage().get_text_range().split())


@pytest.mark.parametrize("language", LANGUAGES)
def test_twenty_milestones_are_one_page_with_every_name_on_it(language: str) -> None:
    paper = tightest(plan(language), language)
    assert len(paper) == 1
    text = text_of(paper)
    view = brief_view(brief_of(plan(language), language))
    # what wraps keeps its letters in order; a cut name keeps its beginning
    assert [row.name for row in view.rows if row.name[:12].replace(" ", "") not in text] == []
    assert _undrawn(text) == set()
    assert _ink_at_the_edge(paper) == []


def _undrawn(text: str) -> set[str]:
    """Signs that show as empty boxes: no font has them."""
    with closing(Letters(FPDF())) as letters:
        return {sign for sign in text if not letters.has(sign)}


def _ink_at_the_edge(paper: pypdfium2.PdfDocument) -> list[str]:
    """Sides of the page whose margin has something on it."""
    picture = paper[0].render(scale=1).to_pil().convert("L")
    wide, high, edge = picture.width, picture.height, MARGIN - 4
    boxes = {
        "left": (0, 0, edge, high),
        "right": (wide - edge, 0, wide, high),
        "top": (0, 0, wide, edge),
        "bottom": (0, high - edge, wide, high),
    }
    return [side for side, box in boxes.items() if picture.crop(box).getextrema()[0] < 250]


@pytest.mark.parametrize("language", ["de", "ja"])
def test_endless_and_hostile_words_stay_words_on_one_page(language: str) -> None:
    endless = (HOSTILE + " ") * 1000
    rows = tuple(replace(row, name=HOSTILE, owner="x" * 500) for row in milestones(language, 40))
    risks = tuple(Risk(id=str(n), description=endless, response=endless) for n in range(9))
    shown = plan(
        language, why=endless, objective="w" * 50_000, cost_of_inaction=endless, risks=risks, milestones=rows
    )

    paper = tightest(shown, language)
    assert len(paper) == 1
    text = text_of(paper)
    assert '=IMPORTXML("http://x")<script>' in text
    assert "🚀" in text
    assert "日本" in text


def test_nothing_internal_is_on_the_page() -> None:
    html = brief_html(brief_of(plan()), Density.ROOMY)
    for marked in ("INTERNAL", "180000", "EUR 180", "x@acme.example", "never_acknowledged"):
        assert marked not in html


def test_a_plan_without_words_has_no_empty_parts() -> None:
    bare = Plan(milestones=())
    view = brief_view(brief_of(bare))
    assert view.purpose == ()
    assert [part.title for part in view.around] == ["What we ask of you"]
    assert len(tightest(bare, "en")) == 1
