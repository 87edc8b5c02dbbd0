"""Pipedrive's messages (webhooks v2): an event each, with a user and a password and no signature."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from addon.adapters.http import VendorAccount
from addon.adapters.http.hook_bodies import id_in, json_object, part
from addon.adapters.http.signatures import basic_auth, moment
from closeplan.ports.hooks import HookAnswer, HookEvent, HookRequest, HookSender

USER = "closeplan"
"""What to give Pipedrive as the user; the password is the secret."""


@dataclass(frozen=True, kw_only=True)
class PipedriveHooks:
    """`HookSender`. The password proves who sends and not what: only the deal's id is taken over, the rest is asked for."""

    secret: str = field(repr=False)
    most_bytes: int = 1_000_000

    def verify(self, request: HookRequest, now: datetime) -> None:  # noqa: ARG002 - nothing signed says when
        basic_auth(request, USER, self.secret)

    def read(self, request: HookRequest) -> HookAnswer:
        meta = part(json_object(request), "meta")
        deal = id_in(meta, "entity_id")
        if meta.get("entity") != "deal" or not deal:
            return HookAnswer(status=200)
        event = HookEvent(
            id=id_in(meta, "id") or f"{deal}:{id_in(meta, 'timestamp')}",
            kind="deal",
            about=deal,
            at=moment(meta.get("timestamp")),
        )
        return HookAnswer(events=(event,), status=200)


def sender(account: VendorAccount) -> HookSender:
    """Its messages carry the user `closeplan` and the secret."""
    return PipedriveHooks(secret=account.secret)
