"""What a scorecard says in one line: who was never there, what nobody of the buyer's has said, what is long ago."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from closeplan.calls.model import Person
from closeplan.calls.scores.power import holds_money
from closeplan.calls.scores.rules import cues_of
from closeplan.plan.bidi import closed
from closeplan.plan.model import Plan, Role, Side

OLD = 45
"""Days after which a fact says that something was last spoken of long ago."""


def facts_of(
    plan: Plan,
    people: Sequence[Person],
    sides: Mapping[str, Sequence[Side | None]],
    ages: Mapping[str, int | None],
) -> Iterator[str]:
    """The facts, the gravest first. `people` were on the deal's calls, once a call; `sides` are those of the quotes for each
    element, by its label, and `ages` the days since its newest one.
    """
    if not people:
        yield "No call has been taken in yet."
        return
    yield from _absent(plan, people)
    silent = [label.lower() for label, said in sides.items() if not said]
    if silent:
        yield f"Nobody has spoken of {_listed(silent)}."
    for label, said in sides.items():
        if said and all(side is Side.SELLER for side in said):
            yield f"Nobody but sellers has spoken of {label.lower()}."
    for label, age in ages.items():
        if age is not None and age > OLD:
            yield f"Of {label.lower()} people last spoke {age} days ago."


def _absent(plan: Plan, people: Sequence[Person]) -> Iterator[str]:
    """The economic buyer and the champion of the map who were on no call."""
    titled = any(person.side is not Side.SELLER and holds_money(person, cues_of("en")) for person in people)
    there = {word for person in people for word in (person.email.casefold(), person.name.casefold()) if word}
    for role in (Role.ECONOMIC_BUYER, Role.CHAMPION):
        on_map = [person for person in plan.stakeholders if person.role is role]
        missing = [one for one in on_map if not there & {one.email.casefold(), one.name.casefold()} - {""}]
        what = role.value.replace("_", " ")
        if not on_map and role is Role.ECONOMIC_BUYER and titled:
            yield f"Nobody on the map is the {what}."
        elif not on_map:
            yield f"The {what} has never been on a call: nobody on the map is one."
        elif len(missing) == len(on_map):
            name = closed(missing[0].name or missing[0].email)
            yield f"The {what} has never been on a call ({name})."


def _listed(words: Sequence[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"
