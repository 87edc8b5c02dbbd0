"""Several calls at once: each is understood with what the earlier calls of the same deal showed."""

from __future__ import annotations

from collections.abc import Sequence

from closeplan.calls.findings import Findings
from closeplan.calls.known import known_from
from closeplan.calls.model import Call, Person
from closeplan.calls.understand import understand
from closeplan.plan.model import Side

_STRANGERS = 2
"""People in common from which calls are one deal's where nobody's side is known."""


def understand_series(calls: Sequence[Call], people: Sequence[Person]) -> list[Findings]:
    """What each of the calls says, in their order. `people` are known beforehand, whoever's deal they are of."""
    found: dict[int, Findings] = {}
    for at in sorted(range(len(calls)), key=lambda at: calls[at].day):
        before = [(calls[other], found[other]) for other in found if same_deal(calls[other], calls[at])]
        found[at] = understand(calls[at], known_from(people, before))
    return [found[at] for at in range(len(calls))]


def same_deal(one: Call, other: Call) -> bool:
    """Whether two calls are of one deal: somebody of the buyer's was on both, or, where no side is known, two people."""
    if _any_side(one) and _any_side(other):
        return bool(_who(one, Side.BUYER) & _who(other, Side.BUYER))
    return len(_who(one) & _who(other)) >= _STRANGERS


def _any_side(call: Call) -> bool:
    return any(person.side for person in call.people)


def _who(call: Call, side: Side | None = None) -> set[str]:
    """The people of a call by address, else by name."""
    there = (person for person in call.people if side in {None, person.side})
    return {(person.email or person.name).strip().casefold() for person in there}
