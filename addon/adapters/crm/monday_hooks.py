"""monday.com's messages: an event of an item each, with a JSON Web Token signed with the app's secret."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from addon.adapters.http import VendorAccount
from addon.adapters.http.hook_bodies import id_in, json_object, part
from addon.adapters.http.signatures import moment, needed
from closeplan.errors import ForbiddenError, InputError
from closeplan.ports.hooks import HookAnswer, HookEvent, HookRequest, HookSender

_SKEW_SECONDS = 10
_LONGEST_CHALLENGE = 200
_LONGEST_TOKEN = 4_000


@dataclass(frozen=True, kw_only=True)
class MondayHooks:
    """`HookSender`. The token proves who sends, to whom and until when, and nothing of the body: only the item's id is taken
    over. Webhooks that were made with a personal token carry none and are refused. Where `board` is set, others' items are
    nothing to us.
    """

    secret: str = field(repr=False)
    board: str = ""
    most_bytes: int = 1_000_000

    def verify(self, request: HookRequest, now: datetime) -> None:
        """A challenge, sent once when a webhook is made, needs no token: it is given back and does nothing."""
        key = needed(self.secret)
        if _challenge(request):
            return
        claims = _claims(request.header("Authorization"), key, now)
        to = claims.get("aud")
        if to is not None and request.url not in (to if isinstance(to, list) else [to]):
            raise ForbiddenError("the token is for another address")

    def read(self, request: HookRequest) -> HookAnswer:
        challenge = _challenge(request)
        if challenge:
            return HookAnswer(status=200, body={"challenge": challenge})
        told = part(json_object(request), "event")
        item = id_in(told, "pulseId")
        if not item or self.board not in {"", id_in(told, "boardId")}:
            return HookAnswer(status=200)
        event = HookEvent(
            id=id_in(told, "triggerUuid") or f"{item}:{id_in(told, 'triggerTime')}",
            kind="deal",
            about=item,
            at=moment(told.get("triggerTime")),
        )
        return HookAnswer(events=(event,), status=200)


def _challenge(request: HookRequest) -> str:
    """What a message of nothing but a challenge asks to be given back; empty for any other."""
    if len(request.body) > 2 * _LONGEST_CHALLENGE or b'"challenge"' not in request.body:
        return ""
    try:
        told = json_object(request)
    except InputError:
        return ""
    challenge = told.get("challenge")
    alone = len(told) == 1 and isinstance(challenge, str) and len(challenge) <= _LONGEST_CHALLENGE
    return str(challenge) if alone else ""


def _claims(token: str, key: bytes, now: datetime) -> Mapping[str, Any]:
    """What the token says; ForbiddenError where it is not signed with that key by HS256, or has run out."""
    from joserfc.errors import JoseError  # noqa: PLC0415 - only monday.com's messages need it
    from joserfc.jwk import OctKey  # noqa: PLC0415
    from joserfc.jwt import JWTClaimsRegistry, decode  # noqa: PLC0415

    if not token or len(token) > _LONGEST_TOKEN:
        raise ForbiddenError("no token, or one longer than any")
    registry = JWTClaimsRegistry(
        now=lambda: int(now.timestamp()), leeway=_SKEW_SECONDS, exp={"essential": True}
    )
    try:
        found = decode(token.removeprefix("Bearer "), OctKey.import_key(key), algorithms=["HS256"])
        registry.validate(found.claims)
    except (JoseError, ValueError) as error:
        raise ForbiddenError(f"the token does not hold ({type(error).__name__})") from error
    return dict(found.claims)


def sender(account: VendorAccount) -> HookSender:
    """Its messages carry a token signed with the app's signing secret."""
    return MondayHooks(secret=account.secret, board=account.account.partition("/")[0])
