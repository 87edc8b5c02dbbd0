"""What the brief says, and what it leaves to the plan."""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from addon.pages.brief_view import brief_view
from closeplan.plan.brief import MOST_MILESTONES, Density, brief
from closeplan.plan.brief_text import one_line, shortened, width
from closeplan.plan.model import Deal, Milestone, Network, Role, Side, Stakeholder, Status
from closeplan.plan.picture import MOST_PERIODS, Mark, picture
from closeplan.plan.rules import RuleContext
from closeplan.plan.signals import Audience, Signal
from tests.unit.pages.plans import GO_LIVE, TODAY, brief_of, milestones, plan

DAYS = st.dates(date(2020, 1, 1), date(2032, 12, 31))
ROWS = st.lists(
    st.builds(
        Milestone,
        id=st.uuids().map(str),
        name=st.text(max_size=20),
        workstream=st.sampled_from(["a", "b", ""]),
        start=st.none() | DAYS,
        due=st.none() | DAYS,
        status=st.sampled_from(Status),
    ),
    max_size=30,
)


@given(st.text(), st.integers(1, 60))
def test_a_shortened_text_fits_and_is_a_beginning(text: str, limit: int) -> None:
    short = shortened(text, limit)
    assert width(short) <= limit
    assert one_line(text).startswith(short.removesuffix("…"))
    assert "\n" not in short


def test_a_text_is_cut_behind_a_word() -> None:
    assert shortened("the board committed to the new fiscal year", 22) == "the board committed…"
    assert width(shortened("取締役会が新年度の開始を約束しました", 13)) <= 13


@given(ROWS, st.none() | DAYS, DAYS)
def test_any_picture_has_few_periods_and_each_bar_lies_in_them(
    rows: list[Milestone], go_live: date | None, today: date
) -> None:
    shown = picture(rows, go_live, today)
    assert len(shown.periods) <= MOST_PERIODS
    assert sorted(bar.id for bar in shown.bars) == sorted(row.id for row in rows)
    for before, after in zip(shown.periods, shown.periods[1:], strict=False):
        assert after.first == before.last + timedelta(days=1)
    for bar in shown.bars:
        assert bar.last is None or 0 <= (bar.first or 0) <= bar.last < len(shown.periods)


def test_what_comes_long_after_go_live_shares_a_column_so_that_the_way_there_is_finer() -> None:
    rows = [
        Milestone(id="a", name="Scope", start=GO_LIVE - timedelta(days=60), due=GO_LIVE - timedelta(days=50)),
        Milestone(id="b", name="Review of the first 90 days", due=GO_LIVE + timedelta(days=88)),
    ]
    shown = picture(rows, GO_LIVE, TODAY)
    assert [period.is_rest for period in shown.periods[-2:]] == [False, True]
    assert shown.periods[0].last - shown.periods[0].first == timedelta(days=6)
    assert (shown.go_live, shown.bars[1].first) == (len(shown.periods) - 2, len(shown.periods) - 1)


def test_a_mistyped_year_does_not_flatten_the_picture() -> None:
    rows = [*milestones("en", 3), Milestone(id="far", name="x", due=date(2999, 1, 1))]
    shown = picture(rows, GO_LIVE, TODAY)
    assert shown.periods[-1].last < date(2027, 5, 1)
    assert shown.bars[-1].last is None


def test_marks_tell_late_from_done_and_blocked() -> None:
    row = Milestone(id="a", name="x", due=TODAY - timedelta(days=1))
    marks = [
        picture([replace(row, status=status)], None, TODAY).bars[0].mark
        for status in (Status.DONE, Status.BLOCKED, Status.IN_PROGRESS)
    ]
    assert marks == [Mark.DONE, Mark.LATE, Mark.LATE]


def test_of_forty_milestones_twenty_are_shown_open_ones_first() -> None:
    said = brief_of(plan(count=40, milestones=milestones("en", 40)))
    assert len(said.picture.bars) == MOST_MILESTONES
    assert said.left_out == 20
    assert Mark.DONE not in {bar.mark for bar in said.picture.bars}


def test_whoever_signs_is_asked_by_name_until_they_have() -> None:
    assert brief_of(plan()).asks[0] == "Ruth Amsel: acknowledge this timeline."
    done = brief_of(plan(acknowledged_by="Ruth Amsel, 20 Nov 2026"))
    assert not any("acknowledge" in ask for ask in done.asks)


def test_people_who_decide_come_first_and_the_seller_last() -> None:
    names = [one.name for one in brief_of(plan()).people]
    assert names[:2] == ["Ruth Amsel", "Dana Fischer"]
    assert names[-1] == "Sam Ortiz"


def test_missing_roles_are_asked_for_once() -> None:
    champion = Stakeholder(id="d", name="Dana", side=Side.BUYER, role=Role.CHAMPION)
    said = brief_of(plan(stakeholders=(champion,)))
    assert [ask for ask in said.asks if "economic buyer" in ask] == [
        "Name who takes part as: economic buyer."
    ]


def test_a_tighter_page_says_less() -> None:
    long = plan(objective="word " * 100)
    roomy, dense = (brief_of(long, density=one) for one in (Density.ROOMY, Density.DENSE))
    assert len(dense.objective) < len(roomy.objective) < 500
    assert roomy.is_cut
    assert all(unicodedata.category(sign) != "Cc" for sign in roomy.objective)


def test_people_for_whom_the_page_has_no_room_are_counted() -> None:
    crowd = tuple(Stakeholder(id=str(n), name=f"P{n}", side=Side.BUYER, role=Role.LEGAL) for n in range(10))
    shown = brief_of(plan(stakeholders=crowd))
    assert (len(shown.people), shown.people_left_out) == (7, 3)
    assert brief_view(shown).around[1].lines[-1] == "and 3 more people"
    assert brief_of(plan(stakeholders=crowd), density=None).people_left_out == 0


def test_what_only_the_seller_may_know_changes_nothing() -> None:
    context = RuleContext(plan=plan(), today=TODAY)
    deal = Deal(id="x", name="x", buyer="A", seller="N", network=Network(steps=(), go_live=GO_LIVE))
    secrets = [
        Signal(
            rule=rule,
            subject=plan().milestones[5].id,
            cause="",
            short="s",
            text="s",
            audience=Audience.INTERNAL,
        )
        for rule in ("slipped", "overdue", "missing_role", "no_owner", "cannot_reach_go_live")
    ]
    assert brief(deal, context, secrets, density=None) == brief(deal, context, [], density=None)
