"""What a request carries to be let in, and how that is made new when it has run out."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, Protocol


class Access(Protocol):
    """Access to one account of a vendor."""

    def base_url(self) -> str:
        """Where that account's requests go, without a slash at the end."""

    def headers(self) -> Mapping[str, str]:
        """The headers that let a request in. RetryLaterError where the account is not connected, or can't be now."""

    def renew(self) -> bool:
        """The vendor refused what `headers` gave (401): whether asking again with new ones makes sense."""


@dataclass(frozen=True, kw_only=True)
class Given:
    """`Access` by a key that somebody gave, which nothing renews."""

    url: str
    sends: Mapping[str, str] = field(repr=False)

    def base_url(self) -> str:
        return self.url

    def headers(self) -> Mapping[str, str]:
        return self.sends

    def renew(self) -> bool:
        return False


@dataclass(frozen=True, kw_only=True)
class OAuthEndpoints:
    """How an account of a vendor is connected by OAuth 2.0. A module's `OAUTH` is this, or a function that makes it of the
    `VendorAccount` where the addresses depend on what is set (a sandbox, a tenant). With `client_credentials` and `account_credentials` nobody has
    to agree in a browser; `more` are further parameters of the first request (of the token request where there is only
    that). `base_url` and `account` find in a token answer where its requests go and what people call the account. `basic`
    sends the client's secret in the header of a token request and not in its body. `lasts` are the seconds of a token whose
    answer does not say so (0: until it is refused).
    """

    token_url: str
    authorize_url: str = ""
    grant: Literal["authorization_code", "client_credentials", "account_credentials"] = "authorization_code"
    scopes: tuple[str, ...] = ()
    scope_separator: str = " "
    more: Mapping[str, str] = field(default_factory=dict)
    pkce: bool = False
    basic: bool = False
    scheme: str = "Bearer"
    lasts: float = 0.0
    base_url: Callable[[Mapping[str, Any]], str] = lambda _answer: ""
    account: Callable[[Mapping[str, Any]], str] = lambda _answer: ""


class ActsFor(Protocol):
    """The seller's people, for a vendor where each acts for themselves."""

    def addresses(self) -> Sequence[str]:
        """Everybody, by address."""

    def token(self, address: str, scope: str) -> str | None:
        """A token of one of them for that scope; None where they granted none. RetryLaterError where it can't be had now."""

    def google_id(self, address: str) -> str:
        """Google's id of one of them, empty until they were seen."""


@dataclass(frozen=True, kw_only=True)
class VendorAccount:
    """What the installation has set of a vendor, for its adapter. `oauth` is there where its tokens come by OAuth; adapters
    with a plain key make a `Given` of `token`. `url` replaces the vendor's usual address; `hook_url` is where its messages go,
    `people` who it is asked for where there is no account of the whole company's.
    """

    name: str
    url: str = ""
    token: str = field(default="", repr=False)
    client_id: str = ""
    client_secret: str = field(default="", repr=False)
    secret: str = field(default="", repr=False)
    account: str = ""
    private_key: bytes = field(default=b"", repr=False)
    oauth: Access | None = None
    hook_url: str = ""
    people: ActsFor | None = None
