"""Reminders and digests: what one plan tells by mail, and what that means today."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from addon.cards.parts import (
    Card,
    Choice,
    Widget,
    button,
    buttons,
    card,
    check_boxes,
    fact,
    link_button,
    paragraph,
    section,
    selection,
    text_field,
)
from closeplan.plan.bidi import closed
from closeplan.plan.mailings import Mailing
from closeplan.plan.reminders import Delivery, FactKind, Wishes

DELIVERY, KINDS, AHEAD, OWN = "delivery", "kinds", "ahead", "own"
ASSIGNED, OVERDUE, WEEKLY, DAILY = "assigned", "overdue", "weekly", "daily"

MOST_SHOWN = 15
"""Mails the preview names."""

_SAID = {
    FactKind.OVERDUE: "past its date",
    FactKind.AHEAD: "due soon",
    FactKind.WEEK: "due this week",
    FactKind.ASSIGNED: "assigned",
    FactKind.MOVED: "moved",
    FactKind.DONE: "done",
    FactKind.SIGNAL: "signals",
}


@dataclass(frozen=True, kw_only=True)
class Ways:
    """Where the card's buttons lead; `grants` is the page on which a seller lets closeplan write by itself."""

    preview: str
    save: str
    send: str
    grants: str


@dataclass(frozen=True, kw_only=True)
class Reminding:
    """What the card shows: the wishes (saved or only looked at), the day's mails of all the seller's plans, and whether
    closeplan may write while the seller is away, from `hour` on.
    """

    plan_id: str
    name: str
    wishes: Wishes
    mailings: Sequence[Mailing]
    works_alone: bool
    hour: int


def reminders_card(view: Reminding, ways: Ways) -> Card:
    """The settings of one plan and today's preview."""
    keys = {"planId": view.plan_id}
    acts = buttons(
        button("Preview", ways.preview, {**keys, "preview": "yes"}),
        button("Save", ways.save, keys, main=True),
    )
    hint = paragraph("One mail a person a day, on their side’s working days. Each fact is told once.")
    return card(
        "Reminders",
        [
            section("", [hint, *_fields(view), acts]),
            section("Today", _today(view, ways, keys), shown=MOST_SHOWN + 3),
        ],
        view.name,
    )


def drafted_card(view: Reminding, drafted: int, waiting: Sequence[str], ways: Ways) -> Card:
    """What came of writing the drafts; `waiting` says what could not be written."""
    plural = "" if drafted == 1 else "s"
    told = (
        f"{drafted} draft{plural} in your Gmail. Nothing was sent: look through them and send what you like."
    )
    words = [told] if drafted else ["No draft was written."]
    rows: list[Widget] = [paragraph(line) for line in [*words, *waiting]]
    back = button("Reminders", ways.preview, {"planId": view.plan_id})
    return card("Reminders", [section("", [*rows, buttons(back)])], view.name)


def _fields(view: Reminding) -> list[Widget]:
    wishes = view.wishes
    kinds = {ASSIGNED: wishes.assigned, OVERDUE: wishes.overdue, WEEKLY: wishes.weekly}
    return [
        selection(
            DELIVERY,
            "Mails to others",
            [
                Choice(value=Delivery.OFF.value, label="None"),
                Choice(value=Delivery.DRAFTS.value, label="Drafts in my Gmail"),
                Choice(value=Delivery.SEND.value, label=f"Sent for me, from {view.hour}:00"),
            ],
            wishes.delivery.value,
        ),
        check_boxes(
            KINDS,
            "They tell",
            [
                Choice(value=ASSIGNED, label="owners what is assigned to them"),
                Choice(value=OVERDUE, label="owners what is past its date"),
                Choice(value=WEEKLY, label="the buyer’s side the week, on Mondays"),
            ],
            [kind for kind, is_on in kinds.items() if is_on],
        ),
        text_field(AHEAD, "Working days before a date, such as 5, 1", ", ".join(map(str, wishes.ahead))),
        check_boxes(
            OWN, "For me", [Choice(value=DAILY, label="a digest every weekday, with internal signals")],
            [DAILY] if wishes.daily else [],
        ),
    ]  # fmt: skip


def _today(view: Reminding, ways: Ways, keys: Mapping[str, str]) -> list[Widget]:
    if not view.mailings:
        return [paragraph("With these settings nobody is written to today.")]
    rows: list[Widget] = [_mailing(one) for one in view.mailings[:MOST_SHOWN]]
    if len(view.mailings) > MOST_SHOWN:
        rows.append(paragraph(f"… and {len(view.mailings) - MOST_SHOWN} more."))
    others = sum(not one.is_own for one in view.mailings)
    made: list[dict[str, object]] = []
    if others:
        plural = "" if others == 1 else "s"
        made.append(button(f"Write today’s {others} draft{plural} now", ways.send, keys))
    if not view.works_alone:
        rows.append(
            paragraph("They wait until you have them drafted, or let closeplan write while you are away.")
        )
        made.append(link_button("Let closeplan write", ways.grants))
    return [*rows, buttons(*made)] if made else rows


def _mailing(one: Mailing) -> Widget:
    counts = Counter(fact.kind for chapter in one.chapters for fact in chapter.shown)
    said = ", ".join(f"{n} {_SAID[kind]}" for kind, n in counts.items())
    plans = ", ".join(chapter.plan.title for chapter in one.chapters)
    whom = "You" if one.is_own else f"{closed(one.name)} ({one.person})" if one.name else one.person
    return fact("Sent" if one.delivery is Delivery.SEND else "Draft", f"{whom}: {said}", plans)
