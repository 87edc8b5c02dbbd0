"""A plan's deals as the sidebar and the plan's page show them."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from addon.cards import crm as showing
from addon.deal_desk import DealDesk
from closeplan.crm.model import FieldValue
from closeplan.plan.wording import ENGLISH_WORDS, on_one_line
from closeplan.records import PlanRecord
from closeplan.records.crm import CrmLink, Edited
from closeplan.services.deal_backlog import DealBacklog


def crm_view(desk: DealDesk, record: PlanRecord, *, is_own: bool) -> showing.CrmView:
    """What is known of the plan's deals, for its owner or for somebody who only looks; no CRM is asked."""
    links = desk.book.crm_links(record.id) if desk.crms else []
    linked = {link.vendor for link in links}
    return showing.CrmView(
        plan_id=record.id,
        plan=record.deal.name,
        is_own=is_own,
        links=tuple(_link_view(desk, link) for link in links if link.vendor in desk.crms),
        free=tuple((crm, desk.title(crm)) for crm in desk.crms if crm not in linked),
    )


def _link_view(desk: DealDesk, link: CrmLink) -> showing.LinkView:
    now, left = desk.link.clock.now(), desk.backlog(link)
    return showing.LinkView(
        vendor=link.vendor,
        crm=desk.title(link.vendor),
        name=link.name or f"Deal {link.deal_id}",
        url=link.url,
        stage=link.stage,
        amount=link.amount,
        currency=link.currency,
        closes=link.close_date,
        synced=_when(link.synced_at, now) if link.synced_at else "",
        told=link.told,
        refused=left.refused,
        waits=_waits(left, now),
        edited=tuple(_edited(desk.label(key), key, one) for key, one in sorted(link.edited.items())),
    )


def _waits(left: DealBacklog, now: datetime) -> str:
    """What waits, in a line; empty where nothing does."""
    if left.since is None:
        return ""
    begun = f"{left.waiting} update{' waits' if left.waiting == 1 else 's wait'}"
    return f"{begun}, the oldest {_when(left.since, now)}" + (f": {left.why}" if left.why else "")


def _edited(label: str, key: str, one: Edited) -> showing.EditedLine:
    return showing.EditedLine(
        key=key, label=label, ours=_text(one.ours), theirs=_text(one.theirs), kept=one.kept
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
