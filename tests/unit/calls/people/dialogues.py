"""Small dialogues for the finders of people, risks and steps: `B:` is the buyer, `S:` the seller."""

from __future__ import annotations

from datetime import date

from closeplan.calls.findings import SpokenStakeholder
from closeplan.calls.model import Call, Known, Person, Turn
from closeplan.calls.stakeholders import find_stakeholders
from closeplan.plan.model import Side

SAM = Person(name="Sam Ortiz", email="sam@northwind.example", side=Side.SELLER, title="Account Executive")
BEA = Person(name="Bea Novak", email="bea@buyer.example", side=Side.BUYER, title="Operations Director")
SPEAKERS = {"S": SAM, "B": BEA}


def dialogue(*lines: str, language: str = "en") -> Call:
    """The call of these lines, each of which begins with its speaker's letter."""
    turns = tuple(
        Turn(index=number, speaker=line[0], text=line[2:].strip(), start=6.0 * number)
        for number, line in enumerate(lines)
    )
    return Call(
        name="call",
        day=date(2027, 1, 14),
        language=language,
        turns=turns,
        people=(SAM, BEA),
        speakers=SPEAKERS,
    )


def absent(*lines: str, known: tuple[Person, ...] = (), language: str = "en") -> list[SpokenStakeholder]:
    """Those found who are not on the call."""
    found = find_stakeholders(dialogue(*lines, language=language), Known(people=known))
    return [one for one in found if not one.present]


def named(*lines: str, known: tuple[Person, ...] = (), language: str = "en") -> list[tuple[str, str]]:
    """Name and title of those found who are not on the call."""
    return [(one.name, one.title) for one in absent(*lines, known=known, language=language)]
