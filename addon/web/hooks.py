"""What vendors post to: proven, read, kept, answered; what it leads to is done later.

A vendor is a sender and a kind of event a taker, both given: nothing here knows any of them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import structlog
from flask import Blueprint, Response, jsonify, request

from addon.web.limits import Limiter
from closeplan.errors import ForbiddenError, InputError, NotFoundError
from closeplan.ports.hooks import HookAnswer, HookEvent, HookRequest, HookSender
from closeplan.ports.process import Clock

LOGGED = "6/minute"
"""Refused messages of a vendor that leave a line in the log; anybody can send more."""

Taker = Callable[[str, Sequence[HookEvent]], None]
"""Keeps what a vendor told of one kind of thing, by the vendor's name."""

log = structlog.get_logger(__name__)


@dataclass(frozen=True, kw_only=True)
class Hooks:
    """What the addresses need. `sender_of` raises NotFoundError for a vendor that is not set up or posts nothing; `base_url`
    is our public one.
    """

    sender_of: Callable[[str], HookSender]
    takers: Mapping[str, Taker]
    base_url: str
    clock: Clock
    limiter: Limiter = field(default_factory=Limiter)

    def blueprint(self) -> Blueprint:
        """The paths `/webhooks/<vendor>`."""
        paths = Blueprint("hooks", __name__, url_prefix="/webhooks")
        paths.add_url_rule("/<vendor>", "post", self._post, methods=["GET", "POST"])
        return paths

    def _post(self, vendor: str) -> Response:
        try:
            sender = self.sender_of(vendor)
        except NotFoundError:
            return Response(status=404)
        request.max_content_length = sender.most_bytes  # a larger body is answered with 413 and not read
        told = as_it_came(self.base_url)
        try:
            sender.verify(told, self.clock.now())
            answer = sender.read(told)
        except (ForbiddenError, InputError) as error:
            self._log_refusal(vendor, str(error))
            return Response(status=403 if isinstance(error, ForbiddenError) else 400)
        self._take(vendor, answer.events)
        return _answered(answer)

    def _take(self, vendor: str, events: Sequence[HookEvent]) -> None:
        """Keep what was told before it is answered: a vendor that gets an error tells it again."""
        by_kind: dict[str, list[HookEvent]] = defaultdict(list)
        for event in events:
            by_kind[event.kind].append(event)
        for kind, some in by_kind.items():
            self.takers[kind](vendor, some)
        log.debug("a vendor told", vendor=vendor, **{kind: len(some) for kind, some in by_kind.items()})

    def _log_refusal(self, vendor: str, reason: str) -> None:
        if self.limiter.allows(LOGGED, "refused", vendor):
            log.warning("refused a message", vendor=vendor, reason=reason, peer=request.remote_addr)


def as_it_came(base_url: str) -> HookRequest:
    """The request in hand, at our public address."""
    query = request.query_string.decode("latin-1")
    return HookRequest(
        method=request.method,
        url=f"{base_url}{request.path}{'?' if query else ''}{query}",
        headers={name.lower(): value for name, value in request.headers.items()},
        body=request.get_data(cache=False),
        query=request.args.to_dict(),
    )


def _answered(answer: HookAnswer) -> Response:
    if answer.body is None:
        return Response(status=answer.status)
    if isinstance(answer.body, str):
        return Response(answer.body, status=answer.status, content_type="text/plain; charset=utf-8")
    response = jsonify(answer.body)
    response.status_code = answer.status
    return response
