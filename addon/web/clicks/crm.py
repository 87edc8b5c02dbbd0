"""A plan's deal in the CRM: looked at, found, linked, unlinked, and what people edited there decided on.

Whoever may see the plan may do this: it touches no document, and a manager puts right what a seller left. A deal of another
seller is linked, or found at all, only where it is this buyer's.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from addon.cards import crm as showing
from addon.cards import parts
from addon.cards.deals import OfferLine
from addon.web.clicks.click import Click, Routes
from closeplan.crm.model import CrmDeal, FieldValue
from closeplan.crm.offers import is_with
from closeplan.errors import NotFoundError
from closeplan.plan.wording import ENGLISH_WORDS, on_one_line
from closeplan.records import PlanRecord
from closeplan.records.crm import CrmLink, Edited


def crm_view(click: Click, record: PlanRecord) -> showing.CrmView:
    """What is known of the plan's deals; no CRM is asked."""
    desk = click.wired.deals()
    links = desk.book.crm_links(record.id) if desk.crms else []
    linked = {link.vendor for link in links}
    return showing.CrmView(
        plan_id=record.id,
        plan=record.deal.name,
        links=tuple(_link_view(click, link) for link in links if link.vendor in desk.crms),
        free=tuple((crm, desk.title(crm)) for crm in desk.crms if crm not in linked),
    )


def _crm(click: Click) -> dict[str, Any]:
    return parts.pushed(_card(click, click.seen_plan()))


def _search(click: Click) -> dict[str, Any]:
    record, desk = click.seen_plan(), click.wired.deals()
    vendor, text = _vendor(click), click.event.texts.get(showing.TEXT, "")
    found = [deal for deal in desk.link.search(vendor, text) if _may_link(click, record, deal)]
    lines = [_line(deal, vendor, desk.title(vendor)) for deal in found]
    return parts.pushed(showing.found_card(crm_view(click, record), vendor, lines, click.url))


def _link(click: Click) -> dict[str, Any]:
    record, desk, vendor = click.seen_plan(), click.wired.deals(), _vendor(click)
    deal = desk.link.deal(vendor, click.event.parameters.get("dealId", ""))
    if not _may_link(click, record, deal):
        raise NotFoundError(f"{desk.title(vendor)} has no such deal that is yours or this buyer's")
    desk.link(record.id, vendor, deal)
    return parts.replaced(_card(click, record), "Linked; the deal is brought up to date now")


def _unlink(click: Click) -> dict[str, Any]:
    record = click.seen_plan()
    click.wired.deals().link.unlink(record.id, _vendor(click))
    return parts.updated(_card(click, record), "Unlinked; what was written there stays")


def _keep(click: Click) -> dict[str, Any]:
    record = click.seen_plan()
    click.wired.deals().link.keep_theirs(record.id, _vendor(click), click.event.parameters.get("key", ""))
    return parts.updated(_card(click, record), "Theirs stays")


def _use(click: Click) -> dict[str, Any]:
    record = click.seen_plan()
    click.wired.deals().link.use_ours(record.id, _vendor(click), click.event.parameters.get("key", ""))
    return parts.updated(_card(click, record), "The plan's goes there now")


def _card(click: Click, record: PlanRecord) -> parts.Card:
    return showing.crm_card(crm_view(click, record), click.url)


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


def _link_view(click: Click, link: CrmLink) -> showing.LinkView:
    desk = click.wired.deals()
    return showing.LinkView(
        vendor=link.vendor,
        crm=desk.title(link.vendor),
        name=link.name or f"Deal {link.deal_id}",
        url=link.url,
        stage=link.stage,
        amount=link.amount,
        currency=link.currency,
        closes=link.close_date,
        synced=_when(link.synced_at, desk.link.clock.now()) if link.synced_at else "",
        told=link.told,
        edited=tuple(_edited(desk.label(key), key, one) for key, one in sorted(link.edited.items())),
    )


def _edited(label: str, key: str, one: Edited) -> showing.EditedLine:
    return showing.EditedLine(
        key=key, label=label, ours=_text(one.ours), theirs=_text(one.theirs), kept=one.kept
    )


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


def _text(value: FieldValue) -> str:
    """A field's value as people read it."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, date):
        return ENGLISH_WORDS.day(value)
    if isinstance(value, (int, float)):
        return f"{value:g}"
    return on_one_line(value or "") or "empty"


def _when(at: datetime, now: datetime) -> str:
    """How long ago something was, as far as it matters."""
    ago = now - at
    if ago < timedelta(minutes=2):
        return "just now"
    if ago < timedelta(hours=2):
        return f"{ago // timedelta(minutes=1)} minutes ago"
    if ago < timedelta(days=2):
        return f"{ago // timedelta(hours=1)} hours ago"
    return f"on {ENGLISH_WORDS.day(at.date())}"


ROUTES: Routes = {
    "crm": _crm,
    "crm/search": _search,
    "crm/link": _link,
    "crm/unlink": _unlink,
    "crm/keep": _keep,
    "crm/use": _use,
}
