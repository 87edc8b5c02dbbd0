from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from closeplan.plan.diff import diff
from closeplan.plan.history import history_lines
from closeplan.plan.ledger import Baseline, LedgerEntry
from closeplan.plan.model import (
    GO_LIVE,
    Blackout,
    CalendarSpec,
    Link,
    Milestone,
    Network,
    Plan,
    Side,
    Stakeholder,
    Status,
    Step,
)
from closeplan.plan.slips import Standing, drift, ledger_entries, moves, update_baseline, workdays

TODAY = date(2027, 1, 4)
SEEN = datetime(2027, 1, 4, 9, 30, tzinfo=UTC)
FREEZE = Blackout(first=date(2027, 2, 8), last=date(2027, 2, 12))
NETWORK = Network(
    go_live=date(2027, 3, 31),
    buyer=CalendarSpec(blackouts=(FREEZE,)),
    steps=(
        Step(id="review", name="Security review", days=5),
        Step(id="msa", name="MSA", days=10, side=Side.SELLER, after=(Link(id="review"),)),
    ),
)
REVIEW = Milestone(id="review", name="Security review", side=Side.BUYER, due=date(2027, 3, 10))
MSA = Milestone(id="msa", name="MSA", side=Side.SELLER, due=date(2027, 3, 30))
PLAN = Plan(go_live=date(2027, 3, 31), milestones=(REVIEW, MSA))


def entries(now: Plan, was: Plan = PLAN, network: Network | None = NETWORK) -> tuple[LedgerEntry, ...]:
    changes = diff(was, now)
    return ledger_entries(changes, was, now, network, who="Dana", seen_at=SEEN, today=TODAY)


def with_rows(*rows: Milestone) -> Plan:
    return replace(PLAN, milestones=rows)


def moved(day: date, row: Milestone = REVIEW) -> LedgerEntry:
    rows = [replace(known, due=day) if known.id == row.id else known for known in PLAN.milestones]
    (entry,) = entries(with_rows(*rows))
    return entry


def test_a_move_within_float_slips_and_leaves_go_live() -> None:
    entry = moved(date(2027, 3, 17))

    assert (entry.slip, entry.go_live_effect, entry.is_due_move) == (5, 0, True)
    assert (entry.who, entry.seen_at) == ("Dana", SEEN)


def test_a_move_beyond_float_moves_go_live_by_what_is_over() -> None:
    entry = moved(date(2027, 3, 19))

    assert (entry.slip, entry.go_live_effect) == (7, 2)


def test_a_move_to_an_earlier_day_is_a_negative_slip() -> None:
    assert moved(date(2027, 3, 8)).slip == -2


@pytest.mark.parametrize(("side", "days"), [(Side.BUYER, 5), (Side.SELLER, 10), (None, 5), (Side.BOTH, 5)])
def test_each_side_counts_its_own_working_days(side: Side | None, days: int) -> None:
    assert workdays(NETWORK, side, date(2027, 2, 5), date(2027, 2, 19)) == days


def test_an_unreadable_side_falls_back_on_the_networks() -> None:
    rows = (REVIEW, replace(MSA, side=None, side_text="them", due=date(2027, 2, 5)))
    later = (REVIEW, replace(rows[1], due=date(2027, 2, 19)))

    (entry,) = entries(with_rows(*later), with_rows(*rows))

    assert entry.slip == 10


@pytest.mark.parametrize("text", ["", "mid March", "2027-02-31"])
def test_a_date_that_became_words_has_no_slip(text: str) -> None:
    (entry,) = entries(with_rows(replace(REVIEW, due=None, due_text=text), MSA))

    assert entry.slip is None
    assert not entry.is_due_move


def test_a_moved_go_live_counts_the_days_on_which_both_work() -> None:
    entry = entries(replace(PLAN, go_live=date(2027, 4, 2)))[0]

    assert (entry.slip, entry.go_live_effect, entry.is_due_move) == (2, 2, False)


def test_a_milestone_that_is_done_or_gone_gives_its_days_back() -> None:
    late = with_rows(replace(REVIEW, due=date(2027, 3, 19)), MSA)

    (done,) = entries(with_rows(replace(late.milestones[0], status=Status.DONE), MSA), late)
    (gone,) = entries(with_rows(MSA), late)

    assert (done.go_live_effect, gone.go_live_effect) == (-2, -2)


def test_without_a_network_days_are_counted_monday_to_friday() -> None:
    (entry,) = entries(with_rows(replace(REVIEW, due=date(2027, 3, 19)), MSA), network=None)

    assert (entry.slip, entry.go_live_effect) == (7, 0)


DAYS = st.dates(date(2027, 1, 1), date(2027, 5, 1))
EDITS = st.lists(st.tuples(st.sampled_from(["review", "msa"]), st.none() | DAYS, st.booleans()), max_size=6)


def edited(plan: Plan, edit: tuple[str, date | None, bool]) -> Plan:
    row_id, due, done = edit
    status = Status.DONE if done else Status.NOT_STARTED
    rows = [replace(r, due=due, status=status) if r.id == row_id else r for r in plan.milestones]
    return replace(plan, milestones=tuple(reversed(rows)))


