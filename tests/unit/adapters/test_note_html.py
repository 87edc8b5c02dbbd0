"""Notes in HTML: what people wrote is text, fits, and is found again by its first line."""

from __future__ import annotations

import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from addon.adapters.crm.note_html import as_html, first_line, one_line

WRITTEN = st.text(max_size=80) | st.sampled_from(
    ["<b>&amp;</b>", "a\nb", "<br>", "</p><p>x", "&lt;p&gt;", "🚀" * 300]
)


@given(subject=WRITTEN, text=WRITTEN, most=st.integers(1_600, 2_000))
def test_a_note_is_found_by_its_subject_and_holds_no_markup_of_people(
    subject: str, text: str, most: int
) -> None:
    note = as_html(subject, text, most)

    assert len(note) <= most
    assert set(re.findall("<[^>]*>", note)) <= {"<p>", "</p>", "<strong>", "</strong>", "<br>"}
    if one_line(subject):
        assert first_line(note) == one_line(subject)


@given(text=st.text(max_size=200), most=st.integers(100, 300))
def test_a_text_that_is_too_long_is_cut_between_letters(text: str, most: int) -> None:
    note = as_html("slip", text, most)
    read = html.unescape(note.partition("</p><p>")[2].removesuffix("</p>").replace("<br>", "\n"))

    assert len(note) <= most
    assert read == text or (read.endswith("…") and text.startswith(read[:-1]))


@pytest.mark.parametrize(
    "shown",
    [
        "<div><p><strong>slip 7</strong></p></div><p>more</p>",
        "<div dir='auto'>\n<p style='margin:0'>slip&nbsp;7</p>x</div>",
        "slip 7<br/>more",
        "slip 7",
    ],
)
def test_tags_that_a_vendor_puts_around_it_hide_no_subject(shown: str) -> None:
    assert first_line(shown) == "slip 7"


@pytest.mark.parametrize("hostile", ["<" * 500_000, "<p" * 300_000, "</p" * 300_000, "&" * 500_000])
def test_hostile_notes_take_no_longer_than_their_length(hostile: str) -> None:
    first_line(hostile)
