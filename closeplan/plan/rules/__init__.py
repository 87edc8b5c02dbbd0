"""One module a topic; every rule turns a plan into signals.

A new rule is one function and one line in `RULES`; `docs/signals.md` says what each one means.
"""

from __future__ import annotations

from closeplan.plan.rules.calls import mentioned, never_on_call, unreviewed
from closeplan.plan.rules.context import Rule, RuleContext
from closeplan.plan.rules.crm import close_date_differs, deal_closed
from closeplan.plan.rules.dates import overdue, slipped, stalled, unconfirmed_date, unreadable_date
from closeplan.plan.rules.internal import (
    asked,
    buyer_never_edited,
    never_acknowledged,
    not_fit,
    one_threaded,
    seller_owns_everything,
    slip_pattern,
    stale,
)
from closeplan.plan.rules.owners import group_owner, no_owner, unmapped_owner
from closeplan.plan.rules.reach import cannot_reach_go_live
from closeplan.plan.rules.risks import no_risks, risk_without_owner
from closeplan.plan.rules.size import too_many_milestones
from closeplan.plan.rules.stakeholders import missing_role
from closeplan.plan.rules.values import unreadable_value
from closeplan.plan.signals import Signal

RULES: tuple[Rule, ...] = (
    slipped,
    cannot_reach_go_live,
    overdue,
    stalled,
    unreadable_date,
    unreadable_value,
    missing_role,
    no_owner,
    group_owner,
    unmapped_owner,
    mentioned,
    unconfirmed_date,
    no_risks,
    risk_without_owner,
    too_many_milestones,
    asked,
    buyer_never_edited,
    never_acknowledged,
    never_on_call,
    unreviewed,
    stale,
    one_threaded,
    slip_pattern,
    seller_owns_everything,
    close_date_differs,
    deal_closed,
    not_fit,
)
"""Every rule, the most important first: a Signal cell and the outlook say things in this order."""


def evaluate(context: RuleContext) -> tuple[Signal, ...]:
    """Everything the plan should tell people now."""
    return tuple(signal for rule in RULES for signal in rule(context))


__all__ = ["RULES", "Rule", "RuleContext", "evaluate"]
