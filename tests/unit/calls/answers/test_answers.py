"""Questions are answered by extracts that support them, or not at all."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from closeplan.calls.answers import answer_from_calls, understand_question
from closeplan.calls.answers.question import Kind, parts_of
from closeplan.calls.answers.terms import spellings, terms
from closeplan.calls.model import Call, Person, Turn

CFO = Person(name="Denise Okafor", title="CFO")
ROB = Person(name="Rob Haldane", title="Director of Store Operations")


def call(*said: tuple[str, str], day: date = date(2027, 1, 14)) -> Call:
    turns = tuple(Turn(index=at, speaker=who, text=text) for at, (who, text) in enumerate(said))
    return Call(name=f"acme-{day}", day=day, turns=turns, people=(ROB,))


TALK = call(
    ("Sam", "Morning, can you hear me?"),
    ("Rob Haldane", "Loud and clear, the weather is terrible here."),
    ("Sam", "When does the finance committee meet?"),
    ("Rob Haldane", "The finance committee meets on the ninth of February, all day."),
    ("Sam", "And the licence, is the price fine?"),
    ("Rob Haldane", "The licence costs four thousand two hundred euros a month, that is fine."),
    ("Sam", "Thanks, that was all from my side for today."),
)


@pytest.mark.parametrize(
    ("question", "turn"),
    [
        ("When does the finance committee meet?", 3),
        ("What does the licence cost?", 5),
        ("How much does the licence cost a month?", 5),
    ],
)
def test_an_answer_is_the_turn_that_says_it(question: str, turn: int) -> None:
    answer = answer_from_calls(question, [TALK])
    assert answer.text is not None
    assert answer.sources[0].turn == turn
    assert answer.sources[0].quote == TALK.turns[turn].text


@pytest.mark.parametrize(
    "question",
    [
        "How much is the cyber insurance?",
        "How many weather stations does the finance committee own?",
        "Who signs the data processing agreement?",
        "What does the weather cost a month?",
        "",
        "What? When? Who?",
    ],
)
def test_what_nobody_said_is_not_answered(question: str) -> None:
    assert answer_from_calls(question, [TALK]).text is None


def test_somebody_is_asked_about_by_title_and_quoted_before_others() -> None:
    said = ("The budget is tight this year, we talked about the budget.",) * 2
    both = call(("Rob Haldane", said[0]), ("Sam", "Hello there, all of you."), ("Denise Okafor", said[1]))
    answer = answer_from_calls("What did the CFO say about the budget?", [both], people=[CFO])
    assert answer.sources[0].speaker == "Denise Okafor"


def test_what_changed_is_told_by_the_latest_first() -> None:
    before = call(("Rob", "Go-live is on the twelfth of July."), day=date(2027, 1, 14))
    after = call(("Rob", "Go-live is on the sixth of August now."), day=date(2027, 2, 25))
    answer = answer_from_calls("When is go-live now?", [after, before])
    assert answer.changed
    assert answer.text is not None
    assert answer.text.index("August") < answer.text.index("July")


def test_a_thing_is_not_answered_by_another_number_of_it() -> None:
    waves = call(
        ("Rob", "Wave one goes live on the third of May, wave one only."), ("Sam", "Noted, thank you.")
    )
    assert answer_from_calls("When does wave one go live?", [waves]).text
    assert answer_from_calls("When does wave two go live?", [waves]).text is None


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("When is go-live?", {Kind.WHEN}),
        ("By when, and why?", {Kind.WHEN, Kind.WHY}),
        ("What did they discuss when talking about buttons?", {Kind.STATEMENT}),
        ("What does it cost?", {Kind.AMOUNT}),
        ("What did she say about the cost?", {Kind.STATEMENT}),
        ("How many stores are there?", {Kind.COUNT}),
        ("How long does it take?", {Kind.DURATION}),
    ],
)
def test_a_question_says_what_kind_of_answer_it_wants(text: str, kinds: set[Kind]) -> None:
    assert understand_question(text, ()).kinds == kinds


def test_titles_name_people_short_and_long() -> None:
    for text in ("What did the CFO say?", "What does the chief financial officer think?", "Is Denise in?"):
        assert understand_question(text, (CFO, ROB)).named == {"denise okafor"}
    assert understand_question("What did the director of store operations say?", (CFO, ROB)).of == {
        "rob haldane"
    }


@given(st.integers(min_value=0, max_value=99))
def test_a_number_is_one_however_it_is_said(value: int) -> None:
    assert all(terms(spelling) == [f"#{value}"] for spelling in spellings(value))


@given(st.text(max_size=300), st.lists(st.text(max_size=120), max_size=8))
def test_whatever_is_asked_and_said_an_answer_is_of_the_calls_own_words(
    question: str, said: list[str]
) -> None:
    spoken = call(*(("A", text) for text in said))
    answer = answer_from_calls(question, [spoken])
    assert (answer.text is None) == (answer.quoted == 0)
    for source in answer.sources:
        assert source.quote == spoken.turns[source.turn].text.strip()


NEEDS = call(
    ("Sam", "What would your finance chief want to see?"),
    ("Rob Haldane", "Denise Okafor, she is our finance chief and signs on Thursdays."),
    ("Rob Haldane", "One page with the effect on overtime, in dollars. She reads nothing longer."),
    ("Sam", "The auditors from Lindqvist come in May, the whole team and their manager."),
    ("Rob Haldane", "Two clinics join the trial in autumn, we are still choosing."),
    ("Sam", "What does an hour of downtime cost you, roughly?"),
    ("Rob Haldane", "We count with four thousand two hundred euros."),
    ("Rob Haldane", "And the warehouse is cold, bring a coat when you come to see it."),
)


@pytest.mark.parametrize(
    ("question", "turn"),
    [
        ("What does the CFO want to see before she signs?", 2),
        ("What does an hour of downtime cost, and how many were there?", 6),
    ],
)
def test_what_is_taken_for_granted_or_said_in_reply_is_answered(question: str, turn: int) -> None:
    answer = answer_from_calls(question, [NEEDS], people=[CFO])
    assert answer.text is not None
    assert turn in [one.turn for one in answer.sources]


@pytest.mark.parametrize(
    "question",
    ["Which clinics are in the trial?", "What did the auditors say about Lindqvist?"],
)
def test_a_matter_that_is_only_touched_is_not_answered(question: str) -> None:
    assert answer_from_calls(question, [NEEDS]).text is None


def test_a_question_and_its_reply_are_one_source() -> None:
    places = {one.turn for one in answer_from_calls("What does downtime cost an hour?", [NEEDS]).sources}
    assert len(places & {5, 6}) == 1


def test_two_questions_in_one_are_told_apart() -> None:
    assert parts_of("Who signs the order, and by when must it be out?") == [
        "Who signs the order",
        "by when must it be out?",
    ]
    assert parts_of("What do legal and security want?") == ["What do legal and security want?"]


@pytest.mark.parametrize("question", ["' OR 1=1 --", "is it 9 or 1?", "9 = 9"])
def test_signs_and_bare_numbers_ask_for_nothing(question: str) -> None:
    both = call(("Rob Haldane", "One thing, or one of nine, is that number one or 9, or is it 1?"))
    assert answer_from_calls(question, [both]).text is None
