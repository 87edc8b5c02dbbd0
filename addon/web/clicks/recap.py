"""The recap of a conversation, as a draft the seller sends."""

from __future__ import annotations

from typing import Any

from addon.cards import parts
from addon.cards import recap as recapping
from addon.web.clicks.click import Click, Routes
from closeplan.errors import ForbiddenError
from closeplan.plan.addresses import typed_addresses
from closeplan.plan.recap import Recap
from closeplan.records import PlanRecord
from closeplan.records.mail import Answered


def _recap(click: Click) -> dict[str, Any]:
    record = click.own_plan()
    proposed = click.desk.recap.propose(record)
    made = recapping.recap_card(
        _about(record),
        proposed.recap,
        proposed.since,
        click.url("recap/draft"),
        answers=_open_mail(click) is not None,
    )
    return parts.pushed(made)


def _draft(click: Click) -> dict[str, Any]:
    """The words as the seller left them become a draft; nothing is sent."""
    record, event = click.own_plan(), click.event
    texts = event.texts
    recap = Recap(
        to=typed_addresses(texts.get(recapping.TO, "")),
        subject=texts.get(recapping.SUBJECT, ""),
        text=texts.get(recapping.TEXT, ""),
    )
    try:
        url = click.desk.recap.draft(record, recap, answers=_open_mail(click))
    except ForbiddenError as error:
        return parts.updated(recapping.copy_card(_about(record), recap, str(error)))
    return parts.updated(recapping.drafted_card(_about(record), recap, url))


def _about(record: PlanRecord) -> recapping.About:
    return recapping.About(plan_id=record.id, name=record.deal.name)


def _open_mail(click: Click) -> Answered | None:
    """The mail beside which the sidebar is open."""
    message = click.event.message
    return Answered(id=message.id, thread=message.thread, token=message.token) if message.thread else None


ROUTES: Routes = {"recap": _recap, "recap/draft": _draft}
