from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from closeplan.plan.date_faults import DateFault
from closeplan.plan.document import Problem
from closeplan.plan.ledger import Baseline, Change, ChangeKind, LedgerEntry
from closeplan.plan.model import (
    CalendarSpec,
    Link,
    Milestone,
    Network,
    Plan,
    Risk,
    Side,
    Stakeholder,
    Status,
    Step,
)
from closeplan.plan.rules import RuleContext
from closeplan.plan.rules.dates import (
    CONFIRM_WITHIN,
    STALLED_AFTER,
    overdue,
    slipped,
    stalled,
    unconfirmed_date,
    unreadable_date,
)
from closeplan.plan.signals import Place, Signal, Table

TODAY = date(2027, 1, 4)  # a Monday
AGREED = date(2027, 2, 5)  # a Friday
GO_LIVE = date(2027, 3, 31)
REVIEW = Milestone(
    id="review", name="Security review", workstream="Security", owner="Mia", side=Side.BUYER, due=AGREED
)
MSA = Milestone(id="msa", name="MSA", workstream="Legal", side=Side.SELLER, due=GO_LIVE)
NETWORK = Network(
    go_live=GO_LIVE,
    steps=(
        Step(id="review", name="Security review", days=5),
        Step(id="msa", name="MSA", days=20, after=(Link(id="review"),)),
    ),
)


def context(
    row: Milestone,
    *,
    today: date = TODAY,
    moves: tuple[LedgerEntry, ...] = (),
    network: Network | None = None,
) -> RuleContext:
    plan = Plan(
        go_live=GO_LIVE,
        milestones=(row, MSA),
        stakeholders=(Stakeholder(id="s1", name="Mia Wolf", email="mia@acme.example"),),
    )
    baseline = {"review": Baseline(id="review", start=None, due=AGREED)}
    return RuleContext(plan=plan, today=today, baseline=baseline, entries=moves, network=network)


def move(days_ago: int = 0, *, today: date = TODAY) -> LedgerEntry:
    change = Change(
        kind=ChangeKind.CHANGED,
        table=Table.TIMELINE,
        row="review",
        item="Security review",
        field="due",
        workstream="Security",
    )
    seen_at = datetime.combine(today - timedelta(days=days_ago), datetime.min.time(), UTC)
    return LedgerEntry(change=change, who="Dana", seen_at=seen_at, slip=1)


def due(day: date, **changes: object) -> Milestone:
    return replace(REVIEW, due=day, **changes)  # type: ignore[arg-type]


def test_a_later_due_is_a_slip_in_working_days() -> None:
    (signal,) = slipped(context(due(date(2027, 2, 16)), moves=(move(),)))

    assert signal.short == "Slipped 7 working days"
    assert signal.text.startswith("Security review slipped 7 working days, from 5 Feb 2027 to 16 Feb 2027.")
    assert signal.place == Place(table=Table.TIMELINE, row="review", column="due")
    assert (signal.thread, signal.assignee) == (True, "mia@acme.example")


def test_one_day_is_one_working_day() -> None:
    (signal,) = slipped(context(due(date(2027, 2, 8))))

    assert signal.short == "Slipped 1 working day"


def test_the_second_move_is_told_as_such_and_is_a_new_cause() -> None:
    (once,) = slipped(context(due(date(2027, 2, 16)), moves=(move(),)))
    (twice,) = slipped(context(due(date(2027, 2, 16)), moves=(move(), move())))

    assert twice.short == "Slipped 7 working days (2nd move)"
    assert once.key == twice.key
    assert once.cause != twice.cause


@pytest.mark.parametrize(
    "day",
    [
        AGREED,  # moved back
        date(2027, 2, 4),  # earlier
        date(2027, 2, 7),  # the weekend after: no working day lost
    ],
)
def test_no_working_day_later_is_no_slip(day: date) -> None:
    assert list(slipped(context(due(day), moves=(move(), move())))) == []


@pytest.mark.parametrize("status", [Status.DONE, Status.NOT_NEEDED])
def test_what_is_finished_neither_slips_nor_is_overdue(status: Status) -> None:
    late = context(due(date(2027, 2, 16), status=status), today=date(2027, 3, 1))

    assert [*slipped(late), *overdue(late), *stalled(late), *unconfirmed_date(late)] == []


