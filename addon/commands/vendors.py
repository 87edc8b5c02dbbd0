"""`closeplan vendors` and `closeplan deliveries`: how vendors are met, what waits for them and what could not be brought."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import click

from addon.commands import shared

if TYPE_CHECKING:
    from datetime import datetime

    from closeplan.services.integrations import Integrations, Letter, Standing

_json = click.option("--json", "as_json", is_flag=True, help="Print one JSON document and nothing else.")


@click.command("vendors")
@_json
def vendors_command(as_json: bool) -> None:
    """List the vendors that are set up: whether they answer, what waits for them, and what could not be brought."""
    found = _integrations().standings()
    shared.answer([_standing(one) for one in found], _standing_lines(found), as_json=as_json)


@click.command("deliveries")
@click.option("--dead", is_flag=True, help="Only what could not be brought.")
@click.option("--replay", type=int, metavar="ID", help="Try this dead letter again.")
@click.option("--replay-all", metavar="VENDOR", help="Try all of a vendor's dead letters again.")
@click.option("--drop", type=int, metavar="ID", help="Give this dead letter up for good.")
@_json
def deliveries_command(
    dead: bool, replay: int | None, replay_all: str | None, drop: int | None, as_json: bool
) -> None:
    """List what waits for vendors and what could not be brought, at most 200 of each; or decide about the latter.

    What is tried again goes with the running server, or with the next `closeplan sync`.
    """
    if sum(choice is not None for choice in (replay, replay_all, drop)) > 1:
        raise click.UsageError("choose one of --replay, --replay-all and --drop")
    desk = _integrations()
    if replay is not None:
        desk.try_again(replay)
        _say({"replayed": 1}, f"{replay} is tried again", as_json=as_json)
    elif replay_all is not None:
        count = desk.try_all_again(replay_all)
        _say({"replayed": count}, f"{count} of {replay_all} are tried again", as_json=as_json)
    elif drop is not None:
        desk.give_up(drop)
        _say({"dropped": 1}, f"{drop} is given up", as_json=as_json)
    else:
        found = [*desk.letters(), *([] if dead else desk.waiting())]
        shared.answer([_letter(one) for one in found], _letter_lines(found), as_json=as_json)


def _integrations() -> Integrations:
    return shared.backend_without_queue().parts.deliveries.integrations


def _say(document: object, line: str, *, as_json: bool) -> None:
    shared.answer(document, iter([line]), as_json=as_json)


def _standing(one: Standing) -> dict[str, Any]:
    return {
        "vendor": one.vendor.name,
        "set_up": one.vendor.is_set_up,
        "health": one.health.value,
        "down_since": _moment(one.state.down_since),
        "tried_again": _moment(one.state.until),
        "told": one.state.told,
        "met": _moment(one.state.met_at),
        "account": one.account,
        "waiting": one.backlog.waiting,
        "oldest": _moment(one.backlog.oldest),
        "dead": one.backlog.dead,
    }


def _letter(one: Letter) -> dict[str, Any]:
    delivery = one.delivery
    return {
        "id": delivery.id,
        "vendor": delivery.vendor,
        "lane": delivery.lane,
        "kind": delivery.kind,
        "what": one.what,
        "plan_id": delivery.body.get("plan", ""),
        "state": delivery.state.value,
        "told": delivery.told,
        "made": _moment(delivery.made_at),
        "due": _moment(delivery.due_at),
    }


def _standing_lines(found: Sequence[Standing]) -> Iterator[str]:
    if not found:
        yield "No vendor is set up; docs/vendors.md says which settings each needs."
    for one in found:
        down = f" since {_moment(one.state.down_since)}" if one.state.down_since else ""
        told = f" ({one.state.told})" if one.state.told else ""
        gone = "" if one.vendor.is_set_up else ", not set up any more"
        waits = f"{one.backlog.waiting} waiting, {one.backlog.dead} could not be brought"
        yield f"{one.vendor.name}: {one.health.value}{down}{told}{gone}; {waits}"


def _letter_lines(found: Sequence[Letter]) -> Iterator[str]:
    if not found:
        yield "There is nothing here that waits or could not be brought."
    for one in found:
        about = one.plan or one.delivery.lane
        told = f": {one.delivery.told}" if one.delivery.told else ""
        yield f"{one.delivery.id} {one.delivery.state.value} {one.delivery.vendor}, {one.what} of {about}{told}"


def _moment(moment: datetime | None) -> str | None:
    return moment.isoformat(timespec="seconds") if moment else None
