"""What an installation needs, looked at one by one, each with what to do about it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any

from addon.bootstrap import Backend
from closeplan.errors import CloseplanError


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at; `says` is what was found, or what to do."""

    name: str
    ok: bool
    says: str

    def to_json(self) -> dict[str, Any]:
        return asdict(self)


def examine(backend: Backend) -> list[Finding]:
    """Look at everything; a check that fails never hides the next one."""
    settings = backend.settings
    return [
        _try("database", lambda: _database(backend)),
        _try("robot", lambda: _robot(backend)),
        _try("watching", lambda: _watching(backend)),
        Finding(
            "notifications",
            ok=True,
            says=f"Drive posts to {settings.webhook_url}"
            if settings.pushed
            else f"no public https address: the feed is polled every {settings.poll_seconds:g} s",
        ),
    ]


def _try(name: str, look: Callable[[], str]) -> Finding:
    try:
        return Finding(name, ok=True, says=look())
    except CloseplanError as error:
        return Finding(name, ok=False, says=str(error))


def _database(backend: Backend) -> str:
    return f"{len(backend.store.plans())} plans"


def _robot(backend: Backend) -> str:
    robot = backend.settings.robot
    backend.watch.feed(robot).start_token()
    return f"{robot} can read its change feed"


def _watching(backend: Backend) -> str:
    robots = backend.store.robots()
    if not robots:
        return "no plan yet; `closeplan generate DEAL.yaml` makes one"
    live = sum(len(backend.store.channels(robot)) for robot in robots)
    return f"{len(robots)} feeds, {live} notification channels"
