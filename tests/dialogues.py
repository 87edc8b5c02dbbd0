"""Small calls written as lines: `S` and `M` sell, `B` and `T` buy, `X` is on no side."""

from __future__ import annotations

from datetime import date

from closeplan.calls.commitments import find_commitments
from closeplan.calls.findings import Commitment, Request
from closeplan.calls.model import Call, Known, Person, Turn
from closeplan.plan.model import Side

PEOPLE = {
    "S": Person(name="Sam Ortiz", side=Side.SELLER),
    "M": Person(name="Maya Lin", side=Side.SELLER),
    "B": Person(name="Bea Cole", side=Side.BUYER),
    "T": Person(name="Theo Park", side=Side.BUYER),
    "X": Person(name="me010"),
}


def dialogue(*lines: str, language: str = "en") -> Call:
    """A call of Tuesday 2 March 2027 with a turn a line: `S: I'll send it.`."""
    turns = tuple(
        Turn(index=number, speaker=PEOPLE[line[0]].name, text=line[2:].strip(), start=6.0 * number)
        for number, line in enumerate(lines)
    )
    on_it = {PEOPLE[line[0]].name: PEOPLE[line[0]] for line in lines}
    return Call(
        name="call",
        day=date(2027, 3, 2),
        language=language,
        turns=turns,
        people=tuple(on_it.values()),
        speakers=on_it,
    )


def found_in(*lines: str, language: str = "en") -> tuple[tuple[Commitment, ...], tuple[Request, ...]]:
    """What the lines took on, and what they left unanswered."""
    return find_commitments(dialogue(*lines, language=language), Known())
