from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from closeplan.plan.bidi import closed
from closeplan.plan.commit import commit_gate
from closeplan.plan.ledger import ANYONE, Baseline, Change, ChangeKind, LedgerEntry
from closeplan.plan.model import Engagement, Milestone, Plan, Risk, Role, Side, Stakeholder, Status
from closeplan.plan.rules import RuleContext, evaluate
from closeplan.plan.rules.context import Question
from closeplan.plan.rules.internal import asked
from closeplan.plan.signals import Audience, Table

TODAY = date(2026, 11, 23)


def person(name: str, **changes: object) -> Stakeholder:
    known = {"id": name, "name": name, "email": f"{name.lower()}@acme.example", "side": Side.BUYER}
    return Stakeholder(**{**known, **changes})  # type: ignore[arg-type]


def edit(who: str, *, field: str = "due", row: str = "a") -> LedgerEntry:
    change = Change(kind=ChangeKind.CHANGED, table=Table.TIMELINE, row=row, item="Review", field=field)
    return LedgerEntry(change=change, who=who, seen_at=datetime(2026, 11, 20, tzinfo=UTC), slip=2)


CARLA = person("Carla", role=Role.ECONOMIC_BUYER, engagement=Engagement.AWARE)
DANA = person("Dana", role=Role.CHAMPION, engagement=Engagement.ENGAGED)
MIA = person("Mia", role=Role.SECURITY)
REVIEW = Milestone(id="a", name="Review", owner="Mia", side=Side.BUYER, due=date(2026, 12, 4))
FIT = RuleContext(
    plan=Plan(
        go_live=date(2027, 3, 31),
        acknowledged_by="Carla, 20 Nov 2026",
        milestones=(REVIEW, Milestone(id="b", name="Sign", owner="Dana", side=Side.BOTH)),
        stakeholders=(CARLA, DANA, MIA),
        risks=(Risk(id="r", description="Budget"),),
    ),
    today=TODAY,
    entries=(edit("dana@acme.example"),),
    seller="sam@northwind.example",
    last_edit=date(2026, 11, 20),
)


def failed(context: RuleContext) -> list[str]:
    return [check.name for check in commit_gate(context) if not check.passed]


def with_plan(**changes: object) -> RuleContext:
    return replace(FIT, plan=replace(FIT.plan, **changes))  # type: ignore[arg-type]


def test_a_plan_that_is_alive_agreed_and_in_reach_is_fit() -> None:
    assert failed(FIT) == []
    assert {signal.rule for signal in evaluate(FIT) if signal.audience is Audience.INTERNAL} == set()


def test_what_somebody_asks_is_told_to_the_seller_alone_and_anew_when_they_ask_again() -> None:
    first = Question(
        "Lena\nVogt", "lena@acme.example", "\u202eWe cannot sign. " * 20, datetime(2026, 11, 23, tzinfo=UTC)
    )
    again = first._replace(text="Who pays?", at=datetime(2026, 11, 24, tzinfo=UTC))
    (told,), (later,) = (tuple(asked(replace(FIT, questions=(one,)))) for one in (first, again))

    assert (told.rule, told.key, told.audience) == ("asked", "asked:lena@acme.example", Audience.INTERNAL)
    assert first.text.strip() in told.text
    assert closed(told.text) == told.text  # what turns the writing direction ends with the quotation
    assert later.short == "Lena Vogt asks: Who pays?"
    assert (later.key, later.cause == told.cause) == (told.key, False)


@pytest.mark.parametrize(
    ("context", "names"),
    [
        (with_plan(go_live=None), ["reachable"]),
        (with_plan(go_live=date(2026, 11, 20)), ["reachable"]),
        (with_plan(milestones=(replace(REVIEW, due=date(2026, 11, 16)),)), ["nothing_stalled"]),
        (replace(FIT, last_edit=date(2026, 11, 16)), ["fresh"]),
        (with_plan(stakeholders=(replace(CARLA, role=Role.FINANCE), DANA, MIA)), ["economic_buyer", "acknowledged"]),
        (with_plan(acknowledged_by="Dana, 20 Nov 2026"), ["acknowledged"]),
        (replace(FIT, lapsed=frozenset({"carla@acme.example"})), ["acknowledged"]),
        (replace(with_plan(acknowledged_by="C. Chen"), signed=frozenset({"carla@acme.example"})), []),
        (replace(FIT, entries=(edit("sam@northwind.example"),)), ["buyer_edits"]),
        (with_plan(milestones=(replace(REVIEW, side=Side.SELLER),)), ["buyer_owns"]),
        (with_plan(milestones=(replace(REVIEW, owner="IT"),)), ["owned_by_people", "two_threads"]),
        (replace(FIT, baseline={"a": Baseline(id="a", start=None, due=date(2026, 11, 2))}), ["steady"]),
        (replace(FIT, entries=(edit("dana@acme.example"),) * 3), ["steady"]),
        (with_plan(risks=()), ["risks"]),
    ],
)  # fmt: skip
def test_each_thing_that_is_missing_is_a_reason(context: RuleContext, names: list[str]) -> None:
    assert [name for name in failed(context) if name in names] == names
    assert set(failed(context)) - set(names) <= {"two_threads"}


def test_who_may_be_the_buyer_counts_as_the_buyer() -> None:
    assert failed(replace(FIT, entries=(edit(ANYONE),))) == []
    assert failed(replace(FIT, entries=(edit("max@northwind.example"),))) == ["buyer_edits"]


def test_the_reasons_are_told_to_the_sellers_side_alone() -> None:
    signals = [signal for signal in evaluate(with_plan(risks=())) if signal.rule == "not_fit"]
    assert [(s.audience, s.cause, s.thread) for s in signals] == [(Audience.INTERNAL, "risks", False)]
    assert signals[0].text == "Not fit for commit: No risk is written down."


def test_three_open_milestones_all_the_sellers_are_told() -> None:
    rows = tuple(Milestone(id=str(n), name="Step", side=Side.SELLER) for n in range(3))
    rules = {signal.rule for signal in evaluate(with_plan(milestones=rows))}
    assert "seller_owns_everything" in rules
    done = tuple(replace(row, status=Status.DONE) for row in rows)
    assert "seller_owns_everything" not in {s.rule for s in evaluate(with_plan(milestones=done))}
