"""One vendor's HTTP: a request in, JSON out, everything else one of our errors."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from copy import copy
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any

import structlog

from addon.adapters.http.access import Access
from addon.adapters.http.pace import Pace
from closeplan.errors import ForbiddenError, NotFoundError, OutsideError, RefusedError, RetryLaterError

if TYPE_CHECKING:
    import requests

CONNECT_SECONDS = 10.0
READ_SECONDS = 30.0

PATIENCE_SECONDS = 15.0
"""A wait that a vendor asks for is waited in place if it is no longer; a longer one is the queue's."""

TRIES = 3

MOST_BYTES = 64_000_000
"""More than any answer holds: a transcript of a day, a page of deals."""

_LATER = frozenset({408, 425, 429, 500, 502, 503, 504, 509, 520, 521, 522, 523, 524, 529})

log = structlog.get_logger(__name__)


@dataclass(frozen=True, kw_only=True)
class Refusals:
    """How a vendor refuses. `reason` finds its words in an answer: status and JSON (or text) in, one line out. `is_busy` says
    of a refusal that it means too many requests though its status does not. `free_at` names the header that says from which
    second since 1970 requests may go again, of vendors who send no Retry-After.
    """

    reason: Callable[[int, Any], str]
    is_busy: Callable[[int, Any], bool] = lambda _status, _content: False
    free_at: str = ""


class LeadsElsewhereError(OutsideError):
    """The answer is to be had at `location`, as the vendor says; whether our token may go there is the asker's to know."""

    def __init__(self, message: str, *, status: int, location: str) -> None:
        self.location = location
        super().__init__(message, status=status)


