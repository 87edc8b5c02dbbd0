from __future__ import annotations

import copy
from contextlib import suppress
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from closeplan.errors import InputError
from closeplan.plan.deal_file import load_yaml, parse_deal, template_name
from closeplan.plan.model import Deal, DecisionPower, Link, RiskCategory, Role, Side, Step
from closeplan.plan.templates import Template

DEAL = """
deal: {id: acme-2027, name: Acme rollout, buyer: Acme GmbH, seller: Northwind, amount: 180000, currency: EUR, language: en}
today: 2026-11-23
go_live: {date: 2027-03-31, why: Board committed to the new fiscal year}
objective: Cut ramp time of new account executives from 90 to 45 days
metrics: [{name: Win rate on competitive deals, baseline: 28 %, target: 35}]
cost_of_inaction: {text: 1.2 M EUR of late bookings a year}
calendars:
  buyer:  {country: DE, subdivision: BY, blackouts: [{from: 2026-12-21, to: 2027-01-06, why: Year-end freeze}]}
  seller: {country: NO}
stakeholders:
  - {name: Dana Fischer, email: dana@acme.example, side: buyer, role: champion, power: influencer, questions: ['Who trains us?', Since when]}
  - {name: Sam Hill, email: sam@northwind.example, side: seller}
template: standard
milestones:
  - {id: review, days: 15, after: [questions, {id: dpa, lag: 2}]}
  - {id: board, workstream: Business case, name: Board approval, side: buyer, days: 0, on: 2027-02-10, after: [review]}
risks:
  - {kind: risk, category: budget, description: Budget is not yet allocated, owner: Dana Fischer}
"""

TEMPLATES = {
    "standard": Template(
        name="standard",
        title="Usual",
        steps=(
            Step(id="questions", name="Questionnaire", side=Side.SELLER, days=5),
            Step(id="dpa", name="DPA", role=Role.LEGAL, days=8, after=(Link(id="questions"),)),
            Step(id="review", name="Security review", role=Role.CHAMPION, days=10),
        ),
    )
}


def changed(**parts: Any) -> dict[str, Any]:
    data = load_yaml(DEAL)
    assert isinstance(data, dict)
    return {**data, **parts}


def mistakes(data: object) -> list[str]:
    with pytest.raises(InputError) as raised:
        parse_deal(data, TEMPLATES)
    return [str(mistake) for mistake in raised.value.mistakes]


def own(**more: Any) -> dict[str, Any]:
    return {"id": "own", "name": "Own", "side": "buyer", "days": 1, **more}


def test_the_documented_deal_file_is_read_whole() -> None:
    deal = parse_deal(load_yaml(DEAL), TEMPLATES)

    assert (deal.id, deal.buyer, deal.amount, deal.today) == (
        "acme-2027",
        "Acme GmbH",
        180_000,
        date(2026, 11, 23),
    )
    assert deal.network.go_live == date(2027, 3, 31)
    assert deal.metrics[0].baseline == "28 %"
    assert deal.metrics[0].target == "35"
    assert deal.stakeholders[0].power is DecisionPower.INFLUENCER
    assert deal.stakeholders[0].questions == "Who trains us?\nSince when"
    assert deal.risks[0].category is RiskCategory.BUDGET


def test_norway_is_a_country_and_on_a_date() -> None:
    deal = parse_deal(load_yaml(DEAL), TEMPLATES)

    assert deal.network.seller.country == "NO"
    assert deal.network.steps[-1].on == date(2027, 2, 10)


def test_a_milestone_of_the_templates_id_overrides_what_it_gives_and_keeps_the_rest() -> None:
    steps = {step.id: step for step in parse_deal(load_yaml(DEAL), TEMPLATES).network.steps}

    assert list(steps) == ["questions", "dpa", "review", "board"]
    assert (steps["review"].name, steps["review"].days) == ("Security review", 15)
    assert steps["review"].after == (Link(id="questions"), Link(id="dpa", lag=2))


def test_a_step_without_owner_goes_to_who_has_its_role_and_the_sellers_to_the_seller() -> None:
    steps = {step.id: step for step in parse_deal(load_yaml(DEAL), TEMPLATES).network.steps}

    assert steps["review"].owner == "Dana Fischer"
    assert steps["questions"].owner == "Sam Hill"
    assert steps["dpa"].owner == ""


def test_an_owner_left_empty_on_purpose_stays_empty() -> None:
    deal = parse_deal(changed(milestones=[{"id": "review", "owner": None}]), TEMPLATES)

    assert next(step.owner for step in deal.network.steps if step.id == "review") == ""


