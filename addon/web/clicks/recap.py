"""The recap of a conversation, as a draft the seller sends."""

from __future__ import annotations

from typing import Any

from addon.cards import parts
from addon.cards import recap as recapping
from addon.cards.parts import Card
from addon.web.clicks.click import Click, Routes
from closeplan.errors import ForbiddenError
from closeplan.plan.addresses import typed_addresses
from closeplan.plan.recap import Recap
from closeplan.records import PlanRecord
from closeplan.records.calls import CallRecord
from closeplan.records.mail import Answered


def _recap(click: Click) -> dict[str, Any]:
    """The recap of the plan, or of the call that was chosen."""
    record, call_id = click.own_plan(), click.event.parameters.get("call", "")
    made = _of_call(click, record, call_id) if call_id else _of_plan(click, record)
    return parts.pushed(made)


def _of_plan(click: Click, record: PlanRecord) -> Card:
    proposed = click.desk.recap.propose(record)
    calls = click.desk.recap_call.calls.calls(record.id)
    return recapping.plan_recap_card(
        _about(click, record),
        proposed.recap,
        proposed.since,
        calls=[_call(one) for one in reversed(calls)],
        answers=_open_mail(click) is not None,
    )


def _of_call(click: Click, record: PlanRecord, call_id: str) -> Card:
    writing = click.desk.recap_call
    laid = writing.laid(record, call_id)
    return recapping.call_recap_card(
        _about(click, record),
        writing.propose(record, call_id),
        _call(writing.calls.kept_call(record.id, call_id).record),
        laid.url if laid else "",
        answers=_open_mail(click) is not None,
    )


def _call(record: CallRecord) -> recapping.OfACall:
    return recapping.OfACall(id=record.id, title=record.title or record.name, day=record.day)


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
        return parts.updated(recapping.copy_card(_about(click, record), recap, str(error)))
    return parts.updated(recapping.drafted_card(_about(click, record), recap, url))


def _about(click: Click, record: PlanRecord) -> recapping.About:
    return recapping.About(plan_id=record.id, name=record.deal.name, url=click.url("recap"))


def _open_mail(click: Click) -> Answered | None:
    """The mail beside which the sidebar is open."""
    message = click.event.message
    return Answered(id=message.id, thread=message.thread, token=message.token) if message.thread else None


ROUTES: Routes = {"recap": _recap, "recap/draft": _draft}
