"""What every job runner does, and what the queued one does beyond one process."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Protocol

import pytest
from structlog.testing import capture_logs

from addon.adapters.jobs import HueyJobs, InlineJobs, RecordingJobs
from addon.adapters.jobs.queue import TRIES, wait_before
from closeplan.errors import ConflictError, RetryLaterError
from closeplan.ports import Jobs

PATIENCE = 20.0


class Diary:
    """Handlers that write down what they were asked to do, and fail as often as told."""

    def __init__(self) -> None:
        self.done: list[tuple[str, str]] = []
        self.failures: list[Exception] = []
        self.gate = threading.Event()
        self.gate.set()
        self.begun = threading.Semaphore(0)
        self.handlers: dict[str, Callable[[str], object]] = {
            "drain": lambda robot: self._do("drain", robot),
            "reconcile": lambda plan_id: self._do("reconcile", plan_id),
        }

    def _do(self, name: str, argument: str) -> None:
        self.begun.release()
        assert self.gate.wait(PATIENCE)
        if self.failures:
            raise self.failures.pop()
        self.done.append((name, argument))

    def wait_for(self, count: int) -> list[tuple[str, str]]:
        deadline = time.monotonic() + PATIENCE
        while len(self.done) < count and time.monotonic() < deadline:
            time.sleep(0.005)
        return self.done


class Queue(Protocol):
    def __call__(self, *, start: bool = True, workers: int = 2) -> HueyJobs: ...


@pytest.fixture
def diary() -> Diary:
    return Diary()


@pytest.fixture
def queue(tmp_path: Path, diary: Diary) -> Iterator[Queue]:
    """Opens a queue on the test's one file."""
    opened: list[HueyJobs] = []

    def open_one(*, start: bool = True, workers: int = 2) -> HueyJobs:
        jobs = HueyJobs(tmp_path / "jobs.db", diary.handlers, workers=workers)
        opened.append(jobs)
        if start:
            jobs.start()
        return jobs

    yield open_one
    diary.gate.set()
    for jobs in opened:
        jobs.stop()


@pytest.fixture(params=["huey", "inline"])
def jobs(request: pytest.FixtureRequest, diary: Diary) -> Jobs:
    if request.param == "inline":
        return InlineJobs(diary.handlers)
    queue: Queue = request.getfixturevalue("queue")
    return queue()


def test_each_job_asked_for_is_done(jobs: Jobs, diary: Diary) -> None:
    jobs.drain("robot")
    jobs.reconcile("acme")
    assert sorted(diary.wait_for(2)) == [("drain", "robot"), ("reconcile", "acme")]


def test_a_job_may_ask_for_another(jobs: Jobs, diary: Diary) -> None:
    diary.handlers["drain"] = lambda _robot: jobs.reconcile("acme")
    jobs.drain("robot")
    assert diary.wait_for(1) == [("reconcile", "acme")]


def test_a_job_that_is_done_may_be_asked_for_again(jobs: Jobs, diary: Diary) -> None:
    for count in (1, 2, 3):
        jobs.drain("robot")
        assert diary.wait_for(count) == [("drain", "robot")] * count


def test_the_recorder_notes_what_was_asked() -> None:
    jobs = RecordingJobs()
    jobs.drain("robot")
    jobs.reconcile("acme")
    assert jobs.asked == [("drain", "robot"), ("reconcile", "acme")]


def test_the_same_job_waits_once(queue: Queue) -> None:
    jobs = queue(start=False)
    other_process = queue(start=False)
    for _ in range(3):
        jobs.drain("robot")
        other_process.drain("robot")
    jobs.reconcile("robot")
    assert jobs.waiting() == 2


def test_a_job_in_hand_does_not_swallow_one_asked_for_meanwhile(queue: Queue, diary: Diary) -> None:
    jobs = queue(workers=1)
    diary.gate.clear()
    jobs.drain("robot")
    assert diary.begun.acquire(timeout=PATIENCE)
    jobs.drain("robot")
    diary.gate.set()
    assert diary.wait_for(2) == [("drain", "robot")] * 2


