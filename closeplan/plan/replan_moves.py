"""What a re-plan's layout means for the document's rows: which dates move, by how much, and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from closeplan.plan.calendars import FIRST_DAY
from closeplan.plan.critical_path import (
    Chart,
    Spans,
    after_go_live,
    bound,
    earliest,
    earliest_due,
    floor,
)
from closeplan.plan.diff import item_name
from closeplan.plan.model import GO_LIVE, Milestone, Plan, Status
from closeplan.plan.proposed import Move, Why, Wishes
from closeplan.plan.signals import Table
from closeplan.plan.slips import milestones, workdays


@dataclass(frozen=True, kw_only=True)
class Layout:
    """Where each open step ends, by index; days are ordinals.

    `dues` are the days wished or standing that it was laid out from; `spans` and `ceilings` where each would stand as
    late as possible and the last day it may end, for those before go-live.
    """

    it: Chart
    dues: Mapping[int, int]
    ends: Mapping[int, int]
    spans: Spans
    ceilings: Mapping[int, int]
    wished: frozenset[int]

    @property
    def over_limits(self) -> bool:
        """Whether a step ends later than what waits for it, or a limit of its own, allows."""
        return any(self.ends[i] > self.ceilings[i] for i in self.it.early)

    def keeps(self, i: int) -> bool:
        """Whether step `i` stands where it stood and may."""
        return self.ends[i] == self.dues[i] and self.ends[i] <= self.ceilings.get(i, self.ends[i])

    def first_day(self, i: int) -> int:
        """The first day step `i` may start for what it waits for."""
        waits_for = {j: self.ends[j] for j, _ in self.it.before[i]}
        return floor(self.it, i, waits_for, max(FIRST_DAY.toordinal(), after_go_live(self.it, i)))


def moves_of(plan: Plan, layout: Layout, wishes: Wishes) -> tuple[Move, ...]:
    """The moves, in the document's order."""
    return tuple(
        move for row in milestones(plan) if row.is_open and (move := _move(row, layout, wishes)) is not None
    )


def _move(row: Milestone, layout: Layout, wishes: Wishes) -> Move | None:
    i = layout.it.index.get(row.id)
    if i is None:
        due = wishes.dues.get(row.id, row.due)
        start, why, side = row.start, (Why.WISHED, ""), row.side
    elif row.due is None and i not in layout.wished:
        return None
    else:
        due = date.fromordinal(layout.ends[i])
        start, why = _start(row, i, layout, wishes), _why(row, i, layout, wishes)
        side = row.side or layout.it.network.steps[i].side
    if due is None or (start, due) == (row.start, row.due):
        return None
    return Move(
        id=row.id,
        name=item_name(Table.TIMELINE, row),
        start_was=row.start,
        start=start,
        due_was=row.due,
        due=due,
        days=workdays(layout.it.network, side, row.due, due) if row.due else 0,
        why=why[0],
        because=why[1],
        confirmed_by=row.confirmed_by if due != row.due else "",
        words_was=row.due_text,
    )


def _start(row: Milestone, i: int, layout: Layout, wishes: Wishes) -> date | None:
    """When the work begins. Work that has begun keeps its start; else a step that moves keeps its length in working
    days, and none starts before what it waits for is done.
    """
    if row.start is None:
        return None
    end, first = layout.ends[i], layout.first_day(i)
    begin = row.start.toordinal()
    if row.status is not Status.IN_PROGRESS:
        if row.due is None or row.due.toordinal() != end or row.id in wishes.days:
            begin = _begin(row, i, layout, wishes)
        if begin < first:
            begin = earliest(layout.it, i, first).start
    return date.fromordinal(min(begin, end))


def _begin(row: Milestone, i: int, layout: Layout, wishes: Wishes) -> int:
    """The first day of a step that moves: people may have given it more time than the network asks for."""
    it, end = layout.it, layout.ends[i]
    step, table = it.network.steps[i], it.tables[i]
    if step.days == 0:
        return end
    length = step.days
    if row.start is not None and row.due is not None and row.id not in wishes.days:
        length = max(length, table.count(row.due.toordinal()) - table.count(row.start.toordinal() - 1))
    return table.day(table.count(end) - length)


def _why(row: Milestone, i: int, layout: Layout, wishes: Wishes) -> tuple[Why, str]:
    """Why a step stands where the layout has it, and the id of the neighbour that says so."""
    end, was = layout.ends[i], layout.dues.get(i, 0)
    if end == was and (i in layout.wished or row.id in wishes.days):
        return Why.WISHED, ""
    if end < was:
        return _bounded(i, layout)
    first, due_moves = layout.first_day(i), end != was
    if due_moves and earliest_due(layout.it, i, first) < end:
        return Why.OVERDUE, ""
    least = FIRST_DAY.toordinal()
    for j, _ in layout.it.before[i]:
        if floor(layout.it, i, {j: layout.ends[j]}, least) == first:
            return Why.AFTER, layout.it.network.steps[j].id
    return (Why.AFTER, GO_LIVE) if after_go_live(layout.it, i) == first else (Why.LIMIT, "")


def _bounded(i: int, layout: Layout) -> tuple[Why, str]:
    """What a step has to be done before."""
    it = layout.it
    for j, lag in it.after[i]:
        if j in layout.spans and bound(it, j, layout.spans[j], lag) == layout.ceilings[i]:
            return Why.BEFORE, it.network.steps[j].id
    not_after = it.network.steps[i].not_after
    if not_after is not None and not_after.toordinal() == layout.ceilings[i]:
        return Why.LIMIT, ""
    return Why.BEFORE, GO_LIVE
