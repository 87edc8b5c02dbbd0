"""The smallest changes that make a plan fit.

First every single change is tried, smallest first; each is scheduled again before it is proposed, so none is
a guess. Where no single change is enough, the plan is laid out forward from today and whatever stands in
its way (fixed dates, limits, go-live) moves to where that layout puts it, less what turns out not to be needed.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from closeplan.plan.calendars import both_calendar, calendar_of
from closeplan.plan.critical_path import (
    Chart,
    Times,
    after_go_live,
    chart,
    earliest,
    fixed,
    floor,
    latest,
    times,
)
from closeplan.plan.fixes import Fix, FixKind, apply_fixes, move_date, move_go_live, parallel, shorten
from closeplan.plan.model import Network

_PREFERENCE = list(FixKind)


@dataclass(frozen=True, kw_only=True)
class _State:
    """A network with its times; `tries` is shared: each scheduling takes one, so that every search ends soon."""

    it: Chart
    found: Times
    today: date
    tries: Iterator[int]


def smallest_fixes(network: Network, groups: Sequence[Collection[str]], today: date) -> list[tuple[Fix, ...]]:
    """For each group of milestones that don't fit, the changes that make them fit.

    A later group builds on what was changed for the earlier ones; a group that these already mended names the
    same changes. All of them together, made in order, make the whole plan feasible.
    """
    if not groups:
        return []
    # A plan of forty is searched thoroughly; one of thousands gets a few tries, then the sure way.
    tries = iter(range(max(2, min(60, 6_000 // len(network.steps)))))
    it = chart(network)
    state = _State(it=it, found=times(it, today), today=today, tries=tries)
    made: tuple[Fix, ...] = ()
    answers: list[tuple[Fix, ...]] = []
    for group in groups:
        members = [i for i, step in enumerate(network.steps) if step.id in group]
        if all(state.found.floats[i] >= 0 for i in members):
            answers.append(made)
            continue
        fixes, state = _fixes_of(state, members)
        answers.append(fixes)
        made += fixes
    return answers


def _fixes_of(state: _State, members: list[int]) -> tuple[tuple[Fix, ...], _State]:
    """The changes that mend the members, and the state they lead to."""
    for fix in sorted(_singles(state, members), key=_size):
        if next(state.tries, None) is None:
            break
        then = _changed(state, (fix,))
        if _mends(state, then, members):
            return (fix,), then
    return _needed(state, members, _sure(state))


def _size(fix: Fix) -> tuple[int, int, int]:
    """Fewest working days first; between equals the kind people accept sooner, then the longer step."""
    return fix.by, _PREFERENCE.index(fix.kind), -fix.days


def _changed(state: _State, fixes: tuple[Fix, ...]) -> _State:
    it = chart(apply_fixes(state.it.network, fixes))
    return replace(state, it=it, found=times(it, state.today))


def _mends(state: _State, then: _State, members: list[int]) -> bool:
    """Whether the members fit after the changes and nothing else fits worse than before."""
    was, mended = state.found.floats, set(members)
    return all(days >= (0 if i in mended else min(was[i], 0)) for i, days in then.found.floats.items())


def _needed(state: _State, members: list[int], fixes: tuple[Fix, ...]) -> tuple[tuple[Fix, ...], _State]:
    """The changes less those without which the members fit as well, and the state they lead to."""
    best = _changed(state, fixes)
    for fix in fixes:
        fewer = tuple(kept for kept in fixes if kept is not fix)
        if not fewer or next(state.tries, None) is None:
            break
        then = _changed(state, fewer)
        if _mends(state, then, members):
            fixes, best = fewer, then
    return fixes, best


def _singles(state: _State, members: list[int]) -> Iterator[Fix]:
    steps, floats = state.it.network.steps, state.found.floats
    short = max(-floats[i] for i in members)
    inside = set(members)
    for i in members:
        if -floats[i] < steps[i].days:
            yield shorten(steps[i], -floats[i])
        yield from _moved_dates(state, i)
        yield from (parallel(steps[j], steps[i], short) for j, _ in state.it.before[i] if j in inside)
    dues = _layout(state)
    ends = [dues[i] for i in state.it.early if i in inside]
    if ends:
        yield from _later_go_live(state.it.network, max(ends))


def _moved_dates(state: _State, i: int) -> Iterator[Fix]:
    """Every date of step `i` that its neighbours can't keep, moved to the nearest one they can."""
    step = state.it.network.steps[i]
    first, last = state.found.floors[i], state.found.ceilings.get(i)
    soonest = earliest(state.it, i, first)
    if step.on and state.found.spans[i].start < first:
        yield _moved(state, i, "on", soonest.due)
    if step.not_after and step.not_after.toordinal() < soonest.due:
        yield _moved(state, i, "not_after", soonest.due)
    if last is None:
        return
    if step.on and state.found.spans[i].due > last:
        yield _moved(state, i, "on", latest(state.it, i, last).due)
    if step.not_before and step.not_before.toordinal() > latest(state.it, i, last).start:
        yield _moved(state, i, "not_before", latest(state.it, i, last).start)


def _moved(state: _State, i: int, field: str, to: int) -> Fix:
    step = state.it.network.steps[i]
    was: date = getattr(step, field)
    now = date.fromordinal(to)
    by = calendar_of(state.it.network, step.side).workdays_between(was, now)
    return move_date(step, field, now, max(1, abs(by)))


def _later_go_live(network: Network, end: int) -> Iterator[Fix]:
    to = date.fromordinal(end)
    if to > network.go_live:
        by = both_calendar(network.buyer, network.seller).workdays_between(network.go_live, to)
        yield move_go_live(to, max(1, by))


def _layout(state: _State) -> dict[int, int]:
    """Every step's due as early as it can be from today, moved off its fixed date or limit where it can't keep that."""
    it, today = state.it, state.today.toordinal()
    dues: dict[int, int] = {}
    for i in it.early:
        dues[i] = _due_from(it, i, floor(it, i, dues, today))
    end = max([it.network.go_live.toordinal(), *dues.values()])
    it = replace(it, network=replace(it.network, go_live=date.fromordinal(end)))
    for i in it.late:
        dues[i] = _due_from(it, i, floor(it, i, dues, after_go_live(it, i)))
    return dues


def _due_from(it: Chart, i: int, first: int) -> int:
    at = fixed(it, i)
    return (at if at and at.start >= first else earliest(it, i, first)).due


def _sure(state: _State) -> tuple[Fix, ...]:
    """Changes that make the whole plan feasible for certain: the forward layout keeps all of them."""
    dues, network = _layout(state), state.it.network
    fixes = list(_later_go_live(network, max((dues[i] for i in state.it.early), default=1)))
    for i, step in enumerate(network.steps):
        for field in ("on", "not_after"):
            bound: date | None = getattr(step, field)
            if bound and bound.toordinal() < dues[i]:
                fixes.append(_moved(state, i, field, dues[i]))
    return tuple(fixes)
