"""A believable plan for pages to show: twenty milestones of a shipped template, in any language."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import yaml

from closeplan.plan.brief import Brief, Density, brief
from closeplan.plan.languages import words_for
from closeplan.plan.model import (
    Deal,
    Metric,
    Milestone,
    Network,
    Plan,
    Risk,
    RiskKind,
    Role,
    Side,
    Stakeholder,
    Status,
)
from closeplan.plan.rules import RuleContext, evaluate

TODAY = date(2026, 11, 23)
GO_LIVE = date(2027, 3, 31)
URL = "https://docs.google.com/spreadsheets/d/1abc/edit"
TEMPLATE = Path(__file__).parents[3] / "templates" / "plans" / "enterprise.yaml"
PEOPLE = (
    ("Ruth Amsel", Role.ECONOMIC_BUYER, Side.BUYER),
    ("Dana Fischer", Role.CHAMPION, Side.BUYER),
    ("Mia Wolf", Role.SECURITY, Side.BUYER),
    ("Jonas Krüger", Role.TECHNICAL_EVALUATOR, Side.BUYER),
    ("Petra Lang", Role.PROCUREMENT, Side.BUYER),
    ("Oliver Brandt", Role.LEGAL, Side.BUYER),
    ("Sam Ortiz", Role.OTHER, Side.SELLER),
)


def milestones(language: str, count: int = 20) -> tuple[Milestone, ...]:
    """The first milestones of the enterprise template, in that language, six days apart."""
    words = words_for(language)
    shipped = yaml.safe_load(TEMPLATE.read_text(encoding="utf-8"))["milestones"]
    rows = []
    for at in range(count):
        step, round_ = shipped[at % len(shipped)], at // len(shipped)
        start = TODAY + timedelta(days=6 * at - 7)
        rows.append(
            Milestone(
                id=f"{step['id']}-{round_}",
                name=words.from_template(step["name"]),
                workstream=words.from_template(step["workstream"]),
                owner=PEOPLE[at % len(PEOPLE)][0],
                side=Side.BUYER,
                start=start,
                due=start + timedelta(days=4 + at * 5 % 15),
                status=(Status.DONE, Status.IN_PROGRESS, Status.BLOCKED)[at]
                if at < 3
                else Status.NOT_STARTED,
            )
        )
    return tuple(rows)


def plan(language: str = "en", count: int = 20, **changed: Any) -> Plan:
    """The plan, with fields changed."""
    people = [
        Stakeholder(id=name, name=name, email="x@acme.example", side=side, role=role)
        for name, role, side in PEOPLE
    ]
    made = Plan(
        go_live=GO_LIVE,
        why="The board committed to the new fiscal year",
        objective="Cut ramp time of new account executives from 90 to 45 days",
        metrics=(Metric(name="Ramp time", baseline="90 days", target="45 days"),),
        cost_of_inaction="1.2 M EUR of late bookings a year",
        milestones=milestones(language, count),
        stakeholders=tuple(people),
        risks=(
            Risk(
                id="1",
                description="The budget is not yet allocated",
                owner="Dana Fischer",
                response="Ask finance",
            ),
            Risk(id="2", kind=RiskKind.OPEN_QUESTION, description="When does the contract renew?"),
        ),
    )
    return replace(made, **changed)


def brief_of(shown: Plan, language: str = "en", density: Density | None = Density.ROOMY) -> Brief:
    """What the brief of that plan says."""
    deal = Deal(
        id="x", name="INTERNAL name", buyer="Acme GmbH", seller="Northwind", amount=180000, currency="EUR",
        network=Network(steps=(), go_live=GO_LIVE), language=language,
    )  # fmt: skip
    context = RuleContext(
        plan=shown, today=TODAY, words=words_for(language), companies=("Acme GmbH", "Northwind")
    )
    return brief(deal, context, evaluate(context), url=URL, density=density)
