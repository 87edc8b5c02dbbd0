"""Whether the people a decision needs are on the stakeholder map."""

from __future__ import annotations

from collections.abc import Iterator

from closeplan.plan.model import Role, Side
from closeplan.plan.rules.context import RuleContext
from closeplan.plan.signals import Place, Signal, Table
from closeplan.plan.wording import quoted

ALWAYS = (Role.ECONOMIC_BUYER, Role.CHAMPION)
"""Roles no deal closes without."""

_NAMED = 2
"""How many of the steps that need a role a sentence names."""


def missing_role(context: RuleContext) -> Iterator[Signal]:
    """A role that the deal always needs, or that an open step needs, and nobody on the buyer's side has."""
    if not context.has(Table.STAKEHOLDERS, "name", "role"):
        return
    filled = {person.role for person in context.people if person.side is not Side.SELLER}
    needed = _needed(context)
    for role in needed_roles(context):
        if role in filled:
            continue
        yield Signal(
            rule="missing_role",
            subject=role.value,
            cause=role.value,
            short=context.words.t("role.short", role=context.words.t(f"role.{role}")),
            text=_text(context, role, needed.get(role, [])),
            place=Place(table=Table.STAKEHOLDERS, column="role"),
            thread=not context.filling_in,
        )


def needed_roles(context: RuleContext) -> tuple[Role, ...]:
    """The roles that the deal needs somebody of the buyer's for, filled or not."""
    needed = _needed(context)
    return tuple(role for role in Role if role in ALWAYS or role in needed)


def _needed(context: RuleContext) -> dict[Role, list[str]]:
    """The names of the open milestones that need each role. A step of the seller needs the buyer's people too:
    there is no training without end users.
    """
    found: dict[Role, list[str]] = {}
    for row in context.open_milestones:
        step = context.steps.get(row.id)
        if step and step.role and step.role is not Role.OTHER:
            found.setdefault(step.role, []).append(context.name(row))
    return found


def _text(context: RuleContext, role: Role, steps: list[str]) -> str:
    if role in ALWAYS:
        return context.words.t(
            "role.text_always", role=context.words.t(f"role.{role}"), why=context.words.t(f"role.why.{role}")
        )
    named = quoted(context.words.listed(steps[:_NAMED]))
    if len(steps) > _NAMED:
        named = context.words.t("list.more", items=named, n=len(steps) - _NAMED)
    return context.words.t("role.text_step", role=context.words.t(f"role.{role}"), steps=named)
