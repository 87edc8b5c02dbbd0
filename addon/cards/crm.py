"""A plan's deal in the CRM: where it stands, what people edited there, and how a deal is linked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from addon.cards.deals import OfferLine
from addon.cards.money import money
from addon.cards.parts import (
    Card,
    Choice,
    Widget,
    button,
    buttons,
    card,
    fact,
    lines,
    link_button,
    paragraph,
    section,
    selection,
    text_field,
)
from closeplan.plan.wording import ENGLISH_WORDS

TEXT, VENDOR = "deal_text", "vendor"
"""The fields of the search."""

MOST_EDITED = 20
"""Edited fields that are shown; the others are in `closeplan crm status`."""


_UNLINKED = "This plan has no deal yet; its owner can link one."

MOST_REFUSED = 5
"""Lines of what could not be brought; an admin sees the others on the page of integrations."""


@dataclass(frozen=True, kw_only=True)
class EditedLine:
    """A field that a person changed in the CRM: what the plan says and what they wrote, as people read it; `kept` once somebody
    decided that theirs stays.
    """

    key: str
    label: str
    ours: str
    theirs: str
    kept: bool = False


@dataclass(frozen=True, kw_only=True)
class LinkView:
    """A plan's deal in one CRM. `synced` says when it was last brought up to date, `told` what went wrong since; `refused` is what
    could not be brought there, a line each, and `waits` what waits.
    """

    vendor: str
    crm: str
    name: str
    url: str = ""
    stage: str = ""
    amount: Decimal | None = None
    currency: str = ""
    closes: date | None = None
    synced: str = ""
    told: str = ""
    refused: tuple[str, ...] = ()
    waits: str = ""
    edited: tuple[EditedLine, ...] = ()

    @property
    def open_edits(self) -> list[EditedLine]:
        """Those that wait for somebody's word."""
        return [one for one in self.edited if not one.kept]


@dataclass(frozen=True, kw_only=True)
class CrmView:
    """All of one plan. `free` are the CRMs in which it has no deal, by name and as people call them. Only who looks at a plan that
    `is_own` gets what acts on it.
    """

    plan_id: str
    plan: str
    is_own: bool
    links: tuple[LinkView, ...] = ()
    free: tuple[tuple[str, str], ...] = ()


Ways = Callable[[str], str]
"""The URL of one of the add-on's paths."""


def crm_facts(view: CrmView, url: Ways) -> list[Widget]:
    """What the plan's card says of its deals: a line each, and the way to more. Nothing where no CRM is set up."""
    look = button("Look", url("crm"), {"planId": view.plan_id})
    rows = [fact(f"Deal in {link.crm}", link.name, _in_short(link), leads=look) for link in view.links]
    if not rows and view.free:
        link = button("Link…", url("crm"), {"planId": view.plan_id}) if view.is_own else None
        rows.append(fact("Deal in the CRM", "Not linked yet", leads=link))
    return rows


def crm_card(view: CrmView, url: Ways) -> Card:
    """Everything about the plan's deals."""
    sections = [part for link in view.links for part in _link_sections(view, link, url)]
    if view.free and view.is_own:
        sections.append(section("Link a deal", _search(view, url)))
    if not sections:
        none = "No CRM is set up here; docs/vendors.md tells an admin how."
        sections = [section("", [paragraph(_UNLINKED if view.free else none)])]
    return card("CRM", sections, view.plan)


def unlink_card(view: CrmView, vendor: str, url: Ways) -> Card:
    """Asked before a deal is unlinked."""
    name, crm = next(
        ((one.name, one.crm) for one in view.links if one.vendor == vendor), ("The deal", vendor)
    )
    words = [
        f"{name} in {crm} follows the plan no more. What was written there stays, but without a plan it is not ready to commit.",
        "It may be offered a plan anew, and can be linked again.",
    ]
    away = button("Unlink it", url("crm/unlink"), {"planId": view.plan_id, VENDOR: vendor}, main=True)
    return card("Unlink the deal?", [section("", [lines(words), buttons(away)])], view.plan)


