"""Where the CRM's deal and the plan disagree. Neither is overwritten by the other: a person says which one is right."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from closeplan.plan.rules.context import CrmDealFacts, RuleContext
from closeplan.plan.signals import PLAN, Audience, Place, Signal, Table
from closeplan.plan.signing import signing_milestone
from closeplan.plan.wording import ENGLISH_WORDS

NEAR = 1
"""Calendar days by which a close date and the day of signature may differ: a CRM's date is often the day after."""

_internal = partial(Signal, audience=Audience.INTERNAL)


def close_date_differs(context: RuleContext) -> Iterator[Signal]:
    """An open deal's close date lies more than a day from the day the plan signs, or goes live where it signs nowhere."""
    for deal in context.crm.deals:
        signing = signing_milestone(context.plan, deal.signing)
        day = signing.due if signing else context.plan.go_live
        is_settled = not deal.is_open or (signing is not None and not signing.is_open)
        if is_settled or day is None or deal.close_date is None or abs((deal.close_date - day).days) <= NEAR:
            continue
        what = f"{context.name(signing)} on the plan is due" if signing else "the plan goes live on"
        closes, signs = ENGLISH_WORDS.day(deal.close_date), ENGLISH_WORDS.day(day)
        yield _internal(
            rule="close_date_differs",
            subject=deal.vendor,
            cause=f"{deal.close_date.isoformat()}.{day.isoformat()}",
            short=f"{deal.crm} closes on {closes}, the plan on {signs}",
            text=f"The close date in {deal.crm} is {closes}, while {what} {signs}. "
            "Next step: agree with the buyer which day holds, and change the other one.",
            place=Place(table=Table.TIMELINE, row=signing.id, column="due") if signing else PLAN,
        )


def deal_closed(context: RuleContext) -> Iterator[Signal]:
    """The deal is lost in the CRM while milestones are open, or won while the signature is."""
    for deal in context.crm.deals:
        if deal.is_open or not context.open_milestones:
            continue
        told = _won(deal, context) if deal.is_won else _lost(deal, context)
        if told:
            yield told


def _won(deal: CrmDealFacts, context: RuleContext) -> Signal | None:
    """Work goes on after a signature: only a signature that is still open contradicts the CRM."""
    signing = signing_milestone(context.plan, deal.signing)
    if signing is None or not signing.is_open:
        return None
    name = context.name(signing)
    return _internal(
        rule="deal_closed",
        subject=deal.vendor,
        cause="won",
        short=f"Won in {deal.crm}, {name} is open",
        text=f"The deal is won in {deal.crm}, while {name} is still open on the plan. "
        "Next step: set it to Done, or look at the stage.",
        place=Place(table=Table.TIMELINE, row=signing.id, column="status"),
    )


def _lost(deal: CrmDealFacts, context: RuleContext) -> Signal:
    count = len(context.open_milestones)
    return _internal(
        rule="deal_closed",
        subject=deal.vendor,
        cause="lost",
        short=f"Closed in {deal.crm}, the plan is open",
        text=f"The deal is closed as lost in {deal.crm}, while {count} {'milestone' if count == 1 else 'milestones'} of the "
        "plan are open. Next step: tell the buyer where it stands, or look at the stage.",
    )
