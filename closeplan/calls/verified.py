"""A language model's answer held against the transcript: what has no words in it is dropped, and days are our own reading.

A quote has to stand in the transcript, but for spaces and case; the words kept are the transcript's, not the answer's. A
name has to be somebody's on the call, known beforehand, or spoken. A date has to be spoken; where its language is ours it is read by
our own grammar, elsewhere the model's day is taken if it is near the call.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import timedelta

from closeplan.calls.dues import find_dues
from closeplan.calls.findings import (
    NO_DUE,
    Binding,
    Commitment,
    DateChange,
    Due,
    DueKind,
    Evidence,
    Findings,
    NextStep,
    Objection,
    Quote,
    Request,
    SpokenDependency,
    SpokenRisk,
    SpokenStakeholder,
)
from closeplan.calls.model import Call, Known, Turn
from closeplan.calls.model_answer import ModelAnswer, SaidDue
from closeplan.plan.languages import LANGUAGES
from closeplan.plan.model import Side

CERTAINTY = 0.7
"""What a model alone is believed, at most: it is proposed, below what the rules are sure of."""

_FEWEST_WORDS = 3
"""A shorter quote has to be a whole turn: "the" stands in every transcript."""

_BEFORE, _AFTER = timedelta(days=31), timedelta(days=3 * 366)
"""How far from the call's day a day may lie that only the model read."""

_NEAR = 3
"""How many turns from where it was put a quote may stand and still be meant."""


@dataclass(frozen=True, kw_only=True)
class Verified:
    """What of an answer stands, and how many items were dropped because the transcript does not say them."""

    findings: Findings
    dropped: int


def verified(answer: ModelAnswer, call: Call, known: Known, elements: Iterable[str]) -> Verified:
    """The answer's items that the transcript bears out. `elements` are those of the sales methods that are known."""
    check = _Check(call=call, known=known)
    findings = Findings(
        commitments=check.commitments(answer),
        requests=check.requests(answer),
        stakeholders=check.stakeholders(answer),
        risks=check.risks(answer),
        dependencies=check.dependencies(answer),
        date_changes=check.date_changes(answer),
        objections=check.objections(answer),
        next_steps=check.next_steps(answer),
        evidence=check.evidence(answer, frozenset(elements)),
    )
    asked = sum(len(items) for items in dict(answer).values())
    kept = sum(len(getattr(findings, kind)) for kind in findings.__dataclass_fields__)
    return Verified(findings=findings, dropped=asked - kept)


def located(quote: str, turn: int, call: Call) -> Quote | None:
    """The words of the transcript that a quote repeats, in that turn or one near it; None where nobody said them there."""
    words = quote.split()
    if not any(c.isalnum() for c in quote):
        return None
    pattern = re.compile(r"\s+".join(map(re.escape, words)), re.IGNORECASE)
    near = sorted(range(turn - _NEAR, turn + _NEAR + 1), key=lambda at: (abs(at - turn), at))
    for at in near:
        if not 0 <= at < len(call.turns):
            continue
        said = call.turns[at]
        found = pattern.search(said.text)
        if found and (len(words) >= _FEWEST_WORDS or found[0] == said.text.strip()):
            return Quote(turn=at, speaker=call.person_of(said).name, text=found[0], at=said.start)
    return None


