"""Freshworks' messages: what an admin's workflow posts, with a secret header, for there is no webhook API."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from addon.adapters.http import VendorAccount
from addon.adapters.http.hook_bodies import id_in, json_object, unreadable
from addon.adapters.http.signatures import moment, shared_token
from closeplan.ports.hooks import HookAnswer, HookEvent, HookRequest, HookSender

HEADER = "X-Closeplan-Token"
"""The header that the workflow is to send, with the secret."""


@dataclass(frozen=True, kw_only=True)
class FreshworksHooks:
    """`HookSender`. The header proves who sends and not what: only the deal's id is taken over."""

    secret: str = field(repr=False)
    most_bytes: int = 100_000

    def verify(self, request: HookRequest, now: datetime) -> None:  # noqa: ARG002 - nothing signed says when
        shared_token(request.header(HEADER), self.secret)

    def read(self, request: HookRequest) -> HookAnswer:
        told = json_object(request)
        deal = id_in(told, "deal_id")
        if not deal.isdigit():
            raise unreadable("deal_id is no id of a deal: the workflow should send {{deal.id}}")
        stamp = id_in(told, "updated_at")
        event = HookEvent(id=f"{deal}:{stamp}", kind="deal", about=deal, at=moment(stamp))
        return HookAnswer(events=(event,), status=200)


def sender(account: VendorAccount) -> HookSender:
    """Its messages carry the secret in a header."""
    return FreshworksHooks(secret=account.secret)
