"""Hearing of edits: who is believed, what is queued, how a feed is kept alive."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256

import pytest

from addon.adapters.jobs import RecordingJobs
from addon.adapters.store.memory import MemoryStore
from addon.processes import NoCheckpoints
from closeplan.errors import ForbiddenError
from closeplan.plan.model import Deal, Network
from closeplan.records import Channel, FileChange, PlanRecord
from closeplan.services.watch import Drain, Notified, Watch

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
ROBOT = "robot@closeplan.local"


class FixedClock:
    def now(self) -> datetime:
        return NOW


@dataclass
class FakeFeed:
    """A feed with what the test puts in it."""

    pages: list[list[FileChange]] = field(default_factory=lambda: [[]])
    watched: list[str] = field(default_factory=list)
    stopped: list[str] = field(default_factory=list)

    def start_token(self) -> str:
        return "0"

    def changes(self, token: str) -> tuple[list[FileChange], str, bool]:
        page = int(token)
        return self.pages[page], str(page + 1), page + 1 < len(self.pages)

    def watch(self, token: str, channel_id: str, secret: str, address: str, expires_at: datetime) -> Channel:
        self.watched.append(channel_id)
        return Channel(
            id=channel_id,
            robot=ROBOT,
            token_hash=sha256(secret.encode()).hexdigest(),
            resource_id="r1",
            expires_at=expires_at,
            address=address,
        )

    def stop(self, channel: Channel) -> None:
        self.stopped.append(channel.id)


def change(file_id: str = "sheet-1", version: int = 7, who: str = "dana@acme.example") -> FileChange:
    return FileChange(file_id=file_id, version=version, who=who, by_robot=not who, gone=False, at=NOW)


@pytest.fixture
def store() -> MemoryStore:
    store = MemoryStore()
    deal = Deal(
        id="acme",
        name="Acme",
        buyer="Acme",
        seller="Northwind",
        network=Network(steps=(), go_live=date(2027, 3, 31)),
    )
    store.add_plan(PlanRecord(id="acme", deal=deal, owner="sam@northwind.example", robot=ROBOT))
    store.set_document("acme", "sheet-1")
    return store


def drain(store: MemoryStore, feed: FakeFeed) -> Drain:
    store.open_feed(ROBOT, "0")
    return Drain(
        store=store,
        feed=lambda _: feed,
        jobs=RecordingJobs(),
        checkpoints=NoCheckpoints(),
        wait_for_burst=lambda _: None,
    )


def watch(store: MemoryStore, feed: FakeFeed) -> Watch:
    return Watch(
        store=store, feed=lambda _: feed, clock=FixedClock(), address="https://host/webhooks/drive", secret=b"key",
        channel_life=timedelta(days=6),
    )  # fmt: skip


def test_a_plan_that_changed_on_two_pages_waits_once(store: MemoryStore) -> None:
    feed = FakeFeed([[change(version=7), change("other")], [change(version=9)]])
    assert drain(store, feed)(ROBOT) == ["acme"]
    due = store.claim_due("acme", NOW + timedelta(minutes=1), NOW)
    assert due is not None
    assert (due.version, due.who) == (9, "dana@acme.example")
    assert store.feed_token(ROBOT) == "2"


def test_the_robots_own_write_is_not_looked_at_again(store: MemoryStore) -> None:
    store.save_written("acme", [], [], own_version=8)
    assert drain(store, FakeFeed([[change(version=8, who="")]]))(ROBOT) == []


def test_an_edit_that_came_between_is_looked_at_though_the_robot_wrote_last(store: MemoryStore) -> None:
    store.save_written("acme", [], [], own_version=8)
    assert drain(store, FakeFeed([[change(version=9, who="")]]))(ROBOT) == ["acme"]


def test_a_file_out_of_reach_is_remembered_and_not_queued(store: MemoryStore) -> None:
    assert drain(store, FakeFeed([[replace(change(), gone=True)]]))(ROBOT) == []
    assert store.plan("acme").gone


def test_watching_twice_opens_one_channel(store: MemoryStore) -> None:
    feed = FakeFeed()
    for _ in range(2):
        watch(store, feed)(ROBOT)
    assert len(feed.watched) == 1


def test_a_channel_that_ends_soon_is_replaced_before_it_is_stopped(store: MemoryStore) -> None:
    feed = FakeFeed()
    watch(store, feed)(ROBOT)
    ending = store.channels(ROBOT)[0]
    store.add_channel(replace(ending, expires_at=NOW + timedelta(hours=2)))
    watch(store, feed).renew()
    assert feed.stopped == [ending.id]
    assert len(feed.watched) == 2


@pytest.mark.parametrize(
    ("channel_id", "token", "resource_id", "why"),
    [
        ("nobody", "right", "r1", "unknown channel"),
        ("ours", "wrong", "r1", "wrong channel token"),
        ("ours", "right", "r2", "wrong resource"),
        ("stopped", "right", "r1", "stopped"),
        ("old", "right", "r1", "expired"),
    ],
)
def test_a_message_that_is_not_ours_does_no_work(
    store: MemoryStore, channel_id: str, token: str, resource_id: str, why: str
) -> None:
    add_channels(store)
    jobs = RecordingJobs()
    notified = Notified(
        store=store, jobs=jobs, clock=FixedClock(), checkpoints=NoCheckpoints(), heard=lambda _: None
    )
    with pytest.raises(ForbiddenError, match=why):
        notified(channel_id=channel_id, token=token, resource_id=resource_id, state="change")
    assert store.dirty_feeds() == []


def test_a_burst_asks_for_one_drain_and_sync_for_none(store: MemoryStore) -> None:
    add_channels(store)
    jobs = RecordingJobs()
    notified = Notified(
        store=store, jobs=jobs, clock=FixedClock(), checkpoints=NoCheckpoints(), heard=lambda _: None
    )
    for state in ("sync", "change", "change", "change"):
        notified(channel_id="ours", token="right", resource_id="r1", state=state)
    assert jobs.asked == [("drain", ROBOT)]


def add_channels(store: MemoryStore) -> None:
    store.open_feed(ROBOT, "0")
    ours = Channel(
        id="ours",
        robot=ROBOT,
        token_hash=sha256(b"right").hexdigest(),
        resource_id="r1",
        expires_at=NOW + timedelta(days=1),
    )
    for channel in (
        ours,
        replace(ours, id="stopped", stopped=True),
        replace(ours, id="old", expires_at=NOW - timedelta(1)),
    ):
        store.add_channel(channel)
