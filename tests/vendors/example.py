"""A vendor that no table names, for tests of the wiring: HubSpot's messages, and an account to be connected at `url`."""

from __future__ import annotations

from dataclasses import dataclass

from addon.adapters.crm.hubspot_hooks import HubSpotHooks
from addon.adapters.http import OAuthEndpoints, Pace, Rate, Refusals, VendorAccount, Wire
from addon.vendors import VendorKind, VendorRow

__all__ = ["EXAMPLE", "OAUTH", "RATES", "connect", "sender"]

RATES = (Rate(100, 1.0),)
EXAMPLE = VendorRow(name="example", title="Example CRM", kind=VendorKind.CRM, module="tests.vendors.example")


def OAUTH(account: VendorAccount) -> OAuthEndpoints:  # noqa: N802 - the name that wiring looks for
    return OAuthEndpoints(
        token_url=f"{account.url}/token",
        authorize_url=f"{account.url}/authorize",
        scopes=("deals",),
        pkce=True,
        account=lambda answer: f"account of {answer['token_type']}",
    )


@dataclass(frozen=True)
class Example:
    """As much of a CRM as the tests ask for."""

    wire: Wire
    name: str = "example"

    def account(self) -> str:
        return str(self.wire.json("GET", "/me")["id"])


def sender(account: VendorAccount) -> HubSpotHooks:
    return HubSpotHooks(secret=account.secret)


def connect(account: VendorAccount, pace: Pace) -> Example:
    assert account.oauth is not None
    return Example(Wire("example", account.oauth, pace, Refusals(reason=lambda status, _told: f"{status}")))
