"""`closeplan ledger` on a store with plans that were read and moved."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from addon.adapters.store import SqlStore
from closeplan.plan.document import Snapshot
from closeplan.plan.ledger import Baseline, Change, ChangeKind, LedgerEntry
from closeplan.plan.model import Deal, Milestone, Network, Plan, Side, Status, Step
from closeplan.plan.signals import Table
from closeplan.records import PlanRecord
from tests.integration.command import closeplan

SEEN = datetime(2027, 2, 1, 9, tzinfo=UTC)
AGREED = date(2027, 3, 1)
NETWORK = Network(steps=(Step(id="security", name="Security review"),), go_live=date(2027, 4, 30))


def keep(store: SqlStore, plan_id: str, slip: int, status: Status) -> None:
    deal = Deal(id=plan_id, name=f"{plan_id} rollout", buyer="Acme", seller="Northwind", network=NETWORK)
    row = Milestone(
        id="security",
        name="Security review",
        workstream="Security",
        side=Side.BUYER,
        status=status,
        due=AGREED + timedelta(slip),
    )
    store.add_plan(
        PlanRecord(id=plan_id, deal=deal, owner="sam@northwind.example", robot="robot@closeplan.local")
    )
    snapshot = Snapshot(plan=Plan(milestones=(row,)), baseline={}, taken_at=SEEN)
    snapshot = replace(snapshot, baseline={"security": Baseline(id="security", start=None, due=AGREED)})
    change = Change(
        kind=ChangeKind.CHANGED, table=Table.TIMELINE, row="security", item="Security review", field="due",
        was=AGREED.isoformat(), now=row.due.isoformat() if row.due else "",
    )  # fmt: skip
    entry = LedgerEntry(
        change=change, who="dana@acme.example", seen_at=SEEN, slip=5, reason="audit took longer"
    )
    store.save_pass(plan_id, snapshot, [entry])


def test_the_ledger_tells_moves_drift_reasons_and_what_such_steps_usually_slip(tmp_path: Path) -> None:
    store = SqlStore(f"sqlite:///{tmp_path / 'closeplan.db'}")
    keep(store, "acme", 7, Status.IN_PROGRESS)
    keep(store, "past", 14, Status.DONE)

    (told,) = closeplan("ledger", "acme", "--json", data=str(tmp_path)).json()
    shown = closeplan("ledger", "acme", data=str(tmp_path)).out

    (one,) = told["milestones"]
    assert (one["moves"], one["drift"], one["usual"]) == (1, 5, {"median": 10, "deals": 1})
    assert told["drift"] == {"sides": {"buyer": 5}, "workstreams": {"Security": 5}}
    assert told["entries"][0]["reason"] == "audit took longer"
    assert "Security review: from 2027-03-01 to 2027-03-08, 1 move, drift +5 working days" in shown
    assert "such steps slip 10 (median of 1)" in shown
    assert "“audit took longer”" in shown


def test_without_a_plan_the_ledger_says_what_to_do(tmp_path: Path) -> None:
    assert "closeplan generate" in closeplan("ledger", data=str(tmp_path)).out
    assert closeplan("ledger", "--json", data=str(tmp_path)).json() == []


def test_a_plan_nobody_knows_is_one_line(tmp_path: Path) -> None:
    answer = closeplan("ledger", "nobody", data=str(tmp_path))
    assert answer.code == 1
    assert answer.err.strip().splitlines() == ["closeplan: no plan 'nobody'"]
