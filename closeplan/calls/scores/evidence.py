"""Words of a call that speak to an element of a sales method, by cues and the rules that join them."""

from __future__ import annotations

from closeplan.calls.findings import Evidence, Quote
from closeplan.calls.model import Call, Known, Turn
from closeplan.calls.scores.hearing import Heard, heard_turns
from closeplan.calls.scores.rules import Rule, rules
from closeplan.plan.model import Side

ENOUGH = 0.5
"""Strength from which words are evidence: one clear rule, or two weak ones. Set on the labelled calls that may be tuned on."""

LONGEST_QUOTE = 400
"""Characters of a quote: what somebody reads at a glance."""


def find_evidence(call: Call, known: Known) -> tuple[Evidence, ...]:
    """The evidence for every element of every method that is known, in the order of its turns. Mostly the buyer's own words
    count; a seller's only where they tell of measured results.
    """
    return tuple(
        evidence
        for turn, heard, around in heard_turns(call, known)
        for evidence in _of_turn(turn, heard, around, call.side_of(turn))
    )


def _of_turn(turn: Turn, heard: list[Heard], around: frozenset[str], side: Side | None) -> list[Evidence]:
    """A turn's evidence. Two sentences that follow one another are read together: people say who and what apart."""
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
    found = []
    for element, fired in strongest.items():
        strength = together([rule.strength for rule in fired])
        if strength >= ENOUGH:
            start = min(start for start, _ in fired.values())
            end = max(end for _, end in fired.values())
            found.append(_evidence(element, turn, side, strength, turn.text[start:end]))
    return found


def together(strengths: list[float]) -> float:
    """What several strengths come to: each takes its share of what the others leave open (1 - product of the rests)."""
    open_still = 1.0
    for strength in strengths:
        open_still *= 1 - strength
    return 1 - open_still


def _evidence(element: str, turn: Turn, side: Side | None, strength: float, words: str) -> Evidence:
    quote = words if len(words) <= LONGEST_QUOTE else words[:LONGEST_QUOTE].rsplit(" ", 1)[0]
    return Evidence(
        element=element,
        turn=turn.index,
        side=side,
        strength=round(strength, 2),
        quote=Quote(turn=turn.index, speaker=turn.speaker, text=quote, at=turn.start),
    )
