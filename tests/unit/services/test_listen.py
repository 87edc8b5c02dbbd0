"""Asking vendors for news, and what that says of how they are met."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from addon.adapters.jobs import RecordingJobs
from addon.adapters.store import SqlStore
from closeplan.errors import ForbiddenError, RetryLaterError
from closeplan.records.deliveries import NewDelivery
from closeplan.services.listen import ListenTo
from closeplan.services.post import Post
from tests.vendors.deliveries import BEGIN, Round

DOWN = RetryLaterError("down", status=503)


@dataclass
class Source:
    """A vendor that tells its news, or fails."""

    error: Exception | None = None
    asked: list[str] = field(default_factory=list)

    def __call__(self, vendor: str) -> None:
        self.asked.append(vendor)
        if self.error is not None:
            raise self.error


@pytest.fixture
def crm(tmp_path: Path) -> Iterator[Round]:
    store = SqlStore(f"sqlite:///{tmp_path / 'closeplan.db'}")
    yield Round(store=store)
    store.close()


@pytest.fixture
def source() -> Source:
    return Source()


@pytest.fixture
def listen(crm: Round, source: Source) -> Callable[[str], None]:
    return ListenTo(health=crm.health, listener=lambda vendor: source if vendor == "crm" else None)


def test_a_vendor_that_is_down_is_not_asked_until_it_is_time(
    crm: Round, source: Source, listen: Callable[[str], None]
) -> None:
    source.error = DOWN
    listen("crm")
    listen("crm")
    assert source.asked == ["crm"]
    source.error = None
    crm.wait()
    listen("crm")
    assert not crm.health.is_down("crm")
    listen("pages")
    assert source.asked == ["crm", "crm"]


def test_that_it_tells_news_does_not_end_an_outage_of_what_it_takes(
    crm: Round, listen: Callable[[str], None]
) -> None:
    """Else one that reads and can't write would be met with everything each time."""
    crm.post("a")
    crm.fields.fails = lambda _one: DOWN
    crm.deliver()
    crm.wait()
    listen("crm")
    assert crm.health.is_down("crm")
    crm.fields.fails = lambda _one: None
    crm.deliver()
    assert not crm.health.is_down("crm")


def test_what_it_may_not_tell_is_seen_and_stops_nothing(
    crm: Round, source: Source, listen: Callable[[str], None]
) -> None:
    source.error = ForbiddenError("the scope is missing")
    listen("crm")
    assert crm.store.vendor_states()["crm"].told == "the scope is missing"
    crm.post("a")
    crm.deliver()
    assert crm.fields.taken == ["a"]
    assert crm.store.vendor_states()["crm"].told == "the scope is missing"
    source.error = None
    listen("crm")
    assert crm.store.vendor_states()["crm"].told == ""


def test_what_is_posted_is_kept_and_then_brought_soon(crm: Round) -> None:
    jobs = RecordingJobs()
    post = Post(book=crm.store, jobs=jobs, clock=crm.clock)
    new = [
        NewDelivery(vendor=name, lane="l", kind="fields", key=key) for name in ("crm", "talk") for key in "ab"
    ]
    post(new)
    assert jobs.asked == [("deliver", "crm"), ("deliver", "talk")]
    assert crm.store.due_vendors(BEGIN) == ["crm", "talk"]


def test_an_admin_who_put_it_right_need_not_wait(crm: Round) -> None:
    crm.post("a")
    crm.fields.fails = lambda _one: DOWN
    crm.deliver()
    jobs = RecordingJobs()
    Post(book=crm.store, jobs=jobs, clock=crm.clock).wake("crm")
    assert jobs.asked == [("listen_to", "crm"), ("deliver", "crm")]
    assert crm.health.is_down("crm")
    crm.fields.fails = lambda _one: None
    crm.deliver()
    assert (crm.fields.taken, crm.health.is_down("crm")) == (["a"], False)
