"""Keeping a brief: written when it says something else, with less room where it takes two pages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from addon.adapters.store import SqlStore
from addon.pages.brief_document import brief_html
from closeplan.errors import NotFoundError
from closeplan.plan.document import Snapshot
from closeplan.plan.model import Deal, Network
from closeplan.records import PlanRecord, Share
from closeplan.records.briefs import BriefPage, BriefPdf
from closeplan.services.brief import KeepBrief, ReadBrief
from closeplan.services.stored_plan import StoredPlan
from tests.unit.pages.plans import GO_LIVE, plan

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


@dataclass
class Clock:
    moment: datetime = NOW

    def now(self) -> datetime:
        return self.moment


@dataclass
class Docs:
    """Docs that remember what was written; each page of `lengths` is how long the next PDF is."""

    lengths: list[int] = field(default_factory=list)
    written: list[BriefPage] = field(default_factory=list)
    shared: list[Share] = field(default_factory=list)
    gone: bool = False

    def create(self, plan_id: str, page: BriefPage) -> str:
        self.gone = False
        self.written.append(page)
        return f"doc-{len(self.written)}"

    def replace(self, document_id: str, page: BriefPage) -> None:
        if self.gone:
            raise NotFoundError("gone")
        self.written.append(page)

    def pdf(self, document_id: str) -> BriefPdf:
        return BriefPdf(content=b"", pages=self.lengths.pop(0) if self.lengths else 1)

    def share(self, document_id: str, shares: Sequence[Share]) -> None:
        self.shared += shares

    def url(self, document_id: str) -> str:
        return f"https://x/{document_id}"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqlStore]:
    opened = SqlStore(f"sqlite:///{tmp_path / 'closeplan.db'}")
    network = Network(steps=(), go_live=GO_LIVE)
    deal = Deal(id="p", name="p", buyer="Acme", seller="Northwind", network=network)
    opened.add_plan(PlanRecord(id="p", deal=deal, owner="sam@northwind.example", robot="robot@x"))
    opened.save_pass("p", Snapshot(plan=plan(), baseline={}, taken_at=NOW), ())
    yield opened
    opened.close()


@pytest.fixture
def docs() -> Docs:
    return Docs()


@pytest.fixture
def keep(store: SqlStore, docs: Docs) -> KeepBrief:
    clock = Clock()
    stored = StoredPlan(store=store, clock=clock, time_zone="Europe/Berlin")
    read = ReadBrief(store=store, stored=stored, documents={})
    return KeepBrief(store=store, kept=store, read=read, briefs=docs, render=brief_html, clock=clock)


def test_a_brief_is_made_once_and_the_robot_may_keep_it(keep: KeepBrief, docs: Docs) -> None:
    first = keep.make("p")
    assert keep.make("p").document_id == first.document_id
    assert [share.email for share in docs.shared] == ["robot@x"]


def test_nothing_is_written_where_it_would_say_the_same_the_next_day(keep: KeepBrief, docs: Docs) -> None:
    assert keep.refresh("p") is None
    made = keep.make("p")
    assert isinstance(keep.clock, Clock)
    keep.clock.moment += timedelta(days=1)
    assert keep.refresh("p") == made
    assert len(docs.written) == 1


def test_it_is_written_when_the_plan_says_something_else(
    keep: KeepBrief, store: SqlStore, docs: Docs
) -> None:
    keep.make("p")
    changed = replace(plan(), objective="Another objective")
    store.save_pass("p", Snapshot(plan=changed, baseline={}, taken_at=NOW), ())
    keep.refresh("p")
    assert "Another objective" in docs.written[-1].html


def test_two_pages_are_written_again_with_less_room_and_told_if_that_does_not_help(
    keep: KeepBrief, docs: Docs
) -> None:
    docs.lengths = [2, 1]
    assert keep.make("p").pages == 1
    assert len(docs.written) == 2
    docs.lengths = [2, 2, 2]
    assert keep.make("p").pages == 2


def test_one_that_was_thrown_away_is_left_in_peace_until_another_is_made(keep: KeepBrief, docs: Docs) -> None:
    first = keep.make("p")
    docs.gone = True
    keep.store.save_pass("p", Snapshot(plan=plan(objective="x"), baseline={}, taken_at=NOW), ())
    assert keep.refresh("p") is None
    assert keep.make("p").document_id != first.document_id