@dataclass(frozen=True, kw_only=True)
class _Check:
    call: Call
    known: Known
    names: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        people = (*self.call.people, *self.known.people, *map(self.call.person_of, self.call.turns))
        words = (word for person in people for word in _words(person.name))
        object.__setattr__(self, "names", frozenset(words))

    def commitments(self, answer: ModelAnswer) -> tuple[Commitment, ...]:
        found = []
        for one in answer.commitments:
            quote = self._quote(one.quote, one.turn)
            if quote is None or not one.what or not self._is_somebody(one.owner):
                continue
            owner, asked = self._full_name(one.owner), one.request_turn
            found.append(
                Commitment(
                    turn=quote.turn,
                    owner=owner,
                    side=self._side(owner, quote.turn),
                    what=one.what,
                    due=self._due(one.due, quote.turn, asked),
                    binding=Binding.CONDITIONAL if one.conditional else Binding.FIRM,
                    quote=quote,
                    certainty=CERTAINTY,
                    request_turn=asked if asked is not None and 0 <= asked < quote.turn else None,
                )
            )
        return tuple(found)

    def requests(self, answer: ModelAnswer) -> tuple[Request, ...]:
        return tuple(
            Request(
                turn=quote.turn,
                by=quote.speaker,
                to=self._full_name(one.to) if self._is_somebody(one.to) else "",
                what=one.what,
                quote=quote,
                certainty=CERTAINTY,
            )
            for one in answer.requests_unanswered
            if (quote := self._quote(one.quote, one.turn)) and one.what
        )

    def stakeholders(self, answer: ModelAnswer) -> tuple[SpokenStakeholder, ...]:
        there = {person.name for person in self.call.people}
        found: dict[str, SpokenStakeholder] = {}
        for one in answer.stakeholders:
            quote = self._quote(one.quote, one.turn)
            is_spoken = self._is_somebody(one.name) if one.name else self._is_said(one.title)
            if quote is None or not is_spoken:
                continue
            name = self._full_name(one.name)
            found.setdefault(
                (name or one.title).casefold(),
                SpokenStakeholder(
                    turn=quote.turn,
                    name=name,
                    title=one.title,
                    role=one.role,
                    side=one.side,
                    present=name in there,
                    quote=quote,
                    certainty=CERTAINTY,
                ),
            )
        return tuple(found.values())

    def risks(self, answer: ModelAnswer) -> tuple[SpokenRisk, ...]:
        return tuple(
            SpokenRisk(
                turn=quote.turn, category=one.category, what=one.what, quote=quote, certainty=CERTAINTY
            )
            for one in answer.risks
            if (quote := self._quote(one.quote, one.turn)) and one.what
        )

    def dependencies(self, answer: ModelAnswer) -> tuple[SpokenDependency, ...]:
        return tuple(
            SpokenDependency(
                turn=quote.turn, what=one.what, blocks=one.blocks, quote=quote, certainty=CERTAINTY
            )
            for one in answer.dependencies
            if (quote := self._quote(one.quote, one.turn)) and one.what and one.blocks
        )

    def date_changes(self, answer: ModelAnswer) -> tuple[DateChange, ...]:
        found = []
        for one in answer.date_changes:
            quote = self._quote(one.quote, one.turn)
            now = self._due(one.now, quote.turn) if quote else NO_DUE
            if quote and one.what and now.text:
                was = self._due(one.was, quote.turn)
                change = DateChange(
                    turn=quote.turn, what=one.what, was=was, now=now, quote=quote, certainty=CERTAINTY
                )
                found.append(change)
        return tuple(found)

    def objections(self, answer: ModelAnswer) -> tuple[Objection, ...]:
        return tuple(
            Objection(turn=quote.turn, what=one.what, quote=quote, certainty=CERTAINTY)
            for one in answer.objections
            if (quote := self._quote(one.quote, one.turn)) and one.what
        )

    def next_steps(self, answer: ModelAnswer) -> tuple[NextStep, ...]:
        return tuple(
            NextStep(
                turn=quote.turn,
                what=one.what,
                due=self._due(one.due, quote.turn),
                quote=quote,
                certainty=CERTAINTY,
            )
            for one in answer.next_steps
            if (quote := self._quote(one.quote, one.turn)) and one.what
        )

    def evidence(self, answer: ModelAnswer, elements: frozenset[str]) -> tuple[Evidence, ...]:
        return tuple(
            Evidence(
                element=one.element,
                turn=quote.turn,
                side=self.call.side_of(self.call.turns[quote.turn]),
                strength=CERTAINTY,
                quote=quote,
            )
            for one in answer.evidence
            if one.element in elements and (quote := self._quote(one.quote, one.turn))
        )

    def _quote(self, quote: str, turn: int) -> Quote | None:
        return located(quote, turn, self.call)

    def _turns(self, *around: int | None) -> list[Turn]:
        """The turns a date may have been said in: these, and those just after."""
        there = {at + step for at in around if at is not None for step in range(_NEAR + 1)}
        return [self.call.turns[at] for at in sorted(there) if 0 <= at < len(self.call.turns)]

    def _due(self, due: SaidDue, *around: int | None) -> Due:
        said = due.text.split()
        if not said:
            return NO_DUE
        pattern = re.compile(r"\s+".join(map(re.escape, said)), re.IGNORECASE)
        turn = next((turn for turn in self._turns(*around) if pattern.search(turn.text)), None)
        if turn is None:
            return NO_DUE
        if self.call.language in LANGUAGES:
            read = find_dues(due.text, self.call, self.known, turn=turn.index)
            return read[0] if read else Due(kind=DueKind.OPEN, text=due.text, turn=turn.index)
        near = due.day and self.call.day - _BEFORE <= due.day <= self.call.day + _AFTER
        kind = DueKind.DAY if near else DueKind.OPEN
        return Due(kind=kind, day=due.day if near else None, text=due.text, turn=turn.index)

    def _is_somebody(self, name: str) -> bool:
        """Whether a name is somebody's who is known, or was spoken on the call."""
        words = _words(name)
        return bool(words) and (self.names.issuperset(words) or self._is_said(name))

    def _is_said(self, words: str) -> bool:
        said = words.split()
        pattern = re.compile(r"\s+".join(map(re.escape, said)), re.IGNORECASE)
        return bool(said) and any(pattern.search(turn.text) for turn in self.call.turns)

    def _full_name(self, name: str) -> str:
        """The name as it is known, where it is part of one person's alone."""
        words = set(_words(name))
        people = {person.name for person in (*self.call.people, *self.known.people)}
        same = [full for full in people if words and words <= set(_words(full))]
        return same[0] if len(same) == 1 else name

    def _side(self, owner: str, turn: int) -> Side | None:
        people = (*self.call.people, *self.known.people)
        known = next((person.side for person in people if person.name == owner), None)
        return known or self.call.side_of(self.call.turns[turn])


def _words(name: str) -> list[str]:
    return [word.strip(".,()").casefold() for word in name.split() if word.strip(".,()")]
