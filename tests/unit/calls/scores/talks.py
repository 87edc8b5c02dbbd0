"""Calls for the tests of scores."""

from __future__ import annotations

from datetime import date

from closeplan.calls.model import Call, Person, Turn
from closeplan.plan.model import Side

EVA = Person(name="Eva Lang", email="eva@acme.example", side=Side.BUYER, title="Head of Operations")
SAM = Person(name="Sam Ortiz", email="sam@northwind.example", side=Side.SELLER)


def talk(
    *said: tuple[Person, str], language: str = "en", day: date = date(2027, 1, 12), name: str = "c"
) -> Call:
    """A call in which these people say this, one turn each."""
    turns = tuple(
        Turn(index=at, speaker=who.name, text=text, start=6.0 * at) for at, (who, text) in enumerate(said)
    )
    people = {who.name: who for who, _ in said}
    return Call(
        name=name, day=day, language=language, turns=turns, people=tuple(people.values()), speakers=people
    )
