"""Words of a call that speak to an element of a sales method.

English goes by what rules and marks weigh together (`likelihood`), for the elements that labelled calls know; the other
elements, and the other languages, by the rules alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from closeplan.calls.findings import Evidence, Quote
from closeplan.calls.model import Call, Known, Turn
from closeplan.calls.scores.hearing import Heard, heard_turns, is_after_signature
from closeplan.calls.scores.likelihood import (
    Fired,
    by_rules,
    features_of,
    fired_rules,
    likelihood,
    together,
    worth,
)
from closeplan.calls.scores.rules import WEIGHED, Rule, rules
from closeplan.plan.model import Side

LEARNED = ("metrics", "economic_buyer", "decision_criteria", "decision_process", "identify_pain")
"""Elements whose weights are learned. Champions are too rare in labelled calls to learn from."""

LIKELY = 0.3
"""Likelihood from which a turn is evidence; set by turn F1 across deals. Readers mark one turn of thirty."""

AT_LEAST = 0.08
"""Likelihood from which the likeliest turn of a call is evidence where no turn is LIKELY."""

TALKED_OF = frozenset(LEARNED) - {"identify_pain"}
"""Elements that nearly every call of a deal touches, so that the likeliest turn is worth showing. What hurts is told once."""

CLEAR = 0.8
"""Strength from which rules make a turn LIKELY by themselves: two of them, or a strong one."""

ENOUGH = 0.5
"""Strength from which rules alone make evidence: one clear rule, or two weak ones."""

LONGEST_QUOTE = 400
"""Characters of a quote: what somebody reads at a glance."""


@dataclass(frozen=True)
class _Spoken:
    """A turn as it was heard, with the rules that hold in it."""

    turn: Turn
    side: Side | None
    heard: list[Heard]
    around: frozenset[str]
    fired: list[Fired]


def find_evidence(call: Call, known: Known) -> tuple[Evidence, ...]:
    """The evidence for every element of every method that is known, in the order of its turns. Mostly the buyer's own words
    count; a seller's only where they tell of measured results. There is none once the contract is signed: nobody decides any
    more, and what hurts then is the project.
    """
    if is_after_signature(call):
        return ()
    spoken = [
        _Spoken(turn, side, heard, around, list(fired_rules(heard, around, side)))
        for turn, heard, around in heard_turns(call, known)
        for side in [call.side_of(turn)]
    ]
    is_weighed = call.language.partition("-")[0].lower() == WEIGHED
    by_rules_alone = frozenset(rule.element for rule in rules()) - frozenset(LEARNED if is_weighed else ())
    found = [evidence for one in spoken for evidence in _by_rules(one, by_rules_alone)]
    if is_weighed:
        found += _by_weight(call, spoken)
    return tuple(sorted(found, key=lambda one: one.turn))


def turns_of(element: str, chances: Sequence[float]) -> list[int]:
    """Which turns are evidence for an element, by how likely each of a call's turns is."""
    likely = [at for at, chance in enumerate(chances) if chance >= LIKELY]
    if likely or element not in TALKED_OF or max(chances, default=0.0) < AT_LEAST:
        return likely
    return [max(range(len(chances)), key=lambda at: chances[at])]


def _by_weight(call: Call, spoken: Sequence[_Spoken]) -> Iterator[Evidence]:
    """The evidence for the elements whose weights are learned; its strength is how likely it is."""
    features = [features_of(call, one.turn, one.heard, one.around, one.fired) for one in spoken]
    for element in LEARNED:
        chances = [believed(element, one, likelihood(element, one)) for one in features]
        for at in turns_of(element, chances):
            one = spoken[at]
            values = [worth(element, sentence.marks) for sentence in one.heard]
            telling = [
                sentence
                for sentence, value in zip(one.heard, values, strict=True)
                if value >= max(values) / 2
            ]
            yield _evidence(element, one, chances[at], telling[0].start, telling[-1].end)


def believed(element: str, features: AbstractSet[str], chance: float) -> float:
    """How likely a turn is evidence; clear rules are likely whatever the weights say of what else stands in it."""
    return max(chance, LIKELY) if by_rules(element, features) >= CLEAR else chance


def _by_rules(spoken: _Spoken, elements: AbstractSet[str]) -> Iterator[Evidence]:
    """A turn's evidence for these elements by the rules alone."""
    of_element: dict[str, dict[Rule, Fired]] = {}
    for one in spoken.fired:
        if one.rule.element in elements:
            of_element.setdefault(one.rule.element, {}).setdefault(one.rule, one)
    for element, fired in of_element.items():
        strength = together([rule.strength for rule in fired])
        if strength >= ENOUGH:
            start, end = min(one.start for one in fired.values()), max(one.end for one in fired.values())
            yield _evidence(element, spoken, strength, start, end)


def _evidence(element: str, spoken: _Spoken, strength: float, start: int, end: int) -> Evidence:
    turn = spoken.turn
    words = turn.text[start:end]
    quote = words if len(words) <= LONGEST_QUOTE else words[:LONGEST_QUOTE].rsplit(" ", 1)[0]
    return Evidence(
        element=element,
        turn=turn.index,
        side=spoken.side,
        strength=round(strength, 2),
        quote=Quote(turn=turn.index, speaker=turn.speaker, text=quote, at=turn.start),
    )
