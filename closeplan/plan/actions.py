"""What a seller can do about a signal, by its rule, and what of it waits for them."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from closeplan.plan.diff import item_name, rows_of
from closeplan.plan.model import Plan
from closeplan.plan.rules.context import RuleContext
from closeplan.plan.signals import Audience, Signal, Table

SENSIBLE_NOTICE = 5
"""Working days from today for a date that is proposed anew: one week's notice."""


class Action(StrEnum):
    """One way to act. Every signal can also be dismissed."""

    PROPOSE = "propose"
    ASK = "ask"
    TALK = "talk"
    INVITE = "invite"
    OWNER = "owner"
    DONE = "done"
    CONFIRM = "confirm"


class Waits(StrEnum):
    """Whom a signal waits for."""

    SELLER = "seller"
    """The seller decides what happens next."""
    DOCUMENT = "document"
    """The document asks its people; the seller may help."""
    INTERNAL = "internal"
    """For the seller's side only: the document says nothing of it."""


_BY_RULE: Mapping[str, tuple[Waits, tuple[Action, ...]]] = MappingProxyType(
    {
        "slipped": (Waits.SELLER, (Action.PROPOSE, Action.CONFIRM, Action.ASK, Action.TALK)),
        "cannot_reach_go_live": (Waits.SELLER, (Action.PROPOSE, Action.TALK)),
        "overdue": (Waits.SELLER, (Action.DONE, Action.PROPOSE, Action.ASK, Action.TALK)),
        "stalled": (Waits.SELLER, (Action.PROPOSE, Action.ASK, Action.TALK)),
        "missing_role": (Waits.SELLER, (Action.INVITE, Action.ASK)),
        "unmapped_owner": (Waits.SELLER, (Action.INVITE, Action.OWNER)),
        "no_owner": (Waits.DOCUMENT, (Action.OWNER, Action.ASK)),
        "group_owner": (Waits.DOCUMENT, (Action.OWNER, Action.ASK)),
        "unconfirmed_date": (Waits.DOCUMENT, (Action.CONFIRM, Action.PROPOSE, Action.ASK)),
        "unreadable_date": (Waits.DOCUMENT, (Action.PROPOSE, Action.ASK)),
        "risk_without_owner": (Waits.DOCUMENT, (Action.ASK,)),
    }
)
"""Who has to act, and how they can, the most useful first."""

_ON_A_MILESTONE = frozenset({Action.OWNER, Action.DONE, Action.CONFIRM})


def waits_for(signal: Signal) -> Waits:
    """Whom it waits for."""
    if signal.audience is Audience.INTERNAL:
        return Waits.INTERNAL
    return _BY_RULE.get(signal.rule, (Waits.DOCUMENT, ()))[0]


def actions_for(signal: Signal, context: RuleContext) -> tuple[Action, ...]:
    """What can be done about it in a document with these columns; a milestone that is gone leaves nothing to write."""
    row = milestone_of(signal)
    stands = context.plan.milestone(row) is not None
    offered = _BY_RULE.get(signal.rule, (Waits.DOCUMENT, (Action.TALK,) if stands else ()))[1]
    return tuple(action for action in offered if _fits(action, signal, context, stands=stands))


def milestone_of(signal: Signal) -> str:
    """The id of the milestone it is about; empty where it is about none."""
    return signal.place.row if signal.place.table is Table.TIMELINE else ""


def matter(signal: Signal, plan: Plan) -> str:
    """The row it is about, as people call it; empty where it is about the plan, or the row is gone."""
    table = signal.place.table
    if table is None:
        return ""
    return next((item_name(table, row) for row in rows_of(plan, table) if row.id == signal.place.row), "")


def matter_of_key(key: str, plan: Plan) -> str:
    """The same of a signal of which only the key is left: its subject is a row's id, or has one between dots."""
    subject = key.partition(":")[2]
    for table in Table:
        for row in rows_of(plan, table):
            if row.id == subject or subject.startswith(f"{table}.{row.id}."):
                return item_name(table, row)
    return ""


def _fits(action: Action, signal: Signal, context: RuleContext, *, stands: bool) -> bool:
    if action is Action.PROPOSE:
        return signal.rule == "cannot_reach_go_live" or (stands and signal.place.column != "start")
    if action is Action.INVITE:
        return context.has(Table.STAKEHOLDERS)
    column = {Action.OWNER: "owner", Action.DONE: "status", Action.CONFIRM: "confirmed_by"}.get(action)
    if column is not None and not context.has(Table.TIMELINE, column):
        return False
    return stands or action not in _ON_A_MILESTONE
