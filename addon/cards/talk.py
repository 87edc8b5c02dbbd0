"""The cards that plan a talk: who, what about and when, then the draft, then the invitations."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from addon.cards.parts import (
    Card,
    Choice,
    button,
    buttons,
    card,
    check_boxes,
    fact,
    link_button,
    moment_field,
    paragraph,
    section,
    text_area,
    text_field,
)
from closeplan.plan.model import Milestone
from closeplan.plan.talk import Guest, TalkDraft

TITLE, AGENDA, START, GUESTS = "title", "agenda", "start", "guests"
"""The names of the card's fields."""

MOST_CHOICES = 12


def choose_card(name: str, rows: Sequence[tuple[Milestone, str]], url: str, plan_id: str) -> Card:
    """Which milestone to talk about, each with why; or the plan as a whole."""
    widgets = [
        fact(
            row.name,
            why,
            leads=button("Plan", url, {"planId": plan_id, "milestone": row.id}),
        )
        for row, why in rows[:MOST_CHOICES]
    ]
    none = [paragraph("No date has slipped and nothing is overdue.")]
    whole = buttons(button("Talk about the whole plan", url, {"planId": plan_id, "milestone": "-"}))
    return card("Plan a talk", [section("", widgets or none), section("", [whole])], name)


def draft_card(
    draft: TalkDraft, start: datetime, zone_minutes: int, url: str, keys: Mapping[str, str]
) -> Card:
    """The talk as it would be, everything to be changed; `zone_minutes` is the seller's offset from UTC then."""
    when = section(
        "",
        [
            text_field(TITLE, "Title", draft.title),
            moment_field(START, "When, for half an hour", start, zone_minutes),
        ],
    )
    about = section("Agenda", [text_area(AGENDA, "What the talk is about", draft.agenda)])
    promise = paragraph("The draft stands in your calendar alone. Nobody is invited yet.")
    make = button("Put it into my calendar", url, keys, main=True)
    return card("Plan a talk", [when, _people(draft.guests), about, section("", [promise, buttons(make)])])


def drafted_card(
    title: str, guests: Sequence[str], link: str, invite_url: str, keys: Mapping[str, str]
) -> Card:
    """The draft stands, and one click more asks the guests, where there are some."""
    open_it = [link_button("Open in Calendar", link)] if link else []
    if not guests:
        told = paragraph("Nobody is on it. Add people in Calendar, or go back and tick them.")
        return card(
            "In your calendar", [section("", [told, *([buttons(*open_it)] if open_it else [])])], title
        )
    words = paragraph("They hear of it when you click, and not before.")
    people = "person" if len(guests) == 1 else "people"
    invite = button(f"Invite {len(guests)} {people}", invite_url, keys, main=True)
    who = fact("To be invited", ", ".join(guests))
    return card("In your calendar", [section("", [who, words, buttons(invite, *open_it)])], title)


def invited_card(title: str, guests: Sequence[str], link: str) -> Card:
    """After the invitations."""
    open_it = [buttons(link_button("Open in Calendar", link))] if link else []
    return card("Invited", [section("", [fact("Invited", ", ".join(guests)), *open_it])], title)


def _people(guests: Sequence[Guest]) -> dict[str, Any]:
    reachable = [guest for guest in guests if guest.email]
    choices = [
        Choice(value=guest.email, label=f"{guest.name} ({guest.email}) {guest.why}") for guest in reachable
    ]
    widgets = []
    if choices:
        widgets.append(check_boxes(GUESTS, "With", choices, {choice.value for choice in choices}))
    widgets += [
        paragraph(f"{guest.name} {guest.why}. The stakeholder map has no address of theirs.")
        for guest in guests
        if not guest.email
    ]
    return section("People", widgets or [paragraph("The stakeholder map names nobody for this.")])
