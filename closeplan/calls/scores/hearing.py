"""A call heard turn by turn: each turn's sentences with the marks in them, and what the turns before left in the air."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from closeplan.calls.model import Call, Known, Turn
from closeplan.calls.scores.power import money_holders
from closeplan.calls.scores.rules import cues_of
from closeplan.calls.scores.tokens import tokens_of
from closeplan.plan.model import Side

LONGEST = 20_000
"""Characters of a turn that are looked at: a monologue of a quarter of an hour."""

NEAR = 6
"""Turns for which a body or a person of power stays what "her" and "them" may mean."""

ASKED = 2
"""Turns within which a question is answered."""

TELLING = 6
"""Turns for which people tell what is wrong once they were asked."""

OPENING = 15
"""Turns in which people say what the call is for."""

_END = re.compile(r"[.!?]+(?=\s|$)|[。？！]")
_INSIDE = re.compile(r"(?<=[a-zß-ÿ,] )[A-ZÀ-Þ][a-zß-ÿ]{2,30}\b")
_SMALL = re.compile(r"\b[a-zß-ÿ]{3,31}\b")
_POWER = ("payer", "board", "gatekeeper")
_ASKS = "asks_"
_OF_CALL = "call_"
_BEGUN = ("opens_kickoff", "opens_signed", "opens_crew")


@dataclass(frozen=True)
class Heard:
    """One sentence of a turn with its marks; it stands in the turn's text from `start` to `end`."""

    start: int
    end: int
    marks: frozenset[str]


@dataclass
class _Air:
    """What was said when, by its turn: questions to an element, and power that was named."""

    asked: dict[str, int] = field(default_factory=dict)
    named: dict[str, int] = field(default_factory=dict)
    of_call: set[str] = field(default_factory=set)

    def marks_at(self, turn: int) -> set[str]:
        """What the turns before add to a turn's marks."""
        within = {"identify_pain": TELLING}
        marks = {
            f"asked_{element}"
            for element, at in self.asked.items()
            if at < turn <= at + within.get(element, ASKED)
        }
        marks |= self.of_call
        close = [kind for kind, at in self.named.items() if turn - at <= NEAR]
        if {"payer", "board"} & set(close):
            marks.add("near_power")
        if set(_POWER) & set(close):
            marks.add("near_gate")
        last = max(self.named.values(), default=0)
        if "payer" in close and self.named["payer"] == last and turn - last <= ASKED + 1:
            marks.add("near_payer")
        return marks


def heard_turns(call: Call, known: Known) -> Iterator[tuple[Turn, list[Heard], frozenset[str]]]:
    """Each turn with its sentences, and the marks that hold for all of it: who speaks, and what came before."""
    cues = cues_of(call.language)
    payers = money_holders(call, known, cues)
    others = {
        word for person in (*known.people, *call.people) for word in person.name.lower().split()[:1]
    } - payers
    classes = {"payer": payers, "other": others, "name": _names(call) | others | payers}
    air = _Air()
    for turn in call.turns:
        text = turn.text[:LONGEST]
        heard, words = [], set[str]()
        for start, end in sentence_spans(text):
            tokens = tokens_of(text[start:end], cues.language)
            marks = cues.marks_of(tokens, classes)
            marks |= {kind for kind in ("payer", "other") if not classes[kind].isdisjoint(tokens)}
            heard.append(Heard(start, end, frozenset(marks)))
            words |= marks
        around = air.marks_at(turn.index)
        if payers & set(call.person_of(turn).name.lower().split()):
            around.add("speaker_pays")
        yield turn, heard, frozenset(around)
        if turn.index < OPENING:
            air.of_call |= {mark for mark in words if mark.startswith(_OF_CALL)}
        air.named.update({kind: turn.index for kind in (*_POWER, "other") if kind in words})
        if call.side_of(turn) is not Side.BUYER:
            asked = (mark for mark in words if mark.startswith(_ASKS))
            air.asked.update({mark.removeprefix(_ASKS): turn.index for mark in asked})


def is_after_signature(call: Call) -> bool:
    """Whether the call's opening tells that the contract is signed and the work begins: two of a kickoff, a signature and
    those who do the work. One alone says little: people sign confidentiality agreements and plan kickoffs.
    """
    cues = cues_of(call.language)
    opening = [call.title, *(turn.text[:LONGEST] for turn in call.turns[:OPENING])]
    said = set[str]()
    for text in opening:
        for start, end in sentence_spans(text):
            said |= cues.marks_of(tokens_of(text[start:end], cues.language), {})
    return len(said.intersection(_BEGUN)) > 1


def _names(call: Call) -> set[str]:
    """Words that stand in capitals inside of sentences and nowhere without: what people, mostly, are called."""
    capital = {word.lower() for turn in call.turns for word in _INSIDE.findall(turn.text[:LONGEST])}
    small = {word for turn in call.turns for word in _SMALL.findall(turn.text[:LONGEST])}
    return capital - small


def sentence_spans(text: str) -> Iterator[tuple[int, int]]:
    """Where each sentence stands, without the space around it."""
    start = 0
    for stop in [*(found.end() for found in _END.finditer(text)), len(text)]:
        words = text[start:stop].strip()
        if words:
            first = text.index(words, start)
            yield first, first + len(words)
        start = stop