def test_holidays_of_the_side_are_no_working_days() -> None:
    closed = Network(go_live=GO_LIVE, steps=(), seller=CalendarSpec(country="DE"))
    easter = {"review": Baseline(id="review", start=None, due=date(2027, 3, 25))}
    moved = context(due(date(2027, 3, 30), side=Side.SELLER), network=closed)

    (signal,) = slipped(replace(moved, baseline=easter))

    assert signal.short == "Slipped 1 working day"  # Good Friday and Easter Monday lie between


def test_a_slip_that_float_absorbs_says_so() -> None:
    (signal,) = slipped(context(due(date(2027, 2, 12)), network=NETWORK))

    assert "The plan absorbs it: go-live stays 31 Mar 2027." in signal.text


def test_a_slip_beyond_float_says_where_go_live_goes() -> None:
    # MSA needs 20 working days after the review: from 8 Mar on it ends on 2 Apr
    (signal,) = slipped(context(due(date(2027, 3, 5)), network=NETWORK))

    assert "Go-live moves from 31 Mar 2027 to 2 Apr 2027 (2 working days later)." in signal.text


def test_two_slips_that_each_push_go_live_both_say_where_it_stands() -> None:
    both = Network(go_live=GO_LIVE, steps=(Step(id="review", name="Review"), Step(id="msa", name="MSA")))
    late = context(due(date(2027, 4, 2)), network=both)
    plan = replace(late.plan, milestones=(late.plan.milestones[0], replace(MSA, due=date(2027, 4, 2))))

    (signal,) = slipped(replace(late, plan=plan))

    assert "With these dates go-live on 31 Mar 2027 is out of reach by 2 working days." in signal.text


def test_a_slip_after_go_live_says_nothing_of_it() -> None:
    after = Network(go_live=GO_LIVE, steps=(Step(id="review", name="Review", after=(Link(id="go-live"),)),))

    (signal,) = slipped(context(due(date(2027, 4, 20)), network=after))

    assert "go-live" not in signal.text.lower()


def test_an_open_milestone_past_its_due_is_overdue() -> None:
    (signal,) = overdue(context(REVIEW, today=date(2027, 2, 10)))

    assert signal.short == "Overdue by 3 working days"


def test_on_its_day_nothing_is_overdue() -> None:
    assert list(overdue(context(REVIEW, today=AGREED))) == []


def test_over_the_weekend_the_date_is_named() -> None:
    (signal,) = overdue(context(REVIEW, today=date(2027, 2, 6)))

    assert signal.short == "Was due 5 Feb 2027"


def test_a_workstream_long_overdue_without_a_change_has_stalled() -> None:
    later = AGREED + timedelta(days=STALLED_AFTER)

    (signal,) = stalled(context(REVIEW, today=later, moves=(move(STALLED_AFTER, today=later),)))

    assert signal.short == "Security has stalled"
    assert signal.place.row == "review"


@pytest.mark.parametrize(("days_late", "changed_ago"), [(STALLED_AFTER - 1, 30), (STALLED_AFTER, 6), (20, 0)])
def test_a_workstream_someone_works_on_has_not(days_late: int, changed_ago: int) -> None:
    later = AGREED + timedelta(days=days_late)

    assert list(stalled(context(REVIEW, today=later, moves=(move(changed_ago, today=later),)))) == []


@pytest.mark.parametrize("column", ["start", "due"])
def test_words_for_a_date_are_asked_about(column: str) -> None:
    row = replace(REVIEW, **{column: None, f"{column}_text": "mid  March"})  # type: ignore[arg-type]

    (signal,) = unreadable_date(context(row))

    assert signal.short == "Which date is “mid March”?"
    assert signal.place == Place(table=Table.TIMELINE, row="review", column=column)
    assert signal.thread


def asked(message: str, *meanings: date, text: str = "3/4") -> Signal:
    place = Place(table=Table.TIMELINE, row="review", column="due")
    problem = Problem(cell="Plan!F9", place=place, message=message, text=text, meanings=meanings)
    row = replace(REVIEW, due=None, due_text=text)
    (signal,) = unreadable_date(replace(context(row), problems={place: problem}))
    return signal


