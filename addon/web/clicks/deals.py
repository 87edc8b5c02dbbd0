"""Deals without a plan: offered, put off, brought back, and linked once their plan is made."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from addon.cards import deals as showing
from addon.cards import parts
from addon.web.clicks.click import Click, Routes
from closeplan.errors import ForbiddenError
from closeplan.records.crm import HeardDeal, OfferState


def offers_section(click: Click) -> list[dict[str, Any]]:
    """What the first card says of the caller's deals."""
    desk = click.wired.deals()
    if not desk.crms:
        return []
    offers = [_line(click, heard) for heard in desk.offers.of(click.caller.email)]
    put_off = len(desk.offers.of(click.caller.email, OfferState.IGNORED))
    return showing.offers_section(offers, put_off, click.url)


def named_deal(parameters: Mapping[str, str]) -> tuple[str, str]:
    """The CRM and the deal's id that a button names; both empty where it names none."""
    vendor, _slash, deal_id = parameters.get(showing.DEAL, "").partition("/")
    return (vendor, deal_id) if vendor and deal_id else ("", "")


def _all(click: Click) -> dict[str, Any]:
    return parts.pushed(all_offers_card(click))


def all_offers_card(click: Click) -> parts.Card:
    """All that is offered to the caller."""
    offers = [_line(click, heard) for heard in click.wired.deals().offers.of(click.caller.email)]
    return showing.offers_card(offers, click.url)


def _off(click: Click) -> dict[str, Any]:
    return parts.pushed(_off_card(click))


def _off_card(click: Click) -> parts.Card:
    put_off = click.wired.deals().offers.of(click.caller.email, OfferState.IGNORED)
    return showing.put_off_card([_line(click, heard) for heard in put_off], click.url)


def put_off(click: Click) -> None:
    """Offer the deal that is named no more."""
    vendor, deal_id = _named(click)
    click.wired.deals().offers.put_off(vendor, deal_id, click.caller.email)


def _back(click: Click) -> dict[str, Any]:
    vendor, deal_id = _named(click)
    click.wired.deals().offers.bring_back(vendor, deal_id, click.caller.email)
    return parts.updated(_off_card(click), "Offered again")


def _named(click: Click) -> tuple[str, str]:
    vendor, deal_id = named_deal(click.event.parameters)
    if not deal_id:
        raise ForbiddenError("no deal is named; open the sidebar again")
    return vendor, deal_id


def _line(click: Click, heard: HeardDeal) -> showing.OfferLine:
    return showing.OfferLine(
        vendor=heard.vendor,
        deal_id=heard.deal_id,
        crm=click.wired.deals().title(heard.vendor),
        name=heard.name,
        company=heard.company,
        stage=heard.stage,
        amount=heard.amount,
        currency=heard.currency,
        closes=heard.close_date,
    )


ROUTES: Routes = {"deals": _all, "deals/off": _off, "deals/back": _back}
