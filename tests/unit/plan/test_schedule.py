from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from closeplan.errors import InputError
from closeplan.plan.fixes import apply_fixes
from closeplan.plan.model import GO_LIVE, CalendarSpec, Link, Network, Side, Step
from closeplan.plan.schedule import Schedule, schedule
from tests.unit.plan.schedule_oracle import oracle, random_deal

TODAY = date(2026, 11, 23)
GO = date(2027, 3, 31)  # a Wednesday


def plan(*steps: Step, go_live: date = GO, country: str = "") -> Network:
    calendar = CalendarSpec(country=country)
    return Network(steps=steps, go_live=go_live, buyer=calendar, seller=calendar)


def step(name: str, days: int, *after: str | Link, **more: object) -> Step:
    links = tuple(Link(id=link) if isinstance(link, str) else link for link in after)
    return replace(Step(id=name, name=name.upper(), days=days, after=links), **more)  # type: ignore[arg-type]


def dates(found: Schedule) -> dict[str, tuple[str, str]]:
    return {s.step.id: (s.start.isoformat(), s.due.isoformat()) for s in found.steps}


def floats(found: Schedule) -> dict[str, int]:
    return {s.step.id: s.float for s in found.steps}


@pytest.mark.parametrize("hundred", range(10))
def test_a_thousand_random_deals_agree_to_the_day_with_the_constraint_model(hundred: int) -> None:
    for seed in range(100 * hundred, 100 * hundred + 100):
        network, today = random_deal(seed)
        found = schedule(network, today)

        expected = oracle(network, today)

        got = {s.step.id: (s.start, s.due, s.float) for s in found.steps}
        assert got == {name: (d.start, d.due, d.float) for name, d in expected.items()}, f"seed {seed}"
        assert found.feasible == all(d.float >= 0 for d in expected.values()), f"seed {seed}"


@pytest.mark.parametrize("seed", range(0, 1000, 5))
def test_the_proposed_changes_together_always_make_the_plan_fit(seed: int) -> None:
    network, today = random_deal(seed)
    found = schedule(network, today)

    changed = apply_fixes(network, [fix for conflict in found.conflicts for fix in conflict.fixes])

    assert schedule(changed, today).feasible
    assert all(conflict.fixes for conflict in found.conflicts)


def test_many_short_strands_are_mended_together() -> None:
    strands = [
        step(f"{strand}-{i}", 4, *([f"{strand}-{i - 1}"] if i else []))
        for strand in "abcdefgh"
        for i in range(30)
    ]
    network = plan(*strands)
    found = schedule(network, TODAY)

    changed = apply_fixes(network, [fix for conflict in found.conflicts for fix in conflict.fixes])

    assert len(found.conflicts) == 8
    assert schedule(changed, TODAY).feasible


def test_a_block_fills_whole_working_days_and_ends_before_the_next_begins() -> None:
    found = schedule(plan(step("a", 3), step("b", 5, "a")), TODAY)

    assert dates(found) == {"a": ("2027-03-22", "2027-03-24"), "b": ("2027-03-25", "2027-03-31")}


def test_a_moment_may_share_its_day_with_the_end_of_what_it_waits_for() -> None:
    found = schedule(plan(step("a", 3), step("b", 0, "a")), TODAY)

    assert dates(found) == {"a": ("2027-03-29", "2027-03-31"), "b": ("2027-03-31", "2027-03-31")}


@pytest.mark.parametrize(
    ("days", "due"),
    [
        (1, "2027-03-26"),  # Friday; Monday and Tuesday lie between, Wednesday is the step
        (0, "2027-03-29"),  # Monday; Tuesday and Wednesday lie between, the moment ends Wednesday
    ],
)
def test_a_lag_keeps_that_many_working_days_between(days: int, due: str) -> None:
    found = schedule(plan(step("a", 1), step("b", days, Link(id="a", lag=2))), TODAY)

    assert dates(found)["a"][1] == due


def test_each_side_rests_on_its_own_holidays_and_both_on_either() -> None:
    network = replace(
        plan(
            step("buyer", 0),
            step("seller", 0, side=Side.SELLER),
            step("both", 0, side=Side.BOTH),
            go_live=date(2026, 11, 26),  # Thanksgiving
        ),
        seller=CalendarSpec(country="US"),
    )

    found = dates(schedule(network, TODAY))

    assert found["buyer"][1] == "2026-11-26"
    assert found["seller"][1] == "2026-11-25"
    assert found["both"][1] == "2026-11-25"


