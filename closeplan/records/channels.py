"""Channels a team talks in, who talks there, and what was done there."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class TalkChannel:
    """A channel. `is_internal` says that it is known to be shared with no other company or workspace; guests whom the team let
    in read there all the same.
    """

    id: str
    name: str
    is_internal: bool


@dataclass(frozen=True, kw_only=True)
class TalkPerson:
    """Somebody there. `email` is in lower case, and empty unless the account itself vouches for it: for people of other
    companies, guests and bots.
    """

    id: str
    name: str
    email: str


@dataclass(frozen=True, kw_only=True)
class TalkCommand:
    """A command that somebody typed in a channel, with what follows it."""

    user_id: str
    channel_id: str
    text: str


@dataclass(frozen=True, kw_only=True)
class TalkClick:
    """A click on a control of a message: what it does (an `Act`'s value), what it is about, and the option that was chosen."""

    user_id: str
    channel_id: str
    act: str
    ref: str
    option: str = ""
