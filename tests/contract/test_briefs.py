"""What is remembered of briefs, on SQLite and PostgreSQL."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime

from addon.adapters.store import SqlStore
from closeplan.plan.model import Deal, Network
from closeplan.records import PlanRecord
from closeplan.records.briefs import BriefRecord

WRITTEN = datetime(2026, 11, 23, 12, 30, 0, 5000, tzinfo=UTC)


def test_the_brief_of_a_plan_is_the_one_saved_last(open_store: Callable[[], SqlStore]) -> None:
    store = open_store()
    deal = Deal(id="p", name="p", buyer="b", seller="s", network=Network(steps=(), go_live=date(2027, 3, 31)))
    store.add_plan(PlanRecord(id="p", deal=deal, owner="sam@northwind.example", robot="r"))
    assert store.brief("p") is None

    first = BriefRecord(plan_id="p", document_id="d", digest="", pages=0, written_at=WRITTEN)
    store.save_brief(first)
    assert store.brief("p") == first
    later = replace(first, digest="abc", pages=1)
    store.save_brief(later)
    assert open_store().brief("p") == later
