"""What every store does, and what the database ones do beyond one process."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import is_dataclass, replace
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from types import MappingProxyType
from typing import Any, get_args, get_origin, get_type_hints

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from addon.adapters.store import MemoryStore, SqlStore, codec, holders, migrate
from addon.adapters.store.engine import open_engine
from addon.adapters.store.tables import metadata
from closeplan.errors import ConflictError, NotFoundError, RetryLaterError, SettingsError
from closeplan.plan.document import AnnotationRecord, Snapshot
from closeplan.plan.ledger import ANYONE, Baseline, Change, ChangeKind, LedgerEntry, Void
from closeplan.plan.model import Deal, Metric, Milestone, Network, Plan, Side, Status
from closeplan.plan.signals import Table
from closeplan.ports import PlanStore
from closeplan.records import Channel, DuePlan, PlanRecord
from tests.postgres import PostgresServer

NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
SOON = NOW + timedelta(minutes=2)
ROBOT = "robot@closeplan.local"


def record(plan_id: str = "acme", **overrides: object) -> PlanRecord:
    deal = Deal(
        id=plan_id,
        name="Acme rollout",
        buyer="Acme",
        seller="Northwind",
        network=Network(steps=(), go_live=date(2027, 3, 31)),
    )
    made = PlanRecord(id=plan_id, deal=deal, owner="sam@northwind.example", robot=ROBOT)
    return replace(made, **overrides)  # type: ignore[arg-type]


def snapshot(title: str = "Acme × Northwind") -> Snapshot:
    milestone = Milestone(
        id="m1", name="Kick-off", side=Side.BUYER, due=date(2027, 1, 8), status=Status.BLOCKED
    )
    plan = Plan(title=title, metrics=(Metric(name="Win rate"),), milestones=(milestone,))
    baseline = Baseline(id="m1", start=None, due=date(2027, 1, 8))
    return Snapshot(plan=plan, baseline={"m1": baseline}, taken_at=NOW)


def entry(now: str = "2027-01-15", table: Table | None = Table.TIMELINE) -> LedgerEntry:
    change = Change(
        kind=ChangeKind.CHANGED,
        table=table,
        row="m1",
        item="Kick-off",
        field="due",
        was="2027-01-08",
        now=now,
        workstream="Rollout",
    )
    return LedgerEntry(change=change, who="dana@acme.example", seen_at=NOW, slip=5, go_live_effect=-2)


def news(version: int, who: str = "dana@acme.example", plan_id: str = "acme", minutes: int = 0) -> DuePlan:
    return DuePlan(plan_id=plan_id, version=version, who=who, seen_at=NOW + timedelta(minutes=minutes))


# plans


def test_a_plan_comes_back_as_it_was_added(store: PlanStore) -> None:
    whole = record(document_id="doc", snapshot=snapshot(), own_version=7, gone=True)
    store.add_plan(whole)
    assert store.plan("acme") == whole
    assert store.plan_of_document("doc") == whole


def test_plans_come_oldest_first(store: PlanStore) -> None:
    for plan_id in ("zeta", "acme", "mid"):
        store.add_plan(record(plan_id))
    assert [plan.id for plan in store.plans()] == ["zeta", "acme", "mid"]


def test_a_persons_plans_are_found_however_their_address_was_written(store: PlanStore) -> None:
    for plan_id, owner in (
        ("b", "Sam@Northwind.example"),
        ("a", "sam@northwind.example"),
        ("c", "max@x.example"),
    ):
        store.add_plan(record(plan_id, owner=owner))
    assert [plan.id for plan in store.plans_of("sam@northwind.EXAMPLE")] == ["b", "a"]
    assert store.plans_of("") == []


def test_a_plans_id_is_taken_once(store: PlanStore) -> None:
    store.add_plan(record())
    with pytest.raises(ConflictError):
        store.add_plan(record(owner="max@northwind.example"))
    assert store.plan("acme").owner == "sam@northwind.example"


def test_a_plan_is_replaced_until_it_has_its_document(store: PlanStore) -> None:
    store.add_plan(record())
    store.replace_plan(record(owner="max@northwind.example"))
    store.set_document("acme", "doc")
    for plan_id in ("acme", "nobody"):
        with pytest.raises(ConflictError):
            store.replace_plan(record(plan_id))
    assert store.plans() == [record(owner="max@northwind.example", document_id="doc")]


def test_a_plan_finds_its_document_later(store: PlanStore) -> None:
    store.add_plan(record())
    assert store.plan_of_document("") is None
    store.set_document("acme", "doc")
    found = store.plan_of_document("doc")
    assert found is not None
    assert (found.id, found.document_id) == ("acme", "doc")


def test_plans_without_a_document_do_not_collide_and_two_never_share_one(store: PlanStore) -> None:
    store.add_plan(record())
    store.add_plan(record("other"))
    store.set_document("acme", "doc")
    with pytest.raises(ConflictError):
        store.set_document("other", "doc")


def test_what_is_known_of_a_deal_can_change_while_its_plan_stands(store: PlanStore) -> None:
    store.add_plan(record(document_id="doc"))
    deal = replace(record().deal, answered=("freeze",))
    store.set_deal("acme", deal)
    assert store.plan("acme") == record(document_id="doc", deal=deal)


def test_an_unknown_plan_is_not_found(store: PlanStore) -> None:
    for ask in (
        lambda: store.plan("none"),
        lambda: store.set_document("none", "doc"),
        lambda: store.set_deal("none", record().deal),
        lambda: store.set_gone("none", gone=True),
        lambda: store.save_pass("none", snapshot(), [entry()]),
        lambda: store.save_written("none", [], [], 1),
        lambda: store.queue_plan(news(1, plan_id="none")),
        lambda: store.set_reason(99, "why"),
    ):
        with pytest.raises(NotFoundError):
            ask()
    assert store.plan_of_document("none") is None
    assert store.ledger("none") == []
    assert store.annotations("none") == []


def test_gone_is_remembered_and_taken_back(store: PlanStore) -> None:
    store.add_plan(record())
    store.set_gone("acme", gone=True)
    assert store.plan("acme").gone
    store.set_gone("acme", gone=False)
    assert not store.plan("acme").gone


# ledger and annotations


def test_a_pass_keeps_snapshot_and_entries_together(store: PlanStore) -> None:
    store.add_plan(record())
    kept = store.save_pass("acme", snapshot("new"), [entry("2027-01-15"), entry("2027-01-22", table=None)])
    assert [e.change.now for e in kept] == ["2027-01-15", "2027-01-22"]
    assert 0 < kept[0].id < kept[1].id
    assert store.ledger("acme") == kept
    assert store.plan("acme").snapshot == snapshot("new")


def test_the_ledger_is_one_plans_and_grows_in_order(store: PlanStore) -> None:
    for plan_id in ("acme", "other"):
        store.add_plan(record(plan_id))
    for now in ("a", "b", "c"):
        store.save_pass("acme", snapshot(), [entry(now)])
        store.save_pass("other", snapshot(), [entry(f"other {now}")])
    assert [e.change.now for e in store.ledger("acme")] == ["a", "b", "c"]


def test_entries_that_count_no_more_are_said_together_with_what_undid_them(store: PlanStore) -> None:
    for plan_id in ("acme", "other"):
        store.add_plan(record(plan_id))
    (moved,) = store.save_pass("acme", snapshot(), [entry("a")])
    (theirs,) = store.save_pass("other", snapshot(), [entry("a")])
    back = replace(entry("b"), void=Void.TAKEN_BACK, certainty=0.9)

    (kept,) = store.save_pass(
        "acme", snapshot(), [back], {moved.id: Void.TAKEN_BACK, theirs.id: Void.RESTORED}
    )

    assert store.ledger("acme") == [replace(moved, void=Void.TAKEN_BACK), replace(back, id=kept.id)]
    assert store.ledger("other") == [theirs]


def test_times_come_back_in_utc(store: PlanStore) -> None:
    store.add_plan(record())
    berlin = NOW.astimezone(timezone(timedelta(hours=1)))
    store.save_pass("acme", replace(snapshot(), taken_at=berlin), [replace(entry(), seen_at=berlin)])
    (kept,) = store.ledger("acme")
    taken = store.plan("acme").snapshot
    assert taken is not None
    assert (kept.seen_at, taken.taken_at) == (NOW, NOW)
    assert kept.seen_at.utcoffset() == taken.taken_at.utcoffset() == timedelta()


def test_a_write_replaces_annotations_and_marks_entries_shown(store: PlanStore) -> None:
    store.add_plan(record())
    first, second = store.save_pass("acme", snapshot(), [entry("a"), entry("b")])
    store.save_written("acme", [AnnotationRecord(key="old", cause="c", thread_id="t")], [], 3)
    said = [
        AnnotationRecord(key="z", cause="c1", thread_id="t1", dismissed=True),
        AnnotationRecord(key="a", cause="c2", thread_id="t2", resolved=True),
    ]
    store.save_written("acme", said, [first.id], 4)
    assert store.annotations("acme") == said
    assert store.ledger("acme") == [replace(first, on_sheet=True), second]
    assert store.plan("acme").own_version == 4


def test_a_refused_write_changes_nothing(store: PlanStore) -> None:
    store.add_plan(record())
    twice = AnnotationRecord(key="k", cause="c", thread_id="t")
    with pytest.raises(ConflictError):
        store.save_written("acme", [twice, twice], [], 9)
    assert store.annotations("acme") == []
    assert store.plan("acme").own_version == 0


def test_one_plans_write_leaves_the_others_entries_alone(store: PlanStore) -> None:
    for plan_id in ("acme", "other"):
        store.add_plan(record(plan_id))
    (theirs,) = store.save_pass("other", snapshot(), [entry()])
    store.save_written("acme", [], [theirs.id], 1)
    assert not store.ledger("other")[0].on_sheet


def test_a_reason_is_kept_with_its_entry(store: PlanStore) -> None:
    store.add_plan(record())
    (kept,) = store.save_pass("acme", snapshot(), [entry()])
    store.set_reason(kept.id, "=Legal is on holiday")
    assert store.ledger("acme") == [replace(kept, reason="=Legal is on holiday")]


# feeds


def test_a_feed_is_opened_once(store: PlanStore) -> None:
    assert store.feed_token(ROBOT) is None
    store.open_feed(ROBOT, "1")
    store.open_feed(ROBOT, "99")
    assert store.feed_token(ROBOT) == "1"
    assert store.robots() == [ROBOT]


def test_only_the_first_news_marks_a_clean_feed(store: PlanStore) -> None:
    store.open_feed(ROBOT, "1")
    assert store.dirty_feeds() == []
    assert store.mark_dirty(ROBOT)
    assert not store.mark_dirty(ROBOT)
    assert store.dirty_feeds() == [ROBOT]
    assert not store.mark_dirty("nobody")


def test_a_saved_drain_moves_the_token_and_queues_plans(store: PlanStore) -> None:
    store.add_plan(record())
    store.open_feed(ROBOT, "1")
    store.mark_dirty(ROBOT)
    assert store.begin_drain(ROBOT) == "1"
    store.save_drain(ROBOT, "2", [news(4)])
    assert store.feed_token(ROBOT) == "2"
    assert store.dirty_feeds() == []
    assert store.due_plans(NOW) == ["acme"]


def test_a_drain_that_dies_leaves_the_feed_dirty(store: PlanStore) -> None:
    store.open_feed(ROBOT, "1")
    store.mark_dirty(ROBOT)
    store.begin_drain(ROBOT)
    assert store.dirty_feeds() == [ROBOT]
    assert store.begin_drain(ROBOT) == "1"
    store.save_drain(ROBOT, "2", [])
    assert store.dirty_feeds() == []


def test_news_during_a_drain_marks_the_feed_again(store: PlanStore) -> None:
    store.open_feed(ROBOT, "1")
    store.mark_dirty(ROBOT)
    store.begin_drain(ROBOT)
    assert store.mark_dirty(ROBOT)
    store.save_drain(ROBOT, "2", [])
    assert store.dirty_feeds() == [ROBOT]


def test_a_slow_drain_hides_no_later_one_and_moves_no_token_back(store: PlanStore) -> None:
    store.open_feed(ROBOT, "1")
    store.begin_drain(ROBOT)
    with ThreadPoolExecutor(1) as other:
        other.submit(store.begin_drain, ROBOT).result()
        store.save_drain(ROBOT, "2", [])
        assert store.dirty_feeds() == [ROBOT]  # the other one may still die
        other.submit(store.save_drain, ROBOT, "9", []).result()
        assert store.dirty_feeds() == []
        store.begin_drain(ROBOT)
        other.submit(store.begin_drain, ROBOT).result()
        other.submit(store.save_drain, ROBOT, "12", []).result()
        store.save_drain(ROBOT, "10", [])
    assert store.feed_token(ROBOT) == "12"
    assert store.dirty_feeds() == []


def test_a_drain_of_no_feed_is_not_found(store: PlanStore) -> None:
    with pytest.raises(NotFoundError):
        store.begin_drain("nobody")


def test_a_drain_naming_an_unknown_plan_saves_nothing(store: PlanStore) -> None:
    store.add_plan(record())
    store.open_feed(ROBOT, "1")
    store.begin_drain(ROBOT)
    with pytest.raises(NotFoundError):
        store.save_drain(ROBOT, "2", [news(1), news(1, plan_id="none")])
    assert (store.feed_token(ROBOT), store.due_plans(NOW)) == ("1", [])
    assert store.dirty_feeds() == [ROBOT]


# waiting plans

DANA, MIA = "dana@acme.example", "mia@acme.example"


@pytest.mark.parametrize(
    ("waiting", "more", "both"),
    [
        (news(4, DANA), news(5, DANA, minutes=1), news(5, DANA, minutes=1)),  # the same editor again
        (news(4, DANA), news(5, MIA), news(5, ANYONE)),  # two editors
        (news(4, DANA), news(5, ""), news(5, ANYONE)),  # one of them unknown
        (news(4, ""), news(5, ""), news(5, "")),  # nobody was ever named
        (news(5, MIA, minutes=1), news(4, DANA), news(5, ANYONE, minutes=1)),  # told late
        (news(5, ANYONE), news(6, DANA), news(6, ANYONE)),  # once unclear, it stays so
        (news(0, DANA), news(5, MIA), news(5, MIA)),  # a look without a change names no editor
        (news(5, DANA), news(0, "", minutes=1), news(5, DANA)),
        (news(0, DANA), news(0, ""), news(0, ANYONE)),
    ],
)
def test_a_plan_that_waits_already_is_kept_once(
    store: PlanStore, waiting: DuePlan, more: DuePlan, both: DuePlan
) -> None:
    store.add_plan(record())
    store.queue_plan(waiting)
    store.queue_plan(more)
    assert store.due_plans(NOW) == ["acme"]
    assert store.claim_due("acme", SOON, NOW) == both


@settings(max_examples=30, deadline=None)
@given(data=st.data())
def test_sql_merges_news_as_memory_does(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    wait = st.builds(
        news,
        st.integers(0, 4),
        st.sampled_from(["", DANA, MIA, ANYONE]),
        st.sampled_from(["acme", "other"]),
        st.integers(0, 9),
    )
    batches = data.draw(st.lists(st.lists(wait, max_size=4), max_size=4))
    memory = MemoryStore()
    sql = SqlStore(f"sqlite:///{tmp_path_factory.mktemp('merge') / 'x.db'}")
    stores: tuple[PlanStore, PlanStore] = (memory, sql)
    for each in stores:
        for plan_id in ("acme", "other"):
            each.add_plan(record(plan_id))
        for batch in batches:
            each.save_drain(ROBOT, "2", batch)
    claims = [[each.claim_due(plan_id, SOON, NOW) for plan_id in ("acme", "other")] for each in stores]
    sql.close()
    assert claims[0] == claims[1]


def test_the_longest_waiting_plan_comes_first(store: PlanStore) -> None:
    for plan_id in ("acme", "mid", "zeta"):
        store.add_plan(record(plan_id))
    for plan_id in ("zeta", "acme", "mid", "zeta"):
        store.queue_plan(news(1, plan_id=plan_id))
    assert store.due_plans(NOW) == ["zeta", "acme", "mid"]


def test_a_claimed_plan_is_nobody_elses_until_it_is_given_back(store: PlanStore) -> None:
    store.add_plan(record())
    store.queue_plan(news(4))
    assert store.claim_due("acme", SOON, NOW) == news(4)
    assert store.claim_due("acme", SOON, NOW) is None
    assert store.due_plans(NOW) == []
    store.release_due("acme")
    assert store.due_plans(NOW) == ["acme"]
    assert store.claim_due("acme", SOON, NOW) == news(4)


def test_a_dead_workers_claim_runs_out(store: PlanStore) -> None:
    store.add_plan(record())
    store.queue_plan(news(4))
    store.claim_due("acme", SOON, NOW)
    assert store.due_plans(SOON - timedelta(microseconds=1)) == []
    assert store.due_plans(SOON) == ["acme"]
    assert store.claim_due("acme", SOON + timedelta(minutes=2), SOON) == news(4)


def test_a_finished_plan_waits_no_more(store: PlanStore) -> None:
    store.add_plan(record())
    store.queue_plan(news(4))
    store.claim_due("acme", SOON, NOW)
    assert not store.finish_due("acme", 4)
    assert store.due_plans(SOON) == []
    assert store.claim_due("acme", SOON, NOW) is None


def test_news_during_the_work_makes_the_plan_wait_on(store: PlanStore) -> None:
    store.add_plan(record())
    store.queue_plan(news(4))
    store.claim_due("acme", SOON, NOW)
    store.queue_plan(news(5))
    assert store.claim_due("acme", SOON, NOW) is None
    assert store.finish_due("acme", 4)
    assert store.claim_due("acme", SOON, NOW) == news(5)


def test_a_look_asked_for_during_the_work_makes_the_plan_wait_on_once(store: PlanStore) -> None:
    store.add_plan(record())
    store.queue_plan(news(4))
    store.claim_due("acme", SOON, NOW)
    store.queue_plan(news(0))
    assert store.finish_due("acme", 4)
    again = store.claim_due("acme", SOON, NOW)
    assert again is not None
    assert again.who == news(4).who
    assert not store.finish_due("acme", 4)


# channels


def channel(**overrides: object) -> Channel:
    made = Channel(id="c1", robot=ROBOT, token_hash="hash", resource_id="", expires_at=SOON)
    return replace(made, **overrides)  # type: ignore[arg-type]


def test_a_channel_learns_its_resource_and_expiry_later(store: PlanStore) -> None:
    store.add_channel(channel())
    store.add_channel(channel(resource_id="r1", expires_at=SOON + timedelta(days=1), token_hash="other"))
    assert store.channel("c1") == channel(resource_id="r1", expires_at=SOON + timedelta(days=1))
    assert store.channel("c2") is None


def test_a_stopped_channel_is_known_but_not_listed(store: PlanStore) -> None:
    store.add_channel(channel())
    store.add_channel(channel(id="c2", expires_at=NOW))
    store.add_channel(channel(id="c3", robot="other"))
    assert [c.id for c in store.channels(ROBOT)] == ["c2", "c1"]
    store.stop_channel("c1")
    store.add_channel(channel(resource_id="late answer"))
    assert [c.id for c in store.channels(ROBOT)] == ["c2"]
    assert store.channel("c1") == channel(stopped=True, resource_id="late answer")


# what is written stays what it was


def anything(kind: Any) -> st.SearchStrategy[Any]:
    """Any value of an annotation, with every field filled; hypothesis alone leaves defaults as they are."""
    inner = get_args(kind)
    if isinstance(kind, type) and is_dataclass(kind):
        hints = get_type_hints(kind)
        return st.builds(kind, **{name: anything(hint) for name, hint in hints.items()})
    if get_origin(kind) is tuple:
        return st.lists(anything(inner[0]), max_size=2).map(tuple)
    if get_origin(kind) is Mapping:
        return st.dictionaries(anything(inner[0]), anything(inner[1]), max_size=2)
    if inner:
        return st.one_of(*(anything(part) for part in inner))
    known: dict[Any, st.SearchStrategy[Any]] = {
        float: st.floats(allow_nan=False, allow_infinity=False),
        str: st.text(max_size=8),
        datetime: st.datetimes(timezones=st.just(UTC)),
    }
    return known[kind] if kind in known else st.from_type(kind)


@settings(max_examples=25, deadline=None)
@given(anything(Deal))
def test_any_deal_survives_its_text(deal: Deal) -> None:
    assert codec.read_deal(codec.deal_text(deal)) == deal


@settings(max_examples=25, deadline=None)
@given(anything(Snapshot))
def test_any_snapshot_survives_its_text(taken: Snapshot) -> None:
    assert codec.read_snapshot(codec.snapshot_text(taken)) == taken


def test_a_snapshots_baseline_may_be_any_mapping() -> None:
    frozen = replace(snapshot(), baseline=MappingProxyType(snapshot().baseline))
    assert codec.read_snapshot(codec.snapshot_text(frozen)) == snapshot()


def test_text_of_another_version_is_read() -> None:
    older = '{"id": "a", "name": "n", "buyer": "b", "seller": "s", "network": {"steps": [], "go_live": "2027-03-31"}, "added_later": 1}'
    deal = codec.read_deal(older)
    assert (deal.id, deal.template, deal.network.go_live) == ("a", "standard", date(2027, 3, 31))


# databases


def test_migrations_make_the_schema_of_the_tables(database_url: str) -> None:
    SqlStore(database_url).close()
    engine = open_engine(database_url)
    with engine.connect() as connection:
        compared = MigrationContext.configure(connection, opts={"include_object": _is_no_index_of_words})
        found = compare_metadata(compared, metadata)
    engine.dispose()
    assert found == []


def _is_no_index_of_words(thing: object, name: str | None, kind: str, *_: object) -> bool:
    """What the search over calls keeps beside the tables is made by statements of its own (`call_index`)."""
    made = {"call_turns.search", "ix_call_turns_search"}
    whole = f"{getattr(thing, 'table', '')}.{name}" if kind == "column" else str(name)
    return whole not in made and not whole.startswith("call_words")


def test_the_fast_path_knows_the_newest_migration() -> None:
    folder = Path(migrate.__file__).parent / "migrations"
    assert ScriptDirectory(str(folder)).get_heads() == [migrate.HEAD]


def test_many_processes_may_start_on_an_empty_database(database_url: str) -> None:
    start = f"from addon.adapters.store import SqlStore; SqlStore({database_url!r}).robots()"
    running = [subprocess.Popen([sys.executable, "-c", start], stderr=subprocess.PIPE) for _ in range(3)]
    assert [(process.communicate()[1], process.returncode) for process in running] == [(b"", 0)] * 3


def test_what_one_process_saves_another_reads(open_store: Callable[[], SqlStore]) -> None:
    open_store().add_plan(record(snapshot=snapshot()))
    assert open_store().plan("acme") == record(snapshot=snapshot())


def test_of_many_who_claim_a_plan_exactly_one_gets_it(open_store: Callable[[], SqlStore]) -> None:
    stores = [open_store() for _ in range(2)]
    stores[0].add_plan(record())
    for version in range(1, 6):
        stores[0].queue_plan(news(version))
        together = threading.Barrier(4)

        def claim(one: SqlStore, together: threading.Barrier = together) -> DuePlan | None:
            together.wait()
            return one.claim_due("acme", SOON, NOW)

        with ThreadPoolExecutor(4) as threads:
            won = [due for due in threads.map(claim, stores * 2) if due]
        assert won == [news(version)]
        stores[0].finish_due("acme", version)


def test_writers_at_once_lose_nothing(open_store: Callable[[], SqlStore]) -> None:
    stores = [open_store() for _ in range(2)]
    stores[0].add_plan(record())

    def write(number: int) -> None:
        stores[number % 2].save_pass("acme", snapshot(), [entry(str(number))])
        stores[number % 2].queue_plan(news(number))

    with ThreadPoolExecutor(4) as threads:
        list(threads.map(write, range(24)))
    assert sorted(int(e.change.now) for e in stores[0].ledger("acme")) == list(range(24))
    assert stores[0].claim_due("acme", SOON, NOW) == news(23)


def test_a_kill_in_the_middle_of_a_drain_loses_no_news(
    database_url: str, open_store: Callable[[], SqlStore]
) -> None:
    store = open_store()
    store.open_feed(ROBOT, "1")
    store.mark_dirty(ROBOT)
    code = f"""
