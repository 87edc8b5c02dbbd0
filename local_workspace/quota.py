"""Google's quotas a minute, for each person and for the project, and the refusals beyond them."""

from __future__ import annotations

import threading
from collections import Counter
from dataclasses import dataclass
from typing import Any

from local_workspace.discovery import Method
from local_workspace.drive.refusals import DriveError
from local_workspace.errors import ApiError

PROJECT = "123456789012"
"""The number of the one project that every request is made for."""
RETRY_SECONDS = 1
_READS = ("getByDataFilter", "batchGetByDataFilter", "developerMetadata.search")


@dataclass(frozen=True, slots=True)
class Limit:
    """How many requests of one kind an API takes a minute."""

    kind: str
    per_user: int
    per_project: int


_LIMITS = {
    ("sheets", "Read"): Limit("Read requests", 60, 300),
    ("sheets", "Write"): Limit("Write requests", 60, 300),
    ("docs", "Read"): Limit("Read requests", 300, 3000),
    ("docs", "Write"): Limit("Write requests", 60, 600),
    ("drive", ""): Limit("Queries", 12000, 12000),
}


def limit_of(method: Method) -> Limit | None:
    """The limit that a method counts towards; None for an API without one here."""
    is_read = method.http == "GET" or method.id.endswith(_READS)
    kind = "" if method.api == "drive" else "Read" if is_read else "Write"
    return _LIMITS.get((method.api, kind))


class Quota:
    """Counts requests in fixed windows of one minute."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._minute = -1
        self._used: Counter[tuple[str, str, str]] = Counter()

    def spend(self, method: Method, email: str, seconds: float) -> None:
        """Count one request at that time (seconds since 1970); raises the API's refusal when it is one too many."""
        limit = limit_of(method)
        if limit is None:
            return
        mine, everybodys = (method.api, limit.kind, email or "anonymous"), (method.api, limit.kind, "")
        with self._lock:
            self._turn(int(seconds // 60))
            if self._used[mine] >= limit.per_user:
                raise exceeded(method, by_user=True)
            if self._used[everybodys] >= limit.per_project:
                raise exceeded(method, by_user=False)
            self._used[mine] += 1
            self._used[everybodys] += 1

    def _turn(self, minute: int) -> None:
        if minute != self._minute:
            self._minute = minute
            self._used.clear()


def exceeded(method: Method, *, by_user: bool) -> ApiError:
    """The refusal of a request beyond a limit: Drive's old one is a 403, the others' a 429."""
    limit = limit_of(method) or Limit("Queries", 600, 600)
    if method.api == "drive":
        return too_many_for_drive(403, by_user=by_user)
    per = "per minute per user" if by_user else "per minute"
    return ApiError(
        429,
        "RESOURCE_EXHAUSTED",
        f"Quota exceeded for quota metric '{limit.kind}' and limit '{limit.kind} {per}' of service"
        f" '{method.api}.googleapis.com' for consumer 'project_number:{PROJECT}'.",
        _details(method.api, limit, by_user=by_user),
    )


def too_many_for_drive(code: int, *, by_user: bool) -> DriveError:
    """Drive's words for a request too many; `code` is 403 or 429."""
    message = "User Rate Limit Exceeded" if by_user else "Rate Limit Exceeded"
    reason = "userRateLimitExceeded" if by_user else "rateLimitExceeded"
    return DriveError(code, "RESOURCE_EXHAUSTED", message, reason=reason, domain="usageLimits")


def _details(api: str, limit: Limit, *, by_user: bool) -> list[dict[str, Any]]:
    name = limit.kind.title().replace(" ", "")
    return [
        {
            "@type": "type.googleapis.com/google.rpc.ErrorInfo",
            "reason": "RATE_LIMIT_EXCEEDED",
            "domain": "googleapis.com",
            "metadata": {
                "consumer": f"projects/{PROJECT}",
                "quota_limit": f"{name}PerMinutePer{'User' if by_user else 'Project'}",
                "quota_limit_value": str(limit.per_user if by_user else limit.per_project),
                "quota_location": "global",
                "quota_metric": f"{api}.googleapis.com/{limit.kind.lower().replace(' ', '_')}",
                "quota_unit": "1/min/{project}/{user}" if by_user else "1/min/{project}",
                "service": f"{api}.googleapis.com",
            },
        },
        {
            "@type": "type.googleapis.com/google.rpc.Help",
            "links": [
                {
                    "description": "Request a higher quota limit.",
                    "url": "https://cloud.google.com/docs/quotas/help/request_increase",
                }
            ],
        },
    ]
