"""What calls add to the signals: shared where it is a fact both sides heard, internal where it is a judgement."""

from __future__ import annotations

from datetime import date

from closeplan.plan.model import Plan, Role, Side, Stakeholder
from closeplan.plan.rules import RuleContext
from closeplan.plan.rules.calls import mentioned, never_on_call, unreviewed
from closeplan.plan.rules.context import CallFacts, Mention
from closeplan.plan.signals import Audience

DAY = date(2027, 1, 11)
EVA = Stakeholder(
    id="e", name="Eva Lang", email="eva@acme.example", side=Side.BUYER, role=Role.ECONOMIC_BUYER
)


def context(calls: CallFacts, today: date = date(2027, 1, 12), last_edit: date | None = None) -> RuleContext:
    return RuleContext(plan=Plan(stakeholders=(EVA,)), today=today, calls=calls, last_edit=last_edit)


def test_who_was_spoken_of_is_told_until_they_are_on_the_map() -> None:
    said = (Mention("Lena <Roth>", DAY), Mention("Eva Lang", DAY))
    (signal,) = mentioned(context(CallFacts(last=DAY, mentioned=said)))
    assert signal.short == "Spoken of on a call: Lena <Roth>"
    assert "on the call of 11 Jan 2027" in signal.text


def test_an_economic_buyer_who_never_comes_is_for_the_seller_alone() -> None:
    (signal,) = never_on_call(context(CallFacts(last=DAY)))
    assert signal.audience is Audience.INTERNAL
    assert signal.text.startswith("Eva Lang, the economic buyer, has never been on a call.")
    for there in ("eva lang", "eva@acme.example"):
        assert not list(never_on_call(context(CallFacts(last=DAY, there=frozenset({there})))))
    assert not list(never_on_call(context(CallFacts())))


def test_a_plan_that_nobody_touched_since_the_last_call_is_told_from_the_next_day() -> None:
    facts = CallFacts(last=DAY)
    (signal,) = unreviewed(context(facts, last_edit=date(2027, 1, 8)))
    assert signal.audience is Audience.INTERNAL
    assert not list(unreviewed(context(facts, last_edit=DAY)))
    assert not list(unreviewed(context(facts, today=DAY)))
    assert not list(unreviewed(context(CallFacts(), last_edit=date(2027, 1, 8))))
