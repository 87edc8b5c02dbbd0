"""A smart note without its transcript: its paragraphs are searched and quoted, its next steps are somebody's."""

from __future__ import annotations

from datetime import date

from closeplan.calls.model import Call, Known, Person
from closeplan.calls.noted import NOTES
from closeplan.calls.reading import read_transcript
from closeplan.calls.speakers import call_of
from closeplan.calls.understand import understand
from closeplan.plan.model import Side

NOTE = """Notes by Gemini

Summary
The teams went through the plan. The board meeting moved from March 9 to March 16.

Suggested next steps
[ ] Dana Fischer will send the signed data processing agreement by Friday.
[ ] Sam will share the pricing model with finance next Tuesday.
[ ] The group will meet again.
"""
PEOPLE = (
    Person(name="Dana Fischer", email="dana@acme.example", side=Side.BUYER),
    Person(name="Sam Ortiz", email="sam@northwind.example", side=Side.SELLER),
)


def noted(text: str = NOTE) -> Call:
    transcript = read_transcript(text.encode(), "weekly-2027-02-02.txt")
    return call_of(transcript, name="weekly", day=date(2027, 2, 2), zone="Etc/UTC", people=PEOPLE)


def test_suggested_next_steps_are_commitments_of_those_they_name() -> None:
    found = understand(noted(), Known(people=PEOPLE))
    dana, sam = found.commitments
    assert (dana.owner, dana.side, dana.due.day) == ("Dana Fischer", Side.BUYER, date(2027, 2, 5))
    assert dana.what == "send the signed data processing agreement"
    assert (sam.owner, sam.due.day) == ("Sam Ortiz", date(2027, 2, 9))
    assert all(one.certainty < 0.7 for one in found.commitments)


def test_its_paragraphs_are_turns_that_nobody_spoke() -> None:
    call = noted()
    assert {turn.speaker for turn in call.turns} == {NOTES}
    assert [turn.index for turn in call.turns] == list(range(4))
    assert NOTES not in call.speakers
    [moved] = understand(call, Known(people=PEOPLE)).date_changes
    assert moved.now.day == date(2027, 3, 16)


def test_with_its_transcript_people_speak_for_themselves() -> None:
    spoken = NOTE + "\nTranscript\n\n00:00:01\nDana Fischer: Hello.\n\n00:00:04\nSam Ortiz: Hi.\n"
    call = noted(spoken)
    assert [turn.speaker for turn in call.turns] == ["Dana Fischer", "Sam Ortiz"]
    assert not understand(call, Known(people=PEOPLE)).commitments
