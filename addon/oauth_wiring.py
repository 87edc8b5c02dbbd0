"""Accounts of vendors that are connected by OAuth: how requests get in, and how an admin connects and disconnects one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from importlib import import_module
from typing import TYPE_CHECKING

from closeplan.errors import NotFoundError, SettingsError
from closeplan.ports.connecting import Begun
from closeplan.records.deliveries import VendorState

if TYPE_CHECKING:
    from addon.adapters.http import Access, OAuthEndpoints, VendorAccount
    from addon.adapters.http.oauth import InBook
    from addon.adapters.http.oauth_tokens import TokenDesk
    from addon.vendors import VendorRow
    from addon.wiring import Parts


@dataclass(frozen=True)
class OAuthWiring:
    """Implements `closeplan.ports.connecting.Connecting` too."""

    parts: Parts

    def access(self, row: VendorRow, account: VendorAccount) -> Access | None:
        """Access by OAuth, where the vendor has it and a client is set rather than a key."""
        ends = _endpoints(row, account)
        if ends is None or account.token or not account.client_id:
            return None
        from addon.adapters.http.oauth import InMemory, OAuthAccess  # noqa: PLC0415 - an idle server needs none

        browser = ends.grant == "authorization_code"
        return OAuthAccess(
            self._desk(row, account, ends),
            self._keeper(row.name) if browser else InMemory(),
            now=self.parts.clock.now,
            url=account.url,
        )

    def can_connect(self, vendor: str) -> bool:
        try:
            self._browser_desk(vendor)
        except (NotFoundError, SettingsError):
            return False
        return True

    def begin(self, vendor: str) -> Begun:
        return self._browser_desk(vendor).begin(self._back(vendor))

    def finish(self, vendor: str, code: str, verifier: str, *, by: str) -> None:
        tokens = self._browser_desk(vendor).redeem(code, verifier, self._back(vendor))
        self._keeper(vendor).connect(tokens, by=by, now=self.parts.clock.now())
        self.parts.vendors.forget_made(vendor)
        # whatever was wrong was so of the old connection
        self.parts.store.put_vendor_state(VendorState(vendor=vendor))
        self.parts.vendors.post.wake(vendor)

    def disconnect(self, vendor: str) -> bool:
        self.parts.vendors.forget_made(vendor)
        return self.parts.store.remove_connection(vendor)

    def _browser_desk(self, vendor: str) -> TokenDesk:
        vendors = self.parts.vendors
        row = next((row for row in vendors.set_up() if row.name == vendor), None)
        account = vendors.account(row) if row else None
        ends = _endpoints(row, account) if row and account else None
        if row is None or account is None or ends is None or account.token or not account.client_id:
            raise NotFoundError(f"{vendor} is not set up to be connected; docs/vendors.md says how")
        if ends.grant != "authorization_code":
            raise NotFoundError(f"{row.title} is connected by its settings alone")
        return self._desk(row, account, ends)

    def _desk(self, row: VendorRow, account: VendorAccount, ends: OAuthEndpoints) -> TokenDesk:
        from addon.adapters.http.oauth_tokens import TokenDesk  # noqa: PLC0415 - as above

        if ends.grant == "account_credentials":
            ends = replace(ends, more={"account_id": account.account, **ends.more})
        return TokenDesk(
            title=row.title,
            endpoints=ends,
            client_id=account.client_id,
            client_secret=account.client_secret,
            now=self.parts.clock.now,
        )

    def _keeper(self, vendor: str) -> InBook:
        from addon.adapters.http.oauth import InBook  # noqa: PLC0415 - as above
        from addon.adapters.sealed import Seal  # noqa: PLC0415 - as above

        seal = Seal(self.parts.secret, "closeplan connections 1")
        return InBook(vendor=vendor, book=self.parts.store, seal=seal)

    def _back(self, vendor: str) -> str:
        base_url = self.parts.settings.public_url
        if not base_url:
            raise SettingsError("set CLOSEPLAN_PUBLIC_URL: vendors have to send admins back to somewhere")
        return f"{base_url}/connect/{vendor}/callback"


def _endpoints(row: VendorRow, account: VendorAccount) -> OAuthEndpoints | None:
    """How the vendor's accounts are connected, with what is set of this one; None where it has no OAuth."""
    found: OAuthEndpoints | Callable[[VendorAccount], OAuthEndpoints] | None
    found = getattr(import_module(row.module), "OAUTH", None)
    return found(account) if callable(found) else found
