"""What the dates that stand in the document do to go-live.

People move dates; the dependencies stay. Every milestone is pushed forward through the network from where
the document has it, and the last one says when go-live can be.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from operator import itemgetter
from typing import NamedTuple

from closeplan.plan.calendars import FIRST_DAY, LAST_DAY, OutOfCalendarError, calendar_of
from closeplan.plan.critical_path import Chart, backward, chart, earliest_due, floor
from closeplan.plan.model import Network, Side


class _Push(NamedTuple):
    """Where a step ends; `own` is where it would end for its own sake, with nothing before it in the way."""

    due: int
    own: int


_Pushes = Mapping[int, _Push]


@dataclass(frozen=True, kw_only=True)
class _Picture:
    """A network's steps as a document's dates push them, and the milestone that ends last."""

    it: Chart
    pushed: _Pushes
    last: str


@dataclass(frozen=True, kw_only=True)
class Effect:
    """What a document's dates mean for go-live.

    `days` is how much later go-live can be at the earliest, in working days of both sides; 0 means it fits.
    A plan is tried with many dates for this number alone, so the rest is worked out only when asked.
    """

    days: int = 0
    _picture: _Picture | None = field(default=None, repr=False)

    @cached_property
    def float_left(self) -> Mapping[str, int]:
        """For each open step before go-live, the working days of its calendar it may still move before
        something behind it does.
        """
        return _float_left(self._picture.it, self._picture.pushed) if self._picture else {}

    @cached_property
    def blocked_by(self) -> tuple[str, ...]:
        """The milestones that hold go-live up, the cause first; empty where it fits."""
        return _cause(self._picture) if self._picture and self.days else ()


def go_live_effect(
    network: Network,
    dues: Mapping[str, date],
    done: Collection[str],
    today: date,
    *,
    ready: Chart | None = None,
) -> Effect:
    """The effect of the document's due dates on go-live.

    `done` names every milestone that asks for no more work: done, not needed, or taken out of the document.
    An open milestone ends on its due date, but not before today, nor before those it waits for leave it
    its working days. One without a due date takes its working days from today. A milestone that the network
    doesn't know (a row somebody added) depends on nothing; due after go-live, it holds go-live up like any other.
    Who tries many dates hands over the network's chart as `ready`; it holds for any go-live day and durations.
    """
    network = replace(network, go_live=_clamped(network.go_live))
    known = {milestone: _clamped(due) for milestone, due in dues.items() if milestone not in done}
    try:
        it = replace(ready, network=network) if ready else chart(network)
        pushed = _pushed(it, known, set(done), _clamped(today).toordinal())
    except OutOfCalendarError:
        return Effect()
    ends = [(push.due, network.steps[i].id) for i, push in pushed.items()]
    ends += [(due.toordinal(), added) for added, due in known.items() if added not in it.index]
    end, last = max(ends, key=itemgetter(0), default=(0, ""))
    days = _days_late(network, end) if last else 0
    return Effect(days=days, _picture=_Picture(it=it, pushed=pushed, last=last))


def _clamped(day: date) -> date:
    """The day, or the nearest one that calendars reach: a document may hold any date."""
    return min(max(day, FIRST_DAY), LAST_DAY)


def _pushed(it: Chart, dues: Mapping[str, date], done: set[str], today: int) -> dict[int, _Push]:
    pushed: dict[int, _Push] = {}
    ends: dict[int, int] = {}
    steps, first_day = it.network.steps, FIRST_DAY.toordinal()
    for i in it.early:
        step = steps[i]
        if step.id in done:
            continue
        due = dues.get(step.id) or step.on
        own = max(due.toordinal(), today) if due else earliest_due(it, i, today)
        # The due date counts, however long ago the work began; only what it waits for pushes it.
        start = floor(it, i, ends, first_day if due else today)
        ends[i] = max(own, earliest_due(it, i, start))
        pushed[i] = _Push(due=ends[i], own=own)
    return pushed


def _float_left(it: Chart, pushed: _Pushes) -> dict[str, int]:
    left: dict[str, int] = {}
    try:
        _, ceilings = backward(it)
        for i, push in pushed.items():
            table = it.tables[i]
            left[it.network.steps[i].id] = table.count(ceilings[i]) - table.count(push.due)
    except OutOfCalendarError:
        return {}
    return left


def _days_late(network: Network, end: int) -> int:
    last = date.fromordinal(end)
    if last <= network.go_live:
        return 0
    return calendar_of(network, Side.BOTH).workdays_between(network.go_live, last)


def _cause(picture: _Picture) -> tuple[str, ...]:
    """From the milestone whose own date holds go-live up, through those it pushes, to the last one."""
    it, pushed = picture.it, picture.pushed
    steps = it.network.steps
    i = it.index.get(picture.last)
    if i is None:
        return (picture.last,)  # a row that people added
    chain = [i]
    while pushed[i].due > pushed[i].own:
        waits_for = {j: pushed[j].due for j, _ in it.before[i] if j in pushed}
        start = floor(it, i, waits_for, 1)
        pushers = [j for j, due in waits_for.items() if floor(it, i, {j: due}, 1) == start]
        if not pushers:
            break  # its own `not_before` holds it
        i = pushers[0]
        chain.append(i)
    return tuple(steps[i].id for i in reversed(chain))