import os, signal
from addon.adapters.store import SqlStore
SqlStore({database_url!r}).begin_drain({ROBOT!r})
os.kill(os.getpid(), signal.SIGKILL)
"""
    died = subprocess.run([sys.executable, "-c", code], check=False, env=dict(os.environ))
    assert died.returncode == -signal.SIGKILL
    assert open_store().dirty_feeds() == [ROBOT]
    assert open_store().begin_drain(ROBOT) == "1"


def test_a_killed_processs_claims_are_free_at_the_next_start(
    database_url: str, open_store: Callable[[], SqlStore]
) -> None:
    store = open_store()
    for plan_id in ("acme", "other"):
        store.add_plan(record(plan_id))
        store.queue_plan(news(1, plan_id=plan_id))
    assert store.claim_due("other", SOON, NOW)
    code = f"""
import os, signal
from datetime import datetime
from addon.adapters.store import SqlStore
assert SqlStore({database_url!r}).claim_due("acme", datetime.fromisoformat("{SOON}"), datetime.fromisoformat("{NOW}"))
os.kill(os.getpid(), signal.SIGKILL)
"""
    died = subprocess.run([sys.executable, "-c", code], check=False, env=dict(os.environ))
    assert died.returncode == -signal.SIGKILL
    assert store.due_plans(NOW) == []
    assert open_store().due_plans(NOW) == ["acme"]


def test_a_process_is_dead_only_where_that_can_be_known() -> None:
    me = holders.this_process()
    machine, number, mark = me.rsplit(" ", 2)
    assert not holders.is_dead(me)
    assert holders.is_dead(f"{machine} {number} another")  # one before us had our number
    assert not holders.is_dead(f"elsewhere {number} another")
    assert not holders.is_dead(f"{machine} {os.getppid()} {mark}")


def test_words_with_a_nul_are_kept_without_it(open_store: Callable[[], SqlStore]) -> None:
    store = open_store()
    store.add_plan(record())
    store.save_pass("acme", snapshot("a\x00b"), [entry("a\x00b")])
    assert store.ledger("acme")[0].change.now == "ab"
    assert store.plan("acme").snapshot == snapshot("a\x00b")


def test_a_connection_that_breaks_may_work_later(postgres: PostgresServer) -> None:
    store = SqlStore(postgres.fresh_database())
    with pytest.raises(RetryLaterError), store._write() as connection:
        connection.execute(text("SELECT pg_terminate_backend(pg_backend_pid())"))
    assert store.robots() == []
    store.close()


@pytest.mark.parametrize("url", ["nonsense", "mysql://host/name", "sqlite://", ""])
def test_a_url_that_is_no_database_is_a_wrong_setting(url: str) -> None:
    with pytest.raises(SettingsError, match="CLOSEPLAN_DATABASE_URL"):
        SqlStore(url)


def test_a_database_out_of_reach_may_work_later(tmp_path: Path) -> None:
    with pytest.raises(RetryLaterError):
        SqlStore(f"postgres://nobody@/none?host={tmp_path}")
