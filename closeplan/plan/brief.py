"""The plan on one page: what somebody who signs gets in half a minute, and what is asked of them.

Only what both sides may read goes in. The page holds because everything has its room: people's words are cut at a
word, and of many milestones, people or risks the most telling are shown; the plan itself has the rest.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import IntEnum

from closeplan.plan.brief_asks import asks
from closeplan.plan.brief_text import shortened
from closeplan.plan.model import (
    Deal,
    Metric,
    Milestone,
    RiskKind,
    RiskStatus,
    Role,
    Side,
    Stakeholder,
    Status,
)
from closeplan.plan.outlook import go_live_outlook
from closeplan.plan.picture import Picture, picture
from closeplan.plan.rules.context import RuleContext
from closeplan.plan.signals import Audience, Signal

MOST_MILESTONES = 20
"""Milestones the picture shows; more are hard to review together."""


class Density(IntEnum):
    """How much room the words have; the next one is tried when the page does not hold."""

    ROOMY = 0
    COMPACT = 1
    DENSE = 2


@dataclass(frozen=True, kw_only=True)
class Room:
    """The room of each part: letters of a text, or how many are shown."""

    paragraph: int
    sentence: int
    name: int
    owner: int
    people: int
    risks: int
    asks: int


ROOMS = {
    Density.ROOMY: Room(paragraph=230, sentence=130, name=60, owner=30, people=7, risks=3, asks=4),
    Density.COMPACT: Room(paragraph=170, sentence=100, name=48, owner=24, people=6, risks=3, asks=4),
    Density.DENSE: Room(paragraph=120, sentence=72, name=34, owner=20, people=5, risks=2, asks=3),
}
WEB = Room(paragraph=1000, sentence=500, name=160, owner=80, people=60, risks=40, asks=10)
"""A web page is as long as it has to be; only what nobody would read to its end is cut."""


@dataclass(frozen=True, kw_only=True)
class Person:
    """Somebody around the decision, with what they are to it; `role` is a label, empty where nobody said."""

    name: str
    role: str
    side: Side | None


@dataclass(frozen=True, kw_only=True)
class KnownRisk:
    """One line of the risks: what kind it is, and who answers it how."""

    kind: str
    text: str
    owner: str = ""
    response: str = ""


@dataclass(frozen=True, kw_only=True)
class Brief:
    """What the page says, in the plan's language, cut to its room. `state` is the day it was true; `left_out` counts
    milestones that only the plan shows, `people_left_out` its other stakeholders, `is_cut` says that some text goes on
    there. `slips` are working days that open milestones slipped, by id. Empty parts have nothing to say.
    """

    language: str
    buyer: str
    seller: str
    state: date
    go_live: date | None
    go_live_text: str
    why: str
    objective: str
    metrics: tuple[Metric, ...]
    cost_of_inaction: str
    outlook: str
    done: int
    total: int
    picture: Picture
    left_out: int
    slips: Mapping[str, int]
    people: tuple[Person, ...]
    people_left_out: int
    risks: tuple[KnownRisk, ...]
    asks: tuple[str, ...]
    is_cut: bool
    url: str = ""


def brief(
    deal: Deal, context: RuleContext, signals: Sequence[Signal], *, url: str = "", density: Density | None
) -> Brief:
    """The page of a plan as `context` knows it, with `url` leading to the plan; `density` None is a web page. Signals
    for the seller alone are left out.
    """
    plan, room = context.plan, WEB if density is None else ROOMS[density]
    shared = [signal for signal in signals if signal.audience is Audience.SHARED]
    needed = [row for row in context.milestones if row.status is not Status.NOT_NEEDED]
    cut = _Cutter()
    shown = [_fitting(row, room, cut) for row in chosen(needed, context)]
    people = _people(context, room, cut)
    return Brief(
        language=context.words.language,
        buyer=cut(deal.buyer, room.sentence),
        seller=cut(deal.seller, room.sentence),
        state=context.today,
        go_live=plan.go_live,
        go_live_text=cut(plan.go_live_text, room.owner),
        why=cut(plan.why, room.sentence),
        objective=cut(plan.objective, room.paragraph),
        metrics=_metrics(plan.metrics, room, cut),
        cost_of_inaction=cut(plan.cost_of_inaction, room.paragraph),
        outlook=cut(go_live_outlook(shared, context), room.paragraph),
        done=sum(not row.is_open for row in needed),
        total=len(needed),
        picture=picture(shown, plan.go_live, context.today),
        left_out=len(needed) - len(shown),
        slips={one.subject: context.drift.get(one.subject, 0) for one in shared if one.rule == "slipped"},
        people=people,
        people_left_out=len(context.people) - len(people),
        risks=_risks(context, room, cut),
        asks=tuple(cut(text, room.paragraph) for text in asks(context, shared)[: room.asks]),
        is_cut=cut.did,
        url=url,
    )


def chosen(rows: Sequence[Milestone], context: RuleContext) -> list[Milestone]:
    """The milestones a page shows, in document order. Of more than twenty these come first: open ones before done
    ones, those without float, those that the buyer sees to or sees, and then whichever is due sooner.
    """
    effect = context.standing.effect
    slack = effect.float_left if effect else {}

    def rank(row: Milestone) -> tuple[bool, bool, bool, date]:
        critical = slack.get(row.id, 1) <= 0
        internal = context.sides.get(row.id) is Side.SELLER
        return (not row.is_open, not critical, internal, row.due or date.max)

    kept = {row.id for row in sorted(rows, key=rank)[:MOST_MILESTONES]}
    return [row for row in rows if row.id in kept]


def _fitting(row: Milestone, room: Room, cut: _Cutter) -> Milestone:
    return replace(
        row,
        name=cut(row.name, room.name),
        owner=cut(row.owner, room.owner),
        workstream=cut(row.workstream, room.name),
    )


class _Cutter:
    """Cuts texts, and remembers whether it had to."""

    def __init__(self) -> None:
        self.did = False

    def __call__(self, text: str, limit: int) -> str:
        fit = shortened(text, limit)
        self.did = self.did or (fit.endswith("…") and not text.rstrip().endswith("…"))
        return fit


def _metrics(metrics: Sequence[Metric], room: Room, cut: _Cutter) -> tuple[Metric, ...]:
    return tuple(
        Metric(
            name=cut(one.name, room.name),
            baseline=cut(one.baseline, room.owner),
            target=cut(one.target, room.owner),
        )
        for one in metrics[:4]
        if one.name or one.target
    )


_ROLES = (Role.ECONOMIC_BUYER, Role.CHAMPION)
"""Who comes first: whoever signs, and whoever carries the plan."""


def _people(context: RuleContext, room: Room, cut: _Cutter) -> tuple[Person, ...]:
    """The buyer's people first, and among them those a decision hangs on."""
    roles = [*_ROLES, *(role for role in Role if role not in _ROLES)]

    def rank(person: Stakeholder) -> tuple[bool, int]:
        return person.side is Side.SELLER, roles.index(person.role or Role.OTHER)

    people = sorted(context.people, key=rank)
    buyers = [one for one in people if one.side is not Side.SELLER]
    sellers = [one for one in people if one.side is Side.SELLER]
    kept = buyers[: room.people - min(len(sellers), 1)]
    return tuple(
        Person(
            name=cut(one.name or one.email, room.owner), role=_role(one, context, room, cut), side=one.side
        )
        for one in [*kept, *sellers[: room.people - len(kept)]]
    )


def _role(person: Stakeholder, context: RuleContext, room: Room, cut: _Cutter) -> str:
    if person.role_text:
        return cut(person.role_text, room.owner)
    return (
        context.words.t(f"role_label.{person.role}") if person.role and person.role is not Role.OTHER else ""
    )


_KINDS = (RiskKind.RISK, RiskKind.OPEN_QUESTION, RiskKind.ASSUMPTION)


def _risks(context: RuleContext, room: Room, cut: _Cutter) -> tuple[KnownRisk, ...]:
    """What is open, risks first, and whatever is due sooner."""
    still = [
        one for one in context.risks if one.status in {RiskStatus.OPEN, None} and one.description.strip()
    ]
    told = sorted(still, key=lambda one: (_KINDS.index(one.kind or RiskKind.RISK), one.due or date.max))
    return tuple(
        KnownRisk(
            kind=context.words.t(f"risk_kind.{one.kind or RiskKind.RISK}"),
            text=cut(one.description, room.sentence),
            owner=cut(one.owner, room.owner),
            response=cut(one.response, room.sentence),
        )
        for one in told[: room.risks]
    )