class Wire:
    """Sends one vendor's requests, each when its `pace` allows it."""

    def __init__(
        self,
        vendor: str,
        access: Access,
        pace: Pace,
        refusals: Refusals,
        *,
        session: requests.Session | None = None,
    ) -> None:
        self._vendor, self._access, self._pace, self._refusals = vendor, access, pace, refusals
        self._session = session
        self._expected: frozenset[int] = frozenset()

    def expecting(self, *statuses: int) -> Wire:
        """The same, for a question that these statuses answer ("there is none"): they are no news for an admin. The errors are
        those of `json`.
        """
        self._session = self._session or self._open()
        asking = copy(self)
        asking._expected = frozenset(statuses)  # noqa: SLF001 - it is one of us
        return asking

    def json(
        self,
        method: str,
        path: str,
        *,
        query: Mapping[str, Any] | None = None,
        body: Any = None,
        headers: Mapping[str, str] | None = None,
    ) -> Any:
        """The JSON of the answer, None where it has no body and its status says so (204 and such). `path` is behind the
        account's base URL, or a whole URL of the same host. NotFoundError (404, 410), ForbiddenError (403), RefusedError (other
        4xx), RetryLaterError (429, 5xx, no answer, and 401 where nothing renews it: an admin can connect the account again),
        each with the vendor's words.
        """
        answer = self._asked(method, path, query, body, headers)
        if not answer.content and answer.status_code != 200:
            return None
        try:
            content = answer.json()
        except ValueError as error:
            raise RetryLaterError(f"{self._vendor} answered no JSON", status=answer.status_code) from error
        if content is None:
            # it would be taken for "there is nothing", which only a status says
            raise RetryLaterError(f"{self._vendor} answered null", status=answer.status_code)
        return content

    def data(self, path: str, *, headers: Mapping[str, str] | None = None) -> bytes:
        """The bytes of what lies there."""
        return self._asked("GET", path, None, None, headers).content

    def _asked(
        self,
        method: str,
        path: str,
        query: Mapping[str, Any] | None,
        body: Any,
        headers: Mapping[str, str] | None,
    ) -> requests.Response:
        renewed = False
        for attempt in range(1, TRIES + 1):
            self._pace.wait()
            answer = self._sent(method, path, query, body, headers)
            if answer.status_code == 401 and not renewed and self._access.renew():
                renewed = True
                continue
            after = self._asked_to_wait(answer)
            if after is not None and after <= PATIENCE_SECONDS and attempt < TRIES:
                self._pace.hold(after)
                continue
            self._raise_for(answer, after)
            return answer
        raise RetryLaterError(f"{self._vendor} asks to wait", status=429)

    def _sent(
        self,
        method: str,
        path: str,
        query: Mapping[str, Any] | None,
        body: Any,
        headers: Mapping[str, str] | None,
    ) -> requests.Response:
        import requests  # noqa: PLC0415 - an idle server has no need of it

        session = self._session or self._open()
        url = self._url(path)
        sends = {"Accept": "application/json", **self._access.headers(), **(headers or {})}
        data = None
        if body is not None:
            data = json.dumps(body, ensure_ascii=False).encode()
            sends.setdefault("Content-Type", "application/json")
        try:
            answer = session.request(
                method,
                url,
                params=query,
                data=data,
                headers=sends,
                timeout=(CONNECT_SECONDS, READ_SECONDS),
                # an answer that leads elsewhere would take our token there
                allow_redirects=False,
                stream=True,
            )
            answer._content = _read(answer)  # noqa: SLF001 - requests has no other way to bound a body
        except requests.ConnectTimeout as error:
            raise RetryLaterError(f"{self._vendor} can't be reached", status=0) from error
        except requests.RequestException as error:
            raise RetryLaterError(f"{self._vendor} gave no answer ({type(error).__name__})") from error
        return answer

    def _open(self) -> requests.Session:
        import requests  # noqa: PLC0415 - as above

        self._session = requests.Session()
        return self._session

    def _url(self, path: str) -> str:
        base = self._access.base_url()
        if not path or path.startswith("/"):
            return base + path
        # a path that begins otherwise, such as `@evil.example/` or `.evil.example/`, would make the base another host's
        if not path.startswith(base + "/"):
            raise RefusedError(f"{self._vendor} names an address that is not its own")
        return path

    def _asked_to_wait(self, answer: requests.Response) -> float | None:
        """Seconds that a busy vendor asks for; None where it is not busy."""
        busy = answer.status_code == 429 or (
            answer.status_code >= 400 and self._refusals.is_busy(answer.status_code, _content(answer))
        )
        if not busy and not (answer.status_code == 503 and "Retry-After" in answer.headers):
            return None
        asked = seconds_in(answer.headers.get("Retry-After", ""))
        free_at = (
            seconds_in(answer.headers.get(self._refusals.free_at, "")) if self._refusals.free_at else None
        )
        if asked is None and free_at is not None:
            asked = max(0.0, free_at - datetime.now(UTC).timestamp())
        return asked or 1.0

    def _raise_for(self, answer: requests.Response, after: float | None) -> None:
        status = answer.status_code
        if status < 300:
            return
        if status < 400:
            raise LeadsElsewhereError(
                f"{self._vendor} leads elsewhere", status=status, location=answer.headers.get("Location", "")
            )
        words = self._refusals.reason(status, _content(answer)) or f"status {status}"
        told = f"{self._vendor}: {' '.join(words.split())[:300]}"
        if status not in self._expected:
            log.warning("a vendor refused", vendor=self._vendor, status=status, reason=told)
        if after is not None or status in _LATER or status == 401:
            raise RetryLaterError(told, status=status, after=after)
        if status == 403:
            raise ForbiddenError(told)
        if status in {404, 410}:
            raise NotFoundError(told)
        raise RefusedError(told, status=status)


def seconds_in(retry_after: str) -> float | None:
    """What a Retry-After header asks for, in seconds; it may be a number or a date (RFC 9110, 10.2.3). None where it can't be
    read.
    """
    text = retry_after.strip()
    try:
        return max(0.0, float(text))
    except ValueError:
        pass
    try:
        return max(0.0, (parsedate_to_datetime(text) - datetime.now(UTC)).total_seconds())
    except (TypeError, ValueError):
        return None


def _read(answer: requests.Response) -> bytes:
    """The body, no more of it than a right answer has."""
    taken = bytearray()
    for piece in answer.iter_content(65_536):
        taken += piece
        if len(taken) > MOST_BYTES:
            answer.close()
            raise OutsideError("the answer is larger than any should be", status=answer.status_code)
    return bytes(taken)


def _content(answer: requests.Response) -> Any:
    try:
        return answer.json()
    except ValueError:
        return answer.text[:500]