def found_card(view: CrmView, vendor: str, found: Sequence[OfferLine], url: Ways) -> Card:
    """What a search found, each with the click that links it."""
    rows: list[Widget] = []
    for deal in found:
        keys = {"planId": view.plan_id, VENDOR: vendor, "dealId": deal.deal_id}
        known = (money(deal.amount, deal.currency), deal.stage, deal.company)
        link = button("Link", url("crm/link"), keys)
        rows.append(fact(deal.crm, deal.name, " · ".join(filter(None, known)), leads=link))
    if not rows:
        words = "No open deal that is yours or this buyer's is called so. Try another part of its name, or paste its address from the CRM."
        rows = [paragraph(words)]
    return card("Link a deal", [section("", rows)], view.plan)


def _in_short(link: LinkView) -> str:
    edits = len(link.open_edits)
    edited = f"{edits} {'field was' if edits == 1 else 'fields were'} edited there" if edits else ""
    synced = f"up to date {link.synced}" if link.synced else "not up to date yet"
    wrong = (link.told, *link.refused, link.waits)
    return " · ".join(filter(None, (link.stage, next(filter(None, wrong), synced), edited)))


def _begun(words: str) -> str:
    return words[:1].upper() + words[1:]


def _link_sections(view: CrmView, link: LinkView, url: Ways) -> list[dict[str, Any]]:
    keys = {"planId": view.plan_id, VENDOR: link.vendor}
    closes = f"closes {ENGLISH_WORDS.day(link.closes)}" if link.closes else ""
    known = " · ".join(filter(None, (link.stage, money(link.amount, link.currency), closes)))
    about: list[Widget] = [
        fact("Deal", link.name, known),
        fact("Brought up to date", _begun(link.synced) or "Not yet"),
    ]
    wrong = [one for one in (link.told, *link.refused[:MOST_REFUSED]) if one]
    about += [fact("What went wrong", one) for one in wrong]
    about += [fact("On its way", link.waits)] if link.waits else []
    opens = [link_button(f"Open in {link.crm}", link.url)] if link.url else []
    acts = [button("Unlink…", url("crm/away"), keys)] if view.is_own else []
    about += [buttons(*opens, *acts)] if opens or acts else []
    parts = [section(link.crm, about)]
    waiting = link.open_edits
    if waiting:
        words = f"People changed these in {link.crm}. closeplan writes nothing over them until the plan's owner says which one holds."
        rows = [
            paragraph(words),
            *(widget for one in waiting[:MOST_EDITED] for widget in _edited(view, one, keys, url)),
        ]
        parts.append(section(f"Edited in {link.crm}", rows))
    kept = [one for one in link.edited if one.kept]
    if kept:
        rows = [widget for one in kept[:MOST_EDITED] for widget in _edited(view, one, keys, url)]
        parts.append(section("Left as people wrote them", rows, shown=0))
    return parts


def _edited(view: CrmView, one: EditedLine, keys: dict[str, str], url: Ways) -> list[Widget]:
    told = fact(one.label, f"Theirs: {one.theirs}", f"The plan's: {one.ours}")
    if not view.is_own:
        return [told]
    named = {**keys, "key": one.key}
    ours = button("Use the plan's", url("crm/use"), named)
    ways = [ours] if one.kept else [button("Keep theirs", url("crm/keep"), named), ours]
    return [told, buttons(*ways)]


def _search(view: CrmView, url: Ways) -> list[Widget]:
    """The field, and where there are several CRMs the choice of one."""
    field = text_field(TEXT, "A part of the deal's name, or its address")
    keys = {"planId": view.plan_id}
    if len(view.free) == 1:
        vendor, crm = view.free[0]
        return [
            field,
            buttons(button(f"Search in {crm}", url("crm/search"), {**keys, VENDOR: vendor}, main=True)),
        ]
    choices = [Choice(value=vendor, label=crm) for vendor, crm in view.free]
    which = selection(VENDOR, "In which CRM", choices, view.free[0][0])
    return [which, field, buttons(button("Search", url("crm/search"), keys, main=True))]
