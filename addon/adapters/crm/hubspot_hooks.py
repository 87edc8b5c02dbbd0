"""HubSpot's messages: up to 100 events each, signed with the app's secret (Webhooks API, signature version 3)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from addon.adapters.http import VendorAccount
from addon.adapters.http.hook_bodies import id_in, json_in, unreadable
from addon.adapters.http.signatures import as_base64, hmac_sha256, in_time, match, moment, needed
from closeplan.ports.hooks import HookAnswer, HookEvent, HookRequest, HookSender

_UNESCAPED = re.compile("%(3A|2F|3F|40|21|24|27|28|29|2A|2C|3B)", re.IGNORECASE)
"""What HubSpot decodes in the address before it signs, and nothing else."""

_DEALS = "0-3"
"""HubSpot's number for the type `deal` in events of kind `object.*`."""


@dataclass(frozen=True, kw_only=True)
class HubSpotHooks:
    """`HookSender`: version 3 alone. HubSpot sends the older signature beside it, which proves no time and so no replay.
    Where `account` is set, other portals' events are nothing to us: their deals have the same ids.
    """

    secret: str = field(repr=False)
    account: str = ""
    most_bytes: int = 1_000_000

    def verify(self, request: HookRequest, now: datetime) -> None:
        key, stamp = needed(self.secret), request.header("X-HubSpot-Request-Timestamp")
        in_time(stamp, now, per_second=1000)
        address = _UNESCAPED.sub(lambda found: chr(int(found[1], 16)), request.url)
        wanted = hmac_sha256(key, request.method, address, request.body, stamp)
        match(request.header("X-HubSpot-Signature-v3"), as_base64(wanted), "signature")

    def read(self, request: HookRequest) -> HookAnswer:
        found = json_in(request)
        if not isinstance(found, list) or not all(isinstance(one, dict) for one in found):
            raise unreadable("the message is no list of events")
        return HookAnswer(events=tuple(self._event(one) for one in found if self._is_ours(one)))

    def _is_ours(self, told: Mapping[str, Any]) -> bool:
        kind, _, _ = str(told.get("subscriptionType", "")).partition(".")
        of_deal = kind == "deal" or (kind == "object" and told.get("objectTypeId") == _DEALS)
        return of_deal and self.account in {"", str(told.get("portalId", ""))}

    def _event(self, told: Mapping[str, Any]) -> HookEvent:
        deal = id_in(told, "objectId")
        if not deal:
            raise unreadable("an event names no deal")
        return HookEvent(
            id=f"{id_in(told, 'eventId')}:{deal}:{id_in(told, 'occurredAt')}",
            kind="deal",
            about=deal,
            at=moment(told.get("occurredAt"), per_second=1000),
        )


def sender(account: VendorAccount) -> HookSender:
    """HubSpot signs with the app's secret: `secret`, or the OAuth client's where that is the same app."""
    return HubSpotHooks(secret=account.secret or account.client_secret, account=account.account)
