"""Where the CRM's deal and the plan disagree, the seller is told, and nothing is overwritten."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from closeplan.plan.model import Milestone, Plan, Status
from closeplan.plan.rules import RuleContext
from closeplan.plan.rules.context import CrmDealFacts, CrmFacts
from closeplan.plan.rules.crm import close_date_differs, deal_closed
from closeplan.plan.signals import Audience
from closeplan.plan.signing import signing_milestone

SIGNS, GOES_LIVE = date(2027, 2, 12), date(2027, 3, 31)
SIGNATURE = Milestone(id="signature", name="Signature by both <sides>", due=SIGNS)
ROLLOUT = Milestone(id="rollout", name="Set up and train", due=date(2027, 3, 12))
PLAN = Plan(milestones=(SIGNATURE, ROLLOUT), go_live=GOES_LIVE)
DEAL = CrmDealFacts(vendor="hubspot", crm="HubSpot", close_date=date(2027, 2, 26))


def context(deal: CrmDealFacts, plan: Plan = PLAN) -> RuleContext:
    return RuleContext(plan=plan, today=date(2027, 1, 12), crm=CrmFacts(deals=(deal,)))


def test_a_close_date_that_differs_is_told_with_both_days_to_the_seller_alone() -> None:
    (signal,) = close_date_differs(context(DEAL))

    assert signal.audience is Audience.INTERNAL
    assert signal.text.startswith("The close date in HubSpot is 26 Feb 2027, while Signature by both <sides>")
    assert "12 Feb 2027" in signal.text
    assert (signal.place.row, signal.place.column) == ("signature", "due")


@pytest.mark.parametrize("closes", [None, date(2027, 2, 11), SIGNS, date(2027, 2, 13)])
def test_a_close_date_a_day_off_is_the_same_day(closes: date | None) -> None:
    assert not list(close_date_differs(context(DEAL._replace(close_date=closes))))


def test_a_close_date_counts_as_new_when_either_day_moves() -> None:
    moved = replace(PLAN, milestones=(replace(SIGNATURE, due=date(2027, 2, 19)), ROLLOUT))
    others = (context(DEAL, moved), context(DEAL._replace(close_date=GOES_LIVE)), context(DEAL))

    assert len({signal.cause for other in others for signal in close_date_differs(other)}) == 3


def test_a_plan_without_a_signature_is_compared_by_its_go_live() -> None:
    plan = replace(PLAN, milestones=(ROLLOUT,))

    (signal,) = close_date_differs(context(DEAL, plan))
    assert "the plan goes live on 31 Mar 2027" in signal.text
    assert not list(close_date_differs(context(DEAL._replace(close_date=GOES_LIVE), plan)))
    assert not list(close_date_differs(context(DEAL, replace(plan, go_live=None))))


def test_what_was_signed_or_closed_is_not_compared() -> None:
    signed = replace(PLAN, milestones=(replace(SIGNATURE, status=Status.DONE), ROLLOUT))

    assert not list(close_date_differs(context(DEAL, signed)))
    assert not list(close_date_differs(context(DEAL._replace(is_open=False))))


def test_a_lost_deal_is_told_while_its_plan_is_open() -> None:
    lost = DEAL._replace(is_open=False)
    (signal,) = deal_closed(context(lost))

    assert signal.audience is Audience.INTERNAL
    assert "closed as lost in HubSpot, while 2 milestones of the plan are open" in signal.text
    done = replace(PLAN, milestones=tuple(replace(row, status=Status.DONE) for row in PLAN.milestones))
    assert not list(deal_closed(context(lost, done)))
    assert not list(deal_closed(context(DEAL)))


def test_a_won_deal_is_told_until_the_signature_is_done() -> None:
    won = DEAL._replace(is_open=False, is_won=True)
    (signal,) = deal_closed(context(won))

    assert "won in HubSpot, while Signature by both <sides> is still open" in signal.text
    signed = replace(PLAN, milestones=(replace(SIGNATURE, status=Status.DONE), ROLLOUT))
    assert not list(deal_closed(context(won, signed)))


@pytest.mark.parametrize(
    "name",
    [
        "Contract signed",
        "Vertragsunterzeichnung",
        "Firma del contrato",
        "Assinatura",
        "契約締結",
        "Handtekening",
    ],
)
def test_a_signature_is_known_by_its_name_in_every_language(name: str) -> None:
    rows = (ROLLOUT, Milestone(id="m7", name="Design the signature block page", due=date(2026, 12, 1)))
    called = Milestone(id="m8", name=name, due=SIGNS)

    assert signing_milestone(replace(PLAN, milestones=(*rows, called))) == called
    assert signing_milestone(replace(PLAN, milestones=(*rows, called)), "rollout") == ROLLOUT
    assert signing_milestone(replace(PLAN, milestones=(ROLLOUT,))) is None
