"""Zoho CRM's messages (notifications API, v8): which deals changed, with a token that we gave and no signature."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from addon.adapters.http import VendorAccount
from addon.adapters.http.hook_bodies import id_in, json_object, part, unreadable
from addon.adapters.http.signatures import moment, needed, shared_token
from closeplan.errors import ForbiddenError, InputError
from closeplan.ports.hooks import HookAnswer, HookEvent, HookRequest, HookSender

_MOST_IDS = 1_000
"""More records than one call of Zoho's changes."""


@dataclass(frozen=True, kw_only=True)
class ZohoHooks:
    """`HookSender`. The token proves who sends and not what: only ids are taken over."""

    secret: str = field(repr=False)
    most_bytes: int = 1_000_000

    def verify(self, request: HookRequest, now: datetime) -> None:  # noqa: ARG002 - nothing signed says when
        secret = needed(self.secret).decode()
        try:
            token = json_object(request).get("token")
        except InputError as error:
            raise ForbiddenError("no JSON, so no token") from error
        shared_token(token if isinstance(token, str) else "", secret)

    def read(self, request: HookRequest) -> HookAnswer:
        told = json_object(request)
        module = part(told, "module").get("api_name") or told.get("module")
        if module != "Deals":
            return HookAnswer(status=200)
        ids = told.get("ids")
        if not isinstance(ids, list) or len(ids) > _MOST_IDS:
            raise unreadable("the message has no list of ids")
        at, stamp = moment(told.get("server_time"), per_second=1000), id_in(told, "server_time")
        deals = [id_in({"id": one}, "id") for one in ids]
        events = (HookEvent(id=f"{deal}:{stamp}", kind="deal", about=deal, at=at) for deal in deals if deal)
        return HookAnswer(events=tuple(events), status=200)


def sender(account: VendorAccount) -> HookSender:
    """Its messages carry the token that the channel was made with."""
    return ZohoHooks(secret=account.secret)