def test_steps_after_go_live_run_forward_as_soon_as_possible_with_float_zero() -> None:
    found = schedule(plan(step("a", 1), step("r", 2, Link(id=GO_LIVE, lag=3)), step("s", 1, "r")), TODAY)

    assert dates(found)["r"] == ("2027-04-06", "2027-04-07")
    assert dates(found)["s"] == ("2027-04-08", "2027-04-08")
    assert floats(found)["r"] == floats(found)["s"] == 0


def test_today_counts_as_a_day_to_work_on() -> None:
    fits = schedule(plan(step("a", 3), go_live=date(2026, 11, 25)), TODAY)
    short = schedule(plan(step("a", 4), go_live=date(2026, 11, 25)), TODAY)

    assert floats(fits) == {"a": 0}
    assert floats(short) == {"a": -1}
    assert not short.feasible


def test_a_fixed_date_stands_and_tells_by_how_much_it_can_not_be_kept() -> None:
    board = date(2026, 11, 27)
    found = schedule(
        plan(step("deck", 7), step("board", 0, "deck", on=board), step("sign", 1, "board")), TODAY
    )

    assert dates(found)["board"] == ("2026-11-27", "2026-11-27")
    assert floats(found) == {"deck": -2, "board": -2, "sign": 87}
    (conflict,) = found.conflicts
    assert (conflict.milestones, conflict.short_by) == (("deck", "board"), 2)


def test_a_moment_may_be_fixed_on_a_day_off() -> None:
    saturday = date(2027, 2, 13)
    found = schedule(plan(step("deck", 1), step("board", 0, "deck", on=saturday)), TODAY)

    assert dates(found) == {"deck": ("2027-02-12", "2027-02-12"), "board": ("2027-02-13", "2027-02-13")}
    assert found.feasible


def test_one_long_step_too_long_is_shortened_by_just_what_is_missing() -> None:
    found = schedule(plan(step("a", 2), step("b", 8, "a"), go_live=date(2026, 12, 2)), TODAY)

    (conflict,) = found.conflicts
    assert [fix.to_json() for fix in conflict.fixes] == [
        {
            "change": "shorten",
            "milestone": "b",
            "by": 2,
            "days": 6,
            "text": "Shorten B by 2 working days, to 6 working days",
        }
    ]


def test_where_nothing_is_long_enough_to_shorten_go_live_moves() -> None:
    found = schedule(
        plan(*(step(f"m{i}", 1, *([f"m{i - 1}"] if i else [])) for i in range(6)), go_live=TODAY), TODAY
    )

    (conflict,) = found.conflicts
    assert [(fix.kind.value, fix.by, fix.to) for fix in conflict.fixes] == [
        ("move_go_live", 5, date(2026, 11, 30))
    ]


def test_chains_that_do_not_hang_together_are_conflicts_of_their_own() -> None:
    found = schedule(plan(step("a", 4), step("b", 6), step("c", 1), go_live=date(2026, 11, 25)), TODAY)

    assert [(c.milestones, c.short_by) for c in found.conflicts] == [(("a",), 1), (("b",), 3)]


def test_the_json_has_exactly_the_documented_keys_in_order() -> None:
    found = schedule(plan(step("a", 1, workstream="Legal", side=Side.SELLER)), TODAY).to_json()

    assert found == {
        "feasible": True,
        "go_live": "2027-03-31",
        "milestones": [
            {
                "id": "a",
                "workstream": "Legal",
                "name": "A",
                "side": "seller",
                "start": "2027-03-31",
                "due": "2027-03-31",
                "days": 1,
                "float": 92,
            }
        ],
        "conflicts": [],
    }
    assert list(found) == ["feasible", "go_live", "milestones", "conflicts"]


def test_an_empty_plan_fits() -> None:
    assert schedule(plan(), TODAY).feasible


def test_work_of_centuries_is_a_mistake_and_not_a_crash() -> None:
    long = [step(f"m{i}", 2000, *([f"m{i - 1}"] if i else [])) for i in range(40)]

    with pytest.raises(InputError, match="does not fit between the years"):
        schedule(plan(*long), TODAY)
