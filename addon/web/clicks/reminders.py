"""What a plan tells by mail."""

from __future__ import annotations

from datetime import date
from typing import Any

from addon.cards import parts
from addon.cards import reminders as reminding
from addon.web.clicks.click import Click, Routes
from closeplan.errors import InputError, Mistake
from closeplan.plan.reminders import Delivery, Wishes, read_days_ahead
from closeplan.records import PlanRecord
from closeplan.services.remind import DRAFTED


def _reminders(click: Click) -> dict[str, Any]:
    """The settings, with what they would mean today; typed ones are looked at and not kept."""
    record = click.own_plan()
    if "preview" in click.event.parameters:
        return parts.updated(_card(click, record, _wishes(click)))
    return parts.pushed(_card(click, record, click.desk.reminders.wishes(record.id)))


def _save(click: Click) -> dict[str, Any]:
    record, wishes = click.own_plan(), _wishes(click)
    click.desk.reminders.save(record.id, wishes)
    return parts.updated(_card(click, record, wishes), "Saved")


def _send(click: Click) -> dict[str, Any]:
    """Today's mails to others become drafts, with the token of this click."""
    record = click.own_plan()
    done = click.desk.reminders.write_drafts(_today(click))
    waiting = [
        f"{one.mailing.person}: {one.reason or 'is being written'}" for one in done if one.state != DRAFTED
    ]
    view = _view(click, record, click.desk.reminders.wishes(record.id))
    made = reminding.drafted_card(view, len(done) - len(waiting), waiting, _ways(click))
    return parts.updated(made)


def _card(click: Click, record: PlanRecord, wishes: Wishes) -> parts.Card:
    return reminding.reminders_card(_view(click, record, wishes), _ways(click))


def _view(click: Click, record: PlanRecord, wishes: Wishes) -> reminding.Reminding:
    ours = click.desk.reminders
    return reminding.Reminding(
        plan_id=record.id,
        name=record.deal.name,
        wishes=wishes,
        mailings=ours.planned(_today(click), record.id, wishes),
        works_alone=ours.works_alone(),
        hour=ours.hour,
    )


def _wishes(click: Click) -> Wishes:
    """What the card's fields say."""
    event = click.event
    said = event.texts.get(reminding.DELIVERY, Delivery.OFF.value)
    kinds = event.chosen.get(reminding.KINDS, ())
    try:
        ahead = read_days_ahead(event.texts.get(reminding.AHEAD, ""))
    except ValueError as error:
        raise InputError([Mistake("Working days before a date", str(error))]) from error
    return Wishes(
        delivery=Delivery(said) if said in set(Delivery) else Delivery.OFF,
        assigned=reminding.ASSIGNED in kinds,
        overdue=reminding.OVERDUE in kinds,
        weekly=reminding.WEEKLY in kinds,
        ahead=ahead,
        daily=reminding.DAILY in event.chosen.get(reminding.OWN, ()),
    )


def _ways(click: Click) -> reminding.Ways:
    return reminding.Ways(
        preview=click.url("reminders"),
        save=click.url("reminders/save"),
        send=click.url("reminders/send"),
        grants=f"{click.wired.base_url}/grants",
    )


def _today(click: Click) -> date:
    stored = click.wired.stored
    return stored.clock.now().astimezone(stored.zone).date()


ROUTES: Routes = {"reminders": _reminders, "reminders/save": _save, "reminders/send": _send}
