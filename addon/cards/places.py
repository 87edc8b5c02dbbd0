"""The cards of where a plan shows up beside its document: a Slack channel, a Notion page."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from addon.cards.parts import (
    Card,
    Choice,
    button,
    buttons,
    card,
    check_boxes,
    fact,
    lines,
    link_button,
    paragraph,
    section,
    selection,
)
from closeplan.plan.page import PageLine

CHANNEL, ONLY_SHARED = "channel", "only_shared"
"""The names of the cards' fields."""

MOST_CHANNELS = 100
"""Channels that are offered; from the others `/plan link` does it."""

MOST_LINES = 15
"""Lines of the page that are shown beforehand."""

Ways = Callable[[str], str]


@dataclass(frozen=True, kw_only=True)
class ChannelChoice:
    """A channel that can be chosen."""

    id: str
    name: str
    is_internal: bool


@dataclass(frozen=True, kw_only=True)
class Following:
    """A plan and the channel that follows it; `trouble` is why that could not be told last, empty where it could."""

    plan: str
    channel: str
    only_shared: bool
    trouble: str = ""


def absent_card(title: str, guide: str) -> Card:
    """What is not set up in this installation."""
    words = f"{title} is not set up here. Your admin can do that: {guide} says how."
    return card(title, [section("", [paragraph(words)])])


def choose_channel_card(
    plan: str, channels: Sequence[ChannelChoice], url: Ways, keys: Mapping[str, str]
) -> Card:
    """Which channel is to follow the plan."""
    if not channels:
        words = "closeplan is in no channel yet. Invite it to the deal's channel in Slack (/invite @closeplan), and look again."
        return card("Slack", [section("", [paragraph(words)])], plan)
    choices = [
        Choice(value=one.id, label=f"#{one.name}" + ("" if one.is_internal else " (shared with others)"))
        for one in channels[:MOST_CHANNELS]
    ]
    only = Choice(value="yes", label="Tell only what both sides may read")
    promise = (
        "The channel is told of new and settled signals, and each morning of what the day before brought. One that is "
        "shared with another company is told only what both sides may read. Guests in a channel of yours read along: tick "
        "the box where the buyer's people are among them."
    )
    fields = [
        selection(CHANNEL, "Channel", choices, choices[0].value),
        check_boxes(ONLY_SHARED, "What it is told", [only], ()),
        paragraph(promise),
        buttons(button("Follow the plan there", url("channel/link"), keys, main=True)),
    ]
    return card("Slack", [section("", fields)], plan)


def channel_card(following: Following, url: Ways, keys: Mapping[str, str]) -> Card:
    """The channel that follows the plan."""
    told = (
        "It is told only what both sides may read."
        if following.only_shared
        else "It is told what your side alone may know as well, as long as Slack says that it is shared with nobody else."
    )
    wrong = [f"It could not be told what is new: {following.trouble}."] if following.trouble else []
    widgets = [
        fact("Channel", f"#{following.channel}", told),
        *map(paragraph, wrong),
        buttons(button("Follow it there no more", url("channel/unlink"), keys)),
    ]
    return card("Slack", [section("", widgets)], following.plan)


def publish_card(plan: str, title: str, said: Sequence[PageLine], url: Ways, keys: Mapping[str, str]) -> Card:
    """What would stand in Notion, before it does."""
    promise = (
        "The page holds what the shared plan holds and nothing of your side's own. Whoever may open it in Notion reads it; "
        "you share it there. It follows the plan; what is changed on it is not read."
    )
    shown = [paragraph(one.text) for one in said[:MOST_LINES]]
    left = len(said) - MOST_LINES
    more = [paragraph(f"and {left} more lines")] if left > 0 else []
    publish = buttons(button("Publish to Notion", url("page/publish"), keys, main=True))
    return card("Notion", [section("", [paragraph(promise), publish]), section(title, [*shown, *more])], plan)


def page_card(plan: str, link: str, told: str, url: Ways, keys: Mapping[str, str]) -> Card:
    """The plan's page; `told` says why it is not kept any more, if so."""
    opened = [link_button("Open it", link)] if link else []
    if told:
        again = button("Publish again…", url("page"), {**keys, "again": "yes"}, main=True)
        forget = button("Leave it so", url("page/stop"), keys)
        return card("Notion", [section("", [paragraph(told), buttons(again, forget, *opened)])], plan)
    words = "The page follows the plan: what the plan says stands there a moment later."
    stop = button("Stop keeping it", url("page/stop"), keys)
    away = button("Throw it away…", url("page/away"), keys)
    return card("Notion", [section("", [paragraph(words), buttons(*opened, stop, away)])], plan)


def throw_away_card(plan: str, url: Ways, keys: Mapping[str, str]) -> Card:
    """Asked before the page is thrown away."""
    words = [
        "Readers lose the page. It goes to Notion's trash, from where it can be taken back.",
        "The plan itself stays.",
    ]
    away = button("Throw it away", url("page/stop"), {**keys, "trash": "yes"}, main=True)
    return card("Throw the page away?", [section("", [lines(words), buttons(away)])], plan)


def done_card(title: str, words: str, plan: str) -> Card:
    """What was done."""
    return card(title, [section("", [paragraph(words)])], plan)
