"""The two passes over a deal's network: latest dates backward from go-live, earliest ones forward from today.

Everything is integers: a day is its ordinal, and a working day also has a position in its step's calendar
(see `DayTable`), so a pass is a few lookups a step. The rules, each once:

* A step of n >= 1 days fills n positions. A step of 0 days is a moment at the end of one working day.
* B after A: B's first day is later than A's due. For a B of 0 days, its day is not before A's due.
* A lag of k asks for k working days of B's calendar wholly between them. A moment is the *end* of its day, so
  that day lies before it: a moment with lag 1 after A is on the next working day.
* A step fixed by `on` stands on that day in both passes, whether or not its neighbours can keep it.
* Steps after go-live, directly or through others, run forward from it as soon as possible. They have float 0,
  or less where an `on` or `not_after` among them can't be kept.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from closeplan.plan.calendars import DayTable, calendar_of
from closeplan.plan.model import GO_LIVE, Network, Side

Edge = tuple[int, int]
"""A neighbour's index and the lag between."""


@dataclass(frozen=True, kw_only=True)
class Chart:
    """A network made ready for the passes. Lists run parallel to `network.steps`; `index` finds a step's place.

    `before` and `after` are neighbours by index. `early` and `late` are the steps before and after go-live,
    each after what it waits for. `go_live_lags` holds the lag of each step that names go-live itself.
    """

    network: Network
    index: dict[str, int]
    tables: list[DayTable]
    before: list[list[Edge]]
    after: list[list[Edge]]
    early: list[int]
    late: list[int]
    go_live_lags: dict[int, int]


class Span(NamedTuple):
    """When a step is done, as ordinals, and the position of its first day in its own calendar."""

    start: int
    due: int
    position: int


Spans = dict[int, Span]


@dataclass(frozen=True, kw_only=True)
class Times:
    """What the passes found, by step index: the schedule itself, the floats in working days of each step's
    calendar, the first day a step may start (`floors`) and the last one it may end (`ceilings`) for its neighbours.
    """

    spans: Spans
    floats: dict[int, int]
    floors: dict[int, int]
    ceilings: dict[int, int]


def chart(network: Network) -> Chart:
    """Make a network ready. Links to steps that don't exist are left out."""
    steps = network.steps
    index = {step.id: i for i, step in enumerate(steps)}
    tables = {side: calendar_of(network, side).table for side in Side}
    before: list[list[Edge]] = [[] for _ in steps]
    after: list[list[Edge]] = [[] for _ in steps]
    go_live_lags: dict[int, int] = {}
    for i, step in enumerate(steps):
        for link in step.after:
            if link.id == GO_LIVE:
                go_live_lags[i] = link.lag
            elif link.id in index:
                before[i].append((index[link.id], link.lag))
                after[index[link.id]].append((i, link.lag))
    order = _in_order(before, after)
    late: set[int] = set()
    for i in order:
        if i in go_live_lags or any(j in late for j, _ in before[i]):
            late.add(i)
    return Chart(
        network=network,
        index=index,
        tables=[tables[step.side] for step in steps],
        before=before,
        after=after,
        early=[i for i in order if i not in late],
        late=[i for i in order if i in late],
        go_live_lags=go_live_lags,
    )


def _in_order(before: list[list[Edge]], after: list[list[Edge]]) -> list[int]:
    """Everything after what it waits for. Members of a cycle are left out: a deal with one is refused."""
    waiting = [len(edges) for edges in before]
    order = [i for i, count in enumerate(waiting) if count == 0]
    for i in order:
        for j, _ in after[i]:
            waiting[j] -= 1
            if waiting[j] == 0:
                order.append(j)  # the loop goes on over what it appends
    return order


def times(it: Chart, today: date) -> Times:
    """Both passes. Raises OutOfCalendarError where the work would take centuries."""
    spans, ceilings = backward(it)
    floors = _forward(it, today.toordinal())
    dues = {i: span.due for i, span in spans.items()}
    for i in it.late:
        floors[i] = floor(it, i, dues, after_go_live(it, i))
        spans[i] = fixed(it, i) or earliest(it, i, floors[i])
        dues[i] = spans[i].due
    ceilings.update(_late_ceilings(it))
    floats = {i: _float(it, i, spans[i], floors[i], ceilings.get(i)) for i in spans}
    for i in it.late:
        floats[i] = min(0, floats[i])
    return Times(spans=spans, floats=floats, floors=floors, ceilings=ceilings)


