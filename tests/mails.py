"""A plan with something to tell by mail, in a store of its own."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from addon.adapters.store import SqlStore
from closeplan.plan.document import Snapshot
from closeplan.plan.model import Deal, Milestone, Network, Plan, Risk, RiskKind, Role, Side, Stakeholder
from closeplan.plan.reminders import Delivery, Wishes
from closeplan.plan.signals import Audience, Signal
from closeplan.records import PlanRecord
from tests.running import BUYER, ROBOT, SELLER

MONDAY = date(2026, 11, 23)
SEEN = datetime(2026, 11, 22, 9, tzinfo=UTC)
MIA = "mia@acme.example"
MARK = "MARKED-INTERNAL"
PEOPLE = (
    Stakeholder(id="p1", name="Dana Fischer", email=BUYER, side=Side.BUYER, role=Role.CHAMPION),
    Stakeholder(id="p2", name="Mia Wolf", email=MIA, side=Side.BUYER),
    Stakeholder(id="p3", name="Sam Ortiz", email=SELLER, side=Side.SELLER),
)
STEPS = (
    Milestone(
        id="security", name="Security review", owner="Mia Wolf", side=Side.BUYER, due=date(2026, 11, 24)
    ),
    Milestone(id="terms", name="Terms", owner="Sam Ortiz", side=Side.SELLER, due=date(2026, 12, 9)),
)
QUESTIONS = (
    Risk(id="r1", description="Who signs for the data?", kind=RiskKind.OPEN_QUESTION, owner="Dana Fischer"),
)
INTERNAL = Signal(
    rule="one_threaded", subject="", cause="x", short=MARK, text=f"{MARK}: only Dana answers.", audience=Audience.INTERNAL
)  # fmt: skip
SEND = Wishes(delivery=Delivery.SEND, weekly=False)


def keep_plan(
    store: SqlStore, plan_id: str = "acme", wishes: Wishes | None = SEND, **more: Any
) -> PlanRecord:
    """A plan as it was last read, with what its `owner` (Sam) wants it to tell by mail. `mia` is Mia's address; `more` goes into the plan."""
    language, owner = more.pop("language", "en"), more.pop("owner", SELLER)
    mia = more.pop("mia", MIA)
    people = tuple(replace(one, email=mia) if one.email == MIA else one for one in PEOPLE)
    deal = Deal(
        id=plan_id, name="Acme rollout", buyer="Acme", seller="Northwind", language=language,
        network=Network(steps=(), go_live=date(2027, 3, 31)),
    )  # fmt: skip
    shown = {
        "title": "Acme × Northwind: mutual action plan", "milestones": STEPS, "stakeholders": people,
        "risks": QUESTIONS, "go_live": date(2027, 3, 31),
    }  # fmt: skip
    store.add_plan(
        PlanRecord(id=plan_id, deal=deal, owner=owner, robot=ROBOT, document_id=f"sheet-{plan_id}")
    )
    store.save_pass(plan_id, Snapshot(plan=Plan(**{**shown, **more}), baseline={}, taken_at=SEEN), [])
    store.save_signals(plan_id, [INTERNAL])
    if wishes is not None:
        store.save_wishes(plan_id, wishes)
    return store.plan(plan_id)
