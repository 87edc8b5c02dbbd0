"""How a request to a meeting or telephone system is let in, by what the installation has set."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from addon.adapters.http import Access, Given, VendorAccount
from closeplan.errors import RetryLaterError


@dataclass(frozen=True, kw_only=True)
class Placed:
    """`Access` to an account that has no address of its own."""

    access: Access
    url: str

    def base_url(self) -> str:
        return self.url

    def headers(self) -> Mapping[str, str]:
        return self.access.headers()

    def renew(self) -> bool:
        return self.access.renew()


@dataclass(frozen=True, kw_only=True)
class Unset:
    """`Access` where neither a key nor a client is set: nothing can be asked before an admin sets one."""

    vendor: str
    url: str

    def base_url(self) -> str:
        return self.url

    def headers(self) -> Mapping[str, str]:
        raise RetryLaterError(f"{self.vendor} is not connected; docs/vendors.md says which settings it needs")

    def renew(self) -> bool:
        return False


def access_to(account: VendorAccount, usual: str, sends: Callable[[str], Mapping[str, str]]) -> Access:
    """Access by the token that is set, which `sends` puts into headers, else by OAuth; at the address that is set, else at the
    account's own, else at the `usual` one.
    """
    if account.token:
        return Given(url=account.url or usual, sends=sends(account.token))
    if account.oauth is None:
        return Unset(vendor=account.name, url=account.url or usual)
    return Placed(access=account.oauth, url=account.url or usual)


def bearer(token: str) -> Mapping[str, str]:
    """RFC 6750."""
    return {"Authorization": f"Bearer {token}"}
