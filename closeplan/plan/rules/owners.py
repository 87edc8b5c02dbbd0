"""Whether every open milestone has one person who sees to it."""

from __future__ import annotations

from collections.abc import Iterator

from closeplan.plan.model import Milestone
from closeplan.plan.rules.context import RuleContext
from closeplan.plan.signals import Place, Signal, Table
from closeplan.plan.wording import quoted


def no_owner(context: RuleContext) -> Iterator[Signal]:
    """An open milestone whose owner cell names nobody."""
    if not context.has(Table.TIMELINE, "owner"):
        return
    for row in context.open_milestones:
        if context.owners(row.owner).nobody:
            yield Signal(
                rule="no_owner",
                subject=row.id,
                cause="",
                short=context.words.t("no_owner.short"),
                text=context.words.t("no_owner.text", name=context.name(row)),
                place=_owner_cell(row),
            )


def group_owner(context: RuleContext) -> Iterator[Signal]:
    """An open milestone owned by a department or a company."""
    for row in context.open_milestones:
        if context.owners(row.owner).group:
            yield Signal(
                rule="group_owner",
                subject=row.id,
                cause=row.owner,
                short=context.words.t("group_owner.short"),
                text=context.words.t("group_owner.text", owner=quoted(row.owner), name=context.name(row)),
                place=_owner_cell(row),
            )


def unmapped_owner(context: RuleContext) -> Iterator[Signal]:
    """An open milestone owned by a person who is not on the stakeholder map."""
    if not context.has(Table.STAKEHOLDERS, "name"):
        return
    for row in context.open_milestones:
        strangers = context.owners(row.owner).unmapped
        if strangers:
            owner = quoted(context.words.listed(strangers))
            yield Signal(
                rule="unmapped_owner",
                subject=row.id,
                cause=", ".join(strangers),
                short=context.words.t("unmapped_owner.short", owner=owner),
                text=context.words.t("unmapped_owner.text", owner=owner, name=context.name(row)),
                place=_owner_cell(row),
            )


def _owner_cell(row: Milestone) -> Place:
    return Place(table=Table.TIMELINE, row=row.id, column="owner")
