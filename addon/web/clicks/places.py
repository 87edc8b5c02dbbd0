"""Where a plan shows up beside its document: its owner chooses the channel, publishes the page, and takes both back."""

from __future__ import annotations

from typing import Any

from addon.cards import parts
from addon.cards import places as showing
from addon.web.clicks.click import Click, Routes
from closeplan.errors import InputError, Mistake, NotFoundError
from closeplan.records import PlanRecord
from closeplan.services.follow_in_channel import FollowInChannel
from closeplan.services.publish import Publish

_SLACK, _NOTION = ("Slack", "docs/slack.md"), ("Notion", "docs/notion.md")


def _channel(click: Click) -> dict[str, Any]:
    record, follow = click.own_plan(), click.wired.places().follow
    if follow is None:
        return parts.pushed(showing.absent_card(*_SLACK))
    return parts.pushed(_channel_card(click, record, follow))


def _channel_card(click: Click, record: PlanRecord, follow: FollowInChannel) -> parts.Card:
    keys, place = {"planId": record.id}, follow.place(record.id)
    if place is not None:
        following = showing.Following(
            plan=record.deal.name,
            channel=place.name,
            only_shared=follow.is_only_shared(place),
            trouble=follow.trouble(place),
        )
        return showing.channel_card(following, click.url, keys)
    offered = [
        showing.ChannelChoice(id=one.id, name=one.name, is_internal=one.is_internal)
        for one in follow.talk().channels()
    ]
    return showing.choose_channel_card(record.deal.name, offered, click.url, keys)


def _link(click: Click) -> dict[str, Any]:
    record, follow = click.own_plan(), _following(click)
    chosen = click.event.texts.get(showing.CHANNEL, "")
    if not chosen:
        raise InputError([Mistake("Channel", "is missing; choose one")])
    only = bool(click.event.chosen.get(showing.ONLY_SHARED))
    follow.link(record, follow.channel(chosen), click.caller.email, only_shared=only)
    return parts.replaced(_channel_card(click, record, follow), "Linked")


def _unlink(click: Click) -> dict[str, Any]:
    record, follow = click.own_plan(), _following(click)
    follow.unlink(record.id)
    words = "The channel is told no more. What stands there stays."
    return parts.replaced(showing.done_card("Slack", words, record.deal.name), "Unlinked")


def _page(click: Click) -> dict[str, Any]:
    """The page, or what it would say."""
    record, publish = click.own_plan(), click.wired.places().publish
    if publish is None:
        return parts.pushed(showing.absent_card(*_NOTION))
    place, again = publish.place(record.id), bool(click.event.parameters.get("again"))
    if place is not None and not (again and publish.told(place)):
        return parts.pushed(_page_card(click, record, publish))
    title, said = publish.preview(record)
    keys = {"planId": record.id}
    return parts.pushed(showing.publish_card(record.deal.name, title, said, click.url, keys))


def _page_card(click: Click, record: PlanRecord, publish: Publish) -> parts.Card:
    place = publish.place(record.id)
    link, told = (place.url, publish.told(place)) if place else ("", "")
    return showing.page_card(record.deal.name, link, told, click.url, {"planId": record.id})


def _publish(click: Click) -> dict[str, Any]:
    record, publish = click.own_plan(), _publishing(click)
    publish.publish(record, click.caller.email)
    return parts.replaced(_page_card(click, record, publish), "Published")


def _away(click: Click) -> dict[str, Any]:
    record = click.own_plan()
    return parts.pushed(showing.throw_away_card(record.deal.name, click.url, {"planId": record.id}))


def _stop(click: Click) -> dict[str, Any]:
    record, publish = click.own_plan(), _publishing(click)
    trash = bool(click.event.parameters.get("trash"))
    publish.stop(record.id, trash=trash)
    words = (
        "The page lies in Notion's trash."
        if trash
        else "The page stays as it is and follows the plan no more."
    )
    return parts.replaced(showing.done_card("Notion", words, record.deal.name), "Stopped")


def _following(click: Click) -> FollowInChannel:
    follow = click.wired.places().follow
    if follow is None:
        raise NotFoundError("Slack is not set up here")
    return follow


def _publishing(click: Click) -> Publish:
    publish = click.wired.places().publish
    if publish is None:
        raise NotFoundError("Notion is not set up here")
    return publish


ROUTES: Routes = {
    "channel": _channel,
    "channel/link": _link,
    "channel/unlink": _unlink,
    "page": _page,
    "page/publish": _publish,
    "page/away": _away,
    "page/stop": _stop,
}
"""The cards of channels and pages."""
