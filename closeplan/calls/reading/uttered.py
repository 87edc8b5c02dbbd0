"""A transcript that comes as utterances and not as a file: from a vendor's API."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from closeplan.calls.model import Person, Transcript
from closeplan.calls.reading.draft import Said, clean_name, clean_text, turns_of

LONGEST_TITLE = 300
"""Characters of a title or a name that are kept; people write shorter ones."""

MOST_PEOPLE = 500
"""People of one call that are kept; in a larger audience nobody is told by being there."""


def uttered(
    said: Iterable[Said],
    *,
    title: str = "",
    started: datetime | None = None,
    people: Sequence[Person] = (),
    language: str = "",
) -> Transcript:
    """What was said, in its order, with what an API tells of the call; none of it is trusted to be clean or short."""
    spoken = Transcript(turns=turns_of(one for one in said if one.text.strip()), language=language[:20])
    return told_of(spoken, title=title, started=started, people=people)


def told_of(
    transcript: Transcript, *, title: str, started: datetime | None, people: Sequence[Person]
) -> Transcript:
    """The transcript with what an API tells of its call, which counts more than what its file says."""
    cleaned = (
        replace(
            one,
            name=clean_name(one.name)[:LONGEST_TITLE],
            email=clean_name(one.email).lower()[:LONGEST_TITLE],
            title=clean_name(one.title)[:LONGEST_TITLE],
        )
        for one in people[:MOST_PEOPLE]
    )
    return replace(
        transcript,
        title=clean_text(title)[:LONGEST_TITLE] or transcript.title,
        started=started or transcript.started,
        day=started.date() if started else transcript.day,
        attendees=tuple(one for one in cleaned if one.name or one.email) or transcript.attendees,
    )
