"""Who calls the add-on: the ID tokens of Google's servers and of the person who clicks, verified.

The calling service account's token is bound to the very URL that was called; a person is known by a token meant
for this add-on's OAuth client, and by nothing else in the event.
"""

from __future__ import annotations

import hmac
import json
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import requests
from google.auth import exceptions, jwt

from closeplan.errors import ForbiddenError, SettingsError
from closeplan.records import Caller

ISSUERS = frozenset({"accounts.google.com", "https://accounts.google.com"})

_KEEP_SECONDS = 3600.0
"""How long certificates are kept: Google announces new keys days before they sign."""

_ASK_AGAIN_SECONDS = 60.0
"""How soon an unknown key may make us ask again: keys are rotated, and forgers name any key."""

_SKEW_SECONDS = 10

Fetch = Callable[[str], Mapping[str, str]]


@dataclass
class Certificates:
    """Google's public keys by key id, asked for seldom."""

    url: str
    fetch: Fetch
    clock: Callable[[], float] = time.monotonic
    _keys: Mapping[str, str] = field(default_factory=dict)
    _asked: float = float("-inf")
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def of(self, key_id: str) -> Mapping[str, str]:
        """The keys, fresh enough to know that one if it exists."""
        with self._lock:
            age = self.clock() - self._asked
            if age > _KEEP_SECONDS or (key_id not in self._keys and age > _ASK_AGAIN_SECONDS):
                self._keys, self._asked = self.fetch(self.url), self.clock()
            return self._keys


class GoogleCallers:
    """Verifies both tokens of an add-on's event."""

    def __init__(self, *, account: str, client: str, certificates: Certificates) -> None:
        self._account = account
        self._client = client
        self._certificates = certificates

    def verify(self, *, system_token: str, user_token: str, url: str) -> Caller:
        """The person behind an event posted to `url`; ForbiddenError for anything that does not verify."""
        if not self._account or not self._client:
            raise SettingsError("set CLOSEPLAN_ADDON_ACCOUNT and CLOSEPLAN_ADDON_CLIENT to run the add-on")
        system = self._claims(system_token, audience=url)
        if not _is(system.get("email"), self._account):
            raise ForbiddenError("the event comes from another service account")
        user = self._claims(user_token, audience=self._client)
        email, subject = user.get("email"), user.get("sub")
        if not email or not subject:
            raise ForbiddenError("the person's token names nobody")
        return Caller(email=str(email).lower(), subject=str(subject), domain=str(user.get("hd", "")).lower())

    def _claims(self, token: str, *, audience: str) -> Mapping[str, Any]:
        try:
            header = jwt.decode_header(token)
            if header.get("alg") != "RS256":
                raise ForbiddenError("a token is not signed as Google signs")
            keys = self._certificates.of(str(header.get("kid", "")))
            claims: Mapping[str, Any] = jwt.decode(
                token, certs=dict(keys), audience=audience, clock_skew_in_seconds=_SKEW_SECONDS
            )
        except (ValueError, exceptions.GoogleAuthError, json.JSONDecodeError, RecursionError) as error:
            raise ForbiddenError(f"a token does not verify: {_why(error)}") from error
        if claims.get("iss") not in ISSUERS:
            raise ForbiddenError("a token was issued by somebody else")
        if claims.get("email_verified") is not True:
            raise ForbiddenError("a token's address is not verified")
        return claims


def fetch_certificates(url: str) -> Mapping[str, str]:
    """Ask for the keys over HTTP."""
    answer = requests.get(url, timeout=10)
    answer.raise_for_status()
    found: Mapping[str, str] = answer.json()
    return found


def _is(said: object, expected: str) -> bool:
    return isinstance(said, str) and hmac.compare_digest(said.encode(), expected.encode())


def _why(error: Exception) -> str:
    """The reason without the token that the library quotes."""
    return str(error).partition(":")[0]
