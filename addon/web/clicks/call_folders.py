"""Watched folders with transcripts, and the files in them that wait for a word of the seller's."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from addon.cards import calls as showing
from addon.cards import parts
from addon.cards.calls import Folder, Waiting
from addon.web.clicks.calls import about_calls, chosen_plan, is_admin, own_plans
from addon.web.clicks.click import Click, Routes
from closeplan.records import PlanRecord
from closeplan.records.call_files import CallFile, FileState


def _folders(click: Click) -> dict[str, Any]:
    return parts.pushed(_folders_card(click, click.own_plan()))


def _folders_card(click: Click, record: PlanRecord, told: Sequence[str] = ()) -> parts.Card:
    desk = click.wired.calls()
    names = {choice.value: choice.label for choice in own_plans(click)}
    folders = [
        Folder(id=one.id, name=one.name, plan=names.get(one.plan_id, ""), told=one.told)
        for one in desk.folders.of(click.caller.email)
    ]
    return showing.folders_card(about_calls(click, record), folders, desk.robot, told)


def _watch(click: Click) -> dict[str, Any]:
    """Watch a folder; what lies there already is read only after its number was shown."""
    record, event = click.own_plan(), click.event
    carried = event.parameters
    where = carried.get("folder") or event.texts.get(showing.FOLDER, "")
    plan_id = carried["plan"] if "plan" in carried else event.texts.get(showing.PLAN, "")
    plan = chosen_plan(click, plan_id) if plan_id else None
    old_too = bool(carried.get("old"))
    folders = click.wired.calls().folders
    if not old_too and event.chosen.get(showing.OLD):
        looked = folders.look(click.caller.email, where)
        keys = {"planId": record.id, "folder": looked.id, "plan": plan_id, "old": "yes"}
        watch = parts.button("Read them all", click.url("calls/watch"), keys, main=True)
        about = about_calls(click, record)
        return parts.pushed(showing.many_card(about, looked.name, folders.count(looked.id), watch))
    folder = folders(click.caller.email, where, plan=plan, old_too=old_too)
    return parts.replaced(_folders_card(click, record, [f"“{folder.name}” is watched from now on."]))


def _unwatch(click: Click) -> dict[str, Any]:
    record = click.own_plan()
    stopped = click.wired.calls().folders.stop(click.caller.email, click.event.parameters.get("folder", ""))
    told = ["It is watched no more. The calls that were read stay."] if stopped else []
    return parts.updated(_folders_card(click, record, told))


def _waiting(click: Click) -> dict[str, Any]:
    return click.leading_on(_waiting_card(click))


def _waiting_card(click: Click, told: Sequence[str] = ()) -> parts.Card:
    shown = [_shown(click, one) for one in _files(click)]
    plan_id = click.event.parameters.get("planId", "")
    keys = {"planId": plan_id} if plan_id else {}
    return showing.waiting_card(click.url, shown, keys, told)


def call_waits(click: Click) -> list[dict[str, Any]]:
    """The section of the first card that asks whose the latest call is; none where none waits."""
    latest = next((one for one in _files(click) if one.state is FileState.UNPLACED), None)
    return [showing.call_waits_section(click.url, _shown(click, latest))] if latest else []


def _files(click: Click) -> list[CallFile]:
    return click.wired.calls().files.waiting(click.caller.email, is_admin=is_admin(click))


def _shown(click: Click, one: CallFile) -> Waiting:
    plans = click.wired.calls().files.choices(one)
    return Waiting(
        id=one.id,
        name=one.name,
        told=one.told,
        is_broken=one.state is FileState.PROBLEM,
        plans=tuple(parts.Choice(value=record.id, label=record.deal.name) for record in plans),
    )


def _place(click: Click) -> dict[str, Any]:
    file = _meant(click)
    plan_id = click.event.texts.get(showing.plan_field(file.id), "")
    record = click.wired.calls().files.place(file, plan_id)
    return parts.updated(_waiting_card(click, [f"“{file.name}” is read into {record.deal.name} now."]))


def _again(click: Click) -> dict[str, Any]:
    file = _meant(click)
    click.wired.calls().files.again(file)
    return parts.updated(_waiting_card(click, [f"“{file.name}” is read again now."]))


def _ignore(click: Click) -> dict[str, Any]:
    file = _meant(click)
    click.wired.calls().files.ignore(file)
    return parts.updated(_waiting_card(click, [f"“{file.name}” is left alone."]))


def _meant(click: Click) -> CallFile:
    """The file that a button names, if it waits for the caller."""
    file_id = click.event.parameters.get("file", "")
    return click.wired.calls().files.one(file_id, click.caller.email, is_admin=is_admin(click))


ROUTES: Routes = {
    "calls/folders": _folders,
    "calls/watch": _watch,
    "calls/unwatch": _unwatch,
    "calls/waiting": _waiting,
    "calls/place": _place,
    "calls/again": _again,
    "calls/ignore": _ignore,
}
