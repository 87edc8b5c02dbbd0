"""JSON Web Tokens that Google and Microsoft sign with keys they publish (RFC 7519, RFC 7517)."""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection, Mapping
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from closeplan.errors import ForbiddenError, RetryLaterError

if TYPE_CHECKING:
    from joserfc.jwk import KeySet

KEPT = timedelta(hours=1)
"""How long keys are believed to be the publisher's; both publish new ones days before they use them."""

_LONGEST = 8_000
_SKEW_SECONDS = 60
_SECONDS = 10.0


def published(url: str) -> Mapping[str, Any]:
    """The keys at an address; RetryLaterError where they can't be had."""
    import requests  # noqa: PLC0415 - an idle server has no need of it

    try:
        answer = requests.get(url, timeout=_SECONDS)
        answer.raise_for_status()
        keys: Mapping[str, Any] = answer.json()
    except (requests.RequestException, ValueError) as error:
        raise RetryLaterError("the keys that a message is signed with can't be had") from error
    return keys


class SignedTokens:
    """Checks tokens that are signed (RS256) with one of the keys at `url`; `fetch` gets them, once an hour at most."""

    def __init__(self, url: str, fetch: Callable[[str], Mapping[str, Any]] = published) -> None:
        self._url, self._fetch = url, fetch
        self._lock = threading.Lock()
        self._keys: KeySet | None = None
        self._until: datetime | None = None

    def claims(
        self, token: str, now: datetime, *, audience: str, issuers: Collection[str]
    ) -> Mapping[str, Any]:
        """What the token says; ForbiddenError where it is not signed so, is over, or is for or from somebody else."""
        from joserfc.errors import JoseError  # noqa: PLC0415 - only a message that is signed so needs it
        from joserfc.jwt import JWTClaimsRegistry, decode  # noqa: PLC0415

        if not audience:
            raise ForbiddenError("it is not set for whom tokens have to be")
        if not token or len(token) > _LONGEST:
            raise ForbiddenError("no token, or one longer than any")
        registry = JWTClaimsRegistry(
            now=lambda: int(now.timestamp()),
            leeway=_SKEW_SECONDS,
            exp={"essential": True},
            aud={"essential": True, "value": audience},
            iss={"essential": True, "values": list(issuers)},
        )
        try:
            found = decode(token, self._known(now), algorithms=["RS256"])
            registry.validate(found.claims)
        except (JoseError, ValueError) as error:
            raise ForbiddenError(f"the token does not hold ({type(error).__name__})") from error
        return dict(found.claims)

    def _known(self, now: datetime) -> KeySet:
        from joserfc.jwk import KeySet  # noqa: PLC0415 - as above

        with self._lock:
            if self._keys is None or self._until is None or now >= self._until:
                self._keys = KeySet.import_key_set(self._fetch(self._url))  # type: ignore[arg-type]
                self._until = now + KEPT
            return self._keys
