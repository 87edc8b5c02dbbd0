"""What the calls of a deal say beside its plan: who was spoken of, who never comes, and whether the plan kept up."""

from __future__ import annotations

from collections.abc import Iterator

from closeplan.plan import commit
from closeplan.plan.rules.context import RuleContext
from closeplan.plan.rules.people import on_the_map, plain
from closeplan.plan.signals import Audience, Place, Signal, Table
from closeplan.plan.wording import quoted

_MOST = 3
"""People who are told at a time, those spoken of last: each is a sentence of the plan's one line."""


def mentioned(context: RuleContext) -> Iterator[Signal]:
    """A person of the buyer's who was spoken of on a call and is not on the stakeholder map."""
    if not context.has(Table.STAKEHOLDERS, "name"):
        return
    strangers = [one for one in context.calls.mentioned if not on_the_map(one.name, context.people)]
    for one in strangers[-_MOST:]:
        name, day = quoted(one.name), context.words.day(one.day)
        yield Signal(
            rule="mentioned",
            subject=plain(one.name),
            cause=one.name,
            short=context.words.t("mentioned.short", name=name),
            text=context.words.t("mentioned.text", name=name, day=day),
            place=Place(table=Table.STAKEHOLDERS, column="name"),
        )


def never_on_call(context: RuleContext) -> Iterator[Signal]:
    """An economic buyer who has been on none of the calls."""
    if context.calls.last is None:
        return
    for person in commit.economic_buyers(context):
        if not {plain(person.name), plain(person.email)} & context.calls.there:
            name = quoted(person.name or person.email)
            yield Signal(
                rule="never_on_call",
                subject=person.id,
                cause="",
                short=f"{name} has never been on a call",
                text=f"{name}, the economic buyer, has never been on a call. "
                "Next step: ask the champion to bring them to the next one.",
                place=Place(table=Table.STAKEHOLDERS, row=person.id, column="role"),
                audience=Audience.INTERNAL,
            )


def unreviewed(context: RuleContext) -> Iterator[Signal]:
    """A call was held and nobody has touched the plan since."""
    last = context.calls.last
    if last is None or last >= context.today or (context.last_edit is not None and context.last_edit >= last):
        return
    day = context.words.day(last)
    yield Signal(
        rule="unreviewed",
        subject="",
        cause=last.isoformat(),
        short="Not reviewed since the last call",
        text=f"Nobody has changed the plan since the call of {day}. "
        "Next step: go through what the call suggests, in the sidebar under “From calls”.",
        audience=Audience.INTERNAL,
    )
