"""Words that turn the writing direction around do so no further than their own end."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from addon.cards.parts import escaped
from closeplan.plan.bidi import closed
from closeplan.plan.brief_text import shortened
from closeplan.plan.wording import ENGLISH_WORDS, quoted

EMBEDDINGS, ISOLATES = "\u202a\u202b\u202d\u202e", "\u2066\u2067\u2068"
ENDS = {"\u202c": ">", "\u2069": ")"}
TEXTS = st.text(st.sampled_from(EMBEDDINGS + ISOLATES + "\u202c\u2069ab א"))


def still_open(text: str) -> str:
    """What of a text's openings is left when its pairs are taken out, the innermost first."""
    left = "".join("<" if c in EMBEDDINGS else "(" if c in ISOLATES else ENDS.get(c, "") for c in text)
    left = until_same(lambda signs: re.sub(r"\([<>]*\)", "", signs), left).replace(")", "")
    # an embedding can't be ended from within an isolate
    return "(".join(
        until_same(lambda signs: signs.replace("<>", ""), part).replace(">", "") for part in left.split("(")
    )


def until_same(change: Callable[[str], str], text: str) -> str:
    while (changed := change(text)) != text:
        text = changed
    return text


@given(TEXTS)
def test_nothing_is_left_open_and_nothing_is_lost(text: str) -> None:
    made = closed(text)

    assert still_open(made) == ""
    assert made.startswith(text)
    assert closed(made) == made
    assert (made == text) == (still_open(text) == "")


@given(st.text(st.characters(exclude_characters=EMBEDDINGS + ISOLATES)))
def test_what_opens_nothing_is_as_it_was(text: str) -> None:
    assert closed(text) == text


@pytest.mark.parametrize("name", ["\u202eÄrger", "\u2067Ärger", "x" * 70 + "\u202e" + "y" * 300])
def test_a_name_turns_nothing_but_itself_around(name: str) -> None:
    thanked = ENGLISH_WORDS.t("sign_off.thanks", name=name)

    assert thanked == f"Thank you, {closed(name)}."
    assert [still_open(made) for made in (quoted(name), shortened(name, 40), escaped(name))] == ["", "", ""]


def test_a_name_without_such_signs_is_said_as_it_is() -> None:
    assert ENGLISH_WORDS.t("sign_off.thanks", name="Ärger שלום") == "Thank you, Ärger שלום."
