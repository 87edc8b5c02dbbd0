"""Planning the talk that a slip deserves."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

from addon.cards import parts
from addon.cards import talk as talking
from addon.web.clicks.click import Click, Routes
from closeplan.errors import InputError, Mistake
from closeplan.plan.model import Milestone
from closeplan.plan.rules import RuleContext
from closeplan.plan.zones import zone_of
from closeplan.services.talk import Wish


def _talk(click: Click) -> dict[str, Any]:
    """Which milestone to talk about; the draft at once where the card that led here named one."""
    record = click.own_plan()
    if "milestone" in click.event.parameters:
        return _proposal(click)
    context = click.desk.talk.stored(record)
    rows = [(row, why) for row in context.open_milestones if (why := _why(row, context))]
    rows.sort(key=lambda one: -context.drift.get(one[0].id, 0))
    made = talking.choose_card(record.deal.name, rows, click.url("talk"), record.id)
    return parts.pushed(made)


def _proposal(click: Click) -> dict[str, Any]:
    record, milestone = click.own_plan(), click.event.parameters["milestone"]
    zone = _zone_name(click)
    proposed = click.desk.talk.propose(record, milestone, time_zone=zone)
    offset = proposed.start.astimezone(zone_of(zone)).utcoffset() or timedelta(0)
    keys = {"planId": record.id, "milestone": milestone}
    made = talking.draft_card(
        proposed.draft, proposed.start, int(offset.total_seconds() // 60), click.url("talk/draft"), keys
    )
    return parts.pushed(made)


def _draft(click: Click) -> dict[str, Any]:
    """The talk goes into the seller's own calendar; nobody hears of it."""
    record, event = click.own_plan(), click.event
    start = event.moments.get(talking.START)
    if start is None:
        raise InputError([Mistake("When", "is missing; pick a day and an hour")])
    milestone = event.parameters.get("milestone", "")
    wish = Wish(
        milestone_id=milestone,
        title=event.texts.get(talking.TITLE, ""),
        agenda=event.texts.get(talking.AGENDA, ""),
        start=start,
        time_zone=_zone_name(click),
        guests=event.chosen.get(talking.GUESTS, ()),
    )
    done = click.desk.talk.draft(record, wish)
    keys = {
        "planId": record.id,
        "milestone": milestone,
        talking.TITLE: done.title,
        talking.GUESTS: " ".join(done.guests),
    }
    shown = talking.drafted_card(done.title, done.guests, done.url, click.url("talk/invite"), keys)
    return parts.replaced(shown, "In your calendar")


def _invite(click: Click) -> dict[str, Any]:
    """The guests are asked, by Google's own invitation."""
    record, carried = click.own_plan(), click.event.parameters
    guests = carried.get(talking.GUESTS, "").split()
    link = click.desk.talk.invite(record, carried.get("milestone", ""), guests)
    return parts.replaced(talking.invited_card(carried.get(talking.TITLE, ""), guests, link), "Invited")


def _why(row: Milestone, context: RuleContext) -> str:
    """Why one would talk about that milestone; empty where there is no need."""
    drift = context.drift.get(row.id, 0)
    if drift > 0:
        return f"slipped {context.words.working_days(drift)}"
    if row.due and row.due < context.today:
        return f"was due {context.words.day(row.due)}"
    return ""


def _zone_name(click: Click) -> str:
    """The seller's time zone as an IANA name, which is what Calendar takes."""
    try:
        return ZoneInfo(click.event.time_zone).key
    except (ValueError, OSError):
        return "Etc/UTC"


ROUTES: Routes = {"talk": _talk, "talk/draft": _draft, "talk/invite": _invite}
