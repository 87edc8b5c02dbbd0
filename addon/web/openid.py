"""Signing in with Google, by Authlib's client: code flow with PKCE, state and nonce, the ID token verified.

Authlib keeps what is under way in Flask's session, which is bound to the browser: an answer to a sign-in that
somebody else began is refused.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import requests
from flask import Flask, session
from werkzeug.wrappers import Response

from closeplan.errors import ForbiddenError, RetryLaterError, SettingsError
from closeplan.records import Caller

ISSUERS = ("https://accounts.google.com", "accounts.google.com")
IDENTITY = "openid email profile"

_SKEW_SECONDS = 10
_SECONDS = 10.0
_UNDER_WAY = "_state_google_"


@dataclass(frozen=True, kw_only=True)
class Provider:
    """The OAuth client that was registered, and where its provider describes itself."""

    client_id: str
    client_secret: str = field(repr=False)
    discovery_url: str


@dataclass(frozen=True, kw_only=True)
class Granted:
    """Who signed in, and what they granted beside that."""

    caller: Caller
    scopes: frozenset[str]
    refresh_token: str = field(repr=False)


class OpenId:
    """Sends a browser to the provider and reads what it comes back with."""

    def __init__(self, app: Flask, provider: Provider) -> None:
        self._app = app
        self._provider = provider

    def ask(self, back: str, *, scope: str = IDENTITY, **more: str) -> Response:
        """Send the browser to the provider; it comes back to the URL `back`."""
        for name in [name for name in session if name.startswith(_UNDER_WAY)]:
            del session[name]  # one sign-in at a time: the cookie has to stay small
        from authlib.integrations.base_client import OAuthError  # noqa: PLC0415 - with the client

        try:
            sent: Response = self._client.authorize_redirect(back, scope=scope, **more)
        except (requests.RequestException, OAuthError) as error:
            raise RetryLaterError("the provider can't be reached") from error
        return sent

    def answer(self) -> Granted:
        """What the provider says of the person in the browser; ForbiddenError where anything about it is wrong."""
        from authlib.integrations.base_client import OAuthError  # noqa: PLC0415 - with the client
        from joserfc.errors import JoseError  # noqa: PLC0415

        known = {
            "iss": {"essential": True, "values": list(ISSUERS)},
            "aud": {"essential": True, "value": self._provider.client_id},
        }
        try:
            token = self._client.authorize_access_token(claims_options=known, leeway=_SKEW_SECONDS)
        except (OAuthError, JoseError, ValueError) as error:
            raise ForbiddenError(f"a sign-in was refused: {_why(error)}") from error
        except requests.RequestException as error:
            raise RetryLaterError("the provider can't be reached") from error
        return _granted(token)

    @cached_property
    def _client(self) -> Any:
        from authlib.integrations.flask_client import OAuth  # noqa: PLC0415 - 12 MB that an idle server does not need

        if not self._provider.client_id:
            raise SettingsError("set CLOSEPLAN_OAUTH_CLIENT_ID and CLOSEPLAN_OAUTH_CLIENT_SECRET")
        return OAuth(self._app).register(
            "google",
            client_id=self._provider.client_id,
            client_secret=self._provider.client_secret,
            server_metadata_url=self._provider.discovery_url,
            client_kwargs={
                "scope": IDENTITY,
                "code_challenge_method": "S256",
                "token_endpoint_auth_method": "client_secret_post",
                "default_timeout": _SECONDS,
            },
        )


def _granted(token: Mapping[str, Any]) -> Granted:
    claims = token.get("userinfo")
    if not claims or claims.get("email_verified") is not True:
        raise ForbiddenError("a sign-in was refused: no verified address")
    email, subject = str(claims.get("email", "")).lower(), str(claims.get("sub", ""))
    if not email or not subject:
        raise ForbiddenError("a sign-in was refused: the token names nobody")
    return Granted(
        caller=Caller(
            email=email,
            subject=subject,
            name=str(claims.get("name", "")),
            domain=str(claims.get("hd", "")).lower(),
        ),
        scopes=frozenset(str(token.get("scope", "")).split()),
        refresh_token=str(token.get("refresh_token", "")),
    )


def _why(error: Exception) -> str:
    """The error's name and first words; a token that is quoted behind them is left out."""
    return f"{type(error).__name__} {str(error)[:80]}".split("eyJ", maxsplit=1)[0]
