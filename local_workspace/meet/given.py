"""A finished meeting as `POST /_control/meetings` describes it; pydantic proves the description."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Annotated, Self

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, StringConstraints, model_validator

Email = Annotated[str, StringConstraints(pattern=r"^[^\s@]+@[^\s@]+$", to_lower=True)]
Code = Annotated[str, StringConstraints(pattern=r"^[a-z]{3}-[a-z]{4}-[a-z]{3}$")]


class _Given(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class GivenParticipant(_Given):
    """Somebody in the meeting; without an address, somebody who was not signed in."""

    name: str = Field(min_length=1)
    email: Email | None = None


class GivenEntry(_Given):
    """Something said; `participant` is the name or the address of who said it."""

    participant: str
    text: str
    start: AwareDatetime
    end: AwareDatetime
    language: str = "en-US"


class GivenMeeting(_Given):
    """A meeting that is over."""

    organizer: Email
    start: AwareDatetime
    participants: list[GivenParticipant] = Field(min_length=1)
    entries: list[GivenEntry] = []
    meeting_code: Code | None = None
    end: AwareDatetime | None = None
    smart_notes: bool = False

    @model_validator(mode="after")
    def _hangs_together(self) -> Self:
        for entry in self.entries:
            if self.speaker(entry) is None:
                raise ValueError(f"{entry.participant!r} is not among the participants")
            if not self.start <= entry.start <= entry.end <= self.over:
                raise ValueError(f"{entry.text!r} is said outside the meeting")
        emails = [person.email for person in self.participants if person.email]
        if len(emails) != len(set(emails)):
            raise ValueError("somebody is among the participants twice")
        if self.over < self.start:
            raise ValueError("the meeting ends before it starts")
        return self

    @property
    def over(self) -> datetime:
        """When it ended: as given, else with the last word, else after half an hour."""
        return self.end or max(
            (entry.end for entry in self.entries), default=self.start + timedelta(minutes=30)
        )

    def speaker(self, entry: GivenEntry) -> int | None:
        """The place of an entry's speaker among the participants."""
        for index, person in enumerate(self.participants):
            if entry.participant == person.name or entry.participant.lower() == person.email:
                return index
        return None
