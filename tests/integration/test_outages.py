"""Vendors that fail in every way over real HTTP: nothing is lost, all arrives once and in order, others go on."""

from __future__ import annotations

import multiprocessing
import signal
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from addon.adapters.http import Given, wire
from addon.adapters.store import SqlStore
from addon.bootstrap import bootstrap
from addon.couriers import Couriers
from addon.processes import CrashAt
from addon.settings import read_settings
from addon.vendor_wiring import VendorWiring
from addon.vendors import VendorKind
from closeplan.ports.deliveries import Handler, Listener
from closeplan.records.deliveries import DeliveryState, NewDelivery
from tests.vendors.access import TokenOf
from tests.vendors.deliveries import BEGIN, Round
from tests.vendors.diary import NOTES, VALUES, FakeDiary, writer
from tests.vendors.example import EXAMPLE
from tests.vendors.server import busy, done, dropped, lost, refusal, slow

PATIENCE = 20.0
HOUR = timedelta(hours=1)


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'closeplan.db'}"


@pytest.fixture
def store(url: str) -> Iterator[SqlStore]:
    opened = SqlStore(url)
    yield opened
    opened.close()


def meeting(store: SqlStore, diary: FakeDiary) -> Round:
    return Round(store=store, others=writer(TokenOf(diary)).handlers())


@pytest.mark.parametrize("failure", [refusal(500), refusal(503), busy(30), dropped])
def test_a_vendor_is_down_for_an_hour_and_then_gets_all_in_order(store: SqlStore, failure: object) -> None:
    with FakeDiary() as diary, FakeDiary() as other:
        crm, talk = meeting(store, diary), meeting(store, other)
        talk.clock = crm.clock
        diary.go_down(failure)  # type: ignore[arg-type]
        expected: dict[str, list[str]] = {"d0": [], "d1": [], "d2": []}
        for minute in range(60):
            lane = f"d{minute % 3}"
            for kind in (VALUES, NOTES):
                crm.post(f"{kind} {minute}", kind=kind, lane=lane)
                expected[lane].append(f"{kind} {minute}")
            talk.post(f"to talk {minute}", kind=NOTES, lane="d0", vendor="talk")
            crm.deliver("crm")
            talk.deliver("talk")
            assert len(other.lines["d0"]) == minute + 1, "the other goes on"
            crm.clock.turn(minutes=1)
        assert diary.lines == {}
        assert len(diary.asked) < 40, "it is left alone"

        diary.come_back()
        crm.catch_up()
        assert diary.lines == expected
        assert crm.clock.now() < BEGIN + HOUR + timedelta(minutes=15)


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(st.sampled_from([done, lost, dropped, refusal(500), busy(0.01), done]), max_size=25))
def test_whatever_fails_all_arrives_once_and_in_order(failures: Sequence[object]) -> None:
    with tempfile.TemporaryDirectory() as folder, FakeDiary() as diary:
        store = SqlStore(f"sqlite:///{folder}/closeplan.db")
        crm = meeting(store, diary)
        for deal in ("d1", "d2"):
            crm.post(f"value of {deal}", kind=VALUES, lane=deal)
            crm.post(f"1 {deal}", f"2 {deal}", kind=NOTES, lane=deal)
        diary.break_with(*failures)  # type: ignore[arg-type]
        crm.catch_up()
        assert crm.in_state(DeliveryState.DEAD) == {}
        assert diary.lines == {deal: [f"value of {deal}", f"1 {deal}", f"2 {deal}"] for deal in ("d1", "d2")}
        store.close()


def test_an_answer_that_comes_too_late_is_no_reason_to_say_it_twice(
    store: SqlStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wire, "READ_SECONDS", 0.2)
    with FakeDiary() as diary:
        crm = meeting(store, diary)
        crm.post("1", "2", kind=NOTES, lane="d1")
        diary.break_with(slow(0.5))
        crm.catch_up()
        assert diary.lines == {"d1": ["1", "2"]}


def test_a_token_that_ran_out_waits_for_an_admin_and_costs_nothing(store: SqlStore) -> None:
    with FakeDiary() as diary:
        access = TokenOf(diary, dead=True)
        crm = Round(store=store, others=writer(access).handlers())
        diary.expire_token()
        crm.post("1", "2", kind=NOTES, lane="d1")
        for _ in range(30):
            crm.deliver()
            crm.wait()
        assert store.vendor_states()["crm"].told == "diary: status 401"
        assert len(crm.in_state(DeliveryState.WAITING)) == 2

        access.dead = False
        crm.catch_up()
        assert (diary.lines, access.renewed) == ({"d1": ["1", "2"]}, 1)


