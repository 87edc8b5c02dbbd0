"""The vendors that closeplan works with: a row each, and nothing else names them all.

A row's module is imported when its vendor is set up, so that nobody pays for those they don't use. What a module offers
depends on its kind; `CONTRIBUTING.md` has the recipes.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class VendorKind(StrEnum):
    """What a vendor is to us."""

    CRM = "crm"
    CALLS = "calls"
    TALK = "talk"
    PAGES = "pages"


@dataclass(frozen=True, kw_only=True)
class VendorRow:
    """A vendor: `name` in settings and addresses, `title` for people, and the module of its adapter. `needs` are the sets of
    settings (fields of `VendorKeys`) of which it needs one whole.
    """

    name: str
    title: str
    kind: VendorKind
    module: str
    needs: tuple[tuple[str, ...], ...] = (("token",), ("client_id", "client_secret"))


_TOKEN = (("token",),)
_CLIENT = (("client_id", "client_secret"),)

VENDORS = (
    VendorRow(
        name="salesforce",
        title="Salesforce",
        kind=VendorKind.CRM,
        module="addon.adapters.crm.salesforce",
        needs=_CLIENT,
    ),
    VendorRow(name="hubspot", title="HubSpot", kind=VendorKind.CRM, module="addon.adapters.crm.hubspot"),
    VendorRow(
        name="zoho", title="Zoho CRM", kind=VendorKind.CRM, module="addon.adapters.crm.zoho", needs=_CLIENT
    ),
    VendorRow(
        name="pipedrive", title="Pipedrive", kind=VendorKind.CRM, module="addon.adapters.crm.pipedrive"
    ),
    VendorRow(
        name="freshworks",
        title="Freshworks CRM",
        kind=VendorKind.CRM,
        module="addon.adapters.crm.freshworks",
        needs=(("token", "url"),),
    ),
    VendorRow(
        name="monday",
        title="monday.com",
        kind=VendorKind.CRM,
        module="addon.adapters.crm.monday",
        needs=(("token", "account"),),
    ),
    VendorRow(
        name="meet",
        title="Google Meet",
        kind=VendorKind.CALLS,
        module="addon.adapters.meetings.meet",
        needs=(("client_id",),),
    ),
    VendorRow(
        name="zoom",
        title="Zoom",
        kind=VendorKind.CALLS,
        module="addon.adapters.meetings.zoom",
        needs=(("client_id", "client_secret", "account"),),
    ),
    VendorRow(
        name="teams",
        title="Microsoft Teams",
        kind=VendorKind.CALLS,
        module="addon.adapters.meetings.teams",
        needs=(("client_id", "client_secret", "account"),),
    ),
    VendorRow(
        name="aircall",
        title="Aircall",
        kind=VendorKind.CALLS,
        module="addon.adapters.meetings.aircall",
        needs=(("client_id", "token"),),
    ),
    VendorRow(
        name="quo",
        title="Quo (OpenPhone)",
        kind=VendorKind.CALLS,
        module="addon.adapters.meetings.quo",
        needs=_TOKEN,
    ),
    VendorRow(
        name="slack",
        title="Slack",
        kind=VendorKind.TALK,
        module="addon.adapters.messaging.slack",
        needs=_TOKEN,
    ),
    VendorRow(
        name="notion",
        title="Notion",
        kind=VendorKind.PAGES,
        module="addon.adapters.messaging.notion",
        needs=(("token", "account"),),
    ),
)


def title_of(name: str) -> str:
    """What people call the vendor of that name."""
    return next((row.title for row in VENDORS if row.name == name), name)
