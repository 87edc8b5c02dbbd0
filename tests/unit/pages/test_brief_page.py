"""The brief within a web page: nothing people wrote is markup, and no style or script stands in it."""

from __future__ import annotations

import re
from dataclasses import replace
from xml.etree import ElementTree as ET

from hypothesis import given, settings
from hypothesis import strategies as st
from jinja2 import Environment, FileSystemLoader

from addon.pages.brief_view import brief_view
from addon.pages.timeline_svg import timeline_svg
from addon.resources import templates_folder
from closeplan.plan.model import Milestone, Plan
from tests.unit.pages.plans import TODAY, brief_of, milestones, plan

WORDS = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"), max_size=60
)


def page(shown: Plan) -> str:
    templates = Environment(loader=FileSystemLoader(templates_folder() / "pages"), autoescape=True)
    view = brief_view(brief_of(shown))
    return templates.get_template("brief.html").render(view=view, timeline=timeline_svg(view))


@settings(max_examples=30)
@given(WORDS, WORDS)
def test_any_words_make_a_picture_that_is_xml(name: str, owner: str) -> None:
    rows = (Milestone(id="a", name=name, owner=owner, workstream=owner, due=TODAY),)
    drawn = ET.fromstring(timeline_svg(brief_view(brief_of(plan(milestones=rows)))))
    assert drawn.get("role") == "img"


def test_markup_in_any_part_is_text() -> None:
    nasty = "<script>alert(1)</script><img src=x onerror=y>"
    rows = tuple(replace(row, name=nasty, owner=nasty, workstream=nasty) for row in milestones("en"))
    html = page(plan(why=nasty, objective=nasty, cost_of_inaction=nasty, milestones=rows))
    assert "<script" not in html
    assert "<img" not in html
    assert not re.search(r"\sstyle=|\son\w+=\"|javascript:", html)


def test_the_picture_and_the_table_name_every_milestone() -> None:
    html = page(plan())
    picture, table = html.split("<details>")
    for row in milestones("en"):
        assert row.name[:20] in picture
        assert row.name in table


def test_without_dates_there_is_no_picture() -> None:
    rows = (Milestone(id="a", name="x"),)
    assert timeline_svg(brief_view(brief_of(plan(milestones=rows)))) == ""
