"""Evidence by a team's own expressions, which stand in its method's file."""

from __future__ import annotations

from closeplan.calls.findings import Evidence, Quote
from closeplan.calls.model import Call
from closeplan.calls.scores.evidence import LONGEST_QUOTE
from closeplan.calls.scores.frameworks import Element, Whose
from closeplan.calls.scores.hearing import LONGEST, sentence_spans
from closeplan.calls.scores.matching import Cues
from closeplan.calls.scores.tokens import tokens_of
from closeplan.plan.model import Side

STRENGTH = 0.6
"""What a sentence with one of the expressions is worth: a clear sign, and no rule's judgement behind it."""


def find_by_cues(element: Element, call: Call) -> tuple[Evidence, ...]:
    """The sentences in which one of the element's expressions stands, said by somebody whose words count."""
    cues = Cues(call.language.partition("-")[0].lower())
    for expression in element.cues:
        cues.add(element.id, expression)
    found = []
    for turn in call.turns:
        side = call.side_of(turn)
        if side is Side.SELLER and element.whose is Whose.BUYER:
            continue
        text = turn.text[:LONGEST]
        for start, end in sentence_spans(text):
            if cues.marks_of(tokens_of(text[start:end], cues.language), {}):
                words = text[start:end][:LONGEST_QUOTE]
                quote = Quote(turn=turn.index, speaker=turn.speaker, text=words, at=turn.start)
                found.append(
                    Evidence(element=element.id, turn=turn.index, side=side, strength=STRENGTH, quote=quote)
                )
    return tuple(found)
