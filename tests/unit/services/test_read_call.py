"""A language model beside the rules, as a service: what it finds joins theirs, and what it can't do takes nothing away."""

from __future__ import annotations

from datetime import date

from closeplan.calls.model import Call, Known, Turn
from closeplan.calls.model_answer import ModelAnswer
from closeplan.errors import RetryLaterError
from closeplan.services.read_call import ReadCall

SAID = "Toimitan luonnoksen perjantaina viimeistään"


def finnish() -> Call:
    turn = Turn(index=0, speaker="Aino Laine", text=SAID)
    return Call(name="call", day=date(2027, 2, 2), language="fi", turns=(turn,))


def answers(quote: str) -> ReadCall:
    item = {"turn": 0, "quote": quote, "owner": "Aino Laine", "what": "toimittaa luonnos"}
    answer = ModelAnswer.model_validate({"commitments": [item]})
    return ReadCall(model=lambda _call: answer)


def test_without_a_model_a_call_in_another_language_says_that_nothing_was_looked_for() -> None:
    read = ReadCall()(finnish(), Known())
    assert not read.findings.commitments
    assert "CLOSEPLAN_LLM_MODEL" in str(read.problems[0])


def test_a_model_finds_in_any_language() -> None:
    read = answers("luonnoksen perjantaina viimeistään")(finnish(), Known())
    assert [one.owner for one in read.findings.commitments] == ["Aino Laine"]
    assert read.problems == ()


def test_what_a_model_makes_up_is_left_out_and_counted() -> None:
    read = answers("allekirjoitan sopimuksen heti")(finnish(), Known())
    assert not read.findings.commitments
    assert "1 thing that the transcript does not say" in str(read.problems[0])


def test_a_model_that_fails_takes_nothing_away() -> None:
    def fails(_call: Call) -> ModelAnswer:
        raise RetryLaterError("the language model took too long")

    read = ReadCall(model=fails)(finnish(), Known())
    assert any("took too long" in str(problem) for problem in read.problems)
