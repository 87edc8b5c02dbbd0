"""Whether go-live can still be reached with the dates as they stand, and what would make it fit."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice, pairwise

from closeplan.plan.effect import Effect
from closeplan.plan.model import Step
from closeplan.plan.rules.context import RuleContext
from closeplan.plan.signals import Place, Signal, Table
from closeplan.plan.slips import Standing
from closeplan.plan.wording import quoted

MOST_CHANGES = 3
"""How many ways out a comment offers."""

MOST_STEPS = 4
"""How many critical steps a comment names."""

_WEEK = 5


@dataclass(frozen=True, kw_only=True)
class _Change:
    """One change and what the plan would be with it; `by` is its size in working days."""

    by: int
    text: str
    then: Standing


def cannot_reach_go_live(context: RuleContext) -> Iterator[Signal]:
    """The open milestones, pushed through what depends on them, end after go-live."""
    effect, go_live = context.standing.effect, context.standing.go_live
    if effect is None or go_live is None or not effect.days:
        return
    chain = [context.steps[step] for step in effect.blocked_by if step in context.steps]
    place = _place(context, chain)
    facts = {"go_live": context.words.day(go_live), "days": context.words.working_days(effect.days)}
    steps = " → ".join(_named([quoted(step.name) for step in chain]))
    changes = context.words.listed_apart(change.text for change in _changes(context, effect, chain))
    yield Signal(
        rule="cannot_reach_go_live",
        subject="",
        # a shortfall that grows day by day is news once a week at most
        cause=f"{go_live.isoformat()} {place.row} {-(-effect.days // _WEEK)}",
        short=context.words.t("reach.short", **facts),
        text=context.words.t("reach.text", steps=steps, changes=changes, **facts),
        place=place,
        thread=True,
    )


def _named(steps: list[str]) -> list[str]:
    """The cause, what it pushes first, and the end; a long middle is left out."""
    return steps if len(steps) <= MOST_STEPS else [*steps[: MOST_STEPS - 1], "…", steps[-1]]


def _place(context: RuleContext, chain: list[Step]) -> Place:
    """The due cell of the first critical milestone that stands in the plan, else go-live itself."""
    rows = {row.id for row in context.milestones}
    first = next((step.id for step in chain if step.id in rows), None)
    if first is None:
        return Place(column="go_live")
    return Place(table=Table.TIMELINE, row=first, column="due")


def _changes(context: RuleContext, effect: Effect, chain: list[Step]) -> list[_Change]:
    """The smallest single changes that make the plan fit; each is tried before it is told."""
    possible = [
        *_earlier_due(context, effect, chain[:1]),
        *_shorter_steps(context, effect, chain[1:]),
        *_later_go_live(context, effect),
        *_parallel_steps(context, effect, chain),
    ]
    smallest_first = sorted(possible, key=lambda change: change.by)
    return list(islice((change for change in smallest_first if not change.then.days_late), MOST_CHANGES))


def _earlier_due(context: RuleContext, effect: Effect, cause: list[Step]) -> Iterator[_Change]:
    """Bringing the milestone that causes it forward."""
    for step in cause:
        due, by = context.standing.dues.get(step.id), -effect.float_left.get(step.id, 0)
        if due is None or by <= 0:
            continue
        earlier = context.add_workdays(step.id, due, -by)
        if earlier >= context.today:
            text = context.words.t(
                "reach.earlier",
                name=quoted(step.name),
                days=context.words.working_days(by),
                to=context.words.day(earlier),
            )
            yield _Change(by=by, text=text, then=context.standing.with_due(step.id, earlier))


def _shorter_steps(context: RuleContext, effect: Effect, behind: list[Step]) -> Iterator[_Change]:
    """Doing one of the steps behind it in fewer days."""
    for step in behind:
        by = -effect.float_left.get(step.id, 0)
        left = step.days - by
        if by > 0 and left >= 1:
            text = context.words.t(
                "reach.shorter",
                name=quoted(step.name),
                days=context.words.working_days(by),
                left=context.words.working_days(left),
            )
            yield _Change(by=by, text=text, then=context.standing.with_step(replace(step, days=left)))


def _parallel_steps(context: RuleContext, effect: Effect, chain: list[Step]) -> Iterator[_Change]:
    """Not making one step wait for the one before it."""
    for before, step in pairwise(chain):
        freed = replace(step, after=tuple(link for link in step.after if link.id != before.id))
        text = context.words.t("reach.parallel", name=quoted(step.name), before=quoted(before.name))
        yield _Change(by=effect.days, text=text, then=context.standing.with_step(freed))


def _later_go_live(context: RuleContext, effect: Effect) -> Iterator[_Change]:
    """Moving go-live to where the dates take it."""
    later = context.standing.earliest_go_live
    if later:
        text = context.words.t("reach.go_live", to=context.words.day(later))
        yield _Change(by=effect.days, text=text, then=context.standing.with_go_live(later))