@pytest.mark.parametrize("checkpoint", ["deliver:claimed", "deliver:answered"])
def test_a_process_that_is_killed_on_the_way_says_nothing_twice(
    store: SqlStore, url: str, checkpoint: str
) -> None:
    with FakeDiary() as diary:
        crm = meeting(store, diary)
        crm.post("value", kind=VALUES, lane="d1")
        crm.post("1", kind=NOTES, lane="d2")
        spawned = multiprocessing.get_context("spawn").Process(
            target=_deliver_until, args=(url, diary.url, diary.token, checkpoint)
        )
        spawned.start()
        spawned.join(PATIENCE)
        assert spawned.exitcode == -signal.SIGKILL
        assert len(crm.in_state(DeliveryState.WAITING)) == 2

        started = Round(store=SqlStore(url), others=writer(TokenOf(diary)).handlers())
        started.deliver()
        assert diary.lines == {"d1": ["value"], "d2": ["1"]}
        assert crm.in_state(DeliveryState.WAITING) == {}
        started.store.close()


def _deliver_until(url: str, base: str, token: str, checkpoint: str) -> None:
    access = Given(url=base, sends={"Authorization": f"Bearer {token}"})
    Round(store=SqlStore(url), others=writer(access).handlers(), checkpoints=CrashAt(checkpoint)).deliver()


def test_one_that_answers_late_keeps_no_other_waiting() -> None:
    """Each vendor has a thread: whoever asks for work there goes on at once."""
    hangs, begun, reached = threading.Event(), threading.Event(), threading.Event()
    done_work: list[str] = []

    def deliver(vendor: str) -> None:
        if vendor == "late":
            begun.set()
            assert hangs.wait(PATIENCE)
        done_work.append(vendor)
        if vendor == "quick" or len(done_work) == 4:
            reached.set()

    couriers = Couriers({"deliver": deliver, "listen_to": deliver}, threading.Event())
    couriers.asked("deliver")("late")
    assert begun.wait(PATIENCE)
    for _ in range(3):
        couriers.asked("deliver")("late")
    couriers.asked("listen_to")("late")
    couriers.asked("deliver")("quick")
    assert reached.wait(PATIENCE)
    assert done_work == ["quick"]

    reached.clear()
    hangs.set()
    assert reached.wait(PATIENCE)
    couriers.stop()
    assert done_work == ["quick", "late", "late", "late"], "asked for thrice, done once more, and listened to"


def test_a_failure_ends_no_vendors_thread() -> None:
    failures: list[Exception] = [KeyError("bug"), OSError("disk")]
    reached = threading.Event()

    def deliver(_vendor: str) -> None:
        if failures:
            raise failures.pop()
        reached.set()

    couriers = Couriers({"deliver": deliver}, threading.Event())
    while not reached.wait(0.01):
        couriers.asked("deliver")("crm")
    couriers.stop()


class Wired(VendorWiring):
    """The wiring of one vendor that is no CRM of ours."""

    @property
    def crms(self) -> tuple[str, ...]:
        return ()

    def handlers(self) -> Mapping[str, Handler]:
        keys = self.parts.settings.vendors["example"]
        access = Given(url=keys.url, sends={"Authorization": f"Bearer {keys.token.get_secret_value()}"})
        return writer(access).handlers()

    def listeners(self) -> Mapping[VendorKind, Listener]:
        return {}


def test_a_backend_brings_what_is_posted_and_what_was_put_off(tmp_path: Path) -> None:
    with FakeDiary() as diary:
        keys = {"example": {"token": diary.token, "url": diary.url}}
        backend = bootstrap(read_settings(data=tmp_path, workspace_url="http://127.0.0.1:9", vendors=keys))
        parts, workers = backend.parts, backend.workers
        vars(parts)["vendors"] = Wired(parts, rows=(EXAMPLE,))
        assert workers is not None
        workers.start()
        diary.break_with(refusal(500))
        new = [NewDelivery(vendor="example", lane="d1", kind=NOTES, key=key) for key in ("1", "2")]
        parts.vendors.post(new)
        wait_until(lambda: bool(parts.store.vendor_states()))
        parts.deliveries.ask_due()
        assert diary.lines == {}
        parts.vendors.post.wake("example")
        wait_until(lambda: diary.lines == {"d1": ["1", "2"]})
        workers.stop()
        parts.deliveries.couriers.stop()


def wait_until(is_so: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not is_so():
        assert time.monotonic() < deadline
        time.sleep(0.02)
