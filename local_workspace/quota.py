"""Sheets' quotas: reads and writes a minute, for each person and for the project."""

from __future__ import annotations

import threading
from collections import Counter

from local_workspace.discovery import Method
from local_workspace.errors import ApiError

PER_USER = 60
PER_PROJECT = 300
_READS = ("getByDataFilter", "batchGetByDataFilter", "developerMetadata.search")


class Quota:
    """Counts Sheets requests in fixed windows of one minute."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._minute = -1
        self._used: Counter[tuple[str, str]] = Counter()

    def spend(self, method: Method, email: str, seconds: float) -> None:
        """Count one request at that time (seconds since 1970); raises Google's 429 when it is one too many."""
        if method.api != "sheets":
            return
        kind = "Read" if method.http == "GET" or method.id.endswith(_READS) else "Write"
        with self._lock:
            self._turn(int(seconds // 60))
            self._refuse_beyond(kind, (kind, email), PER_USER, "per minute per user")
            self._refuse_beyond(kind, (kind, ""), PER_PROJECT, "per minute")
            self._used[kind, email] += 1
            self._used[kind, ""] += 1

    def _turn(self, minute: int) -> None:
        if minute != self._minute:
            self._minute = minute
            self._used.clear()

    def _refuse_beyond(self, kind: str, key: tuple[str, str], limit: int, per: str) -> None:
        if self._used[key] < limit:
            return
        raise ApiError(
            429,
            "RESOURCE_EXHAUSTED",
            f"Quota exceeded for quota metric '{kind} requests' and limit '{kind} requests {per}' of service"
            " 'sheets.googleapis.com' for consumer 'project_number:0'.",
            [
                {
                    "@type": "type.googleapis.com/google.rpc.ErrorInfo",
                    "reason": "RATE_LIMIT_EXCEEDED",
                    "domain": "googleapis.com",
                    "metadata": {
                        "service": "sheets.googleapis.com",
                        "quota_metric": f"sheets.googleapis.com/{kind.lower()}_requests",
                        "quota_limit_value": str(limit),
                    },
                }
            ],
        )
