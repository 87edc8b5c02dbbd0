"""Cues: what an expression finds, and that hostile words cost no time."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from closeplan.calls.scores.matching import Cues
from closeplan.calls.scores.tokens import tokens_of


def found(expression: str, sentence: str, language: str = "en", **classes: set[str]) -> bool:
    cues = Cues(language)
    cues.add("mark", expression)
    return cues.marks_of(tokens_of(sentence, language), classes) == {"mark"}


@pytest.mark.parametrize(
    ("expression", "sentence"),
    [
        ("signs/approves it", "She approves it."),
        ("approv*", "It isn't approved yet"),
        ("without her?", "nothing moves without"),
        ("over # ...", "anything over two hundred and fifty"),
        ("# percent", "Four point two percent, I'd say"),
        ("take you ... to", "I'll take you along with me to him"),
        ("will not", "I won't"),
        ("# ~s", "in eleven sheets"),
        ("goes to @payer", "It goes to Denise"),
    ],
)
def test_an_expression_is_found_as_people_say_it(expression: str, sentence: str) -> None:
    assert found(expression, sentence, payer={"denise"})


@pytest.mark.parametrize(
    ("expression", "sentence"),
    [
        ("# percent", "in 2027 percent"),
        ("# days", "on the twenty-first days"),
        ("take you ... to", "take you all the long way round to him"),
        ("goes to @payer", "it goes to Karl"),
        ("sign", "the signal"),
    ],
)
def test_what_only_looks_like_it_is_not(expression: str, sentence: str) -> None:
    assert not found(expression, sentence, payer={"denise"})


def test_where_no_spaces_are_written_letters_are_matched() -> None:
    assert found("社長の決裁", "1000万円以上は社長の決裁が必要です。", "ja")
    assert not found("社長の決裁", "社長は決裁しません", "ja")


@pytest.mark.parametrize("expression", ["", "... signs", "maybe? signs"])
def test_an_expression_begins_with_a_word(expression: str) -> None:
    with pytest.raises(ValueError, match="begin with a word"):
        Cues("en").add("mark", expression)


@given(before=st.text(max_size=60), after=st.text(max_size=60))
def test_words_around_an_expression_never_hide_it(before: str, after: str) -> None:
    assert found("signs off", f"{before} signs off {after}")


def test_a_hostile_line_costs_no_time() -> None:
    cues = Cues("en")
    cues.add("mark", "a ... a ... a ... a ... b")
    begun = time.process_time()
    cues.marks_of(tokens_of("a " * 5_000_000, "en"), {})
    assert time.process_time() - begun < 1
