"""What a plan should tell people.

A signal names a fact, its effect and the next step, never a blame. Its `key` says what it is about and
stays the same while the matter lasts; its `cause` changes when the matter changes (a second move of the
same milestone), so that a dismissed signal stays gone until there is something new to say.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Audience(StrEnum):
    """Who may read a signal. INTERNAL never leaves the seller's side."""

    SHARED = "shared"
    INTERNAL = "internal"


class Table(StrEnum):
    """The tables of a plan's document."""

    TIMELINE = "timeline"
    STAKEHOLDERS = "stakeholders"
    RISKS = "risks"


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where a signal belongs: a cell of a row (`row` is its id, `column` a field of that table's model),
    a column as a whole (`row` empty: its header cell), or the plan itself (`table` None).
    """

    table: Table | None = None
    row: str = ""
    column: str = ""


PLAN = Place()


@dataclass(frozen=True, kw_only=True)
class Signal:
    """One thing the plan should tell people.

    `rule` is the rule's name (`slipped`, `missing_role`, ...); `subject` what it is about within that rule
    (a milestone's id, a role); `short` a few words for the Signal column; `text` whole sentences for a
    comment: fact, effect, next step. `thread` asks for a comment thread beside the Signal column.
    `assignee` is the email of who can act, where one is known.
    """

    rule: str
    subject: str
    cause: str
    short: str
    text: str
    place: Place = PLAN
    thread: bool = False
    audience: Audience = Audience.SHARED
    assignee: str = ""

    @property
    def key(self) -> str:
        """What the signal is about, stable while the matter lasts."""
        return f"{self.rule}:{self.subject}"
