"""A vendor of our own making: a server over real HTTP with the vendor's paths, state, limits and errors.

Every request that it gets, and every answer that it gives, is held against the vendor's description; what is not as described fails
the test at its end. A fake is a `FakeVendor` with `routes`; it is used as a context manager:

    with FakeHubSpot() as hubspot:
        hubspot.break_with(refusal(503))
"""

from __future__ import annotations

import json
import socket
import threading
import time
from collections import Counter, deque
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Self

from werkzeug import Request, Response
from werkzeug.exceptions import HTTPException
from werkzeug.routing import Map, Rule
from werkzeug.serving import WSGIRequestHandler, make_server

from addon.adapters.http import Rate
from tests.vendors.specs import Checks

Handler = Callable[..., Response]
"""A route's function: the request first, then the path's variables by name."""

Failure = Callable[["FakeVendor", Request], Response]
"""What happens to a request instead of its answer."""


def answered(content: object = None, status: int = 200, headers: Mapping[str, str] | None = None) -> Response:
    """An answer with that JSON, without a body where there is None."""
    if content is None:
        return Response(status=status, headers=headers)
    return Response(
        json.dumps(content, ensure_ascii=False),
        status=status,
        headers=headers,
        content_type="application/json",
    )


class Dropped(Exception):  # noqa: N818 - not an error: what happens to a connection
    """The connection ends without an answer."""


def refusal(status: int, content: object = None, headers: Mapping[str, str] | None = None) -> Failure:
    """It is refused, nothing is done; by default in the vendor's own form."""
    return lambda vendor, _request: (
        vendor.error(status, "the test says so", headers)
        if content is None
        else answered(content, status, headers)
    )


def busy(seconds: float | None = None, status: int = 429) -> Failure:
    """Too many requests."""
    return refusal(status, headers={} if seconds is None else {"Retry-After": f"{seconds:g}"})


def raw(body: bytes, status: int = 200, headers: Mapping[str, str] | None = None) -> Failure:
    """These bytes come instead of an answer."""
    return lambda _vendor, _request: Response(body, status=status, headers=headers)


def dropped(_vendor: FakeVendor, _request: Request) -> Response:
    """Nothing is done, and the connection ends."""
    raise Dropped


def done(vendor: FakeVendor, request: Request) -> Response:
    """Nothing is wrong with this one."""
    return vendor.done(request)


def lost(vendor: FakeVendor, request: Request) -> Response:
    """It is done, but its answer never arrives."""
    vendor.done(request)
    raise Dropped


def slow(seconds: float) -> Failure:
    """It is done, but its answer takes so long."""

    def late(vendor: FakeVendor, request: Request) -> Response:
        answer = vendor.done(request)
        time.sleep(seconds)
        return answer

    return late


@dataclass(frozen=True)
class Seen:
    """A request as it came."""

    method: str
    path: str
    query: Mapping[str, str]
    headers: Mapping[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)