def test_without_a_template_a_deal_has_only_its_own_milestones() -> None:
    deal = parse_deal(changed(template="none", milestones=[own()]), TEMPLATES)

    assert [step.id for step in deal.network.steps] == ["own"]


@pytest.mark.parametrize(
    ("parts", "told"),
    [
        ({"milestones": [own(after=["dpaa"])]}, "milestones[0].after: no milestone 'dpaa'"),
        ({"milestones": [own(), own()]}, "milestones[1].id: 'own' is given twice (first in milestones[0])"),
        (
            {"milestones": [own(id="go-live")]},
            "milestones[0].id: 'go-live' is reserved for the go-live moment itself",
        ),
        ({"milestones": [own(after=["own"])]}, "milestones[0].after: cycle own -> own"),
        ({"milestones": [own(days=-1)]}, "milestones[0].days: -1 is negative"),
        ({"milestones": [own(days=1.5)]}, "milestones[0].days: should be a whole number of working days"),
        ({"milestones": [own(on="2027-02-30")]}, "milestones[0].on: there is no day 2027-02-30"),
        (
            {"milestones": [own(on=date(2027, 2, 13))]},
            "milestones[0].on: 2027-02-13 is not a working day of the buyer",
        ),
        (
            {"milestones": [own(not_before=date(2027, 2, 2), not_after=date(2027, 2, 1))]},
            "milestones[0].not_before: 2027-02-02 is later than not_after, 2027-02-01",
        ),
        (
            {"milestones": [own(side="vendor")]},
            "milestones[0].side: 'vendor' is not one of buyer, seller, both",
        ),
        ({"milestones": [own(color="red")]}, "milestones[0].color: unknown key"),
        (
            {"milestones": [own(after=[{"id": "dpa", "lag": -2}])]},
            "milestones[0].after[0].lag: -2 is negative",
        ),
        ({"milestones": "review"}, "milestones: should be a list"),
        ({"milestones": [7]}, "milestones[0]: should be a mapping (key: value)"),
        ({"go_live": None}, "go_live: is required"),
        ({"go_live": {}}, "go_live.date: is required"),
        ({"go_live": {"date": "next spring"}}, "go_live.date: 'next spring' is not a date (like 2027-03-31)"),
        (
            {"go_live": {"date": date(1989, 1, 2)}},
            "go_live.date: 1989-01-02 is not between 1990-01-01 and 2100-12-31",
        ),
        (
            {"calendars": {"buyer": {"country": "XX"}}},
            "calendars.buyer.country: no public holidays are known for 'XX'",
        ),
        (
            {"calendars": {"seller": {"country": "DE", "subdivision": "QQ"}}},
            "calendars.seller.subdivision: no subdiv",
        ),
        (
            {"calendars": {"buyer": {"blackouts": [{"from": date(2027, 1, 4)}]}}},
            "calendars.buyer.blackouts[0].to: is",
        ),
        ({"template": "huge"}, "template: no template 'huge' (there are standard, none; or a file)"),
        (
            {"stakeholders": [{"role": "boss"}]},
            "stakeholders[0].role: 'boss' is not one of economic_buyer, champion",
        ),
        ({"stakeholders": [{"email": "dana"}]}, "stakeholders[0].email: 'dana' is not an email address"),
        (
            {"risks": [{"category": "weather"}]},
            "risks[0].category: 'weather' is not one of budget, competitive",
        ),
        ({"objective": "x" * 50_001}, "objective: is longer than 50,000 characters"),
        ({"surprise": 1}, "surprise: unknown key"),
    ],
)
def test_a_mistake_is_told_with_its_place(parts: dict[str, Any], told: str) -> None:
    assert any(mistake.startswith(told) for mistake in mistakes(changed(**parts)))


def test_every_mistake_is_told_at_once_and_none_that_only_follows_from_another() -> None:
    found = mistakes(
        changed(
            deal={"id": "acme", "buyer": "Acme", "seller": "N"},
            go_live={"date": "soon"},
            milestones=[
                own(days="many", after=["nowhere"]),
                {"id": "new"},
                own(id="x", after=["y"]),
                own(id="y", after=["x"]),
            ],
        )
    )

    assert found == [
        "go_live.date: 'soon' is not a date (like 2027-03-31)",
        "milestones[0].days: should be a whole number of working days",
        "deal.name: is required",
        "milestones[1].name: is required",
        "milestones[1].side: is required",
        "milestones[1].days: is required",
        "milestones[0].after: no milestone 'nowhere'",
        "milestones[2].after: cycle x -> y -> x",
    ]


