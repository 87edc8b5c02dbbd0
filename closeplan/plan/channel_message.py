"""A message in a channel as plain values; each adapter lays it out as its vendor does. All text is plain: adapters escape it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Act(StrEnum):
    """What a click in a message does."""

    DISMISS = "dismiss"
    ASK = "ask"
    ACCEPT = "accept"
    REJECT = "reject"


@dataclass(frozen=True, kw_only=True)
class Button:
    """A button. `ref` says what it is about and holds no words of anybody's; `confirm` is asked before it acts."""

    label: str
    act: Act
    ref: str
    confirm: str = ""


@dataclass(frozen=True, kw_only=True)
class Choice:
    """A list to choose one of; choosing acts. `options` are names and labels."""

    label: str
    act: Act
    ref: str
    options: tuple[tuple[str, str], ...]


@dataclass(frozen=True, kw_only=True)
class Link:
    """A button that opens an address."""

    label: str
    url: str


@dataclass(frozen=True, kw_only=True)
class Line:
    """One paragraph with what can be done about it. `is_heading` sets it above those that follow, `is_small` apart."""

    text: str
    is_heading: bool = False
    is_small: bool = False
    controls: tuple[Button | Choice | Link, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Message:
    """A message: its title, and its lines in order."""

    title: str
    lines: tuple[Line, ...] = ()