def test_two_jobs_are_worked_on_at_once(queue: Queue, diary: Diary) -> None:
    jobs = queue(workers=2)
    diary.gate.clear()
    jobs.reconcile("acme")
    jobs.reconcile("other")
    assert diary.begun.acquire(timeout=PATIENCE)
    assert diary.begun.acquire(timeout=PATIENCE)


@pytest.mark.parametrize(
    "error", [RetryLaterError("quota", after=0.0), ConflictError("moved"), KeyError("bug")]
)
def test_a_failed_job_is_logged_and_done_later(queue: Queue, diary: Diary, error: Exception) -> None:
    diary.failures.append(error)
    with capture_logs() as logs:
        queue().reconcile("acme")
        assert diary.wait_for(1) == [("reconcile", "acme")]
    (line,) = [line for line in logs if line["event"] == "a job failed"]
    assert (line["job"], line["about"], line["attempt"], line["again"]) == ("reconcile", "acme", 1, True)
    assert ("exc_info" in line) == isinstance(error, KeyError)


def test_a_job_that_keeps_failing_is_left_to_the_sweep(
    queue: Queue, diary: Diary, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("addon.adapters.jobs.queue.TRIES", 2)
    diary.failures.extend(RetryLaterError("down", after=0.0) for _ in range(2))
    jobs = queue()
    with capture_logs() as logs:
        jobs.reconcile("acme")
        for _ in range(2):
            assert diary.begun.acquire(timeout=PATIENCE)
        jobs.stop()
    assert [line["again"] for line in logs if line["event"] == "a job failed"] == [True, False]
    assert (jobs.waiting(), diary.done) == (0, [])


def test_waits_double_up_to_a_minute_unless_the_service_says_otherwise() -> None:
    busy = RetryLaterError("busy")
    assert [wait_before(attempt, busy) for attempt in (2, 3, 4, 9)] == [1.0, 2.0, 4.0, 60.0]
    assert wait_before(2, RetryLaterError("busy", after=7.5)) == 7.5
    assert TRIES > 3


def test_a_job_nobody_does_is_logged_and_harms_no_other(queue: Queue, diary: Diary) -> None:
    del diary.handlers["drain"]
    with capture_logs() as logs:
        jobs = queue()
        jobs.drain("robot")
        jobs.reconcile("acme")
        assert diary.wait_for(1) == [("reconcile", "acme")]
        jobs.stop()
    assert [line["about"] for line in logs if line["log_level"] == "error"] == ["robot"]


def test_a_stop_finishes_the_job_in_hand_and_keeps_the_rest(queue: Queue, diary: Diary) -> None:
    jobs = queue(workers=1)
    diary.gate.clear()
    jobs.reconcile("acme")
    jobs.reconcile("other")
    assert diary.begun.acquire(timeout=PATIENCE)
    stopping = threading.Thread(target=jobs.stop)
    stopping.start()
    stopping.join(0.1)
    assert stopping.is_alive()
    diary.gate.set()
    stopping.join(PATIENCE)
    assert diary.done == [("reconcile", "acme")]
    queue()
    assert diary.wait_for(2)[1:] == [("reconcile", "other")]


def test_jobs_of_a_killed_process_are_done_by_the_next(queue: Queue, diary: Diary, tmp_path: Path) -> None:
    code = f"""
import os, signal
from pathlib import Path
from addon.adapters.jobs import HueyJobs
HueyJobs(Path({str(tmp_path / "jobs.db")!r}), {{}}).drain("robot")
os.kill(os.getpid(), signal.SIGKILL)
"""
    died = subprocess.run([sys.executable, "-c", code], check=False, env=dict(os.environ))
    assert died.returncode == -signal.SIGKILL
    queue()
    assert diary.wait_for(1) == [("drain", "robot")]


def test_starting_leaves_the_process_its_signals(queue: Queue) -> None:
    before = [signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)]
    queue()
    assert [signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)] == before
