"""Words of a call that speak to an element of a sales method.

English goes by what rules and marks weigh together (`likelihood`), for the elements that labelled calls know; the other
elements, and the other languages, by the rules alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from closeplan.calls.findings import Evidence, Quote
from closeplan.calls.model import Call, Known, Turn
from closeplan.calls.scores.hearing import Heard, heard_turns
from closeplan.calls.scores.likelihood import features_of, likelihood, worth
from closeplan.calls.scores.rules import WEIGHED, Rule, rules
from closeplan.plan.model import Side

LEARNED = ("metrics", "economic_buyer", "decision_criteria", "decision_process", "identify_pain")
"""Elements whose weights are learned. Champions are too rare in labelled calls to learn from."""

LIKELY = 0.27
"""Likelihood from which a turn is evidence; set by turn F1 across deals. Readers mark one turn of thirty."""

AT_LEAST = 0.08
"""Likelihood from which the likeliest turn of a call is evidence where no turn is LIKELY."""

TALKED_OF = frozenset(LEARNED) - {"identify_pain"}
"""Elements that nearly every call of a deal touches, so that the likeliest turn is worth showing. What hurts is told once."""

ENOUGH = 0.5
"""Strength from which rules alone make evidence: one clear rule, or two weak ones."""

LONGEST_QUOTE = 400
"""Characters of a quote: what somebody reads at a glance."""

Spoken = tuple[Turn, list[Heard], frozenset[str]]


def find_evidence(call: Call, known: Known) -> tuple[Evidence, ...]:
    """The evidence for every element of every method that is known, in the order of its turns. Mostly the buyer's own words
    count; a seller's only where they tell of measured results.
    """
    spoken = list(heard_turns(call, known))
    found = [one for turn in spoken for one in _by_rules(turn, call.side_of(turn[0]))]
    if _is_weighed(call):
        found = [one for one in found if one.element not in LEARNED]
        found += _by_weight(call, spoken)
    return tuple(sorted(found, key=lambda one: one.turn))


def turns_of(element: str, chances: Sequence[float]) -> list[int]:
    """Which turns are evidence for an element, by how likely each of a call's turns is."""
    likely = [at for at, chance in enumerate(chances) if chance >= LIKELY]
    if likely or element not in TALKED_OF or max(chances, default=0.0) < AT_LEAST:
        return likely
    return [max(range(len(chances)), key=lambda at: chances[at])]


def together(strengths: Sequence[float]) -> float:
    """What several strengths come to: each takes its share of what the others leave open (1 - product of the rests)."""
    open_still = 1.0
    for strength in strengths:
        open_still *= 1 - strength
    return 1 - open_still


def _is_weighed(call: Call) -> bool:
    return call.language.partition("-")[0].lower() == WEIGHED


def _by_weight(call: Call, spoken: Sequence[Spoken]) -> Iterator[Evidence]:
    """The evidence for the elements whose weights are learned; its strength is how likely it is."""
    features = [features_of(call, turn, heard, around) for turn, heard, around in spoken]
    for element in LEARNED:
        chances = [likelihood(element, one) for one in features]
        for at in turns_of(element, chances):
            turn, heard, _ = spoken[at]
            values = [worth(element, one.marks) for one in heard]
            telling = [one for one, value in zip(heard, values, strict=True) if value >= max(values) / 2]
            words = turn.text[telling[0].start : telling[-1].end]
            yield _evidence(element, turn, call.side_of(turn), chances[at], words)


def _by_rules(spoken: Spoken, side: Side | None) -> Iterator[Evidence]:
    """A turn's evidence by the rules alone. Two sentences that follow one another are read together."""
    turn, heard, around = spoken
    strongest: dict[str, dict[Rule, tuple[int, int]]] = {}
    for at, sentence in enumerate(heard):
        after = heard[at + 1 : at + 2]
        marks = sentence.marks.union(around, *(one.marks for one in after))
        for rule in rules():
            if rule.holds(marks, side):
                end = (
                    after[0].end if after and not rule.holds(sentence.marks | around, side) else sentence.end
                )
                strongest.setdefault(rule.element, {}).setdefault(rule, (sentence.start, end))
    for element, fired in strongest.items():
        strength = together([rule.strength for rule in fired])
        if strength >= ENOUGH:
            start, end = min(start for start, _ in fired.values()), max(end for _, end in fired.values())
            yield _evidence(element, turn, side, strength, turn.text[start:end])


def _evidence(element: str, turn: Turn, side: Side | None, strength: float, words: str) -> Evidence:
    quote = words if len(words) <= LONGEST_QUOTE else words[:LONGEST_QUOTE].rsplit(" ", 1)[0]
    return Evidence(
        element=element,
        turn=turn.index,
        side=side,
        strength=round(strength, 2),
        quote=Quote(turn=turn.index, speaker=turn.speaker, text=quote, at=turn.start),
    )
