from __future__ import annotations

from datetime import date

import pytest

from closeplan.plan.model import Plan, Risk, RiskStatus
from closeplan.plan.rules import RuleContext
from closeplan.plan.rules.risks import no_risks, risk_without_owner
from closeplan.plan.signals import Place, Table


def context(*risks: Risk) -> RuleContext:
    return RuleContext(plan=Plan(risks=risks), today=date(2027, 1, 4))


def test_a_plan_without_risks_asks_for_some() -> None:
    (signal,) = no_risks(context())

    assert signal.short == "No risks listed"
    assert not signal.place.row


def test_one_risk_is_enough() -> None:
    assert list(no_risks(context(Risk(id="r1", description="Budget is open")))) == []


def test_an_emptied_row_is_no_risk() -> None:
    assert list(no_risks(context(Risk(id="r1", description="", kind=None, status=None))))


@pytest.mark.parametrize("owner", ["", "TBD", "?"])
def test_an_open_risk_needs_an_owner(owner: str) -> None:
    (signal,) = risk_without_owner(context(Risk(id="r1", description="Budget is open", owner=owner)))

    assert signal.place == Place(table=Table.RISKS, row="r1", column="owner")
    assert "Budget is open" in signal.text


@pytest.mark.parametrize("status", [RiskStatus.MITIGATED, RiskStatus.ACCEPTED, RiskStatus.CLOSED])
def test_a_settled_risk_needs_none(status: RiskStatus) -> None:
    assert list(risk_without_owner(context(Risk(id="r1", description="Budget", status=status)))) == []


def test_an_owned_risk_is_fine() -> None:
    assert list(risk_without_owner(context(Risk(id="r1", description="Budget", owner="Dana")))) == []
