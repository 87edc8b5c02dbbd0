"""New dates: the re-plan as a preview, written at a click, taken back at another."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from pydantic import TypeAdapter, ValidationError

from addon.cards import moves as showing
from addon.cards import parts
from addon.cards import signals as listing
from addon.cards.parts import Card
from addon.web.clicks.click import Click, Routes
from addon.web.clicks.moves import as_parameter, from_parameter
from addon.web.clicks.signals import signal_meant
from closeplan.errors import InputError, Mistake
from closeplan.plan.actions import milestone_of
from closeplan.plan.proposed import Move, Replan, Wishes
from closeplan.plan.signals import Signal
from closeplan.records import PlanRecord


@cache
def _wished() -> TypeAdapter[Wishes]:
    return TypeAdapter(Wishes)


def _preview(click: Click) -> dict[str, Any]:
    """What has to move for the date that was picked; nothing is written."""
    record = click.own_plan()
    signal = signal_meant(click, record)
    if signal is None:
        return parts.pushed(listing.settled_card(record.id, click.url))
    wishes = _wishes(click, signal)
    found = click.desk.signals.propose.preview(record, wishes)
    return parts.pushed(_shown(click, record, found, wishes))


def _shown(click: Click, record: PlanRecord, found: Replan, wishes: Wishes, told: Sequence[str] = ()) -> Card:
    plan = click.wired.stored(record).plan
    names = {row.id: row.name for row in plan.milestones}
    carried = {"planId": record.id, "wishes": _wished().dump_json(wishes).decode()}
    write = _button(click, "Write these dates into the plan", found.moves, carried, main=True)
    wished = tuple(move for move in found.moves if move.id in wishes.dues)
    less = bool(wished) and len(wished) < len(found.moves)
    only = _button(click, "Only this date", wished, carried) if less else None
    return showing.preview_card(found, names, write, only, told)


def _wishes(click: Click, signal: Signal) -> Wishes:
    row = milestone_of(signal)
    if signal.rule == "cannot_reach_go_live" or not row:
        return Wishes()
    day = click.event.days.get(listing.NEW_DATE)
    if day is None:
        raise InputError([Mistake("New date", "is missing; pick a day")])
    return Wishes(dues={row: day})


def _button(
    click: Click,
    text: str,
    moves: tuple[Move, ...],
    carried: Mapping[str, str],
    *,
    main: bool = False,
) -> dict[str, Any]:
    """A button that writes exactly the moves that were shown; `carried` is what they were to bring about."""
    keys = {"moves": as_parameter(moves), **carried}
    return parts.button(text, click.url("signals/replan/confirm"), keys, main=main)


def _confirm(click: Click) -> dict[str, Any]:
    """All of it or nothing: a plan that changed under the preview is previewed anew."""
    record, moves = click.own_plan(), _carried(click)
    wishes = _carried_wishes(click)
    done = click.desk.signals.propose.write(record, moves, wishes, click.caller.email)
    if done.anew is not None:
        whys = [f"“{move.name}”: {why}." for move, why in done.refused]
        return parts.replaced(_shown(click, record, done.anew, wishes, whys), "Nothing was written")
    keys = {"planId": record.id, "moves": as_parameter(done.done)}
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
    return from_parameter(click.event.parameters.get("moves", ""))


def _carried_wishes(click: Click) -> Wishes:
    """What the clicked card's dates were to bring about."""
    try:
        return _wished().validate_json(click.event.parameters.get("wishes", "{}"))
    except ValidationError as error:
        mistake = Mistake("New dates", "could not be read; open the signal again")
        raise InputError([mistake]) from error


ROUTES: Routes = {
    "signals/replan": _preview,
    "signals/replan/confirm": _confirm,
    "signals/replan/undo": _undo,
}
"""A re-plan's preview, its writing and its undoing."""
