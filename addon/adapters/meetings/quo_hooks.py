"""Quo's messages, by either of its signatures: OpenPhone's own, which is being retired, and Standard Webhooks."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from addon.adapters.http import VendorAccount
from addon.adapters.http.hook_bodies import id_in, json_object, part, unreadable
from addon.adapters.http.signatures import (
    as_base64,
    hmac_sha256,
    in_time,
    match,
    moment,
    needed,
    needed_base64,
    standard_webhooks,
)
from closeplan.errors import ForbiddenError
from closeplan.ports.hooks import HookAnswer, HookEvent, HookRequest, HookSender

_CURRENT = "whsec_"
"""How keys of the newer scheme begin. The key says which scheme counts, never the message."""


@dataclass(frozen=True, kw_only=True)
class QuoHooks:
    """`HookSender`. A message carries the whole transcript, which is asked for all the same: Quo's word then counts and not a
    copy's.
    """

    secret: str = field(repr=False)
    most_bytes: int = 10_000_000

    def verify(self, request: HookRequest, now: datetime) -> None:
        needed(self.secret)
        if self.secret.startswith(_CURRENT):
            standard_webhooks(request, self.secret, now)
        else:
            _openphone(request, self.secret, now)

    def read(self, request: HookRequest) -> HookAnswer:
        told = json_object(request)
        if told.get("type") != "call.transcript.completed":
            return HookAnswer()
        call = id_in(part(part(told, "data"), "object"), "callId")
        if not call:
            raise unreadable("the message names no call")
        at = moment(told.get("createdAt"))
        return HookAnswer(events=(HookEvent(id=call, kind="call", about=call, at=at),))


def sender(account: VendorAccount) -> HookSender:
    """Its messages are signed with the webhook's key."""
    return QuoHooks(secret=account.secret)


def _openphone(request: HookRequest, secret: str, now: datetime) -> None:
    """`openphone-signature: hmac;1;<milliseconds>;<base64>`, the HMAC-SHA256 of `<milliseconds>.<body>`."""
    kind, _, rest = request.header("openphone-signature").partition(";1;")
    stamp, _, signature = rest.partition(";")
    if kind != "hmac":
        raise ForbiddenError("no signature, or one of an unknown kind")
    in_time(stamp, now, per_second=1000)
    match(signature, as_base64(hmac_sha256(needed_base64(secret), f"{stamp}.", request.body)), "signature")