def backward(it: Chart) -> tuple[Spans, dict[int, int]]:
    """Where the steps before go-live stand, as late as possible, and the last day each may end."""
    spans: Spans = {}
    ceilings: dict[int, int] = {}
    go_live = it.network.go_live.toordinal()
    for i in reversed(it.early):
        # A step whose only successors come after go-live still has to be before it.
        bounds = [bound(it, j, spans[j], lag) for j, lag in it.after[i] if j in spans] or [go_live]
        ceilings[i] = _capped(it, i, min(bounds))
        spans[i] = fixed(it, i) or latest(it, i, ceilings[i])
    return spans, ceilings


def _forward(it: Chart, today: int) -> dict[int, int]:
    floors: dict[int, int] = {}
    dues: dict[int, int] = {}
    for i in it.early:
        floors[i] = floor(it, i, dues, today)
        dues[i] = (fixed(it, i) or earliest(it, i, floors[i])).due
    return floors


def _late_ceilings(it: Chart) -> dict[int, int]:
    """How late a step after go-live may end, where an `on` or `not_after` behind it holds it at all."""
    ceilings: dict[int, int] = {}
    for i in reversed(it.late):
        bounds = [
            bound(it, j, fixed(it, j) or latest(it, j, ceilings[j]), lag)
            for j, lag in it.after[i]
            if it.network.steps[j].on or j in ceilings
        ]
        if bounds or it.network.steps[i].not_after:
            ceilings[i] = _capped(it, i, min(bounds, default=date.max.toordinal()))
    return ceilings


def _capped(it: Chart, i: int, ceiling: int) -> int:
    not_after = it.network.steps[i].not_after
    return min(ceiling, not_after.toordinal()) if not_after else ceiling


def floor(it: Chart, i: int, dues: Mapping[int, int], least: int) -> int:
    """The first day step `i` may start (for a moment: its day), given when the steps before it are due."""
    step, table = it.network.steps[i], it.tables[i]
    if step.not_before:
        least = max(least, step.not_before.toordinal())
    for j, lag in it.before[i]:
        if j in dues:
            least = max(least, _first_after(table, dues[j], lag, moment=step.days == 0))
    return least


def after_go_live(it: Chart, i: int) -> int:
    """The first day step `i` may start because go-live has to be before it; day 1 where it does not name it."""
    if i not in it.go_live_lags:
        return 1
    moment = it.network.steps[i].days == 0
    return _first_after(it.tables[i], it.network.go_live.toordinal(), it.go_live_lags[i], moment=moment)


def _first_after(table: DayTable, due: int, lag: int, *, moment: bool) -> int:
    if moment:
        return table.day(table.count(due) + lag - 1) if lag else due
    return table.day(table.count(due) + lag) if lag else due + 1


def bound(it: Chart, i: int, span: Span, lag: int) -> int:
    """The last day on which a step may end that has step `i` after it, `lag` working days between."""
    moment = it.network.steps[i].days == 0
    if moment and not lag:
        return span.due
    return it.tables[i].day(span.position + moment - lag) - 1


def earliest(it: Chart, i: int, first: int) -> Span:
    """Step `i` as early as it can be, starting on or after `first`."""
    table, days = it.tables[i], it.network.steps[i].days
    position = table.count(first - 1)
    return Span(start=table.day(position), due=table.day(position + max(days - 1, 0)), position=position)


def earliest_due(it: Chart, i: int, first: int) -> int:
    """When step `i` is done at the earliest, starting on or after `first`."""
    table = it.tables[i]
    return table.day(table.count(first - 1) + max(it.network.steps[i].days - 1, 0))


def latest(it: Chart, i: int, last: int) -> Span:
    """Step `i` as late as it can be, ending on or before `last`."""
    table, days = it.tables[i], it.network.steps[i].days
    end = table.count(last) - 1
    position = end - max(days - 1, 0)
    return Span(start=table.day(position), due=table.day(end), position=position)


def fixed(it: Chart, i: int) -> Span | None:
    """Where `on` puts step `i`. A moment may be on a day off; its position is that of the working day before."""
    step = it.network.steps[i]
    if step.on is None:
        return None
    on = step.on.toordinal()
    if step.days == 0:
        return Span(start=on, due=on, position=it.tables[i].count(on) - 1)
    return latest(it, i, on)


def _float(it: Chart, i: int, span: Span, first: int, last: int | None) -> int:
    table, step = it.tables[i], it.network.steps[i]
    if step.on is None:
        limit = span if last is None else latest(it, i, last)
        return limit.position - table.count(first - 1)
    missed = 0
    if span.start < first:
        # At least one: a moment on a day off can be missed without a working day in between.
        missed = max(1, table.count(first - 1) - span.position)
    if last is not None and span.due > last:
        end = span.position + max(step.days - 1, 0)
        missed = max(missed, 1, end - table.count(last) + 1)
    return -missed
