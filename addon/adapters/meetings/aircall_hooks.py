"""Aircall's messages: nothing signs them, a token in the body says who sends (developer.aircall.io, Webhooks overview)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from addon.adapters.http import VendorAccount
from addon.adapters.http.hook_bodies import id_in, json_object, part, unreadable
from addon.adapters.http.signatures import moment, shared_token
from closeplan.errors import ForbiddenError, InputError
from closeplan.ports.hooks import HookAnswer, HookEvent, HookRequest, HookSender


@dataclass(frozen=True, kw_only=True)
class AircallHooks:
    """`HookSender`. The token proves who sends and neither what nor when: only the call's number is taken over, and the call
    is asked for.
    """

    secret: str = field(repr=False)
    most_bytes: int = 1_000_000

    def verify(self, request: HookRequest, now: datetime) -> None:  # noqa: ARG002 - nothing signed says when
        try:
            token = id_in(json_object(request), "token")
        except InputError as error:
            raise ForbiddenError("no token") from error
        shared_token(token, self.secret)

    def read(self, request: HookRequest) -> HookAnswer:
        told = json_object(request)
        if told.get("event") != "transcription.created":
            return HookAnswer()
        call = id_in(part(told, "data"), "call_id")
        if not call.isdigit():
            raise unreadable("the message names no call")
        at = moment(told.get("timestamp"))
        return HookAnswer(events=(HookEvent(id=call, kind="call", about=call, at=at),))


def sender(account: VendorAccount) -> HookSender:
    """Its messages carry the token that Aircall gave the webhook."""
    return AircallHooks(secret=account.secret)
