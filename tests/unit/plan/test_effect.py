from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from closeplan.plan.effect import Effect, go_live_effect
from closeplan.plan.model import GO_LIVE, Link, Network, Step
from closeplan.plan.schedule import schedule
from tests.unit.plan.schedule_oracle import random_deal

TODAY = date(2027, 3, 1)  # a Monday
NETWORK = Network(
    steps=(
        Step(id="a", name="A", days=2),
        Step(id="b", name="B", days=5, after=(Link(id="a"),)),
        Step(id="c", name="C", days=1),
        Step(id="review", name="Review", days=1, after=(Link(id=GO_LIVE, lag=10),)),
    ),
    go_live=date(2027, 3, 31),
)
AGREED = {s.step.id: s.due for s in schedule(NETWORK, TODAY).steps}


def effect(done: tuple[str, ...] = (), today: date = TODAY, **moved: date) -> Effect:
    return go_live_effect(NETWORK, {**AGREED, **moved}, done, today)


def test_the_dates_a_plan_starts_with_fit() -> None:
    assert effect().days == 0
    assert effect().blocked_by == ()


def test_a_moved_date_pushes_what_waits_for_it_up_to_go_live() -> None:
    found = effect(a=AGREED["a"] + timedelta(days=7))

    assert found.days == 5
    assert found.blocked_by == ("a", "b")
    assert found.float_left == {"a": -5, "b": -5, "c": 0}


def test_an_earlier_date_behind_it_absorbs_the_move() -> None:
    found = effect(b=AGREED["b"], c=date(2027, 3, 10))

    assert found.days == 0
    assert found.float_left["c"] == 15


def test_what_is_done_holds_nothing_up() -> None:
    assert effect(("a",), a=date(2027, 5, 3)).days == 0


def test_what_is_overdue_ends_today_at_the_earliest() -> None:
    assert effect(("a", "c"), today=date(2027, 4, 2)).days == 2


def test_a_milestone_without_a_date_takes_its_days_from_today() -> None:
    dues = {name: due for name, due in AGREED.items() if name != "b"}

    assert go_live_effect(NETWORK, dues, ("a",), date(2027, 3, 29)).days == 2


@pytest.mark.parametrize(("due", "days"), [(date(2027, 3, 30), 0), (date(2027, 4, 2), 2)])
def test_a_row_people_added_matters_once_it_is_due_after_go_live(due: date, days: int) -> None:
    found = effect(added=due)

    assert found.days == days
    assert found.blocked_by == (("added",) if days else ())


def test_steps_after_go_live_never_hold_it_up() -> None:
    assert effect(review=date(2027, 12, 1)).days == 0


@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 5000))
def test_every_plan_that_fits_has_no_effect_on_its_own_go_live(seed: int) -> None:
    network, today = random_deal(seed)
    found = schedule(network, today)

    after = go_live_effect(network, {s.step.id: s.due for s in found.steps}, (), today)

    assert after.days == 0 or not found.feasible


@settings(max_examples=60, deadline=None)
@given(
    seed=st.integers(0, 5000),
    moves=st.dictionaries(st.sampled_from(["m0", "m1", "m2", "m9", "new"]), st.dates(), max_size=4),
    done=st.sets(st.sampled_from(["m0", "m3", "gone"])),
    today=st.dates(),
)
def test_odd_dates_and_ids_never_break_it_and_what_is_late_names_its_cause(
    seed: int, moves: dict[str, date], done: set[str], today: date
) -> None:
    network, _ = random_deal(seed)

    found = go_live_effect(network, moves, done, today)

    assert found.days >= 0
    assert bool(found.blocked_by) == (found.days > 0)


@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 5000), which=st.integers(0, 11), days=st.integers(0, 60))
def test_moving_a_date_later_never_brings_go_live_forward(seed: int, which: int, days: int) -> None:
    network, today = random_deal(seed)
    dues = {s.step.id: s.due for s in schedule(network, today).steps}
    name = list(dues)[which % len(dues)]

    later = {**dues, name: dues[name] + timedelta(days=days)}

    assert go_live_effect(network, later, (), today).days >= go_live_effect(network, dues, (), today).days
