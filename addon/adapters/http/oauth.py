"""Access to an account by OAuth 2.0 that keeps itself alive, one renewal at a time."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Protocol

import structlog

from addon.adapters.http.oauth_tokens import TokenDesk, Tokens
from addon.adapters.sealed import Seal
from closeplan.errors import RefusedError, RetryLaterError
from closeplan.ports.connections import ConnectionBook
from closeplan.records.connections import Connection

SPARE = timedelta(minutes=2)
"""An access token that runs out sooner is not handed out: the request it is for takes time."""

REFUSED_FOR = timedelta(minutes=10)
"""So long the vendor is not asked again with a refresh token that it refused."""

log = structlog.get_logger(__name__)


class TokenKeeper(Protocol):
    """Where an account's tokens are kept."""

    def load(self) -> Tokens | None:
        """Those that are kept; None where the account is not connected."""

    def renew(self, tokens: Tokens, instead_of: Tokens | None) -> bool:
        """Keep new ones; False where what they renew was forgotten or renewed by somebody else meanwhile."""


class InMemory:
    """`TokenKeeper` for tokens that the client gets for itself whenever it asks."""

    def __init__(self) -> None:
        self._tokens: Tokens | None = None

    def load(self) -> Tokens | None:
        return self._tokens

    def renew(self, tokens: Tokens, instead_of: Tokens | None) -> bool:  # noqa: ARG002 - nobody else renews them
        self._tokens = tokens
        return True


@dataclass(frozen=True, kw_only=True)
class InBook:
    """`TokenKeeper` in the store, encrypted."""

    vendor: str
    book: ConnectionBook
    seal: Seal

    def load(self) -> Tokens | None:
        kept = self.book.connection(self.vendor)
        access = self.seal.opened(kept.access_token) if kept else None
        if kept is None or access is None:  # encrypted with another secret: as good as forgotten
            return None
        return Tokens(
            access=access,
            refresh=(self.seal.opened(kept.refresh_token) or "") if kept.refresh_token else "",
            expires_at=kept.expires_at,
            base_url=kept.base_url,
            account=kept.account,
        )

    def renew(self, tokens: Tokens, instead_of: Tokens | None) -> bool:
        kept = self.book.connection(self.vendor)
        if kept is None or instead_of is None or self.seal.opened(kept.access_token) != instead_of.access:
            return False
        return self.book.renew_connection(self._sealed(kept, tokens), kept)

    def connect(self, tokens: Tokens, *, by: str, now: datetime) -> None:
        """Keep the tokens of an account that somebody connected."""
        blank = Connection(
            vendor=self.vendor,
            access_token="",
            refresh_token="",
            expires_at=None,
            base_url="",
            account="",
            connected_by=by,
            connected_at=now,
        )
        self.book.put_connection(self._sealed(blank, tokens))

    def _sealed(self, kept: Connection, tokens: Tokens) -> Connection:
        return replace(
            kept,
            access_token=self.seal.closed(tokens.access),
            refresh_token=self.seal.closed(tokens.refresh) if tokens.refresh else "",
            expires_at=tokens.expires_at,
            base_url=tokens.base_url,
            account=tokens.account,
        )


class OAuthAccess:
    """`Access`. Tokens are read anew for each request, so that what another process renewed, connected or forgot counts
    at once. `url` goes before the address that came with the tokens.
    """

    def __init__(
        self, desk: TokenDesk, keeper: TokenKeeper, *, now: Callable[[], datetime], url: str = ""
    ) -> None:
        self._desk, self._keeper, self._now, self._url = desk, keeper, now, url
        self._by_itself = desk.endpoints.grant != "authorization_code"
        self._lock = threading.Lock()
        self._handed = threading.local()
        self._refused: tuple[str, datetime] | None = None

    def base_url(self) -> str:
        return self._url or self._good().base_url

    def headers(self) -> Mapping[str, str]:
        tokens = self._good()
        self._handed.access = tokens.access
        return {"Authorization": f"{self._desk.endpoints.scheme} {tokens.access}"}

    def renew(self) -> bool:
        """True once there are other tokens than those this thread was handed; RetryLaterError where there can't be."""
        handed = getattr(self._handed, "access", "")
        self._renewed(lambda tokens: tokens.access == handed)
        return True

    def _good(self) -> Tokens:
        tokens = self._keeper.load()
        if tokens is not None and not self._runs_out(tokens):
            return tokens
        return self._renewed(self._runs_out)

    def _runs_out(self, tokens: Tokens) -> bool:
        return tokens.expires_at is not None and tokens.expires_at < self._now() + SPARE

    def _renewed(self, is_old: Callable[[Tokens], bool]) -> Tokens:
        """Tokens that are not old: one thread asks for them and the others wait for its answer."""
        with self._lock:
            kept = self._keeper.load()
            if kept is not None and not is_old(kept):
                return kept
            if self._by_itself:
                fresh = self._granted()
            elif kept is None or not kept.refresh:
                raise self._not_connected()
            else:
                fresh = self._refreshed(kept)
            if self._keeper.renew(fresh, kept):
                return fresh
            return self._somebody_elses(fresh)

    def _granted(self) -> Tokens:
        self._check_refused(self._desk.client_id)
        try:
            return self._desk.granted()
        except RefusedError as error:
            self._refused = self._desk.client_id, self._now() + REFUSED_FOR
            raise RetryLaterError(f"{error}: check its client and secret", status=401) from error

    def _refreshed(self, kept: Tokens) -> Tokens:
        self._check_refused(kept.refresh)
        try:
            return self._desk.refreshed(kept)
        except RefusedError as error:
            newer = self._keeper.load()
            if newer is not None and newer.access != kept.access:
                return newer  # another process was first, and the refresh token was good for once
            self._refused = kept.refresh, self._now() + REFUSED_FOR
            raise self._not_connected() from error

    def _somebody_elses(self, fresh: Tokens) -> Tokens:
        """What somebody else kept meanwhile; nothing where an admin disconnected the account."""
        newer = self._keeper.load()
        if newer is None:
            raise self._not_connected()
        log.info("tokens were renewed elsewhere", vendor=self._desk.title, same=newer.access == fresh.access)
        return newer

    def _check_refused(self, with_what: str) -> None:
        if self._refused is not None and self._refused[0] == with_what and self._now() < self._refused[1]:
            raise self._not_connected()

    def _not_connected(self) -> RetryLaterError:
        fix = "check its client and secret" if self._by_itself else "an admin can connect it on /integrations"
        return RetryLaterError(f"{self._desk.title} is not connected: {fix}", status=401)
