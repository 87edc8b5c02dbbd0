"""What a scorecard makes of evidence: whose words, how old, which part of the plan is weak, what to ask."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from closeplan.calls.findings import Evidence, Findings, Quote
from closeplan.calls.scores.card import ElementScore, HeardCall, Strength, score
from closeplan.calls.scores.framework_file import read_framework, shipped
from closeplan.plan.model import Metric, Milestone, Plan, Role, Side, Stakeholder
from tests.unit.calls.scores.talks import EVA, SAM, talk

DAY = date(2027, 1, 12)
PLAN = Plan(
    stakeholders=(Stakeholder(id="d", name="Denise Okafor", side=Side.BUYER, role=Role.ECONOMIC_BUYER),),
    milestones=(Milestone(id="a", name="Board", workstream="Business case"),),
    metrics=(Metric(name="Overtime"),),
    cost_of_inaction="1.2 M EUR a year",
)
CALL = talk((EVA, "Overtime is eleven percent."), (SAM, "It is a lot."))


def heard(*found: tuple[str, Side | None, float], day: date = DAY, name: str = "one") -> HeardCall:
    evidence = tuple(
        Evidence(
            element=element,
            turn=at,
            side=side,
            strength=strength,
            quote=Quote(turn=at, speaker=EVA.name, text=f"words {at}"),
        )
        for at, (element, side, strength) in enumerate(found)
    )
    return HeardCall(id=name, call=replace(CALL, day=day), findings=Findings(evidence=evidence))


def scored(element: str, *calls: HeardCall, plan: Plan = PLAN, today: date = DAY) -> ElementScore:
    elements = score(shipped()["meddic"], calls, plan, today).elements
    return next(one for one in elements if one.element.id == element)


def test_there_is_no_score_without_a_quote() -> None:
    for one in score(shipped()["meddpicc"], [heard()], PLAN, DAY).elements:
        assert (one.score, one.strength, one.said, one.age) == (0, Strength.NONE, (), None)
        assert one.ask
        assert one.weak


def test_the_buyers_words_weigh_more_than_anybodys_and_the_sellers_only_where_they_count() -> None:
    by = {
        side: scored("metrics", heard(("metrics", side, 0.8))).score
        for side in (Side.BUYER, None, Side.SELLER)
    }
    assert by[Side.BUYER] > by[None] > by[Side.SELLER] > 0
    assert scored("champion", heard(("champion", Side.SELLER, 0.8))).score == 0


def test_what_was_said_weighs_half_after_two_months() -> None:
    late = scored("champion", heard(("champion", Side.BUYER, 0.8)), today=DAY + timedelta(days=60))
    assert (late.score, late.age, late.strength) == (0.4, 60, Strength.FAIR)
    assert scored("champion", heard(("champion", Side.BUYER, 0.8))).strength is Strength.STRONG


def test_a_long_talk_about_one_thing_is_still_one_talk() -> None:
    much = scored("metrics", heard(*[("metrics", Side.BUYER, 0.3)] * 20))
    again = scored("metrics", *(heard(("metrics", Side.BUYER, 0.3), name=str(at)) for at in range(4)))
    assert len(much.said) == 20
    assert again.score > much.score


def test_strong_words_with_nothing_in_the_plan_leave_that_part_weak() -> None:
    said = heard(("metrics", Side.BUYER, 0.9))
    assert scored("metrics", said).weak == ""
    assert scored("metrics", said, plan=replace(PLAN, metrics=())).weak == "Success metrics"
    assert scored("decision_process", heard()).weak == "Business case workstream"


def test_the_economic_buyer_who_never_was_on_a_call_is_one_line() -> None:
    facts = score(shipped()["meddic"], [heard()], PLAN, DAY).facts
    assert "The economic buyer has never been on a call (Denise Okafor)." in facts
    there = heard()
    there = replace(there, call=replace(there.call, people=(replace(EVA, name="Denise Okafor"),)))
    assert not any(
        "economic buyer has never" in one for one in score(shipped()["meddic"], [there], PLAN, DAY).facts
    )


def test_what_only_sellers_said_and_what_is_long_ago_are_facts() -> None:
    call = heard(("metrics", Side.SELLER, 0.8), ("champion", Side.BUYER, 0.8))
    facts = score(shipped()["meddic"], [call], PLAN, DAY + timedelta(days=74)).facts
    assert "Nobody but sellers has spoken of metrics." in facts
    assert "Of champion people last spoke 74 days ago." in facts
    assert any(one.startswith("Nobody has spoken of economic buyer") for one in facts)


def test_no_calls_is_one_fact() -> None:
    assert score(shipped()["bant"], [], PLAN, DAY).facts == ("No call has been taken in yet.",)


def test_a_teams_own_cues_are_found_in_what_the_buyer_said() -> None:
    own = read_framework(
        "ours",
        "title: Ours\nelements:\n- {id: hosting, label: Hosting, section: risks, cues: ['hosted in', 'data centre*'], ask: 'Where?'}\n",
    )
    call = talk((SAM, "It is hosted in Ireland."), (EVA, "Fine. Ours is hosted in Ulm. In two data centres."))
    card = score(own, [HeardCall(id="c", call=call, findings=Findings())], PLAN, DAY)
    (one,) = card.elements
    assert [said.quote.text for said in one.said] == ["Ours is hosted in Ulm."]
    assert one.strength is Strength.FAIR
