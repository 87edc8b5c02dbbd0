"""Work that may outlast a card's patience: it goes on in a thread, and the card says how far it is.

It acts with the token of one click, which lives in this process's memory and nowhere else. A process that dies in
between loses the news of the work and nothing more: what runs here can be asked for again, and finishes what is missing.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Generic, TypeVar

import structlog

from closeplan.errors import CloseplanError, RetryLaterError
from closeplan.ports import Progress

PATIENCE_SECONDS = 2.0
"""How long a card waits for the work to end before it says what is being done."""

MOST_AT_ONCE = 8
"""Works in hand at a time: as many as there are threads that answer."""

KEPT_SECONDS = 600.0
"""How long the news of finished work is kept for who looks again."""

Result = TypeVar("Result")

log = structlog.get_logger(__name__)


@dataclass
class Work(Generic[Result]):
    """One piece of work: the steps it has told of, and once it is `over` its result or its failure."""

    steps: list[str] = field(default_factory=list)
    result: Result | None = None
    failure: CloseplanError | None = None
    over: threading.Event = field(default_factory=threading.Event)
    ended_at: float = 0.0

    def step(self, message: str) -> None:
        """Hear of a step, as `closeplan.ports.Progress`."""
        self.steps.append(message)

    @property
    def is_over(self) -> bool:
        """Whether it has ended, well or not."""
        return self.over.is_set()


class Longer(Generic[Result]):
    """The works of this process, by a key that names who asked and for what."""

    def __init__(self, *, patience: float = PATIENCE_SECONDS, most: int = MOST_AT_ONCE) -> None:
        self._patience = patience
        self._most = most
        self._works: dict[str, Work[Result]] = {}
        self._lock = threading.Lock()

    def run(self, key: str, work: Callable[[Progress], Result]) -> Work[Result]:
        """Begin the work, or join the one that is in hand under this key, and wait for it a little. Raises what the
        work raised if it ended so, and RetryLaterError where too much is in hand.
        """
        with self._lock:
            self._forget()
            there = self._works.get(key)
            if there is None or there.is_over:
                there = self._begin(key, work)
        return self._waited(key, there)

    def look(self, key: str) -> Work[Result] | None:
        """The work under that key after waiting for it a little; None where this process knows of none."""
        with self._lock:
            there = self._works.get(key)
        return self._waited(key, there) if there else None

    def _begin(self, key: str, work: Callable[[Progress], Result]) -> Work[Result]:
        if sum(not one.is_over for one in self._works.values()) >= self._most:
            raise RetryLaterError("closeplan is busy with others at this moment: try again in a few seconds.")
        begun = self._works[key] = Work[Result]()
        threading.Thread(target=_run, args=(begun, work), name="longer", daemon=True).start()
        return begun

    def _waited(self, key: str, work: Work[Result]) -> Work[Result]:
        work.over.wait(self._patience)
        if work.failure is not None:
            with self._lock:
                self._works.pop(key, None)
            raise work.failure
        return work

    def _forget(self) -> None:
        now = time.monotonic()
        old = [key for key, one in self._works.items() if one.is_over and now - one.ended_at > KEPT_SECONDS]
        for key in old:
            del self._works[key]


def _run(begun: Work[Result], work: Callable[[Progress], Result]) -> None:
    try:
        begun.result = work(begun)
    except CloseplanError as error:
        begun.failure = error
    except Exception:
        log.exception("work of a card failed")
        begun.failure = CloseplanError(
            "closeplan could not do this; it was noted. Nothing is lost: try again."
        )
    finally:
        begun.ended_at = time.monotonic()
        begun.over.set()
