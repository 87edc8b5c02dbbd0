"""Whether go-live can still be reached with the dates as they stand, and what would make it fit."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from closeplan.plan.effect import Effect
from closeplan.plan.model import Step
from closeplan.plan.rules.context import RuleContext
from closeplan.plan.signals import Place, Signal, Table
from closeplan.plan.slips import Standing
from closeplan.plan.wording import day, quoted, t, working_days

MOST_CHANGES = 3
"""How many ways out a comment offers."""

_WEEK = 5


@dataclass(frozen=True, kw_only=True)
class _Change:
    """One change that alone makes the plan fit; `by` is its size in working days."""

    by: int
    text: str


def cannot_reach_go_live(context: RuleContext) -> Iterator[Signal]:
    """The open milestones, pushed through what depends on them, end after go-live."""
    effect, go_live = context.effect, context.standing.go_live
    if effect is None or go_live is None or not effect.days:
        return
    chain = [context.steps[step] for step in effect.blocked_by if step in context.steps]
    place = _place(context, chain)
    facts = {"go_live": day(go_live), "days": working_days(effect.days)}
    steps = quoted(" → ".join(step.name for step in chain))
    changes = "; ".join(change.text for change in _changes(context, effect, chain)[:MOST_CHANGES])
    yield Signal(
        rule="cannot_reach_go_live",
        subject="",
        # a shortfall that grows day by day is news once a week at most
        cause=f"{go_live.isoformat()} {place.row} {-(-effect.days // _WEEK)}",
        short=t("reach.short", **facts),
        text=t("reach.text", steps=steps, changes=changes, **facts),
        place=place,
        thread=True,
    )


def _place(context: RuleContext, chain: list[Step]) -> Place:
    """The due cell of the first critical milestone that stands in the plan, else go-live itself."""
    rows = {row.id for row in context.milestones}
    first = next((step.id for step in chain if step.id in rows), None)
    if first is None:
        return Place(column="go_live")
    return Place(table=Table.TIMELINE, row=first, column="due")


def _changes(context: RuleContext, effect: Effect, chain: list[Step]) -> list[_Change]:
    """Every single change found that makes the plan fit, the smallest first; each is tried before it is told."""
    found = [
        *_earlier_due(context, effect, chain[:1]),
        *_shorter_steps(context, effect, chain),
        *_parallel_steps(context, effect, chain),
        *_later_go_live(context, effect),
    ]
    return sorted(found, key=lambda change: change.by)


def _fits(standing: Standing, today: date) -> bool:
    return standing.days_late(today) == 0


def _earlier_due(context: RuleContext, effect: Effect, cause: list[Step]) -> Iterator[_Change]:
    """Bringing the milestone that causes it forward."""
    for step in cause:
        due, by = context.standing.dues.get(step.id), -effect.float_left.get(step.id, 0)
        if due is None or by <= 0:
            continue
        earlier = context.add_workdays(step.id, due, -by)
        if earlier >= context.today and _fits(context.standing.with_due(step.id, earlier), context.today):
            values = {"name": quoted(step.name), "days": working_days(by), "to": day(earlier)}
            yield _Change(by=by, text=t("reach.earlier", **values))


def _shorter_steps(context: RuleContext, effect: Effect, chain: list[Step]) -> Iterator[_Change]:
    """Doing one of the steps behind it in fewer days."""
    for step in chain[1:]:
        by = -effect.float_left.get(step.id, 0)
        shorter = replace(step, days=step.days - by)
        if by > 0 and shorter.days >= 1 and _fits(context.standing.with_step(shorter), context.today):
            values = {"name": quoted(step.name), "days": working_days(by), "left": working_days(shorter.days)}
            yield _Change(by=by, text=t("reach.shorter", **values))


def _parallel_steps(context: RuleContext, effect: Effect, chain: list[Step]) -> Iterator[_Change]:
    """Not making one step wait for the one before it."""
    for before, step in pairwise(chain):
        freed = replace(step, after=tuple(link for link in step.after if link.id != before.id))
        if _fits(context.standing.with_step(freed), context.today):
            values = {"name": quoted(step.name), "before": quoted(before.name)}
            yield _Change(by=effect.days, text=t("reach.parallel", **values))


def _later_go_live(context: RuleContext, effect: Effect) -> Iterator[_Change]:
    """Moving go-live to where the dates take it."""
    later = context.earliest_go_live
    if later and _fits(replace(context.standing, go_live=later), context.today):
        yield _Change(by=effect.days, text=t("reach.go_live", to=day(later)))
