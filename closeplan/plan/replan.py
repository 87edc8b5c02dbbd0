"""A re-plan: which open milestones must move, and where to, so that what people wish becomes possible.

A milestone moves only where it has to: it is overdue, what it waits for leaves it too little time, or what waits for
it (go-live in the end) does. It then moves to the nearest day that is possible. The passes are those of
`critical_path`: latest days backward from go-live, then forward from where the document has each milestone.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from closeplan.errors import InputError, Mistake
from closeplan.plan.calendars import FIRST_DAY, LAST_DAY, OutOfCalendarError, calendar_of
from closeplan.plan.critical_path import Chart, after_go_live, backward, chart, earliest_due, floor, latest
from closeplan.plan.model import GO_LIVE, Link, Network, Plan, Side, Status, Step
from closeplan.plan.proposed import Replan, Wishes
from closeplan.plan.replan_moves import Layout, moves_of
from closeplan.plan.schedule import Conflict, schedule
from closeplan.plan.slips import before_go_live, milestones

_FIRST = FIRST_DAY.toordinal()


def replan(plan: Plan, network: Network, today: date, wishes: Wishes | None = None) -> Replan:
    """The smallest moves that make the open milestones keep the rules of the schedule (design: Dates).

    What is done stays. What somebody confirmed, and what the deal fixes to a day, moves only if nothing else helps. A
    milestone without a date gets none unless one is wished. Rows that the network doesn't know depend on nothing and
    move only by a wish. Raises InputError where the work would take centuries.
    """
    wishes = wishes or Wishes()
    go_live = wishes.go_live or plan.go_live
    case = _case(plan, replace(network, go_live=_within(go_live or network.go_live)), today, wishes)
    try:
        layout, last = _settled(case, case.it.network.go_live)
        late = last > case.it.network.go_live
        if late:
            layout, _ = _settled(case, last)
        conflicts = _conflicts(case) if late or layout.over_limits else ()
        moves = moves_of(plan, layout, wishes)
    except OutOfCalendarError as error:
        raise InputError(
            [Mistake("milestones", "the work does not fit between the years 1900 and 2199")]
        ) from error
    both = calendar_of(network, Side.BOTH)
    return Replan(
        moves=moves,
        go_live=go_live,
        earliest_go_live=last if late else None,
        days_late=max(1, both.workdays_between(case.it.network.go_live, last)) if late else 0,
        conflicts=conflicts,
        unkept=_unkept(layout, wishes),
    )


@dataclass(frozen=True, kw_only=True)
class _Case:
    """What is to be laid out: the open steps alone, by index, without fixed days of their own.

    `dues` are the days wished or standing, as ordinals, `begun` the days on which work in progress started; `wished`
    are not moved, `held` only if nothing else helps.
    """

    it: Chart
    dues: Mapping[int, int]
    begun: Mapping[int, int]
    wished: frozenset[int]
    held: frozenset[int]
    today: int


def _case(plan: Plan, network: Network, today: date, wishes: Wishes) -> _Case:
    known = {step.id for step in network.steps}
    rows = {row.id: row for row in milestones(plan) if row.is_open and row.id in known}
    dues = {row.id: _within(row.due) for row in rows.values() if row.due}
    dues |= {step.id: step.on for step in network.steps if step.on and step.id in rows.keys() - dues.keys()}
    dues |= {row: _within(day) for row, day in wishes.dues.items() if row in rows}
    bound = {step.id for step in network.steps if step.on} | {r.id for r in rows.values() if r.confirmed_by}
    it = chart(_open_network(network, frozenset(rows), wishes))
    wished = frozenset(it.index[row] for row in wishes.dues if row in rows)
    return _Case(
        it=it,
        dues={it.index[row]: day.toordinal() for row, day in dues.items()},
        begun={
            it.index[row.id]: min(_within(row.start), today).toordinal()
            for row in rows.values()
            if row.start and row.status is Status.IN_PROGRESS
        },
        wished=wished,
        held=frozenset(it.index[row] for row in bound & dues.keys()) - wished,
        today=today.toordinal(),
    )


def _open_network(network: Network, rows: frozenset[str], wishes: Wishes) -> Network:
    """The steps on which work is still expected; what is done binds nobody any more."""
    early = before_go_live(network)
    return replace(
        network,
        steps=tuple(
            _unbound(step, rows, wishes, late=step.id not in early)
            for step in network.steps
            if step.id in rows
        ),
    )


def _unbound(step: Step, rows: frozenset[str], wishes: Wishes, *, late: bool) -> Step:
    """The step without its fixed day, which counts as a date to be kept instead. One that came after go-live through
    steps that are done still does.
    """
    after = tuple(link for link in step.after if link.id in rows or link.id == GO_LIVE)
    if late and not any(link.id == GO_LIVE for link in after):
        after = (*after, Link(id=GO_LIVE))
    return replace(step, on=None, after=after, days=wishes.days.get(step.id, step.days))


def _settled(case: _Case, go_live: date) -> tuple[Layout, date]:
    """Where every open step ends for that go-live day, and the day all before go-live is done.

    Held dates are let go one by one, the first in the way first: those behind it may stand after all.
    """
    held = case.held
    while True:
        layout = _pass(case, held, go_live)
        order = (*layout.it.early, *layout.it.late)
        broken = next((i for i in order if i in held and not layout.keeps(i)), None)
        if broken is None:
            break
        held -= {broken}
    last = max((layout.ends[i] for i in layout.it.early), default=_FIRST)
    return layout, date.fromordinal(last)


def _pass(case: _Case, held: frozenset[int], go_live: date) -> Layout:
    it = _fixed(case, held | case.wished, go_live)
    spans, ceilings = backward(it)
    ends: dict[int, int] = {}
    for i in (*it.early, *it.late):
        due = case.dues.get(i)
        if due is not None and i not in case.wished and due > ceilings.get(i, due):
            due = min(due, max(latest(it, i, ceilings[i]).due, _soonest(case, it, i, ends)))
        # The due date counts, however long ago the work began; only what it waits for pushes it.
        least = max(case.today if due is None else _FIRST, after_go_live(it, i))
        ends[i] = _end(it, i, floor(it, i, ends, least), due, case.today)
    return Layout(it=it, dues=case.dues, ends=ends, spans=spans, ceilings=ceilings, wished=case.wished)


def _fixed(case: _Case, bound: frozenset[int], go_live: date) -> Chart:
    steps = tuple(
        replace(step, on=date.fromordinal(case.dues[i])) if i in bound else step
        for i, step in enumerate(case.it.network.steps)
    )
    return replace(case.it, network=replace(case.it.network, steps=steps, go_live=go_live))


def _soonest(case: _Case, it: Chart, i: int, ends: Mapping[int, int]) -> int:
    """When a step that is to be earlier can be done: it still takes its working days, from now or since it began."""
    return earliest_due(it, i, floor(it, i, ends, case.begun.get(i, case.today)))


def _end(it: Chart, i: int, first: int, due: int | None, today: int) -> int:
    """Where a step ends that would end on `due`, may start on `first`, and can't end before today."""
    table = it.tables[i]
    if due is not None and due < today:
        due = table.day(table.count(today - 1))
    if due is not None and it.network.steps[i].days == 0 and due >= first:
        return due  # a moment may stand on a day off
    soonest = earliest_due(it, i, first)
    return soonest if due is None else max(due, soonest)


def _conflicts(case: _Case) -> tuple[Conflict, ...]:
    """What doesn't fit, found by the schedule itself: work that began and waits for nothing has only left what its own
    date leaves it.
    """
    it = _fixed(case, case.wished, case.it.network.go_live)
    steps = tuple(
        replace(step, days=_days_left(case, i, step)) if i in case.dues and not it.before[i] else step
        for i, step in enumerate(it.network.steps)
    )
    return schedule(replace(it.network, steps=steps), date.fromordinal(case.today)).conflicts


def _days_left(case: _Case, i: int, step: Step) -> int:
    table = case.it.tables[i]
    left = table.count(case.dues[i]) - table.count(case.today - 1)
    return min(step.days, max(left, 1))


def _unkept(layout: Layout, wishes: Wishes) -> dict[str, date]:
    steps = layout.it.network.steps
    return {
        steps[i].id: wishes.dues[steps[i].id]
        for i in sorted(layout.wished)
        if layout.ends[i] != layout.dues[i]
    }


def _within(day: date) -> date:
    """The day, or the nearest one that calendars reach: a document may hold any date."""
    return min(max(day, FIRST_DAY), LAST_DAY)
