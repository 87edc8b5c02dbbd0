"""What people allowed for the time they are away: refresh tokens, encrypted where they lie, used for one scope each."""

from __future__ import annotations

import threading
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import structlog

from addon.adapters.sealed import Seal
from closeplan.errors import OutsideError, RetryLaterError
from closeplan.ports.people import Grants
from closeplan.records.people import Grant

if TYPE_CHECKING:
    from google.oauth2.credentials import Credentials

log = structlog.get_logger(__name__)

_SPARE = timedelta(minutes=2)
"""An access token that runs out sooner is not handed out: the work it is for takes time."""

_SECONDS = 20.0


@dataclass(frozen=True, kw_only=True)
class OAuthClient:
    """The installation's OAuth client and where its provider answers."""

    id: str
    secret: str = field(repr=False)
    token_url: str = "https://oauth2.googleapis.com/token"  # noqa: S105 - an address
    revoke_url: str = "https://oauth2.googleapis.com/revoke"


class GrantedTokens:
    """Access tokens out of the grants that people gave. `secret` is the installation's; the key is derived from it.

    With another secret what was encrypted before can't be read: those grants are dropped and asked for anew.
    """

    def __init__(self, grants: Grants, client: OAuthClient, secret: bytes) -> None:
        self._grants = grants
        self._client = client
        self._seal = Seal(secret, "closeplan grants 1")
        self._at_hand: dict[tuple[str, str], tuple[str, datetime]] = {}
        self._lock = threading.Lock()

    def access_token(self, email: str, scope: str) -> str | None:
        """A token of that person for that scope; None where they granted none, or took it back. RetryLaterError where
        Google can't be asked now.
        """
        grant = self._grants.grant(email)
        if grant is None or scope not in grant.scopes:
            return None
        with self._lock:
            token, until = self._at_hand.get((grant.email, scope), ("", datetime.min.replace(tzinfo=UTC)))
            if datetime.now(UTC) + _SPARE < until:
                return token
        return self._fresh(grant, scope)

    def scopes(self, email: str) -> frozenset[str]:
        """What that person has granted."""
        grant = self._grants.grant(email)
        return grant.scopes if grant is not None else frozenset()

    def keep(self, email: str, refresh_token: str, scopes: Iterable[str]) -> None:
        """Keep what somebody just granted, encrypted."""
        token = self._seal.closed(refresh_token)
        self._forget_at_hand(email)
        self._grants.put_grant(
            Grant(email=email.lower(), scopes=frozenset(scopes), token=token, granted_at=datetime.now(UTC))
        )

    def revoke(self, email: str) -> None:
        """Forget the grant, here and at Google. Here it is gone even where Google can't be reached."""
        grant = self._grants.grant(email)
        if grant is None:
            return
        self._drop(grant, "taken back")
        refresh_token = self._seal.opened(grant.token)
        if refresh_token:
            self._tell_google(refresh_token)

    def _fresh(self, grant: Grant, scope: str) -> str | None:
        refresh_token = self._seal.opened(grant.token)
        if refresh_token is None:
            self._drop(grant, "encrypted with another secret")
            return None
        credentials = self._refreshed(grant, refresh_token, scope)
        if credentials is None:
            return None
        until = credentials.expiry.replace(tzinfo=UTC) if credentials.expiry else datetime.now(UTC)
        with self._lock:
            self._at_hand[grant.email, scope] = (str(credentials.token), until)
        return str(credentials.token)

    def _refreshed(self, grant: Grant, refresh_token: str, scope: str) -> Credentials | None:
        from google.auth.exceptions import GoogleAuthError, RefreshError  # noqa: PLC0415 - with its transport
        from google.auth.transport.requests import Request  # noqa: PLC0415 - an idle server has no need of it
        from google.oauth2.credentials import Credentials  # noqa: PLC0415

        client = self._client
        credentials = Credentials(
            None,
            refresh_token=refresh_token,
            token_uri=client.token_url,
            client_id=client.id,
            client_secret=client.secret,
            scopes=[scope],
        )
        try:
            credentials.refresh(Request())
        except RefreshError as error:
            if "invalid_grant" in str(error):
                self._drop(grant, "Google says invalid_grant: taken back, or not used for half a year")
                return None
            raise RetryLaterError("Google gave no access token for a grant") from error
        except GoogleAuthError as error:
            raise RetryLaterError("Google can't be asked for an access token") from error
        return credentials

    def _tell_google(self, refresh_token: str) -> None:
        import requests  # noqa: PLC0415 - as above

        try:
            answer = requests.post(self._client.revoke_url, data={"token": refresh_token}, timeout=_SECONDS)
        except requests.RequestException as error:
            raise RetryLaterError(
                "closeplan has forgotten the grant, but Google could not be told; take it back at "
                "https://myaccount.google.com/connections too"
            ) from error
        if not answer.ok and answer.status_code != 400:  # 400: Google knows it no more
            raise OutsideError("Google did not take the grant back", status=answer.status_code)

    def _drop(self, grant: Grant, why: str) -> None:
        log.warning("a grant is dropped", who=grant.email, reason=why)
        self._forget_at_hand(grant.email)
        self._grants.remove_grant(grant.email)

    def _forget_at_hand(self, email: str) -> None:
        with self._lock:
            for key in [key for key in self._at_hand if key[0] == email.lower()]:
                del self._at_hand[key]