@given(EDITS)
@settings(deadline=None)
def test_effects_add_up_to_what_the_whole_edit_did(edits: list[tuple[str, date | None, bool]]) -> None:
    now = PLAN
    for edit in edits:
        now = edited(now, edit)

    total = sum(entry.go_live_effect for entry in entries(now))

    before, after = (Standing.of(plan, NETWORK, TODAY).days_late for plan in (PLAN, now))
    assert total == after - before


@given(st.lists(DAYS, max_size=8))
@settings(deadline=None)
def test_drift_is_the_sum_of_a_milestones_slips(days: list[date]) -> None:
    baseline = update_baseline({}, PLAN)
    ledger: list[LedgerEntry] = []
    plan = PLAN
    for due in days:
        later = with_rows(replace(REVIEW, due=due), MSA)
        ledger.extend(entries(later, plan))
        plan = later

    slips = [entry.slip or 0 for entry in moves(ledger).get("review", ())]

    assert drift(plan, baseline, NETWORK)["review"] == sum(slips)
    assert len(slips) == sum(a != b for a, b in zip([REVIEW.due, *days], days, strict=False))


def test_the_baseline_is_what_was_seen_first() -> None:
    first = update_baseline({}, with_rows(replace(REVIEW, due=None, due_text="soon"), MSA))
    second = update_baseline(first, PLAN)
    third = update_baseline(second, with_rows(replace(REVIEW, due=date(2027, 5, 1)), MSA))

    assert list(first) == ["msa"]
    assert third == second
    assert second["review"] == Baseline(id="review", start=None, due=REVIEW.due)


def test_a_row_that_comes_back_keeps_its_baseline() -> None:
    baseline = update_baseline({}, PLAN)

    assert update_baseline(update_baseline(baseline, with_rows(MSA)), PLAN) == baseline


def lines(now: Plan, was: Plan = PLAN, network: Network | None = NETWORK) -> list[tuple[str, ...]]:
    found = history_lines(entries(now, was, network), network)
    return [(line.item, line.field, line.was, line.now, line.slip, line.effect) for line in found]


@pytest.mark.parametrize(
    ("due", "slip", "effect"),
    [
        (date(2027, 3, 17), "+5 working days", "absorbed by float"),
        (date(2027, 3, 19), "+7 working days", "go-live +2 working days"),
        (date(2027, 3, 9), "-1 working day", ""),
    ],
)
def test_history_tells_a_move_with_its_slip_and_effect(due: date, slip: str, effect: str) -> None:
    told = lines(with_rows(replace(REVIEW, due=due), MSA))

    assert told == [("Security review", "Due", "2027-03-10", due.isoformat(), slip, effect)]


def test_history_tells_statuses_as_people_read_them() -> None:
    told = lines(with_rows(replace(REVIEW, status=Status.IN_PROGRESS), MSA))

    assert told == [("Security review", "Status", "Not started", "In progress", "", "")]


def test_history_tells_of_go_live_and_of_rows_that_came_and_went() -> None:
    dana = Stakeholder(id="s", name="Dana Fischer")

    told = lines(replace(PLAN, go_live=date(2027, 4, 1), milestones=(REVIEW,), stakeholders=(dana,)))

    go_live = ("Plan", "Go-live", "2027-03-31", "2027-04-01", "+1 working day", "go-live +1 working day")
    assert told == [
        go_live,
        ("MSA", "Milestone", "", "Removed", "", ""),
        ("Dana Fischer", "Stakeholder", "", "Added", "", ""),
    ]


def test_history_leaves_out_notes_and_wording() -> None:
    renamed = replace(REVIEW, name="Pen test", notes="call IT", evidence="link", workstream="Security")

    assert lines(replace(PLAN, why="Board", milestones=(renamed, MSA))) == []


def test_history_claims_no_float_where_it_knows_none() -> None:
    told = lines(with_rows(replace(REVIEW, due=date(2027, 3, 17)), MSA), network=None)

    assert told[0][-1] == ""


def test_history_claims_no_float_for_a_date_after_go_live() -> None:
    """Go-live is out of reach already, so that the move costs nothing more; nothing absorbed it all the same."""
    late = with_rows(replace(REVIEW, due=date(2027, 5, 3)), MSA)
    later = with_rows(replace(REVIEW, due=date(2027, 5, 3)), replace(MSA, due=date(2027, 4, 5)))

    assert [line[-1] for line in lines(later, late)] == [""]


def test_history_claims_no_float_for_what_comes_after_go_live() -> None:
    review = Step(id="review", name="First 90 days review", after=(Link(id=GO_LIVE),))
    after = replace(NETWORK, steps=(review, replace(NETWORK.steps[1], after=(Link(id="review"),))))

    told = lines(
        with_rows(replace(REVIEW, due=date(2027, 3, 17)), replace(MSA, due=date(2027, 5, 3))), network=after
    )

    assert [line[-1] for line in told] == ["", ""]


def test_history_keeps_a_persons_words_on_one_line() -> None:
    told = lines(with_rows(replace(REVIEW, due=None, due_text="=mid\n March"), MSA))

    assert told[0][3] == "=mid March"
