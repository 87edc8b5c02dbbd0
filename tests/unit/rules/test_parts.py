"""A document without some table or column is asked for nothing that it has no room for."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from closeplan.plan.ledger import Baseline
from closeplan.plan.model import Milestone, Plan, Risk, Role, Side, Stakeholder
from closeplan.plan.rules import RuleContext, evaluate
from closeplan.plan.signals import Audience, Table

COLUMNS = {
    Table.TIMELINE: frozenset({"name", "owner", "due", "status", "confirmed_by", "workstream"}),
    Table.STAKEHOLDERS: frozenset({"name", "role"}),
    Table.RISKS: frozenset({"description", "owner"}),
}
LATE = Milestone(id="a", name="Review", workstream="Legal", owner="Ida Berg", due=date(2026, 11, 2))
NEXT = Milestone(id="b", name="Sign", workstream="Sales", due=date(2026, 11, 26))
PLAN = Plan(
    milestones=(LATE, NEXT),
    stakeholders=(Stakeholder(id="s", name="Mia Wolf", side=Side.BUYER, role=Role.CHAMPION),),
    risks=(Risk(id="r", description="Budget"),),
)
CONTEXT = RuleContext(
    plan=PLAN,
    today=date(2026, 11, 23),
    baseline={"a": Baseline(id="a", start=None, due=date(2026, 10, 26))},
    columns=COLUMNS,
)


def _rules(context: RuleContext) -> set[str]:
    return {signal.rule for signal in evaluate(context) if signal.audience is Audience.SHARED}


def _without(table: Table, *columns: str) -> RuleContext:
    left = {key: keys - set(columns) if key is table else keys for key, keys in COLUMNS.items()}
    return replace(CONTEXT, columns=left if columns else {k: v for k, v in COLUMNS.items() if k is not table})


ALL = frozenset(
    {"slipped", "overdue", "stalled", "missing_role", "no_owner", "unmapped_owner", "unconfirmed_date", "risk_without_owner"}
)  # fmt: skip


def test_a_document_with_every_part_hears_everything_as_one_of_which_nothing_is_known() -> None:
    assert _rules(CONTEXT) == _rules(replace(CONTEXT, columns=None)) == ALL


@pytest.mark.parametrize(
    ("table", "column", "silent"),
    [
        (Table.STAKEHOLDERS, "", {"missing_role", "unmapped_owner"}),
        (Table.STAKEHOLDERS, "role", {"missing_role"}),
        (Table.RISKS, "", {"risk_without_owner"}),
        (Table.RISKS, "owner", {"risk_without_owner"}),
        (Table.TIMELINE, "owner", {"no_owner"}),
        (Table.TIMELINE, "status", {"overdue", "stalled"}),
        (Table.TIMELINE, "confirmed_by", {"unconfirmed_date"}),
    ],
)
def test_what_a_document_has_no_room_for_is_not_asked_for(
    table: Table, column: str, silent: set[str]
) -> None:
    assert _rules(_without(table, *filter(None, [column]))) == ALL - silent


def test_an_empty_risk_table_asks_for_risks_and_none_at_all_does_not() -> None:
    empty = replace(CONTEXT, plan=replace(PLAN, risks=()))
    assert "no_risks" in _rules(empty)
    assert "no_risks" not in _rules(replace(empty, columns={Table.TIMELINE: COLUMNS[Table.TIMELINE]}))


def test_a_slip_asks_for_a_confirmation_only_where_there_is_a_column_for_it() -> None:
    said = {
        context.has(Table.TIMELINE, "confirmed_by"): signal.text
        for context in (CONTEXT, _without(Table.TIMELINE, "confirmed_by"))
        for signal in evaluate(context)
        if signal.rule == "slipped"
    }
    assert "“Confirmed by”" in said[True]
    assert "“Confirmed by”" not in said[False]
    assert "A reply here is kept as the reason" in said[False]
