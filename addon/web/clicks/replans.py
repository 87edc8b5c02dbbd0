"""New dates: the re-plan as a preview, written at a click, taken back at another."""

from __future__ import annotations

from functools import cache
from typing import Any

from pydantic import TypeAdapter, ValidationError

from addon.cards import moves as showing
from addon.cards import parts
from addon.cards import signals as listing
from addon.web.clicks.click import Click, Routes
from addon.web.clicks.signals import signal_meant
from closeplan.errors import InputError, Mistake
from closeplan.plan.actions import milestone_of
from closeplan.plan.proposed import Move, Replan, Wishes
from closeplan.plan.signals import Signal
from closeplan.records import PlanRecord


@cache
def _moves() -> TypeAdapter[tuple[Move, ...]]:
    return TypeAdapter(tuple[Move, ...])


def _preview(click: Click) -> dict[str, Any]:
    """What has to move for the date that was picked; nothing is written."""
    record = click.own_plan()
    signal = signal_meant(click, record)
    if signal is None:
        return parts.pushed(listing.settled_card(record.id, click.url))
    wishes = _wishes(click, signal)
    found = click.desk.signals.propose.preview(record, wishes)
    plan = click.wired.stored(record).plan
    names = {row.id: row.name for row in plan.milestones}
    write = _button(click, record, "Write these dates into the plan", found.moves, main=True)
    only = _only(click, record, found, wishes)
    return parts.pushed(showing.preview_card(found, names, write, only))


def _wishes(click: Click, signal: Signal) -> Wishes:
    row = milestone_of(signal)
    if signal.rule == "cannot_reach_go_live" or not row:
        return Wishes()
    day = click.event.days.get(listing.NEW_DATE)
    if day is None:
        raise InputError([Mistake("New date", "is missing; pick a day")])
    return Wishes(dues={row: day})


def _only(click: Click, record: PlanRecord, found: Replan, wishes: Wishes) -> dict[str, Any] | None:
    """The button for the wished date alone, where the re-plan moves more than that."""
    wished = tuple(move for move in found.moves if move.id in wishes.dues)
    if not wished or len(wished) == len(found.moves):
        return None
    return _button(click, record, "Only this date", wished)


def _button(
    click: Click, record: PlanRecord, text: str, moves: tuple[Move, ...], *, main: bool = False
) -> dict[str, Any]:
    """A button that writes exactly the moves that were shown."""
    keys = {"planId": record.id, "moves": _moves().dump_json(moves, exclude_defaults=True).decode()}
    return parts.button(text, click.url("signals/replan/confirm"), keys, main=main)


def _confirm(click: Click) -> dict[str, Any]:
    record, moves = click.own_plan(), _carried(click)
    done = click.desk.signals.propose.write(record, moves, click.caller.email)
    keys = {"planId": record.id, "moves": _moves().dump_json(done.done, exclude_defaults=True).decode()}
    undo = parts.button("Undo", click.url("signals/replan/undo"), keys)
    back = showing.back_button(click.url("signals"), record.id)
    told = "Written" if done.done else "Nothing was written"
    return parts.replaced(showing.written_card(done.done, done.refused, undo, back), told)


def _undo(click: Click) -> dict[str, Any]:
    record, moves = click.own_plan(), _carried(click)
    done = click.desk.signals.propose.take_back(record, moves, click.caller.email)
    back = showing.back_button(click.url("signals"), record.id)
    return parts.replaced(showing.taken_back_card(done.done, done.refused, back), "Taken back")


def _carried(click: Click) -> tuple[Move, ...]:
    """The moves that the clicked card showed."""
    try:
        return _moves().validate_json(click.event.parameters.get("moves", ""))
    except ValidationError as error:
        mistake = Mistake("New dates", "could not be read; open the signal again")
        raise InputError([mistake]) from error


ROUTES: Routes = {
    "signals/replan": _preview,
    "signals/replan/confirm": _confirm,
    "signals/replan/undo": _undo,
}
"""A re-plan's preview, its writing and its undoing."""
