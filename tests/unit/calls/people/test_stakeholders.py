"""Who has a part in the decision: by name, by title, by both, on either side."""

from __future__ import annotations

import pytest

from closeplan.calls.model import Known, Person
from closeplan.calls.stakeholders import find_stakeholders
from closeplan.plan.model import Role, Side
from tests.unit.calls.people.dialogues import absent, dialogue, named

ONE_PERSON = {
    "B: We'd need to loop in our CISO before anything happens.": ("", "CISO"),
    "B: You should talk to Marisol from accounting, she handles vendor setup.": ("Marisol", "accounting"),
    "B: Honestly nothing happens until Pete Ostrowski signs off. He's the owner.": (
        "Pete Ostrowski",
        "owner",
    ),
    "B: My boss, Angela, she's the VP of Operations, she wants a number first.": (
        "Angela",
        "VP of Operations",
    ),
    "B: I need to get the numbers from Paulo, he's in finance.": ("Paulo", "finance"),
    "B: Our head nurse, Colleen, would be the one using it day to day.": ("Colleen", "head nurse"),
    "B: So the person you want is Tunde. He owns the data platform.": ("Tunde", "owns the data platform"),
    "B: My manager wants to see a business case. Her name's Ottoline.": ("Ottoline", "manager"),
    "B: It's really up to Chief Ramirez. The fire chief. He hates software.": ("Chief Ramirez", "fire chief"),
    "B: Someone in procurement gets assigned. I don't know who yet.": ("", "procurement"),
    "B: There's this guy Vikram in enterprise architecture, he can be a pain.": (
        "Vikram",
        "enterprise architecture",
    ),
    "B: Then the PO gets raised by Shirin in accounts payable.": ("Shirin", "accounts payable"),
    "B: I'll forward it to legal and they'll redline it to death.": ("", "legal"),
    "B: We have a data protection officer, external, he's quick.": ("", "data protection officer"),
    "B: The Deputy CIO, Hollis Greene, she'd be your technical contact.": ("Hollis Greene", "Deputy CIO"),
    "B: That goes through the finance committee, they meet every second Tuesday.": ("", "finance committee"),
    "B: I'll get the Lima manager on board this week, her name's Jo.": ("Jo", "Lima manager"),
    "B: There's a chap in Legal called Amir, he's putting our terms over it.": ("Amir", "Legal"),
    "S: And Howard, our counsel, he'll have redlines within five days of getting it.": ("Howard", "counsel"),
    "S: Our implementation lead, Karin, will send you the schedule.": ("Karin", "implementation lead"),
    "S: I'd have to take that to my VP. I don't think he'll love it.": ("", "VP"),
}
NOBODY = (
    "B: Security is important to us. Legal language matters too.",
    "B: We're using Workday and Salesforce. Jira too. We had Gartner in.",
    "B: My daughter Emma started kindergarten this week, it's been wild.",
    "B: Nobody in Wichita reads email. Denver is different.",
    "B: Let me just say where my head is. We have the sign-off across the board.",
    "B: You'll have it before Patrick's Day, and then the Easter break comes.",
    "B: I don't think we need a lawyer on a pilot.",
    "S: We did this with Target last year, Jennifer over there loved it.",
    "S: The security review and the legal documents are in the folder.",
    "S: In Sligo he was called Packie, he had the whole dispatch on cigarette boxes.",
)


@pytest.mark.parametrize("line", ONE_PERSON)
def test_somebody_with_a_part_is_found_once(line: str) -> None:
    assert named(line) == [ONE_PERSON[line]]


@pytest.mark.parametrize("line", NOBODY)
def test_small_talk_places_and_products_are_nobody(line: str) -> None:
    assert named(line) == []


def test_a_title_and_a_later_name_are_one_person() -> None:
    found = absent(
        "B: Our CFO has to release it.", "S: Okay.", "B: Denise Okafor, our CFO, she reads everything."
    )
    assert [(one.name, one.role, one.turn) for one in found] == [("Denise Okafor", Role.ECONOMIC_BUYER, 0)]


def test_the_answer_to_who_it_is_has_the_title() -> None:
    assert named(
        "S: And is your general counsel involved?", "B: She is, yeah. Ruth. Ruth reads everything."
    ) == [("Ruth", "general counsel")]


def test_the_own_side_knows_how_a_name_is_spelled() -> None:
    lines = (
        "B: It goes to Doctor Brandl, he is our managing director.",
        "S: Doctor Brandt, okay. And does he know about us?",
        "B: He knows there's something. Doctor Brandl asked me what it costs.",
    )
    assert named(*lines) == [("Dr. Brandl", "managing director")]


def test_a_first_name_is_the_person_who_is_known() -> None:
    denise = Person(name="Denise Okafor", side=Side.BUYER, title="CFO", email="d@buyer.example")
    (found,) = absent("B: Denise wouldn't let me send it yet.", known=(denise,))
    assert (found.name, found.role, found.email) == ("Denise Okafor", Role.ECONOMIC_BUYER, "d@buyer.example")


def test_a_name_misheard_once_is_the_person_it_is_like() -> None:
    graeme = Person(name="Graeme Whitfield", side=Side.BUYER, title="CFO")
    lines = ("B: Graeme wants the numbers in dollars.", "S: And Graham, is he for it?")
    assert [name for name, _ in named(*lines, known=(graeme,))] == ["Graeme Whitfield"]


def test_a_council_and_its_chair_are_one() -> None:
    lines = (
        "B: The works council has to agree.",
        "S: Okay.",
        "B: Frau Yilmaz, she's the chairwoman, she'll read it.",
    )
    assert named(*lines) == [("Frau Yilmaz", "chairwoman of the works council")]


def test_capitals_are_not_needed() -> None:
    lines = ("B: we should ask marco, he runs the plant, and procurement will want three quotes", "S: ok")
    assert sorted(named(*lines)) == [("", "procurement"), ("Marco", "runs the plant")]
    assert named("B: AND THEN PRIYA IN SECURITY HAS TO SIGN IT OFF") == [("Priya", "SECURITY")]


def test_it_is_a_department_in_capitals_among_small_letters_only() -> None:
    assert named("B: IT will need to look at it.") == [("", "IT")]
    assert named("B: IT WILL NEED TO BE SHORT, AND IT MUST WORK.", "S: OKAY, LET US SEE IT.") == []


def test_sides_follow_whose_words_they_are() -> None:
    lines = ("S: Our CTO, Matthias, will walk you through it.", "B: And our architect, Vera, has to see it.")
    assert {one.name: one.side for one in absent(*lines)} == {"Matthias": Side.SELLER, "Vera": Side.BUYER}


def test_the_buyers_people_on_the_call_are_found_with_their_own_words() -> None:
    call = dialogue(
        "S: Morning!", "B: Hi.", "B: We have a hundred stores and the plan has to be done by July."
    )
    (found,) = find_stakeholders(call, Known())
    assert (found.name, found.present, found.turn, found.email) == ("Bea Novak", True, 2, "bea@buyer.example")


def test_a_first_name_joins_a_surname_said_before() -> None:
    lines = (
        "B: The works council. Herr Demir. He has to agree.",
        "B: The works council is slow.",
        "B: Gökhan is okay, I play football with him.",
    )
    assert named(*lines) == [("Gökhan Demir", "works council")]


def test_a_champion_is_who_carries_the_matter_on_inside() -> None:
    call = dialogue("B: We have a hundred stores. If the pilot works I'll bring you to the board myself.")
    assert [one.role for one in find_stakeholders(call, Known()) if one.present] == [Role.CHAMPION]
