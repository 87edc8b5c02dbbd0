"""A call as it was held: who was there, who said what when, and what was known of the deal before it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from closeplan.errors import Mistake
from closeplan.plan.model import Role, Side


@dataclass(frozen=True, kw_only=True)
class Person:
    """Somebody who may speak or be spoken of. `side` is None where nobody knows it; `email` and `title` may be empty."""

    name: str
    email: str = ""
    side: Side | None = None
    title: str = ""
    role: Role | None = None


@dataclass(frozen=True, kw_only=True)
class Turn:
    """One utterance. `index` counts from 0 in the transcript's order and `speaker` is its label there; `start` and `end`
    are seconds from the call's beginning, None where the transcript has no times.
    """

    index: int
    speaker: str
    text: str
    start: float | None = None
    end: float | None = None


@dataclass(frozen=True, kw_only=True)
class Transcript:
    """What a transcript file says, before anybody is recognised. `started` has a zone only where the file names one.
    `notes` are a smart note's own paragraphs, by heading; `problems` say what of the file could not be used, with its place.
    """

    title: str = ""
    started: datetime | None = None
    day: date | None = None
    attendees: tuple[Person, ...] = ()
    language: str = ""
    turns: tuple[Turn, ...] = ()
    notes: tuple[tuple[str, tuple[str, ...]], ...] = ()
    problems: tuple[Mistake, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Call:
    """A call whose speakers are known as far as can be. `name` names it among a deal's calls; `day` is its day in `zone`
    (an IANA name). `people` were on it; `speakers` gives the person behind each of the turns' labels.
    """

    name: str
    day: date
    zone: str = "Etc/UTC"
    title: str = ""
    language: str = "en"
    turns: tuple[Turn, ...] = ()
    people: tuple[Person, ...] = ()
    speakers: Mapping[str, Person] = field(default_factory=dict)
    started: datetime | None = None
    notes: tuple[tuple[str, tuple[str, ...]], ...] = ()

    @property
    def sideless(self) -> tuple[str, ...]:
        """The names of those who speak and whose side nobody knows."""
        return tuple(
            dict.fromkeys(one.name for one in self.speakers.values() if one.side is None and one.name)
        )

    def person_of(self, turn: Turn) -> Person:
        """Who speaks; a label that nobody recognised is a person of that name and of no side."""
        return self.speakers.get(turn.speaker) or Person(name=turn.speaker)

    def side_of(self, turn: Turn) -> Side | None:
        """The side of who speaks, if known."""
        return self.person_of(turn).side


@dataclass(frozen=True, kw_only=True)
class KnownEvent:
    """Something with a day that people speak of by name: a milestone, the board's meeting, go-live, another call."""

    name: str
    day: date
    id: str = ""


@dataclass(frozen=True, kw_only=True)
class Known:
    """What was known of the deal before the call: its people on both sides, the events with their days, the companies.
    `fiscal_year_end` is the last month (1 to 12) of the buyer's fiscal year, None where nobody said.
    """

    people: tuple[Person, ...] = ()
    events: tuple[KnownEvent, ...] = ()
    go_live: date | None = None
    buyer: str = ""
    seller: str = ""
    fiscal_year_end: int | None = None
