from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from closeplan.plan.ledger import Baseline, Change, ChangeKind, LedgerEntry, Void
from closeplan.plan.lessons import PastDeal, Usual, past_slips, story
from closeplan.plan.model import Milestone, Network, Plan, Side, Status, Step
from closeplan.plan.signals import Table

AGREED = date(2027, 3, 1)  # a Monday
NETWORK = Network(steps=(Step(id="security", name="Security review"),), go_live=date(2027, 4, 30))


def deal(
    slip_days: int,
    status: Status = Status.DONE,
    milestone_id: str = "security",
    name: str = "Security review",
) -> PastDeal:
    """A deal with one milestone that stands so many calendar days after what was agreed."""
    row = Milestone(
        id=milestone_id,
        name=name,
        workstream="Security",
        side=Side.BUYER,
        status=status,
        due=AGREED + timedelta(slip_days),
    )
    baseline = {row.id: Baseline(id=row.id, start=None, due=AGREED)}
    return PastDeal(plan=Plan(milestones=(row,)), baseline=baseline, network=NETWORK)


def move(row: str, slip: int, reason: str = "") -> LedgerEntry:
    change = Change(
        kind=ChangeKind.CHANGED, table=Table.TIMELINE, row=row, item=row, field="due", was="a", now="b"
    )
    return LedgerEntry(
        change=change, who="dana", seen_at=datetime(2027, 1, 4, tzinfo=UTC), slip=slip, reason=reason
    )


def test_a_milestones_story_has_its_moves_its_drift_and_the_reasons_given() -> None:
    void = replace(move("security", 9), void=Void.TAKEN_BACK)
    (one,) = story(
        deal(7), [move("security", 3, "audit"), void, move("security", 2), move("other", 4)], {}
    ).milestones

    assert ([m.slip for m in one.moves], one.drift, one.reasons) == ([3, 2], 5, ("audit",))
    assert (one.agreed, one.side, one.usual) == (AGREED, Side.BUYER, None)


def test_drift_adds_up_by_side_and_workstream() -> None:
    late, early = deal(7), deal(-7, milestone_id="dpa", name="DPA")
    (theirs,) = early.plan.milestones
    both = PastDeal(
        plan=Plan(milestones=(*late.plan.milestones, replace(theirs, side=Side.SELLER))),
        baseline={**late.baseline, **early.baseline},
        network=NETWORK,
    )
    told = story(both, [], {})

    assert told.by_side == {Side.BUYER: 5, Side.SELLER: -5}
    assert told.by_workstream == {"Security": 0}


@pytest.mark.parametrize(
    ("past", "usual"),
    [
        ([deal(7), deal(14), deal(0)], Usual(median=5, deals=3)),
        ([deal(7), deal(14)], Usual(median=7.5, deals=2)),
        ([deal(7, Status.IN_PROGRESS), deal(7, Status.NOT_NEEDED)], None),  # not finished, nothing to learn
        ([deal(7, milestone_id="r7", name="  security REVIEW ")], Usual(median=5, deals=1)),  # by its name
        ([deal(7, milestone_id="r7", name="Legal review")], None),
    ],
)
def test_such_steps_are_those_of_the_same_id_or_name_that_past_deals_finished(
    past: list[PastDeal], usual: Usual | None
) -> None:
    (one,) = story(deal(0, Status.NOT_STARTED), [], past_slips(past)).milestones
    assert one.usual == usual


def test_one_deal_counts_once_however_often_it_has_the_step() -> None:
    twice = deal(7)
    row = twice.plan.milestones[0]
    again = replace(row, id="r2", due=AGREED)
    doubled = replace(
        twice, plan=Plan(milestones=(row, again)), baseline={**twice.baseline, "r2": twice.baseline[row.id]}
    )

    assert past_slips([doubled])["name", "security review"] == [5]
