"""Which milestone words of a call speak of: the one that shares most of what tells it from the others, or none."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from math import log

from closeplan.calls.proposals.vocabulary import Sense, core_of, sense_of
from closeplan.plan.model import Milestone, Plan, Side
from closeplan.plan.rules.people import on_the_map, plain

LEAST = 0.5
"""The score from which words speak of a milestone."""
MARGIN = 0.08
"""How far the best has to be before the second: where two are as likely, neither is meant."""

_ACT, _SIDE, _OWNER, _DAY = 0.15, 0.1, 0.15, 0.2
"""What agreeing or differing in the act, the side, the owner and the day adds or takes away."""
_SAME_STEP = 0.6
"""The share of a milestone's own weight from which words mean that very step and not one on the way to it."""
_SPENT = 0.55
"""The share of the words' own weight that has to be the milestone's for that."""


@dataclass(frozen=True, kw_only=True)
class Spoken:
    """What was said of a step, as far as it is known: in which words, whose it is, and the day that was its own."""

    text: str
    owner: str = ""
    side: Side | None = None
    was: date | None = None


@dataclass(frozen=True, kw_only=True)
class Match:
    """The milestone that is spoken of, how well it fits (0 to 1), and whether that very step is meant: a step on the way
    to it says nothing about its date.
    """

    milestone: Milestone
    score: float
    same_step: bool


@dataclass(frozen=True, kw_only=True)
class Steps:
    """A plan's milestones with what tells each from the others."""

    plan: Plan
    senses: Mapping[str, Sense]
    names: frozenset[str] = frozenset()

    @classmethod
    def of(cls, plan: Plan, people: Iterable[str] = ()) -> Steps:
        """Those of that plan. The names of `people` and of those on its map tell nothing about a step."""
        named = (sense_of(name).other for name in (*people, *(row.name for row in plan.stakeholders)))
        return cls(
            plan=plan,
            senses={row.id: sense_of(row.name) for row in plan.milestones},
            names=frozenset(word for words in named for word in words),
        )

    @cached_property
    def _weights(self) -> dict[str, float]:
        """How much a thing tells: one that stands in every milestone tells nothing."""
        counted = Counter(thing for sense in self.senses.values() for thing in sense.about)
        rows = len(self.plan.milestones)
        return {thing: 0.3 + log(rows / n) if n < rows or rows == 1 else 0.3 for thing, n in counted.items()}

    def meant_by(self, spoken: Spoken, *, least: float = LEAST) -> Match | None:
        """The milestone those words speak of."""
        whole = sense_of(spoken.text)
        sense = replace(whole, other=whole.other - self.names)
        found = [match for row in self.plan.milestones if (match := self._match(row, sense, spoken))]
        best, second = [*sorted(found, key=lambda one: -one.score), None, None][:2]
        if best is None or best.score < least:
            return None
        if second is not None and best.score - second.score < MARGIN:
            return None
        return best

    def nearest(self, sense: Sense) -> Milestone | None:
        """The milestone that shares most with a phrase, however little; None where none shares anything."""
        shared = {
            row.id: self._weight(self.senses[row.id].about & sense.about) for row in self.plan.milestones
        }
        best = max(self.plan.milestones, key=lambda row: shared[row.id], default=None)
        return best if best is not None and shared[best.id] > 0 else None

    def _match(self, row: Milestone, sense: Sense, spoken: Spoken) -> Match | None:
        own = self.senses[row.id]
        is_it = bool(core_of(row.name) & sense.about) and bool(core_of(spoken.text) & own.about)
        both = own.about & sense.about
        if not both:
            return None
        covered = self._weight(both) / self._weight(own.about)
        spent = self._weight(both) / (self._said_weight(sense) or 1.0)
        acts = _agree(own.acts, sense.acts)
        score = 0.6 * covered + 0.4 * spent + _ACT * acts + self._people(row, spoken)
        is_its_day = spoken.was is not None and spoken.was == row.due
        score += _DAY if is_its_day else 0.0
        return Match(
            milestone=row,
            score=max(0.0, min(1.0, score)),
            same_step=is_it and ((covered >= _SAME_STEP and spent >= _SPENT) or is_its_day) and acts >= 0,
        )

    def _weight(self, things: frozenset[str]) -> float:
        return sum(self._weights.get(thing, 1.0) for thing in things)

    def _said_weight(self, sense: Sense) -> float:
        """What all of a phrase tells. A word that no milestone has tells as much as one that a single milestone has: the summary
        of a pilot is no pilot.
        """
        rarest = max(self._weights.values(), default=1.0)
        others = (self._weights.get(word, rarest) for word in sense.other - sense.things)
        return self._weight(sense.things) + sum(others)

    def _people(self, row: Milestone, spoken: Spoken) -> float:
        if spoken.owner and row.owner and self._same_person(row.owner, spoken.owner):
            return _OWNER
        sides = {row.side, spoken.side}
        return -_SIDE if sides == {Side.BUYER, Side.SELLER} else 0.0

    def _same_person(self, one: str, other: str) -> bool:
        on_map = self.plan.stakeholders
        rows = {person.id for person in on_the_map(one, on_map)}
        return plain(one) == plain(other) or bool(rows & {p.id for p in on_the_map(other, on_map)})

    def is_owned_by(self, row: Milestone, owner: str) -> bool:
        """Whether the milestone's owner cell names that person."""
        return bool(owner) and self._same_person(row.owner, owner)


def _agree(own: frozenset[str], said: frozenset[str]) -> int:
    """1 where one act is both's, -1 where each has acts and none is shared, 0 where one of them names no act."""
    if not own or not said:
        return 0
    return 1 if own & said else -1
