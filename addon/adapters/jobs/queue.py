"""Jobs on huey, worked off by threads inside the serving process.

The queue is a SQLite file beside the data. It is a hint only: what is due stands in the store, and a sweep
asks again for whatever a crash or a job that kept failing left behind.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import structlog
from huey import SqliteHuey
from huey.consumer import Consumer, Worker

from closeplan.errors import CloseplanError, RetryLaterError

POLL_SECONDS = 0.25
"""How soon a worker sees a job that another process queued; one queued here wakes it at once."""

LONGEST_WAIT_SECONDS = 60.0
TRIES = 6
"""After so many failures a job is left to the sweep."""

FINISH_SECONDS = 30.0
"""How long a stop waits for the jobs in hand."""

log = structlog.get_logger(__name__)


class HueyJobs:
    """`closeplan.ports.Jobs` on a queue in the file at `path`.

    `handlers` maps a job's name (that of the method which asks for it) to what does it, and may be filled until `start`.
    """

    def __init__(
        self, path: Path, handlers: Mapping[str, Callable[[str], object]], *, workers: int = 2
    ) -> None:
        self._handlers = handlers
        self._workers = workers
        self._huey = _WakingHuey(filename=str(path), results=False)
        self._task = self._huey.task(name="work")(self._work)
        self._consumer: _EmbeddedConsumer | None = None

    def drain(self, robot: str) -> None:
        self._ask("drain", robot)

    def reconcile(self, plan_id: str) -> None:
        self._ask("reconcile", plan_id)

    def follow(self, plan_id: str) -> None:
        self._ask("follow", plan_id)

    def ingest(self, file_id: str) -> None:
        self._ask("ingest", file_id)

    def look_through(self, folder_id: str) -> None:
        self._ask("look_through", folder_id)

    def after_call(self, plan_id: str, call_id: str) -> None:
        self._ask("after_call", f"{plan_id} {call_id}")

    def deliver(self, vendor: str) -> None:
        self._ask("deliver", vendor)

    def listen_to(self, vendor: str) -> None:
        self._ask("listen_to", vendor)

    def start(self) -> None:
        """Begin to work jobs off in threads of this process."""
        if self._consumer is None:
            self._consumer = _EmbeddedConsumer(
                self._huey, workers=self._workers, periodic=False, shutdown_timeout=FINISH_SECONDS
            )
            self._consumer.start()

    def stop(self) -> None:
        """Finish the jobs in hand and take no more; those that wait stay in the file."""
        if self._consumer is not None:
            self._consumer.stop(graceful=True)
            self._consumer = None
        self._huey.storage.close()

    def waiting(self) -> int:
        """How many jobs wait, those to be tried again included."""
        return int(self._huey.pending_count() + self._huey.scheduled_count())

    def _ask(self, name: str, argument: str) -> None:
        """Queue a job unless the very same one waits; one that is in hand does not count, it may have
        looked already.
        """
        task = self._task.task_class((name, argument, 1), {}, id=f"{name}:{argument}")
        if self._huey.serialize_task(task) not in self._huey.storage.enqueued_items():
            self._huey.enqueue(task)

    def _work(self, name: str, argument: str, attempt: int) -> None:
        handler = self._handlers.get(name)
        if handler is None:
            log.error("nobody does this job", job=name, about=argument)
            return
        try:
            handler(argument)
        except Exception as error:  # noqa: BLE001 - whatever went wrong, the job is tried again
            self._failed(name, argument, attempt, error)

    def _failed(self, name: str, argument: str, attempt: int, error: Exception) -> None:
        again = attempt < TRIES
        facts = {"job": name, "about": argument, "attempt": attempt, "again": again, "reason": str(error)}
        if isinstance(error, CloseplanError):
            log.warning("a job failed", **facts)
        else:
            log.error("a job failed", **facts, exc_info=error)
        if again:
            self._task.schedule((name, argument, attempt + 1), delay=wait_before(attempt + 1, error))


def wait_before(attempt: int, error: Exception) -> float:
    """Seconds until the given attempt: what the service asked for, else twice as long each time."""
    if isinstance(error, RetryLaterError) and error.after is not None:
        return error.after
    return min(2.0 ** (attempt - 2), LONGEST_WAIT_SECONDS)


class _WakingHuey(SqliteHuey):  # type: ignore[misc] # huey is not typed
    """A queue that wakes a sleeping worker instead of letting it find the job at its next look."""

    def __init__(self, **settings: Any) -> None:
        self.news = threading.Semaphore(0)
        super().__init__(**settings)

    def enqueue(self, task: Any) -> Any:
        queued = super().enqueue(task)
        self.news.release()
        return queued


class _WakingWorker(Worker):  # type: ignore[misc] # huey is not typed
    def sleep(self) -> None:
        self.huey.news.acquire(timeout=POLL_SECONDS)


class _EmbeddedConsumer(Consumer):  # type: ignore[misc] # huey is not typed
    worker_class = _WakingWorker

    def _set_signal_handlers(self) -> None:
        """Signals belong to the process that serves, which calls `stop`."""