def test_several_days_are_asked_for_by_name() -> None:
    signal = asked(DateFault.SEVERAL, date(2027, 3, 4), date(2027, 4, 3))
    assert signal.short == "Which date is “3/4”: 4 Mar 2027 or 3 Apr 2027?"
    assert "may mean 4 Mar 2027 or 3 Apr 2027" in signal.text


def test_a_day_among_other_words_is_offered() -> None:
    signal = asked(DateFault.UNDECIDED, date(2027, 3, 15), text="ca. 15 March")
    assert signal.short == "Which date is “ca. 15 March”: 15 Mar 2027?"
    assert signal.text.endswith("Please enter it as a date, for example 2027-03-15.")


def test_what_is_undecided_or_waits_is_asked_for_without_blame() -> None:
    assert asked(DateFault.UNDECIDED, text="TBD").short == "No date yet"
    assert asked(DateFault.EVENT, text="after board").short == "Which day is “after board” expected?"
    assert (
        asked(DateFault.EVENT, date(2027, 3, 28), text="after Easter").short
        == "Which day is “after Easter” expected?"
    )
    assert asked(DateFault.SEVERAL, text="FY27").short == "Which date is “FY27”?"
    assert "no day of the calendar" in asked(DateFault.NO_SUCH_DAY, text="30 Feb").text


def test_what_cannot_be_a_date_is_told_so() -> None:
    outside = asked(DateFault.OUTSIDE, text="30.12.1899")
    assert outside.short == "Which date is “30.12.1899”?"
    assert "can't be a date of this plan" in outside.text


def test_a_status_in_a_date_is_shown_its_place_where_there_is_one() -> None:
    assert "“Status” is the place for that" in asked(DateFault.STATUS, text="✅").text
    place = Place(table=Table.TIMELINE, row="review", column="due")
    problem = Problem(cell="Plan!F9", place=place, message=DateFault.STATUS, text="✅")
    bare = replace(
        context(replace(REVIEW, due=None, due_text="✅")),
        problems={place: problem},
        columns={Table.TIMELINE: frozenset({"due"})},
    )
    (signal,) = unreadable_date(bare)
    assert "Status" not in signal.text


def test_words_for_go_live_and_a_risks_date_are_asked_about() -> None:
    plan = Plan(go_live_text="Q2", risks=(Risk(id="r1", description="Budget", due_text="soon"),))

    go_live, risk = unreadable_date(RuleContext(plan=plan, today=TODAY))

    assert go_live.place == Place(column="go_live")
    assert risk.place == Place(table=Table.RISKS, row="r1", column="due")


def test_an_empty_date_is_no_unreadable_one() -> None:
    assert list(unreadable_date(context(replace(REVIEW, due=None)))) == []


def test_other_words_are_another_cause() -> None:
    def cause(text: str) -> str:
        (signal,) = unreadable_date(context(replace(REVIEW, due=None, due_text=text)))
        return signal.cause

    assert cause("mid March") != cause("end of March")


NEAR = date(2027, 1, 29)  # five working days before the agreed date


@pytest.mark.parametrize(
    ("row", "today", "asked"),
    [
        (REVIEW, NEAR, True),
        (REVIEW, AGREED, True),
        (REVIEW, NEAR - timedelta(days=1), False),  # further than a week away
        (replace(REVIEW, confirmed_by="Mia"), NEAR, False),
        (replace(REVIEW, side=Side.SELLER), NEAR, False),  # the seller wrote it
        (replace(REVIEW, due=date(2027, 2, 16)), TODAY, True),  # moved
        (replace(REVIEW, due=date(2027, 2, 16), side=Side.SELLER), TODAY, True),
        (replace(REVIEW, due=date(2027, 2, 16), confirmed_by="Mia"), TODAY, False),
    ],
)
def test_a_near_or_moved_date_asks_to_be_confirmed(row: Milestone, today: date, asked: bool) -> None:
    found = list(unconfirmed_date(context(row, today=today)))

    assert bool(found) is asked
    assert CONFIRM_WITHIN == 5
    assert not any(signal.thread for signal in found)
