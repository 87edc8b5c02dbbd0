from __future__ import annotations

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from closeplan.plan.annotations import plan_annotations, signal_texts
from closeplan.plan.model import (
    GO_LIVE,
    Link,
    Milestone,
    Network,
    Plan,
    Risk,
    RiskStatus,
    Role,
    Side,
    Stakeholder,
    Status,
    Step,
)
from closeplan.plan.outlook import outlook
from closeplan.plan.rules import RULES, RuleContext, evaluate
from closeplan.plan.signals import Table
from closeplan.plan.slips import update_baseline

DAYS = st.none() | st.dates(date(2026, 12, 1), date(2027, 6, 1)) | st.just(date(9999, 12, 31))
WORDS = st.sampled_from(["", "Mia Wolf", "Legal", "TBD", "{0} {name}", "=1+1", "<b>", "\ud83d", "x" * 300])
IDS = ("a", "b", "c", "x")
NETWORK = Network(
    go_live=date(2027, 3, 31),
    steps=(
        Step(id="a", name="Review", days=5, role=Role.SECURITY),
        Step(id="b", name="MSA", days=10, side=Side.SELLER, after=(Link(id="a"),)),
        Step(id="c", name="Quarterly review", after=(Link(id=GO_LIVE),)),
    ),
)


def milestone(row_id: str) -> st.SearchStrategy[Milestone]:
    return st.builds(
        Milestone,
        id=st.just(row_id),
        name=WORDS,
        workstream=WORDS,
        owner=WORDS,
        side=st.sampled_from([None, *Side]),
        due=DAYS,
        due_text=WORDS,
        start=DAYS,
        status=st.sampled_from([None, *Status]),
        confirmed_by=WORDS,
    )


PEOPLE = st.builds(
    Stakeholder, id=st.just("s"), name=WORDS, role=st.sampled_from([None, *Role]), side=st.none()
)
RISKS = st.builds(
    Risk,
    id=st.just("r"),
    description=WORDS,
    owner=WORDS,
    due_text=WORDS,
    status=st.sampled_from([None, *RiskStatus]),
)
PLANS = st.builds(
    Plan,
    go_live=DAYS,
    go_live_text=WORDS,
    milestones=st.tuples(*map(milestone, IDS)),
    stakeholders=st.lists(PEOPLE, max_size=1).map(tuple),
    risks=st.lists(RISKS, max_size=1).map(tuple),
)


@given(PLANS, PLANS, st.dates(date(2026, 12, 1), date(2027, 6, 1)), st.sampled_from([None, NETWORK]))
@settings(deadline=None)
def test_whatever_people_write_the_signals_are_sound(
    agreed: Plan, plan: Plan, today: date, network: Network | None
) -> None:
    context = RuleContext(
        plan=plan, today=today, network=network, baseline=update_baseline({}, agreed), companies=("Acme",)
    )

    signals = evaluate(context)

    rows = {(Table.TIMELINE, row.id) for row in context.milestones}
    rows |= {(Table.RISKS, risk.id) for risk in context.risks}
    rows |= {(Table.STAKEHOLDERS, person.id) for person in context.people}
    assert len({signal.key for signal in signals}) == len(signals)
    assert {signal.rule for signal in signals} <= {rule.__name__ for rule in RULES}
    assert all((s.place.table, s.place.row) in rows for s in signals if s.place.row)
    assert all(signal.short and signal.text and "\n" not in signal.text for signal in signals)
    assert signal_texts(signals).keys() <= rows
    assert len(plan_annotations(signals, [], []).new) == sum(signal.thread for signal in signals)
    assert "\n" not in outlook(signals, context)


def test_only_what_people_must_act_on_together_opens_a_thread() -> None:
    stranger = Milestone(id="a", name="Review", due_text="soon", owner="Legal")
    late = Milestone(id="b", name="MSA", due=date(2027, 5, 3))
    baseline = update_baseline({}, Plan(milestones=(Milestone(id="b", name="MSA", due=date(2027, 3, 30)),)))
    context = RuleContext(
        plan=Plan(milestones=(stranger, late)), today=date(2027, 5, 20), network=NETWORK, baseline=baseline
    )

    with_thread = {signal.rule for signal in evaluate(context) if signal.thread}

    assert with_thread == {"slipped", "missing_role", "cannot_reach_go_live", "unreadable_date"}
