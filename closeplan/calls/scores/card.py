"""A scorecard: for each element of a method who said what when, how strong that is, and what to ask next.

Nothing is scored without a quote. A quote's weight is its strength x whose words they are x its age; an element's strength
is what its weights come to together, so one weak quote never makes it strong and a second one always helps.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from closeplan.calls.findings import Evidence, Findings, Quote
from closeplan.calls.model import Call
from closeplan.calls.scores.facts import facts_of
from closeplan.calls.scores.frameworks import Element, Framework, Whose
from closeplan.calls.scores.likelihood import together
from closeplan.calls.scores.own_cues import find_by_cues
from closeplan.plan.model import Plan, Side

HALF_LIFE = 60
"""Days after which what was said weighs half: within a quarter people, budgets and criteria change."""

SELLER = 0.3
"""What a seller's words weigh beside the buyer's own, where they count at all."""

UNKNOWN = 0.7
"""What words weigh whose side nobody knows."""

OF_A_CALL = 3
"""Quotes of one call that count: a long talk about one thing is still one talk."""


class Strength(StrEnum):
    """How well an element is known, in words."""

    NONE = "none"
    THIN = "thin"
    FAIR = "fair"
    STRONG = "strong"


_FROM = ((0.7, Strength.STRONG), (0.4, Strength.FAIR), (0.0, Strength.THIN))


@dataclass(frozen=True, kw_only=True)
class HeardCall:
    """A call with what was found in it; `id` is what it is kept by. Its turns are needed for a team's own cues alone."""

    id: str
    call: Call
    findings: Findings


@dataclass(frozen=True, kw_only=True)
class Said:
    """A quote for an element: in which call, when, by whom, and what it weighs today (0 to 1)."""

    call_id: str
    call: str
    day: date
    speaker: str
    side: Side | None
    quote: Quote
    weight: float


@dataclass(frozen=True, kw_only=True)
class ElementScore:
    """How one element stands. `said` are its quotes, the newest first; `score` goes from 0 to 1; `age` is days since the
    newest. `weak` names the part of the plan that lacks it, empty where it does not; `ask` is then the question to ask.
    """

    element: Element
    said: tuple[Said, ...]
    score: float
    strength: Strength
    age: int | None
    weak: str
    ask: str


@dataclass(frozen=True, kw_only=True)
class Scorecard:
    """A deal by one method. `facts` are whole sentences, the gravest first."""

    framework: Framework
    elements: tuple[ElementScore, ...]
    facts: tuple[str, ...]


def score(framework: Framework, calls: Sequence[HeardCall], plan: Plan, today: date) -> Scorecard:
    """How a deal stands by a method, from its calls and its plan."""
    elements = tuple(_scored(element, calls, plan, today) for element in framework.elements)
    sides = {one.element.label: [said.side for said in one.said] for one in elements}
    ages = {one.element.label: one.age for one in elements}
    people = [person for one in calls for person in one.call.people]
    return Scorecard(framework=framework, elements=elements, facts=tuple(facts_of(plan, people, sides, ages)))


def _scored(element: Element, calls: Sequence[HeardCall], plan: Plan, today: date) -> ElementScore:
    said = sorted(
        (one for heard in calls for one in _said(element, heard, today)),
        key=lambda one: (one.day, one.weight),
        reverse=True,
    )
    strongest = (
        weight
        for heard in calls
        for weight in sorted((one.weight for one in said if one.call_id == heard.id), reverse=True)[
            :OF_A_CALL
        ]
    )
    value = round(together(list(strongest)), 2)
    strength = _in_words(value) if said else Strength.NONE
    poor = strength in {Strength.NONE, Strength.THIN}
    return ElementScore(
        element=element,
        said=tuple(said),
        score=value,
        strength=strength,
        age=min((max(0, (today - one.day).days) for one in said), default=None),
        weak=element.feeds if poor or element.is_missing(plan) else "",
        ask=element.ask if strength is not Strength.STRONG else "",
    )


def _in_words(value: float) -> Strength:
    return next(name for least, name in _FROM if value >= least)


def _said(element: Element, heard: HeardCall, today: date) -> Iterator[Said]:
    """The quotes of one call for an element, each turn once with what is strongest in it."""
    strongest: dict[int, Evidence] = {}
    own = find_by_cues(element, heard.call) if element.cues else ()
    for one in (*heard.findings.evidence, *own):
        if one.element in element.evidence or one.element == element.id:
            there = strongest.get(one.turn)
            if there is None or there.strength < one.strength:
                strongest[one.turn] = one
    days = max(0, (today - heard.call.day).days)
    for one in strongest.values():
        person = heard.call.speakers.get(one.quote.speaker)
        yield Said(
            call_id=heard.id,
            call=heard.call.title or heard.call.name,
            day=heard.call.day,
            speaker=person.name if person else one.quote.speaker,
            side=one.side,
            quote=one.quote,
            weight=one.strength * _of_side(one.side, element.whose) * 0.5 ** (days / HALF_LIFE),
        )


def _of_side(side: Side | None, whose: Whose) -> float:
    if side is Side.SELLER:
        return SELLER if whose is Whose.ANY else 0.0
    return 1.0 if side is not None else UNKNOWN
