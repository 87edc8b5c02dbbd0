"""What a CRM is told of a plan."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from closeplan.calls.findings import Quote
from closeplan.calls.scores.card import ElementScore, Said, Strength
from closeplan.calls.scores.framework_file import shipped
from closeplan.crm.facts import LONGEST_QUOTE, PlanFacts, facts_of
from closeplan.crm.mapping import CrmMapping
from closeplan.crm.people import contact_links, digest_of
from closeplan.crm.plan_fields import PLAN_FIELDS, method_fields, values_of
from closeplan.plan.commit import Check, commit_gate
from closeplan.plan.ledger import Baseline
from closeplan.plan.model import Milestone, Plan, Role, Side, Stakeholder, Status
from closeplan.plan.rules import RuleContext

TODAY = date(2027, 1, 12)
REVIEW = Milestone(
    id="review", name="Security\nreview", owner="Mia Wolf", due=date(2027, 2, 3), side=Side.BUYER
)
KICKOFF = Milestone(id="kickoff", name="Kick-off", due=date(2027, 1, 5), confirmed_by="Dana")
DONE = Milestone(id="done", name="Demo", due=date(2026, 12, 1), status=Status.DONE)
BUYER = Stakeholder(id="1", name="Ruth Amsel", email="ruth@acme.example", role=Role.ECONOMIC_BUYER)
PLAN = Plan(go_live=date(2027, 3, 31), milestones=(REVIEW, KICKOFF, DONE), stakeholders=(BUYER,))


def values(plan: Plan = PLAN, **context: object) -> dict[str, object]:
    seen = RuleContext(plan=plan, today=TODAY, **context)  # type: ignore[arg-type]
    facts = facts_of(seen, commit_gate(seen), plan_url="https://docs.example/1")
    return dict(values_of(facts, PLAN_FIELDS, [field.key for field in PLAN_FIELDS]))


def test_the_next_milestone_is_the_open_one_that_is_due_first_overdue_ones_included() -> None:
    said = values()

    assert (said["next_milestone"], said["next_due"], said["next_owner"]) == ("Kick-off", KICKOFF.due, None)
    assert said["next_step"] == "Kick-off, due 5 Jan 2027"
    assert (said["health"], said["go_live"], said["confirmed_share"]) == ("Stalled", PLAN.go_live, 50.0)


def test_a_plan_that_is_done_has_nothing_next_and_nothing_to_confirm() -> None:
    said = values(replace(PLAN, milestones=(DONE,)))

    assert said["health"] == "On track"
    assert [said[key] for key in ("next_milestone", "next_due", "next_step", "confirmed_share")] == [None] * 4


def test_people_write_on_many_lines_and_a_field_has_one() -> None:
    assert (
        values(replace(PLAN, milestones=(REVIEW,)))["next_step"]
        == "Security review, Mia Wolf, due 3 Feb 2027"
    )


def test_drift_is_the_sum_over_milestones_in_working_days() -> None:
    agreed = {
        "review": Baseline(id="review", start=None, due=date(2027, 1, 27)),
        "done": Baseline(id="done", start=None, due=date(2026, 12, 2)),
    }

    assert values(baseline=agreed)["drift_days"] == 5.0 - 1.0


def test_the_economic_buyers_word_counts_while_it_stands() -> None:
    assert values()["economic_buyer_acknowledged"] is False
    assert values(signed=frozenset({"ruth amsel"}))["economic_buyer_acknowledged"] is True


def test_why_not_to_commit_is_said_check_by_check() -> None:
    said = values()
    assert said["commit_ready"] is False
    assert "No risk is written down." in str(said["commit_reasons"]).splitlines()

    seen = RuleContext(plan=PLAN, today=TODAY)
    facts = facts_of(seen, [Check(name="risks", passed=True, says="Fine.")])
    assert values_of(facts, PLAN_FIELDS, ["commit_ready", "commit_reasons"]) == {
        "commit_ready": True,
        "commit_reasons": None,
    }


def test_only_mapped_fields_are_told() -> None:
    facts = PlanFacts(health=facts_of(RuleContext(plan=PLAN, today=TODAY), ()).health)

    assert set(values_of(facts, PLAN_FIELDS, ["health", "unknown"])) == {"health"}


@pytest.mark.parametrize("later", [0, 30])
def test_an_element_of_the_method_is_told_by_its_newest_words_which_grow_no_older(later: int) -> None:
    element = shipped()["meddic"].elements[0]
    quote = Quote(turn=3, speaker="S1", text="We lose\nfour deals a month " + "x" * 400)
    said = Said(
        call_id="c", call="Call", day=TODAY, speaker="Dana Fischer", side=Side.BUYER, quote=quote, weight=1
    )
    known = ElementScore(
        element=element, said=(said,), score=0.5, strength=Strength.FAIR, age=0, weak="", ask=""
    )
    unknown = replace(known, element=shipped()["meddic"].elements[1], said=(), strength=Strength.NONE)
    today = TODAY + timedelta(days=later)

    facts = facts_of(RuleContext(plan=PLAN, today=today), (), [known, unknown])
    fields = method_fields((one.element.id, one.element.label) for one in (known, unknown))
    told = values_of(facts, fields, [field.key for field in fields])

    assert str(told[f"method_{element.id}"]).startswith("Fair: “We lose four deals a month xxx")
    assert str(told[f"method_{element.id}"]).endswith("…” Dana Fischer, 12 Jan 2027")
    assert len(str(told[f"method_{element.id}"])) < LONGEST_QUOTE + 60
    assert told[f"method_{unknown.element.id}"] is None


def test_the_buyers_people_are_told_once_each_and_the_sellers_never() -> None:
    people = (
        replace(BUYER, side=Side.BUYER),
        replace(BUYER, id="2", name="R. Amsel"),
        Stakeholder(id="3", name="Sam Ortiz", side=Side.SELLER),
        Stakeholder(id="4", name="Lea", email="lea@northwind.example"),
        Stakeholder(id="5", name="TBD", side=Side.BUYER),
        Stakeholder(id="6", name="Mia\nWolf", side=Side.BUYER, role=Role.SECURITY),
    )
    seen = RuleContext(plan=replace(PLAN, stakeholders=people), today=TODAY, seller="sam@northwind.example")

    links = contact_links(seen, CrmMapping(roles={Role.ECONOMIC_BUYER: "Budget holder"}))
    assert [(one.contact.name, one.contact.email, one.role_label) for one in links] == [
        ("Ruth Amsel", "ruth@acme.example", "Budget holder"),
        ("Mia Wolf", "", ""),
    ]
    assert digest_of(links) == digest_of(reversed(links))
    assert digest_of(links) != digest_of(links[:1])
