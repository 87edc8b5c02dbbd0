"""How likely a turn is evidence for an element, by a small linear model over its marks and the rules that hold.

The rules say what may be evidence; what each is worth beside the others was learned from labelled calls, and is shipped as
a table of weights.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cache

from closeplan.calls.model import Call, Turn
from closeplan.calls.scores.hearing import Heard
from closeplan.calls.scores.rules import BIAS, Rule, of_sellers, rules, weights
from closeplan.plan.model import Side

LONG, LONGER = 15, 30
"""Words from which a turn is long, and longer: people tell what matters in more than a few words."""

EARLY = 0.45
"""The share of a call in which people tell what is wrong; later they agree on what to do."""


@dataclass(frozen=True)
class Fired:
    """A rule that holds in a turn's text from `start` to `end`."""

    rule: Rule
    start: int
    end: int


def fired_rules(heard: list[Heard], around: frozenset[str], side: Side | None) -> Iterator[Fired]:
    """The rules that hold in a turn. Two sentences that follow one another are read together: people say who and what
    apart.
    """
    for at, sentence in enumerate(heard):
        after = heard[at + 1 : at + 2]
        alone = sentence.marks | around
        marks = alone.union(*(one.marks for one in after))
        if not marks:
            continue
        for rule in rules():
            if rule.holds(marks, side):
                needs_both = after and not rule.holds(alone, side)
                yield Fired(rule, sentence.start, after[0].end if needs_both else sentence.end)


def features_of(
    call: Call, turn: Turn, heard: list[Heard], around: frozenset[str], fired: Iterable[Fired]
) -> frozenset[str]:
    """What the model knows of a turn: its marks, the names of the rules that hold in it, and where it stands."""
    side, words = call.side_of(turn), len(turn.text.split())
    marks = around.union(*(one.marks for one in heard))
    found = {mark for mark in marks if not mark.startswith("asks_")}
    found |= {rule_feature(one.rule.element, one.rule.name) for one in fired}
    found |= {name for name, least in (("long", LONG), ("longer", LONGER)) if words >= least}
    found |= {"seller"} if side is Side.SELLER else set()
    found |= {"early"} if turn.index < EARLY * len(call.turns) else set()
    return frozenset(found)


def rule_feature(element: str, name: str) -> str:
    """What a rule of an element is called among the features."""
    return f"{element}: {name}"


def likelihood(element: str, features: AbstractSet[str]) -> float:
    """How likely a reader would call it evidence for the element, from 0 to 1. A seller's words are none where no rule of
    the element takes them.
    """
    if "seller" in features and element not in of_sellers():
        return 0.0
    table = weights()[element]
    logit = table[BIAS] + sum(table.get(feature, 0.0) for feature in sorted(features))
    return 1 / (1 + math.exp(-logit))


def by_rules(element: str, features: AbstractSet[str]) -> float:
    """What the rules of the element that hold come to together, from 0 to 1."""
    return together([strength for feature, strength in rules_of(element) if feature in features])


@cache
def rules_of(element: str) -> tuple[tuple[str, float], ...]:
    """The element's rules as features, each with its strength."""
    return tuple(
        (rule_feature(element, rule.name), rule.strength) for rule in rules() if rule.element == element
    )


def together(strengths: Sequence[float]) -> float:
    """What several strengths come to: each takes its share of what the others leave open (1 - product of the rests)."""
    open_still = 1.0
    for strength in strengths:
        open_still *= 1 - strength
    return 1 - open_still


def worth(element: str, marks: AbstractSet[str]) -> float:
    """What a sentence's marks by themselves add to that, for the choice of words to quote."""
    table = weights()[element]
    return sum(max(0.0, table.get(mark, 0.0)) for mark in sorted(marks))
