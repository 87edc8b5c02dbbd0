from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from closeplan.errors import InputError
from closeplan.plan.deal_file import load_yaml
from closeplan.plan.model import GO_LIVE, Network, Role, Side
from closeplan.plan.schedule import schedule
from closeplan.plan.templates import Template, parse_template, template_for

FOLDER = Path(__file__).parents[3] / "templates" / "plans"
NAMES = ("lite", "standard", "enterprise")
WORKSTREAMS = {
    "Technical proof of value",
    "Security and compliance",
    "Business case",
    "Legal and procurement",
    "Implementation prep",
}


def template(name: str) -> Template:
    return parse_template(name, load_yaml((FOLDER / f"{name}.yaml").read_text(encoding="utf-8")))


@pytest.mark.parametrize(
    ("name", "least", "most"), [("lite", 6, 9), ("standard", 12, 20), ("enterprise", 18, 20)]
)
def test_a_template_has_rows_for_its_depth_and_never_more_than_a_page(
    name: str, least: int, most: int
) -> None:
    assert least <= len(template(name).steps) <= most


@pytest.mark.parametrize("name", NAMES)
def test_every_workstream_has_a_milestone_and_every_buyer_step_a_role(name: str) -> None:
    steps = template(name).steps

    assert {step.workstream for step in steps} == WORKSTREAMS
    assert all(step.role for step in steps if step.side is not Side.SELLER)


@pytest.mark.parametrize("name", NAMES)
def test_at_most_two_steps_come_after_go_live_and_none_is_go_live_itself(name: str) -> None:
    steps = template(name).steps

    assert 1 <= sum(any(link.id == GO_LIVE for link in step.after) for step in steps) <= 2
    assert GO_LIVE not in {step.id for step in steps}


@pytest.mark.parametrize(("name", "workdays"), [("lite", 25), ("standard", 60), ("enterprise", 90)])
def test_a_template_fits_into_the_time_such_a_deal_has(name: str, workdays: int) -> None:
    network = Network(steps=template(name).steps, go_live=date(2027, 9, 30))
    found = schedule(network, date(2026, 11, 23))
    longest = max(
        sum(
            1
            for day in range(s.start.toordinal(), network.go_live.toordinal() + 1)
            if date.fromordinal(day).weekday() < 5
        )
        for s in found.steps
    )

    assert longest <= workdays


@pytest.mark.parametrize("name", ["standard", "enterprise"])
def test_the_deeper_templates_need_every_role(name: str) -> None:
    steps = template(name).steps

    assert {step.role for step in steps} >= set(Role) - {Role.OTHER}


@pytest.mark.parametrize("name", NAMES)
def test_a_template_asks_for_objectives_roles_and_risks(name: str) -> None:
    found = template(name)

    assert found.objectives
    assert {Role.ECONOMIC_BUYER, Role.CHAMPION} <= set(found.roles)
    assert all(risk.category for risk in found.risks)


@pytest.mark.parametrize(
    ("amount", "name"),
    [(0, "lite"), (49_999, "lite"), (50_000, "standard"), (500_000, "enterprise"), (None, "standard")],
)
def test_the_depth_follows_the_size_of_the_deal(amount: float | None, name: str) -> None:
    assert template_for(amount) == name


def test_a_wrong_template_lists_every_mistake_with_its_place() -> None:
    step = {"id": "a", "name": "A", "side": "buyer", "days": 1}
    wrong = [{**step, "after": ["b"]}, {**step, "id": "c", "on": date(2027, 1, 4)}, {"id": "a"}]

    with pytest.raises(InputError) as raised:
        parse_template("own", {"milestones": wrong})

    assert [str(mistake) for mistake in raised.value.mistakes] == [
        "milestones[2].id: 'a' is given twice (first in milestones[0])",
        "milestones[2].name: is required",
        "milestones[2].side: is required",
        "milestones[2].days: is required",
        "milestones[0].after: no milestone 'b'",
        "milestones[1].on: a template has no dates of its own",
    ]


def test_a_list_in_the_place_of_words_is_a_mistake_and_no_endless_search_for_it() -> None:
    with pytest.raises(InputError, match=r"objectives\[0\]: should be text"):
        parse_template("wrong", load_yaml("title: x\nobjectives: [[1], {}, ok]"))


def test_templates_are_equal_to_themselves_read_again() -> None:
    assert template("lite") == replace(template("lite"))
