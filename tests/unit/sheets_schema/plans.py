"""A sample plan, and plans of any kind."""

from __future__ import annotations

from datetime import date
from typing import Any

from hypothesis import strategies as st

from closeplan.plan.document import DocumentDraft
from closeplan.plan.model import (
    DecisionPower,
    Engagement,
    Metric,
    Milestone,
    Plan,
    Risk,
    RiskCategory,
    RiskKind,
    RiskStatus,
    Role,
    Side,
    Stakeholder,
    Status,
)

MILESTONES = (
    Milestone(
        id="kickoff",
        workstream="Business case",
        name="Kick-off",
        owner="Dana Fischer",
        side=Side.BUYER,
        start=date(2026, 12, 1),
        due=date(2026, 12, 4),
        status=Status.DONE,
    ),
    Milestone(
        id="security-review",
        workstream="Security",
        name="Security review",
        owner="Mia Wolf",
        side=Side.BUYER,
        start=date(2027, 1, 11),
        due=date(2027, 1, 29),
        notes="Questionnaire first",
    ),
    Milestone(
        id="contract",
        workstream="Legal",
        name="Contract signed",
        owner="Sam Hill",
        side=Side.BOTH,
        due=date(2027, 2, 26),
        status=Status.IN_PROGRESS,
        evidence="https://example.com/msa",
    ),
    Milestone(id="training", workstream="Rollout", name="Training", side=Side.SELLER, due=date(2027, 3, 19)),
)


def plan(**overrides: Any) -> Plan:
    """Acme's plan, with other values where given."""
    values: dict[str, Any] = {
        "title": "Acme GmbH × Northwind: mutual action plan",
        "go_live": date(2027, 3, 31),
        "why": "Board committed to the new fiscal year",
        "objective": "=IMPORTXML(1) is text here",
        "metrics": (Metric(name="Win rate", baseline="28 %", target="35 %"), Metric(name="Ramp time")),
        "cost_of_inaction": "1.2 M EUR a year",
        "milestones": MILESTONES,
        "stakeholders": (
            Stakeholder(
                id="dana",
                name="Dana Fischer",
                email="dana@acme.example",
                side=Side.BUYER,
                role=Role.CHAMPION,
                power=DecisionPower.INFLUENCER,
                engagement=Engagement.ENGAGED,
            ),
            Stakeholder(id="mia", name="Mia Wolf", side=Side.BUYER, role=Role.SECURITY),
            Stakeholder(id="sam", name="Sam Hill", email="sam@northwind.example", side=Side.SELLER),
        ),
        "risks": (
            Risk(
                id="r1",
                description="Budget is not allocated",
                category=RiskCategory.BUDGET,
                owner="Dana Fischer",
            ),
            Risk(
                id="r2", description="Which region first?", kind=RiskKind.OPEN_QUESTION, due=date(2027, 1, 8)
            ),
        ),
    }
    return Plan(**(values | overrides))


def draft(of: Plan, **overrides: Any) -> DocumentDraft:
    """A draft of that plan."""
    values: dict[str, Any] = {
        "plan_id": "acme-2027",
        "plan": of,
        "language": "en",
        "locale": "en_US",
        "time_zone": "Europe/Berlin",
        "today": date(2026, 11, 23),
        "robot": "robot@closeplan.local",
    }
    return DocumentDraft(**(values | overrides))


# People's words: anything that is no blank, and not trimmed by reading.
words = st.text(st.characters(exclude_categories=("Cs", "Cc", "Zs", "Zl", "Zp")), max_size=12)
names = words.filter(bool)
days = st.dates(date(2020, 1, 1), date(2040, 1, 1))
ids = st.lists(st.from_regex(r"[a-z][a-z0-9-]{0,8}", fullmatch=True), unique=True, max_size=5)


def _rows(one: Any) -> st.SearchStrategy[tuple[Any, ...]]:
    def build(keys: list[str]) -> st.SearchStrategy[tuple[Any, ...]]:
        return st.tuples(*(one(key) for key in keys))

    return ids.flatmap(build)


def _milestone(key: str) -> st.SearchStrategy[Milestone]:
    return st.builds(
        Milestone,
        id=st.just(key),
        name=names,
        workstream=words,
        owner=words,
        side=st.none() | st.sampled_from(Side),
        start=st.none() | days,
        due=st.none() | days,
        status=st.none() | st.sampled_from(Status),
        confirmed_by=words,
        evidence=words,
        notes=words,
    )


def _stakeholder(key: str) -> st.SearchStrategy[Stakeholder]:
    return st.builds(
        Stakeholder,
        id=st.just(key),
        name=names,
        email=words,
        side=st.none() | st.sampled_from(Side),
        role=st.none() | st.sampled_from(Role),
        power=st.none() | st.sampled_from(DecisionPower),
        engagement=st.none() | st.sampled_from(Engagement),
        cares_about=words,
        questions=words,
    )


def _risk(key: str) -> st.SearchStrategy[Risk]:
    return st.builds(
        Risk,
        id=st.just(key),
        description=names,
        kind=st.none() | st.sampled_from(RiskKind),
        category=st.none() | st.sampled_from(RiskCategory),
        owner=words,
        response=words,
        due=st.none() | days,
        status=st.none() | st.sampled_from(RiskStatus),
    )


plans = st.builds(
    Plan,
    title=words,
    go_live=st.none() | days,
    why=words,
    objective=words,
    metrics=st.lists(st.builds(Metric, name=names, baseline=words, target=words), max_size=3).map(tuple),
    cost_of_inaction=words,
    acknowledged_by=words,
    milestones=_rows(_milestone),
    stakeholders=_rows(_stakeholder),
    risks=_rows(_risk),
)
