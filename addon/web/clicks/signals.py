"""Signals: what there is, one of them with its history, and the acts that take one click."""

from __future__ import annotations

from datetime import date
from typing import Any

from addon.cards import parts
from addon.cards import signals as showing
from addon.cards.parts import Card
from addon.web.clicks.click import Click, Routes
from closeplan.errors import InputError, Mistake
from closeplan.plan.actions import (
    SENSIBLE_NOTICE,
    Action,
    actions_for,
    matter,
    matter_of_key,
    milestone_of,
    waits_for,
)
from closeplan.plan.edits import CellEdit
from closeplan.plan.lessons import MilestoneStory
from closeplan.plan.model import Milestone, Plan, Status
from closeplan.plan.rules import RuleContext
from closeplan.plan.signals import Signal, Table
from closeplan.records import PlanRecord

_MOST_OWNER = 200
_NAMING = {Action.OWNER.value: showing.OWNER, Action.CONFIRM.value: showing.CONFIRMED_BY}
"""The acts that write a name, and the field it is typed in, which is the cell's too."""


def signal_meant(click: Click, record: PlanRecord) -> Signal | None:
    """The signal that the card names, if the plan still tells it."""
    key = click.event.parameters.get("key", "")
    return next((signal for signal in record.signals if signal.key == key), None)


def _signals(click: Click) -> dict[str, Any]:
    return click.leading_on(_list(click, click.own_plan()))


def _list(click: Click, record: PlanRecord) -> Card:
    plan = record.snapshot.plan if record.snapshot else Plan()
    told = [
        showing.Line(signal=signal, waits=waits_for(signal), about=matter(signal, plan) or "The plan")
        for signal in record.signals
    ]
    gone = [
        showing.Dismissed(
            key=one.key,
            about=matter_of_key(one.key, plan),
            short=one.short,
            reason=one.reason,
            who=one.who,
            day=one.at.date(),
        )
        for one in click.desk.signals.dismissals.dismissals(record.id)
    ]
    return showing.list_card(record.deal.name, record.id, told, gone, click.url)


def _open(click: Click) -> dict[str, Any]:
    record = click.own_plan()
    signal = signal_meant(click, record)
    if signal is None:
        return parts.pushed(showing.settled_card(record.id, click.url))
    context = click.wired.stored(record)
    row = context.plan.milestone(milestone_of(signal))
    opened = showing.Opened(
        plan_id=record.id,
        signal=signal,
        waits=waits_for(signal),
        actions=actions_for(signal, context),
        day=_sensible_day(signal, row, context),
        row=row,
        story=_story(click, record, row) if row else None,
        kind=record.kind,
    )
    return parts.pushed(showing.open_card(opened, click.url))


def _sensible_day(signal: Signal, row: Milestone | None, context: RuleContext) -> date:
    """The day to begin with: a date that slipped as it stands now, else a week from today."""
    if signal.rule != "overdue" and row is not None and row.due and row.due >= context.today:
        return row.due
    return context.add_workdays(row.id if row else "", context.today, SENSIBLE_NOTICE)


def _story(click: Click, record: PlanRecord, row: Milestone) -> MilestoneStory | None:
    """The milestone's moves, beside what such steps did in other deals."""
    lesson = next(iter(click.wired.learn(record.id)), None)
    told = lesson.story.milestones if lesson else ()
    return next((one for one in told if one.milestone.id == row.id), None)


def _dismiss(click: Click) -> dict[str, Any]:
    record = click.own_plan()
    signal = signal_meant(click, record)
    if signal is not None:
        reason = click.event.texts.get(showing.REASON, "")
        click.desk.signals.dismiss(record, signal, reason, click.caller.email)
    return parts.replaced(_list(click, click.own_plan()), "Dismissed")


def _restore(click: Click) -> dict[str, Any]:
    record = click.own_plan()
    click.desk.signals.dismiss.bring_back(record, click.event.parameters.get("key", ""), click.caller.email)
    words = "The plan tells it again in a moment, if it is still so."
    return parts.replaced(showing.told_card("Brought back", words, record.id, click.url), "Brought back")


def _edit(click: Click) -> dict[str, Any]:
    """Set an owner, note who confirmed, or mark done, where the cell still says what the seller saw."""
    record = click.own_plan()
    signal = signal_meant(click, record)
    if signal is None:
        return parts.pushed(showing.settled_card(record.id, click.url))
    row = click.wired.stored(record).plan.milestone(milestone_of(signal))
    if row is None:
        return parts.pushed(showing.settled_card(record.id, click.url))
    edit = _cell(click, row)
    result = click.desk.edit(record.id, [edit], click.caller.email)
    if result.refused:
        words = f"Nothing was written: {result.refused[0][1]}"
        return parts.pushed(showing.told_card("Not written", words, record.id, click.url))
    words = "Written into the plan. Its signals settle in a moment."
    return parts.replaced(showing.told_card(row.name, words, record.id, click.url), "Written")


def _cell(click: Click, row: Milestone) -> CellEdit:
    action = click.event.parameters.get("action", "")
    if action == Action.DONE:
        return CellEdit(
            table=Table.TIMELINE, row=row.id, field="status", value=Status.DONE, was=row.status or False
        )
    field = _NAMING.get(action, "")
    name = " ".join(click.event.texts.get(field, "").split())
    if not field or not name:
        raise InputError([Mistake("Name", "is missing; write who it is")])
    if len(name) > _MOST_OWNER:
        raise InputError([Mistake("Name", f"is longer than {_MOST_OWNER} characters")])
    return CellEdit(table=Table.TIMELINE, row=row.id, field=field, value=name, was=getattr(row, field))


ROUTES: Routes = {
    "signals": _signals,
    "signals/open": _open,
    "signals/edit": _edit,
    "signals/dismiss": _dismiss,
    "signals/restore": _restore,
}
"""The cards of signals, and what is done about one at once."""
