"""`/plan` in a channel: how its plan stands, and which plan it follows. The answers are for whoever asked, alone."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from closeplan.errors import CloseplanError, InputError, Mistake
from closeplan.plan.channel import standing_message
from closeplan.plan.channel_message import Line, Message
from closeplan.plan.wording import quoted
from closeplan.records import Member, PlanRecord
from closeplan.records.channels import TalkCommand
from closeplan.services.channel_people import ChannelPeople
from closeplan.services.follow_in_channel import FollowInChannel

MOST_LISTED = 20
MOST_TEXT = 500
"""Characters of a command that are looked at."""

HELP = (
    "/plan: how the plan of this channel stands",
    "/plan NAME: the same of one of several",
    "/plan link NAME: have this channel follow a plan; NAME is part of its name, its id or its address",
    "/plan link NAME shared: the same, telling only what both sides may read",
    "/plan unlink NAME: have it follow the plan no more",
    "/plan list: the plans you may link",
    "/plan help: this",
)

_IN_AN_ADDRESS = re.compile(r"/d/([\w-]{10,200})")


@dataclass(frozen=True, kw_only=True)
class ChannelCommands:
    """The use case with what it needs."""

    people: ChannelPeople
    follow: FollowInChannel

    def __call__(self, command: TalkCommand) -> Message:
        """Do what was typed and say what came of it; what closeplan can't do is said too."""
        verb, _, rest = " ".join(command.text[:MOST_TEXT].split()).partition(" ")
        todo: Mapping[str, Callable[[Member, str, str], Message]] = {
            "help": self._help,
            "list": self._list,
            "link": self._link,
            "unlink": self._unlink,
        }
        try:
            member = self.people.member(command.user_id)
            if verb.lower() in todo:
                return todo[verb.lower()](member, command.channel_id, rest.strip())
            return self._show(member, command.channel_id, f"{verb} {rest}".strip())
        except CloseplanError as error:
            return _told(str(error))

    def _help(self, _member: Member, _channel_id: str, _rest: str) -> Message:
        return Message(title="/plan", lines=tuple(Line(text=line) for line in HELP))

    def _list(self, member: Member, _channel_id: str, _rest: str) -> Message:
        plans = self.people.plans_of(member)
        if not plans:
            return _told("There is no plan that you may look at.")
        lines = [Line(text=f"{_name(one)} · {one.id}") for one in plans[:MOST_LISTED]]
        if len(plans) > MOST_LISTED:
            lines.append(
                Line(text=f"and {len(plans) - MOST_LISTED} more; name one that is not here", is_small=True)
            )
        return Message(title="Plans you may link", lines=tuple(lines))

    def _show(self, member: Member, channel_id: str, name: str) -> Message:
        """The one plan of the channel, or the one that is named."""
        plans = self.people.plans_in(channel_id, member)
        if not plans:
            return _told(
                "This channel follows no plan that you may look at. /plan link NAME has it follow one."
            )
        if not name and len(plans) > 1:
            lines = tuple(Line(text=f"/plan {_name(one)}") for one in plans[:MOST_LISTED])
            return Message(title="This channel follows several plans", lines=lines)
        record = _meant(plans, name) if name else plans[0]
        place, channel = self.follow.place(record.id), self.follow.channel(channel_id)
        is_internal = place is not None and self.follow.is_internal(place, channel)
        return standing_message(self.follow.shown(record, is_internal=is_internal))

    def _link(self, member: Member, channel_id: str, rest: str) -> Message:
        name, only_shared = rest.removesuffix(" shared"), rest.endswith(" shared")
        record = _meant(self.people.plans_of(member), name)
        channel, before = self.follow.channel(channel_id), self.follow.place(record.id)
        self.follow.link(record, channel, member.email, only_shared=only_shared)
        if not channel.is_internal:
            told = "The channel is shared with others, so it is told only what both sides may read."
        elif only_shared:
            told = "It is told only what both sides may read."
        else:
            told = "It is told what the seller's side alone may know as well: guests in this channel read it too."
        lines = [Line(text=told)]
        if before is not None and before.id != channel.id:
            lines.append(Line(text=f"#{before.name} follows it no more.", is_small=True))
        return Message(title=f"#{channel.name} follows {_name(record)}", lines=tuple(lines))

    def _unlink(self, member: Member, channel_id: str, name: str) -> Message:
        plans = self.people.plans_in(channel_id, member)
        if not plans:
            return _told("This channel follows no plan that you may look at.")
        record = _meant(plans, name) if name or len(plans) > 1 else plans[0]
        self.follow.unlink(record.id)
        return _told(f"This channel does not follow {_name(record)} any more.")


def _meant(plans: Sequence[PlanRecord], text: str) -> PlanRecord:
    """The plan that is named: by its id, the address of its document, or its name. InputError where that is none, or several."""
    if not text:
        raise InputError([Mistake("", "Which plan? /plan list names those there are.")])
    address = _IN_AN_ADDRESS.search(text)
    wanted = address.group(1) if address else text
    exact = [one for one in plans if wanted in {one.id, one.document_id}]
    folded = wanted.casefold()
    whole = [one for one in plans if one.deal.name.casefold() == folded]
    part = [one for one in plans if folded in one.deal.name.casefold()]
    found = exact or whole or part
    if len(found) == 1:
        return found[0]
    if not found:
        raise InputError([Mistake("", f"There is no plan “{quoted(text)}” that you may look at.")])
    names = ", ".join(f"{_name(one)} ({one.id})" for one in found[:5])
    raise InputError([Mistake("", f"Several plans are called so: {names}. Name one by its id.")])


def _name(record: PlanRecord) -> str:
    return quoted(record.deal.name)


def _told(text: str) -> Message:
    return Message(title="closeplan", lines=(Line(text=text),))
