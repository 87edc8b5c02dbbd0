from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from closeplan.plan.diff import diff
from closeplan.plan.ledger import LedgerEntry
from closeplan.plan.model import Link, Milestone, Network, Plan, Risk, Role, Stakeholder, Status, Step
from closeplan.plan.outlook import outlook
from closeplan.plan.rules import RuleContext, evaluate
from closeplan.plan.signals import Audience, Signal
from closeplan.plan.slips import ledger_entries, update_baseline

TODAY = date(2027, 1, 4)
NETWORK = Network(
    go_live=date(2027, 3, 31),
    steps=(
        Step(id="review", name="Security review", days=5),
        Step(id="msa", name="MSA", days=10, after=(Link(id="review"),)),
    ),
)
PLAN = Plan(
    go_live=date(2027, 3, 31),
    milestones=(
        Milestone(id="review", name="Security review", owner="Ada", due=date(2027, 3, 10)),
        Milestone(id="msa", name="MSA", owner="Ada", due=date(2027, 3, 30)),
    ),
    stakeholders=(
        Stakeholder(id="s1", name="Ada Roe", role=Role.ECONOMIC_BUYER),
        Stakeholder(id="s2", name="Dana Fischer", role=Role.CHAMPION),
    ),
    risks=(Risk(id="r1", description="Budget", owner="Ada"),),
)


def told(*plans: Plan, today: date = TODAY, dismissed: str = "") -> str:
    """The outlook after the plan became each of these in turn; the slip of `dismissed` is not to be heard of."""
    ledger: list[LedgerEntry] = []
    was = PLAN
    for now in plans:
        seen_at = datetime(2027, 1, 4, 9, tzinfo=UTC)
        ledger += ledger_entries(diff(was, now), was, now, NETWORK, who="Dana", seen_at=seen_at, today=today)
        was = now
    context = RuleContext(
        plan=was,
        today=today,
        network=NETWORK,
        baseline=update_baseline({}, PLAN),
        entries=tuple(ledger),
    )
    heard = [one for one in evaluate(context) if (one.rule, one.subject) != ("slipped", dismissed)]
    return outlook(heard, context)


def due(plan: Plan, **days: date) -> Plan:
    rows = tuple(replace(row, due=days.get(row.id, row.due)) for row in plan.milestones)
    return replace(plan, milestones=rows)


def test_a_plan_without_signals_is_on_track() -> None:
    assert told() == "On track for 31 Mar 2027. No signals open."


def test_a_slip_within_float_leaves_go_live() -> None:
    assert told(due(PLAN, review=date(2027, 3, 17))) == (
        "Security review slipped 5 working days; go-live stays 31 Mar 2027. 2 signals open."
    )


def test_a_slip_beyond_float_names_the_new_go_live() -> None:
    assert told(due(PLAN, review=date(2027, 3, 19))) == (
        "Security review slipped 7 working days; go-live moves from 31 Mar 2027 to 2 Apr 2027. 3 signals open."
    )


def test_the_latest_slip_is_named_and_the_others_counted() -> None:
    first = due(PLAN, msa=date(2027, 3, 31))

    assert told(first, due(first, review=date(2027, 3, 11))).startswith(
        "Security review slipped 1 working day, 1 more milestone slipped too; go-live stays"
    )
    second = due(PLAN, review=date(2027, 3, 11))
    assert told(second, due(second, msa=date(2027, 3, 31))).startswith("MSA slipped 1 working day, 1 more")


def test_where_go_live_moves_its_cause_is_named_first() -> None:
    cause = due(PLAN, msa=date(2027, 4, 30))

    assert told(cause, due(cause, review=date(2027, 3, 11))).startswith(
        "MSA slipped 23 working days, 1 more milestone slipped too; go-live moves from 31 Mar 2027 to 30 Apr 2027."
    )


def test_of_two_causes_that_neither_alone_explains_the_latest_is_named() -> None:
    """Either one taken back, go-live would still be as late for the other."""
    first = due(PLAN, msa=date(2027, 4, 7))

    assert told(first, due(first, review=date(2027, 3, 24))).startswith("Security review slipped")


def test_a_dismissed_slip_that_moves_go_live_is_still_its_cause() -> None:
    cause = due(PLAN, msa=date(2027, 4, 30))
    both = due(cause, review=date(2027, 3, 11))

    assert told(cause, both, dismissed="msa").startswith(
        "MSA slipped 23 working days, 1 more milestone slipped too; go-live moves"
    )
    assert told(cause, dismissed="msa").startswith("MSA slipped 23 working days; go-live moves")


def test_a_dismissed_slip_that_moves_nothing_is_not_heard_of() -> None:
    assert told(due(PLAN, review=date(2027, 3, 17)), dismissed="review").startswith("On track")


def test_of_two_slips_only_the_one_that_moves_go_live_takes_the_blame() -> None:
    cause = due(PLAN, msa=date(2027, 4, 30))

    assert told(
        due(PLAN, review=date(2027, 3, 24)), due(cause, review=date(2027, 3, 24)), dismissed="msa"
    ).startswith("MSA slipped 23 working days, 1 more")


def test_a_slip_that_does_not_hold_go_live_up_is_told_apart() -> None:
    """Today is too late for the review, wherever the contract stands."""
    assert told(due(PLAN, msa=date(2027, 3, 31)), today=date(2027, 3, 22)).startswith(
        "MSA slipped 1 working day. Go-live 31 Mar 2027 is out of reach by 3 working days."
    )


def test_what_has_no_row_of_its_own_is_said_here() -> None:
    bare = replace(PLAN, stakeholders=PLAN.stakeholders[:1], risks=())

    assert told(bare) == "On track for 31 Mar 2027. No champion on the map. No risks listed. 2 signals open."


def test_missing_roles_share_a_sentence() -> None:
    assert "Not on the map: economic buyer, champion. " in told(replace(PLAN, stakeholders=()))


def test_overdue_milestones_are_not_on_track() -> None:
    assert told(today=date(2027, 3, 11)).startswith("1 milestone overdue; go-live stays 31 Mar 2027.")


def test_a_go_live_out_of_reach_is_not_on_track() -> None:
    assert told(today=date(2027, 3, 22)).startswith("Go-live 31 Mar 2027 is out of reach by 3 working days.")


def test_an_unreadable_go_live_is_asked_about() -> None:
    assert "Which date is “end of Q1”? " in told(replace(PLAN, go_live=None, go_live_text="end of Q1"))


def test_a_finished_plan_is_on_track() -> None:
    done = tuple(replace(row, status=Status.DONE) for row in PLAN.milestones)

    assert told(replace(PLAN, milestones=done), today=date(2027, 3, 30)).startswith("On track")


def test_internal_signals_are_neither_told_nor_counted() -> None:
    context = RuleContext(plan=PLAN, today=TODAY, network=NETWORK)
    secret = Signal(
        rule="not_fit", subject="", cause="", short="Not fit", text="", audience=Audience.INTERNAL
    )

    assert outlook([secret], context) == outlook([], context)
