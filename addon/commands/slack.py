"""`closeplan slack`: which channels follow which plans."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from addon.commands import shared
from closeplan.errors import NotFoundError

if TYPE_CHECKING:
    from addon.bootstrap import Backend
    from closeplan.records.channels import TalkChannel
    from closeplan.services.follow_in_channel import FollowInChannel


@click.group("slack")
def slack_command() -> None:
    """Have Slack channels follow plans; docs/slack.md says how Slack is set up."""


@slack_command.command("link")
@click.argument("plan_id", metavar="PLAN_ID")
@click.argument("channel", metavar="CHANNEL")
@click.option("--shared", "only_shared", is_flag=True, help="Tell it only what both sides may read.")
def link(plan_id: str, channel: str, *, only_shared: bool) -> None:
    """Have CHANNEL (its id, or #name) follow PLAN_ID. closeplan has to be in the channel."""
    backend = shared.backend_without_queue()
    record = backend.store.plan(plan_id)
    follow = _follow(backend)
    found = _channel(follow, channel)
    follow.link(record, found, backend.settings.seller, only_shared=only_shared)
    backend.parts.deliveries.deliver(follow.vendor)
    told = "everything your side may know" if found.is_internal and not only_shared else "shared words only"
    click.echo(f"#{found.name} follows {record.deal.name} ({told})")


@slack_command.command("unlink")
@click.argument("plan_id", metavar="PLAN_ID")
def unlink(plan_id: str) -> None:
    """Have PLAN_ID's channel follow it no more."""
    if not _follow(shared.backend_without_queue()).unlink(plan_id):
        raise NotFoundError(f"no channel follows '{plan_id}'")
    click.echo(f"no channel follows {plan_id} any more")


@slack_command.command("status")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document and nothing else.")
def status(*, as_json: bool) -> None:
    """List the channels that follow plans, and the workspace."""
    follow = _follow(shared.backend_without_queue())
    there = {one.id: one for one in follow.talk().channels()}
    rows: list[dict[str, Any]] = []
    for place in follow.places.places_of(follow.vendor):
        channel = there.get(place.id)
        internal = channel is not None and follow.is_internal(place, channel)
        rows.append(
            {
                "plan_id": place.plan_id,
                "channel": place.name,
                "reachable": channel is not None,
                "told": "everything" if internal else "shared",
            }
        )
    account = follow.talk().account()
    lines = [f"workspace {account}", *(_line(row) for row in rows)]
    shared.answer({"workspace": account, "channels": rows}, iter(lines), as_json=as_json)


def _line(row: dict[str, Any]) -> str:
    if not row["reachable"]:
        return f"{row['plan_id']}: #{row['channel']}, closeplan is not in it any more"
    return f"{row['plan_id']}: #{row['channel']} ({row['told']})"


def _follow(backend: Backend) -> FollowInChannel:
    follow = backend.parts.talk_wiring.desk().follow
    if follow is None:
        raise NotFoundError("Slack is not set up; docs/slack.md says how")
    return follow


def _channel(follow: FollowInChannel, named: str) -> TalkChannel:
    wanted = named.removeprefix("#")
    for one in follow.talk().channels():
        if wanted in {one.id, one.name}:
            return one
    raise NotFoundError(f"closeplan is in no channel '{named}'; invite it there first")
