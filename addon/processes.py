"""What a running process is made of besides services: its clock, its log, its checkpoints, its key."""

from __future__ import annotations

import ctypes
import logging
import os
import secrets
import signal
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import structlog

log = structlog.get_logger(__name__)


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        return datetime.now(UTC)


def give_back_memory() -> None:
    """Hand the memory that starting took and no longer needs back to the system, where the C library can: glibc keeps it."""
    if sys.platform == "linux":
        trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
        if trim is not None:
            trim(0)


class NoCheckpoints:
    """Nothing happens at a checkpoint."""

    def reach(self, name: str) -> None:
        pass


class CrashAt:
    """Kills the process at one checkpoint, as a power cut would; tests prove with it that nothing is lost."""

    def __init__(self, name: str) -> None:
        self._name = name

    def reach(self, name: str) -> None:
        if name == self._name:
            log.warning("crashing on purpose", checkpoint=name)
            sys.stderr.flush()
            os.kill(os.getpid(), signal.SIGKILL)


class Bursts:
    """When each robot's files were last heard of in this process, and waiting until they are quiet. In seconds."""

    def __init__(self, *, quiet: float, longest: float) -> None:
        self._quiet = quiet
        self._longest = longest
        self._heard: dict[str, float] = {}

    def note(self, robot: str) -> None:
        """Something was heard just now."""
        self._heard[robot] = time.monotonic()

    def wait(self, robot: str) -> None:
        """Return once nothing was heard for the quiet time, or after the longest wait."""
        begun = time.monotonic()
        while True:
            now = time.monotonic()
            quiet_at = max(self._heard.get(robot, begun), begun) + self._quiet
            left = min(quiet_at, begun + self._longest) - now
            if left <= 0:
                return
            time.sleep(left)


class Silent:
    """Progress nobody looks at."""

    def step(self, message: str) -> None:
        pass


class OnTerminal:
    """Progress as lines on stderr, for a person at a terminal."""

    def step(self, message: str) -> None:
        print(f"{message} …", file=sys.stderr, flush=True)  # noqa: T201 - this is the terminal


def progress(*, quiet: bool) -> Silent | OnTerminal:
    """Progress for a person, nothing for a script."""
    return OnTerminal() if sys.stderr.isatty() and not quiet else Silent()


def log_to_stderr(level: str) -> None:
    """Structured lines on stderr, so that stdout holds nothing but answers."""
    on_terminal = sys.stderr.isatty()
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            structlog.dev.ConsoleRenderer() if on_terminal else structlog.processors.JSONRenderer(),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(getattr(logging, level.upper())),
        logger_factory=structlog.PrintLoggerFactory(file=sys.stderr),
        cache_logger_on_first_use=True,
    )


def key_in(folder: Path, name: str = "secret.key") -> bytes:
    """The installation's own key: 32 random bytes kept in the data folder, readable by its owner alone."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_bytes()
    with os.fdopen(handle, "wb") as file:
        file.write(secrets.token_bytes(32))
    return path.read_bytes()