class FakeVendor:
    """The base of fakes. `base_path` is what the vendor's own base URL has behind its host; `token` is what requests have to
    carry. `limits` are kept with 429 by `clock`; `checks` holds traffic against the vendor's description.
    """

    base_path: ClassVar[str] = ""

    def __init__(
        self,
        checks: Checks | None = None,
        *,
        limits: Iterable[Rate] = (),
        clock: Callable[[], float] = time.monotonic,
        checks_answers: bool = True,
    ) -> None:
        self.token = "token-1"
        self.asked: list[Seen] = []
        self.problems: list[str] = []
        self._checks, self._checks_answers = checks, checks_answers
        self._failures: deque[Failure] = deque()
        self._standing: Failure | None = None
        self._windows = [(rate, deque[float]()) for rate in limits]
        self._clock = clock
        self._lock = threading.RLock()
        self._map = Map(
            [
                Rule(self.base_path + pattern, methods=[method], endpoint=handler)
                for (method, pattern), handler in self.routes().items()
            ]
        )

    def routes(self) -> Mapping[tuple[str, str], Handler]:
        """What it does, by method and path (with werkzeug's variables, such as `/deals/<deal_id>`)."""
        raise NotImplementedError

    def error(self, status: int, words: str, headers: Mapping[str, str] | None = None) -> Response:
        """A refusal in the vendor's form."""
        return answered({"message": words}, status, headers)

    def is_let_in(self, request: Request) -> bool:
        """Whether the request carries the token."""
        return request.headers.get("Authorization") == f"Bearer {self.token}"

    def too_many(self, seconds: float) -> Response:
        """What it answers above its limits."""
        return self.error(429, "too many requests", {"Retry-After": f"{seconds:.3f}"})

    # what a test does to it

    def break_with(self, *failures: Failure) -> None:
        """The next requests fail so, one each."""
        self._failures.extend(failures)

    def go_down(self, failure: Failure) -> None:
        """Every request fails so until `come_back`."""
        self._standing = failure

    def come_back(self) -> None:
        """Nothing fails any more."""
        self._standing = None
        self._failures.clear()

    def expire_token(self) -> str:
        """The token that was good is so no more; the new one."""
        self.token = f"token-{int(self.token.rpartition('-')[2]) + 1}"
        return self.token

    def trust(self) -> None:
        """Hold nothing against the description any more: for measuring, where checks would cost most of the time."""
        self._checks = None

    def counts(self) -> Counter[str]:
        """How often each method and path was asked."""
        return Counter(f"{seen.method} {seen.path}" for seen in self.asked)

    # being a server

    def __enter__(self) -> Self:
        self._server = make_server("127.0.0.1", 0, self._wsgi, threaded=True, request_handler=_Quiet)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)
        self._thread.start()
        self.url = f"http://127.0.0.1:{self._server.port}{self.base_path}"
        return self

    def __exit__(self, kind: object, *_more: object) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()
        if kind is None:
            self.check()

    def check(self) -> None:
        """Fail where something was not as the vendor describes it."""
        assert not self.problems, "\n".join(self.problems)

    def _wsgi(self, environ: dict[str, Any], start: Any) -> Iterable[bytes]:
        request = Request(environ)
        try:
            answer = self._answer(request)
        except Dropped:
            environ["werkzeug.socket"].shutdown(socket.SHUT_RDWR)
            start("200 OK", [])
            return ()
        return answer(environ, start)

    def _answer(self, request: Request) -> Response:
        with self._lock:
            self.asked.append(_seen(request))
            failure = self._failures.popleft() if self._failures else self._standing
            wait = self._over_limit()
        if failure is not None:
            return failure(self, request)
        if wait > 0:
            return self.too_many(wait)
        return self.done(request)

    def done(self, request: Request) -> Response:
        """The answer of a vendor that is well."""
        if not self.is_let_in(request):
            return self.error(401, "the token is not good")
        if self._checks is not None:
            self._note(request, self._checks.of_request(request))
        try:
            handler, variables = self._map.bind("").match(request.path, request.method)
        except HTTPException as error:
            self._note(request, "the fake has no such path")
            return self.error(error.code or 404, "no such path")
        with self._lock:
            answer: Response = handler(request, **variables)
        if self._checks is not None and self._checks_answers:
            self._note(request, self._checks.of_answer(request, answer))
        return answer

    def _note(self, request: Request, problem: str) -> None:
        if problem:
            self.problems.append(f"{request.method} {request.full_path}: {problem}")

    def _over_limit(self) -> float:
        """Seconds until one more may come; 0 takes a place."""
        now = self._clock()
        for rate, taken in self._windows:
            while taken and taken[0] <= now - rate.seconds:
                taken.popleft()
        waits = [taken[0] + rate.seconds - now for rate, taken in self._windows if len(taken) >= rate.calls]
        if not waits:
            for _rate, taken in self._windows:
                taken.append(now)
        return max(waits, default=0.0)


class _Quiet(WSGIRequestHandler):
    def log(self, *_words: object) -> None:
        """Tests read `FakeVendor.asked`."""


def _seen(request: Request) -> Seen:
    return Seen(
        request.method,
        request.path,
        dict(request.args),
        {name.lower(): value for name, value in request.headers.items()},
        request.get_data(),
    )
