"""A plan's deal in the CRM: looked at, found, linked, unlinked, and what people edited there decided on.

Whoever may see the plan may look; only its owner links, unlinks and decides. A deal of another seller is linked, or found at all,
only where it is this buyer's.
"""

from __future__ import annotations

from typing import Any

from addon.cards import crm as showing
from addon.cards import parts
from addon.cards.deals import OfferLine
from addon.web.clicks.click import Click, Routes
from addon.web.deal_view import crm_view
from closeplan.crm.model import CrmDeal
from closeplan.crm.offers import is_with
from closeplan.errors import NotFoundError
from closeplan.records import PlanRecord


def _crm(click: Click) -> dict[str, Any]:
    return parts.pushed(_card(click, click.seen_plan()))


def _search(click: Click) -> dict[str, Any]:
    record, desk = click.own_plan(), click.wired.deals()
    vendor, text = _vendor(click), click.event.texts.get(showing.TEXT, "")
    found = [deal for deal in desk.link.search(vendor, text) if _may_link(click, record, deal)]
    lines = [_line(deal, vendor, desk.title(vendor)) for deal in found]
    return parts.pushed(showing.found_card(_view(click, record), vendor, lines, click.url))


def _link(click: Click) -> dict[str, Any]:
    record, desk, vendor = click.own_plan(), click.wired.deals(), _vendor(click)
    deal = desk.link.deal(vendor, click.event.parameters.get("dealId", ""))
    if not _may_link(click, record, deal):
        raise NotFoundError(f"{desk.title(vendor)} has no such deal that is yours or this buyer's")
    desk.link(record.id, vendor, deal)
    return parts.replaced(_card(click, record), "Linked; the deal is brought up to date now")


def _away(click: Click) -> dict[str, Any]:
    record, vendor = click.own_plan(), _vendor(click)
    return parts.pushed(showing.unlink_card(_view(click, record), vendor, click.url))


def _unlink(click: Click) -> dict[str, Any]:
    record = click.own_plan()
    click.wired.deals().link.unlink(record.id, _vendor(click))
    return parts.replaced(_card(click, record), "Unlinked; what was written there stays")


def _keep(click: Click) -> dict[str, Any]:
    record = click.own_plan()
    click.wired.deals().link.keep_theirs(record.id, _vendor(click), click.event.parameters.get("key", ""))
    return parts.updated(_card(click, record), "Theirs stays")


def _use(click: Click) -> dict[str, Any]:
    record = click.own_plan()
    click.wired.deals().link.use_ours(record.id, _vendor(click), click.event.parameters.get("key", ""))
    return parts.updated(_card(click, record), "The plan's goes there now")


def _card(click: Click, record: PlanRecord) -> parts.Card:
    return showing.crm_card(_view(click, record), click.url)


def _view(click: Click, record: PlanRecord) -> showing.CrmView:
    return crm_view(click.wired.deals(), record, is_own=click.owns(record))


def _vendor(click: Click) -> str:
    """The CRM that is meant: a button names it, else the form; NotFoundError where it is not set up."""
    named = click.event.parameters.get(showing.VENDOR) or click.event.texts.get(showing.VENDOR, "")
    if named not in click.wired.deals().crms:
        raise NotFoundError("that CRM is not set up here")
    return named


def _may_link(click: Click, record: PlanRecord, deal: CrmDeal) -> bool:
    """Whether the caller may know of the deal: nobody's, their own, that of somebody whose plans they may see, or one with the
    plan's own buyer.
    """
    owner = deal.owner_email
    return not owner or click.wired.sight.may_see(click.member, owner) or is_with(deal, record.deal.buyer)


def _line(deal: CrmDeal, vendor: str, crm: str) -> OfferLine:
    return OfferLine(
        vendor=vendor,
        deal_id=deal.id,
        crm=crm,
        name=deal.name,
        company=deal.company,
        amount=deal.amount,
        currency=deal.currency,
        closes=deal.close_date,
    )


ROUTES: Routes = {
    "crm": _crm,
    "crm/search": _search,
    "crm/link": _link,
    "crm/away": _away,
    "crm/unlink": _unlink,
    "crm/keep": _keep,
    "crm/use": _use,
}
