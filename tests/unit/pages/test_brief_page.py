"""The brief within a web page: nothing people wrote is markup, and no style or script stands in it."""

from __future__ import annotations

import re
from dataclasses import replace
from xml.etree import ElementTree as ET

from hypothesis import given, settings
from hypothesis import strategies as st
from jinja2 import Environment, FileSystemLoader

from addon.pages.brief_view import brief_view
from addon.resources import templates_folder
from closeplan.plan.brief_text import one_line
from closeplan.plan.model import Milestone, Plan, Role, Side, Stakeholder
from tests.unit.pages.plans import TODAY, brief_of, milestones, plan

WORDS = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"), max_size=60
)


def page(shown: Plan) -> str:
    templates = Environment(loader=FileSystemLoader(templates_folder() / "pages"), autoescape=True)
    view = brief_view(brief_of(shown, density=None))
    return templates.get_template("brief.html").render(view=view)


@settings(max_examples=30)
@given(WORDS, WORDS)
def test_any_words_make_a_page_whose_tags_match(name: str, owner: str) -> None:
    rows = (Milestone(id="a", name=name, owner=owner, workstream=owner, due=TODAY),)
    shown = ET.fromstring(page(plan(milestones=rows)).replace("<br>", "<br/>"))
    assert [text.strip() for text in shown.itertext()].count(one_line(name)) or not one_line(name)


def test_markup_in_any_part_is_text() -> None:
    nasty = "<script>alert(1)</script><img src=x onerror=y>"
    rows = tuple(replace(row, name=nasty, owner=nasty, workstream=nasty) for row in milestones("en"))
    html = page(plan(why=nasty, objective=nasty, cost_of_inaction=nasty, milestones=rows))
    assert "<script" not in html
    assert "<img" not in html
    assert not re.search(r"\sstyle=|\son\w+=\"|javascript:", html)


def test_names_and_people_are_never_cut_where_there_is_room() -> None:
    long = "Agree scope, success criteria and the exit criteria of the proof of value with all five regions"
    crowd = tuple(
        Stakeholder(id=str(n), name=f"Person {n}", role=Role.LEGAL, side=Side.BUYER) for n in range(30)
    )
    rows = (replace(milestones("en")[0], name=long), *milestones("en")[1:])
    html = page(plan(milestones=rows, stakeholders=crowd))
    assert long in html
    assert all(f"Person {n}," in html for n in range(30))
    assert "more" not in html


def test_every_step_has_its_bar_within_the_months_and_its_slip() -> None:
    view = brief_view(replace(brief_of(plan()), slips={milestones("en")[4].id: 8}))
    assert sum(heading.span for heading in view.headings) == len(view.columns)
    assert view.columns[0].opens
    assert sum(column.opens for column in view.columns) == len(view.headings)
    assert [row.slip for row in view.rows if row.slip] == ["+8 working days"]
    for row in view.rows:
        assert [cell.begins for cell in row.cells].index(True) <= [cell.ends for cell in row.cells].index(
            True
        )


def test_without_dates_there_is_a_list_and_no_picture() -> None:
    html = page(plan(go_live=None, milestones=(Milestone(id="a", name="Sign the contract"),)))
    assert "Sign the contract" in html
    assert 'class="time' not in html
