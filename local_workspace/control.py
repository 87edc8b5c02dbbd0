"""`/_control`: what tests and the bench ask of the local Workspace itself. No Google API has it."""

from __future__ import annotations

import threading
from collections import Counter
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, request

from local_workspace import channels
from local_workspace.auth import person
from local_workspace.clock import Clock
from local_workspace.drive.model import role_of
from local_workspace.errors import ApiError, not_found
from local_workspace.faults import Faults
from local_workspace.storage import Storage


class Counters:
    """How many API requests each person made, by method, since the start or the last reset."""

    def __init__(self, clock: Clock | None = None) -> None:
        """`clock` dates the start and each reset."""
        self._clock = clock or Clock()
        self._lock = threading.Lock()
        self._since = self._clock.now()
        self._counts: Counter[tuple[str, str]] = Counter()

    def count(self, email: str, method_id: str) -> None:
        """Count one request."""
        with self._lock:
            self._counts[email, method_id] += 1

    def reset(self) -> None:
        """Begin again at nought."""
        with self._lock:
            self._since = self._clock.now()
            self._counts.clear()

    def report(self) -> dict[str, Any]:
        """Totals by method, and by person and method."""
        with self._lock:
            counts, since = dict(self._counts), self._since
        by_method: Counter[str] = Counter()
        by_user: dict[str, dict[str, int]] = {}
        for (email, method_id), number in sorted(counts.items()):
            by_method[method_id] += number
            by_user.setdefault(email or "anonymous", {})[method_id] = number
        return {
            "since": since.isoformat(),
            "total": by_method.total(),
            "by_method": dict(by_method),
            "by_user": by_user,
        }


@dataclass(frozen=True, slots=True)
class Controlled:
    """What the control surface controls."""

    storage: Storage
    counters: Counters
    clock: Clock
    faults: Faults


def blueprint(workspace: Controlled) -> Blueprint:
    """The control surface of a Workspace."""
    control = Blueprint("control", __name__, url_prefix="/_control")
    counters = workspace.counters
    control.register_error_handler(ApiError, _refusal)
    control.add_url_rule("/requests", "requests", counters.report)
    control.add_url_rule("/time", "time", workspace.clock.report)
    control.add_url_rule("/faults", "faults", workspace.faults.report)

    @control.post("/reset-counters")
    def reset_counters() -> dict[str, Any]:
        counters.reset()
        return counters.report()

    @control.post("/time")
    def move_time() -> dict[str, Any]:
        workspace.clock.move(request.get_json(silent=True))
        return workspace.clock.report()

    @control.post("/faults")
    def arm() -> dict[str, Any]:
        expired = workspace.faults.arm(request.get_json(silent=True))
        with workspace.storage.transaction() as db:
            for which in expired:
                channels.expire(db, **which)
        return workspace.faults.report()

    @control.delete("/faults")
    def clear() -> dict[str, Any]:
        workspace.faults.clear()
        return workspace.faults.report()

    @control.post("/open")
    def open_with_app() -> dict[str, Any]:
        return _open(workspace.storage, request.get_json(silent=True) or {})

    return control


def _open(storage: Storage, asked: dict[str, Any]) -> dict[str, Any]:
    """A person opens a file with the app: from now on a token of theirs with `drive.file` sees it."""
    file_id, email = str(asked.get("file", "")), str(asked.get("user", "")).lower()
    with storage.transaction() as db:
        if role_of(db, person(email), file_id) is None:
            raise not_found(f"{email or 'Nobody'} has no file {file_id}.")
        db.open_with_app(file_id, email)
    return {"file": file_id, "user": email}


def _refusal(error: ApiError) -> tuple[dict[str, Any], int]:
    return {"error": {"code": error.code, "message": error.message, "status": error.status}}, error.code
