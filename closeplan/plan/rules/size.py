"""Whether the plan stays small enough to be reviewed together."""

from __future__ import annotations

from collections.abc import Iterator

from closeplan.plan.model import Status
from closeplan.plan.rules.context import RuleContext
from closeplan.plan.signals import Place, Signal, Table

MOST_MILESTONES = 20
"""More than these make a plan nobody reads (the article's advice)."""


def too_many_milestones(context: RuleContext) -> Iterator[Signal]:
    """More milestones than people review together; those marked Not needed don't count."""
    n = sum(row.status is not Status.NOT_NEEDED for row in context.milestones)
    if n > MOST_MILESTONES:
        yield Signal(
            rule="too_many_milestones",
            subject="",
            cause="",
            short=context.words.t("size.short", n=n),
            text=context.words.t("size.text", n=n, limit=MOST_MILESTONES),
            place=Place(table=Table.TIMELINE, column="name"),
        )
