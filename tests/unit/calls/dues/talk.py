"""Short ways to put a dialogue to the readers of dates: turns as `"S: I'll send it."`, S the seller's and B the buyer's."""

from __future__ import annotations

from datetime import date

from closeplan.calls.findings import Due
from closeplan.calls.model import Call, Person, Turn
from closeplan.plan.model import Side

DAY = date(2027, 3, 9)
"""A Tuesday."""
_PEOPLE = {"S": Person(name="Sal Ito", side=Side.SELLER), "B": Person(name="Bea Orr", side=Side.BUYER)}


def talk(*lines: str, day: date = DAY, language: str = "en", zone: str = "America/New_York") -> Call:
    """A call of these lines."""
    turns = tuple(Turn(index=number, speaker=line[0], text=line[3:]) for number, line in enumerate(lines))
    return Call(
        name="call",
        day=day,
        zone=zone,
        language=language,
        turns=turns,
        people=tuple(_PEOPLE.values()),
        speakers=_PEOPLE,
    )


def said(due: Due) -> str:
    """A due date as `kind day`, with `from` its first day."""
    first = f" from {due.first}" if due.first else ""
    return f"{due.kind} {due.day or '-'}{first}"