def test_a_cycle_through_the_template_names_its_members_in_order() -> None:
    found = mistakes(
        changed(milestones=[{"id": "questions", "after": ["review"]}, {"id": "review", "after": ["dpa"]}])
    )

    assert found == ["milestones[0].after: cycle questions -> dpa -> review -> questions"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("a: [1, 2", "line 1, column 9: "),
        ("a: 1\nb: 2\na: 3", "line 3, column 1: the key 'a' is given twice"),
        ("a: &x 1\nb: *x", "line 2, column 4: aliases (*) can't be used"),
        ("a: !!python/name:os.system", "line 1, column 4: tags (!) can't be used"),
        (
            "a: [Why?, b]",
            "line 1, column 8: while parsing a flow sequence expected ',' or ']', but got '?'; put a text",
        ),
        ("", "the file is empty"),
        ("a: \x07", "the character '\\x07' is not allowed in YAML"),
        ("[" * 20_000, "the YAML is nested too deeply"),
    ],
)
def test_broken_yaml_is_told_with_line_and_column(text: str, told: str) -> None:
    with pytest.raises(InputError) as raised:
        load_yaml(text)

    assert str(raised.value).startswith(told)


@pytest.mark.parametrize("data", [None, [], "text", 7])
def test_what_is_not_a_mapping_at_all_is_one_mistake(data: object) -> None:
    assert mistakes(data) == ["should be a mapping (key: value)"]


SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-5, 5000),
    st.floats(),
    st.text(max_size=8),
    st.dates(),
    st.sampled_from(["dpa", "own"]),
)
TREES = st.recursive(
    SCALARS,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=6,
)
PATHS = st.lists(st.integers(0, 20), min_size=1, max_size=4)


@settings(max_examples=150, deadline=None)
@given(path=PATHS, tree=TREES)
def test_any_rubbish_anywhere_gives_a_deal_or_mistakes_and_never_a_crash(path: list[int], tree: Any) -> None:
    data = copy.deepcopy(changed())
    spot: Any = data
    for turn in path:
        keys = list(spot) if isinstance(spot, dict) else list(range(len(spot)))
        key = keys[turn % len(keys)]
        if not isinstance(spot[key], (dict, list)) or not spot[key]:
            break
        parent, spot = spot, spot[key]
    else:
        spot = parent
        key = next(k for k in (list(spot) if isinstance(spot, dict) else range(len(spot))))
    spot[key] = tree

    with suppress(InputError):
        assert isinstance(parse_deal(data, TEMPLATES), Deal)


@settings(max_examples=150, deadline=None)
@given(text=st.text(alphabet="ab:-[]{},'\"&*!|>#\n 0129\t?%@", max_size=60))
def test_any_text_is_yaml_or_a_mistake(text: str) -> None:
    with suppress(InputError):
        assert load_yaml(text) is not None


@pytest.mark.parametrize(
    ("data", "name"), [({"template": "own.yaml"}, "own.yaml"), ({}, ""), ([], ""), ({"template": 3}, "")]
)
def test_the_wanted_template_can_be_asked_for_before_the_deal_is_read(data: object, name: str) -> None:
    assert template_name(data) == name


@pytest.mark.parametrize(
    ("typed", "language"), [("de", "de"), ("de_at", "de-AT"), ("PT-br", "pt-BR"), ("", "en")]
)
def test_a_language_is_a_tag_as_it_is_usually_written(typed: str, language: str) -> None:
    head = {**changed()["deal"], "language": typed}

    assert parse_deal(changed(deal=head), TEMPLATES).language == language


def test_a_language_we_do_not_speak_is_a_mistake_that_says_which_we_do() -> None:
    head = {**changed()["deal"], "language": "pl"}

    assert mistakes(changed(deal=head)) == [
        "deal.language: closeplan does not speak 'pl' yet; it speaks en, de, fr, es, pt, it, nl, ja"
    ]


def test_a_shipped_templates_words_are_translated_and_peoples_own_are_not() -> None:
    steps = (Step(id="sign", name="Signature", workstream="Business case", role=Role.LEGAL, days=1),)
    head = {**changed()["deal"], "language": "fr"}
    data = changed(
        deal=head,
        milestones=[
            {"id": "mine", "workstream": "Business case", "name": "Signature", "side": "both", "days": 1}
        ],
    )

    shipped, own = (
        parse_deal(data, {"standard": Template(name="standard", title="", steps=steps, shipped=is_shipped)})
        for is_shipped in (True, False)
    )

    assert [step.workstream for step in shipped.network.steps] == ["Étude de rentabilité", "Business case"]
    assert [step.workstream for step in own.network.steps] == ["Business case", "Business case"]
