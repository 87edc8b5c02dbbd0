"""The schedule a second time, as a constraint model, written from the definition and sharing no code with it.

Every step is a choice of days and every sentence of the definition a constraint that looks at two of them.
The latest dates are the largest solution, the earliest the smallest. Working days are found by looking at
each day. A step fixed by `on` is a constant in both models, and has a shadow: the same step set free,
which shows what its neighbours would need of it.

(OR-Tools' CP-SAT gave the same answers on the first twenty deals, at a second or more a deal.)
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

import holidays

from closeplan.plan.model import GO_LIVE, Blackout, CalendarSpec, Link, Network, Side, Step

REACH = 250
"""How many days around go-live the model looks at."""


@dataclass(frozen=True)
class Dates:
    """One step as the oracle has it."""

    start: date
    due: date
    float: int


@cache
def works(spec: CalendarSpec, day: date) -> bool:
    if day.weekday() >= 5 or any(b.first <= day <= b.last for b in spec.blackouts):
        return False
    return not spec.country or day not in public(spec.country, spec.subdivision)


@cache
def public(country: str, subdivision: str) -> holidays.HolidayBase:
    return holidays.country_holidays(country, subdiv=subdivision or None)


class Days:
    """The days around go-live, numbered from 0, and on which of them a side works."""

    def __init__(self, network: Network) -> None:
        self.first = network.go_live - timedelta(days=REACH)
        every = [self.first + timedelta(days=n) for n in range(2 * REACH)]
        buyer = [n for n, day in enumerate(every) if works(network.buyer, day)]
        seller = [n for n, day in enumerate(every) if works(network.seller, day)]
        self.working = {
            Side.BUYER: buyer,
            Side.SELLER: seller,
            Side.BOTH: sorted(set(buyer) & set(seller)),
        }

    def number(self, day: date) -> int:
        return (day - self.first).days

    def day(self, number: int) -> date:
        return self.first + timedelta(days=number)

    def between(self, side: Side, was: int, now: int) -> int:
        """Working days after `was` and not after `now`, negative the other way round."""
        if now < was:
            return -self.between(side, now, was)
        return sum(was < n <= now for n in self.working[side])

    def not_before(self, side: Side, number: int) -> int:
        return next(n for n in self.working[side] if n >= number)

    def not_after(self, side: Side, number: int) -> int:
        return next(n for n in reversed(self.working[side]) if n <= number)


Place = tuple[int, int]
"""A step's first and last day."""


class Model:
    """One direction: every step is a choice among all places it could have, and constraints hold between two.

    `free` is where the solver puts a step, `stands` where its neighbours see it. The solver starts from
    everybody's best place and gives way one place at a time while a constraint is broken. As every constraint
    is only ever satisfied by giving way, what it ends with is the best place for every step at once.
    """

    def __init__(self, days: Days, steps: list[Step], *, latest: bool) -> None:
        self.days, self.steps, self.latest = days, steps, latest
        self.places = {step.id: self._places(step)[:: -1 if latest else 1] for step in steps}
        self.chosen = dict.fromkeys(self.places, 0)
        self.fixed = {step.id: self._fixed(step) for step in steps if step.on}
        self.constraints: list[tuple[str, Callable[[], bool]]] = []

    def _places(self, step: Step) -> list[Place]:
        working = self.days.working[step.side]
        if step.days == 0:
            # The shadow of a fixed moment may be on any day, as the moment itself may.
            return [(n, n) for n in (range(2 * REACH) if step.on else working)]
        return list(zip(working, working[step.days - 1 :], strict=False))

    def _fixed(self, step: Step) -> Place:
        assert step.on
        on = self.days.number(step.on)
        return next(place for place in self._places(step) if place[1] == on)

    def free(self, name: str) -> Place:
        return self.places[name][self.chosen[name]]

    def stands(self, name: str) -> Place:
        return self.fixed[name] if name in self.fixed else self.free(name)

    def holds(self, gives_way: str, constraint: Callable[[], bool]) -> None:
        """A constraint, and which step gives way while it is broken."""
        self.constraints.append((gives_way, constraint))

    def solved(self) -> dict[str, Place]:
        broken = True
        while broken:
            broken = False
            for name, constraint in self.constraints:
                while not constraint():
                    self.chosen[name] += 1
                    broken = True
        return {name: self.free(name) for name in self.places}


def follows(days: Days, step: Step, first: int, last_before: int, lag: int) -> bool:
    """Whether `step`, beginning with `first`, comes after what ends with `last_before`, the lag between."""
    if step.days == 0:
        # A moment is the end of its day: that day lies before it.
        return first >= last_before and (not lag or days.between(step.side, last_before, first) >= lag)
    return first > last_before and (not lag or days.between(step.side, last_before, first - 1) >= lag)


def oracle(network: Network, today: date) -> dict[str, Dates]:
    """Every step's dates and float."""
    days = Days(network)
    late = {step.id for step in network.steps if any(link.id == GO_LIVE for link in step.after)}
    while grown := {s.id for s in network.steps if any(link.id in late for link in s.after)} - late:
        late |= grown
    early_steps = [step for step in network.steps if step.id not in late]
    far = _latest(network, days, early_steps)
    soon = _earliest(days, early_steps, today)
    latest, earliest = far.solved(), soon.solved()
    found: Found = {}
    for step in early_steps:
        at = far.stands(step.id)
        if step.on:
            found[step.id] = (at, _missed(days, step, at, earliest[step.id], latest[step.id]))
        else:
            found[step.id] = (at, days.between(step.side, earliest[step.id][0], at[0]))
    found.update(_late(network, days, [s for s in network.steps if s.id in late], found))
    return {
        name: Dates(days.day(first), days.day(last), spare) for name, ((first, last), spare) in found.items()
    }


