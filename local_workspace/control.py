"""`/_control`: what tests and the bench ask of the local Workspace itself. No Google API has it."""

from __future__ import annotations

import threading
from collections import Counter
from datetime import UTC, datetime
from typing import Any

from flask import Blueprint


class Counters:
    """How many API requests each person made, by method, since the start or the last reset."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._since = datetime.now(UTC)
        self._counts: Counter[tuple[str, str]] = Counter()

    def count(self, email: str, method_id: str) -> None:
        """Count one request."""
        with self._lock:
            self._counts[email, method_id] += 1

    def reset(self) -> None:
        """Begin again at nought."""
        with self._lock:
            self._since = datetime.now(UTC)
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


def blueprint(counters: Counters) -> Blueprint:
    """The control surface over these counters."""
    control = Blueprint("control", __name__, url_prefix="/_control")

    @control.get("/requests")
    def requests() -> dict[str, Any]:
        return counters.report()

    @control.post("/reset-counters")
    def reset_counters() -> dict[str, Any]:
        counters.reset()
        return counters.report()

    return control
