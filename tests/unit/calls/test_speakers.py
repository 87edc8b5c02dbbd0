"""Labels of a transcript and the people behind them."""

from __future__ import annotations

from datetime import date

import pytest

from closeplan.calls.model import Call, Person, Transcript, Turn
from closeplan.calls.speakers import call_of
from closeplan.plan.model import Side

PEOPLE = (
    Person(name="Rob Haldane", email="rob.haldane@marlow.example", side=Side.BUYER),
    Person(name="Lorraine Vick", email="lorraine@marlow.example", side=Side.BUYER),
    Person(name="Dr. Katrin Vogel", side=Side.BUYER),
    Person(name="Tom Ray", side=Side.BUYER),
    Person(name="Tom Sayegh", side=Side.BUYER),
    Person(name="Dana Whitlock", email="dana@shiftwell.example", side=Side.SELLER),
    Person(name="Priya Raman", email="priya@shiftwell.example", side=Side.SELLER),
)


def call(
    *said: tuple[str, str], attendees: tuple[Person, ...] = (), seller: str = "", buyer: str = ""
) -> Call:
    turns = tuple(Turn(index=number, speaker=who, text=what) for number, (who, what) in enumerate(said))
    transcript = Transcript(turns=turns, attendees=attendees)
    return call_of(
        transcript, name="x", day=date(2027, 2, 2), zone="Etc/UTC", people=PEOPLE, seller=seller, buyer=buyer
    )


def behind(label: str) -> Person | None:
    return call((label, "Hello.")).speakers.get(label)


@pytest.mark.parametrize(
    ("label", "name"),
    [
        ("rob haldane", "Rob Haldane"),
        ("Haldane, Rob", "Rob Haldane"),
        ("Rob (Marlow)", "Rob Haldane"),
        ("rob.haldane@marlow.example", "Rob Haldane"),
        ("Rob’s iPhone", "Rob Haldane"),
        ("Robert", "Rob Haldane"),
        ("Rob H.", "Rob Haldane"),
        ("RH", "Rob Haldane"),
        ("Vogel, Katrin", "Dr. Katrin Vogel"),
        ("Kat Vogel", "Dr. Katrin Vogel"),
        ("Tom S", "Tom Sayegh"),
        ("Lorain Vik", "Lorraine Vick"),
        ("Pria Rahman", "Priya Raman"),
        ("Loraine", "Lorraine Vick"),
        ("Dana W | Shiftwell", "Dana Whitlock"),
    ],
)
def test_a_label_is_matched(label: str, name: str) -> None:
    person = behind(label)
    assert person is not None
    assert person in PEOPLE
    assert person.name == name


@pytest.mark.parametrize(
    "label", ["Tom", "Dan", "Robin Hall", "Ray Thomas", "Priya Whitlock", "Rob (Shiftwell)"]
)
def test_a_name_that_could_be_another_is_nobody_known(label: str) -> None:
    assert behind(label) not in PEOPLE


@pytest.mark.parametrize(
    "label",
    [
        "Conference Room 4",
        "Rob & Lorraine",
        "+1 614 555 0101",
        "Speaker 2",
        "Unknown",
        "SPEAKER_00",
        "会議室 3",
    ],
)
def test_a_room_a_number_and_two_names_are_nobody(label: str) -> None:
    assert behind(label) is None


def test_in_a_room_a_turn_is_of_who_says_their_name() -> None:
    one = call(
        ("Conference Room 4", "Hi, this is Lorraine, from procurement."),
        ("Conference Room 4", "And this is Tom."),
        ("Conference Room 4", "I'm sure about that."),
    )
    assert [one.person_of(turn).name for turn in one.turns] == ["Lorraine Vick", *["Conference Room 4"] * 2]
    assert [one.side_of(turn) for turn in one.turns] == [Side.BUYER, None, None]
    assert [person.name for person in one.people] == ["Lorraine Vick"]


def test_whoever_speaks_under_their_own_name_is_not_behind_another_label_too() -> None:
    one = call(("Lorraine Vick", "Hi."), ("Lorrain Wick", "Hello."))
    assert one.speakers["Lorrain Wick"] not in PEOPLE


def test_the_side_of_a_stranger_is_by_address_then_by_company() -> None:
    guests = (Person(name="Ada Moss", email="ada@marlow.example"),)
    one = call(
        ("Ada Moss", "Hi."), ("Bo (Shiftwell)", "Hi."), ("Cy (Marlow and Finch)", "Hi."), ("Ed", "Hi."),
        attendees=guests, seller="Shiftwell", buyer="Marlow & Finch",
    )  # fmt: skip
    assert [one.side_of(turn) for turn in one.turns] == [Side.BUYER, Side.SELLER, Side.BUYER, None]


def test_people_are_who_was_there_as_the_plan_knows_them() -> None:
    one = call(("Rob", "Hi."), attendees=(Person(name="rob haldane", title="CFO"), Person(name="Ada Moss")))
    assert [(person.name, person.side, person.title) for person in one.people] == [
        ("Rob Haldane", Side.BUYER, "CFO"),
        ("Ada Moss", None, ""),
    ]


def test_a_room_that_attends_is_nobody_and_its_people_count() -> None:
    one = call(("Rob", "Hi."), attendees=(Person(name="Conference Room 4"), Person(name="Vick, Lorraine")))
    assert [person.name for person in one.people] == ["Lorraine Vick", "Rob Haldane"]


def test_a_whole_name_that_is_known_is_one_person_whatever_it_looks_like() -> None:
    known = Person(name="José Ortega y Gasset", email="jose@marlow.example", side=Side.BUYER)
    transcript = Transcript(turns=(Turn(index=0, speaker=known.name, text="Hola."),), attendees=(known,))
    one = call_of(transcript, name="x", day=date(2027, 2, 2), zone="Etc/UTC", people=[known])
    assert (one.person_of(one.turns[0]), one.people) == (known, (known,))
