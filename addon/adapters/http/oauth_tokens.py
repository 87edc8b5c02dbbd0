"""Asking a vendor for tokens by OAuth 2.0 (RFC 6749), with PKCE (RFC 7636) where the vendor has it."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import structlog

from addon.adapters.http.access import OAuthEndpoints
from closeplan.errors import RefusedError, RetryLaterError
from closeplan.ports.connecting import Begun

if TYPE_CHECKING:
    from authlib.integrations.requests_client import OAuth2Session

log = structlog.get_logger(__name__)

_SECONDS = 20.0
_LONGEST_LIFE = timedelta(days=90)
_NOT_YET = frozenset({"temporarily_unavailable", "server_error", "slow_down", "rate_limit_exceeded"})
"""Errors (RFC 6749, 4.1.2.1; RFC 8628) that may be gone in a while though the status says otherwise."""


@dataclass(frozen=True, kw_only=True)
class Tokens:
    """What a vendor gave. `expires_at` is None where it is good until it is refused."""

    access: str = field(repr=False)
    refresh: str = field(default="", repr=False)
    expires_at: datetime | None = None
    base_url: str = ""
    account: str = ""


@dataclass(frozen=True, kw_only=True)
class TokenDesk:
    """Asks for tokens as one client. Methods raise RefusedError where the vendor says no to what it was given, and
    RetryLaterError where it can't be asked now. Neither tells a token.
    """

    title: str
    endpoints: OAuthEndpoints
    client_id: str
    client_secret: str = field(repr=False)
    now: Callable[[], datetime]

    def begin(self, back: str) -> Begun:
        """Where an admin agrees; the vendor sends them to the URL `back`."""
        ends, state, verifier = self.endpoints, secrets.token_urlsafe(32), secrets.token_urlsafe(48)
        with self._session(ends.scopes) as session:
            url, _ = session.create_authorization_url(
                ends.authorize_url,
                state=state,
                redirect_uri=back,
                code_verifier=verifier if ends.pkce else None,
                **ends.more,
            )
        return Begun(url=url, state=state, verifier=verifier if ends.pkce else "")

    def redeem(self, code: str, verifier: str, back: str) -> Tokens:
        """The tokens for the code that the browser came back with."""
        more = {"code_verifier": verifier} if verifier else {}
        return self._asked(grant_type="authorization_code", code=code, redirect_uri=back, **more)

    def refreshed(self, tokens: Tokens) -> Tokens:
        """New tokens for those; what the answer leaves out stays, the refresh token too."""
        fresh = self._asked(grant_type="refresh_token", refresh_token=tokens.refresh)
        return replace(
            fresh,
            refresh=fresh.refresh or tokens.refresh,
            base_url=fresh.base_url or tokens.base_url,
            account=fresh.account or tokens.account,
        )

    def granted(self) -> Tokens:
        """The tokens that the client gets for itself."""
        ends = self.endpoints
        return self._asked(ends.scopes, grant_type=ends.grant, **ends.more)

    def _asked(self, scopes: Sequence[str] = (), /, **parameters: str) -> Tokens:
        from authlib.integrations.base_client import OAuthError  # noqa: PLC0415 - with its session
        from requests import RequestException  # noqa: PLC0415 - an idle server has no need of it

        statuses: list[int] = []
        with self._session(scopes) as session:
            session.register_compliance_hook("access_token_response", _note(statuses))
            try:
                answer = session.fetch_token(
                    self.endpoints.token_url, allow_redirects=False, timeout=_SECONDS, **parameters
                )
                return self._tokens(answer)
            except OAuthError as error:
                raise self._refusal(str(error.error), statuses[-1]) from error
            except (RequestException, ValueError, TypeError, RecursionError) as error:
                why = type(error).__name__
                raise RetryLaterError(f"{self.title} can't be asked for a token ({why})") from error
            except KeyError as error:  # an answer of another form than RFC 6749's
                raise self._refusal("no token in the answer", statuses[-1]) from error

    def _refusal(self, word: str, status: int) -> Exception:
        log.warning("a vendor gave no token", vendor=self.title, status=status, reason=word[:100])
        told = f"{self.title} gave no token ({word[:100]})"
        if status == 429 or status >= 500 or word in _NOT_YET:
            return RetryLaterError(told, status=status)
        return RefusedError(told, status=status)

    def _tokens(self, answer: Mapping[str, Any]) -> Tokens:
        ends = self.endpoints
        lasts = _seconds(answer.get("expires_in")) or ends.lasts
        if not isinstance(answer["access_token"], str):
            raise TypeError("the token is no text")
        return Tokens(
            access=answer["access_token"],
            refresh=str(answer.get("refresh_token") or ""),
            expires_at=self.now() + min(timedelta(seconds=lasts), _LONGEST_LIFE) if lasts else None,
            base_url=ends.base_url(answer).rstrip("/"),
            account=ends.account(answer)[:200],
        )

    def _session(self, scopes: Sequence[str]) -> OAuth2Session:
        from authlib.integrations.requests_client import OAuth2Session  # noqa: PLC0415 - 12 MB

        ends = self.endpoints
        return OAuth2Session(
            self.client_id,
            self.client_secret,
            scope=ends.scope_separator.join(scopes) or None,
            token_endpoint_auth_method="client_secret_basic" if ends.basic else "client_secret_post",
            code_challenge_method="S256" if ends.pkce else None,
        )


def _note(statuses: list[int]) -> Callable[[Any], Any]:
    def note(answer: Any) -> Any:
        statuses.append(answer.status_code)
        return answer

    return note


def _seconds(told: object) -> float:
    """What `expires_in` says; 0 where it says nothing that can be used."""
    try:
        seconds = float(str(told))
    except ValueError:
        return 0.0
    return seconds if 0 < seconds < 1e10 else 0.0
