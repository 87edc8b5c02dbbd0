"""One pass over a plan: what is kept in the ledger, what is said in the document, and what is left alone."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from addon.adapters.jobs import RecordingJobs
from addon.adapters.store import MemoryStore
from addon.processes import NoCheckpoints, Silent
from closeplan.errors import RetryLaterError
from closeplan.plan.annotations import mark
from closeplan.plan.document import DocumentKind, Reading, Thread
from closeplan.plan.ledger import ANYONE, LedgerEntry
from closeplan.plan.model import Deal, Link, Network, Side, Stakeholder, Step
from closeplan.records import DuePlan
from closeplan.records.signals import Dismissal
from closeplan.services.generate import Generate
from closeplan.services.reconcile import Reconcile, Reconciled
from tests.unit.services.memory_document import Door, File, MemoryDocument

NOW = datetime(2026, 11, 23, 9, 0, 0, 199_670, tzinfo=UTC)
DANA = "dana@acme.example"
STEPS = (
    Step(id="demo", name="Show it", workstream="Technical", side=Side.SELLER, owner="Sam", days=3),
    Step(id="legal", name="Sign", workstream="Legal", owner="Dana Fischer", days=2, after=(Link(id="demo"),)),
)
DEAL = Deal(
    id="acme", name="Acme", buyer="Acme", seller="Northwind",
    network=Network(steps=STEPS, go_live=date(2027, 3, 31)),
    stakeholders=(Stakeholder(id="p1", name="Dana Fischer", email=DANA, side=Side.BUYER),),
)  # fmt: skip


@dataclass(frozen=True)
class FixedClock:
    moment: datetime = NOW

    def now(self) -> datetime:
        return self.moment


@dataclass
class House:
    """A plan that was generated and looked at once, with the hands of its people."""

    store: MemoryStore = field(default_factory=MemoryStore)
    document: MemoryDocument = field(default_factory=MemoryDocument)
    jobs: RecordingJobs = field(default_factory=RecordingJobs)
    version: int = 0
    deal: Deal = DEAL

    def __post_init__(self) -> None:
        clock: Any = FixedClock()
        Generate(
            store=self.store, documents={DocumentKind.SHEET: self.document}, foreign=Door(), jobs=RecordingJobs(),
            clock=clock, watch=lambda _: None, robot="robot@closeplan.local", time_zone="Etc/UTC",
        )(self.deal, seller="sam@northwind.example", progress=Silent())  # fmt: skip
        self.reconcile = Reconcile(
            store=self.store,
            documents={DocumentKind.SHEET: self.document},
            jobs=self.jobs,
            clock=clock,
            checkpoints=NoCheckpoints(),
        )
        self.reconcile("acme")

    @property
    def file(self) -> File:
        return self.document.files["sheet-1"]

    def look(self, who: str = DANA) -> Reconciled | None:
        """A change was heard of: one pass."""
        self.version += 1
        self.store.queue_plan(DuePlan(plan_id="acme", version=self.version, who=who, seen_at=NOW))
        return self.reconcile("acme")

    def move(self, milestone: str, days: int) -> None:
        """Somebody moves a due date."""
        rows = tuple(
            replace(row, due=row.due + timedelta(days)) if row.id == milestone and row.due else row
            for row in self.file.plan.milestones
        )
        self.file.plan = replace(self.file.plan, milestones=rows)

    def thread(self, key: str) -> Thread:
        return next(thread for thread in self.file.threads.values() if thread.key_mark == mark(key))

    def moves(self) -> list[LedgerEntry]:
        return [entry for entry in self.store.ledger("acme") if entry.is_due_move]


@pytest.fixture
def house() -> House:
    return House()


def test_a_moved_date_is_kept_with_who_and_said_in_the_document(house: House) -> None:
    house.move("legal", 7)
    done = house.look()
    assert done is not None
    assert [(e.change.item, e.slip, e.who) for e in done.entries] == [("Sign", 5, DANA)]
    assert house.thread("slipped:legal").is_open
    assert any("Slipped 5 working days" in text for text in house.file.signals.values())
    assert [(line.who, line.item) for line in house.file.history] == [(DANA, "Sign")]
    assert house.file.outlook


def test_each_look_lets_others_be_told_though_nothing_changed(house: House) -> None:
    told: list[str] = []
    house.reconcile = replace(house.reconcile, tell=told.append)
    house.look()
    house.look()

    assert told == ["acme", "acme"]


def test_a_date_taken_back_at_once_is_no_slip_and_no_move(house: House) -> None:
    house.move("legal", 7)
    house.look()
    house.move("legal", -7)
    house.look()
    house.look()

    assert house.moves() == []
    assert not house.thread("slipped:legal").is_open
    assert [(line.slip, line.effect) for line in house.file.history] == [("", "taken back at once")]


def test_a_date_moved_back_later_is_a_move_of_its_own(house: House) -> None:
    house.move("legal", 7)
    house.look()
    house.reconcile = replace(house.reconcile, clock=FixedClock(NOW + timedelta(minutes=11)))
    house.move("legal", -7)
    house.look()

    assert [entry.slip for entry in house.moves()] == [5, -5]


def test_a_restored_version_of_the_document_is_recognised(house: House) -> None:
    house.move("legal", 7)
    house.look()
    before = (house.file.plan, list(house.file.history))
    house.move("demo", 7)
    house.move("legal", 7)
    house.reconcile = replace(house.reconcile, clock=FixedClock(NOW + timedelta(hours=1)))
    house.look()
    house.file.plan, house.file.history = before
    house.reconcile = replace(house.reconcile, clock=FixedClock(NOW + timedelta(hours=2)))
    house.look()

    assert [(e.change.item, e.slip) for e in house.moves()][-1] != ("legal", -5)
    assert [(line.field, line.slip) for line in house.file.history][1:] == [("Restored", "")]
    assert len(house.moves()) == 3


def test_whom_drive_does_not_name_is_someone_with_the_link(house: House) -> None:
    house.move("legal", 7)
    house.look(who="")
    assert [entry.who for entry in house.moves()] == [ANYONE]
    assert [line.who for line in house.file.history] == [ANYONE]


def test_a_second_pass_changes_nothing(house: House) -> None:
    house.move("legal", 7)
    house.look()
    before = (house.document.writes, repr(house.file), house.store.ledger("acme"), house.store.plan("acme"))
    done = house.look()
    assert done is not None
    assert (done.entries, done.wrote) == ((), False)
    assert (
        house.document.writes,
        repr(house.file),
        house.store.ledger("acme"),
        house.store.plan("acme"),
    ) == before


def test_a_pass_over_a_plan_that_does_not_wait_reads_nothing(house: House) -> None:
    reads = house.document.reads
    assert house.reconcile("acme") is None
    assert house.document.reads == reads


def test_a_resolved_thread_stays_closed_until_its_cause_changes(house: House) -> None:
    house.move("legal", 7)
    house.look()
    thread = house.thread("slipped:legal")
    house.document.act("sheet-1", thread.id, action="resolve")
    house.look()
    house.look()
    assert not house.thread("slipped:legal").is_open
    assert [a.dismissed for a in house.store.annotations("acme") if a.key == "slipped:legal"] == [True]

    house.move("legal", 7)
    house.look()
    assert house.thread("slipped:legal").is_open
    assert house.thread("slipped:legal").id == thread.id


def test_a_deleted_thread_stays_gone_until_its_cause_changes(house: House) -> None:
    house.move("legal", 7)
    house.look()
    del house.file.threads[house.thread("slipped:legal").id]
    threads = len(house.file.threads)
    house.look()
    assert len(house.file.threads) == threads

    house.move("legal", 7)
    house.look()
    assert house.thread("slipped:legal").is_open


def test_a_matter_that_went_away_is_settled_by_the_robot(house: House) -> None:
    house.move("legal", 7)
    house.look()
    house.move("legal", -7)
    house.look()
    thread = house.thread("slipped:legal")
    assert (thread.is_open, thread.closed_by_robot) == (False, True)


def test_a_reply_is_kept_as_the_reason_of_the_latest_move(house: House) -> None:
    house.move("legal", 7)
    house.look()
    house.move("legal", 7)
    house.look()
    house.document.act("sheet-1", house.thread("slipped:legal").id, text="The board meets later")
    house.look()
    assert [entry.reason for entry in house.moves()] == ["", "The board meets later"]


def test_a_row_that_comes_and_goes_is_history_and_never_an_error(house: House) -> None:
    whole = house.file.plan
    house.file.plan = replace(whole, milestones=whole.milestones[:1])
    house.look()
    house.file.plan = whole
    house.look()
    kinds = [entry.change.kind.value for entry in house.store.ledger("acme")]
    assert kinds == ["removed", "added"]
    assert not house.moves()


def test_a_plan_out_of_reach_is_marked_and_comes_back_where_it_was_left(house: House) -> None:
    house.file.in_reach = False
    assert house.look() is None
    assert house.store.plan("acme").gone
    assert house.store.due_plans(NOW) == []

    house.file.in_reach = True
    house.move("legal", 7)
    done = house.look()
    assert done is not None
    assert [entry.slip for entry in done.entries] == [5]
    assert not house.store.plan("acme").gone


def test_a_pass_that_fails_gives_the_plan_back(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    def busy(*_: object, **__: object) -> Reading:
        raise RetryLaterError("quota", status=429)

    with monkeypatch.context() as patched:
        patched.setattr(house.document, "read", busy)
        with pytest.raises(RetryLaterError):
            house.look()
    assert house.store.due_plans(NOW) == ["acme"]
    assert house.reconcile("acme") is not None


def test_an_edit_that_comes_during_a_pass_is_asked_for_again(house: House) -> None:
    class Meanwhile(NoCheckpoints):
        def reach(self, name: str) -> None:
            if name == "reconcile:saved":
                due = DuePlan(plan_id="acme", version=99, who=DANA, seen_at=NOW)
                house.store.queue_plan(due)

    house.reconcile = replace(house.reconcile, checkpoints=Meanwhile())
    house.look()
    assert house.jobs.asked == [("follow", "acme"), ("reconcile", "acme")]
    assert house.store.due_plans(NOW) == ["acme"]


def test_the_robots_own_version_is_the_one_after_the_change_it_answered(house: House) -> None:
    house.move("legal", 7)
    house.look()
    assert house.store.plan("acme").own_version == house.version + 1
    house.look()
    assert house.store.plan("acme").own_version == 2, "a pass that writes nothing leaves it alone"


def test_after_a_look_without_a_version_the_own_version_is_unknown(house: House) -> None:
    house.move("legal", 7)
    house.store.queue_plan(DuePlan(plan_id="acme", version=0, who="", seen_at=NOW))
    assert house.reconcile("acme") is not None
    assert house.store.plan("acme").own_version == 0


def test_internal_words_never_reach_the_document(house: House) -> None:
    """What is written is shared signals' words; the ledger's reasons stay in the store."""
    house.move("legal", 7)
    house.look()
    house.document.act("sheet-1", house.thread("slipped:legal").id, text="Between us: no budget")
    house.look()
    written = repr((house.file.signals, house.file.outlook, house.file.history))
    assert "no budget" not in written


@settings(max_examples=25, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["demo", "legal"]),
            st.integers(-20, 20),
            st.sampled_from(["", "resolve", "delete"]),
        ),
        max_size=8,
    )
)
def test_whatever_people_do_two_passes_in_a_row_say_nothing_new(acts: list[tuple[str, int, str]]) -> None:
    house = House()
    for milestone, days, act in acts:
        house.move(milestone, days)
        house.look()
        found = [t for t in house.file.threads.values() if t.key_mark == mark(f"slipped:{milestone}")]
        if found and act == "resolve":
            house.document.act("sheet-1", found[0].id, action="resolve")
        elif found and act == "delete":
            del house.file.threads[found[0].id]
        house.look()
        before = (house.document.writes, repr(house.file))
        house.look()
        assert (house.document.writes, repr(house.file)) == before
    keys = [thread.key_mark for thread in house.file.threads.values()]
    assert len(keys) == len(set(keys))
    assert sum(entry.slip or 0 for entry in house.moves()) == drift(house)


def drift(house: House) -> int:
    """Working days from the baseline to the dates that stand now: what the single moves have to add up to."""
    snapshot = house.store.plan("acme").snapshot
    assert snapshot is not None
    total = 0
    for row in snapshot.plan.milestones:
        base = snapshot.baseline[row.id].due
        assert base is not None
        assert row.due is not None
        early, late = sorted((base, row.due))
        days = (early + timedelta(n) for n in range(1, (late - early).days + 1))
        weekdays = sum(1 for day in days if day.weekday() < 5)
        total += weekdays if row.due > base else -weekdays
    return total


def test_a_japanese_plan_is_answered_in_japanese() -> None:
    house = House(deal=replace(DEAL, language="ja"))
    house.move("legal", 7)
    house.look(who="")

    assert house.file.plan.title == "Acme × Northwind：共同アクションプラン"
    assert "5営業日の遅れ" in next(iter(house.file.signals.values()))
    (line,) = house.file.history
    assert (line.who, line.field, line.slip) == ("リンクを知っている人", "期日", "+5営業日")
    assert house.file.outlook.startswith(
        "Signが5営業日の遅れ。本稼働日は2027/03/31から2027/04/07へ移ります。"
    )
    said = " ".join([house.file.outlook, *house.file.signals.values()])
    assert set(re.findall(r"[A-Za-z]+", said)) <= {"Sign", "Sam", "Show", "it"}


def test_what_the_seller_dismissed_stays_unsaid_until_its_cause_changes(house: House) -> None:
    house.move("legal", 7)
    said = house.look()
    assert said is not None
    signal = next(signal for signal in said.signals if signal.key == "slipped:legal")
    gone = Dismissal(key=signal.key, cause=signal.cause, short="", reason="agreed", who="Sam", at=NOW)
    house.reconcile = replace(house.reconcile, dismissed=lambda _plan_id: (gone,))

    house.look()
    assert not house.thread("slipped:legal").is_open
    assert not any("Slipped" in text for text in house.file.signals.values())
    assert signal.key not in {kept.key for kept in house.store.plan("acme").signals}

    house.move("legal", 7)
    house.look()
    assert any("Slipped" in text for text in house.file.signals.values())
