"""What HubSpot tells of the account itself: its number, where people open it, its time zone and its currency."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, tzinfo
from typing import TYPE_CHECKING

from addon.adapters.crm.hubspot_values import moment
from addon.adapters.http.answers import needed, record, word
from closeplan.errors import ForbiddenError, NotFoundError, RefusedError
from closeplan.plan.zones import zone_of

if TYPE_CHECKING:
    from addon.adapters.http import Wire

PATH = "/account-info/v3/details"

_DOMAIN = re.compile(r"[a-z0-9-]{1,40}\.hubspot\.com")


@dataclass(frozen=True, kw_only=True)
class Portal:
    """An account of HubSpot. `zone` is where its days begin: a close date is kept as the moment at which somebody picked it."""

    id: str = ""
    domain: str = "app.hubspot.com"
    zone: tzinfo = UTC
    currency: str = ""

    def day(self, text: str) -> date | None:
        """The day that people there see of a moment."""
        found = moment(text)
        return found.astimezone(self.zone).date() if found else None

    def page_of(self, deal_id: str) -> str:
        """Where a person opens the deal; empty where that can't be known."""
        return f"https://{self.domain}/contacts/{self.id}/record/0-3/{deal_id}" if self.id else ""


def portal_of(wire: Wire) -> Portal:
    """The account behind the token."""
    told = record(wire.json("GET", PATH))
    domain = word(told, "uiDomain")
    return Portal(
        id=needed(told, "portalId"),
        domain=domain if _DOMAIN.fullmatch(domain) else Portal.domain,
        zone=zone_of(word(told, "timeZone")),
        currency=word(told, "companyCurrency"),
    )


def known_portal(wire: Wire, id_: str) -> Portal:
    """As `portal_of`; where closeplan may not ask, the account of that number, its days as in UTC."""
    try:
        return portal_of(wire)
    except (ForbiddenError, NotFoundError, RefusedError):
        return Portal(id=id_)
