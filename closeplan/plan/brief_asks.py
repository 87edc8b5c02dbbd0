"""What the reader of a brief is asked for: what only the buyer's side can do, the most weighty first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from closeplan.plan.model import Milestone, Role, Side
from closeplan.plan.rules.context import RuleContext
from closeplan.plan.signals import Signal


def asks(context: RuleContext, shared: Sequence[Signal]) -> list[str]:
    """Sentences in the plan's language, from the shared signals of that moment."""
    return [
        *_to_acknowledge(context),
        *_reach(context, shared),
        *_roles(context, shared),
        *_rows(context, shared, ("overdue",), "overdue", "overdue_several"),
        *_rows(context, shared, ("no_owner", "group_owner"), "owner", "owners"),
        *_rows(context, shared, ("unconfirmed_date",), "confirm", "confirm_several"),
    ]


def _to_acknowledge(context: RuleContext) -> Iterator[str]:
    """Whoever decides is asked by name, once for each state of the dates."""
    if context.plan.acknowledged_by.strip() and not context.lapsed:
        return
    names = [one.name for one in context.people if one.role is Role.ECONOMIC_BUYER and one.name]
    if names:
        yield context.words.t("brief.ask.acknowledge", name=context.words.listed(names))
    else:
        yield context.words.t("brief.ask.acknowledge_any")


def _reach(context: RuleContext, shared: Sequence[Signal]) -> Iterator[str]:
    if any(signal.rule == "cannot_reach_go_live" for signal in shared) and context.standing.days_late:
        days = context.words.working_days(context.standing.days_late)
        yield context.words.t("brief.ask.reach", days=days)


def _roles(context: RuleContext, shared: Sequence[Signal]) -> Iterator[str]:
    missing = [context.words.t(f"role.{s.subject}") for s in shared if s.rule == "missing_role"]
    if missing:
        yield context.words.t("brief.ask.roles", roles=context.words.listed(missing))


def _rows(
    context: RuleContext, shared: Sequence[Signal], rules: tuple[str, ...], one: str, several: str
) -> Iterator[str]:
    """One sentence for all milestones of the buyer's that one of those rules speaks of."""
    told = {signal.subject for signal in shared if signal.rule in rules}
    rows = [row for row in context.open_milestones if row.id in told and _is_buyers(context, row)]
    if len(rows) == 1:
        yield context.words.t(f"brief.ask.{one}", name=context.name(rows[0]))
    elif rows:
        yield context.words.t(f"brief.ask.{several}", n=len(rows), name=context.name(rows[0]))


def _is_buyers(context: RuleContext, row: Milestone) -> bool:
    return context.sides.get(row.id) is not Side.SELLER
