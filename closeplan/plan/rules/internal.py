"""What the seller's side should know of its plan, and the buyer never reads.

These are judgements, not facts both sides agreed on: they stay in the store and on the seller's cards and pages, in
English.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from closeplan.plan import commit
from closeplan.plan.bidi import closed
from closeplan.plan.rules.context import RuleContext
from closeplan.plan.signals import Audience, Place, Signal, Table
from closeplan.plan.wording import on_one_line, quoted

_internal = partial(Signal, subject="", cause="", audience=Audience.INTERNAL)

_FEW = 3
"""Fewer open milestones than this say nothing about who owns the plan."""


def asked(context: RuleContext) -> Iterator[Signal]:
    """A question or an objection that came through a link and is not settled."""
    for question in context.questions:
        name = quoted(question.name)
        yield _internal(
            rule="asked",
            subject=question.email,
            cause=question.at.isoformat(),
            short=f"{name} asks: {quoted(question.text)}",
            text=f"{name} asks about the timeline: “{closed(on_one_line(question.text))}” "
            "Next step: answer them, and ask for their acknowledgement again.",
        )


def buyer_never_edited(context: RuleContext) -> Iterator[Signal]:
    """Nobody who may be of the buyer's side has ever changed anything."""
    if not commit.buyer_has_edited(context):
        text = "The buyer has never edited the plan. Next step: go through it together and let them type."
        yield _internal(rule="buyer_never_edited", short="The buyer has never edited", text=text)


def never_acknowledged(context: RuleContext) -> Iterator[Signal]:
    """An economic buyer whose acknowledgement of the timeline as it stands is missing."""
    for person in commit.economic_buyers(context):
        if not commit.has_acknowledged(person, context):
            name = quoted(person.name or person.email)
            yield _internal(
                rule="never_acknowledged",
                subject=person.id,
                short=f"{name} has not acknowledged",
                text=f"{name}, the economic buyer, has not acknowledged the timeline as it stands. "
                "Next step: ask the champion to forward the brief, or send a link to sign.",
                place=Place(table=Table.STAKEHOLDERS, row=person.id, column="role"),
            )


def stale(context: RuleContext) -> Iterator[Signal]:
    """No human edit for 7 calendar days."""
    days = commit.days_unedited(context)
    if days >= commit.STALE_DAYS:
        text = f"Nobody has edited the plan for {days} days. Next step: review it on the next call."
        yield _internal(rule="stale", cause=str(days // 7), short=f"No edit for {days} days", text=text)


def one_threaded(context: RuleContext) -> Iterator[Signal]:
    """Fewer than two people of the buyer are engaged or own an open milestone."""
    if context.open_milestones and len(commit.involved_buyers(context)) < 2:
        text = (
            "At most one person of the buyer is engaged. Next step: ask the champion who else has to say yes."
        )
        yield _internal(rule="one_threaded", short="One thread into the buyer", text=text)


def slip_pattern(context: RuleContext) -> Iterator[Signal]:
    """Three moves of one milestone, or more than ten working days of drift."""
    for row in context.open_milestones:
        if commit.is_pattern(row, context):
            moved, drift = len(context.moves.get(row.id, ())), context.drift.get(row.id, 0)
            yield _internal(
                rule="slip_pattern",
                subject=row.id,
                cause=f"{moved}.{drift}",
                short=f"{context.name(row)} keeps slipping",
                text=f"{context.name(row)} has moved {moved} times and stands {drift} working days after the agreed date. "
                "Next step: talk about what keeps moving it, before agreeing on another date.",
                place=Place(table=Table.TIMELINE, row=row.id, column="due"),
            )


def seller_owns_everything(context: RuleContext) -> Iterator[Signal]:
    """No open milestone is the buyer's, not even shared."""
    if len(context.open_milestones) >= _FEW and not any(commit.buyers_rows(context)):
        text = (
            "Every open milestone is the seller's. Next step: ask the buyer what has to happen on their side."
        )
        yield _internal(rule="seller_owns_everything", short="The seller owns everything", text=text)


def not_fit(context: RuleContext) -> Iterator[Signal]:
    """The commit gate, with every reason."""
    failed = [check for check in commit.commit_gate(context) if not check.passed]
    if failed:
        yield _internal(
            rule="not_fit",
            cause=",".join(check.name for check in failed),
            short="Not fit for commit",
            text="Not fit for commit: " + " ".join(check.says for check in failed),
        )
