from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from closeplan.plan.calendars import (
    WorkCalendar,
    both_calendar,
    calendar_of,
    country_problem,
    work_calendar,
)
from closeplan.plan.model import Blackout, CalendarSpec, Network, Side

GERMAN = CalendarSpec(
    country="DE",
    subdivision="BY",
    blackouts=(Blackout(first=date(2026, 12, 21), last=date(2027, 1, 6), why="Year-end freeze"),),
)
DAYS = st.dates(date(1990, 1, 1), date(2100, 12, 31))


def one_by_one(calendar: WorkCalendar, was: date, now: date) -> int:
    if now < was:
        return -one_by_one(calendar, now, was)
    every = (was + timedelta(days=n) for n in range(1, (now - was).days + 1))
    return sum(calendar.is_working(day) for day in every)


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2026, 11, 23), True),  # a Monday
        (date(2026, 11, 22), False),  # a Sunday
        (date(2027, 3, 29), False),  # Easter Monday
        (date(2026, 12, 22), False),  # in the freeze
        (date(2027, 1, 6), False),  # the freeze's last day, and Epiphany in Bavaria
        (date(2027, 1, 7), True),
    ],
)
def test_a_side_works_monday_to_friday_less_holidays_and_blackouts(day: date, works: bool) -> None:
    assert work_calendar(GERMAN).is_working(day) is works


def test_both_work_when_each_does() -> None:
    both = both_calendar(GERMAN, CalendarSpec(country="US"))

    assert not both.is_working(date(2026, 11, 26))  # Thanksgiving
    assert not both.is_working(date(2026, 12, 25))
    assert both.is_working(date(2026, 11, 27))


def test_observed_holidays_count() -> None:
    assert not work_calendar(CalendarSpec(country="US")).is_working(date(2026, 7, 3))  # the 4th is a Saturday


@settings(max_examples=40)
@given(was=st.dates(date(2024, 1, 1), date(2028, 12, 31)), days=st.integers(-500, 500))
def test_working_days_between_are_those_after_one_date_up_to_the_other(was: date, days: int) -> None:
    calendar = work_calendar(GERMAN)
    now = was + timedelta(days=days)

    assert calendar.workdays_between(was, now) == one_by_one(calendar, was, now)
    assert calendar.workdays_between(now, was) == -calendar.workdays_between(was, now)


@settings(max_examples=40)
@given(day=DAYS, count=st.integers(1, 300))
def test_adding_working_days_and_counting_them_agree(day: date, count: int) -> None:
    calendar = work_calendar(GERMAN)

    later, earlier = calendar.add(day, count), calendar.add(day, -count)

    assert calendar.workdays_between(day, later) == count
    assert calendar.is_working(later)
    assert calendar.is_working(earlier)
    assert calendar.workdays_between(earlier - timedelta(days=1), day - timedelta(days=1)) == count


@settings(max_examples=40)
@given(day=DAYS)
def test_the_table_is_the_same_calendar(day: date) -> None:
    calendar = work_calendar(GERMAN)
    table = calendar.table
    count = table.count(day.toordinal())

    last = next(at for n in range(30) if calendar.is_working(at := day - timedelta(days=n)))
    assert table.day(count - 1) == last.toordinal()
    assert (count == table.count(day.toordinal() - 1) + 1) is calendar.is_working(day)


def test_dates_people_mistype_never_break_the_count() -> None:
    calendar = work_calendar(GERMAN)

    assert calendar.workdays_between(date(2026, 11, 23), date(9999, 12, 31)) > 2_000_000
    assert calendar.workdays_between(date(2026, 11, 23), date.min) < -500_000


@pytest.mark.parametrize(
    ("country", "subdivision", "field"),
    [
        ("XX", "", "country"),
        ("Germany", "", "country"),
        ("DE", "QQ", "subdivision"),
        ("", "BY", "subdivision"),
    ],
)
def test_an_unknown_country_or_part_of_it_is_named(country: str, subdivision: str, field: str) -> None:
    problem = country_problem(country, subdivision)

    assert problem is not None
    assert problem[0] == field


def test_a_country_whose_holidays_are_known_for_some_decades_only_still_has_weekends() -> None:
    india = work_calendar(CalendarSpec(country="IN"))

    assert not india.is_working(date(2095, 1, 1))  # a Saturday
    assert india.is_working(date(2095, 1, 3))


def test_every_side_of_a_deal_has_its_calendar_and_an_unknown_one_waits_for_both() -> None:
    network = Network(steps=(), go_live=date(2027, 3, 31), buyer=GERMAN, seller=CalendarSpec(country="US"))

    assert calendar_of(network, Side.BUYER) is work_calendar(GERMAN)
    assert calendar_of(network, Side.SELLER).is_working(date(2027, 1, 6))
    assert calendar_of(network, None) is calendar_of(network, Side.BOTH)
