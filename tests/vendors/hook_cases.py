"""A right message of every vendor that posts to us, and how to make others: the table that the hook suite runs over.

Where `/work/shared/specs/webhooks.json` has a vector it is the message; else one is made by the algorithm that the vendor
describes, which proves the code against the algorithm and not against the vendor.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from joserfc import jwt
from joserfc.jwk import OctKey

from addon.adapters.crm.freshworks_hooks import FreshworksHooks
from addon.adapters.crm.hubspot_hooks import HubSpotHooks
from addon.adapters.crm.monday_hooks import MondayHooks
from addon.adapters.crm.pipedrive_hooks import PipedriveHooks
from addon.adapters.crm.zoho_hooks import ZohoHooks
from closeplan.ports.hooks import HookRequest, HookSender

NOW = datetime(2026, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, kw_only=True)
class HookCase:
    """`sender` makes the checker for a secret; `signed` makes the request of (secret, body, moment) that the vendor would
    send. `tells` are the kinds and ids of what `body` tells. `timed` and `covers_body` say what the vendor's scheme proves
    beside who sends, `in_body` as what the secret stands in a body; `vector` is a message signed by somebody else, proven at `vector_at`.
    """

    vendor: str
    sender: Callable[[str], HookSender]
    signed: Callable[[str, bytes, datetime], HookRequest]
    body: bytes
    tells: tuple[tuple[str, str], ...]
    secret: str
    timed: bool = True
    covers_body: bool = True
    vector: HookRequest | None = None
    vector_at: datetime = NOW
    vector_secret: str = ""
    in_body: Callable[[str], str] = lambda secret: secret
    garbage: tuple[bytes, ...] = field(default=(b"", b"{", b"[]]", b"\xff\xfe\x00", b"[" * 50_000, b'"text"'))


def hmac_hex(secret: str, text: bytes) -> str:
    return hmac.new(secret.encode(), text, hashlib.sha256).hexdigest()


def hmac_base64(secret: str, text: bytes) -> str:
    return base64.b64encode(hmac.digest(secret.encode(), text, "sha256")).decode()


def posted(vendor: str, body: bytes, headers: Mapping[str, str] | None = None, url: str = "") -> HookRequest:
    return HookRequest(
        method="POST",
        url=url or f"https://map.example/webhooks/{vendor}",
        headers={name.lower(): value for name, value in (headers or {}).items()},
        body=body,
    )


def as_json(content: Any) -> bytes:
    return json.dumps(content, separators=(",", ":")).encode()


def _hubspot(secret: str, body: bytes, at: datetime) -> HookRequest:
    url, stamp = "https://map.example/webhooks/hubspot", str(int(at.timestamp() * 1000))
    signature = hmac_base64(secret, b"POST" + url.encode() + body + stamp.encode())
    return posted(
        "hubspot", body, {"X-HubSpot-Signature-v3": signature, "X-HubSpot-Request-Timestamp": stamp}, url
    )


def _pipedrive(secret: str, body: bytes, at: datetime) -> HookRequest:
    token = base64.b64encode(f"closeplan:{secret}".encode()).decode()
    return posted("pipedrive", body, {"Authorization": f"Basic {token}"})


def _zoho(secret: str, body: bytes, at: datetime) -> HookRequest:
    """The token is a part of the body, so that a body without one is not proven."""
    return posted("zoho", body.replace(b"TOKEN", secret.encode()))


def _monday(secret: str, body: bytes, at: datetime) -> HookRequest:
    url = "https://map.example/webhooks/monday"
    claims = {"aud": url, "exp": int(at.timestamp()) + 300, "accountId": 17}
    token = jwt.encode({"alg": "HS256"}, claims, OctKey.import_key(secret))
    return posted("monday", body, {"Authorization": token}, url)


def _freshworks(secret: str, body: bytes, at: datetime) -> HookRequest:
    return posted("freshworks", body, {"X-Closeplan-Token": secret})


_HUBSPOT_BODY = (
    b'[{"eventId":1,"subscriptionId":12345,"portalId":62515,"appId":999,"occurredAt":1767225600000,'
    b'"subscriptionType":"deal.propertyChange","attemptNumber":0,"objectId":123,"propertyName":"dealstage",'
    b'"propertyValue":"closedwon","changeSource":"CRM_UI"}]'
)
_HUBSPOT_VECTOR = posted(
    "hubspot",
    _HUBSPOT_BODY,
    {
        "X-HubSpot-Signature-v3": "Hof1QTM+zmD5QXzXQoKZxiiwj9NQEswgeV51MBLO6fE=",
        "X-HubSpot-Request-Timestamp": "1767225600123",
    },
    "https://map.example/hooks/hubspot",
)

HOOK_CASES: tuple[HookCase, ...] = (
    HookCase(
        vendor="hubspot",
        sender=lambda secret: HubSpotHooks(secret=secret),
        signed=_hubspot,
        body=_HUBSPOT_BODY,
        tells=(("deal", "123"),),
        secret="hubspot-test-secret",
        vector=_HUBSPOT_VECTOR,
    ),
    HookCase(
        vendor="pipedrive",
        sender=lambda secret: PipedriveHooks(secret=secret),
        signed=_pipedrive,
        body=as_json(
            {
                "data": {"id": 1, "title": "Acme", "stage_id": 2},
                "previous": {"stage_id": 1},
                "meta": {"action": "change", "entity": "deal", "version": "2.0", "entity_id": "1"},
            }
        ),
        tells=(("deal", "1"),),
        secret="a-long-password",
        timed=False,
        covers_body=False,
    ),
    HookCase(
        vendor="zoho",
        sender=lambda secret: ZohoHooks(secret=secret),
        signed=_zoho,
        body=as_json(
            {
                "server_time": 1767225600123,
                "module": "Deals",
                "ids": ["554023000000527003"],
                "operation": "update",
                "channel_id": "1000000068001",
                "token": "TOKEN",
            }
        ),
        tells=(("deal", "554023000000527003"),),
        secret="a-token-of-fewer-than-fifty-characters",
        timed=False,
        covers_body=False,
    ),
    HookCase(
        vendor="monday",
        sender=lambda secret: MondayHooks(secret=secret),
        signed=_monday,
        body=as_json(
            {
                "event": {
                    "boardId": 1771812698,
                    "pulseId": 1772099344,
                    "type": "update_column_value",
                    "triggerTime": "2026-01-01T00:00:00.123Z",
                    "subscriptionId": 73759690,
                    "triggerUuid": "b5ed2e17c530f43668de130142445cba",
                }
            }
        ),
        tells=(("deal", "1772099344"),),
        secret="0123456789abcdef0123456789abcdef",
        covers_body=False,
    ),
    HookCase(
        vendor="freshworks",
        sender=lambda secret: FreshworksHooks(secret=secret),
        signed=_freshworks,
        body=as_json({"deal_id": "402001", "stage": "Won", "updated_at": "2026-01-01T00:00:00Z"}),
        tells=(("deal", "402001"),),
        secret="a-long-header",
        timed=False,
        covers_body=False,
    ),
)
