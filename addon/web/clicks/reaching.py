"""Reaching people about a signal: a question to the owner, a person for the stakeholder map."""

from __future__ import annotations

from typing import Any

from addon.cards import parts
from addon.cards import reaching as showing
from addon.cards import signals as listing
from addon.web.clicks.click import Click, Routes
from addon.web.clicks.signals import signal_meant
from closeplan.plan.model import Role
from closeplan.plan.signals import Signal
from closeplan.records.signals import Question
from closeplan.services.invite import Person


def _ask(click: Click) -> dict[str, Any]:
    """The question that fits, to be changed; nobody is asked yet."""
    record = click.own_plan()
    signal = signal_meant(click, record)
    if signal is None:
        return parts.pushed(listing.settled_card(record.id, click.url))
    question = click.desk.signals.ask.question(record, signal)
    keys = {"planId": record.id, "key": signal.key}
    return parts.pushed(showing.ask_card(question, click.url, keys, record.kind))


def _comment(click: Click) -> dict[str, Any]:
    record, event = click.own_plan(), click.event
    signal = signal_meant(click, record)
    if signal is None:
        return parts.pushed(listing.settled_card(record.id, click.url))
    ask = click.desk.signals.ask
    question = Question(
        place=ask.question(record, signal).place,
        text=event.texts.get(showing.TEXT, ""),
        assignee=event.texts.get(showing.ASSIGNEE, ""),
    )
    asked = ask.comment(record, question)
    words = (
        "Your question stands beside the cell."
        if asked
        else "You have asked just that, and it is still open."
    )
    return parts.replaced(listing.told_card("Asked", words, record.id, click.url), "Asked")


def _mail(click: Click) -> dict[str, Any]:
    record, event = click.own_plan(), click.event
    link = click.desk.signals.ask.mail(
        record,
        event.texts.get(showing.TEXT, ""),
        event.parameters.get("who", ""),
        event.texts.get(showing.ASSIGNEE, ""),
    )
    words = "The mail lies among your drafts. Nothing is sent before you send it."
    opened = parts.link_button("Open the draft", link)
    return parts.replaced(listing.told_card("Drafted", words, record.id, click.url, opened), "Drafted")


def _invite(click: Click) -> dict[str, Any]:
    record = click.own_plan()
    signal = signal_meant(click, record)
    if signal is None:
        return parts.pushed(listing.settled_card(record.id, click.url))
    name, role = _known(click, signal)
    return parts.pushed(showing.invite_card(name, role, click.url, {"planId": record.id, "key": signal.key}))


def _known(click: Click, signal: Signal) -> tuple[str, Role | None]:
    """What the signal says of the person: the role that is missing, or the name of an owner."""
    if signal.rule == "missing_role" and signal.subject in set(Role):
        return "", Role(signal.subject)
    row = click.wired.stored(click.own_plan()).plan.milestone(signal.place.row)
    return (row.owner if row else ""), None


def _add(click: Click) -> dict[str, Any]:
    record, event = click.own_plan(), click.event
    role = event.texts.get(showing.ROLE, "")
    person = Person(
        name=event.texts.get(showing.NAME, ""),
        email=event.texts.get(showing.EMAIL, ""),
        role=Role(role) if role in set(Role) else None,
    )
    share = bool(event.chosen.get(showing.SHARE))
    result = click.desk.signals.invite(record, person, share=share, by=click.caller.email)
    if result.refused:
        words = f"Nothing was written: {result.refused[0][1]}"
        return parts.pushed(listing.told_card("Not added", words, record.id, click.url))
    words = f"{person.name} stands on the stakeholder map"
    words += " and can open the plan." if share else ". The plan is not shared with them yet."
    return parts.replaced(listing.told_card("Added", words, record.id, click.url), "Added")


ROUTES: Routes = {
    "signals/ask": _ask,
    "signals/ask/comment": _comment,
    "signals/ask/mail": _mail,
    "signals/invite": _invite,
    "signals/invite/confirm": _add,
}
"""Questions to owners, and people for the map."""