Found = dict[str, tuple[Place, int]]


def _missed(days: Days, step: Step, at: Place, soonest: Place, last: Place) -> int:
    missed = 0
    if soonest[0] > at[0]:
        missed = max(1, days.between(step.side, at[0], days.not_before(step.side, soonest[0])))
    if last[1] < at[1]:
        missed = max(missed, 1, days.between(step.side, days.not_after(step.side, last[1]), at[1]))
    return -missed


def _latest(network: Network, days: Days, steps: list[Step]) -> Model:
    model = Model(days, steps, latest=True)
    _bounded_above(model)
    for step in steps:
        if not any(link.id == step.id for other in steps for link in other.after):
            end = days.number(network.go_live)
            model.holds(step.id, lambda name=step.id, end=end: model.free(name)[1] <= end)  # type: ignore[misc]
    return model


def _bounded_above(model: Model) -> None:
    for step in model.steps:
        if step.not_after:
            end = model.days.number(step.not_after)
            model.holds(step.id, lambda name=step.id, end=end: model.free(name)[1] <= end)  # type: ignore[misc]
        for link in step.after:
            if link.id in model.places:
                model.holds(
                    link.id,
                    lambda step=step, link=link: follows(  # type: ignore[misc]
                        model.days, step, model.stands(step.id)[0], model.free(link.id)[1], link.lag
                    ),
                )


def _earliest(days: Days, steps: list[Step], today: date) -> Model:
    model = Model(days, steps, latest=False)
    _bounded_below(model, {})
    for step in steps:
        first = days.number(today)
        model.holds(step.id, lambda name=step.id, first=first: model.free(name)[0] >= first)  # type: ignore[misc]
    return model


def _bounded_below(model: Model, ends: dict[str, int]) -> None:
    """`ends` are the last days of what is not in the model and stays where it is."""
    for step in model.steps:
        if step.not_before:
            first = model.days.number(step.not_before)
            model.holds(step.id, lambda name=step.id, first=first: model.free(name)[0] >= first)  # type: ignore[misc]
        for link in step.after:
            model.holds(
                step.id,
                lambda step=step, link=link: follows(  # type: ignore[misc]
                    model.days,
                    step,
                    model.free(step.id)[0],
                    ends[link.id] if link.id in ends else model.stands(link.id)[1],
                    link.lag,
                ),
            )


def _late(network: Network, days: Days, steps: list[Step], early: Found) -> Found:
    """Steps after go-live: as soon as possible; their float is below zero where a date behind them breaks."""
    soon, far = Model(days, steps, latest=False), Model(days, steps, latest=True)
    ends = {GO_LIVE: days.number(network.go_live)} | {name: at[1] for name, (at, _) in early.items()}
    _bounded_below(soon, ends)
    _bounded_above(far)
    soonest, last = soon.solved(), far.solved()
    found: Found = {}
    for step in steps:
        at = soon.stands(step.id)
        if step.on:
            found[step.id] = (at, _missed(days, step, at, soonest[step.id], last[step.id]))
        else:
            found[step.id] = (at, min(0, days.between(step.side, at[0], last[step.id][0])))
    return found


CALENDARS = (
    CalendarSpec(),
    CalendarSpec(country="US"),
    CalendarSpec(country="DE", subdivision="BY"),
    CalendarSpec(country="JP", blackouts=(Blackout(first=date(2026, 12, 21), last=date(2027, 1, 6)),)),
    CalendarSpec(country="GB", blackouts=(Blackout(first=date(2027, 2, 12), last=date(2027, 2, 12)),)),
)


def random_deal(seed: int) -> tuple[Network, date]:
    """A small deal of everything the definition names, some of which don't fit."""
    chance = random.Random(seed)
    go_live = date(2027, 1, 20) + timedelta(days=chance.randint(0, 80))
    buyer, seller = chance.choice(CALENDARS), chance.choice(CALENDARS)
    draft = Network(steps=(), go_live=go_live, buyer=buyer, seller=seller)
    days = Days(draft)
    size = chance.randint(3, 12)
    steps = [_random_step(chance, i, size, go_live, days) for i in range(size)]
    chance.shuffle(steps)
    today = go_live - timedelta(days=chance.choice((10, 40, 80, 120)))
    return Network(steps=tuple(steps), go_live=go_live, buyer=buyer, seller=seller), today


def _random_step(chance: random.Random, i: int, size: int, go_live: date, days: Days) -> Step:
    names = [f"m{j}" for j in range(i)]
    after = [
        Link(id=name, lag=chance.choice((0, 0, 0, 1, 2, 5)))
        for name in chance.sample(names, min(len(names), chance.randint(0, 2)))
    ]
    if i > size * 0.7 and chance.random() < 0.3:
        after.append(Link(id=GO_LIVE, lag=chance.choice((0, 1, 10))))
    side, length = chance.choice(list(Side)), chance.choice((0, 0, 1, 1, 2, 3, 5, 8))

    def near(usual: float) -> date | None:
        return go_live + timedelta(days=chance.randint(-60, 20)) if chance.random() < usual else None

    on = near(0.12)
    if on and length:
        on = days.day(days.not_after(side, days.number(on)))
    return Step(
        id=f"m{i}",
        name=f"Milestone {i}",
        side=side,
        days=length,
        after=tuple(after),
        on=on,
        not_before=near(0.1),
        not_after=near(0.1),
    )
