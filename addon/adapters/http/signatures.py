"""What proves that a vendor sent a message, and now: the checks that several of them share.

Each raises ForbiddenError with the reason for the log; none says more to the sender. Comparisons take the same time wherever
two values differ (`hmac.compare_digest`), and a secret that is not set lets nothing in.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
from datetime import UTC, datetime, timedelta

from closeplan.errors import ForbiddenError
from closeplan.ports.hooks import HookRequest


class UnsetError(ForbiddenError):
    """No secret is set, so that nothing can be proven."""


WINDOW = timedelta(minutes=5)
"""How far a message's time may be from ours, earlier or later: a copy sent again later is refused. HubSpot, Slack and
Standard Webhooks all name five minutes.
"""

_LONGEST_STAMP = 16
"""Digits; microseconds since 1970 have 16."""


def needed(secret: str) -> bytes:
    """The secret as a key; refused where none is set, for an empty key would fit everybody's signature."""
    if not secret:
        raise UnsetError("no secret is set, so nothing can be proven")
    return secret.encode()


def needed_base64(secret: str) -> bytes:
    """A key that the vendor gives in base64."""
    try:
        return base64.b64decode(needed(secret), validate=True)
    except binascii.Error as error:
        raise ForbiddenError("the secret that is set is not base64") from error


def hmac_sha256(key: bytes, *parts: str | bytes) -> bytes:
    """HMAC-SHA256 (RFC 2104) of those parts, one behind the other."""
    told = hmac.new(key, digestmod=hashlib.sha256)
    for part in parts:
        told.update(part.encode() if isinstance(part, str) else part)
    return told.digest()


def as_base64(digest: bytes) -> str:
    """A digest as headers carry it."""
    return base64.b64encode(digest).decode()


def match(given: str, wanted: str, what: str) -> None:
    """Refuse what is not equal; `what` names it in the log."""
    if not wanted:
        raise ForbiddenError(f"there is no {what} to compare with")
    if not hmac.compare_digest(given.encode(errors="replace"), wanted.encode()):
        raise ForbiddenError(f"wrong {what}" if given else f"no {what}")


def match_any(given: list[str], wanted: str, what: str) -> None:
    """Refuse where none of them is equal; each is looked at."""
    hits = [hmac.compare_digest(one.encode(errors="replace"), wanted.encode()) for one in given]
    if not any(hits):
        raise ForbiddenError(f"wrong {what}" if given else f"no {what}")


def in_time(stamp: str, now: datetime, *, per_second: int = 1) -> None:
    """Refuse a message of another time. `stamp` counts since 1970, so many `per_second` (1,000: milliseconds)."""
    if not (stamp.isascii() and stamp.isdigit() and len(stamp) <= _LONGEST_STAMP):
        raise ForbiddenError("no time, or one that can't be read")
    away = now.timestamp() - int(stamp) / per_second
    if abs(away) > WINDOW.total_seconds():
        raise ForbiddenError(f"sent {abs(away):.0f} seconds {'ago' if away > 0 else 'ahead'}")


def shared_token(given: str, secret: str, what: str = "token") -> None:
    """Refuse where a token that both know is missing. It proves who sends and neither when nor what."""
    match(given, needed(secret).decode(), what)


def basic_auth(request: HookRequest, user: str, secret: str) -> None:
    """Refuse another user and password than those (RFC 7617: base64 of `user:password` in the Authorization header)."""
    wanted = as_base64(user.encode() + b":" + needed(secret))
    scheme, _, given = request.header("Authorization").partition(" ")
    if scheme.lower() != "basic":
        raise ForbiddenError("no user and password")
    match(given.strip(), wanted, "user or password")


def timed_hex(request: HookRequest, secret: str, now: datetime, *, signature: str, timestamp: str) -> None:
    """The scheme that Slack began and Zoom took over: the `signature` header is `v0=` and the hex HMAC-SHA256 of
    `v0:<seconds>:<body>`, the seconds standing in the `timestamp` header.
    """
    key, seconds = needed(secret), request.header(timestamp)
    in_time(seconds, now)
    wanted = "v0=" + hmac_sha256(key, f"v0:{seconds}:", request.body).hex()
    match(request.header(signature), wanted, "signature")


def standard_webhooks(request: HookRequest, secret: str, now: datetime) -> None:
    """Standard Webhooks 1.0.0 (standardwebhooks.com): `webhook-signature` holds, apart by spaces, `v1,` and the base64
    HMAC-SHA256 of `<webhook-id>.<webhook-timestamp>.<body>`, one for each key the sender has; the key is what stands in
    base64 behind `whsec_`.
    """
    needed(secret)
    key = needed_base64(secret.removeprefix("whsec_"))
    sent, seconds = request.header("webhook-id"), request.header("webhook-timestamp")
    in_time(seconds, now)
    wanted = "v1," + as_base64(hmac_sha256(key, f"{sent}.{seconds}.", request.body))
    match_any(request.header("webhook-signature").split()[:8], wanted, "signature")


def moment(stamp: object, *, per_second: int = 1) -> datetime | None:
    """A time that a message tells, counted since 1970 or in ISO 8601, aware; None where it can't be read."""
    try:
        if isinstance(stamp, str) and not stamp.isdigit():
            told = datetime.fromisoformat(stamp[:40])
            return told if told.tzinfo else told.replace(tzinfo=UTC)
        if isinstance(stamp, (int, float, str)) and not isinstance(stamp, bool):
            return datetime.fromtimestamp(float(stamp) / per_second, UTC)
    except (ValueError, OverflowError, OSError):
        pass
    return None
